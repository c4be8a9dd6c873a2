package interp

import "github.com/minivet/minivet/analyzers/catalogue"

// Stores of programs that are written for the platform itself: observable objects of
// mobx, and their fields and methods bound to pages and components.

// exportModels are the models that table export of the catalogue names.
var exportModels map[string]*native

func init() {
	exportModels = table("export", map[string]func(*nativeCall) Value{
		catalogue.ExportArgument: givenObject, catalogue.ExportComponent: registerRewritten, catalogue.ExportBindings: bindStore,
	})
}

// exportedBy is the module of a package whose contract the catalogue knows; nil if it knows none.
func (in *Interp) exportedBy(spec string) Value {
	models := in.cat.Exports(spec)
	if models == nil {
		return nil
	}
	members := map[string]*native{}
	for name, does := range models {
		members[name] = exportModels[does]
		in.nativeObject(exportModels[does]).open = true // observable.box, action.bound
	}
	return in.framework("exports of "+spec, oPlain, members).val()
}

// registerRewritten registers a component whose definition has groups of its own.
func registerRewritten(c *nativeCall) Value {
	if st := c.in.rootOf(c.act); st != nil {
		c.in.instanceOf(st).rewritten = true
	}
	return componentRegister(c)
}

// givenObject is a function that returns the object or function that it is given: its
// fields are data that lives on.
func givenObject(c *nativeCall) Value {
	for i := range c.inv.args.list {
		if objs := objectsOnly(c.in, c.arg(i)); len(objs) > 0 {
			return c.reactive(objs)
		}
	}
	return c.arg(0)
}

// bindStore is createStoreBindings(instance, {store, fields, actions}).
func bindStore(c *nativeCall) Value {
	for _, o := range c.in.objects(c.arg(0)) {
		if o.inst != nil {
			c.bindings(o.inst, c.arg(1))
		}
	}
	return unknownValue
}

// bindings gives an instance the fields of a store as data, and its actions as methods.
// Both are lists of names, or objects that say what each is called in the store.
func (c *nativeCall) bindings(i *Instance, defs Value) {
	in := c.in
	for _, def := range in.objects(defs) {
		if def.kind == oArray {
			c.bindings(i, objectsOnly(in, c.anyElement(def.val())))
			continue
		}
		read := func(name string) Value { return c.getOwn(c.inv.ins, def, Elem{A: def.atom}, name) }
		store := read("store")
		c.bound(read("fields"), func(k int, name, from Value, fn Value) {
			names, _ := in.keys(name)
			for _, n := range names {
				v := c.getDynamic(c.inv.ins, objectsOnly(in, store), from)
				if len(fn) > 0 {
					v = c.later(fn, store, []Value{store}, int32(500+k), 0, "field "+n+" of a store")
				}
				in.add(in.prop(i.data, n), v)
			}
		})
		c.bound(read("actions"), func(k int, name, from, _ Value) {
			names, _ := in.keys(name)
			for _, n := range names {
				for j, e := range objectsOnly(in, c.getDynamic(c.inv.ins, objectsOnly(in, store), from)) {
					o := in.object(c.act, oNative, c.inv.ins, 600+int32(k*8+j), c.at.loop)
					o.native, o.bound = boundFunction, &bound{this: store, fn: Value{e}}
					in.add(in.prop(i.this, n), o.val())
				}
			}
		})
	}
}

// bound visits what a list or object of bindings names: what it is called here and in
// the store, or the function that computes it.
func (c *nativeCall) bound(names Value, visit func(k int, name, from, fn Value)) {
	in := c.in
	for _, o := range in.objects(names) {
		if o.kind == oArray {
			elems, rest, _ := c.arrayElements(o)
			for k, e := range append(elems[:len(elems):len(elems)], rest) {
				visit(k, e, e, nil)
			}
			continue
		}
		in.depend(&o.shape, c.act)
		for k, name := range o.order {
			v := in.read(o.props[name], c.act)
			visit(k, single(in.str(name), 0), v, c.functions(v))
		}
	}
}

// derivedData lets the framework compute the data of an instance that a behavior of unseen
// code, or one that rewrites definitions, brings: groups computed and watch as
// miniprogram-computed has them, storeBindings as mobx-miniprogram-bindings does.
func (c *nativeCall) derivedData(i *Instance, o *Object, opt Elem, k int) {
	in := c.in
	if !i.rewritten {
		return
	}
	read := func(name string) []*Object { return in.objects(c.getOwn(c.inv.ins, o, opt, name)) }
	for _, g := range read("computed") {
		in.depend(&g.shape, c.act)
		for n, name := range g.order {
			v := c.later(c.functions(in.read(g.props[name], c.act)), i.this.val(), []Value{i.data.val()}, int32(700+100*k+n), 0, "computed "+name+" of "+i.path)
			in.add(in.prop(i.data, name), v)
		}
	}
	for _, g := range read("watch") {
		in.depend(&g.shape, c.act)
		for _, name := range g.order {
			c.enterEntry(i, in.read(g.props[name], c.act), c.observed(i, name), "watcher of "+name, "watcher "+name, "event")
		}
	}
	c.bindings(i, c.getOwn(c.inv.ins, o, opt, "storeBindings"))
}

// rewrites tells whether a behavior may give its users' definitions another meaning: it
// is not seen, or has a definitionFilter.
func (in *Interp) rewrites(behaviors Value) bool {
	for _, e := range behaviors {
		info := &in.atoms[e.A]
		if info.kind == kUnknown || info.kind == kObject && info.obj.props["definitionFilter"] != nil {
			return true
		}
	}
	return false
}
