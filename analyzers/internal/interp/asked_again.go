package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// Asking again right after a refusal, in a function that asks for all who want it:
//
//	while (!ok) ok = await ask(scope)
//
// What holds in ask is what holds whenever it is called; that the user has just refused
// holds only at the call in the loop. So it is looked at there.

// asking is a call of an activation that asks the user.
type asking struct {
	act *Activation
	ins *ir.Instr
	api string
}

// onRefusal notes a call that is made right after a refusal.
func (f *frame) onRefusal(ins *ir.Instr) { f.refusedAt(eventAt{kind: promptOnRefusal, ins: ins}) }

// roundOnRefusal notes a loop that goes round right after a refusal.
func (f *frame) roundOnRefusal(header int32) {
	if f.body.Blocks[header].Term.Kind != ir.Next { // that asks for one thing after another
		f.refusedAt(eventAt{kind: promptOnRefusal, header: header})
	}
}

// refusedAt keeps an event if the user has just refused, by what is known at the last
// visit of a block: with more ways in, less is.
func (f *frame) refusedAt(e eventAt) {
	e.at = f.at
	k := slices.IndexFunc(f.act.events, func(old eventAt) bool {
		return old.kind == e.kind && old.ins == e.ins && old.header == e.header && old.at == e.at
	})
	switch refused := f.st.must&denied != 0; {
	case refused && k < 0:
		f.act.events = append(f.act.events, e)
	case !refused && k >= 0:
		f.act.events = slices.Delete(f.act.events, k, k+1)
	}
}

// maxAskReach is how many calls below a refusal a question is looked for.
const maxAskReach = 3

// asksAfter finds what certainly asks the user once something was noted by onRefusal or
// roundOnRefusal. Only helpers are looked at: what asks by itself is known already.
func (in *Interp) asksAfter(a *Activation, e eventAt) []asking {
	var out []asking
	b := in.bodyOf(a.fn)
	for _, way := range in.callees[a] {
		switch {
		case way.to == a || way.why != "" || b.indexed(way.site):
		case e.ins != nil && way.site == e.ins, e.ins == nil && b.passes(e.header, way.site, nil, b.ways):
			out = append(out, in.certainlyAsks(way.to, maxAskReach)...)
		}
	}
	return out
}

// indexed tells whether a call is given an element of a list: the next one in the next round.
func (b *body) indexed(call *ir.Instr) bool {
	return call.X != nil && slices.ContainsFunc(call.X.Args, func(a ir.Arg) bool {
		return slices.ContainsFunc(b.definitions(a.Reg), func(def *ir.Instr) bool { return def.Op == ir.OpGet })
	})
}

// ways are the blocks that follow one where nothing is thrown.
func (b *body) ways(blk *ir.Block) []int32 {
	return slices.DeleteFunc(b.succs(blk.ID), func(id int32) bool { return id == blk.Handler })
}

// certainlyAsks are the questions that an activation puts on every way through it.
func (in *Interp) certainlyAsks(a *Activation, depth int) []asking {
	if a.fn.Unit.Funcs == nil {
		return nil
	}
	var out []asking
	b := in.bodyOf(a.fn)
	for _, e := range a.events {
		if e.kind == promptAsks && b.passes(0, e.ins, nil, b.ways) {
			out = append(out, asking{a, e.ins, e.api})
		}
	}
	if depth == 0 {
		return out
	}
	for _, way := range in.callees[a] {
		if way.to != a && (way.why == "" || way.why == "callback") && b.passes(0, way.site, nil, b.ways) {
			out = append(out, in.certainlyAsks(way.to, depth-1)...)
		}
	}
	return out
}
