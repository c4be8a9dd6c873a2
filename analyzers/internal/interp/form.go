package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/wxml"
)

// formKey is a form of a page or component.
type formKey struct {
	i    *Instance
	form *wxml.Element
}

// formOf is the object of a form's fields by name, as its submit event hands it over.
// What the user enters is unknown.
func (in *Interp) formOf(i *Instance, form *wxml.Element) *Object {
	key := formKey{i, form}
	o := in.forms[key]
	if o == nil {
		o = in.newObject(oPlain)
		o.open = true
		in.forms[key] = o
	}
	return o
}

// fieldOfForm notes what a named field of a form holds before the user changes it.
func (c *nativeCall) fieldOfForm(i *Instance, el *wxml.Element) {
	name, ok := el.Attr("name")
	if !ok {
		return
	}
	form := el.Closest("form")
	if form == nil || form == el {
		return
	}
	in := c.in
	for _, attrs := range in.objects(c.arg(2)) {
		if value := attrs.props["value"]; value != nil {
			field := in.prop(in.formOf(i, form), name)
			in.add(field, unknownValue)
			in.link(value, field, c.st.held()) // not read: the view need not be evaluated again
		}
	}
}

// handedBy notes an element that the user hands data over with, to a handler.
func (in *Interp) handedBy(s *Source) {
	if !slices.Contains(in.controls, s) {
		in.controls = append(in.controls, s)
	}
}
