package interp

import "strings"

// Vue 2 compiles a template to a function that calls members of the instance: _c makes an
// element or a component, _v a text, _l a list. A build of mpvue has these functions, and
// its runtime finds the handlers of an event in what they made, so they are rendered as
// the components of Vue 3 are; the WXML beside them holds nothing that they lack.

// vue2Members are what render functions call, by the names that the compiler writes.
func (in *Interp) vue2Members() *Object {
	if in.vue2 != nil {
		return in.vue2
	}
	in.vue2 = in.newObject(oPlain)
	for _, name := range sortedKeys(vue2Natives) {
		in.add(in.prop(in.vue2, name), in.nativeObject(vue2Natives[name]).val())
	}
	return in.vue2
}

var vue2Natives map[string]*native

func init() {
	vue2Natives = table("render function", map[string]func(*nativeCall) Value{
		"_c": vue2Element, "$createElement": vue2Element, "_v": firstArg, "_s": displayed, "_e": undefinedResult,
		"_l": renderList, "_t": vue2Slot, "_m": vue2Static, "_u": vue2ScopedSlots, "_f": vue2Filter,
		"_b": vue2BindObject, "_g": vue2BindListeners, "_n": firstArg, "_o": firstArg, "_p": firstArg, "_d": firstArg,
		"_q": truthUnknown, "_i": unknownResult, "_k": truthUnknown,
	})
}

// vue2Element is _c(tag, data, children), where data may be left out.
func vue2Element(c *nativeCall) Value {
	in := c.in
	props := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+subProps)
	for _, arg := range []Value{c.arg(1), c.arg(2)} {
		for _, e := range arg {
			switch o := in.atoms[e.A].obj; {
			case o != nil && o.kind == oPlain && in.elements[o] == (elementInfo{}):
				c.vue2Data(props, o)
			case o != nil && o.kind == oArray, o == nil && in.atoms[e.A].kind > kNull:
				in.add(in.prop(props, "children"), Value{e})
			}
		}
	}
	kind := c.arg(0)
	if name, ok := in.constString(kind); ok {
		if oneWord(name) == "routerview" && in.kbone() {
			kind = c.routed()
		} else if components := c.componentsNamed(name); len(components) > 0 {
			kind = components
		} else if tagName := htmlElements[name]; tagName != "" {
			kind = single(in.str(tagName), 0)
		}
	}
	return c.newElement(c.inv.ins, c.inv.sub*100+subElement, kind, props.val(), nil)
}

// htmlElements are tags of HTML that the compiler puts elements of the platform for.
var htmlElements = map[string]string{"div": "view", "p": "view", "span": "text", "img": "image", "a": "navigator"}

// vue2Data gives an element what a data object says: attributes, properties, handlers, slots.
func (c *nativeCall) vue2Data(props, data *Object) {
	in := c.in
	of := func(name string) Value { return c.getOwn(c.inv.ins, data, Elem{A: data.atom}, name) }
	for _, group := range []string{"attrs", "props", "domProps"} {
		c.eachMember(of(group), func(name string, v Value) { in.add(in.prop(props, camel(name)), v) })
	}
	for _, group := range []string{"on", "nativeOn"} {
		c.eachMember(of(group), func(name string, v Value) { c.vue2Handler(props, name, v) })
	}
	for _, model := range in.objects(of("model")) { // v-model on a component
		model := model.val()
		in.add(in.prop(props, "value"), c.optionalGet(model, "value"))
		c.vue2Handler(props, "input", c.optionalGet(model, "callback"))
	}
	if slots := objectsOnly(in, of("scopedSlots")); len(slots) > 0 {
		in.add(in.prop(props, slotsMember), slots)
	}
	if slot := of("slot"); len(slot) > 0 {
		in.add(in.prop(props, "slot"), slot)
	}
}

// vue2Handler adds a handler, or a list of some. Marks before the name say how it listens.
func (c *nativeCall) vue2Handler(props *Object, event string, v Value) {
	if event = strings.TrimLeft(event, "&~!"); event == "" {
		return
	}
	cell := c.in.prop(props, "on"+strings.ToUpper(event[:1])+event[1:])
	for _, e := range objectsOnly(c.in, v) {
		if o := c.in.atoms[e.A].obj; o.kind == oArray {
			elems, rest, _ := c.arrayElements(o)
			for _, x := range append(elems, rest) {
				c.in.add(cell, c.functions(x))
			}
			continue
		}
		c.in.add(cell, Value{e})
	}
}

// vue2Slot is _t(name, otherwise, props): a slot with properties is a function, others are
// the children of the component's tag that name it.
func vue2Slot(c *nativeCall) Value {
	in := c.in
	var out Value
	slots := objectsOnly(in, c.optionalGet(c.this(), "$slots"))
	names, _ := in.keys(c.arg(0))
	for k, name := range names {
		if v, ok := c.now(objectsOnly(in, c.optionalGet(slots, name)), single(atomUndefined, 0), []Value{c.arg(2)}, int32(1+2*k)); ok {
			out = join(out, v)
		}
		if name != "default" {
			v, _ := c.now(objectsOnly(in, c.optionalGet(slots, "default")), single(atomUndefined, 0), nil, int32(2+2*k))
			out = join(out, c.forSlot(v, name))
		}
	}
	otherwise := c.arg(1)
	if v, ok := c.now(c.functions(otherwise), single(atomUndefined, 0), nil, 60); ok {
		otherwise = v
	}
	return c.newArray(421, []Value{out, otherwise}, nil)
}

// forSlot are the elements among children that name a slot.
func (c *nativeCall) forSlot(children Value, name string) Value {
	in := c.in
	var out Value
	for _, e := range c.childrenOf(children) {
		o := in.atoms[e.A].obj
		if _, ok := in.elements[o]; !ok {
			continue
		}
		if slot, ok := in.constString(c.optionalGet(in.read(in.prop(o, "props"), c.act), "slot")); ok && slot == name {
			out = join(out, Value{e})
		}
	}
	return out
}

// vue2Static is _m(n): a part of the template in which nothing changes.
func vue2Static(c *nativeCall) Value {
	in := c.in
	var fns Value
	for _, e := range c.ownOptions() {
		trees := objectsOnly(in, c.getOwn(c.inv.ins, in.atoms[e.A].obj, e, "staticRenderFns"))
		fns = join(fns, c.functions(c.getDynamic(c.inv.ins, trees, c.arg(0))))
	}
	v, _ := c.now(fns, c.this(), nil, 1)
	return v
}

// ownOptions are the options of the component under way.
func (c *nativeCall) ownOptions() Value {
	if i := c.in.vueUnderWay(c.act); i != nil {
		return objectsOnly(c.in, i.options)
	}
	return nil
}

// vue2ScopedSlots is _u([{key, fn}, …]): an object of them.
func vue2ScopedSlots(c *nativeCall) Value {
	in := c.in
	out := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+422)
	var add func(list Value, depth int)
	add = func(list Value, depth int) {
		for _, e := range objectsOnly(in, c.childrenOf(list)) {
			if in.atoms[e.A].obj.kind == oArray && depth < 4 {
				add(Value{e}, depth+1)
				continue
			}
			names, _ := in.keys(c.optionalGet(Value{e}, "key"))
			for _, name := range names {
				in.add(in.prop(out, name), c.functions(c.optionalGet(Value{e}, "fn")))
			}
		}
	}
	add(c.arg(0), 0)
	return out.val()
}

// vue2Filter is _f(name): a filter of the component, or else one that is not seen.
func vue2Filter(c *nativeCall) Value {
	in := c.in
	var out Value
	name, _ := in.constString(c.arg(0))
	for _, e := range c.ownOptions() {
		filters := objectsOnly(in, c.getOwn(c.inv.ins, in.atoms[e.A].obj, e, "filters"))
		out = join(out, c.functions(c.optionalGet(filters, name)))
	}
	if len(out) == 0 {
		return in.nativeObject(unknownCall).val()
	}
	return out
}

// vue2BindObject is _b(data, tag, properties): v-bind without a name.
func vue2BindObject(c *nativeCall) Value {
	return c.vue2Extend("attrs", c.arg(2))
}

// vue2BindListeners is _g(data, listeners): v-on without a name.
func vue2BindListeners(c *nativeCall) Value {
	return c.vue2Extend("on", c.arg(1))
}

// vue2Extend adds members to a group of a data object.
func (c *nativeCall) vue2Extend(group string, more Value) Value {
	in := c.in
	for _, data := range in.objects(c.arg(0)) {
		if len(in.objects(in.read(in.prop(data, group), c.act))) == 0 {
			in.add(in.prop(data, group), c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+423).val())
		}
		for _, o := range in.objects(in.read(in.prop(data, group), c.act)) {
			c.eachMember(more, func(name string, v Value) { in.add(in.prop(o, name), v) })
		}
	}
	return c.arg(0)
}
