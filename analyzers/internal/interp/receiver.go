package interp

import "github.com/minivet/minivet/jsparse/ir"

// A method call on several objects is dispatched on each of them: a method gets as
// `this` those that have it, and not those that have another of the name. Without that,
// each page's refresh would run with each page as `this` wherever one place may call
// them all.

// receivers are the objects that a method was looked up on, and what each of them has.
type receivers struct {
	objects Value
	methods []Value
}

// findMethods finds the look-ups of properties that are called, in the same block, on
// the object that they were looked up on.
func (b *body) findMethods() {
	for _, blk := range b.Blocks {
		for i := range blk.Instrs {
			if ins := &blk.Instrs[i]; ins.Op == ir.OpCall && ins.A >= 0 && ins.B >= 0 {
				if look := lookUpOf(blk.Instrs[:i], ins); look != nil {
					if b.methods == nil {
						b.methods = map[*ir.Instr]*ir.Instr{}
						b.dispatches = map[*ir.Instr]bool{}
					}
					b.methods[ins], b.dispatches[look] = look, true
				}
			}
		}
	}
}

// lookUpOf is the look-up of the callee of a call among the instructions before it.
func lookUpOf(before []ir.Instr, call *ir.Instr) *ir.Instr {
	for i := len(before) - 1; i >= 0; i-- {
		switch ins := &before[i]; ins.Dst {
		case call.A:
			if ins.Op == ir.OpGetProp && ins.A == call.B {
				return ins
			}
			return nil
		case call.B:
			return nil // it is another object by now
		}
	}
	return nil
}

// getMethod is get for what is called on the object that it is looked up on.
func (f *frame) getMethod(ins *ir.Instr, obj Value, name string) Value {
	r := receivers{obj, make([]Value, len(obj))}
	for i, e := range obj {
		r.methods[i] = f.getAtom(ins, e, name)
	}
	if f.receivers == nil {
		f.receivers = map[*ir.Instr]receivers{}
	}
	f.receivers[ins] = r
	return joinAll(r.methods)
}

// on is an invocation for one of its callees, a function of the program. (What the
// language and the platform have looks at its receivers itself.)
func (f *frame) on(inv *invocation, callee Atom) *invocation {
	if len(inv.this) < 2 || len(inv.fn) < 2 || f.body.methods[inv.ins] == nil {
		return inv
	}
	r := f.receivers[f.body.methods[inv.ins]]
	var this Value
	for i, e := range r.objects {
		if r.methods[i].has(callee) && inv.this.has(e.A) {
			this = append(this, e)
		}
	}
	if len(this) == 0 || len(this) == len(inv.this) {
		return inv
	}
	one := *inv
	one.this = this
	return &one
}
