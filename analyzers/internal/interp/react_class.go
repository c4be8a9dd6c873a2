package interp

// Class components: an instance has state and setState, and a life cycle.

var reactClassNatives map[string]*native

func init() {
	reactClassNatives = table("react class", map[string]func(*nativeCall) Value{
		"setState": setClassState, "forceUpdate": undefinedResult, "Component": superComponent,
	})
}

// reactClass is the class that components extend.
func (in *Interp) reactClass() *Object {
	o := in.nspaces["react class"]
	if o == nil {
		o = in.newObject(oNative)
		o.native = reactClassNatives["Component"]
		in.nspaces["react class"] = o
		proto := in.newObject(oPlain)
		for _, name := range []string{"setState", "forceUpdate"} {
			in.add(in.prop(proto, name), in.nativeObject(reactClassNatives[name]).val())
		}
		in.add(in.prop(o, "prototype"), proto.val())
	}
	return o
}

// superComponent is super(props).
func superComponent(c *nativeCall) Value {
	for _, o := range c.in.objects(c.this()) {
		c.in.add(c.in.prop(o, "props"), c.arg(0))
	}
	return single(atomUndefined, 0)
}

// setClassState merges fields into this.state.
func setClassState(c *nativeCall) Value {
	in := c.in
	for _, o := range in.objects(c.this()) {
		cell := in.prop(o, "state")
		for k, e := range c.arg(0) {
			v := Value{e}
			if in.atoms[e.A].kind == kObject && c.callable(v) {
				v, _ = c.now(v, single(atomUndefined, 0), []Value{in.read(cell, c.act), in.read(in.prop(o, "props"), c.act)}, int32(1+k%20))
			}
			c.mergeState(cell, v)
		}
	}
	c.later(c.arg(1), c.this(), nil, 30, 0, "callback of setState")
	return single(atomUndefined, 0)
}

// mergeState writes the fields of an object into the state in a cell.
func (c *nativeCall) mergeState(cell *Cell, v Value) {
	in := c.in
	states := in.objects(in.read(cell, c.act))
	if len(states) == 0 {
		states = []*Object{c.newState(313)}
		in.add(cell, states[0].val())
	}
	for _, from := range in.objects(v) {
		in.depend(&from.shape, c.act)
		for _, st := range states {
			if st == from {
				continue
			}
			st.typ = "data"
			for _, name := range from.order {
				c.write(st, name, in.read(from.props[name], c.act))
			}
			if from.any != nil {
				in.add(in.anyProp(st), tag(in.read(from.any, c.act), c.st.held()))
			}
		}
	}
}

// classHooks are the life-cycle methods of class components: those of React, and those
// that Taro adds.
var classHooks = []struct{ name, phase string }{
	{"componentWillMount", "start"}, {"componentDidMount", "start"}, {"componentWillReceiveProps", "event"},
	{"componentDidUpdate", "event"}, {"componentWillUnmount", "end"},
	{"componentDidShow", "start"}, {"componentDidHide", "end"}, {"onLaunch", "start"}, {"onLoad", "start"}, {"onReady", "start"},
	{"onShow", "start"}, {"onHide", "end"}, {"onUnload", "end"},
	{"onPullDownRefresh", "user"}, {"onReachBottom", "user"}, {"onPageScroll", "user"}, {"onShareAppMessage", "user"},
	{"onShareTimeline", "user"}, {"onTabItemTap", "user"}, {"onAddToFavorites", "user"},
}

// renderClass makes a component of a class, starts its life cycle and renders it.
func (c *nativeCall) renderClass(r *rendering, e Elem, props Value, bits Bits) Value {
	in := c.in
	made, _ := c.invoke(&invocation{ins: c.inv.ins, fn: Value{e}, args: callArgs{list: []Value{props}}, isNew: true, sub: int32(e.A), why: r.words, bits: bits, keep: true})
	r.self = join(r.self, made)
	var out Value
	for _, m := range made {
		o := in.atoms[m.A].obj
		if o == nil {
			continue
		}
		in.add(in.prop(o, "props"), props)
		for _, st := range in.objects(in.read(in.prop(o, "state"), c.act)) {
			if st.typ == "" {
				st.typ = "data"
			}
		}
		read := func(name string) Value { return objectsOnly(in, c.getOwn(c.inv.ins, o, m, name)) }
		v, _ := c.invoke(&invocation{ins: c.inv.ins, fn: read("render"), this: Value{m}, sub: 402, why: r.words, bits: bits, keep: true})
		out = join(out, v)
		if in.looking == firstLook {
			in.held = append(in.held, c.act)
			continue
		}
		for _, h := range classHooks {
			if fn := read(h.name); len(fn) > 0 {
				c.enterHook(r.owner, fn, Value{m}, h.name, h.phase, bits)
			}
		}
	}
	return out
}
