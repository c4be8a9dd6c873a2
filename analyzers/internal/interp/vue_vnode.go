package interp

import "strings"

// What compiled templates of Vue are made of: functions that make elements of tags and
// components, as React's createElement does. Elements are shown in the same way, see
// react_render.go and vue_render.go.

// vnodeMembers are the functions that templates call.
func vnodeMembers() map[string]func(*nativeCall) Value {
	m := map[string]func(*nativeCall) Value{
		"renderList": renderList, "renderSlot": renderSlot, "resolveComponent": resolveComponent, "resolveDynamicComponent": resolveComponent,
		"createTextVNode": firstArg, "createStaticVNode": firstArg, "toDisplayString": displayed, "createCommentVNode": undefinedResult,
		"withDirectives": firstArg, "withCtx": firstArg, "withModifiers": firstArg, "withKeys": firstArg, "withMemo": func(c *nativeCall) Value { return runNth(c, 1) },
		"openBlock": undefinedResult, "isRef": isRefCall, "provide": vueProvide, "inject": vueInject, "h": makeVNode,
	}
	for _, name := range []string{"createElementVNode", "createElementBlock", "createVNode", "createBlock"} {
		m[name] = makeVNode
	}
	return m
}

// displayed is a constant text, or text that is not known. What is shown to the user is not
// handed on.
func displayed(c *nativeCall) Value {
	if _, ok := c.in.constString(c.arg(0)); ok {
		return c.arg(0)
	}
	return unknownValue
}

func runNth(c *nativeCall, n int) Value {
	v, _ := c.now(c.functions(c.arg(n)), single(atomUndefined, 0), nil, 1)
	return v
}

func isRefCall(c *nativeCall) Value {
	refs := 0
	for _, e := range c.arg(0) {
		if o := c.in.atoms[e.A].obj; o != nil && c.in.isRef(o) {
			refs++
		}
	}
	return boolean(refs > 0, refs < len(c.arg(0)), 0, 0)
}

// slotsMember holds the slots that an element fills.
const slotsMember = "#slots"

// makeVNode is createVNode(type, props, children), where the children are a text, a list,
// or functions that make them.
func makeVNode(c *nativeCall) Value {
	in := c.in
	props := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+subProps)
	c.spread(props.val(), objectsOnly(in, c.arg(1)), nil, c.inv.ins)
	for _, name := range append([]string(nil), props.order...) {
		if strings.Contains(name, "-") {
			c.share(props, camel(name), props.props[name])
		}
	}
	for _, e := range c.arg(2) {
		o := in.atoms[e.A].obj
		switch {
		case o == nil && in.atoms[e.A].kind <= kNull:
		case o != nil && o.kind == oFunction:
			slots := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+subChildren)
			in.add(in.prop(slots, "default"), Value{e})
			in.add(in.prop(props, slotsMember), slots.val())
		case o != nil && o.kind == oPlain && in.elements[o] == (elementInfo{}):
			in.add(in.prop(props, slotsMember), Value{e})
		default:
			in.add(in.prop(props, "children"), Value{e})
		}
	}
	return c.newElement(c.inv.ins, c.inv.sub*100+subElement, c.arg(0), props.val(), nil)
}

// renderList is renderList(list, make).
func renderList(c *nativeCall) Value {
	in := c.in
	var out []Value
	call := func(e, key Value, sub int32) {
		if v, ok := c.now(c.arg(1), single(atomUndefined, 0), []Value{e, key, key}, sub); ok {
			out = append(out, v)
		}
	}
	for _, e := range c.arg(0) {
		o := in.atoms[e.A].obj
		if o == nil || o.kind == oPlain {
			each := unknownValue
			if o != nil {
				each = join(in.read(in.everyProp(o), c.act), nil)
			} else if in.atoms[e.A].kind == kUnknown {
				each = Value{{e.A, e.T, 0}}
			}
			call(each, unknownValue, 40)
			continue
		}
		elems, rest, _ := c.arrayElements(o)
		for k, x := range elems {
			call(x, single(in.num(float64(k)), 0), int32(1+min(k, 20)))
		}
		if len(rest) > 0 {
			call(rest, unknownValue, 30)
		}
	}
	return c.newArray(420, out, nil)
}

// renderSlot is renderSlot(slots, name, props, fallback).
func renderSlot(c *nativeCall) Value {
	in := c.in
	var out Value
	names, _ := in.keys(c.arg(1))
	for k, name := range names {
		fns := c.functions(c.optionalGet(objectsOnly(in, c.arg(0)), name))
		if v, ok := c.now(fns, single(atomUndefined, 0), []Value{c.arg(2)}, int32(1+k)); ok {
			out = join(out, v)
		}
	}
	if v, ok := c.now(c.functions(c.arg(3)), single(atomUndefined, 0), nil, 30); ok {
		out = join(out, v)
	}
	return c.newArray(421, []Value{out}, nil)
}

// resolveComponent finds a component by the name that the one under way has for it; one that
// is not there is an element of the platform.
func resolveComponent(c *nativeCall) Value {
	in := c.in
	name, ok := in.constString(c.arg(0))
	if !ok {
		return c.arg(0)
	}
	out := c.componentsNamed(name)
	if len(out) == 0 && c.unseen() {
		return c.arg(0)
	}
	return out
}

// componentsNamed are the components that the one under way, or the program, has of a name.
func (c *nativeCall) componentsNamed(name string) Value {
	in := c.in
	var out Value
	known := []Value{in.vueComponents().val()}
	if i := in.vueUnderWay(c.act); i != nil {
		for _, e := range i.options {
			if o := in.atoms[e.A].obj; o != nil {
				known = append(known, objectsOnly(in, c.getOwn(c.inv.ins, o, e, "components")))
			}
		}
	}
	for _, v := range known {
		c.eachMember(v, func(n string, def Value) {
			if oneWord(n) == oneWord(name) {
				out = join(out, objectsOnly(in, def))
			}
		})
	}
	return out
}

// oneWord is the name of a component however it is spelled.
func oneWord(name string) string { return strings.ToLower(strings.ReplaceAll(name, "-", "")) }

// vueComponents are the components that an app registers for all.
func (in *Interp) vueComponents() *Object { return in.programWide("components of Vue") }

// vueProvided are the values that components, plug-ins and the app provide, by key.
func (in *Interp) vueProvided() *Object { return in.programWide("provided by Vue") }

// vueProvide is provide(key, value).
func vueProvide(c *nativeCall) Value {
	names, _ := c.in.mapKeys(c.arg(0))
	for _, name := range names {
		c.in.add(c.in.prop(c.in.vueProvided(), name), tag(c.arg(1), c.st.held()))
	}
	return c.this()
}

// vueInject is inject(key, otherwise). It waits for what nobody provided yet.
func vueInject(c *nativeCall) Value {
	in := c.in
	names, _ := in.mapKeys(c.arg(0))
	var out Value
	for _, name := range names {
		if cell := in.vueProvided().props[name]; cell != nil {
			out = join(out, in.read(cell, c.act))
		} else {
			in.absent(in.vueProvided(), name, c.act)
		}
	}
	if len(out) == 0 {
		out = objectsOnly(in, c.arg(1))
	}
	if len(out) == 0 && c.unseen() {
		return unknownValue
	}
	return out
}
