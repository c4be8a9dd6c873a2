package interp

import "strings"

// Components of Vue whose templates are functions that make elements, as in a build of Taro:
// they are rendered as those of React are, each as an instance of its own.

// vueParts are members of which a component of Vue has one at least.
var vueParts = []string{"render", "setup", "data", "methods", "template"}

// isVueComponent tells the options of a component.
func (in *Interp) isVueComponent(o *Object) bool {
	if o.kind != oPlain || in.elements[o] != (elementInfo{}) {
		return false
	}
	for _, name := range vueParts {
		if o.props[name] != nil {
			return true
		}
	}
	return false
}

// renderVue makes the instance of a component, starts its life cycle and renders it.
func (c *nativeCall) renderVue(r *rendering, e Elem, props Value) Value {
	in := c.in
	i := r.vue
	if i == nil {
		if i = r.owner; r.el != nil {
			i = in.newInstance("component", r.owner.path)
		}
		r.vue = i
		i.draw = &Cell{}
		if in.vueOf == nil {
			in.vueOf = map[*Activation]*Instance{}
		}
		in.vueOf[r.drive] = i
		r.self = i.this.val()
	}
	in.vueInstance(i)
	above := unknownValue
	if parent := in.vueUnderWay(in.elements[r.el].act); parent != nil {
		above = parent.this.val()
	}
	c.vueGiven(i, props, above)
	if !i.options.has(e.A) {
		c.vueDescribe(i, Value{e})
		if i.drive == nil {
			in.startInstance(i)
		}
		in.enqueue(i.drive)
	} else {
		c.vueDescribe(i, Value{e})
	}
	self := i.this.val()
	args := c.renderArgs(i)
	draw := join(objectsOnly(in, c.getOwn(c.inv.ins, in.atoms[e.A].obj, e, "render")), in.read(i.draw, c.act))
	v, _ := c.invoke(&invocation{ins: c.inv.ins, fn: draw, this: self, args: callArgs{list: args}, sub: 412, why: r.words, bits: r.bits, keep: true})
	return v
}

// renderArgs is what a render function is given: the instance in each of its parts, or in
// Vue 2 what makes elements.
func (c *nativeCall) renderArgs(i *Instance) []Value {
	in, self := c.in, i.this.val()
	if in.vue2 != nil {
		in.add(in.protoOf(i.this), in.vue2.val())
		in.add(in.prop(i.this, "_self"), self)
		return []Value{in.read(in.prop(in.vue2, "$createElement"), c.act)}
	}
	cache := c.allocSub(oPlain, c.inv.ins, 411)
	return []Value{self, cache.val(), self, self, self, self}
}

// vueGiven hands an instance the properties, handlers and slots of its element. The methods of
// the instance above are bound to it.
func (c *nativeCall) vueGiven(i *Instance, props, above Value) {
	in, n := c.in, int32(0)
	for _, p := range in.objects(props) {
		in.depend(&p.shape, c.act)
		for _, name := range p.order {
			cell := p.props[name]
			switch event := eventName(name); {
			case event != "":
				for _, h := range c.functions(in.read(cell, c.act)) {
					n++
					fn := c.boundNative(boundFunction, 440+n, &bound{this: above, fn: Value{h}})
					in.add(in.prop(i.listens, strings.ToLower(name[2:])), fn.val())
				}
			case name == slotsMember:
				in.link(cell, in.prop(i.this, "$slots"), 0)
			case name == "children":
				slots := c.allocSub(oPlain, c.inv.ins, 413)
				in.add(in.prop(slots, "default"), c.boundNative(constantly, 414, &bound{this: in.read(cell, c.act)}).val())
				in.add(in.prop(i.this, "$slots"), slots.val())
			default:
				in.link(cell, in.prop(i.this, name), 0)
			}
		}
	}
}

// vueUnderWay is the instance on whose behalf code runs.
func (in *Interp) vueUnderWay(a *Activation) *Instance {
	return onBehalf(a, func(a *Activation) *Instance { return in.vueOf[a] })
}
