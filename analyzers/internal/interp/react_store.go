package interp

// Stores that components read: those of react-redux (see redux.go) and of zustand.

var zustandNatives map[string]*native

func reduxLibrary() map[string]*native {
	if reduxNatives == nil {
		reduxNatives = table("react-redux", map[string]func(*nativeCall) Value{
			"connect": reduxConnect, "useDispatch": anyDispatcher, "useSelector": selectState, "useStore": anyReduxStore,
			"shallowEqual": truthUnknown, "batch": runFirst,
		})
		// Before there is a store, or a state in it, a component does not go on.
		reduxNatives["useSelector"].may, reduxNatives["useStore"].may = true, true
	}
	return reduxNatives
}

var dispatchAny, connected, connectedComponent *native

func init() {
	dispatchAny = &native{name: "dispatch to the store", call: func(c *nativeCall) Value { return c.dispatch(c.reduxStores(), c.arg(0)) }}
	connected = &native{name: "connected", call: connectComponent}
	connectedComponent = &native{name: "connected component", call: renderConnected, may: true}
}

// reduxDispatcher dispatches to the store of the program.
func (c *nativeCall) reduxDispatcher() Value { return c.in.nativeObject(dispatchAny).val() }

func anyDispatcher(c *nativeCall) Value { return c.reduxDispatcher() }

func anyReduxStore(c *nativeCall) Value {
	var out Value
	for _, s := range c.reduxStores() {
		out = join(out, s.val())
	}
	if len(out) == 0 && c.unseen() {
		return unknownValue
	}
	return out
}

// stateOfStores is what the stores hold, which may be nothing yet.
func (c *nativeCall) stateOfStores() Value {
	var out Value
	for _, s := range c.reduxStores() {
		out = join(out, c.in.read(c.in.prop(s, reduxState), c.act))
	}
	if len(out) == 0 && c.unseen() {
		return unknownValue
	}
	return out
}

// selectState is useSelector(pick).
func selectState(c *nativeCall) Value {
	state, pick := c.stateOfStores(), objectsOnly(c.in, c.arg(0))
	if len(state) == 0 {
		return nil
	}
	if len(pick) == 0 {
		return unknownValue
	}
	v, _ := c.now(pick, single(atomUndefined, 0), []Value{state}, 1)
	return v
}

// reduxConnect is connect(mapState, mapDispatch), which takes a component.
func reduxConnect(c *nativeCall) Value {
	return c.boundNative(connected, 340, &bound{args: c.inv.args.list}).val()
}

// connectComponent is connect(…)(Component): a component that hands on what the maps make.
func connectComponent(c *nativeCall) Value {
	return c.boundNative(connectedComponent, 341, &bound{args: c.obj.bound.args, fn: c.arg(0)}).val()
}

// renderConnected renders the component with the actions as properties.
func renderConnected(c *nativeCall) Value {
	in, b := c.in, c.obj.bound
	props := c.allocSub(oPlain, c.inv.ins, 342)
	props.open = true
	c.spread(props.val(), objectsOnly(in, c.arg(0)), nil, c.inv.ins)
	in.add(in.prop(props, "dispatch"), c.reduxDispatcher())
	for k, m := range b.args[:min(len(b.args), 2)] {
		args := []Value{c.stateOfStores(), props.val()}
		if k == 0 && len(c.functions(m)) > 0 && len(args[0]) == 0 {
			return nil
		}
		if k == 1 {
			args[0] = c.reduxDispatcher()
		}
		for _, o := range in.objects(m) {
			made := o.val()
			if o.kind == oFunction || o.kind == oNative {
				v, ok := c.now(o.val(), single(atomUndefined, 0), args, int32(50+k))
				if !ok {
					return nil
				}
				made = v
			}
			if k == 0 || o.kind == oFunction {
				c.spread(props.val(), objectsOnly(in, made), nil, c.inv.ins)
				continue
			}
			c.actions(props, made)
		}
	}
	return c.newElement(c.inv.ins, 343, b.fn, props.val(), nil)
}

// actions makes functions that dispatch what others make.
func (c *nativeCall) actions(props *Object, made Value) {
	in := c.in
	for _, o := range in.objects(made) {
		in.depend(&o.shape, c.act)
		for k, name := range o.order {
			for _, e := range objectsOnly(in, in.read(o.props[name], c.act)) {
				n := c.boundNative(creatorsOf, int32(400+k), &bound{fn: Value{e}})
				in.add(in.prop(props, name), n.val())
			}
		}
	}
}

// zustandLibrary: a store is an object that a function makes, and a hook that reads it.
func zustandLibrary() map[string]*native {
	if zustandNatives == nil {
		zustandNatives = table("zustand", map[string]func(*nativeCall) Value{"create": zustandCreate, "createStore": zustandCreate, "useStore": zustandUse})
	}
	return zustandNatives
}

var unknownCall *native

func init() { unknownCall = &native{name: "some function", call: unknownResult} }

var storeHook, storeSet, storeGet *native

func init() {
	storeHook = &native{name: "store hook", call: useStore}
	storeSet = &native{name: "store set", call: func(c *nativeCall) Value {
		cell := c.in.prop(c.obj.bound.obj, "state")
		for k, e := range c.arg(0) {
			v := Value{e}
			if c.in.atoms[e.A].kind == kObject && c.callable(v) {
				v, _ = c.now(v, single(atomUndefined, 0), []Value{c.in.read(cell, c.act)}, int32(1+k%20))
			}
			c.mergeState(cell, v)
		}
		return single(atomUndefined, 0)
	}}
	storeGet = &native{name: "store get", call: func(c *nativeCall) Value {
		return c.in.read(c.in.prop(c.obj.bound.obj, "state"), c.act)
	}}
}

func zustandCreate(c *nativeCall) Value {
	in := c.in
	if len(c.inv.args.list) == 0 { // create<State>()(…)
		return c.in.nativeObject(zustandLibrary()["create"]).val()
	}
	store := c.allocSub(oPlain, c.inv.ins, 350)
	set := c.boundNative(storeSet, 351, &bound{obj: store}).val()
	get := c.boundNative(storeGet, 352, &bound{obj: store}).val()
	hook := c.boundNative(storeHook, 353, &bound{obj: store})
	in.add(in.prop(hook, "getState"), get)
	in.add(in.prop(hook, "setState"), set)
	state, _ := c.now(c.arg(0), single(atomUndefined, 0), []Value{set, get, hook.val()}, 1)
	for _, o := range in.objects(state) {
		if o.kind == oPlain && o.typ == "" {
			o.typ = "data"
		}
	}
	in.add(in.prop(store, "state"), objectsOnly(in, state))
	return hook.val()
}

// useStore is the hook: the state, or what a function picks of it.
func useStore(c *nativeCall) Value { return c.pick(c.obj.bound.obj, c.arg(0)) }

// zustandUse is useStore(store, pick).
func zustandUse(c *nativeCall) Value {
	var out Value
	for _, o := range c.in.objects(c.arg(0)) {
		if o.native == storeHook {
			out = join(out, c.pick(o.bound.obj, c.arg(1)))
		}
	}
	return out
}

func (c *nativeCall) pick(store *Object, by Value) Value {
	state := c.in.read(c.in.prop(store, "state"), c.act)
	if len(objectsOnly(c.in, by)) == 0 {
		return state
	}
	v, _ := c.now(by, single(atomUndefined, 0), []Value{state}, 1)
	return v
}
