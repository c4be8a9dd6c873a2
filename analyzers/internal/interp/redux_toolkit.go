package interp

// What Redux Toolkit adds: slices, which are a reducer and the makers of its actions, and
// actions that wait. A case of a slice writes the state that it is given.

func init() {
	libraries["@reduxjs/toolkit"] = func(in *Interp) *Object { return in.reactModule("redux toolkit", oPlain, toolkit()) }
	libraries["reselect"] = libraries["@reduxjs/toolkit"]
}

var toolkitNatives map[string]*native

func toolkit() map[string]*native {
	if toolkitNatives == nil {
		m := map[string]func(*nativeCall) Value{
			"configureStore": configureStore, "createSlice": createSlice, "createReducer": createReducer, "createAction": createAction,
			"createAsyncThunk": createAsyncThunk, "createSelector": createSelector, "createDraftSafeSelector": createSelector, "nanoid": unknownResult,
			"unwrapResult": func(c *nativeCall) Value { return c.optionalGet(objectsOnly(c.in, c.arg(0)), "payload") },
		}
		toolkitNatives = table("redux toolkit", m)
		for name, n := range reduxCore() {
			if toolkitNatives[name] == nil {
				toolkitNatives[name] = n
			}
		}
	}
	return toolkitNatives
}

var makeAction, caseReducer, addCase, addAnyCase, asyncThunk, runThunk, selector *native

func init() {
	makeAction = &native{name: "maker of actions", call: callMaker}
	caseReducer = &native{name: "reducer of cases", call: reduceCases}
	addCase = &native{name: "addCase", call: func(c *nativeCall) Value { c.addCases(c.arg(0), c.arg(1)); return c.this() }}
	addAnyCase = &native{name: "addMatcher", call: func(c *nativeCall) Value {
		cases := c.obj.bound.obj
		c.in.add(c.in.anyProp(cases), join(c.functions(c.arg(0)), c.functions(c.arg(1))))
		return c.this()
	}}
	asyncThunk = &native{name: "maker of actions that wait", call: func(c *nativeCall) Value {
		b := *c.obj.bound
		b.args = []Value{c.arg(0)}
		return c.boundNative(runThunk, 360, &b).val()
	}}
	runThunk = &native{name: "action that waits", call: callThunk}
	selector = &native{name: "selector", call: callSelector}
}

// configureStore is configureStore({reducer, preloadedState, middleware}).
func configureStore(c *nativeCall) Value {
	in := c.in
	store := c.newStore()
	options := objectsOnly(in, c.arg(0))
	in.add(in.prop(store, reduxState), objectsOnly(in, c.optionalGet(options, "preloadedState")))
	for _, e := range objectsOnly(in, c.optionalGet(options, "reducer")) {
		if c.callable(Value{e}) {
			c.reduceBy(store, Value{e})
		} else {
			c.reduceBy(store, combine(c, Value{e}))
		}
	}
	given := objectsOnly(in, c.optionalGet(options, "middleware"))
	none := c.newArray(341, nil, nil)
	if made, ok := c.now(c.functions(given), single(atomUndefined, 0), []Value{c.boundNative(constantly, 342, &bound{this: none}).val()}, 60); ok {
		given = objectsOnly(in, made)
	}
	for _, list := range in.objects(given) {
		elems, rest, _ := c.arrayElements(list)
		by := c.allocSub(oNative, c.inv.ins, 343)
		by.native, by.bound = enhancer, &bound{args: append(elems[:len(elems):len(elems)], rest)}
		c.useMiddleware(store, by, 0)
	}
	return store.val()
}

var constantly *native

func init() {
	constantly = &native{name: "constant function", call: func(c *nativeCall) Value { return c.obj.bound.this }}
}

// newCases makes a reducer of cases by the type of the action.
func (c *nativeCall) newCases(initial Value) (reducer, cases *Object) {
	in := c.in
	cases = c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+350)
	for _, e := range initial {
		if c.callable(Value{e}) && in.atoms[e.A].kind == kObject {
			v, _ := c.now(Value{e}, single(atomUndefined, 0), nil, 70)
			in.add(in.prop(cases, initialMember), v)
			continue
		}
		in.add(in.prop(cases, initialMember), Value{e})
	}
	return c.boundNative(caseReducer, 351, &bound{obj: cases}), cases
}

// initialMember holds the first state beside the cases, whose names are types of actions.
const initialMember = "#initial"

// addCases adds a function for a type: a text, or what makes actions of it.
func (c *nativeCall) addCases(of, fn Value) {
	in := c.in
	names, _ := in.keys(join(onlyTexts(in, of), c.optionalGet(objectsOnly(in, of), "type")))
	for _, name := range names {
		in.add(in.prop(c.obj.bound.obj, name), c.functions(fn))
	}
}

func onlyTexts(in *Interp, v Value) Value {
	var out Value
	for _, e := range v {
		if in.atoms[e.A].kind == kString {
			out = append(out, e)
		}
	}
	return out
}

// moreCases adds what a builder, or an object of functions, has.
func (c *nativeCall) moreCases(cases *Object, by Value) {
	in := c.in
	builder := c.allocSub(oPlain, c.inv.ins, 352)
	for k, n := range []*native{addCase, addAnyCase, addAnyCase} {
		in.add(in.prop(builder, []string{"addCase", "addMatcher", "addDefaultCase"}[k]), c.boundNative(n, int32(353+k), &bound{obj: cases}).val())
	}
	c.now(c.functions(by), single(atomUndefined, 0), []Value{builder.val()}, 71)
	for _, o := range in.objects(by) {
		if o.kind == oPlain {
			c.eachMember(o.val(), func(name string, fn Value) { in.add(in.prop(cases, name), c.functions(fn)) })
		}
	}
}

// createReducer is createReducer(initial, cases).
func createReducer(c *nativeCall) Value {
	reducer, cases := c.newCases(c.arg(0))
	c.moreCases(cases, c.arg(1))
	return reducer.val()
}

// createSlice is createSlice({name, initialState, reducers, extraReducers}).
func createSlice(c *nativeCall) Value {
	in := c.in
	options := objectsOnly(in, c.arg(0))
	slice, actions := c.allocSub(oPlain, c.inv.ins, 356), c.allocSub(oPlain, c.inv.ins, 357)
	reducer, cases := c.newCases(c.optionalGet(options, "initialState"))
	name, _ := in.constString(c.optionalGet(options, "name"))
	n := int32(0)
	c.eachMember(objectsOnly(in, c.optionalGet(options, "reducers")), func(key string, def Value) {
		kind := name + "/" + key
		in.add(in.prop(cases, kind), c.functions(join(def, c.optionalGet(objectsOnly(in, def), "reducer"))))
		prepare := c.functions(c.optionalGet(objectsOnly(in, def), "prepare"))
		in.add(in.prop(actions, key), c.actionMaker(kind, prepare, n).val())
		n++
	})
	c.moreCases(cases, c.optionalGet(options, "extraReducers"))
	in.add(in.prop(slice, "name"), c.optionalGet(options, "name"))
	in.add(in.prop(slice, "actions"), actions.val())
	in.add(in.prop(slice, "reducer"), reducer.val())
	in.add(in.prop(slice, "caseReducers"), objectsOnly(in, c.optionalGet(options, "reducers")))
	in.add(in.prop(slice, "getInitialState"), c.boundNative(constantly, 358, &bound{this: in.read(in.prop(cases, initialMember), c.act)}).val())
	return slice.val()
}

// actionMaker makes actions of a type, of its argument or of what a function makes of it.
func (c *nativeCall) actionMaker(kind string, prepare Value, n int32) *Object {
	o := c.boundNative(makeAction, 500+n, &bound{data: kind, fn: prepare})
	c.in.add(c.in.prop(o, "type"), single(c.in.str(kind), 0))
	return o
}

func createAction(c *nativeCall) Value {
	kind, ok := c.in.constString(c.arg(0))
	if !ok {
		return unknownValue
	}
	return c.actionMaker(kind, c.functions(c.arg(1)), 0).val()
}

func callMaker(c *nativeCall) Value {
	b := c.obj.bound
	payload := c.arg(0)
	if v, ok := c.now(b.fn, single(atomUndefined, 0), c.inv.args.list, 1); ok {
		payload = c.optionalGet(objectsOnly(c.in, v), "payload")
	}
	return c.action(b.data.(string), payload, 361)
}

// action is the object that is dispatched.
func (c *nativeCall) action(kind string, payload Value, sub int32) Value {
	in := c.in
	o := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+sub)
	in.add(in.prop(o, "type"), single(in.str(kind), 0))
	in.add(in.prop(o, "payload"), tag(payload, c.st.held()))
	return Value{{o.atom, c.st.held(), c.st.held()}}
}

// reduceCases runs the cases of an action on the state, which they write or make anew. What
// held when the action was made holds in them.
func reduceCases(c *nativeCall) Value {
	in, cases := c.in, c.obj.bound.obj
	in.depend(&cases.shape, c.act)
	var state Value
	for _, e := range c.arg(0) {
		if e.A == atomUndefined {
			state = join(state, in.read(in.prop(cases, initialMember), c.act))
			continue
		}
		state = join(state, Value{e})
	}
	out := state
	for k, group := range c.byType(objectsOnly(in, c.arg(1))) {
		var fns Value
		if kind, ok := in.constString(c.optionalGet(group, "type")); ok {
			if cell := cases.props[kind]; cell != nil {
				fns = in.read(cell, c.act)
			}
		}
		if cases.any != nil {
			fns = join(fns, in.read(cases.any, c.act))
		}
		if len(fns) == 0 {
			continue
		}
		v, _ := c.invoke(&invocation{ins: c.inv.ins, fn: fns, this: single(atomUndefined, 0), args: callArgs{list: []Value{state, group}}, sub: c.inv.sub*1000 + int32(1+k), why: "callback", bits: in.proves(group)})
		for _, e := range v {
			if e.A != atomUndefined {
				out = join(out, Value{e})
			}
		}
	}
	return out
}

// createAsyncThunk is createAsyncThunk(type, make).
func createAsyncThunk(c *nativeCall) Value {
	in := c.in
	kind, ok := in.constString(c.arg(0))
	if !ok {
		return unknownValue
	}
	o := c.boundNative(asyncThunk, 359, &bound{data: kind, fn: c.functions(c.arg(1))})
	for k, stage := range []string{"pending", "fulfilled", "rejected"} {
		in.add(in.prop(o, stage), c.actionMaker(kind+"/"+stage, nil, int32(k)).val())
	}
	return o.val()
}

// callThunk runs what makes the payload, and dispatches an action once it is there.
func callThunk(c *nativeCall) Value {
	in, b := c.in, c.obj.bound
	api := c.allocSub(oPlain, c.inv.ins, 362)
	args := c.thunkArgs(c.reduxStores())
	api.open = true
	in.add(in.prop(api, "dispatch"), args[0])
	in.add(in.prop(api, "getState"), args[1])
	in.add(in.prop(api, "rejectWithValue"), in.nativeObject(firstOf).val())
	v, _ := c.now(b.fn, single(atomUndefined, 0), append(b.args[:len(b.args):len(b.args)], api.val()), 1)
	var payload Value
	for _, e := range v {
		if o := in.atoms[e.A].obj; o != nil && o.kind == oPromise {
			payload = join(payload, in.read(o.fulfil, c.act))
			continue
		}
		payload = join(payload, Value{e})
	}
	done := c.promiseAt(c.inv.ins, 363)
	if len(payload) == 0 {
		return done.val()
	}
	action := c.action(b.data.(string)+"/fulfilled", payload, 364)
	c.dispatch(c.reduxStores(), action)
	c.settle(done, action, 0)
	got := c.promiseAt(c.inv.ins, 365)
	c.settle(got, payload, 0)
	in.add(in.prop(done, "unwrap"), c.boundNative(constantly, 366, &bound{this: got.val()}).val())
	return done.val()
}

// createSelector is createSelector(inputs, combine), where the inputs may be a list.
func createSelector(c *nativeCall) Value {
	in := c.in
	var fns []Value
	for _, v := range c.inv.args.list {
		list := false
		for _, o := range in.objects(v) {
			if o.kind == oArray {
				elems, _, _ := c.arrayElements(o)
				fns, list = append(fns, elems...), true
			}
		}
		if !list && c.callable(v) {
			fns = append(fns, v)
		}
	}
	return c.boundNative(selector, 367, &bound{args: fns}).val()
}

func callSelector(c *nativeCall) Value {
	fns := c.obj.bound.args
	if len(fns) == 0 {
		return unknownValue
	}
	var got []Value
	for k, fn := range fns[:len(fns)-1] {
		v, ok := c.now(fn, single(atomUndefined, 0), c.inv.args.list, int32(1+k))
		if !ok {
			v = unknownValue
		}
		got = append(got, v)
	}
	v, _ := c.now(fns[len(fns)-1], single(atomUndefined, 0), got, int32(len(fns)))
	return v
}
