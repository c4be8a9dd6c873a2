package interp

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/ir"
)

// asked notes a dialogue of the program's own that asks for consent and can be
// refused, so that what becomes of its answers can be judged at the end.
func (c *nativeCall) asked(answer *Object) {
	c.act.events = append(c.act.events, eventAt{kind: promptAsked, ins: c.inv.ins, api: "showModal", result: answer})
}

// judgeDialogue says what is wrong with the answers of a dialogue in an activation:
// both do the same, or a refusal asks again; "" if nothing is.
func (in *Interp) judgeDialogue(a *Activation, e eventAt) PromptKind {
	if in.asksAgain(a) {
		return PromptAgain
	}
	if in.sameAnswers(a, e.ins, true) {
		return PromptSame // awaited
	}
	for _, cb := range in.order {
		for _, edge := range cb.in {
			if edge.from == a && edge.why != "" && (edge.site == e.ins || in.reactsTo(edge.site, e.ins)) && in.answersBelow(cb, 2) {
				return PromptSame
			}
		}
	}
	if in.sameWhereRead(a, e.result) {
		return PromptSame
	}
	return ""
}

// sameWhereRead looks at the functions that read the answer of a dialogue elsewhere:
// callers of a helper whose promise brings it.
func (in *Interp) sameWhereRead(a *Activation, answer *Object) bool {
	confirm := answer.props["confirm"]
	return confirm != nil && slices.ContainsFunc(confirm.deps, func(b *Activation) bool {
		return b != a && b.reached && in.sameAnswers(b, nil, true)
	})
}

// reactsTo: a call at site is one of a method (then) of what the call at asked yields.
func (in *Interp) reactsTo(site, asked *ir.Instr) bool {
	return site.Op == ir.OpCall && site.B >= 0 && site.B == asked.Dst && site.Pos >= asked.Pos
}

// answersBelow looks at what is called with the answer, and what that calls with it.
func (in *Interp) answersBelow(cb *Activation, depth int) bool {
	if in.sameAnswers(cb, nil, false) {
		return true
	}
	if depth == 0 {
		return false
	}
	return slices.ContainsFunc(in.order, func(b *Activation) bool {
		return b != cb && slices.ContainsFunc(b.in, func(e *edge) bool { return e.from == cb && e.why == "" && e.must&denied == 0 }) && in.answersBelow(b, depth-1)
	})
}

// asksAgain: a way in comes from a refusal, and that from this same activation.
func (in *Interp) asksAgain(a *Activation) bool {
	for _, e := range a.in {
		if e.from == nil || e.must&denied == 0 {
			continue
		}
		seen := map[*Activation]bool{}
		queue := []*Activation{e.from}
		for len(queue) > 0 && len(seen) < 100 {
			b := queue[0]
			queue = queue[1:]
			if b == a {
				return true
			}
			if seen[b] {
				continue
			}
			seen[b] = true
			for _, up := range b.in {
				// What a user does in between makes it another occasion.
				if up.from != nil && up.entry == nil {
					queue = append(queue, up.from)
				}
			}
		}
	}
	return false
}

// sameAnswers: where the user agreed and where the user refused, the same function is
// called or the same API, and it takes personal data. strict: only what the agreement
// led to counts as that side, because the activation does more than take the answer.
// What both answers lead to counts as well, when the activation tests the answer at all.
// Where it asks itself, asked is the dialogue: what comes before it follows from no answer.
func (in *Interp) sameAnswers(cb *Activation, asked *ir.Instr, strict bool) bool {
	const yes, no = 1, 2
	fns, apis := map[*ir.Func]int{}, map[string]int{}
	side := func(must, may Bits) int {
		switch {
		case must&denied != 0:
			return no
		case must&agreedAll != 0:
			return yes
		case may&^cb.may&agreedAll != 0 && may&^cb.may&denied != 0:
			return yes | no // either way
		case !strict:
			return yes
		}
		return 0
	}
	before := func(at *ir.Instr) bool { return asked != nil && at != nil && at.Pos < asked.Pos }
	callees := map[*ir.Instr]*ir.Func{} // nil: several, of which the answer may choose one
	calls := slices.DeleteFunc(slices.Clone(in.callees[cb]), func(e *edge) bool { return e.why != "" || before(e.site) })
	for _, e := range calls {
		if fn, ok := callees[e.site]; !ok {
			callees[e.site] = e.to.fn
		} else if fn != e.to.fn {
			callees[e.site] = nil
		}
	}
	for _, e := range calls {
		s := side(e.must, e.may)
		if s == yes|no && callees[e.site] == nil {
			continue
		}
		// The callee may look at the answer that it is given, and take nothing on a no.
		if s&yes != 0 && in.takes(e.to, 4, false) {
			fns[e.to.fn] |= yes
		}
		if s&no != 0 && in.takes(e.to, 4, true) {
			fns[e.to.fn] |= no
		}
	}
	for _, at := range cb.sources {
		if !before(at.src.Ins) {
			apis[at.src.API.Name] |= side(at.must, at.may)
		}
	}
	for _, s := range apis {
		if s == yes|no {
			return true
		}
	}
	for _, s := range fns {
		if s == yes|no {
			return true
		}
	}
	return false
}

// leadsTo tells whether one of the plain calls of an activation that count is of an
// activation that passes a test.
func (in *Interp) leadsTo(a *Activation, counts func(*edge) bool, test func(*Activation) bool) bool {
	var tested *Activation
	for _, e := range in.callees[a] { // those of one callee follow each other
		if e.why != "" && !executes(e) || e.to == a || e.to == tested || !counts(e) {
			continue
		}
		if tested = e.to; test(tested) {
			return true
		}
	}
	return false
}

// executes tells the call of what a promise is made with, which runs at once.
func executes(e *edge) bool { return e.why == "callback" && e.site != nil && e.site.Op == ir.OpNew }

// agreedAll is the fact that the user agreed to everything.
const agreedAll = Bits(1) << allShift

// takes tells whether an activation, or what it calls, takes personal data. refused: only
// what is taken without the user's agreement counts.
func (in *Interp) takes(a *Activation, depth int, refused bool) bool {
	without := func(must Bits) bool { return !refused || must&agreedAll == 0 }
	return in.foundBelow(belowKey{a, depth, refused, false}, func() bool {
		if slices.ContainsFunc(a.sources, func(at *callAt) bool { return without(at.must) }) {
			return true
		}
		return depth > 0 && in.leadsTo(a, func(e *edge) bool { return without(e.must) },
			func(b *Activation) bool { return in.takes(b, depth-1, refused) })
	})
}

// belowKey is a question about an activation and what it calls, so many calls deep.
type belowKey struct {
	a                *Activation
	depth            int
	refused, unasked bool
}

// foundBelow is what find says to a question, which is asked once: call graphs have many
// ways to the same place. It is for after the fixpoint.
func (in *Interp) foundBelow(key belowKey, find func() bool) bool {
	found, ok := in.below[key]
	if !ok {
		found = find()
		in.below[key] = found
	}
	return found
}

// goesOn tells whether the program takes data that needs consent, and has none, as soon
// as a dialogue is closed: it takes whatever the user does for a yes.
func (in *Interp) goesOn(a *Activation, e eventAt) bool {
	awaited := a.awaits(e.ins)
	after := func(at *callAt) bool { return at.src.Ins.Pos > e.ins.Pos }
	if awaited && slices.ContainsFunc(a.sources, func(at *callAt) bool { return after(at) && in.unasked(at) }) {
		return true
	}
	answered := func(way *edge) bool {
		switch {
		case way.why == "":
			return awaited && way.site.Pos > e.ins.Pos
		case strings.HasPrefix(way.why, "success"):
			return way.site == e.ins
		}
		return way.why == whenFulfilled && in.reactsTo(way.site, e.ins)
	}
	return slices.ContainsFunc(in.callees[a], func(way *edge) bool {
		return way.to != a && answered(way) && in.takesUnasked(way.to, 3)
	})
}

// unasked tells a call of a source that needs consent and has none.
func (in *Interp) unasked(at *callAt) bool {
	return at.src.API.Consent == catalogue.ConsentAlways && at.must&in.covering(at.src.API) == 0
}

// takesUnasked tells whether an activation, or what it calls, makes such a call.
func (in *Interp) takesUnasked(a *Activation, depth int) bool {
	return in.foundBelow(belowKey{a, depth, false, true}, func() bool {
		if slices.ContainsFunc(a.sources, in.unasked) {
			return true
		}
		return depth > 0 && in.leadsTo(a, func(*edge) bool { return true }, func(b *Activation) bool { return in.takesUnasked(b, depth-1) })
	})
}

// awaits tells whether an activation waits for what a call yields.
func (a *Activation) awaits(call *ir.Instr) bool {
	if a.body == nil || call.Dst < 0 {
		return false
	}
	return slices.ContainsFunc(a.body.Blocks, func(blk *ir.Block) bool {
		return slices.ContainsFunc(blk.Instrs, func(ins ir.Instr) bool { return ins.Op == ir.OpAwait && ins.A == call.Dst })
	})
}
