package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/wxml"
)

// tickEvents are the events by which a component tells that it was ticked.
var tickEvents = map[string]bool{"change": true, "input": true, "update:modelvalue": true, "update:value": true, "update:checked": true}

// tells says whether an element listens to such an event.
func tells(el *wxml.Element) bool {
	return slices.ContainsFunc(el.Events, func(e wxml.Event) bool { return tickEvents[e.Name] })
}

// givenTrue tells whether a property that an element sets is true.
func (c *nativeCall) givenTrue() bool {
	for _, o := range c.in.objects(c.arg(2)) {
		for _, name := range o.order {
			if v := c.in.read(o.props[name], c.act); len(v) == 1 && v[0].A == atomTrue {
				return true
			}
		}
	}
	return false
}

// tickComponent tells whether an element is a tick box that the program made itself: a
// component beside a text about an agreement that is given a flag, and says by an event
// what became of it (G5). The result is what a truthy value of that event proves.
func (c *nativeCall) tickComponent(el *wxml.Element, child *Instance, event string) Bits {
	if !tickEvents[event] || !c.givenFlag(el, child) || !c.in.besideAgreement(el) {
		return 0
	}
	return agreed
}

// givenFlag tells whether a property of a component, set where it is shown, is true or false.
func (c *nativeCall) givenFlag(el *wxml.Element, child *Instance) bool {
	for i := range el.Attrs {
		a := &el.Attrs[i]
		if !a.HasValue || a.Name == "disabled" || a.Name == "hidden" {
			continue
		}
		if p := child.data.props[camel(a.Name)]; p != nil && c.in.isFlag(c.in.read(p, c.act)) {
			return true
		}
	}
	return false
}

// isFlag tells whether a value is true or false, and may be false.
func (in *Interp) isFlag(v Value) bool {
	off := false
	for _, e := range v {
		switch e.A {
		case atomFalse:
			off = true
		case atomTrue, atomUndefined, atomUnknown:
		default:
			return false
		}
	}
	return off
}

// onTick makes handlers take what is truthy in their arguments as proof.
func (c *nativeCall) onTick(handlers Value, bits Bits) Value {
	var out Value
	for k, e := range handlers {
		o := c.in.object(c.act, oNative, c.inv.ins, 340+int32(k), nil)
		o.native, o.bound = tickedFunction, &bound{fn: Value{e}, data: bits}
		out = append(out, Elem{o.atom, e.T, e.F})
	}
	return valueOf(out...)
}

// tickedFunction calls a handler with what the event of a tick box brings.
var tickedFunction = &native{name: "handler of a tick box", may: true}

func init() {
	tickedFunction.call = func(c *nativeCall) Value {
		b := c.obj.bound
		inv := *c.inv
		inv.fn, inv.args = b.fn, callArgs{rest: c.inv.args.rest}
		for k, v := range c.inv.args.list {
			inv.args.list = append(inv.args.list, c.ticked(v, b.data.(Bits), int32(400+100*min(k, 3)), 0))
		}
		v, ok := c.invoke(&inv)
		if !ok {
			return nil
		}
		return v
	}
}

// maxTicked bounds how deep an event's detail is looked into.
const maxTicked = 2

// ticked is a value in which what is truthy proves bits: itself, and what objects in it hold.
func (c *nativeCall) ticked(v Value, bits Bits, sub int32, depth int) Value {
	var out []Elem
	for _, e := range v {
		o := c.in.atoms[e.A].obj
		switch {
		case o == nil:
			e.T = e.T.gain(bits)
			out = append(out, e)
		case o.kind == oPlain && depth < maxTicked:
			n := c.allocSub(oPlain, c.inv.ins, sub+int32(10*depth))
			n.open = o.open
			c.in.depend(&o.shape, c.act)
			for _, name := range o.order {
				c.in.add(c.in.prop(n, name), c.ticked(c.in.read(o.props[name], c.act), bits, sub, depth+1))
			}
			out = append(out, Elem{n.atom, e.T, e.F})
		default:
			out = append(out, e)
		}
	}
	return valueOf(out...)
}
