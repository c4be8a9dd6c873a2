package interp

// Rollup lets modules of the old kind require those of the new by a function that makes a
// copy of a namespace, with getters, marked as that of an ES module:
//
//	function getAugmentedNamespace(ns) {
//	  if (ns.__esModule) return ns
//	  var copy = {}
//	  Object.keys(ns).forEach(name => Object.defineProperty(copy, name, {get: () => ns[name]}))
//
// (Run, it would lose the names of large namespaces.)
func init() {
	builtFunctions = append(builtFunctions, builtFunction{
		reads: []string{"__esModule", "keys", "defineProperty"}, params: 1, given: copiesNamespace, call: namespaceCopy,
	})
}

// copiesNamespace tells what the function makes a plain object of: of a namespace whose
// default is a function it makes a function.
func copiesNamespace(c *nativeCall) bool {
	o := c.in.onlyPlain(c.arg(0))
	return o != nil && len(c.inv.args.list) == 1 && len(c.functions(c.optionalGet(o.val(), "default"))) == 0
}

func namespaceCopy(c *nativeCall) Value {
	in := c.in
	o := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+380)
	in.add(in.protoOf(o), c.arg(0))
	in.add(in.prop(o, "__esModule"), single(atomTrue, 0))
	if v := c.optionalGet(c.arg(0), "default"); len(v) > 0 {
		in.add(in.prop(o, "default"), v)
	}
	return o.val()
}
