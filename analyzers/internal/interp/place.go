package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// places are where a sensitive call is reported: on the call of the API; when the
// API reached that call by name or as a function value, where the wrapper around it
// is called.
func (in *Interp) places(at *callAt) []placed {
	here := placed{at.act.fn.Unit, at.src.Ins, at.src.API}
	if c := in.wrapperCalls(here, at.act); len(c.out) > 0 {
		return c.out
	}
	return []placed{here}
}

// climber goes from a call in a wrapper to the calls of the wrapper.
type climber struct {
	in   *Interp
	here placed // the call in the wrapper
	seen map[*Activation]bool
	out  []placed
	lost bool // some way was not followed
}

// wrapperCalls are where the wrapper is called in which, in an activation, a call stands
// whose callee is a parameter of the wrapper; none if the call spells out what it calls.
func (in *Interp) wrapperCalls(here placed, a *Activation) *climber {
	c := &climber{in: in, here: here, seen: map[*Activation]bool{}}
	if owner := in.passedIn(a.body, a.fn, here.ins); owner != nil {
		c.climb(a, owner, 0)
	}
	return c
}

// maxClimb bounds the wrappers around wrappers.
const maxClimb = 12

func (c *climber) climb(a *Activation, owner *ir.Func, depth int) {
	if c.seen[a] {
		return
	}
	if depth > maxClimb || len(c.out) > 50 {
		c.lost = true
		return
	}
	c.seen[a] = true
	for _, e := range a.in {
		if e.from == nil || e.site == nil || e.from.fn.Unit.Funcs == nil {
			c.lost = true
			continue
		}
		if within(e.from.fn, owner) {
			c.climb(e.from, owner, depth+1)
			continue
		}
		if next := c.in.passedArg(e); next != nil {
			c.climb(e.from, next, depth+1)
			continue
		}
		p := placed{e.from.fn.Unit, c.in.textOf(e.site), c.here.api}
		if e.why == "callback" { // forEach and its like call nobody's wrapper
			p = c.here
		}
		if !slices.Contains(c.out, p) {
			c.out = append(c.out, p)
		}
	}
}

// within tells whether a function is, or lies in, another.
func within(f, outer *ir.Func) bool {
	for ; f != nil; f = f.Parent {
		if f == outer {
			return true
		}
	}
	return false
}

// passedArg: the call itself passes on a parameter as its first argument, so that
// its own caller names the API.
func (in *Interp) passedArg(e *edge) *ir.Func {
	ins := e.site
	if ins == nil || ins.X == nil || e.from.body == nil {
		return nil
	}
	for _, arg := range ins.X.Args {
		if owner := in.boundIn(e.from.body, e.from.fn, arg.Reg, 0); owner != nil && in.mayName(e.from, arg.Reg) {
			return owner
		}
	}
	return in.wrapping(e.from.body, e.from.fn, ins.A)
}

// wrapping: what is called is a wrapper made in the same breath of a captured function or
// name, promisify(fn)(args), so that whoever chose that names the API.
func (in *Interp) wrapping(b *body, fn *ir.Func, callee ir.Reg) *ir.Func {
	for _, blk := range b.Blocks {
		def := defining(blk, callee)
		if def == nil || def.Op != ir.OpCall {
			continue
		}
		for _, arg := range def.X.Args {
			if owner := in.boundIn(b, fn, arg.Reg, 0); owner != nil && owner != fn {
				return owner
			}
		}
	}
	return nil
}

// mayName tells whether a parameter can name an API: a wrapper passes that on, not
// its options.
func (in *Interp) mayName(a *Activation, r ir.Reg) bool {
	if r < 0 {
		return false
	}
	for i := range a.params {
		for _, e := range a.params[i].val {
			info := &in.atoms[e.A]
			if info.kind == kString && in.cat.API(info.str) != nil || info.kind == kObject && info.obj.kind == oNative && in.cat.API(info.obj.typ) != nil {
				return true
			}
		}
	}
	return false
}

// passedIn finds the function by whose parameter (or loop) the callee of a call was
// chosen; nil if the call spells the API out.
func (in *Interp) passedIn(b *body, fn *ir.Func, ins *ir.Instr) *ir.Func {
	if b == nil {
		return nil
	}
	return in.boundIn(b, fn, ins.A, 0)
}

// boundIn traces a register to the function whose parameter or loop variable it
// comes from; nil if it comes from elsewhere.
func (in *Interp) boundIn(b *body, fn *ir.Func, r ir.Reg, depth int) *ir.Func {
	if r < 0 || depth > 8 {
		return nil
	}
	if int(r) < fn.NumParams {
		return fn
	}
	for _, blk := range b.Blocks {
		if blk.Term.Kind == ir.Next && blk.Term.Dst == r {
			return fn
		}
		for i := range blk.Instrs {
			ins := &blk.Instrs[i]
			if ins.Dst != r {
				continue
			}
			var owner *ir.Func
			switch ins.Op {
			case ir.OpMove:
				owner = in.boundIn(b, fn, ins.A, depth+1)
			case ir.OpLoadVar:
				owner = in.boundVar(ins.X.Var)
			case ir.OpGet:
				owner = in.boundIn(b, fn, ins.B, depth+1)
			case ir.OpGetProp:
				// A method of an object spells its name out; `bind`, `call` of a value do not.
				if ins.Name == "call" || ins.Name == "apply" || ins.Name == "bind" || ins.Name == "api" || ins.Name == "name" || ins.Name == "method" {
					owner = in.boundIn(b, fn, ins.A, depth+1)
				}
			}
			if owner != nil {
				return owner
			}
		}
	}
	return nil
}

// boundVar finds the function whose parameter or loop variable a captured variable
// is.
func (in *Interp) boundVar(v *ir.Var) *ir.Func {
	if v.Scope == nil || v.Scope.Fn == nil || v.Scope.Fn.Unit == nil {
		return nil
	}
	fn := v.Scope.Fn
	b := in.bodies[fn]
	if b == nil {
		return nil
	}
	for _, r := range b.stores(v) {
		if owner := in.boundIn(b, fn, r, 3); owner != nil {
			return owner
		}
	}
	return nil
}
