package interp

import "strings"

// Modules of the view's own language handle events and changes of values themselves.
// They get at the page or component through its owner:
//
//	function end(event, owner) { owner.callMethod('onEnd', { x: 1 }) }

// ownerMethods are those of the owner that matter.
var ownerMethods map[string]*native

func init() {
	ownerMethods = table("view owner", map[string]func(*nativeCall) Value{
		"callMethod": ownerCall, "triggerEvent": triggerEvent, "requestAnimationFrame": timer, "setTimeout": timer,
		"selectComponent": ownerSelect, "selectAllComponents": ownerSelectAll,
	})
}

// ownerOf is the owner that code of an instance's view is given.
func (in *Interp) ownerOf(i *Instance) *Object {
	key := "view owner of " + i.path
	if o := in.natives[key]; o != nil {
		return o
	}
	o := in.newObject(oPlain)
	o.open = true
	in.natives[key] = o
	for _, name := range sortedKeys(ownerMethods) {
		m := in.newObject(oNative)
		m.native, m.bound = ownerMethods[name], &bound{data: i}
		in.add(in.prop(o, name), m.val())
	}
	return o
}

// ownerCall is owner.callMethod(name, argument).
func ownerCall(c *nativeCall) Value {
	i := c.instance()
	c.later(c.handlers(i, c.arg(0)), i.this.val(), []Value{c.arg(1)}, 1, 0, "callMethod of the view")
	return single(atomUndefined, 0)
}

// ownerSelect is owner.selectComponent(selector): a component, or an element of the owner's.
func ownerSelect(c *nativeCall) Value {
	out := c.in.ownerOf(c.instance()).val()
	for _, o := range c.in.objects(selectComponent(c)) {
		if o.inst != nil {
			out = join(out, c.in.ownerOf(o.inst).val())
		}
	}
	return out
}

func ownerSelectAll(c *nativeCall) Value { return c.newArray(1, nil, ownerSelect(c)) }

// watched calls the functions that a view has for changes of an element's properties:
// change:prop="{{module.changed}}".
func (c *nativeCall) watched(i *Instance, attrs Value) {
	in := c.in
	for _, o := range in.objects(attrs) {
		in.depend(&o.shape, c.act)
		for k, name := range o.order {
			prop, ok := strings.CutPrefix(name, "change:")
			if !ok {
				continue
			}
			to := c.optionalGet(attrs, prop)
			c.later(c.functions(in.read(o.props[name], c.act)), unknownValue, []Value{to, unknownValue, in.ownerOf(i).val(), in.ownerOf(i).val()}, int32(400+k), 0, "change of "+prop)
		}
	}
}
