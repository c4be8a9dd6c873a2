package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// asked notes a dialogue of the program's own that asks for consent and can be
// refused, so that what becomes of its answers can be judged at the end.
func (c *nativeCall) asked() {
	c.act.events = append(c.act.events, eventAt{kind: promptAsked, ins: c.inv.ins, api: "showModal"})
}

// judgeDialogue says what is wrong with the answers of a dialogue in an activation:
// both do the same, or a refusal asks again; "" if nothing is.
func (in *Interp) judgeDialogue(a *Activation, e eventAt) PromptKind {
	if in.asksAgain(a) {
		return PromptAgain
	}
	if in.sameAnswers(a, true) {
		return PromptSame // awaited
	}
	for _, cb := range in.order {
		for _, edge := range cb.in {
			if edge.from == a && edge.why != "" && (edge.site == e.ins || in.reactsTo(edge.site, e.ins)) && in.answersBelow(cb, 2) {
				return PromptSame
			}
		}
	}
	return ""
}

// reactsTo: a call at site is one of a method (then) of what the call at asked yields.
func (in *Interp) reactsTo(site, asked *ir.Instr) bool {
	return site.Op == ir.OpCall && site.B >= 0 && site.B == asked.Dst && site.Pos >= asked.Pos
}

// answersBelow looks at what is called with the answer, and what that calls with it.
func (in *Interp) answersBelow(cb *Activation, depth int) bool {
	if in.sameAnswers(cb, false) {
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
func (in *Interp) sameAnswers(cb *Activation, strict bool) bool {
	const yes, no = 1, 2
	fns, apis := map[*ir.Func]int{}, map[string]int{}
	side := func(must Bits) int {
		switch {
		case must&denied != 0:
			return no
		case must&(Bits(1)<<allShift) != 0 || !strict:
			return yes
		}
		return 0
	}
	for _, b := range in.order {
		for _, e := range b.in {
			if e.from == cb && e.why == "" {
				fns[b.fn] |= side(e.must)
			}
		}
	}
	for _, at := range cb.sources {
		apis[at.src.API.Name] |= side(at.must)
	}
	for _, s := range apis {
		if s == yes|no {
			return true
		}
	}
	// In the order of activations, so that nothing depends on that of a map.
	for _, b := range in.order {
		if fns[b.fn] == yes|no && in.takes(b, 4) {
			return true
		}
	}
	return false
}

// takes tells whether an activation, or what it calls, takes personal data.
func (in *Interp) takes(a *Activation, depth int) bool {
	if len(a.sources) > 0 {
		return true
	}
	if depth == 0 {
		return false
	}
	return slices.ContainsFunc(in.order, func(b *Activation) bool {
		return b != a && slices.ContainsFunc(b.in, func(e *edge) bool { return e.from == a && e.why == "" }) && in.takes(b, depth-1)
	})
}
