package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// slicedArray models Babel's helper for `[a, b] = x`, slicedToArray(x, n), which tries four
// ways in turn: of an array, it yields the array itself. (Run, it would mix up the arrays of
// all its callers, and with them the states of components.)
func (in *Interp) slicedArray(inv *invocation, fn *ir.Func) (Value, bool) {
	if fn.NumParams != 2 || len(inv.args.list) != 2 || inv.args.rest != nil || inv.isNew {
		return nil, false
	}
	if !remembered(&in.slicers, fn, func() bool { return in.triesFour(fn) }) {
		return nil, false
	}
	var out Value
	for _, e := range inv.args.list[0] {
		if o := in.atoms[e.A].obj; o != nil && o.kind == oArray {
			out = join(out, Value{e})
		} else if in.atoms[e.A].kind == kUnknown {
			out = join(out, Value{e})
		} else {
			return nil, false
		}
	}
	return out, len(out) > 0
}

// triesFour tells `return a(x) || b(x, n) || c(x, n) || d()`, which does nothing else.
func (in *Interp) triesFour(fn *ir.Func) bool {
	var args []int
	for _, b := range in.bodyOf(fn).Blocks {
		for i := range b.Instrs {
			switch ins := &b.Instrs[i]; ins.Op {
			case ir.OpCall:
				args = append(args, len(ins.X.Args))
			case ir.OpSetProp, ir.OpSet, ir.OpNew, ir.OpClosure, ir.OpStoreVar:
				return false
			}
		}
	}
	slices.Sort(args)
	return slices.Equal(args, []int{0, 1, 2, 2})
}
