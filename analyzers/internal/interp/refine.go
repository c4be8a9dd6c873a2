package interp

import "github.com/minivet/minivet/jsparse/ir"

// maxRefine bounds the chain of definitions that a condition is traced through.
const maxRefine = 6

// refine narrows the registers from which a condition was computed: after
// `if (action.type === 'AGREE')` the register of action keeps only the objects
// whose type may be that, and what held where those were made now holds. It
// returns false if nothing is left, so that the outcome is impossible.
func (f *frame) refine(blk *ir.Block, cond ir.Reg, want truth, depth int) bool {
	def := defining(blk, cond)
	if def == nil || depth > maxRefine {
		return true
	}
	switch def.Op {
	case ir.OpMove:
		return f.refineTo(blk, def.A, want, depth)
	case ir.OpUnary:
		return f.refineUnary(blk, def, want, depth)
	case ir.OpBinary:
		return f.refineBinary(blk, def, want, depth)
	case ir.OpGetProp:
		return f.refineOwner(def.A, func(e Elem) bool {
			for _, x := range f.getAtom(def, e, def.Name) {
				if f.in.truth(x.A)&want != 0 {
					return true
				}
			}
			return false
		})
	case ir.OpCall:
		if want == mayTrue {
			return f.refineMember(blk, def)
		}
	}
	return true
}

// narrowed is a register with the value that it had before it was narrowed.
type narrowed struct {
	reg ir.Reg
	val Value
}

// narrowTo sets a register for the side of a branch that is under way. Those that live
// within the block are not part of the state, so they are kept for the other side.
func (f *frame) narrowTo(r ir.Reg, v Value) {
	if r >= 0 && f.body.cross[r] < 0 {
		f.narrowed = append(f.narrowed, narrowed{r, f.scratch[r]})
	}
	f.set(r, v)
}

// widen takes back what narrowTo did to registers that live within the block.
func (f *frame) widen() {
	for i := len(f.narrowed) - 1; i >= 0; i-- {
		f.scratch[f.narrowed[i].reg] = f.narrowed[i].val
	}
	f.narrowed = f.narrowed[:0]
}

// defining finds the last instruction of the block that wrote a register.
func defining(blk *ir.Block, r ir.Reg) *ir.Instr {
	if r < 0 {
		return nil
	}
	for i := len(blk.Instrs) - 1; i >= 0; i-- {
		if blk.Instrs[i].Dst == r {
			return &blk.Instrs[i]
		}
	}
	return nil
}

func (f *frame) refineTo(blk *ir.Block, r ir.Reg, want truth, depth int) bool {
	v := f.reg(r)
	n, bits := f.in.narrow(v, want)
	if len(n) == 0 {
		return len(v) == 0
	}
	f.prove(bits)
	f.narrowTo(r, n)
	return f.refine(blk, r, want, depth+1)
}

func (f *frame) prove(bits Bits) {
	f.st.must = f.st.must.gain(bits)
	f.st.may |= bits & mayFacts
}

func (f *frame) refineUnary(blk *ir.Block, def *ir.Instr, want truth, depth int) bool {
	switch def.Sub {
	case ir.Not:
		return f.refineTo(blk, def.A, mayTrue+mayFalse-want, depth)
	case ir.BitNot: // ~list.indexOf(x)
		if call := defining(blk, def.A); want == mayTrue && call != nil && call.Op == ir.OpCall {
			return f.refineMember(blk, call)
		}
	case ir.IsNullish, ir.IsUndefined:
		null := want == mayTrue
		return f.keep(def.A, func(e Elem) (bool, Bits) {
			k := f.in.atoms[e.A].kind
			is := k == kUndefined || k == kNull && def.Sub == ir.IsNullish
			if k == kUnknown && !f.in.atoms[e.A].sure {
				if null {
					return true, e.F
				}
				return true, e.T & e.F
			}
			return is == null, f.in.known(e)
		})
	}
	return true
}

func (f *frame) refineBinary(blk *ir.Block, def *ir.Instr, want truth, depth int) bool {
	if call := f.found(blk, def, want); call != nil && !f.refineMember(blk, call) {
		return false
	}
	equal := want == mayTrue
	loose := false
	switch def.Sub {
	case ir.StrictEq:
	case ir.LooseEq:
		loose = true
	case ir.StrictNe:
		equal = !equal
	case ir.LooseNe:
		equal, loose = !equal, true
	default:
		return true
	}
	return f.refineEqual(blk, def.A, f.reg(def.B), equal, loose) && f.refineEqual(blk, def.B, f.reg(def.A), equal, loose)
}

// refineEqual keeps the atoms of r that may be equal (or unequal) to other, and
// the objects whose property r was read from accordingly.
func (f *frame) refineEqual(blk *ir.Block, r ir.Reg, other Value, equal, loose bool) bool {
	allows := func(e Elem) (bool, Bits) {
		ok, bits := false, everything
		for _, o := range other {
			eq, ne, eb, nb := f.equalAtoms(e, o, loose)
			if equal && eq {
				ok = true
				bits &= eb
			}
			if !equal && ne {
				ok = true
				bits &= nb
			}
		}
		return ok, bits
	}
	if !f.keep(r, allows) {
		return false
	}
	def := defining(blk, r)
	if def == nil {
		return true
	}
	if def.Op == ir.OpUnary && def.Sub == ir.Typeof {
		return f.keep(def.A, func(e Elem) (bool, Bits) {
			for _, t := range f.typeOf(Value{e}) {
				if ok, _ := allows(t); ok {
					return true, f.in.known(e)
				}
			}
			return false, 0
		})
	}
	if def.Op == ir.OpGetProp {
		return f.refineOwner(def.A, func(e Elem) bool {
			for _, x := range f.getAtom(def, e, def.Name) {
				if ok, _ := allows(x); ok {
					return true
				}
			}
			return false
		})
	}
	return true
}

// keep filters the atoms of a register and proves the meet of what is left.
func (f *frame) keep(r ir.Reg, allows func(Elem) (bool, Bits)) bool {
	v := f.reg(r)
	var out Value
	bits := everything
	for _, e := range v {
		if ok, b := allows(e); ok {
			out = append(out, e)
			bits &= b
		}
	}
	if len(out) == 0 {
		return len(v) == 0
	}
	f.prove(bits)
	if len(out) < len(v) {
		f.narrowTo(r, out)
	}
	return true
}

// refineOwner filters the objects that a tested property was read from. Data from
// outside is never filtered.
func (f *frame) refineOwner(r ir.Reg, allows func(Elem) bool) bool {
	return f.keep(r, func(e Elem) (bool, Bits) {
		info := &f.in.atoms[e.A]
		if info.kind != kObject || info.obj.kind != oPlain || info.obj.any != nil || info.obj.inst != nil {
			return info.kind != kUndefined && info.kind != kNull, f.in.known(e) &^ lastAnswer
		}
		return allows(e), f.in.known(e) &^ lastAnswer
	})
}

// revived tells whether a blocked outcome of a condition is followed all the
// same in the second phase: when the tested value comes from the heap, where
// something outside the program may write too, not when it is a constant of this
// very call.
func (f *frame) revived(blk *ir.Block, cond ir.Reg) bool {
	if st := f.in.stateOf(f.act.fn.Unit); (st == nil || st.view == nil) && !f.fromHeap(blk, cond, 0) {
		return false
	}
	f.act.stuck = true
	return f.act.lenient
}

func (f *frame) fromHeap(blk *ir.Block, r ir.Reg, depth int) bool {
	def := defining(blk, r)
	if def == nil || depth > maxRefine {
		return false
	}
	switch def.Op {
	case ir.OpLoadVar:
		return !def.X.Var.Const && !f.parameter(def.X.Var)
	case ir.OpGetProp:
		// A property of an object that lives on: page data, globalData, a store.
		for _, e := range f.reg(def.A) {
			if o := f.in.atoms[e.A].obj; o != nil && (o.inst != nil || o.kind == oStorage || f.in.isData(o)) {
				return true
			}
		}
		return false
	case ir.OpMove:
		return f.fromHeap(blk, def.A, depth+1)
	case ir.OpUnary:
		return def.Sub == ir.Not && f.fromHeap(blk, def.A, depth+1)
	case ir.OpBinary:
		return f.fromHeap(blk, def.A, depth+1) || f.fromHeap(blk, def.B, depth+1)
	case ir.OpCall:
		if _, ok := f.searched(def); ok {
			return f.fromHeap(blk, def.B, depth+1) || f.fromHeap(blk, def.X.Args[0].Reg, depth+1)
		}
		return !f.asksArguments(blk, def, depth)
	}
	return false
}

// flagged is the consent that held at some write of the flag which a condition tests:
// where the flag is set, the user may have agreed.
func (f *frame) flagged(blk *ir.Block, r ir.Reg, depth int) Bits {
	def := defining(blk, r)
	if def == nil || depth > maxRefine {
		return 0
	}
	var bits Bits
	switch def.Op {
	case ir.OpMove:
		return f.flagged(blk, def.A, depth+1)
	case ir.OpLoadVar:
		if c := f.slot(def.X.Var); c != nil {
			bits = c.given
		}
	case ir.OpGetProp:
		for _, o := range f.in.objects(f.reg(def.A)) {
			if c := o.props[def.Name]; c != nil {
				bits |= c.given
			}
		}
	case ir.OpCall:
		bits = f.flaggedInStorage(def)
	}
	return bits
}

// flaggedInStorage is flagged for a flag that a call reads from storage.
func (f *frame) flaggedInStorage(call *ir.Instr) Bits {
	var bits Bits
	for _, o := range f.in.objects(f.reg(call.A)) {
		if o.typ != "getStorageSync" || len(call.X.Args) == 0 {
			continue
		}
		names, _ := f.in.keys(f.reg(call.X.Args[0].Reg))
		for _, n := range names {
			if c := f.in.storage.props[n]; c != nil {
				bits |= c.given
			}
		}
	}
	return bits
}

// parameter tells whether a captured variable is bound by its function's call.
func (f *frame) parameter(v *ir.Var) bool {
	return v.Scope != nil && v.Scope.Fn != nil && v.Scope.Fn.Parent != nil
}
