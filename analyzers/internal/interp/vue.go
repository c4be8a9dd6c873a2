package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse/sfc"
)

// Vue-like frameworks (Vue, mpx, WePY) describe the app, pages and components by
// options whose fields, methods and computed values are all members of `this`, and
// of what the view sees. Here the instance is its own data.

func init() {
	globalNatives[sfc.Register] = &native{name: sfc.Register, call: vueRegister}
	globalNatives[sfc.RegisterSetup] = &native{name: sfc.RegisterSetup, call: vueSetup}
}

// vueOwner is the instance that the calling module describes, nil if it is neither
// the app nor a page nor a component.
func (c *nativeCall) vueOwner() *Instance {
	in := c.in
	st := in.stateOf(c.act.fn.Unit)
	if st == nil || st.mod == nil {
		return nil
	}
	if st.mod == in.prog.AppModule {
		return in.vueInstance(in.appInstance())
	}
	if st.page == nil && st.comp == nil {
		for _, p := range in.prog.Pages {
			if p.Module == st.mod {
				st.page = p
			}
		}
		for _, comp := range in.prog.Components {
			if comp.Module == st.mod {
				st.comp = comp
			}
		}
	}
	if st.page == nil && st.comp == nil {
		return nil
	}
	return in.vueInstance(in.instanceOf(st))
}

// vueInstance makes an instance its own data.
func (in *Interp) vueInstance(i *Instance) *Instance {
	if i.vue {
		return i
	}
	i.vue = true
	i.data = i.this
	i.this.typ, i.this.open = "data", true
	in.add(in.protoOf(i.this), in.vuePrototype().val())
	return i
}

// vuePrototype is Vue.prototype, or app.config.globalProperties: what a program
// puts there is a member of every instance.
func (in *Interp) vuePrototype() *Object {
	return in.programWide("Vue.prototype")
}

// vueRegister makes options those of the app, the page or the component.
func vueRegister(c *nativeCall) Value {
	if i := c.vueOwner(); i != nil {
		c.vueDescribe(i, c.vueMixins(c.arg(0)))
	}
	return c.arg(0)
}

// vueDescribe makes options those of an instance.
func (c *nativeCall) vueDescribe(i *Instance, options Value) {
	options = join(options, c.mixedIn(i))
	i.options = join(i.options, options)
	c.in.add(c.in.protoOf(i.this), options)
	c.vueOptions(i, options, 0)
}

// vueOptions adds what options, and the mixins they name, bring to an instance.
func (c *nativeCall) vueOptions(i *Instance, options Value, depth int) {
	in := c.in
	for n, e := range options {
		o := in.atoms[e.A].obj
		if o == nil || depth > 8 {
			continue
		}
		read := func(name string) Value { return c.getOwn(c.inv.ins, o, e, name) }
		in.add(in.protoOf(i.this), objectsOnly(in, read("methods")))
		in.initialData(c, i, objectsOnly(in, read("data")))
		in.initialData(c, i, objectsOnly(in, read("globalData")))
		c.vueProps(i, read("props"))
		in.properties(c, i, read("properties"))
		c.vueComputed(i, read("computed"))
		if setup := objectsOnly(in, read("setup")); len(setup) > 0 {
			if v, ok := c.now(setup, single(atomUndefined, 0), []Value{i.this.val(), c.setupContext(i)}, int32(91+n%8)); ok {
				c.vueSetupResult(i, v, n)
			}
		}
		for _, name := range []string{"mixins", "extends"} {
			for _, m := range objectsOnly(in, read(name)) {
				mixed := Value{m}
				if list := in.atoms[m.A].obj; list.kind == oArray {
					elems, rest, _ := c.arrayElements(list)
					mixed = rest
					for _, x := range elems {
						mixed = join(mixed, x)
					}
				}
				mixed = c.vueMixins(mixed)
				in.add(in.protoOf(i.this), mixed)
				i.options = join(i.options, mixed)
				c.vueOptions(i, mixed, depth+1)
			}
		}
	}
}

// vueMixins are options, as definitions and mixins give them. Those of WePY 1 are classes.
func (c *nativeCall) vueMixins(list Value) Value {
	var out Value
	for k, e := range objectsOnly(c.in, list) {
		if c.in.atoms[e.A].obj.kind != oFunction {
			out = join(out, Value{e})
			continue
		}
		v, _ := c.invoke(&invocation{ins: c.inv.ins, fn: Value{e}, sub: c.inv.sub*1000 + 70 + int32(k%20), isNew: true, why: "mixin"})
		out = join(out, objectsOnly(c.in, v))
	}
	return out
}

// vueSetupResult takes what setup returns: the names that the view sees, or in a build
// the function that makes them.
func (c *nativeCall) vueSetupResult(i *Instance, v Value, n int) {
	for k, e := range objectsOnly(c.in, v) {
		if c.in.atoms[e.A].obj.kind == oFunction && i.draw != nil {
			c.in.add(i.draw, Value{e})
			continue
		}
		if c.in.atoms[e.A].obj.kind == oFunction && i.data != i.this {
			c.rendered(i, Value{e}, int32(30+(n*4+k)%20), []Value{i.this.val(), i.this.val()})
			continue
		}
		c.vueBind(i, Value{e})
	}
}

// setupContext is the second argument of setup.
func (c *nativeCall) setupContext(i *Instance) Value {
	o := c.allocSub(oPlain, c.inv.ins, 95)
	o.open = true
	c.in.add(c.in.prop(o, "emit"), c.boundNative(vueEmit, 96, &bound{data: i}).val())
	return o.val()
}

var vueEmit *native

func init() { vueEmit = &native{name: "emit", call: triggerEvent} }

// vueProps are fields that the parent sets: a list of names, or name → definition.
func (c *nativeCall) vueProps(i *Instance, props Value) {
	in := c.in
	for _, o := range in.objects(props) {
		if o.kind == oArray {
			elems, _, _ := c.arrayElements(o)
			for _, e := range elems {
				if name, ok := in.constString(e); ok {
					in.add(in.prop(i.this, name), unknownValue)
				}
			}
			continue
		}
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			cell := in.prop(i.this, name)
			for _, def := range in.objects(in.read(o.props[name], c.act)) {
				if v := def.props["default"]; v != nil {
					in.add(cell, in.read(v, c.act))
				}
			}
			in.add(cell, single(atomUndefined, 0))
		}
	}
}

// vueComputed are values that a function makes of others: getters.
func (c *nativeCall) vueComputed(i *Instance, computed Value) {
	in := c.in
	for _, o := range in.objects(computed) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			for _, e := range in.read(o.props[name], c.act) {
				def := in.atoms[e.A].obj
				if def == nil {
					continue
				}
				if def.kind == oFunction || def.kind == oNative {
					in.accessor(&i.this.getter, i.this, name, Value{e})
					continue
				}
				if g := def.props["get"]; g != nil {
					in.accessor(&i.this.getter, i.this, name, in.read(g, c.act))
				}
				if s := def.props["set"]; s != nil {
					in.accessor(&i.this.setter, i.this, name, in.read(s, c.act))
				}
			}
		}
	}
}

// vueSetup makes the names of a `<script setup>` those of the instance.
func vueSetup(c *nativeCall) Value {
	if i := c.vueOwner(); i != nil {
		c.vueBind(i, c.arg(0))
	}
	return single(atomUndefined, 0)
}

// vueBind makes what setup returns members of the instance. A ref is unwrapped: it
// and the member are one field.
func (c *nativeCall) vueBind(i *Instance, bindings Value) { c.bindNames(i.this, bindings) }

// bindNames makes the members of some objects those of another.
func (c *nativeCall) bindNames(to *Object, bindings Value) {
	in := c.in
	for _, o := range in.objects(bindings) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			v := in.read(o.props[name], c.act)
			for _, e := range v {
				ref := in.atoms[e.A].obj
				if ref == nil || !in.isRef(ref) {
					in.add(in.prop(to, name), Value{e})
					continue
				}
				if g := ref.getter["value"]; g != nil {
					in.accessor(&to.getter, to, name, in.read(g, c.act))
					if s := ref.setter["value"]; s != nil && !in.refs[ref] {
						in.accessor(&to.setter, to, name, in.read(s, c.act))
					}
				} else {
					c.share(to, name, in.prop(ref, "value"))
				}
			}
		}
	}
}

// isRef tells a ref: one of the model, or an object whose value is read and written by
// functions, as those are that a build makes for itself.
func (in *Interp) isRef(o *Object) bool {
	return in.refs[o] || o.kind == oPlain && o.inst == nil && o.getter["value"] != nil && o.setter["value"] != nil
}

// share makes a property the same field as another.
func (c *nativeCall) share(o *Object, name string, cell *Cell) {
	in := c.in
	old := in.prop(o, name)
	if old == cell || o.props[name] != old {
		return
	}
	in.add(cell, old.val)
	o.props[name] = cell
	in.notify(old)
	in.notify(&o.shape)
}

// vueHooks are the life-cycle methods of Vue itself.
var vueHooks = []struct{ name, phase string }{
	{"beforeCreate", "start"}, {"created", "start"}, {"beforeMount", "start"}, {"mounted", "start"},
	{"activated", "start"}, {"onInit", "start"}, {"attached", "start"}, {"ready", "start"},
	{"beforeUpdate", "event"}, {"updated", "event"}, {"onBackPress", "user"},
	{"deactivated", "end"}, {"beforeDestroy", "end"}, {"destroyed", "end"}, {"beforeUnmount", "end"}, {"unmounted", "end"},
}

// vueEntries calls what Vue calls besides the platform's life-cycle methods.
func (c *nativeCall) vueEntries(i *Instance) {
	in := c.in
	for _, h := range vueHooks {
		v := c.getOwn(c.inv.ins, i.this, Elem{A: i.this.atom}, h.name)
		c.enterEntry(i, v, []Value{unknownValue}, "life-cycle "+h.name, h.name, h.phase)
	}
	for _, opt := range i.options {
		o := in.atoms[opt.A].obj
		if o == nil {
			continue
		}
		for _, watch := range in.objects(c.getOwn(c.inv.ins, o, opt, "watch")) {
			in.depend(&watch.shape, c.act)
			for _, name := range watch.order {
				c.vueWatch(i, name, in.read(watch.props[name], c.act))
			}
		}
		if i.kind != "component" {
			for _, group := range in.objects(c.getOwn(c.inv.ins, o, opt, "lifetimes")) {
				for _, name := range group.order {
					c.enterEntry(i, in.read(group.props[name], c.act), []Value{unknownValue}, "life-cycle "+name, "lifetimes"+name, "start")
				}
			}
		}
	}
}

// vueWatch is a function, the name of a method, or {handler, immediate}.
func (c *nativeCall) vueWatch(i *Instance, name string, v Value) {
	in := c.in
	seen := c.optionalGet(i.this.val(), strings.SplitN(name, ".", 2)[0])
	for _, e := range v {
		fn := Value{e}
		phase := "event"
		if o := in.atoms[e.A].obj; o != nil && o.kind == oPlain && o.props["handler"] != nil {
			fn = in.read(o.props["handler"], c.act)
			if im := o.props["immediate"]; im != nil && im.val.has(atomTrue) {
				phase = "start"
			}
		}
		c.enterEntry(i, c.methodByName(i, fn), []Value{seen, seen}, "watcher of "+name, "watch "+name, phase)
	}
}
