package interp

import (
	"sort"
	"strings"
)

// A build of WePY 2 hands the options of the app, of pages and components to app, page and
// component of the runtime in it, together with what was compiled of the view: handlers
// and models by a number. The view calls all of them by one method of the runtime, with
// the number as data: bind:tap="__dispatcher" data-wpy-evt="5-1". What the handler needs of
// a loop is data, too: data-wpytap-a="{{item}}" is its first argument.

// dispatches tells the name of that method; in early versions it was another.
func dispatches(name string) bool { return name == "__dispatcher" || name == "_proxy" }

var wepy2Natives map[string]*native

// wepy2Built is the runtime of WePY 2.
func wepy2Built(in *Interp) *Object {
	if wepy2Natives == nil {
		wepy2Natives = table("runtime of wepy 2", map[string]func(*nativeCall) Value{
			"app": wepy2Register, "page": wepy2Register, "component": wepy2Register,
			"use": undefinedResult, "mixin": injectMixins, "nextTick": timer, "observe": undefinedResult, "set": undefinedResult, "delete": undefinedResult,
		})
	}
	return in.framework("runtime of wepy 2", oNamespace, wepy2Natives)
}

// wepy2Register makes options those of the app, the page or the component.
func wepy2Register(c *nativeCall) Value {
	if i := c.vueOwner(); i != nil {
		c.in.add(c.in.prop(i.this, "$rel"), objectsOnly(c.in, c.arg(1)))
		c.vueDescribe(i, c.vueMixins(c.arg(0)))
	}
	return single(atomUndefined, 0)
}

// eachDispatched visits what is called for an event; event is what the platform hands over.
func (c *nativeCall) eachDispatched(i *Instance, name string, dataset, event Value, visit func(fn Value, args []Value)) {
	in := c.in
	data := objectsOnly(in, dataset)
	for _, o := range in.objects(event) {
		in.add(in.prop(o, "$wx"), event)
	}
	of := func(table, id string) Value {
		v := c.optionalGet(i.this.val(), "$rel")
		ids, _ := in.keys(c.optionalGet(data, id))
		var out Value
		for _, key := range ids {
			out = join(out, objectsOnly(in, c.optionalGet(objectsOnly(in, c.optionalGet(v, table)), key)))
		}
		return out
	}
	visit(c.functions(c.optionalGet(of("handlers", "wpyEvt"), name)), append(c.loopData(data, "wpy"+camel(name)), event))
	model := of("models", "modelId")
	if t, _ := in.constString(c.optionalGet(model, "type")); t == name {
		visit(c.functions(c.optionalGet(model, "handler")), append([]Value{c.path(event, "detail.value")}, c.loopData(data, "model")...))
	}
}

// loopData are the data of an element whose names begin with a prefix and end in a letter,
// in the order of these.
func (c *nativeCall) loopData(data Value, prefix string) []Value {
	var out []Value
	for _, o := range c.in.objects(data) {
		c.in.depend(&o.shape, c.act)
		var names []string
		for _, name := range o.order {
			if rest, ok := strings.CutPrefix(name, prefix); ok && len(rest) == 1 {
				names = append(names, name)
			}
		}
		sort.Strings(names)
		for k, name := range names {
			if k == len(out) {
				out = append(out, nil)
			}
			out[k] = join(out[k], c.in.read(o.props[name], c.act))
		}
	}
	return out
}

// dispatchedHandler is the function that a component calls for an event whose handler has
// a number.
func (c *nativeCall) dispatchedHandler(i *Instance, event string, dataset Value) Value {
	return c.boundNative(dispatchedHandler, 311, &bound{this: dataset, data: listedEvent{i, event}}).val()
}

var dispatchedHandler = &native{name: "numbered handler of a component's event"}

func init() {
	dispatchedHandler.call = func(c *nativeCall) Value {
		in, on, n := c.in, c.obj.bound.data.(listedEvent), int32(0)
		event, detail := c.allocSub(oPlain, c.inv.ins, 312), c.allocSub(oPlain, c.inv.ins, 313)
		event.open = true
		in.add(in.prop(event, "detail"), detail.val())
		in.add(in.prop(event, "type"), single(in.str(on.event), 0))
		in.add(in.prop(detail, "arguments"), c.newArray(314, c.inv.args.list, c.inv.args.rest))
		c.eachDispatched(on.of, on.event, c.obj.bound.this, event.val(), func(fn Value, args []Value) {
			n++
			c.now(fn, on.of.this.val(), args, n)
		})
		return single(atomUndefined, 0)
	}
}
