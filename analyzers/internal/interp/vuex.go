package interp

import (
	"strings"
)

// Stores of Vuex, and of mpx, which are like them: a state, functions that change it
// (commit), functions that do more (dispatch) and values that are computed of it, in modules
// that may have names of their own. In a build the class of stores is told by its methods.

// storeData is what the natives of a store know: the store, and the path of the module.
type storeData struct {
	store *Object
	path  string // "", "user/"
}

var vuexNatives map[string]*native

func init() {
	libraries["vuex"] = func(in *Interp) *Object { return in.framework("vuex", oPlain, vuexLibrary()) }
	libraries["@mpxjs/store"], libraries["@wepy/x"] = libraries["vuex"], libraries["vuex"]
}

func vuexLibrary() map[string]*native {
	if vuexNatives == nil {
		vuexNatives = table("vuex", map[string]func(*nativeCall) Value{
			"Store": newVuexStore, "createStore": newVuexStore, "useStore": anyVuexStore, "createLogger": unknownResult,
			"mapState": mapMembers(stateMember), "mapGetters": mapMembers(getterMember),
			"mapMutations": mapMembers(mutationMember), "mapActions": mapMembers(actionMember),
			"createNamespacedHelpers": storeHelpers,
		})
	}
	return vuexNatives
}

// Kinds of what a store has by name: the table of the store that holds it.
const (
	stateMember    = "state"
	getterMember   = "getters"
	mutationMember = "#mutations"
	actionMember   = "#actions"
)

// storesCell holds all stores of the program.
func (in *Interp) storesCell() *Cell { return in.prop(in.vuePrototype(), "$store") }

func anyVuexStore(c *nativeCall) Value {
	return objectsOnly(c.in, c.in.read(c.in.storesCell(), c.act))
}

// newVuexStore is new Store({state, getters, mutations, actions, modules}).
func newVuexStore(c *nativeCall) Value {
	in := c.in
	store := c.newState(370)
	store.open = true
	for _, table := range []string{getterMember, mutationMember, actionMember, "_modulesNamespaceMap"} {
		in.add(in.prop(store, table), c.memberOf(store, "table "+table, nil).val())
	}
	for _, name := range sortedKeys(storeMethods) {
		in.add(in.prop(store, name), c.storeFunction(storeData{store, ""}, name, storeMethods[name]).val())
	}
	for _, kind := range []struct{ name, member string }{{"mapState", stateMember}, {"mapGetters", getterMember}, {"mapMutations", mutationMember}, {"mapActions", actionMember}} {
		in.add(in.prop(store, kind.name), c.in.nativeObject(vuexLibrary()[kind.name]).val())
	}
	in.add(in.storesCell(), store.val())
	in.add(in.prop(in.vueProvided(), "store"), store.val())
	c.storeModule(store, nil, "", c.arg(0), 0)
	return store.val()
}

// memberOf is an object of a store that is told apart by a name; native makes it a function.
func (c *nativeCall) memberOf(store *Object, name string, n *native) *Object {
	key := "store " + itoa(int(store.atom)) + " " + name
	o := c.in.natives[key]
	if o == nil {
		if n == nil {
			o = c.in.newObject(oPlain)
			o.open = true
		} else {
			o = c.in.newObject(oNative)
			o.native = n
		}
		c.in.natives[key] = o
	}
	return o
}

func (c *nativeCall) storeFunction(d storeData, name string, n *native) *Object {
	o := c.memberOf(d.store, d.path+name, n)
	o.bound = &bound{data: d}
	return o
}

// maxModules bounds the depth of modules in modules.
const maxModules = 8

// storeModule adds a module: root is the state of the module above, nil for that of the store.
func (c *nativeCall) storeModule(store, above *Object, path string, options Value, depth int) {
	in := c.in
	for k, e := range objectsOnly(in, options) {
		o := in.atoms[e.A].obj
		if o.kind != oPlain || depth > maxModules {
			continue
		}
		read := func(name string) Value { return c.optionalGet(Value{e}, name) }
		state := c.moduleState(store, above, path, read("state"), int32(1+k%10))
		context := c.moduleContext(store, state, path)
		c.eachMember(read("getters"), func(name string, fn Value) {
			g := c.computedOf(store, state, path+name, vuexGetter, fn, context)
			for _, getters := range in.objects(in.read(in.prop(store, getterMember), c.act)) {
				in.accessor(&getters.getter, getters, path+name, g)
			}
		})
		for _, group := range []struct {
			name, table string
			n           *native
		}{{"mutations", mutationMember, vuexMutation}, {"actions", actionMember, vuexAction}} {
			c.eachMember(read(group.name), func(name string, fn Value) {
				for _, table := range in.objects(in.read(in.prop(store, group.table), c.act)) {
					in.add(in.prop(table, path+name), c.computedOf(store, state, path+name+" "+group.name, group.n, fn, context))
				}
			})
		}
		c.eachMember(read("modules"), func(name string, module Value) {
			below := path
			if c.optionalGet(objectsOnly(in, module), "namespaced").has(atomTrue) {
				below += name + "/"
			}
			c.namedModule(store, state, name, below, module, depth)
		})
	}
}

// namedModule adds a module whose state is a field of that of the module above.
func (c *nativeCall) namedModule(store, above *Object, name, path string, module Value, depth int) {
	holder := c.memberOf(store, "state of "+itoa(int(above.atom))+"."+name, nil)
	holder.open, holder.typ = false, "data"
	c.in.add(c.in.prop(above, name), holder.val())
	c.storeModule(store, holder, path, module, depth+1)
}

// eachMember visits the members of objects.
func (c *nativeCall) eachMember(v Value, visit func(name string, v Value)) {
	for _, o := range c.in.objects(v) {
		c.in.depend(&o.shape, c.act)
		for _, name := range o.order {
			visit(name, c.in.read(o.props[name], c.act))
		}
	}
}

// moduleState is the state of a module; that of the store itself is what the options give.
func (c *nativeCall) moduleState(store, holder *Object, path string, given Value, sub int32) *Object {
	in := c.in
	var states Value
	for _, e := range objectsOnly(in, given) {
		if in.atoms[e.A].obj.kind == oFunction {
			v, _ := c.now(Value{e}, single(atomUndefined, 0), nil, sub)
			states = join(states, objectsOnly(in, v))
			continue
		}
		states = join(states, Value{e})
	}
	if holder == nil {
		holder = c.memberOf(store, "state", nil)
		holder.open, holder.typ = false, "data"
		in.add(in.prop(store, stateMember), holder.val())
	}
	c.bindNames(holder, states)
	for _, s := range in.objects(states) {
		for _, name := range s.order {
			if s.props[name] != in.prop(holder, name) && s.getter[name] == nil {
				c.share(s, name, in.prop(holder, name)) // code may keep the object that it gave
			}
		}
	}
	return holder
}

// moduleContext is what actions are given.
func (c *nativeCall) moduleContext(store, state *Object, path string) *Object {
	in := c.in
	o := c.memberOf(store, "context "+path, nil)
	d := storeData{store, path}
	for _, name := range []string{"commit", "dispatch"} {
		in.add(in.prop(o, name), c.storeFunction(d, name, storeMethods[name]).val())
	}
	in.add(in.prop(o, "state"), state.val())
	in.link(in.prop(store, stateMember), in.prop(o, "rootState"), 0)
	in.link(in.prop(store, getterMember), in.prop(o, "rootGetters"), 0)
	in.add(in.prop(o, "getters"), c.gettersOf(store, path).val())
	for _, spaces := range in.objects(in.read(in.prop(store, "_modulesNamespaceMap"), c.act)) {
		module := c.memberOf(store, "module "+path, nil)
		in.add(in.prop(module, "context"), o.val())
		in.add(in.prop(spaces, path), module.val())
	}
	return o
}

// gettersOf are the computed values of a module by the names that they have in it.
func (c *nativeCall) gettersOf(store *Object, path string) *Object {
	in := c.in
	all := in.objects(in.read(in.prop(store, getterMember), c.act))
	if path == "" {
		return all[0]
	}
	return c.memberOf(store, "getters of "+path, nil)
}

// computedOf is a function of a module that needs no more than what its caller hands over.
func (c *nativeCall) computedOf(store, state *Object, name string, n *native, fn Value, context *Object) Value {
	in := c.in
	o := c.memberOf(store, "function "+name, n)
	if o.bound == nil {
		o.bound = &bound{obj: state, data: context}
	}
	in.add(in.prop(o, "#fn"), c.functions(join(fn, c.optionalGet(objectsOnly(in, fn), "handler"))))
	return o.val()
}

// storeMethods are the methods of a store.
var storeMethods map[string]*native

// What runs the functions of modules.
var vuexGetter, vuexMutation, vuexAction, storeReader *native

func init() {
	storeMethods = table("store", map[string]func(*nativeCall) Value{
		"commit": storeCall(mutationMember), "dispatch": storeCall(actionMember),
		"registerModule": registerStoreModule, "subscribe": watchStore, "subscribeAction": watchStore, "watch": watchStore,
	})
	vuexGetter = &native{name: "getter of a store", call: func(c *nativeCall) Value {
		context := c.obj.bound.data.(*Object)
		get := func(name string) Value { return c.in.read(c.in.prop(context, name), c.act) }
		return c.ofModule([]Value{c.obj.bound.obj.val(), get("getters"), get("rootState"), get("rootGetters")})
	}}
	vuexMutation = &native{name: "mutation of a store", call: func(c *nativeCall) Value {
		c.ofModule(append([]Value{c.obj.bound.obj.val()}, c.inv.args.list...))
		return single(atomUndefined, 0)
	}}
	vuexAction = &native{name: "action of a store", call: func(c *nativeCall) Value {
		v := c.ofModule(append([]Value{c.obj.bound.data.(*Object).val()}, c.inv.args.list...))
		p := c.promiseAt(c.inv.ins, c.inv.sub*100+1)
		c.settle(p, v, c.st.must)
		return p.val()
	}}
	storeReader = &native{name: "member of a store", call: func(c *nativeCall) Value {
		b := c.obj.bound
		return c.storeMember(b.data.(storeKind), b.args[0], b.fn)
	}}
}

// ofModule calls a function of a module.
func (c *nativeCall) ofModule(args []Value) Value {
	v, _ := c.now(c.in.read(c.in.prop(c.obj, "#fn"), c.act), unknownValue, args, 1)
	return v
}

// storeCall is commit(type, payload) or dispatch(type, payload): by name, or an object of a type.
func storeCall(member string) func(*nativeCall) Value {
	return func(c *nativeCall) Value {
		d := c.obj.bound.data.(storeData)
		payload := c.inv.args.list[min(1, len(c.inv.args.list)):]
		names, known := c.in.keys(c.arg(0))
		if objs := objectsOnly(c.in, c.arg(0)); len(objs) > 0 {
			names, known = c.in.keys(c.optionalGet(objs, "type"))
			payload = []Value{objs}
		}
		return c.callMembers(d, member, names, known, payload)
	}
}

// callMembers calls what a store has by some names; by names that are not known, all.
func (c *nativeCall) callMembers(d storeData, member string, names []string, known bool, payload []Value) Value {
	in := c.in
	var out Value
	for _, table := range in.objects(in.read(in.prop(d.store, member), c.act)) {
		in.depend(&table.shape, c.act)
		if !known {
			names = table.order
		}
		for k, name := range names {
			cell := table.props[d.path+name]
			if cell == nil {
				cell = table.props[name]
			}
			if cell == nil || k >= maxCallees {
				continue
			}
			v, _ := c.now(in.read(cell, c.act), unknownValue, payload, int32(1+k))
			out = join(out, v)
		}
	}
	if len(out) == 0 {
		return unknownValue
	}
	return out
}

// registerStoreModule is registerModule(name, module).
func registerStoreModule(c *nativeCall) Value {
	in := c.in
	d := c.obj.bound.data.(storeData)
	names, _ := in.keys(c.arg(0))
	for _, state := range in.objects(in.read(in.prop(d.store, stateMember), c.act)) {
		for _, name := range names {
			path := ""
			if c.optionalGet(objectsOnly(in, c.arg(1)), "namespaced").has(atomTrue) {
				path = name + "/"
			}
			c.namedModule(d.store, state, name, path, c.arg(1), 0)
		}
	}
	return single(atomUndefined, 0)
}

// watchStore lets the store call functions when it changes.
func watchStore(c *nativeCall) Value {
	for k := range c.inv.args.list[:min(2, len(c.inv.args.list))] {
		c.later(c.functions(c.arg(k)), unknownValue, []Value{unknownValue, unknownValue}, int32(1+k), 0, "change of a store")
	}
	return c.in.nativeObject(unknownCall).val()
}

// storeKind is what a member of a component stands for: a kind of member, and the module.
type storeKind struct{ member, path string }

// mapMembers is mapState and its like: mapState('module', names), of any store.
func mapMembers(member string) func(*nativeCall) Value {
	return func(c *nativeCall) Value {
		in := c.in
		names, kind := c.arg(0), storeKind{member: member}
		if c.obj.bound != nil {
			kind.path = c.obj.bound.data.(string)
		}
		if path, ok := in.constString(names); ok {
			names, kind.path = c.arg(1), path+"/"
		}
		out := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+380)
		c.bound(names, func(k int, name, from, fn Value) {
			called, _ := in.keys(name)
			for n, name := range called {
				member := c.boundNative(storeReader, int32(381+n*maxUnroll+k), &bound{data: kind, args: []Value{from}, fn: fn})
				in.add(in.prop(out, name), member.val())
			}
		})
		return out.val()
	}
}

// storeHelpers is createNamespacedHelpers(module).
func storeHelpers(c *nativeCall) Value {
	in := c.in
	path, _ := in.constString(c.arg(0))
	out := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+380)
	for k, name := range []string{"mapState", "mapGetters", "mapMutations", "mapActions"} {
		in.add(in.prop(out, name), c.boundNative(vuexLibrary()[name], int32(381+k), &bound{data: path + "/"}).val())
	}
	return out.val()
}

// storeMember reads or calls what a member of a component stands for.
func (c *nativeCall) storeMember(kind storeKind, name, fn Value) Value {
	in := c.in
	var out Value
	for _, store := range in.objects(anyVuexStore(c)) {
		d := storeData{store, kind.path}
		switch kind.member {
		case mutationMember, actionMember:
			names, known := in.keys(name)
			if len(fn) > 0 { // locate(dispatch, …args)
				call := map[string]string{mutationMember: "commit", actionMember: "dispatch"}[kind.member]
				bound := c.storeFunction(d, call, storeMethods[call]).val()
				v, _ := c.now(fn, c.this(), append([]Value{bound}, c.inv.args.list...), 1)
				out = join(out, v)
				continue
			}
			out = join(out, c.callMembers(d, kind.member, names, known, c.inv.args.list))
		case getterMember:
			names, _ := in.keys(name)
			for _, n := range names {
				out = join(out, c.optionalGet(in.read(in.prop(store, getterMember), c.act), kind.path+n))
			}
		default:
			state := in.read(in.prop(store, stateMember), c.act)
			if kind.path != "" {
				state = c.path(state, strings.ReplaceAll(strings.TrimSuffix(kind.path, "/"), "/", "."))
			}
			if len(fn) > 0 {
				v, _ := c.now(fn, c.this(), []Value{state, in.read(in.prop(store, getterMember), c.act)}, 1)
				out = join(out, v)
				continue
			}
			out = join(out, c.getDynamic(c.inv.ins, objectsOnly(in, state), name))
		}
	}
	return out
}
