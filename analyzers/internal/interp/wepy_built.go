package interp

import (
	"regexp"
	"strings"
)

// A build of WePY 1 hands the classes of the app and of pages to $createApp and
// $createPage of the runtime in it. The templates of components are part of the page's:
// what they name is a member of the page, behind the name of the component:
// $list$items. What the page gives to a component, and hears from it, stands in $props
// and $events, which the compiler took out of the template.

var wepyBuiltNatives map[string]*native

// wepyBuilt is the runtime of WePY 1.
func wepyBuilt() map[string]*native {
	if wepyBuiltNatives == nil {
		wepyBuiltNatives = table("wepy", map[string]func(*nativeCall) Value{
			"$createApp": wepyCreate, "$createPage": wepyCreate, "$createComponent": wepyCreate,
			"app": undefinedResult, "page": undefinedResult, "component": undefinedResult, "mixin": undefinedResult, "event": undefinedResult,
		})
	}
	return wepyBuiltNatives
}

// wepyCreate makes a class the app's or the page's. What the platform is given then has
// nothing more to say.
func wepyCreate(c *nativeCall) Value {
	if i := c.vueOwner(); i != nil {
		made := c.vueMixins(c.arg(0))
		c.vueDescribe(i, made)
		parts := &wepyParts{nativeCall: c, owner: i}
		parts.add(i, made, "$", 0)
	}
	return single(atomUndefined, 0)
}

// Bounds on the components of a page, and on components in components.
const (
	maxWepyParts = 60
	maxWepyDepth = 6
)

// wepyParts are the components in a page.
type wepyParts struct {
	*nativeCall
	owner *Instance
	count int32 // of components so far
	bound int32 // of members of theirs
}

// add gives an instance the components that its options name.
func (p *wepyParts) add(outer *Instance, options Value, prefix string, depth int) {
	if depth > maxWepyDepth {
		return
	}
	in := p.in
	for _, e := range options {
		o := in.atoms[e.A].obj
		if o == nil {
			continue
		}
		read := func(name string) Value { return p.getOwn(p.inv.ins, o, e, name) }
		for _, list := range in.objects(read("components")) {
			in.depend(&list.shape, p.act)
			for _, name := range list.order {
				if p.count++; p.count > maxWepyParts {
					in.hit("a page shows too many components: those beyond the bound are not followed")
					return
				}
				p.component(outer, prefix+name+"$", name, in.read(list.props[name], p.act), read, depth)
			}
		}
	}
}

// component makes a class a component of an instance.
func (p *wepyParts) component(outer *Instance, prefix, name string, class Value, read func(string) Value, depth int) {
	in := p.in
	inner := p.part(prefix)
	c := *p.nativeCall
	inv := *p.inv
	inv.sub = p.inv.sub*100 + p.count
	c.inv = &inv
	made := c.vueMixins(class)
	c.vueDescribe(inner, made)
	p.given(outer, inner, read("$props"), name)
	p.heard(outer, inner, read("$events"), name)
	p.named(inner, made, prefix)
	for _, hook := range []string{"onLoad", "onShow", "onReady"} {
		v := c.getOwn(p.inv.ins, inner.this, Elem{A: inner.this.atom}, hook)
		c.enterEntry(inner, v, []Value{unknownValue}, "life-cycle "+hook, hook, "start")
	}
	in.add(in.prop(inner.this, "$parent"), outer.this.val())
	in.add(in.prop(inner.this, "$root"), p.owner.this.val())
	p.add(inner, made, prefix, depth+1)
}

// part is the instance of a component of a page.
func (p *wepyParts) part(prefix string) *Instance {
	in := p.in
	key := "part " + p.owner.path + " " + prefix
	for _, i := range in.instances {
		if i.part == key {
			return i
		}
	}
	i := in.vueInstance(in.newInstance("component", p.owner.path))
	i.part = key
	return i
}

// wepyBinding is the name of a property in what the compiler took out of the template:
// v-bind:items.sync, v-on:pick, items.
var wepyBinding = regexp.MustCompile(`^(?:v-bind:|v-on:)?([A-Za-z_$][\w$-]*)(?:\.\w+)*$`)

// bindings calls do for each entry of what is taken out for the component name.
func (p *wepyParts) bindings(all Value, name string, do func(key, value string, bound bool)) {
	in := p.in
	for _, o := range in.objects(all) {
		in.depend(&o.shape, p.act)
		cell := o.props[name]
		if cell == nil {
			continue
		}
		for _, entries := range in.objects(in.read(cell, p.act)) {
			for _, key := range entries.order {
				m := wepyBinding.FindStringSubmatch(key)
				if v, ok := in.constString(in.read(entries.props[key], p.act)); ok && m != nil {
					do(m[1], v, strings.HasPrefix(key, "v-"))
				}
			}
		}
	}
}

// given are the properties of a component that its parent sets.
func (p *wepyParts) given(outer, inner *Instance, props Value, name string) {
	in := p.in
	p.bindings(props, name, func(key, value string, bound bool) {
		switch field := outer.this.props[value]; {
		case !bound:
			in.add(in.prop(inner.this, key), single(in.str(value), 0))
		case field != nil:
			p.share(inner.this, key, field)
		default:
			in.add(in.prop(inner.this, key), unknownValue)
		}
	})
}

// heard are the events of a component that its parent listens to.
func (p *wepyParts) heard(outer, inner *Instance, events Value, name string) {
	in := p.in
	p.bindings(events, name, func(key, value string, _ bool) {
		fn := p.getOwn(p.inv.ins, outer.this, Elem{A: outer.this.atom}, value)
		in.add(in.prop(inner.listens, strings.ToLower(key)), p.method(outer, fn))
	})
}

// named makes the members of a component those of the page, as its template names them.
func (p *wepyParts) named(inner *Instance, made Value, prefix string) {
	in := p.in
	in.depend(&inner.this.shape, p.act)
	for _, name := range append([]string(nil), inner.this.order...) {
		if cell := inner.this.props[name]; cell != nil {
			p.share(p.owner.this, prefix+name, cell)
		}
	}
	for _, e := range made {
		o := in.atoms[e.A].obj
		if o == nil {
			continue
		}
		for _, methods := range in.objects(p.getOwn(p.inv.ins, o, e, "methods")) {
			in.depend(&methods.shape, p.act)
			for _, name := range methods.order {
				in.add(in.prop(p.owner.this, prefix+name), p.method(inner, in.read(methods.props[name], p.act)))
			}
		}
	}
}

// method is a function with an instance as its `this`.
func (p *wepyParts) method(i *Instance, fn Value) Value {
	sub := 1_000_000 + p.bound
	p.bound += int32(len(fn))
	return p.bindHandler(i, fn, sub)
}
