package interp

import (
	"github.com/minivet/minivet/jsparse/ir"
)

// Factories: small functions of which each call makes something that lasts, such as ref()
// in the code of a framework, whose accessors share a variable:
//
//	function ref(raw) {
//		const box = reactive({ value: raw })
//		return createRef({ get: () => box.value, set: v => { box.value = v } })
//	}
//
// Whatever they are called with, ref('') here and ref('') there are two.

// makesState tells functions of which two closures share a variable of the call, where
// one of them writes it, or a property of what it holds.
func (in *Interp) makesState(fn *ir.Func) bool {
	return remembered(&in.stateMakers, fn, func() bool {
		b := in.bodyOf(fn)
		if b.instrs > smallBody || b.indexes || fn.Flags&ir.Module != 0 {
			return false
		}
		users, written := map[*ir.Var]int{}, map[*ir.Var]bool{}
		b.has(func(i *ir.Instr) bool {
			if i.Op == ir.OpClosure {
				for v, writes := range in.shared(i.X.Fn, fn) {
					users[v]++
					written[v] = written[v] || writes
				}
			}
			return false
		})
		for v, n := range users {
			if n > 1 && written[v] {
				return true
			}
		}
		return false
	})
}

// localClass tells functions that make instances of a class of their own:
//
//	function text(options) { function Text() { this.turn = … }; return new Text() }
//
// In one context for all callers, every instance would be all others.
func (in *Interp) localClass(fn *ir.Func) bool {
	return remembered(&in.localClasses, fn, func() bool {
		b := in.bodyOf(fn)
		if fn.Flags&ir.Module != 0 {
			return false
		}
		classes, loaded := map[*ir.Var]bool{}, map[ir.Reg]*ir.Var{}
		made := map[ir.Reg]bool{} // by this function
		b.has(func(i *ir.Instr) bool {
			switch i.Op {
			case ir.OpClosure:
				made[i.Dst] = true
			case ir.OpMove:
				made[i.Dst] = made[i.Dst] || made[i.A]
			case ir.OpStoreVar:
				if made[i.A] {
					classes[i.X.Var] = true
				}
			case ir.OpLoadVar:
				loaded[i.Dst] = i.X.Var
			}
			return false
		})
		return b.has(func(i *ir.Instr) bool { return i.Op == ir.OpNew && (made[i.A] || classes[loaded[i.A]]) })
	})
}

// shared are the variables of the function around it that a closure uses, and whether it
// writes them or a property of what they hold.
func (in *Interp) shared(closure, around *ir.Func) map[*ir.Var]bool {
	used := map[*ir.Var]bool{}
	for _, b := range in.bodyOf(closure).Blocks {
		held := map[ir.Reg]*ir.Var{}
		for i := range b.Instrs {
			ins := &b.Instrs[i]
			switch ins.Op {
			case ir.OpLoadVar:
				if v := ins.X.Var; v.Scope.Fn == around {
					held[ins.Dst] = v
					if !used[v] {
						used[v] = false // it counts as one user
					}
				}
			case ir.OpStoreVar:
				if v := ins.X.Var; v.Scope.Fn == around {
					used[v] = true
				}
			case ir.OpSet, ir.OpSetProp:
				if v := held[ins.A]; v != nil {
					used[v] = true
				}
			}
		}
	}
	return used
}

// madeOnce tells a closure whose environment does not tell it apart: that of a module in a
// table, of which there is one.
func (in *Interp) madeOnce(o *Object) bool {
	return o.env != nil && o.env.act != nil && o.env.act.packed && in.bodyOf(o.fn).instrs <= smallBody
}
