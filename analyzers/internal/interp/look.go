package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/wxml"
)

// tickControl are the elements that a user ticks.
var tickControl = map[string]bool{
	"checkbox": true, "radio": true, "switch": true, "van-checkbox": true, "t-checkbox": true, "mp-checkbox": true,
}

// firstLook is the type of the host for views as they are before anything happened.
const firstLook = "first "

// lookMethods are those of [hostMethods] that tell what a view shows.
var lookMethods map[string]*native

func init() {
	lookMethods = table("look", map[string]func(*nativeCall) Value{
		"on": undefinedResult, "use": lookUse, "list": firstArg, "index": unknownResult, "text": labelText,
		"slot": undefinedResult, "model": undefinedResult, "wxs": viewWxs, "unknown": unknownResult, "template": undefinedResult,
	})
}

// lookFirst renders the views that hold agreement controls with the data that
// programs register, before any code of theirs changes it, and notes what is ticked.
func (in *Interp) lookFirst() {
	in.looking = firstLook
	for _, i := range in.instances {
		if i.view == nil || i.view.Unit == nil || !slices.ContainsFunc(i.view.Elements, func(el *wxml.Element) bool { return in.hasTicks(i, el) }) {
			continue
		}
		in.look(i, firstLook)
	}
	in.drain()
	in.looking = ""
}

// look renders the view of an instance with a host of its own.
func (in *Interp) look(i *Instance, typ string) {
	st, host := in.viewModule(i.view), in.viewHost(i, typ)
	d := in.driver(typ+"look at "+i.path, func(c *nativeCall) Value {
		c.later(in.exportsOf(st, c.act), i.this.val(), []Value{host.val(), i.data.val()}, 1, 0, "")
		return single(atomUndefined, 0)
	})
	in.enter(d, &edge{entry: &Entry{Words: "view of " + i.path, Phase: "view", Page: i.path}}, unknownValue, callArgs{})
}

// hasTicks tells elements that are ticked, or lead to some in a component of the program.
func (in *Interp) hasTicks(i *Instance, el *wxml.Element) bool {
	if tickControl[el.Tag] {
		return true
	}
	comp := i.uses[el.Tag]
	if comp == nil {
		return false
	}
	if tells(el) && in.besideAgreement(el) {
		return true
	}
	return comp.View != nil && slices.ContainsFunc(comp.View.Elements, func(el *wxml.Element) bool { return tickControl[el.Tag] })
}

// lookUse hands a component its properties; the first look notes a control that is ticked.
func lookUse(c *nativeCall) Value {
	i, el := c.viewCall()
	if el == nil || !c.lookedAt() {
		return single(atomUndefined, 0)
	}
	if comp := i.uses[el.Tag]; comp != nil {
		c.passProperties(comp)
		if c.in.looking == firstLook && tells(el) && c.givenTrue() {
			c.in.ticked[el] = true
		}
	}
	if c.in.looking == firstLook && tickControl[el.Tag] && c.in.isTicked(c.optionalGet(c.arg(2), "checked")) {
		c.in.ticked[el] = true
	}
	return single(atomUndefined, 0)
}

// lookedAt tells whether a view is rendered for the look that is under way: one that was
// rendered for an earlier look is so again when its data changes.
func (c *nativeCall) lookedAt() bool { return c.in.looking == c.obj.bound.obj.typ }

// isTicked: the value is there, and nothing that it may be is falsy. (Any text
// counts as true, "false" as well; an empty one is the attribute by its name alone.)
func (in *Interp) isTicked(v Value) bool {
	on := false
	for _, e := range v {
		switch {
		case e.A == atomUndefined:
		case e.A != atomEmpty && in.truth(e.A)&mayFalse != 0:
			return false
		default:
			on = true
		}
	}
	return on
}

// startsTicked tells whether a control, or one in a group, is ticked from the start.
func (in *Interp) startsTicked(el *wxml.Element) bool {
	on := false
	el.Walk(func(e *wxml.Element) bool {
		on = on || in.ticked[e]
		return !on
	})
	return on
}
