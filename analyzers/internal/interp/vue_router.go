package interp

// Vue's router shows one of the components that its routes name where a template has
// <router-view>. Which one depends on the address, so all are shown.

// routerLibrary is the package of the router, or its class in a build.
func routerLibrary(in *Interp) *Object { return in.framework("vue-router", oNative, routerNatives) }

var (
	routerNatives = table("router", map[string]func(*nativeCall) Value{"install": undefinedResult})
	newRouter     = &native{name: "Router", call: routerOf}
)

// routerOf is new Router(options).
func routerOf(c *nativeCall) Value {
	o := c.allocSub(oPlain, c.inv.ins, 378)
	o.open = true
	c.in.add(c.in.prop(o, "options"), c.arg(0))
	return o.val()
}

// routesOf are the components of the routes on a page.
func (in *Interp) routesOf(i *Instance) *Cell {
	return in.anyProp(in.programWide("routes of " + i.path))
}

// routes notes the routes of the router among the options that a page mounts.
func (c *nativeCall) routes(i *Instance, options Value) {
	in := c.in
	for _, router := range in.objects(c.optionalGet(options, "router")) {
		given := objectsOnly(in, c.optionalGet(router.val(), "options"))
		c.routesIn(i, c.optionalGet(given, "routes"), 0)
	}
}

// maxRouteNest bounds how deep routes nest.
const maxRouteNest = 6

func (c *nativeCall) routesIn(i *Instance, list Value, depth int) {
	in := c.in
	if depth > maxRouteNest {
		return
	}
	for _, o := range in.objects(c.anyElement(objectsOnly(in, list))) {
		route := o.val()
		comps := objectsOnly(in, c.optionalGet(route, "component"))
		c.eachMember(objectsOnly(in, c.optionalGet(route, "components")), func(_ string, v Value) { comps = join(comps, objectsOnly(in, v)) })
		for k, e := range comps {
			comp := Value{e}
			if o := in.atoms[e.A].obj; o.kind == oFunction { // () => import('./Page.vue')
				comp = nil
				if v, ok := c.now(Value{e}, single(atomUndefined, 0), nil, int32(500+k)); ok {
					comp = c.loaded(v)
				}
			}
			in.add(in.routesOf(i), comp)
		}
		c.routesIn(i, c.optionalGet(route, "children"), depth+1)
	}
}

// loaded is the default of a module that a promise yields, or what else it yields.
func (c *nativeCall) loaded(v Value) Value {
	in := c.in
	var out Value
	for _, o := range in.objects(v) {
		if o.kind != oPromise {
			continue
		}
		for _, e := range in.read(o.fulfil, c.act) {
			if in.atoms[e.A].obj != nil {
				out = join(out, objectsOnly(in, c.getAtom(c.inv.ins, e, "default")))
			}
		}
	}
	return out
}

// routed are the components that <router-view> may show.
func (c *nativeCall) routed() Value {
	if i := c.in.renderedBy(c.act); i != nil {
		return c.in.read(c.in.routesOf(i), c.act)
	}
	return nil
}
