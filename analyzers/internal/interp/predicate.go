package interp

import "github.com/minivet/minivet/jsparse/ir"

// What a function answers that looks at its arguments and at nothing else does not
// change with what happens outside: a path that its answer blocks stays blocked.

// asksArguments tells whether a call is of functions of that kind, with arguments that
// are the caller's own.
func (f *frame) asksArguments(blk *ir.Block, call *ir.Instr, depth int) bool {
	fns := f.in.objects(f.reg(call.A))
	for _, o := range fns {
		if o.kind != oFunction || o.fn == nil || !f.in.bodyOf(o.fn).isClosed() {
			return false
		}
	}
	for _, arg := range call.X.Args {
		if arg.Spread || f.fromHeap(blk, arg.Reg, depth+1) {
			return false
		}
		for _, o := range f.in.objects(f.reg(arg.Reg)) {
			if o.inst != nil || o.kind == oStorage || f.in.isData(o) {
				return false
			}
		}
	}
	return len(fns) > 0
}

// isClosed tells whether a function reads nothing but its parameters, constants and what
// it makes itself, and calls nothing.
func (b *body) isClosed() bool {
	if b.closed != nil {
		return *b.closed
	}
	closed := !b.has(func(ins *ir.Instr) bool {
		switch ins.Op {
		case ir.OpThis, ir.OpArguments, ir.OpCall, ir.OpNew, ir.OpTagged, ir.OpSuperCall, ir.OpSuperGet, ir.OpImportDyn, ir.OpAwait, ir.OpYield, ir.OpYieldAll:
			return true
		case ir.OpLoadVar:
			return !ins.X.Var.Const
		}
		return false
	})
	b.closed = &closed
	return closed
}
