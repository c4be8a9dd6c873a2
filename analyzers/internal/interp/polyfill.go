package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// A build may bring the language's own functions once more (core-js without global
// pollution, as compilers import it): one function takes what a polyfill defines,
//
//	define({target: 'Object', stat: true}, {assign})
//	define({global: true}, {Promise})
//	define(flags, 'Object', {assign})              // before version 3
//	define(flags, {Promise})
//
// and puts it, or what the engine has of that name, in a table from which the modules that
// use it take it. The code of polyfills goes by keys that are not known and by prototypes,
// so it would tell less than the models of the same functions.

// polyfills tells such a call, and gives the table the models.
func (f *frame) polyfills(inv *invocation) bool {
	in := f.in
	list := inv.args.list
	if len(list) < 2 || len(list) > 3 || inv.args.rest != nil || inv.isNew || inv.later || len(inv.fn) != 1 {
		return false
	}
	callee := in.atoms[inv.fn[0].A].obj
	if callee == nil || callee.kind != oFunction {
		return false
	}
	source := in.onlyPlain(list[len(list)-1])
	flagged := len(list) == 3 || in.onlyPlain(list[0]) == nil // what it defines is a number
	target, proto, ok := in.polyfilled(list)
	if !ok || source == nil {
		return false
	}
	tables := in.polyfillTables(callee)
	unversioned := func(o *Object) bool { return o.props["version"] == nil }
	if flagged && (len(tables) == 0 || slices.ContainsFunc(tables, unversioned)) {
		return false
	}
	if in.definers == nil {
		in.definers = map[*ir.Func]bool{}
	}
	in.definers[callee.fn.Parent] = true
	in.depend(&source.shape, f.act)
	for _, path := range tables {
		f.fillPolyfills(path, source, target, proto)
	}
	return true
}

// onlyPlain is the one object that a value is; nil if it may be anything else.
func (in *Interp) onlyPlain(v Value) *Object {
	if len(v) != 1 {
		return nil
	}
	if o := in.atoms[v[0].A].obj; o != nil && o.kind == oPlain && o.typ == "" && o.inst == nil {
		return o
	}
	return nil
}

// polyfilled is what such a call says that it defines: members of a built-in object or of
// its prototype, or globals (of no target).
func (in *Interp) polyfilled(list []Value) (target string, proto, ok bool) {
	if len(list) == 3 {
		target, ok = in.constString(list[1])
		return target, false, ok && in.builtIn(target)
	}
	options := in.onlyPlain(list[0])
	if options == nil {
		source := in.onlyPlain(list[1])
		return "", false, source != nil && len(source.order) > 0 && !slices.ContainsFunc(source.order, func(n string) bool { return !in.builtIn(n) })
	}
	is := func(name string) bool { c := options.props[name]; return c != nil && c.val.has(atomTrue) }
	if c := options.props["target"]; c != nil && (is("stat") || is("proto")) {
		target, ok = in.constString(c.val)
		return target, is("proto"), ok && in.builtIn(target)
	}
	return "", false, is("global") && options.props["target"] == nil && (options.props["forced"] != nil || is("constructor"))
}

// hidePolyfills sees to it that the functions of a module that defines polyfills, and those
// of the modules that it is made of, are not run: all that they do is modelled.
func (in *Interp) hidePolyfills(fn *ir.Func) {
	if len(in.definers) == 0 || in.parts[fn] || !slices.ContainsFunc(in.requires(fn), in.definesPolyfills) {
		return
	}
	for queue := []*ir.Func{fn}; len(queue) > 0; queue = queue[1:] {
		if in.parts[queue[0]] {
			continue
		}
		in.parts[queue[0]] = true
		for _, id := range in.requires(queue[0]) {
			for _, o := range in.objects(in.tables[id].val) {
				queue = append(queue, o.fn)
			}
		}
	}
}

// definesPolyfills tells the module whose export is the function that takes polyfills.
func (in *Interp) definesPolyfills(id string) bool {
	return slices.ContainsFunc(in.objects(in.tables[id].val), func(o *Object) bool { return in.definers[o.fn] })
}

// builtIn tells the names of what the language brings.
func (in *Interp) builtIn(name string) bool {
	return globalNatives[name] != nil || globalObjects[name] != nil || knownGlobals[name]
}

// polyfillTables are the objects that the function puts polyfills in: those that it reaches
// by its variables. There are none where it defines globals.
func (in *Interp) polyfillTables(callee *Object) []*Object {
	var out []*Object
	seen := map[*Object]bool{in.globals: true}
	for _, b := range in.bodyOf(callee.fn).Blocks {
		for i := range b.Instrs {
			ins := &b.Instrs[i]
			if ins.Op != ir.OpLoadVar {
				continue
			}
			for e := callee.env; e != nil; e = e.parent {
				if e.scope != ins.X.Var.Scope {
					continue
				}
				if o := in.onlyPlain(e.slots[ins.X.Var.Slot].val); o != nil && !seen[o] && !o.open {
					seen[o] = true
					out = append(out, o)
				}
			}
		}
	}
	return out
}

// methodsOf are the models of the methods of built-in objects.
func methodsOf(target string) map[string]*native {
	return map[string]map[string]*native{
		"Array": arrayMethods, "Function": functionMethods, "Map": mapMethods, "Object": objectMethods, "Promise": promiseMethods,
		"Set": mapMethods, "String": stringMethods, "WeakMap": mapMethods, "WeakSet": mapMethods,
	}[target]
}

// fillPolyfills puts the models in the table.
func (f *frame) fillPolyfills(path, source *Object, target string, proto bool) {
	in := f.in
	put := func(o *Object, name string, v Value) { in.add(in.prop(o, name), v) }
	if target == "" {
		for _, name := range source.order {
			v := in.global(name)
			if v == nil {
				v = in.read(source.props[name], f.act)
			}
			put(path, name, v)
		}
		return
	}
	if v := in.global(target); v != nil {
		put(path, target, v)
	} else {
		put(path, target, unknownValue)
	}
	if !proto {
		return
	}
	methods := in.newMethodTable(path, target)
	for _, name := range source.order {
		if n := methodsOf(target)[name]; n != nil {
			put(methods, name, in.nativeObject(n).val())
		} else {
			put(methods, name, in.read(source.props[name], f.act))
		}
	}
}

// newMethodTable is the object of a table that holds methods of a prototype.
func (in *Interp) newMethodTable(path *Object, target string) *Object {
	cell := in.prop(path, target+"Prototype")
	if o := in.onlyPlain(cell.val); o != nil {
		return o
	}
	o := in.newObject(oPlain)
	in.add(cell, o.val())
	return o
}
