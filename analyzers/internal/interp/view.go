package interp

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/wxml"
)

// hostMethods are what render functions call; see package wxml for their contract.
var hostMethods map[string]*native

func init() {
	hostMethods = table("view", map[string]func(*nativeCall) Value{
		"on": viewOn, "use": viewUse, "list": firstArg, "index": unknownResult, "text": undefinedResult,
		"slot": undefinedResult, "model": viewModel, "wxs": viewWxs, "unknown": unknownResult, "template": undefinedResult,
	})
}

// startView runs the render function of an instance's view: it is what the user
// sees, so its conditions guard the handlers below them.
func (in *Interp) startView(i *Instance) {
	if i.view == nil || i.view.Unit == nil {
		return
	}
	st := in.viewModule(i.view)
	if i.host == nil {
		i.host = in.viewHost(i, "")
	}
	d := in.driver("view of "+i.path, func(c *nativeCall) Value {
		render := in.exportsOf(st, c.act)
		c.later(render, i.this.val(), []Value{i.host.val(), i.data.val()}, 1, 0, "")
		return single(atomUndefined, 0)
	})
	in.enter(d, &edge{entry: &Entry{Words: "view of " + i.path, Phase: "view", Page: i.path}}, unknownValue, callArgs{})
}

// viewModule is the module of a view, evaluated so that it exports its render function.
func (in *Interp) viewModule(v *jsparse.View) *moduleState {
	st := in.unitOf[v.Unit]
	if st == nil {
		st = &moduleState{view: v, file: v.File}
		in.initModule(st, v.Unit)
	}
	in.runModule(st, nil, nil)
	return st
}

// viewHost is what a render function calls: the table of that name, for an instance.
func (in *Interp) viewHost(i *Instance, typ string) *Object {
	h := in.newObject(oHost)
	h.typ = typ
	h.bound = &bound{data: i}
	return h
}

// viewCall is the instance and the element of a call from a render function.
func (c *nativeCall) viewCall() (*Instance, *wxml.Element) {
	i := c.obj.bound.obj.bound.data.(*Instance)
	v := c.arg(0)
	if len(v) != 1 {
		return i, nil
	}
	n := int(c.in.atoms[v[0].A].num)
	if n < 0 || n >= len(i.view.Elements) {
		return i, nil
	}
	return i, i.view.Elements[n]
}

// viewOn is an event binding: the handler runs with what the conditions around
// the element prove, and what the event itself proves.
func viewOn(c *nativeCall) Value {
	in := c.in
	i, el := c.viewCall()
	if el == nil {
		return nil
	}
	event, ok := in.constString(c.arg(1))
	if !ok {
		return nil
	}
	handler := join(c.handlers(i, c.arg(2)), c.functions(c.arg(2)))
	name, _ := in.constString(c.arg(2))
	listed := name == listedCalls
	if listed && i.uses[el.Tag] != nil {
		handler = join(handler, c.listedHandler(i, event, c.arg(3)))
	}
	if dispatches(name) && i.uses[el.Tag] != nil {
		handler = join(handler, c.dispatchedHandler(i, event, c.arg(3)))
	}
	if comp := i.uses[el.Tag]; comp != nil {
		if child := in.comps[comp]; child != nil {
			bound := c.bindHandler(i, handler, 300)
			if bits := c.tickComponent(el, child, event); bits != 0 {
				bound = c.onTick(bound, bits)
			}
			in.add(in.prop(child.listens, strings.ToLower(event)), bound)
		}
		if !bubbling[event] {
			return single(atomUndefined, 0) // only the component itself brings it
		}
	}
	if name == invoked {
		bits, detail := c.operated(i, el, event)
		c.eachInvoked(i, event, c.arg(3), detail, func(fn Value, args []Value) { c.fire(i, el, event, fn, bits, args) })
		return single(atomUndefined, 0)
	}
	if listed {
		bits, detail := c.operated(i, el, event)
		given := []Value{c.event(el, event, detail)}
		c.eachListed(i, event, c.arg(3), given, func(fn Value, args []Value) { c.fire(i, el, event, fn, bits, args) })
		return single(atomUndefined, 0)
	}
	if dispatches(name) {
		bits, detail := c.operated(i, el, event)
		given := c.event(el, event, detail)
		c.eachDispatched(i, event, c.arg(3), given, func(fn Value, args []Value) { c.fire(i, el, event, fn, bits, args) })
		return single(atomUndefined, 0)
	}
	if len(handler) > 0 {
		bits, detail := c.operated(i, el, event)
		c.fire(i, el, event, handler, bits, []Value{c.event(el, event, detail)})
	}
	return single(atomUndefined, 0)
}

// fire starts the handlers of an event.
func (c *nativeCall) fire(i *Instance, el *wxml.Element, event string, handler Value, bits Bits, given []Value) {
	in := c.in
	for _, e := range handler {
		o := in.atoms[e.A].obj
		if o == nil || o.kind != oFunction {
			if o != nil {
				may := c.st.may
				c.st.may = c.st.must & consentFacts // not what handlers before may have asked
				c.later(Value{e}, i.this.val(), given, 20, bits, "")
				c.st.may = may
			}
			continue
		}
		args := callArgs{list: slices.Clip(given)}
		if st := in.stateOf(o.fn.Unit); st != nil && st.mod != nil && !i.vue && len(c.functions(c.arg(2))) > 0 {
			args.list = append(args.list, in.ownerOf(i).val())
			for _, ev := range in.objects(listItem(given, 0)) {
				in.add(in.prop(ev, "instance"), in.ownerOf(i).val())
			}
		}
		a := in.activation(o, in.context(ctxKey{entry: "event " + i.path, site: c.inv.ins, parent: nil}))
		must := c.st.must.gain(in.known(e)).gain(bits)
		words := event + " on " + describe(el) + " in " + el.File
		key := edgeKey{site: c.inv.ins, from: nil, sub: int32(e.A)}
		if a.edges[key] == nil {
			en := &Entry{Words: words, Short: event + " " + o.fn.Name, Phase: "user", Page: i.path, Unit: c.act.fn.Unit, Pos: c.inv.ins.Pos, End: c.inv.ins.End, First: i.first}
			in.entries = append(in.entries, en)
			in.enter(a, &edge{edgeKey: key, entry: en, must: must, may: must & consentFacts}, i.this.val(), args)
			continue
		}
		in.enter(a, &edge{edgeKey: key, must: must, may: must & consentFacts}, i.this.val(), args)
	}
}

// bubbling events reach a component's tag from what it renders.
var bubbling = map[string]bool{
	"tap": true, "longpress": true, "longtap": true, "touchstart": true, "touchmove": true, "touchend": true,
	"touchcancel": true, "touchforcechange": true, "transitionend": true, "animationstart": true,
	"animationiteration": true, "animationend": true,
}

// automatic events come without the user doing anything.
var automatic = map[string]bool{
	"load": true, "error": true, "ready": true, "initdone": true, "timeupdate": true, "ended": true, "waiting": true,
	"progress": true, "loadedmetadata": true, "transitionend": true, "animationstart": true, "animationiteration": true,
	"animationend": true, "statechange": true, "updated": true, "scancode": true,
}

// will is what the user wants who operates an element: what it offers, unless it is
// the refusing control of the program's own panel.
func (c *nativeCall) will(i *Instance, el *wxml.Element) Bits {
	if c.panelRefuse(i, el) {
		return denied
	}
	return willing
}

// handlers are the methods that a handler's name stands for.
func (c *nativeCall) handlers(i *Instance, name Value) Value {
	names, _ := c.in.keys(name)
	var out Value
	for _, n := range names {
		for _, e := range c.getOwn(c.inv.ins, i.this, Elem{A: i.this.atom}, n) {
			if c.in.atoms[e.A].kind == kObject {
				out = join(out, Value{e})
			}
		}
	}
	return out
}

// functions are the handlers that a view has as code.
func (c *nativeCall) functions(v Value) Value {
	var out Value
	for _, e := range v {
		if o := c.in.atoms[e.A].obj; o != nil && o.kind == oFunction {
			out = join(out, Value{e})
		}
	}
	return out
}

// bindHandler keeps the instance with a handler that a component will call, and
// what the conditions around the component's tag prove.
func (c *nativeCall) bindHandler(i *Instance, fn Value, sub int32) Value {
	var out Value
	for k, e := range fn {
		o := c.in.object(c.act, oNative, c.inv.ins, sub+int32(k), nil)
		o.native, o.bound = boundFunction, &bound{this: i.this.val(), fn: Value{e}}
		out = append(out, Elem{o.atom, c.st.held(), c.st.held()})
	}
	return valueOf(out...)
}

func describe(el *wxml.Element) string {
	if t := el.Text(); t != "" && len([]rune(t)) <= 16 {
		return "<" + el.Tag + "> " + t
	}
	return "<" + el.Tag + ">"
}

// event is the event object that a handler receives.
func (c *nativeCall) event(el *wxml.Element, name string, detail Value) Value {
	in := c.in
	ev := c.allocSub(oPlain, c.inv.ins, 1)
	target := c.allocSub(oPlain, c.inv.ins, 2)
	ev.open, target.open = true, true
	in.add(in.prop(ev, "detail"), detail)
	in.add(in.prop(ev, "type"), single(in.str(name), 0))
	in.add(in.prop(target, "dataset"), objectsOr(in, c.arg(3)))
	for _, k := range []string{"currentTarget", "target"} {
		in.add(in.prop(ev, k), target.val())
	}
	if in.prog.Framework != "" || in.vue2 != nil || in.kbone() { // mpvue, uni-app and WePY keep the platform's event, and some copy its detail
		in.add(in.prop(ev, "mp"), ev.val())
		in.add(in.prop(ev, "$wx"), ev.val())
		in.add(in.prop(target, "value"), c.optionalGet(detail, "value"))
		if in.kbone() && tickControl[el.Tag] {
			in.add(in.prop(target, "checked"), c.optionalGet(detail, "value"))
		}
	}
	return ev.val()
}

func objectsOr(in *Interp, v Value) Value {
	for _, o := range in.objects(v) {
		o.open = true
	}
	if len(objectsOnly(in, v)) == 0 {
		return unknownValue
	}
	return v
}

// viewUse is an element with attributes: a component's properties, or a native
// element.
func viewUse(c *nativeCall) Value {
	i, el := c.viewCall()
	if el == nil {
		return nil
	}
	c.shows(i, el)
	if comp := i.uses[el.Tag]; comp != nil {
		c.passProperties(comp)
		return single(atomUndefined, 0)
	}
	if el.Tag == "navigator" {
		c.query(c.optionalGet(c.arg(2), "url"))
	}
	c.nativeElement(i, el)
	c.fieldOfForm(i, el)
	c.watched(i, c.arg(2))
	c.tickedControl(el)
	return single(atomUndefined, 0)
}

// passProperties gives a component the attributes of its tag.
func (c *nativeCall) passProperties(comp *jsparse.Component) {
	in := c.in
	child := in.comps[comp]
	if child == nil {
		return
	}
	for _, o := range in.objects(c.arg(2)) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			v := tag(in.read(o.props[name], c.act), c.st.held())
			if name == compiledProps && child.data != child.this {
				c.passCompiled(child, v)
				continue
			}
			in.add(in.prop(child.data, camel(name)), v)
		}
	}
}

// compiledProps is the attribute by which compiled views of uni-app give all properties.
const compiledProps = "u-p"

// passCompiled gives a component what a compiled view made for it.
func (c *nativeCall) passCompiled(child *Instance, props Value) {
	in := c.in
	for _, o := range in.objects(props) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			in.add(in.prop(child.this, camel(name)), tag(in.read(o.props[name], c.act), c.st.held()))
		}
	}
}

func camel(name string) string {
	parts := strings.Split(name, "-")
	for i := 1; i < len(parts); i++ {
		if parts[i] != "" {
			parts[i] = strings.ToUpper(parts[i][:1]) + parts[i][1:]
		}
	}
	return strings.Join(parts, "")
}

// nativeElement notes the data that goes to an element which is a sink, and the
// elements that are sources by themselves.
func (c *nativeCall) nativeElement(i *Instance, el *wxml.Element) {
	attr := func(name string) (string, bool) { return el.Attr(name) }
	for _, s := range c.in.cat.ElementSinks(el.Tag, attr) {
		for _, key := range s.Keys {
			v := c.optionalGet(c.arg(2), key)
			url := Value(nil)
			if key == s.URLKey {
				url = v
			}
			c.sink(s, c.inv.ins, v, url)
		}
	}
}

// viewModel is a two-way binding: the field takes what the user enters.
func viewModel(c *nativeCall) Value {
	i, el := c.viewCall()
	if path, ok := c.in.constString(c.arg(1)); ok && el != nil {
		v := unknownValue
		if bits := c.agreementControl(el); bits != 0 {
			v = tickable(el.Tag, bits)
		} else if p := i.data.props[path]; i.uses[el.Tag] != nil && p != nil && c.in.isFlag(c.in.read(p, c.act)) && c.in.besideAgreement(el) {
			v = boolean(true, true, agreed, 0)
		}
		c.setPath(i.data, path, v)
	}
	return single(atomUndefined, 0)
}

// viewWxs is a module of the view's own language: pure functions.
func viewWxs(c *nativeCall) Value {
	if id, ok := c.in.constString(c.arg(0)); ok {
		if m := c.in.prog.Modules[id]; m != nil {
			if st := c.in.moduleState(m); st != nil {
				c.in.runModule(st, c.act, c.inv.ins)
				return c.in.exportsOf(st, c.act)
			}
		}
	}
	return unknownValue
}

// tickable is the value of an agreement control: it is truthy, or not empty, only
// when the user ticked it.
func tickable(tagName string, bits Bits) Value {
	if tagName == "switch" {
		return boolean(true, true, bits, 0)
	}
	return Value{{atomUnknown, bits, 0}}
}

// agreementControl tells whether an element is an unticked control beside a text
// about an agreement (G5), and what ticking it proves.
func (c *nativeCall) agreementControl(el *wxml.Element) Bits {
	switch el.Tag {
	case "checkbox-group", "radio-group", "checkbox", "radio", "switch", "van-checkbox", "t-checkbox", "mp-checkbox":
	default:
		return 0
	}
	if !c.in.besideAgreement(el) {
		return 0
	}
	return agreed
}

// besideAgreement tells whether an element that is not ticked from the start stands
// beside a text about an agreement.
func (in *Interp) besideAgreement(el *wxml.Element) bool {
	if in.startsTicked(el) {
		return false
	}
	text := el.Text()
	if !in.cat.AgreementText(text) {
		p := el.Parent
		if text != "" && p != nil && el.Tag != "checkbox" && el.Tag != "radio" && el.Tag != "switch" && strings.TrimSpace(text) != "" && len([]rune(text)) > 2 {
			return false
		}
		for k := 0; k < 2 && p != nil; k++ {
			if t := p.Text(); t != "" {
				text = t
				break
			}
			p = p.Parent
		}
	}
	if text == "" && el.Parent == nil {
		text = in.inRow(el)
	}
	return in.cat.AgreementText(text) || text == "" && in.showsAgreement(el)
}

// ticksByTap: a tap on an element ticks the one agreement control in it, when the
// element holds nothing else that a user can do.
func (c *nativeCall) ticksByTap(el *wxml.Element) Bits {
	var ticks []*wxml.Element
	other := false
	el.Walk(func(e *wxml.Element) bool {
		switch {
		case tickControl[e.Tag]:
			ticks = append(ticks, e)
		case e != el && (e.Tag == "button" || e.Tag == "input" || e.Tag == "textarea" || e.Tag == "form"):
			other = true
		}
		return true
	})
	if other || len(ticks) != 1 {
		return 0
	}
	return c.agreementControl(ticks[0])
}

// panelAgree tells whether an element is the agreeing control of the app's own
// panel (G4b): its label agrees, and the smallest part of the view that also holds
// a refusing control speaks of privacy, a policy or the data.
func (c *nativeCall) panelAgree(i *Instance, el *wxml.Element) bool {
	return c.panelControl(i, el, c.in.cat.AgreeLabel, c.in.cat.RefuseLabel)
}

// panelRefuse tells the refusing control of such a panel.
func (c *nativeCall) panelRefuse(i *Instance, el *wxml.Element) bool {
	return c.panelControl(i, el, c.in.cat.RefuseLabel, c.in.cat.AgreeLabel)
}

// panelControl: an element whose label is of one kind, in a panel that asks for
// consent and has a control of the other kind.
func (c *nativeCall) panelControl(i *Instance, el *wxml.Element, own, other func(string) bool) bool {
	in := c.in
	if !in.labelled(el, own) {
		return false
	}
	for p := el.Parent; p != nil; p = p.Parent {
		if in.hasControl(p, el, other) {
			return in.panelAsks(i, p)
		}
	}
	// The controls may stand side by side at the top of the file.
	if i.view.Tree != nil {
		for _, n := range i.view.Tree.Nodes {
			if top, ok := n.(*wxml.Element); ok && in.hasControl(top, el, other) {
				return in.asksForConsent(i.view.Tree.Nodes)
			}
		}
	}
	return false
}

// maxLabel is the length of a control's label in characters; more is a text.
const maxLabel = 30

// hasControl: below p stands an element other than except with events and such a label.
func (in *Interp) hasControl(p, except *wxml.Element, label func(string) bool) bool {
	found := false
	p.Walk(func(e *wxml.Element) bool {
		if e == except {
			return false
		}
		if len(e.Events) > 0 && in.labelled(e, label) {
			found = true
		}
		return !found
	})
	return found
}
