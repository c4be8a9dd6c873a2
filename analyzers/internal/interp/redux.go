package interp

// Stores of Redux: a state that only a reducer makes anew, of the state before and of an
// action that is dispatched. The reducer is called for each type of action apart, so that
// what one action carries is not what the others write, and with nothing agreed to: what
// held where an action was made is known of the action.

func init() {
	libraries["redux"] = func(in *Interp) *Object { return in.reactModule("redux", oPlain, reduxCore()) }
	for _, spec := range []string{"redux-thunk", "redux-promise", "redux-logger"} {
		libraries[spec] = func(in *Interp) *Object { return in.reactModule(spec, oPlain, nil) }
	}
	libraries["redux-persist"] = func(in *Interp) *Object {
		return in.reactModule("redux-persist", oPlain, table("redux-persist", map[string]func(*nativeCall) Value{
			"persistReducer": func(c *nativeCall) Value { return c.arg(1) }, "persistCombineReducers": func(c *nativeCall) Value { return combine(c, c.arg(1)) },
		}))
	}
}

var reduxCoreNatives map[string]*native

func reduxCore() map[string]*native {
	if reduxCoreNatives == nil {
		reduxCoreNatives = table("redux", map[string]func(*nativeCall) Value{
			"createStore": reduxStore, "legacy_createStore": reduxStore, "combineReducers": func(c *nativeCall) Value { return combine(c, c.arg(0)) },
			"applyMiddleware": withMiddleware, "compose": composeFunctions, "bindActionCreators": bindActions,
		})
	}
	return reduxCoreNatives
}

// Hidden members of a store, and of the object that all stores are members of.
const (
	reduxState      = "#state"
	reduxReducer    = "#reducer"
	reduxActions    = "#actions"
	reduxMiddleware = "#middleware"
	reduxAll        = "#stores"
)

// maxActionTypes bounds the types of actions that a reducer is called for apart; the others
// are one call.
const maxActionTypes = 60

var reduxStoreNatives map[string]*native
var combinedReducer, enhancer, composed, creatorsOf *native

func init() {
	reduxStoreNatives = table("store", map[string]func(*nativeCall) Value{
		"dispatch":       func(c *nativeCall) Value { return c.dispatch([]*Object{c.obj.bound.obj}, c.arg(0)) },
		"getState":       func(c *nativeCall) Value { return c.in.read(c.in.prop(c.obj.bound.obj, reduxState), c.act) },
		"subscribe":      watchStore,
		"replaceReducer": func(c *nativeCall) Value { c.reduceBy(c.obj.bound.obj, c.arg(0)); return single(atomUndefined, 0) },
	})
	reduxStoreNatives["getState"].may = true
	combinedReducer = &native{name: "combined reducer", call: reduceEach}
	enhancer = &native{name: "enhancer of a store", call: enhanceStore}
	composed = &native{name: "composed functions", call: callComposed}
	creatorsOf = &native{name: "bound action", call: callCreator}
}

// reduxStores are all stores of the program.
func (c *nativeCall) reduxStores() []*Object {
	return c.in.objects(c.in.read(c.in.prop(c.in.reduxHome(), reduxAll), c.act))
}

func (in *Interp) reduxHome() *Object { return in.programWide("stores of redux") }

// reduxStore is createStore(reducer, state, enhancer), where the state may be left out.
func reduxStore(c *nativeCall) Value {
	in := c.in
	store := c.newStore()
	for k := 1; k < 3; k++ {
		for _, e := range c.arg(k) {
			switch o := in.atoms[e.A].obj; {
			case o == nil:
			case o.native == enhancer || o.native == composed:
				c.useMiddleware(store, o, 0)
			case o.kind != oFunction && o.kind != oNative:
				in.add(in.prop(store, reduxState), Value{e})
			}
		}
	}
	c.reduceBy(store, c.arg(0))
	return store.val()
}

// newStore is the store of this call.
func (c *nativeCall) newStore() *Object {
	in := c.in
	store := c.newState(370)
	for k, name := range sortedKeys(reduxStoreNatives) {
		in.add(in.prop(store, name), c.boundNative(reduxStoreNatives[name], int32(371+k), &bound{obj: store}).val())
	}
	in.add(in.prop(in.reduxHome(), reduxAll), store.val())
	return store
}

// reduceBy gives a store its reducer, and starts what calls it.
func (c *nativeCall) reduceBy(store *Object, reducer Value) {
	in := c.in
	in.add(in.prop(store, reduxReducer), reducer)
	if in.reducing[store] != nil {
		return
	}
	d := in.driver("reducer of store "+itoa(int(store.atom)), func(c *nativeCall) Value { return c.reduceStore(store) })
	if in.reducing == nil {
		in.reducing = map[*Object]*Activation{}
	}
	in.reducing[store] = d
	in.enter(d, &edge{entry: &Entry{Words: "a store", Phase: "event"}}, unknownValue, callArgs{})
}

// reduceStore lets the reducer make the state of every action that was dispatched.
func (c *nativeCall) reduceStore(store *Object) Value {
	in := c.in
	reducer, state := in.read(in.prop(store, reduxReducer), c.act), in.read(in.prop(store, reduxState), c.act)
	first := c.allocSub(oPlain, c.inv.ins, 380)
	in.add(in.prop(first, "type"), single(in.str("@@INIT"), 0))
	before := state
	if len(before) == 0 {
		before = single(atomUndefined, 0)
	}
	call := func(action Value, sub int32) {
		if v, ok := c.now(reducer, single(atomUndefined, 0), []Value{before, action}, sub); ok {
			c.write(store, reduxState, v)
		}
	}
	call(first.val(), 1)
	for k, group := range c.byType(in.read(in.prop(store, reduxActions), c.act)) {
		call(group, int32(2+k))
	}
	return single(atomUndefined, 0)
}

// byType splits actions by their type, in the order in which the types came; those beyond
// the bound and those of an unknown type are one.
func (c *nativeCall) byType(actions Value) []Value {
	in := c.in
	at := map[string]int{}
	var out []Value
	var rest Value
	for _, e := range actions {
		name, ok := in.constString(c.optionalGet(Value{e}, "type"))
		k, known := at[name]
		switch {
		case !ok || !known && len(at) >= maxActionTypes:
			rest = join(rest, Value{e})
		case known:
			out[k] = join(out[k], Value{e})
		default:
			at[name] = len(out)
			out = append(out, Value{e})
		}
	}
	if len(rest) > 0 {
		out = append(out, rest)
	}
	return out
}

// dispatch gives stores an action. One that is a function is called, and a promise of one is
// dispatched when it is there.
func (c *nativeCall) dispatch(stores []*Object, action Value) Value {
	in := c.in
	var out, plain Value
	for k, e := range action {
		o := in.atoms[e.A].obj
		switch {
		case o == nil:
			out = join(out, Value{e})
		case o.kind == oPromise:
			plain = join(plain, objectsOnly(in, in.read(o.fulfil, c.act)))
			out = join(out, Value{e})
		case o.kind == oFunction || o.kind == oNative:
			v, ok := c.now(Value{e}, single(atomUndefined, 0), c.thunkArgs(stores), int32(1+k%20))
			if out = join(out, v); !ok {
				out = join(out, unknownValue)
			}
		default:
			plain = join(plain, Value{e})
		}
	}
	plain = tag(plain, c.st.held())
	for n, store := range stores {
		in.add(in.prop(store, reduxActions), lasting(plain))
		for k, e := range in.read(in.prop(store, reduxMiddleware), c.act) {
			c.now(Value{e}, single(atomUndefined, 0), []Value{plain}, int32(21+n*4+k))
		}
	}
	return join(out, plain)
}

// thunkArgs is what an action that is a function is given.
func (c *nativeCall) thunkArgs(stores []*Object) []Value {
	get := c.in.nativeObject(unknownCall).val()
	if len(stores) > 0 {
		get = nil
		for _, s := range stores {
			get = join(get, c.in.read(c.in.prop(s, "getState"), c.act))
		}
	}
	return []Value{c.reduxDispatcher(), get, unknownValue}
}

// combine is combineReducers({name: reducer}).
func combine(c *nativeCall, reducers Value) Value {
	holder := c.newState(385)
	return c.boundNative(combinedReducer, 386, &bound{obj: holder, args: []Value{reducers}}).val()
}

// reduceEach lets each of the combined reducers make its part of the state.
func reduceEach(c *nativeCall) Value {
	in, holder, n := c.in, c.obj.bound.obj, int32(0)
	c.eachMember(objectsOnly(in, c.obj.bound.args[0]), func(name string, reducer Value) {
		part := c.optionalGet(objectsOnly(in, c.arg(0)), name)
		if len(part) == 0 {
			part = single(atomUndefined, 0)
		}
		n++
		if v, ok := c.now(reducer, single(atomUndefined, 0), []Value{part, c.arg(1)}, n); ok {
			c.write(holder, name, v)
		}
	})
	return holder.val()
}

// withMiddleware is applyMiddleware(…functions).
func withMiddleware(c *nativeCall) Value {
	return c.boundNative(enhancer, 340, &bound{args: c.inv.args.list}).val()
}

// enhanceStore is enhancer(createStore): a function that makes an enhanced store.
func enhanceStore(c *nativeCall) Value { return c.arg(0) }

// useMiddleware lets the functions of an enhancer see what is dispatched: each is
// store => next => action => ….
func (c *nativeCall) useMiddleware(store, by *Object, depth int) {
	in := c.in
	for k, v := range by.bound.args {
		for _, e := range v {
			o := in.atoms[e.A].obj
			switch {
			case o == nil || depth > maxModules:
			case o.native == enhancer || o.native == composed:
				c.useMiddleware(store, o, depth+1)
			case by.native == enhancer && o.kind == oFunction:
				next := in.read(in.prop(store, "dispatch"), c.act)
				take, _ := c.now(Value{e}, single(atomUndefined, 0), []Value{store.val()}, int32(30+k))
				act, _ := c.now(c.functions(take), single(atomUndefined, 0), []Value{next}, int32(40+k))
				in.add(in.prop(store, reduxMiddleware), c.functions(act))
			}
		}
	}
}

// composeFunctions is compose(f, g): x => f(g(x)).
func composeFunctions(c *nativeCall) Value {
	return c.boundNative(composed, 341, &bound{args: c.inv.args.list}).val()
}

func callComposed(c *nativeCall) Value {
	args := c.inv.args.list
	for k := len(c.obj.bound.args) - 1; k >= 0; k-- {
		v, ok := c.now(c.obj.bound.args[k], single(atomUndefined, 0), args, int32(1+k))
		if !ok {
			return unknownValue
		}
		args = []Value{v}
	}
	if len(args) == 0 {
		return single(atomUndefined, 0)
	}
	return args[0]
}

// bindActions is bindActionCreators(creators, dispatch): a function, or an object of them.
func bindActions(c *nativeCall) Value {
	out := c.allocSub(oPlain, c.inv.ins, 345)
	var fns Value
	for _, e := range objectsOnly(c.in, c.arg(0)) {
		if c.callable(Value{e}) {
			fns = join(fns, c.boundNative(creatorsOf, 346, &bound{fn: Value{e}}).val())
			continue
		}
		c.actions(out, Value{e})
	}
	if len(out.order) == 0 && len(fns) > 0 {
		return fns
	}
	return join(fns, out.val())
}

// callCreator dispatches what a function makes.
func callCreator(c *nativeCall) Value {
	v, ok := c.now(c.obj.bound.fn, single(atomUndefined, 0), c.inv.args.list, 1)
	if !ok {
		return unknownValue
	}
	return c.dispatch(c.reduxStores(), v)
}
