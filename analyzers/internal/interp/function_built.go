package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// builtFunction is a function of a package in a build, told by what it does with members:
// other code reaches those by name, so that they keep their names.
type builtFunction struct {
	defines, reads, sets []string // members of objects that it makes, that it reads, that it writes
	params               int      // how many parameters it has at least
	within               bool     // a function in it does so
	// makesElements: functions that hand their first argument on to it are as it is.
	makesElements bool
	given         func(*nativeCall) bool // what it has to be given
	call          func(*nativeCall) Value
}

var builtFunctions, builtConstructors []builtFunction

// builtCall models a call of such a function. A call that yields nothing does not return (yet).
func (f *frame) builtCall(inv *invocation, o *Object) (v Value, returns, known bool) {
	table := builtFunctions
	if inv.isNew {
		table = builtConstructors
	}
	if o.fn.Flags&(ir.Module|ir.Async|ir.Generator) != 0 || len(inv.args.list) == 0 || inv.args.rest != nil {
		return nil, false, false
	}
	c := &nativeCall{frame: f, inv: inv, obj: o}
	if !inv.isNew && f.in.elementMakers[o.fn] {
		return makeVNode(c), true, true
	}
	of := f.in.builtOf(o.fn, inv.isNew)
	if of < 0 || table[of].given != nil && !table[of].given(c) {
		return nil, false, false
	}
	if table[of].makesElements {
		f.makesElements(inv)
	}
	v = table[of].call(c)
	return v, len(v) > 0, true
}

// makesElements notes that the function under way hands its first argument on to one that
// makes elements of it.
func (f *frame) makesElements(inv *invocation) {
	a := f.act
	if len(a.params) < 2 || f.body.instrs > smallBody || len(inv.args.list[0]) == 0 || !slices.Equal(inv.args.list[0], a.params[0].val) {
		return
	}
	if f.in.elementMakers == nil {
		f.in.elementMakers = map[*ir.Func]bool{}
	}
	if !f.in.elementMakers[a.fn] {
		f.in.elementMakers[a.fn] = true
		for _, e := range a.in { // what it gave them was made here, for all of them
			if e.from != nil {
				f.in.enqueue(e.from)
			}
		}
	}
}

// builtOf is the place of a function in its table, -1 if it has none.
func (in *Interp) builtOf(fn *ir.Func, class bool) int {
	known, table := &in.builtAs, builtFunctions
	if class {
		known, table = &in.builtClassAs, builtConstructors
	}
	return remembered(known, fn, func() int {
		return slices.IndexFunc(table, func(b builtFunction) bool {
			if fn.NumParams < b.params {
				return false
			}
			if !b.within {
				return in.does(fn, b)
			}
			return in.bodyOf(fn).has(func(i *ir.Instr) bool { return i.Op == ir.OpClosure && in.does(i.X.Fn, b) })
		})
	})
}

// does tells functions that make, read and write the members that a row names.
func (in *Interp) does(fn *ir.Func, b builtFunction) bool {
	m := in.membersOf(fn)
	return m.has(memberDefined, b.defines) && m.has(memberRead, b.reads) && m.has(memberWritten, b.sets)
}

// How a function uses a member.
const (
	memberDefined = 1 << iota
	memberRead
	memberWritten
)

type members map[string]int

func (m members) has(how int, names []string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return m[n]&how == 0 })
}

// membersOf are the members that a function names, and how it uses them.
func (in *Interp) membersOf(fn *ir.Func) members {
	return remembered(&in.memberUses, fn, func() members {
		m := members{}
		for _, b := range in.bodyOf(fn).Blocks {
			consts := map[ir.Reg]string{}
			for i := range b.Instrs {
				switch ins := &b.Instrs[i]; ins.Op {
				case ir.OpConst:
					consts[ins.Dst] = ins.X.Const.Str
				case ir.OpDefine:
					m[ins.Name] |= memberDefined
				case ir.OpGetProp:
					m[ins.Name] |= memberRead
				case ir.OpSetProp:
					m[ins.Name] |= memberWritten
				case ir.OpGet:
					m[consts[ins.B]] |= memberRead
				case ir.OpSet:
					m[consts[ins.B]] |= memberWritten
				}
			}
		}
		return m
	})
}
