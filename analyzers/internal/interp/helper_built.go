package interp

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// spreadsObjects models the helpers for `{...a, b}`: that of Babel, objectSpread2(target,
// a, {b}), which copies the even ones of its arguments in another way than the odd ones,
// and those of SWC, object_spread(target, a) and object_spread_props(target, {b}). (Run,
// they would copy by keys that are not known, wherever the keys come from a polyfill.)
func (f *frame) spreadsObjects(inv *invocation, fn *ir.Func) (Value, bool) {
	in := f.in
	list := inv.args.list
	if len(list) < 2 || inv.args.rest != nil || inv.isNew || !in.spreader(fn) {
		return nil, false
	}
	for _, v := range list {
		if slices.ContainsFunc(v, func(e Elem) bool {
			switch in.atoms[e.A].kind {
			case kObject, kUnknown, kUndefined, kNull:
				return false
			}
			return true
		}) {
			return nil, false
		}
	}
	for _, src := range list[1:] {
		f.spread(objectsOnly(in, list[0]), src, nil, inv.ins)
	}
	return list[0], true
}

// spreader tells such a helper: one that copies all of its arguments into the first looks
// at symbols, or whether a number is odd; one of two parameters copies descriptors.
func (in *Interp) spreader(fn *ir.Func) bool {
	all := fn.NumParams == 1 && fn.Flags&ir.UsesArguments != 0
	if !all && fn.NumParams != 2 || fn.Flags&ir.Module != 0 {
		return false
	}
	return remembered(&in.alternating, fn, func() bool {
		b := in.bodyOf(fn)
		if !all {
			return b.reads("defineProperties") && b.reads("getOwnPropertyDescriptors")
		}
		return b.reads("getOwnPropertySymbols") || in.alternates(fn)
	})
}

// alternates tells functions that look whether a number is odd.
func (in *Interp) alternates(fn *ir.Func) bool {
	for _, b := range in.bodyOf(fn).Blocks {
		two := map[ir.Reg]bool{}
		for i := range b.Instrs {
			ins := &b.Instrs[i]
			if ins.Op == ir.OpConst {
				c := in.atoms[constAtom(in, ins.X.Const)]
				two[ins.Dst] = c.kind == kNumber && c.num == 2
			}
			if ins.Op == ir.OpBinary && ir.BinaryOp(ins.Sub) == ir.Rem && two[ins.B] {
				return true
			}
		}
	}
	return false
}

// hookNamed tells a function that a framework's code made for one of its hooks: it knows the
// name of a life-cycle method by a variable around it, and is given a function.
//
//	const createHook = name => (hook, target = current) => inject(name, hook, target)
func (f *frame) hookNamed(inv *invocation, o *Object) (string, bool) {
	in := f.in
	list := inv.args.list
	if o.env == nil || len(list) == 0 || len(list) > 2 || inv.isNew || o.fn.Flags&ir.Module != 0 {
		return "", false
	}
	if fn := objectsOnly(in, list[0]); len(fn) != len(list[0]) || len(fn) == 0 || in.atoms[fn[0].A].obj.kind != oFunction {
		return "", false
	}
	for _, v := range in.handsOn(o.fn) {
		for e := o.env; e != nil; e = e.parent {
			if e.scope != v.Scope || e.scope.Fn.Flags&ir.Module != 0 {
				continue
			}
			if s, ok := in.constString(e.slots[v.Slot].val); ok {
				if name := hookCodes[s]; name != "" && in.vueOf != nil {
					return name, true
				}
				if name := hookName(s); name != "" {
					return name, true
				}
			}
		}
	}
	return "", false
}

// hookName is the hook that a framework calls by some name: onLoad, __onLoad__, __mounted__.
func hookName(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "__"), "__")
	if s != "" && vueHookNames[s] == "" {
		s = "on" + strings.ToUpper(s[:1]) + s[1:]
	}
	if vueHookNames[s] == "" {
		return ""
	}
	return s
}

// handsOn are the variables around a function that it gives to another as first argument.
func (in *Interp) handsOn(fn *ir.Func) []*ir.Var {
	return remembered(&in.handedOn, fn, func() (out []*ir.Var) {
		vars := map[ir.Reg]*ir.Var{} // of all blocks: inject(name, hook, target || current)
		for _, b := range in.bodyOf(fn).Blocks {
			for i := range b.Instrs {
				switch ins := &b.Instrs[i]; {
				case ins.Op == ir.OpLoadVar && ins.X.Var.Scope != fn.Scope:
					vars[ins.Dst] = ins.X.Var
				case ins.Op == ir.OpCall && len(ins.X.Args) > 1 && vars[ins.X.Args[0].Reg] != nil:
					out = append(out, vars[ins.X.Args[0].Reg])
				}
			}
		}
		return out
	})
}

// makesRef models a function of a framework's code that makes a ref of accessors,
// createRef({get, set}): all refs of a program come from it, and would be one.
func (f *frame) makesRef(inv *invocation, o *Object) (Value, bool) {
	in := f.in
	list := inv.args.list
	if len(list) == 0 || len(list) > 2 || inv.isNew || o.env == nil {
		return nil, false
	}
	options := in.onlyPlain(list[0])
	if options == nil || len(options.order) != 2 || options.props["get"] == nil || options.props["set"] == nil || !in.makesValue(o) {
		return nil, false
	}
	return vueComputedRef(&nativeCall{frame: f, inv: inv, obj: o}), true
}

// makesValue tells functions that make an object of a class whose
// constructor, which takes one argument, defines a property `value`.
func (in *Interp) makesValue(o *Object) bool {
	classes := map[ir.Reg]*ir.Var{}
	for _, b := range in.bodyOf(o.fn).Blocks {
		for i := range b.Instrs {
			ins := &b.Instrs[i]
			if ins.Op == ir.OpLoadVar {
				classes[ins.Dst] = ins.X.Var
			}
			v := classes[ins.A]
			if ins.Op != ir.OpNew || v == nil || len(ins.X.Args) != 1 {
				continue
			}
			for e := o.env; e != nil; e = e.parent {
				if e.scope == v.Scope && slices.ContainsFunc(in.objects(e.slots[v.Slot].val), in.definesValue) {
					return true
				}
			}
		}
	}
	return false
}

func (in *Interp) definesValue(class *Object) bool {
	return class.kind == oFunction && in.bodyOf(class.fn).has(func(i *ir.Instr) bool {
		if i.Op != ir.OpConst {
			return false
		}
		c := in.atoms[constAtom(in, i.X.Const)]
		return c.kind == kString && c.str == "value"
	})
}

// definesField models the helper of compiled class fields and computed keys,
// defineProperty(object, key, value): a build has one for all of them.
func (f *frame) definesField(inv *invocation, fn *ir.Func) (Value, bool) {
	in := f.in
	list := inv.args.list
	if fn.NumParams != 3 || len(list) != 3 || inv.args.rest != nil || inv.isNew {
		return nil, false
	}
	name, ok := in.constString(list[1])
	objs := objectsOnly(in, list[0])
	if !ok || len(objs) == 0 || !in.definesData(fn) {
		return nil, false
	}
	f.put(inv.ins, objs, name, list[2])
	return list[0], true
}

// definesData tells functions that look whether a key is there, and describe a property
// that can be written.
func (in *Interp) definesData(fn *ir.Func) bool {
	return remembered(&in.dataDefiners, fn, func() bool {
		looks, names := false, 0
		for _, b := range in.bodyOf(fn).Blocks {
			for i := range b.Instrs {
				ins := &b.Instrs[i]
				looks = looks || ins.Op == ir.OpBinary && ir.BinaryOp(ins.Sub) == ir.In
				if slices.Contains([]string{"writable", "enumerable", "configurable"}, ins.Name) {
					names++
				}
			}
		}
		return looks && names >= 3
	})
}
