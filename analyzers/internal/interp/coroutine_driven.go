package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// Promises that drive a generator: esbuild's helper for async functions, which a minifier
// put where it was used.
//
//	async: load() { … return e = this, t = arguments, g = function* () { … }, new Promise((y, n) => {
//		… step((g = g.apply(e, t)).next()) … g.throw(…) … }) }

// driven are the variables of the function around an executor: of the generator function
// that it starts, and of what that is called with; nil for a constant.
type driven struct{ gen, this, args *ir.Var }

// drives finds what an executor drives, nil if it drives nothing.
func (in *Interp) drives(fn *ir.Func) *driven {
	return remembered(&in.drivers, fn, func() *driven {
		for _, blk := range in.bodyOf(fn).Blocks {
			if d := startsGenerator(blk); d != nil && in.throwsInto(fn, d.gen) {
				return d
			}
		}
		return nil
	})
}

// startsGenerator finds g = g.apply(e, t).
func startsGenerator(blk *ir.Block) *driven {
	vars := map[ir.Reg]*ir.Var{}
	applies := map[ir.Reg]*ir.Var{}
	calls := map[ir.Reg]*driven{}
	for i := range blk.Instrs {
		switch ins := &blk.Instrs[i]; ins.Op {
		case ir.OpLoadVar:
			vars[ins.Dst] = ins.X.Var
		case ir.OpGetProp:
			if ins.Name == "apply" && vars[ins.A] != nil {
				applies[ins.Dst] = vars[ins.A]
			}
		case ir.OpCall:
			if g := applies[ins.A]; g != nil && len(ins.X.Args) == 2 {
				calls[ins.Dst] = &driven{g, vars[ins.X.Args[0].Reg], vars[ins.X.Args[1].Reg]}
			}
		case ir.OpStoreVar:
			if d := calls[ins.A]; d != nil && d.gen == ins.X.Var {
				return d
			}
		}
	}
	return nil
}

// throwsInto tells whether a closure of a function calls throw on what a variable holds.
func (in *Interp) throwsInto(fn *ir.Func, v *ir.Var) bool {
	return in.bodyOf(fn).has(func(ins *ir.Instr) bool {
		return ins.Op == ir.OpClosure && slices.ContainsFunc(in.bodyOf(ins.X.Fn).Blocks, func(blk *ir.Block) bool {
			vars := map[ir.Reg]*ir.Var{}
			for i := range blk.Instrs {
				switch ins := &blk.Instrs[i]; {
				case ins.Op == ir.OpLoadVar:
					vars[ins.Dst] = ins.X.Var
				case ins.Op == ir.OpGetProp && ins.Name == "throw" && vars[ins.A] == v:
					return true
				}
			}
			return false
		})
	})
}

// drivenPromise is what new Promise yields for such an executor.
func (c *nativeCall) drivenPromise() (Value, bool) {
	in := c.in
	var out Value
	for _, e := range c.arg(0) {
		o := in.atoms[e.A].obj
		if o == nil || o.kind != oFunction {
			return nil, false
		}
		d := in.drives(o.fn)
		if d == nil || c.slot(d.gen) == nil {
			return nil, false
		}
		this, args := single(atomUndefined, 0), callArgs{}
		if d.this != nil {
			this = c.loadVar(d.this)
		}
		if d.args != nil {
			args = c.listed(c.loadVar(d.args))
		}
		for _, g := range c.loadVar(d.gen) {
			if gen := in.atoms[g.A].obj; gen != nil && gen.kind == oFunction && gen.fn.Flags&ir.Generator != 0 {
				out = join(out, c.startCoroutine(c.inv, g, gen, this, args))
			}
		}
	}
	return out, len(out) > 0
}
