package interp

import (
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/wxml"
)

// rendering is a component on a page: what it is made of, and what it shows.
type rendering struct {
	owner *Instance
	words string // how the program gets to its code
	el    *Object
	bits  Bits
	self  Value     // the instance of a class component
	vue   *Instance // of a component of Vue
	drive *Activation
	shows []*piece
	depth int
}

// piece is a part of what a component shows: a text, an element of the platform or of
// a library whose code is not there, or a component.
type piece struct {
	text  string
	tag   string
	el    *Object
	props Value
	bits  Bits
	below []*piece
	comp  *rendering
	self  Value
}

// Bounds on the views that code makes.
const (
	maxShown      = 4000 // pieces of one component
	maxComponents = 3000 // of the program
	maxNest       = 60
)

// startReact renders the app and the pages of a program whose pages are components.
func (in *Interp) startReact() {
	if !in.react() || in.builtReact {
		return
	}
	if m := in.prog.AppModule; m != nil {
		in.renderModule(in.appInstance(), m)
	}
	for _, p := range in.prog.Pages {
		if p.Module == nil || p.View != nil {
			continue
		}
		if st := in.moduleState(p.Module); st != nil {
			st.page = p
			in.renderModule(in.instanceOf(st), p.Module)
		}
	}
}

// react tells programs whose pages are components of React.
func (in *Interp) react() bool {
	return in.prog.Framework == "Taro" || in.prog.Framework == "Remax" || in.builtReact
}

// renderModule renders what a module exports as its default.
func (in *Interp) renderModule(i *Instance, m *jsparse.Module) {
	st := in.moduleState(m)
	if st == nil {
		return
	}
	in.render(i, shownAs(i), func(c *nativeCall) Value { return c.importDefault(in.exportsOf(st, c.act)) })
}

// shownAs says how an instance comes to be rendered.
func shownAs(i *Instance) string {
	if i.kind == "app" {
		return "the app starts"
	}
	return "page " + i.path + " is shown"
}

// render shows a component as what an instance is.
func (in *Interp) render(i *Instance, words string, component func(*nativeCall) Value) {
	r := &rendering{owner: i, words: words}
	i.root = r
	in.drive(r, func(c *nativeCall) (Value, Value) {
		props := c.allocSub(oPlain, c.inv.ins, 401)
		props.open = true
		return component(c), props.val()
	})
}

func (c *nativeCall) importDefault(ns Value) Value {
	var out Value
	for _, e := range ns {
		out = join(out, c.getAtom(c.inv.ins, e, "default"))
	}
	return objectsOnly(c.in, out)
}

// drive evaluates a component whenever what it is made of changes.
func (in *Interp) drive(r *rendering, what func(*nativeCall) (component, props Value)) {
	d := in.driver("rendering of "+r.owner.path, func(c *nativeCall) Value {
		comp, props := what(c)
		var out Value
		for _, e := range comp {
			out = join(out, c.renderOne(r, e, props))
		}
		w := &walker{nativeCall: c, r: r}
		r.shows = w.walk(out, r.bits, 0)
		in.viewsChanged = true
		return single(atomUndefined, 0)
	})
	r.drive = d
	if in.driven == nil {
		in.driven = map[*Activation]*Instance{}
	}
	in.driven[d] = r.owner
	entry := &Entry{Words: r.words, Phase: "start", Page: r.owner.path, First: r.owner.first}
	in.enter(d, &edge{entry: entry}, unknownValue, callArgs{})
}

// renderOne calls one component.
func (c *nativeCall) renderOne(r *rendering, e Elem, props Value) Value {
	in := c.in
	o := in.atoms[e.A].obj
	switch {
	case o == nil:
		return nil
	case in.elements[o] != (elementInfo{}):
		return Value{e} // not a component, but what is shown
	case o.props[wrappedMember] != nil:
		return c.renderWrapped(r, o, props)
	case o.kind == oNative:
		v, _ := c.invoke(&invocation{ins: c.inv.ins, fn: Value{e}, args: callArgs{list: []Value{props}}, sub: int32(e.A), keep: true, bits: r.bits})
		return v
	case in.isVueComponent(o), in.vue2 != nil && r.el == nil && o.kind == oPlain: // or what is mounted
		return c.renderVue(r, e, props)
	case o.kind != oFunction:
		return nil
	}
	if p := o.props["prototype"]; p != nil {
		for _, proto := range p.val {
			if po := in.atoms[proto.A].obj; po != nil && (po.props["render"] != nil || po.proto != nil) {
				return c.renderClass(r, e, props, r.bits)
			}
		}
	}
	ref := unknownValue
	for _, p := range in.objects(props) {
		if cell := p.props["ref"]; cell != nil {
			ref = in.read(cell, c.act)
		}
	}
	v, _ := c.invoke(&invocation{ins: c.inv.ins, fn: Value{e}, this: single(atomUndefined, 0), args: callArgs{list: []Value{props, ref}}, sub: int32(e.A), why: r.words, bits: r.bits, keep: true})
	return v
}

// wrappedMember is the member by which a component says which other it wraps, as the code of
// stores in a build (connect, inject) makes it.
const wrappedMember = "WrappedComponent"

// renderWrapped renders the component that another wraps. What a store adds to its
// properties is not known.
func (c *nativeCall) renderWrapped(r *rendering, o *Object, props Value) Value {
	in := c.in
	given := c.allocSub(oPlain, c.inv.ins, 402)
	given.open = true
	c.spread(given.val(), props, nil, c.inv.ins)
	in.add(in.prop(given, "dispatch"), c.reduxDispatcher())
	var out Value
	for _, e := range objectsOnly(in, in.read(o.props[wrappedMember], c.act)) {
		if w := in.atoms[e.A].obj; w != o && w.props[wrappedMember] == nil {
			out = join(out, c.renderOne(r, e, given.val()))
		}
	}
	return out
}

// walker goes through what a component returned.
type walker struct {
	*nativeCall
	r    *rendering
	n    int
	seen map[*Object]bool
}

func (w *walker) walk(v Value, bits Bits, depth int) []*piece {
	var out []*piece
	in := w.in
	for _, e := range v {
		if w.n++; depth > maxNest || w.n > maxShown {
			in.hit("a component shows too much: what is beyond the bound is not followed")
			return out
		}
		info := &in.atoms[e.A]
		has := bits.gain(in.known(e))
		switch o := info.obj; {
		case info.kind == kString:
			out = append(out, &piece{text: info.str})
		case info.kind == kUnknown:
			out = append(out, &piece{text: " "})
		case o == nil:
		case o.kind == oArray:
			elems, rest, _ := w.arrayElements(o)
			for _, x := range append(elems, rest) {
				out = append(out, w.walk(x, has, depth+1)...)
			}
		case o.kind == oFunction && depth < 8: // children that are a function
			made, _ := w.invoke(&invocation{ins: w.inv.ins, fn: Value{e}, args: callArgs{rest: unknownValue}, sub: int32(e.A), why: "renders", bits: has, keep: true})
			out = append(out, w.walk(made, has, depth+8)...)
		default:
			if _, ok := in.elements[o]; ok {
				out = append(out, w.element(o, has, depth)...)
			}
		}
	}
	return out
}

// element is what one element shows.
func (w *walker) element(o *Object, bits Bits, depth int) []*piece {
	in := w.in
	if w.seen[o] {
		return nil
	}
	if w.seen == nil {
		w.seen = map[*Object]bool{}
	}
	w.seen[o] = true
	defer delete(w.seen, o)
	var out []*piece
	props := in.read(in.prop(o, "props"), w.act)
	for _, t := range in.read(in.prop(o, "type"), w.act) {
		info := &in.atoms[t.A]
		switch {
		case info.kind == kString:
			out = append(out, w.host(o, info.str, props, bits, depth))
		case info.kind == kUnknown:
			out = append(out, w.host(o, w.named(o), props, bits, depth))
		case info.obj != nil && info.obj.typ == providerType:
			in.add(in.prop(info.obj.home, "#value"), w.optionalGet(props, "value"))
			out = append(out, w.walk(w.optionalGet(props, "children"), bits, depth+1)...)
		case info.obj != nil:
			if r := w.component(o, bits); r != nil {
				out = append(out, &piece{comp: r})
			}
		}
	}
	return out
}

// named is the name that the source calls an element by whose code is not there.
func (w *walker) named(o *Object) string {
	if name := w.in.elements[o].ins.Name; name != "" {
		return wxml.Kebab(name)
	}
	return "component"
}

func (w *walker) host(o *Object, tagName string, props Value, bits Bits, depth int) *piece {
	s := &piece{tag: tagName, el: o, props: props, bits: bits, self: w.r.self}
	w.referred(o, props)
	s.below = w.walk(w.optionalGet(objectsOnly(w.in, props), "children"), bits, depth+1)
	return s
}

// component is the rendering of an element whose type is a component.
func (w *walker) component(o *Object, bits Bits) *rendering {
	in := w.in
	key := renderKey{w.r.owner, o}
	r := in.renderings[key]
	if r != nil {
		if less := r.bits & bits; less != r.bits {
			r.bits = less
			in.enqueue(r.drive)
		}
		return r
	}
	if len(in.renderings) >= maxComponents || w.r.depth > maxNest {
		in.hit("a page shows too many components: those beyond the bound are not followed")
		return nil
	}
	r = &rendering{owner: w.r.owner, el: o, bits: bits, words: w.r.words, depth: w.r.depth + 1}
	if in.renderings == nil {
		in.renderings = map[renderKey]*rendering{}
	}
	in.renderings[key] = r
	in.drive(r, func(c *nativeCall) (Value, Value) {
		return objectsOnly(in, in.read(in.prop(o, "type"), c.act)), in.read(in.prop(o, "props"), c.act)
	})
	return r
}

type renderKey struct {
	owner *Instance
	el    *Object
}

// renderedBy is the page or the app on whose behalf a component runs.
func (in *Interp) renderedBy(a *Activation) *Instance {
	return onBehalf(a, func(a *Activation) *Instance { return in.driven[a] })
}

// enterHook lets the framework call a method or hook of a component, with what held
// when the component was rendered.
func (c *nativeCall) enterHook(i *Instance, fn, this Value, name, phase string, bits Bits) {
	in := c.in
	path := ""
	if i != nil {
		path = i.path
	}
	arg := unknownValue
	if (name == "onLoad" || name == "useLoad") && i != nil {
		arg = in.queryOf(path).val()
	}
	for _, e := range fn {
		o := in.atoms[e.A].obj
		if o == nil || o.kind != oFunction {
			c.later(Value{e}, this, []Value{arg}, 30, bits, "life-cycle "+name)
			continue
		}
		a := in.activation(o, in.context(ctxKey{entry: path + " " + name, site: c.inv.ins}))
		must := c.st.must.gain(in.known(e)).gain(bits)
		key := edgeKey{site: c.inv.ins, sub: int32(e.A)}
		ed := &edge{edgeKey: key, must: must, may: must & consentFacts}
		if a.edges[key] == nil {
			ed.entry = &Entry{Words: "life-cycle " + name + " of " + path, Short: name, Phase: phase, Page: path, Unit: o.fn.Unit, Pos: o.fn.NamePos, End: o.fn.NamePos, First: i != nil && i.first}
			in.entries = append(in.entries, ed.entry)
		}
		in.enter(a, ed, this, callArgs{list: []Value{arg, unknownValue}})
	}
}
