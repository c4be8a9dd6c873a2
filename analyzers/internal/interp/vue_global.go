package interp

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/ir"
)

// What a program hands to Vue itself, or to an app of Vue 3, holds for all instances:
// mixins, plug-ins, members of the prototype. Instances that the program makes itself
// carry events.

// mixinsOf is what was mixed into all instances of a kind ("" stands for all kinds).
func (in *Interp) mixinsOf(kind string) *Cell {
	return in.anyProp(in.programWide("mixins of all " + kind))
}

// vueMixin is Vue.mixin(options) and app.mixin(options).
func vueMixin(c *nativeCall) Value {
	c.in.add(c.in.mixinsOf(""), c.vueMixins(c.arg(0)))
	return c.this()
}

// injectMixins is that of mpx: mixins, or a list of them, for the kinds named.
func injectMixins(c *nativeCall) Value {
	in := c.in
	list := c.arg(0)
	for _, o := range in.objects(list) {
		if o.kind == oArray {
			elems, rest, _ := c.arrayElements(o)
			for _, e := range elems {
				rest = join(rest, e)
			}
			list = join(list, rest)
		}
	}
	kinds := []string{""}
	given := join(c.arg(1), c.optionalGet(objectsOnly(in, c.arg(1)), "types"))
	if names := c.constStrings(given); len(names) > 0 {
		kinds = names
	}
	for _, kind := range kinds {
		for _, e := range objectsOnly(in, list) {
			if in.atoms[e.A].obj.kind != oArray {
				in.add(in.mixinsOf(kind), Value{e})
			}
		}
	}
	return c.arg(0)
}

// constStrings are the texts in a value and in the arrays in it.
func (c *nativeCall) constStrings(v Value) []string {
	var out []string
	for _, e := range v {
		info := &c.in.atoms[e.A]
		switch {
		case info.kind == kString:
			out = append(out, info.str)
		case info.obj != nil && info.obj.kind == oArray:
			elems, _, _ := c.arrayElements(info.obj)
			for _, x := range elems {
				if s, ok := c.in.constString(x); ok {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// mixedIn is what a program mixes into all instances, as one of them has it.
func (c *nativeCall) mixedIn(i *Instance) Value {
	return join(c.in.read(c.in.mixinsOf(""), c.act), c.in.read(c.in.mixinsOf(i.kind), c.act))
}

// vueUse is Vue.use(plugin, …) and app.use(plugin, …): the plug-in is a function, or has
// one that is called install. Those of packages are left: libraries of components put all
// that they have on every instance.
func vueUse(c *nativeCall) Value {
	plugin := c.arg(0)
	install := join(c.functions(c.optionalGet(objectsOnly(c.in, plugin), "install")), c.functions(plugin))
	install = slices.DeleteFunc(install, func(e Elem) bool { return c.in.inPackage(c.in.atoms[e.A].obj.fn.Unit) })
	c.now(install, plugin, []Value{c.this(), c.arg(1), c.arg(2)}, 1)
	return c.this()
}

// inPackage tells code of packages, those of uni-app's market included.
func (in *Interp) inPackage(u *ir.Unit) bool {
	return in.library(u) || strings.HasPrefix(u.Source.Path, "uni_modules/")
}

// vueInstanceOf is new Vue(options): a program makes one of the app, and those that only
// carry events.
func vueInstanceOf(c *nativeCall) Value {
	in := c.in
	o := c.allocSub(oPlain, c.inv.ins, 374)
	o.open = true
	in.add(in.prop(o, "$options"), c.arg(0))
	in.add(in.prop(o, "$mount"), in.nativeObject(mountVue).val())
	for k, name := range []string{"on", "once", "emit", "off"} {
		in.add(in.prop(o, "$"+name), c.boundNative(channelMethods[name], 375+int32(k), &bound{obj: o}).val())
	}
	in.add(in.protoOf(o), in.vuePrototype().val())
	if options := objectsOnly(in, c.arg(0)); in.kbone() && in.prog.Framework == "" && len(c.optionalGet(options, "el")) > 0 {
		c.mountVue2(options)
	}
	return o.val()
}

var (
	mountVue = &native{name: "$mount"}
	newVue   = &native{name: "Vue"}
)

func init() {
	newVue.call = vueInstanceOf
	mountVue.call = func(c *nativeCall) Value {
		if c.in.prog.Framework == "" {
			c.mountVue2(objectsOnly(c.in, c.optionalGet(objectsOnly(c.in, c.this()), "$options")))
		}
		return c.this()
	}
}

// vueApp is createSSRApp(App): app.config.globalProperties is for all instances.
func vueApp(c *nativeCall) Value {
	in := c.in
	o, config := c.allocSub(oPlain, c.inv.ins, 1), c.allocSub(oPlain, c.inv.ins, 2)
	o.open, config.open = true, true
	in.add(in.prop(config, "globalProperties"), in.vuePrototype().val())
	in.add(in.prop(o, "config"), config.val())
	for _, name := range []string{"mixin", "use"} {
		in.add(in.prop(o, name), in.nativeObject(vueLibrary()[name]).val())
	}
	for _, name := range sortedKeys(vueAppMethods) {
		in.add(in.prop(o, name), in.nativeObject(vueAppMethods[name]).val())
	}
	if in.prog.Framework == "" || in.prog.Framework == codepkg.Taro {
		in.compiledApp(c, c.arg(0))
	}
	return o.val()
}

// vueAppMethods are further methods of an app of Vue 3.
var vueAppMethods map[string]*native

func init() {
	vueAppMethods = table("app of Vue", map[string]func(*nativeCall) Value{
		"provide": vueProvide, "component": vueComponent,
	})
}

// vueComponent is component(name, options), which registers a component for all views.
func vueComponent(c *nativeCall) Value {
	if name, ok := c.in.constString(c.arg(0)); ok {
		c.in.add(c.in.prop(c.in.vueComponents(), name), objectsOnly(c.in, c.arg(1)))
	}
	return c.this()
}

// compiledApp makes the component of an app what the app is, in a build and in a source
// of Taro. (In other sources it registers itself.)
func (in *Interp) compiledApp(c *nativeCall, options Value) {
	c.vueDescribe(in.vueInstance(in.appInstance()), objectsOnly(in, options))
}

// nativePage is this.$mp, by which components of mpvue and uni-app reach the platform's
// own page: {query, page, …}.
func (in *Interp) nativePage(i *Instance) *Object {
	o := in.programWide("$mp of " + i.path)
	if o.open {
		return o
	}
	o.open = true
	if i.kind != "component" {
		in.add(in.prop(o, "query"), in.queryOf(i.path).val())
		in.add(in.prop(o, "page"), i.this.val())
	}
	return o
}
