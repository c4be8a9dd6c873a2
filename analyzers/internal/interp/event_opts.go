package interp

import "strings"

// Views that uni-app compiles for Vue 2 call methods by one handler, with the calls as data:
// bindtap="__e" data-event-opts="{{[['tap',[['open',['$0','$event'],[[['items','',i]]]]]]]}}".
// For an event there are calls: a method, its arguments, and what $0, $1 … among them stand
// for. The name of an event of a component has a ^ before it, that of one that is handled
// once a ~.

// listedCalls is that handler.
const listedCalls = "__e"

// eachListed visits the calls of an event; given is what the handler is given: the event,
// or what a component sends.
func (c *nativeCall) eachListed(i *Instance, event string, dataset Value, given []Value, visit func(fn Value, args []Value)) {
	data := objectsOnly(c.in, dataset)
	params := objectsOnly(c.in, c.optionalGet(data, "eventParams"))
	for _, option := range c.lists(c.optionalGet(data, "eventOpts")) {
		name, _ := c.in.constString(listItem(option, 0))
		own := strings.HasPrefix(name, "^")
		if !strings.EqualFold(strings.TrimLeft(name, "^~"), event) {
			continue
		}
		for _, call := range c.lists(listItem(option, 1)) {
			args := c.listedArgs(i, call, given, own)
			switch method, _ := c.in.constString(listItem(call, 0)); method {
			case "__set_model", "__set_sync":
				c.setListed(i, args, !own)
			case "$emit":
				visit(c.optionalGet(i.this.val(), method), args)
			default:
				if len(params) > 0 { // an expression takes what it needs of the event, which comes last
					args = append(args[:len(args):len(args)], given...)
				}
				visit(c.handlers(i, listItem(call, 0)), args)
			}
		}
	}
}

// lists are the arrays in an array.
func (c *nativeCall) lists(v Value) [][]Value {
	var out [][]Value
	for _, list := range c.in.objects(v) {
		elems, _, _ := c.arrayElements(list)
		for _, e := range elems {
			for _, o := range c.in.objects(e) {
				if parts, _, _ := c.arrayElements(o); len(parts) > 0 {
					out = append(out, parts)
				}
			}
		}
	}
	return out
}

func listItem(parts []Value, n int) Value {
	if n < len(parts) {
		return parts[n]
	}
	return nil
}

// listedArgs are the arguments of a call. A handler of a component's event that names none
// is given all that the component sends.
func (c *nativeCall) listedArgs(i *Instance, call, given []Value, own bool) []Value {
	args, extra := c.items(listItem(call, 1)), c.items(listItem(call, 2))
	if len(args) == 0 && own {
		return given
	}
	out := make([]Value, len(args))
	for k, arg := range args {
		out[k] = arg
		text, _ := c.in.constString(arg)
		n, numbered := strings.CutPrefix(text, "$")
		switch {
		case text == "$event":
			out[k] = listItem(given, 0)
		case numbered:
			for e, what := range extra {
				if n == itoa(e) {
					out[k] = c.listedValue(i, what, given)
				}
			}
		}
	}
	return out
}

// items are the elements of an array.
func (c *nativeCall) items(v Value) []Value {
	for _, o := range c.in.objects(v) {
		elems, _, _ := c.arrayElements(o)
		return elems
	}
	return nil
}

// listedValue is what $0 stands for: a field of the instance or the event, or an element
// of a list: [['items', 'id', item.id, 'sub'], …], each of what the one before it found.
func (c *nativeCall) listedValue(i *Instance, what Value, given []Value) Value {
	this := i.this.val()
	if text, ok := c.in.constString(what); ok {
		event, found := strings.CutPrefix(text, "$event.")
		switch {
		case text == "":
			return this
		case text == "$event":
			return listItem(given, 0)
		case found:
			return c.path(listItem(given, 0), strings.TrimPrefix(event, "target."))
		}
		return c.path(this, text)
	}
	found := this
	for _, step := range c.lists(what) {
		if path, _ := c.in.constString(listItem(step, 0)); path != "" {
			if v := c.path(found, path); len(v) > 0 {
				found = v
			}
		}
		found = join(c.anyElement(found), unknownOf(found))
		if path, _ := c.in.constString(listItem(step, 3)); path != "" {
			found = c.path(found, path)
		}
	}
	return found
}

// unknownOf is what is not known of a value.
func unknownOf(v Value) Value {
	if v.has(atomUnknown) {
		return unknownValue
	}
	return nil
}

// setListed is a two-way binding: a field of the instance, or of an object, takes what the
// user enters, or what a component sends.
func (c *nativeCall) setListed(i *Instance, args []Value, entered bool) {
	v := listItem(args, 2)
	if entered {
		v = c.path(v, "detail.value")
	}
	name, ok := c.in.constString(listItem(args, 1))
	if !ok {
		return
	}
	targets := c.in.objects(listItem(args, 0))
	if len(targets) == 0 {
		c.setPath(i.data, name, v)
	}
	for _, o := range targets {
		c.setPath(o, name, v)
	}
}

// listedHandler is the function that a component calls for an event whose handlers are data.
func (c *nativeCall) listedHandler(i *Instance, event string, dataset Value) Value {
	return c.boundNative(listedHandler, 310, &bound{this: dataset, data: listedEvent{i, event}}).val()
}

type listedEvent struct {
	of    *Instance
	event string
}

var listedHandler = &native{name: "handler of a component's event"}

func init() {
	listedHandler.call = func(c *nativeCall) Value {
		on, n := c.obj.bound.data.(listedEvent), int32(0)
		c.eachListed(on.of, on.event, c.obj.bound.this, c.inv.args.list, func(fn Value, args []Value) {
			n++
			c.now(fn, on.of.this.val(), args, n)
		})
		return single(atomUndefined, 0)
	}
}
