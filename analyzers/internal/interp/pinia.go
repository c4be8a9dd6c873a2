package interp

// Pinia's stores: an object that options describe, or that a function makes.

var piniaNatives map[string]*native

func init() {
	libraries["pinia"] = func(in *Interp) *Object { return in.framework("pinia", oPlain, piniaLibrary()) }
	libraries["@mpxjs/pinia"] = libraries["pinia"]
}

func piniaLibrary() map[string]*native {
	if piniaNatives == nil {
		piniaNatives = table("pinia", map[string]func(*nativeCall) Value{
			"defineStore": defineStore, "storeToRefs": storeToRefs, "createPinia": unknownResult, "setActivePinia": firstArg,
		})
	}
	return piniaNatives
}

var usePiniaStore *native

func init() {
	usePiniaStore = &native{name: "use store", call: func(c *nativeCall) Value { return c.obj.bound.obj.val() }}
}

// defineStore is defineStore(id, options), defineStore(options) or defineStore(id, setup);
// the function that it yields yields the one store.
func defineStore(c *nativeCall) Value {
	in := c.in
	store := c.newState(360)
	store.open = true
	for k, e := range join(objectsOnly(in, c.arg(0)), objectsOnly(in, c.arg(1))) {
		o := in.atoms[e.A].obj
		if o.kind == oFunction {
			if v, ok := c.now(Value{e}, single(atomUndefined, 0), nil, int32(1+k%20)); ok {
				c.bindNames(store, v)
			}
			continue
		}
		read := func(name string) Value { return objectsOnly(in, c.getOwn(c.inv.ins, o, e, name)) }
		for n, s := range read("state") {
			state := Value{s}
			if in.atoms[s.A].obj.kind == oFunction {
				state, _ = c.now(state, single(atomUndefined, 0), nil, int32(30+(k+n)%20))
			}
			c.bindNames(store, state)
		}
		for _, group := range in.objects(read("getters")) {
			in.depend(&group.shape, c.act)
			for _, name := range group.order {
				in.accessor(&store.getter, store, name, c.withState(store, in.read(group.props[name], c.act), name))
			}
		}
		in.add(in.protoOf(store), read("actions"))
	}
	in.add(in.prop(store, "$state"), store.val())
	in.add(in.prop(store, "$patch"), c.boundNative(patchStore, 362, &bound{obj: store}).val())
	return c.boundNative(usePiniaStore, 361, &bound{obj: store}).val()
}

var patchStore, stateGetter *native

func init() {
	patchStore = &native{name: "patch of a store", call: func(c *nativeCall) Value {
		store := c.obj.bound.obj
		for k, e := range objectsOnly(c.in, c.arg(0)) {
			o := c.in.atoms[e.A].obj
			if o.kind == oFunction {
				c.now(Value{e}, single(atomUndefined, 0), []Value{store.val()}, int32(1+k%20))
				continue
			}
			c.in.depend(&o.shape, c.act)
			for _, name := range o.order {
				c.write(store, name, c.in.read(o.props[name], c.act))
			}
		}
		return single(atomUndefined, 0)
	}}
	stateGetter = &native{name: "getter of a store", call: func(c *nativeCall) Value {
		store := c.obj.bound.obj.val()
		v, _ := c.now(c.obj.bound.fn, store, []Value{store}, 1)
		return v
	}}
}

// withState makes getters of a store functions that need no argument.
func (c *nativeCall) withState(store *Object, fn Value, name string) Value {
	key := "getter " + itoa(int(store.atom)) + name
	o := c.in.natives[key]
	if o == nil {
		o = c.in.newObject(oNative)
		o.native, o.bound = stateGetter, &bound{obj: store}
		c.in.natives[key] = o
	}
	o.bound.fn = join(o.bound.fn, fn)
	return o.val()
}

// storeToRefs makes refs of what a store holds.
func storeToRefs(c *nativeCall) Value {
	in := c.in
	return c.refsOf(func(ref, o *Object, name string) {
		if g := o.getter[name]; g != nil {
			in.accessor(&ref.getter, ref, "value", in.read(g, c.act))
		} else {
			c.share(ref, "value", in.prop(o, name))
		}
	})
}
