package interp

// The build of a uni-app program with Vue 3 has a runtime that exports Vue, the life
// cycle as hooks, the platform as `index`, and what compiled templates call. A page hands
// its component to wx.createPage. What its view sees is made by a render function: the one
// that setup returns, or the option `render`. It is data of its own, named a, b, c, among
// it the handlers of the view.

var uniNatives map[string]*native

func uniLibrary() map[string]*native {
	if uniNatives == nil {
		m := map[string]func(*nativeCall) Value{
			"o": templateHandler, "m": firstArg, "t": firstArg, "p": firstArg, "f": templateList, "e": objectAssign,
			"n": unknownResult, "s": unknownResult, "w": unknownResult, "r": undefinedResult, "d": undefinedResult, "sr": undefinedResult,
			"isRef": truthUnknown,
		}
		uniNatives = table("uni", m)
		for name, n := range vueLibrary() {
			uniNatives[name] = n
		}
	}
	return uniNatives
}

// templateHandler is the handler of an event in a compiled template: a function, or a
// list of some.
func templateHandler(c *nativeCall) Value {
	var out Value
	for _, e := range c.arg(0) {
		o := c.in.atoms[e.A].obj
		if o == nil || o.kind != oArray {
			out = join(out, Value{e})
			continue
		}
		out = join(out, c.anyElement(o.val()))
	}
	return out
}

// templateList is v-for: what a function makes of each element.
func templateList(c *nativeCall) Value {
	elem := c.anyElement(c.arg(0))
	if len(elem) == 0 {
		return c.newArray(1, nil, nil)
	}
	v, _ := c.now(c.arg(1), single(atomUndefined, 0), []Value{elem, unknownValue, unknownValue}, 2)
	return c.newArray(1, nil, v)
}

// runtimeRegister are the functions that the runtime of uni-app adds to the platform.
var runtimeRegister map[string]*native

func init() {
	runtimeRegister = table("runtime", map[string]func(*nativeCall) Value{
		"createPage": compiledRegister, "createComponent": compiledRegister,
	})
}

// compiledRegister registers a component that was compiled.
func compiledRegister(c *nativeCall) Value {
	i := c.hookOwner()
	if i == nil {
		return single(atomUndefined, 0)
	}
	c.compiledDescribe(i, c.arg(0))
	return single(atomUndefined, 0)
}

// compiledDescribe makes options those of an instance whose view has data of its own.
func (c *nativeCall) compiledDescribe(i *Instance, options Value) {
	in := c.in
	if i.vue && i.data == i.this {
		i.data = in.newObject(oPlain)
		i.data.typ = "data"
	}
	options = objectsOnly(in, options)
	c.vueDescribe(i, options)
	this := i.this.val()
	for k, e := range options {
		render := objectsOnly(in, c.getOwn(c.inv.ins, in.atoms[e.A].obj, e, "render"))
		c.rendered(i, render, int32(60+k%20), []Value{this, this, this, this, this, this})
	}
}

// rendered runs a render function; what it makes is what the view sees.
func (c *nativeCall) rendered(i *Instance, render Value, sub int32, args []Value) {
	in := c.in
	v, ok := c.now(render, i.this.val(), args, sub)
	if !ok {
		return
	}
	for _, o := range in.objects(v) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			in.add(in.prop(i.data, name), in.read(o.props[name], c.act))
		}
	}
}
