package interp

import (
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// React is modelled by its contract, not read: what createElement and JSX yield are
// elements, hooks have their effect, and rendering calls components (see
// react_render.go). What a component keeps in state is a field like page data.

// reactState is what is known of a program whose pages are components of React.
type reactState struct {
	elements   map[*Object]elementInfo // that code made
	renderings map[renderKey]*rendering
	driven     map[*Activation]*Instance // what drives the components that are shown
	shownAs    map[renderKey]*wxml.Element
	vueOf      map[*Activation]*Instance // what renders components of Vue
	reducing   map[*Object]*Activation   // what calls the reducers of stores
	held       []*Activation             // effects that wait until all was looked at
	// builtReact: the program is the build of one, see configures.
	builtReact bool
	// vue2 are the members that render functions of Vue 2 call; nil where none are rendered.
	vue2       *Object
	startedFor map[*Activation]*moduleState // what makes the app of a page of kbone
	// viewsChanged: something is shown whose handlers were not started.
	viewsChanged bool
}

// elementInfo is where an element was made.
type elementInfo struct {
	act *Activation
	ins *ir.Instr
}

// Subs of the objects that belong to one element.
const (
	subChildren = 301 + iota
	subProps
	subElement
)

// newElement makes the element of this instruction.
func (f *frame) newElement(ins *ir.Instr, sub int32, kind, props Value, children []ir.Arg) Value {
	in := f.in
	o := f.allocSub(oPlain, ins, sub)
	if in.elements == nil {
		in.elements = map[*Object]elementInfo{}
	}
	in.elements[o] = elementInfo{f.act, ins}
	in.add(in.prop(o, "type"), kind)
	in.add(in.prop(o, "props"), props)
	if len(children) > 0 {
		list := f.allocSub(oArray, ins, subChildren)
		for i, a := range children {
			in.add(in.prop(list, itoa(min(i, maxUnroll))), tag(f.reg(a.Reg), f.st.held()))
		}
		for _, p := range in.objects(props) {
			if len(children) == 1 {
				in.add(in.prop(p, "children"), in.read(in.prop(list, "0"), f.act))
			} else {
				in.add(in.prop(p, "children"), list.val())
			}
		}
	}
	return Value{{o.atom, f.st.held(), f.st.held()}}
}

// jsx is an element as the source writes it.
func (f *frame) jsx(ins *ir.Instr) Value {
	return f.newElement(ins, 0, f.reg(ins.A), f.reg(ins.B), ins.X.Args)
}

// createElement is createElement(type, props, …children).
func createElement(c *nativeCall) Value {
	in := c.in
	props := c.allocSub(oPlain, c.inv.ins, subProps)
	c.spread(props.val(), c.arg(1), nil, c.inv.ins)
	if list := c.inv.args.list; len(list) > 2 {
		children := list[2]
		if len(list) > 3 {
			children = c.newArray(subChildren, list[2:], nil)
		}
		in.add(in.prop(props, "children"), children)
	}
	return c.newElement(c.inv.ins, subElement, c.arg(0), props.val(), nil)
}

// createJSX is jsx(type, props, key) of the automatic runtime.
func createJSX(c *nativeCall) Value {
	return c.newElement(c.inv.ins, subElement, c.arg(0), c.arg(1), nil)
}

// cloneElement makes elements with further properties of others.
func cloneElement(c *nativeCall) Value {
	in := c.in
	props := c.allocSub(oPlain, c.inv.ins, subProps)
	var kind Value
	for _, o := range in.objects(c.arg(0)) {
		if _, ok := in.elements[o]; ok {
			kind = join(kind, in.read(in.prop(o, "type"), c.act))
			c.spread(props.val(), in.read(in.prop(o, "props"), c.act), nil, c.inv.ins)
		}
	}
	c.spread(props.val(), c.arg(1), nil, c.inv.ins)
	return c.newElement(c.inv.ins, subElement, kind, props.val(), nil)
}

// newState is a field of a component's state.
func (c *nativeCall) newState(sub int32) *Object {
	o := c.allocSub(oPlain, c.inv.ins, sub)
	o.typ = "data"
	return o
}

// write puts a value in a field that lasts.
func (c *nativeCall) write(o *Object, name string, v Value) {
	cell := c.in.prop(o, name)
	c.in.flags(cell, c.st.must)
	c.in.add(cell, lasting(tag(v, c.st.held())))
}

// useState is [value, setter]; the first value may be a function that makes it.
func useState(c *nativeCall) Value {
	in := c.in
	o := c.newState(310)
	for _, e := range c.arg(0) {
		if c.callable(Value{e}) && in.atoms[e.A].kind == kObject {
			v, _ := c.now(Value{e}, single(atomUndefined, 0), nil, 1)
			in.add(in.prop(o, "value"), v)
			continue
		}
		in.add(in.prop(o, "value"), Value{e})
	}
	set := c.boundNative(stateSetter, 311, &bound{obj: o})
	return c.newArray(312, []Value{in.read(in.prop(o, "value"), c.act), set.val()}, nil)
}

var stateSetter, stateDispatch *native

func init() {
	stateSetter = &native{name: "state setter", call: setState}
	stateDispatch = &native{name: "dispatch", call: dispatchState}
}

// setState writes a field: a value, or what a function makes of the present one.
func setState(c *nativeCall) Value {
	o := c.obj.bound.obj
	for k, e := range c.arg(0) {
		v := Value{e}
		if c.in.atoms[e.A].kind == kObject && c.callable(v) {
			v, _ = c.now(v, single(atomUndefined, 0), []Value{c.in.read(c.in.prop(o, "value"), c.act)}, int32(1+k%20))
		}
		c.write(o, "value", v)
	}
	return single(atomUndefined, 0)
}

// useReducer is [value, dispatch].
func useReducer(c *nativeCall) Value {
	in := c.in
	o := c.newState(310)
	in.add(in.prop(o, "value"), c.arg(1))
	if v, ok := c.now(c.arg(2), single(atomUndefined, 0), []Value{c.arg(1)}, 1); ok {
		in.add(in.prop(o, "value"), v)
	}
	in.add(in.prop(o, "reducer"), c.arg(0))
	d := c.boundNative(stateDispatch, 311, &bound{obj: o})
	return c.newArray(312, []Value{in.read(in.prop(o, "value"), c.act), d.val()}, nil)
}

func dispatchState(c *nativeCall) Value {
	in, o := c.in, c.obj.bound.obj
	now := in.read(in.prop(o, "value"), c.act)
	if v, ok := c.now(in.read(in.prop(o, "reducer"), c.act), single(atomUndefined, 0), []Value{now, c.arg(0)}, 1); ok {
		c.write(o, "value", v)
	}
	return single(atomUndefined, 0)
}

// useRef is {current}. One that starts empty may be filled by the framework.
func useRef(c *nativeCall) Value {
	o := c.newState(310)
	v := c.arg(0)
	if v.has(atomNull) || v.has(atomUndefined) {
		v = join(v, unknownValue)
	}
	c.in.add(c.in.prop(o, "current"), v)
	return o.val()
}

// imperativeHandle gives a parent's ref what a function makes.
func imperativeHandle(c *nativeCall) Value {
	if v, ok := c.now(c.arg(1), single(atomUndefined, 0), nil, 1); ok {
		c.put(c.inv.ins, objectsOnly(c.in, c.arg(0)), "current", v)
	}
	return single(atomUndefined, 0)
}

func useMemo(c *nativeCall) Value {
	v, ok := c.now(c.arg(0), single(atomUndefined, 0), nil, 1)
	if !ok {
		return unknownValue
	}
	return v
}

// useEffect runs a function once the component is shown, and what it returns when it
// is shown no more.
func useEffect(c *nativeCall) Value {
	if c.in.looking == firstLook {
		c.in.held = append(c.in.held, c.act)
		return single(atomUndefined, 0)
	}
	end := c.later(c.arg(0), single(atomUndefined, 0), nil, 1, 0, "effect")
	c.later(objectsOnly(c.in, end), single(atomUndefined, 0), nil, 2, 0, "end of the effect")
	return single(atomUndefined, 0)
}

// createContext is {Provider, Consumer}; what providers are given, consumers receive.
func createContext(c *nativeCall) Value {
	in := c.in
	o, p := c.allocSub(oPlain, c.inv.ins, 320), c.allocSub(oPlain, c.inv.ins, 321)
	o.open = true
	p.typ, p.home = providerType, o
	in.add(in.prop(o, "#value"), c.arg(0))
	in.add(in.prop(o, "Provider"), p.val())
	return o.val()
}

const providerType = "context provider"

func useContext(c *nativeCall) Value {
	var out Value
	for _, o := range c.in.objects(c.arg(0)) {
		if cell := o.props["#value"]; cell != nil {
			out = join(out, c.in.read(cell, c.act))
		}
	}
	if len(out) == 0 {
		return unknownValue
	}
	return out
}

// mapChildren is Children.map(children, fn).
func mapChildren(c *nativeCall) Value {
	v, _ := c.now(c.arg(1), single(atomUndefined, 0), []Value{c.childrenOf(c.arg(0)), unknownValue}, 1)
	return v
}

// childrenOf are the members of children: of one child it is itself.
func (c *nativeCall) childrenOf(v Value) Value {
	var out Value
	for _, e := range v {
		if o := c.in.atoms[e.A].obj; o != nil && o.kind == oArray {
			elems, rest, _ := c.arrayElements(o)
			for _, x := range append(elems, rest) {
				out = join(out, x)
			}
			continue
		}
		out = join(out, Value{e})
	}
	return out
}

// lazyComponent is lazy(() => import('./x')).
func lazyComponent(c *nativeCall) Value {
	in := c.in
	v, _ := c.now(c.arg(0), single(atomUndefined, 0), nil, 1)
	var out Value
	for _, o := range in.objects(v) {
		if o.kind == oPromise {
			for _, e := range in.read(o.fulfil, c.act) {
				out = join(out, c.getAtom(c.inv.ins, e, "default"))
			}
		}
	}
	return out
}
