package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// The build of a uni-app program with Vue 2 has two runtimes in it. One exports createApp,
// createPage and createComponent, and the platform as its default; the other is Vue's
// constructor. Views see the instance itself, and what its render function computes for
// them: it puts that into $mp.data.

// uni2Name is what that runtime is called here.
const uni2Name = "uni of Vue 2"

var uni2Natives map[string]*native

// uni2 is the runtime that makes pages of components.
func uni2(in *Interp) *Object {
	if uni2Natives == nil {
		uni2Natives = table(uni2Name, map[string]func(*nativeCall) Value{
			"createPage": optionsRegister, "createComponent": optionsRegister,
			"createApp": appOfVue, "createSubpackageApp": appOfVue, "createPlugin": firstArg,
		})
	}
	return in.framework(uni2Name, oPlain, uni2Natives)
}

// optionsRegister is createPage(options): the component as its compiler left it.
func optionsRegister(c *nativeCall) Value {
	in := c.in
	i := c.hookOwner()
	if i == nil {
		return single(atomUndefined, 0)
	}
	options := c.componentOf(c.arg(0))
	this := i.this.val()
	if i.this.props["$mp"] == nil {
		for name, n := range compiledMembers {
			in.add(in.prop(i.this, name), in.nativeObject(n).val())
		}
		in.add(in.prop(i.this, "$mp"), in.newObject(oPlain).val())
	}
	c.vueDescribe(i, options)
	for k, e := range options {
		render := objectsOnly(in, c.getOwn(c.inv.ins, in.atoms[e.A].obj, e, "render"))
		c.now(render, this, nil, int32(60+k%20))
	}
	for _, o := range in.objects(c.optionalGet(in.read(in.prop(i.this, "$mp"), c.act), "data")) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			in.add(in.prop(i.data, name), in.read(o.props[name], c.act))
		}
	}
	return single(atomUndefined, 0)
}

// componentOf is a component, or what the module of one has as its default.
func (c *nativeCall) componentOf(v Value) Value {
	var out Value
	for _, e := range objectsOnly(c.in, v) {
		if own := objectsOnly(c.in, c.optionalGet(Value{e}, "default")); len(own) > 0 {
			out = join(out, own)
			continue
		}
		out = join(out, Value{e})
	}
	return out
}

// compiledMembers are the members of an instance that compiled render functions use.
var compiledMembers map[string]*native

func init() {
	compiledMembers = table("render", map[string]func(*nativeCall) Value{
		"__map": templateList, "__get_orig": firstArg, "__get_event": firstArg,
	})
}

// appOfVue is createApp(new Vue(options)).
func appOfVue(c *nativeCall) Value {
	c.in.compiledApp(c, c.optionalGet(objectsOnly(c.in, c.arg(0)), "$options"))
	return c.arg(0)
}

// keepsForItself tells a write of Vue's own code to the prototype that all instances have,
// where the class itself is in the build: that is not what programs put there.
func (f *frame) keepsForItself(o *Object) bool {
	return o == f.in.nspaces["Vue.prototype"] && f.in.ofFramework(f.act)
}

// ofPackage marks the module in a table that makes a function as a framework's code.
func (in *Interp) ofPackage(fn *ir.Func) {
	for ; fn != nil && fn.Flags&ir.Module == 0; fn = fn.Parent {
		if in.ofRuntime == nil {
			in.ofRuntime = map[*ir.Func]bool{}
		}
		in.ofRuntime[fn] = true
	}
}

// standsIn tells a write that puts one function of the platform in place of another, for
// where the platform lacks that: wx.getWindowInfo = wx.getSystemInfoSync.
func (in *Interp) standsIn(name string, v Value) bool {
	return (in.cat.API(name) != nil || in.cat.IsGetter(name)) && len(v) > 0 && !slices.ContainsFunc(v, func(e Elem) bool {
		o := in.atoms[e.A].obj
		return o == nil || o.kind != oNative || o.typ == "" || o.typ == name || in.natives["api "+o.typ] != o
	})
}
