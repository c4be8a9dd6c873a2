package interp

// Vue 3 in a build whose names are lost: its functions are told by the members that they
// read, write and make, which other parts of Vue reach by name.

func init() {
	builtFunctions = append(builtFunctions, []builtFunction{
		{defines: []string{"__v_isVNode", "patchFlag", "shapeFlag"}, params: 8, call: makeVNode, makesElements: true},
		{reads: []string{"__vccOpts", "shapeFlag"}, params: 5, call: makeVNode, makesElements: true},
		{sets: []string{"dynamicChildren"}, params: 1, call: firstArg},
		{reads: []string{"_c"}, sets: []string{"_d"}, params: 4, call: renderSlot},
		{sets: []string{"_n", "_c", "_d"}, params: 1, call: firstArg},
		{reads: []string{"dirs"}, sets: []string{"dirs"}, params: 2, call: firstArg},
		{reads: []string{"_withMods"}, params: 2, call: firstArg},
		{reads: []string{"_withKeys"}, params: 2, call: firstArg},
		{reads: []string{"iterator", "keys"}, params: 4, call: renderList, given: func(c *nativeCall) bool { return len(c.functions(c.arg(1))) > 0 }},
		{reads: []string{"type", "appContext"}, params: 4, given: forComponents, call: func(c *nativeCall) Value {
			again := *c.inv
			again.args.list = again.args.list[1:]
			return resolveComponent(&nativeCall{frame: c.frame, inv: &again, obj: c.obj})
		}},
		{reads: []string{"toString", "stringify"}, params: 1, given: func(c *nativeCall) bool { return len(c.in.vueOf) > 0 && len(c.inv.args.list) == 1 }, call: displayed},
		{reads: []string{"__v_raw", "__v_isReactive"}, params: 5, call: vueReactive},
		{reads: []string{"immediate", "deep", "flush"}, params: 3, call: builtWatch},
		{reads: []string{"provides", "appContext"}, params: 2, call: vueInject},
		{reads: []string{"provides", "parent"}, sets: []string{"provides"}, params: 2, call: vueProvide},
		{defines: []string{"_component", "_context", "mount", "provide"}, params: 1, call: vueApp},
		{sets: []string{"$id"}, params: 2, call: defineStore, given: func(c *nativeCall) bool { return len(c.inv.args.list) > 1 }},
	}...)
	builtConstructors = []builtFunction{
		{sets: []string{"_rawValue", "_value"}, call: vueRef},
		{sets: []string{"fn", "setter", "dep"}, call: builtComputed},
		{sets: []string{"_setter", "effect"}, call: builtComputed},
		{sets: []string{"_object", "_key"}, call: vueToRef},
		{sets: []string{"_get", "_set"}, call: vueCustomRef},
	}
}

func forComponents(c *nativeCall) bool {
	kind, ok := c.in.constString(c.arg(0))
	return ok && kind == "components"
}

// builtWatch is doWatch(source, handler, options); watchEffect has no handler.
func builtWatch(c *nativeCall) Value {
	if len(c.functions(c.arg(1))) > 0 {
		return vueWatchRef(c)
	}
	return c.hook("watchEffect", "start", c.functions(c.arg(0)))
}

// builtComputed is new ComputedRefImpl(get, set, …).
func builtComputed(c *nativeCall) Value {
	in := c.in
	by := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+415)
	in.add(in.prop(by, "get"), c.functions(c.arg(0)))
	if set := c.functions(c.arg(1)); len(set) > 0 {
		in.add(in.prop(by, "set"), set)
	}
	return c.accessorRef(by.val())
}

// hookCodes are the names by which Vue 3 keeps the hooks of an instance.
var hookCodes = map[string]string{
	"bc": "onBeforeCreate", "c": "onCreated", "bm": "onBeforeMount", "m": "onMounted", "u": "onUpdated", "bum": "onBeforeUnmount", "um": "onUnmounted", "a": "onActivated",
}
