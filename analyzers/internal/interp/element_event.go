package interp

import (
	"slices"
	"strconv"
	"strings"

	"github.com/minivet/minivet/jsparse/wxml"
)

// operated is what holds when a user operates an element, and the detail of the event.
func (c *nativeCall) operated(i *Instance, el *wxml.Element, event string) (Bits, Value) {
	bits, detail := c.eventGuard(i, el, event)
	if !automatic[event] {
		bits = c.will(i, el).gain(bits)
	}
	return bits, detail
}

// shows keeps the attributes of an element for its events: some say what it is, and
// may be computed.
func (c *nativeCall) shows(i *Instance, el *wxml.Element) {
	if len(el.Events) == 0 || !computesAttribute(el) {
		return
	}
	if i.shown == nil {
		i.shown = c.in.newObject(oPlain)
	}
	c.in.add(c.in.prop(i.shown, strconv.Itoa(el.Index)), objectsOnly(c.in, c.arg(2)))
}

func computesAttribute(el *wxml.Element) bool {
	return slices.ContainsFunc(el.Attrs, func(a wxml.Attr) bool { return !a.Constant() })
}

// attribute looks up an attribute of an element: its text, or the texts that the view
// is seen to give it, joined by |. One that is handed on and that nobody gives has none:
// the button of a component library is not all that it could be.
func (c *nativeCall) attribute(i *Instance, el *wxml.Element) func(name string) (string, bool) {
	return func(name string) (string, bool) {
		v, ok := c.computed(i, el, name)
		if !ok {
			return el.Attr(name)
		}
		texts, _ := c.in.keys(v)
		return strings.Join(texts, "|"), true
	}
}

// computed is what the view, or the code that makes the element, gives a computed attribute.
func (c *nativeCall) computed(i *Instance, el *wxml.Element, name string) (Value, bool) {
	a := el.AttrOf(name)
	if a == nil || a.Constant() {
		return nil, false
	}
	if s := i.pieces[el]; s != nil {
		return c.optionalGet(objectsOnly(c.in, s.props), camel(name)), true
	}
	if i.shown == nil {
		return nil, false
	}
	return c.optionalGet(c.optionalGet(i.shown.val(), strconv.Itoa(el.Index)), name), true
}

// eventGuard is what an event proves (G3, G4b, G6), and its detail (G5).
func (c *nativeCall) eventGuard(i *Instance, el *wxml.Element, event string) (Bits, Value) {
	in := c.in
	var bits Bits
	detail := unknownValue
	for _, g := range in.cat.EventGuard(event) {
		if !g.On(in.platform) || !opens(el, event) {
			continue
		}
		switch {
		case g.Covers == "all":
			bits |= agreed
		case g.Covers == "scope-key":
			o := c.allocSub(oPlain, c.inv.ins, 4)
			o.open = true
			in.add(in.prop(o, "authSetting"), in.authSetting().val())
			detail = o.val()
		case g.Covers == "scope-attribute":
			if name, ok := el.Attr("scope"); ok {
				bits |= in.bits.granted(name)
			}
		case strings.HasPrefix(g.Covers, "category:"):
			bits |= in.bits.categoryBit(strings.TrimPrefix(g.Covers, "category:"))
		}
	}
	if (event == "tap" || event == "click" || event == "touchend") && c.panelAgree(i, el) {
		bits |= agreed
	}
	if event == "tap" || event == "click" {
		bits |= c.ticksByTap(el)
	}
	if event == "change" || event == "input" || event == "click" || event == "tap" {
		if b := c.agreementControl(el); b != 0 {
			o := c.allocSub(oPlain, c.inv.ins, 5)
			o.open = true
			in.add(in.prop(o, "value"), tickable(el.Tag, b))
			detail = o.val()
		}
	}
	if el.Tag == "form" && event == "submit" {
		o := c.allocSub(oPlain, c.inv.ins, 7)
		o.open = true
		in.add(in.prop(o, "value"), in.formOf(i, el).val())
		detail = o.val()
	}
	for _, api := range in.cat.Components(el.Tag, c.attribute(i, el)) {
		for _, ev := range api.Events {
			if ev == event && api.IsSource() {
				src := in.source(api, c.inv.ins, c.act.fn.Unit, nil)
				in.handedBy(src)
				o := c.allocSub(oPlain, c.inv.ins, 6)
				o.open = true
				for _, f := range api.Fields {
					name := strings.TrimPrefix(f, "detail.")
					in.add(in.prop(o, root(name)), single(in.unknown(in.label(src, "detail."+root(name))), 0))
				}
				detail = o.val()
			}
		}
	}
	return bits, detail
}

func root(path string) string {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return path
}

// opens tells whether the element's open-type brings the event. One that is
// computed may.
func opens(el *wxml.Element, event string) bool {
	v, ok := el.Attr("open-type")
	if !ok {
		return false
	}
	if strings.Contains(v, "{{") {
		return true
	}
	for _, t := range strings.Split(v, "|") {
		if strings.EqualFold(strings.TrimSpace(t), event) {
			return true
		}
	}
	return false
}
