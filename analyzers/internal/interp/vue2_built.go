package interp

// What a build of Vue 2 does around its render functions.

func init() {
	builtFunctions = append(builtFunctions, builtFunction{
		defines: []string{"exports", "options"}, sets: []string{"render", "staticRenderFns", "_scopeId"}, params: 5, call: vueNormalized,
	})
}

// vueNormalized is the function by which vue-loader makes a component of a script and a
// template: normalize(script, {render, staticRenderFns}, …), or from its version 15 on
// normalize(script, render, staticRenderFns, …). All components of a program come from it.
func vueNormalized(c *nativeCall) Value {
	in := c.in
	options := c.componentOf(c.arg(0))
	if len(options) == 0 {
		options = c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+424).val()
	}
	template := objectsOnly(in, c.arg(1))
	render, static := c.functions(template), Value(nil)
	if len(render) > 0 {
		static = objectsOnly(in, c.arg(2))
	} else {
		render = c.functions(c.optionalGet(template, "render"))
		static = objectsOnly(in, c.optionalGet(template, "staticRenderFns"))
	}
	for _, o := range in.objects(options) {
		if len(render) > 0 {
			in.add(in.prop(o, "render"), render)
			in.add(in.prop(o, "staticRenderFns"), static)
		}
	}
	made := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+425)
	in.add(in.prop(made, "exports"), options)
	in.add(in.prop(made, "options"), options)
	return made.val()
}

// mountVue2 is new Vue(options).$mount() in a build: the options are those of the page whose
// file it runs in, or of the app, as they say themselves.
func (c *nativeCall) mountVue2(options Value) {
	in := c.in
	i := c.hookOwner()
	if kind, _ := in.constString(c.optionalGet(options, "mpType")); kind == "app" {
		i = in.vueInstance(in.appInstance())
	}
	if i == nil || len(options) == 0 {
		return
	}
	if in.kbone() {
		in.vue2Members()
		c.routes(i, options)
		in.add(in.mountedOn(i), options)
		return
	}
	if i.root != nil {
		return
	}
	in.vue2Members()
	in.registers(c.act)
	in.builtReact, i.view = true, nil
	in.render(i, shownAs(i), func(c *nativeCall) Value { return options })
}
