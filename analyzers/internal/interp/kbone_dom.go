package interp

import "github.com/minivet/minivet/jsparse"

// The window and the document that kbone gives each page, as far as programs reach the
// platform, the user or storage by them. Elements that code makes by hand are those that
// components are rendered to: see react_render.go.

// windowOf is the window of a page.
func (in *Interp) windowOf(p *jsparse.Page) *Object {
	w := in.programWide("window of " + p.Path)
	if w.open {
		return w
	}
	w.open, w.typ = true, ofWindow
	in.add(in.protoOf(w), in.windowMembers().val())
	in.add(in.prop(w, "document"), in.documentOf(p).val())
	for _, name := range []string{"window", "self"} {
		in.add(in.prop(w, name), w.val())
	}
	return w
}

// ofWindow is the type of windows.
const ofWindow = "window of kbone"

// windowMembers are what windows have in common.
func (in *Interp) windowMembers() *Object {
	m := in.programWide("members of windows")
	if m.open {
		return m
	}
	m.open = true
	in.methodsOf(m, windowNatives)
	in.add(in.prop(m, "wx"), in.namespace("wx").val())
	for _, name := range []string{"localStorage", "sessionStorage"} {
		o := in.programWide(name)
		o.open = true
		if name == "localStorage" {
			in.methodsOf(o, localStorageNatives)
		}
		in.add(in.prop(m, name), o.val())
	}
	return m
}

func (in *Interp) methodsOf(o *Object, natives map[string]*native) {
	for _, name := range sortedKeys(natives) {
		in.add(in.prop(o, name), in.nativeObject(natives[name]).val())
	}
}

var windowNatives, localStorageNatives, documentNatives, domNatives map[string]*native

func init() {
	windowNatives = table("window", map[string]func(*nativeCall) Value{
		"addEventListener": windowListens, "removeEventListener": undefinedResult, "$$trigger": undefinedResult,
		"requestAnimationFrame": timer, "XMLHttpRequest": newXHR,
	})
	localStorageNatives = table("localStorage", map[string]func(*nativeCall) Value{"getItem": localGet, "setItem": localSet, "removeItem": undefinedResult})
	documentNatives = table("document", map[string]func(*nativeCall) Value{
		"createElement": domCreate, "createElementNS": func(c *nativeCall) Value { return c.domElement(c.arg(1)) },
		"createTextNode": firstArg, "addEventListener": windowListens, "removeEventListener": undefinedResult,
		"getElementById": unknownResult, "querySelector": unknownResult, "querySelectorAll": unknownResult,
	})
	domNatives = table("element of a document", map[string]func(*nativeCall) Value{
		"addEventListener": domListens, "removeEventListener": undefinedResult, "setAttribute": domSet,
		"appendChild": domAppend, "insertBefore": domAppend, "append": domAppend, "replaceChild": domAppend,
	})
	xhrOpen, xhrSend = &native{name: "XMLHttpRequest.open", call: openXHR}, &native{name: "XMLHttpRequest.send", call: sendXHR}
}

// windowListens is window.addEventListener(event, handler).
func windowListens(c *nativeCall) Value {
	if i := c.kboneOwner(); i != nil {
		if event, ok := c.in.constString(c.arg(0)); ok {
			c.windowEvent(i, event, c.functions(c.arg(1)), 0)
			return single(atomUndefined, 0)
		}
	}
	c.later(c.functions(c.arg(1)), single(atomUndefined, 0), []Value{unknownValue}, 1, 0, "event of the window")
	return single(atomUndefined, 0)
}

// localKey is a key of localStorage among those of the platform's storage.
func (c *nativeCall) localKey(key Value) Value {
	names, known := c.in.keys(key)
	if !known {
		return unknownValue
	}
	var out Value
	for _, n := range names {
		out = join(out, single(c.in.str("localStorage "+n), 0))
	}
	return out
}

func localGet(c *nativeCall) Value { return join(c.stored(c.localKey(c.arg(0))), single(atomNull, 0)) }

func localSet(c *nativeCall) Value {
	c.store(c.localKey(c.arg(0)), c.arg(1))
	c.sinks("setStorageSync")
	return single(atomUndefined, 0)
}

// documentOf is the document of a page.
func (in *Interp) documentOf(p *jsparse.Page) *Object {
	d := in.programWide("document of " + p.Path)
	if !d.open {
		d.open = true
		in.methodsOf(d, documentNatives)
	}
	return d
}

// bodyElement is the body of a page's document; it is made where the page starts.
func (in *Interp) bodyElement(c *nativeCall, p *jsparse.Page) *Object {
	d := in.documentOf(p)
	for _, o := range in.objects(in.prop(d, "body").val) {
		return o
	}
	body := in.objects(c.domElement(single(in.str("view"), 0)))[0]
	for _, name := range []string{"body", "documentElement"} {
		in.add(in.prop(d, name), body.val())
	}
	return body
}

func domCreate(c *nativeCall) Value { return c.domElement(c.arg(0)) }

// domElement makes an element. What is written to its members by their names is among its
// attributes, too.
func (c *nativeCall) domElement(kind Value) Value {
	in := c.in
	props := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+subProps)
	if name, ok := in.constString(kind); ok && htmlElements[name] != "" {
		kind = single(in.str(htmlElements[name]), 0)
	}
	made := c.newElement(c.inv.ins, c.inv.sub*100+subElement, kind, props.val(), nil)
	for _, o := range in.objects(made) {
		o.open = true
		in.add(in.protoOf(o), in.domMembers().val())
		for _, name := range sortedKeys(domProps) {
			in.link(in.prop(o, name), in.prop(props, domProps[name]), 0)
		}
	}
	return made
}

// domProps are members of elements that are attributes, texts or handlers.
var domProps = map[string]string{
	"textContent": "children", "innerText": "children", "innerHTML": "children", "checked": "checked", "value": "value",
	"onclick": "onClick", "onchange": "onChange", "oninput": "onInput",
}

func (in *Interp) domMembers() *Object {
	m := in.programWide("members of elements")
	if !m.open {
		m.open = true
		in.methodsOf(m, domNatives)
	}
	return m
}

// referred hands an element that a component shows to what refers to it: a ref of React.
func (w *walker) referred(o *Object, props Value) {
	in := w.in
	if !in.kbone() {
		return
	}
	for k, e := range objectsOnly(in, w.optionalGet(objectsOnly(in, props), "ref")) {
		in.add(in.protoOf(o), in.domMembers().val())
		if len(w.functions(Value{e})) > 0 {
			w.now(Value{e}, single(atomUndefined, 0), []Value{o.val()}, int32(486+k%8))
		} else {
			in.add(in.prop(in.atoms[e.A].obj, "current"), o.val())
		}
	}
}

// eachProps visits the attributes of the elements that a method is called on.
func (c *nativeCall) eachProps(visit func(*Object)) {
	for _, o := range c.in.objects(c.this()) {
		if _, ok := c.in.elements[o]; ok {
			for _, p := range c.in.objects(c.in.read(c.in.prop(o, "props"), c.act)) {
				visit(p)
			}
			c.in.viewsChanged = true
		}
	}
}

func domListens(c *nativeCall) Value {
	event, _ := c.in.constString(c.arg(0))
	c.eachProps(func(p *Object) { c.vue2Handler(p, event, c.functions(c.arg(1))) })
	return single(atomUndefined, 0)
}

func domSet(c *nativeCall) Value {
	names, _ := c.in.keys(c.arg(0))
	c.eachProps(func(p *Object) {
		for _, name := range names {
			c.in.add(c.in.prop(p, camel(name)), c.arg(1))
		}
	})
	return single(atomUndefined, 0)
}

// domAppend adds children.
func domAppend(c *nativeCall) Value {
	in := c.in
	c.eachProps(func(p *Object) {
		list := in.programWide("children of " + itoa(int(p.atom)))
		list.kind = oArray
		in.add(in.prop(p, "children"), list.val())
		for _, child := range c.inv.args.list {
			in.add(in.anyProp(list), child)
		}
	})
	return c.arg(0)
}

// platformTag is the element of the platform that is made of one, in kbone.
func (in *Interp) platformTag(s *piece) string {
	if !in.kbone() {
		return s.tag
	}
	return jsparse.KboneTag(s.tag, func(name string) string {
		for _, p := range in.objects(s.props) {
			if cell := p.props[name]; cell != nil {
				if text, ok := in.constString(cell.val); ok {
					return text
				}
			}
		}
		return ""
	})
}

var xhrOpen, xhrSend *native

// newXHR is new XMLHttpRequest(), which kbone makes of wx.request.
func newXHR(c *nativeCall) Value {
	in := c.in
	o := c.allocSub(oPlain, c.inv.ins, 490)
	o.open = true
	in.add(in.prop(o, "open"), c.boundNative(xhrOpen, 491, &bound{obj: o}).val())
	in.add(in.prop(o, "send"), c.boundNative(xhrSend, 492, &bound{obj: o}).val())
	return o.val()
}

func openXHR(c *nativeCall) Value {
	c.in.add(c.in.prop(c.obj.bound.obj, "#url"), c.arg(1))
	return single(atomUndefined, 0)
}

// sendXHR sends what it is given to the address that open was given.
func sendXHR(c *nativeCall) Value {
	in, o := c.in, c.obj.bound.obj
	url := in.read(in.prop(o, "#url"), c.act)
	if s := in.cat.Sink("request"); s != nil {
		c.sink(s, c.inv.ins, url, url)
		c.sink(s, c.inv.ins, c.arg(0), url)
	}
	for k, name := range []string{"onload", "onreadystatechange", "onerror"} {
		if cell := o.props[name]; cell != nil {
			c.later(c.functions(in.read(cell, c.act)), o.val(), []Value{unknownValue}, int32(1+k), 0, name+" of the request")
		} else {
			in.absent(o, name, c.act)
		}
	}
	return single(atomUndefined, 0)
}
