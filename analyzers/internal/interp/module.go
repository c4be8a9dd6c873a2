package interp

import (
	"encoding/json"
	"path"
	"slices"
	"sort"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/ir"
)

// moduleState is one module as it runs.
type moduleState struct {
	mod     *jsparse.Module
	file    *jsparse.File
	view    *jsparse.View
	page    *jsparse.Page
	comp    *jsparse.Component
	object  *Object // `module`
	exports *Object // the first value of module.exports
	require *Object
	act     *Activation
	defined map[string]Value // modules that define() registered, by name
}

// loadModules runs app.js, the pages and the components, in the platform's order.
func (in *Interp) loadModules() {
	p := in.prog
	if p.AppModule != nil {
		in.runRoot(p.AppModule, nil, nil)
	}
	for _, m := range p.Entries {
		in.runRoot(m, nil, nil)
	}
	for _, pg := range p.Pages {
		if pg.Module != nil {
			in.runRoot(pg.Module, pg, nil)
		}
	}
	for _, c := range p.Components {
		if c.Module != nil {
			in.runRoot(c.Module, nil, c)
		}
	}
	for _, pg := range p.Pages {
		if pg.Start != nil {
			in.startEntryOf(pg)
		}
	}
}

// runRoot runs a module for itself: what it registers is the page or component.
func (in *Interp) runRoot(m *jsparse.Module, page *jsparse.Page, comp *jsparse.Component) {
	st := in.moduleState(m)
	if st == nil {
		return
	}
	if page != nil {
		st.page = page
	}
	if comp != nil {
		st.comp = comp
	}
	in.runModule(st, nil, nil)
	in.drain()
}

func (in *Interp) moduleState(m *jsparse.Module) *moduleState {
	if st := in.modules[m]; st != nil {
		return st
	}
	if m.Unit == nil && !m.JSON {
		return nil
	}
	st := &moduleState{mod: m, file: m.File}
	in.modules[m] = st
	in.initModule(st, m.Unit)
	if m.JSON {
		in.add(in.prop(st.object, "exports"), in.jsonValue([]byte(m.File.Text)))
	}
	return st
}

func (in *Interp) initModule(st *moduleState, u *ir.Unit) {
	in.stats.held += heldModule
	st.object, st.exports = in.newObject(oPlain), in.newObject(oPlain)
	st.require = in.newObject(oNative)
	st.require.native, st.require.bound = requireNative, &bound{data: st}
	async := in.newObject(oNative)
	async.native, async.bound = requireAsync, &bound{data: st}
	in.add(in.prop(st.require, "async"), async.val())
	in.add(in.prop(st.object, "exports"), st.exports.val())
	if u != nil {
		in.unitOf[u] = st
	}
}

// runModule runs a module's body once; from is who requires it.
func (in *Interp) runModule(st *moduleState, from *Activation, site *ir.Instr) {
	if st.act != nil || st.mod == nil && st.view == nil {
		return
	}
	var u *ir.Unit
	if st.view != nil {
		u = st.view.Unit
	} else {
		u = st.mod.Unit
	}
	if u == nil {
		return
	}
	main := u.Main()
	o := in.newObject(oFunction)
	o.fn, o.module = main, st
	st.act = in.activation(o, in.context(ctxKey{entry: "module " + u.Source.Path}))
	e := &edge{edgeKey: edgeKey{from, site, 0}}
	if from == nil {
		e.entry = &Entry{Words: "module " + u.Source.Path + " is loaded", Short: u.Source.Path, Phase: "start", Unit: u}
		if in.prog.App.Kind == appjson.Game {
			in.entries = append(in.entries, e.entry) // a game registers nothing else
		}
	}
	this := unknownValue
	if st.mod != nil {
		this = st.exports.val() // as CommonJS has it; compilers ask it for helpers: this && this.__awaiter || …
	}
	in.enter(st.act, e, this, callArgs{})
	if st.act.queued && in.depth < maxDepth {
		st.act.queued = false
		in.evaluate(st.act)
	}
}

// exportsOf is what require gives for a module.
func (in *Interp) exportsOf(st *moduleState, reader *Activation) Value {
	v := in.read(in.prop(st.object, "exports"), reader)
	if len(v) > 1 {
		// A module that assigns module.exports no longer exports the first object.
		return slices.DeleteFunc(slices.Clone(v), func(e Elem) bool { return e.A == st.exports.atom })
	}
	return v
}

func (in *Interp) stateOf(u *ir.Unit) *moduleState { return in.unitOf[u] }

// importValue is the namespace of the module that spec names from the activation's file.
func (in *Interp) importValue(a *Activation, spec string) Value {
	return in.requireFrom(in.stateOf(a.fn.Unit), a, nil, spec)
}

func (in *Interp) requireFrom(st *moduleState, a *Activation, site *ir.Instr, spec string) Value {
	if st == nil || st.mod == nil {
		return unknownValue
	}
	if v, ok := in.definedModule(st, spec); ok {
		return v
	}
	if v := in.libraryOf(spec); v != nil {
		return v
	}
	m := in.prog.Resolve(st.mod, spec)
	if m == nil {
		return unknownValue
	}
	return in.requireModule(m, a, site)
}

func (in *Interp) requireModule(m *jsparse.Module, a *Activation, site *ir.Instr) Value {
	to := in.moduleState(m)
	if to == nil || in.opaque(m) {
		return unknownValue
	}
	in.runModule(to, a, site)
	return in.exportsOf(to, a)
}

var (
	requireNative = &native{name: "require"}
	requireAsync  = &native{name: "require.async"}
)

func init() {
	requireNative.call, requireAsync.call = requireCall, requireAsyncCall
}

func requireCall(c *nativeCall) Value {
	st := c.obj.bound.data.(*moduleState)
	names, known := c.in.keys(c.arg(0))
	var out Value
	for _, n := range names {
		out = join(out, c.in.requireFrom(st, c.act, c.inv.ins, n))
	}
	if !known {
		out = join(out, c.requireComputed(st, c.arg(0)))
	}
	if len(c.inv.args.list) > 1 {
		c.later(c.arg(1), single(atomUndefined, 0), []Value{out}, 1, 0, "require callback")
	}
	return out
}

func requireAsyncCall(c *nativeCall) Value {
	v := requireCall(c)
	p := c.promiseAt(c.inv.ins, 1)
	c.settle(p, v, c.st.must)
	return p.val()
}

// importGet reads an imported binding; the default of a CommonJS module is the
// module itself.
func (f *frame) importGet(ins *ir.Instr, ns Value) Value {
	if ins.Name != "default" {
		return f.get(ins, ns, ins.Name)
	}
	var out Value
	for _, e := range ns {
		o := f.in.atoms[e.A].obj
		if o != nil && (o.kind == oPlain || o.kind == oFunction) {
			f.in.depend(&o.shape, f.act)
			if o.props["default"] == nil && o.getter["default"] == nil {
				out = join(out, Value{e})
				continue
			}
		}
		out = join(out, f.getAtom(ins, e, "default"))
	}
	return out
}

// exportAll makes every export of a module one of another.
func (f *frame) exportAll(exports, ns Value) {
	for _, o := range f.in.objects(exports) {
		f.in.add(f.in.protoOf(o), ns)
	}
}

// defineModule is define(name, factory, …) of compiled packages.
func defineModule(c *nativeCall) Value {
	name, ok := c.in.constString(c.arg(0))
	st := c.in.stateOf(c.act.fn.Unit)
	if !ok || st == nil {
		return single(atomUndefined, 0)
	}
	if st.defined == nil {
		st.defined = map[string]Value{}
	}
	module := c.allocSub(oPlain, c.inv.ins, 1)
	exports := c.allocSub(oPlain, c.inv.ins, 2)
	c.in.add(c.in.prop(module, "exports"), exports.val())
	st.defined[name] = module.val()
	require := c.boundNative(requireNative, 3, &bound{data: st})
	c.now(c.arg(1), single(atomUndefined, 0), []Value{require.val(), module.val(), exports.val()}, 4)
	return single(atomUndefined, 0)
}

func (in *Interp) definedModule(st *moduleState, spec string) (Value, bool) {
	for _, name := range []string{spec, spec + ".js", path.Clean(spec), path.Clean(spec) + ".js"} {
		if m, ok := st.defined[name]; ok {
			return in.atoms[m[0].A].obj.props["exports"].val, true
		}
	}
	return nil, false
}

// jsonValue is the value of a JSON text, bounded in depth and size.
func (in *Interp) jsonValue(text []byte) Value {
	if len(text) > 200_000 {
		return unknownValue
	}
	var x any
	if json.Unmarshal(text, &x) != nil {
		return unknownValue
	}
	return in.fromJSON(x, 0, in.newObject)
}

// fromJSON makes the value of a JSON text that was read; alloc makes its objects, in order.
func (in *Interp) fromJSON(x any, depth int, alloc func(ObjKind) *Object) Value {
	if depth > 20 {
		return unknownValue
	}
	switch x := x.(type) {
	case nil:
		return single(atomNull, 0)
	case bool:
		return boolean(x, !x, 0, 0)
	case float64:
		return single(in.num(x), 0)
	case string:
		return single(in.str(x), 0)
	case []any:
		o := alloc(oArray)
		for i, e := range x {
			if i == maxUnroll {
				in.add(in.anyProp(o), unknownValue)
				break
			}
			in.add(in.prop(o, itoa(i)), in.fromJSON(e, depth+1, alloc))
		}
		return o.val()
	case map[string]any:
		o := alloc(oPlain)
		for _, k := range sortedKeys(x) {
			in.add(in.prop(o, k), in.fromJSON(x[k], depth+1, alloc))
		}
		return o.val()
	}
	return unknownValue
}

// loadGlobal reads a global name.
func (f *frame) loadGlobal(ins *ir.Instr) Value {
	in := f.in
	if in.prog.Framework == codepkg.Kbone {
		if v := f.browserGlobal(ins.Name); len(v) > 0 {
			return v
		}
	}
	var own Value
	if c := in.globals.props[ins.Name]; c != nil {
		own = in.read(c, f.act)
	} else {
		in.absent(in.globals, ins.Name, f.act)
	}
	if st := in.stateOf(f.act.fn.Unit); st != nil {
		switch ins.Name {
		case "require":
			return st.require.val()
		case "module":
			return st.object.val()
		case "exports":
			return st.exports.val()
		}
	}
	if v := in.constantGlobal(ins); v != nil {
		return v
	}
	if v := in.global(ins.Name); v != nil {
		if in.replaced[replacement{ins.Name, f.act.fn.Unit}] {
			return v // const old = Page; Page = options => old(wrap(options))
		}
		return join(v, own)
	}
	if len(own) > 0 {
		return own
	}
	switch ins.Name {
	case "undefined":
		return single(atomUndefined, 0)
	case "NaN", "Infinity":
		return unknownValue
	}
	if ins.Sub == 1 && !knownGlobals[ins.Name] {
		return single(atomUndefined, 0)
	}
	return unknownValue
}

var knownGlobals = map[string]bool{
	"Date": true, "RegExp": true, "Symbol": true, "ArrayBuffer": true, "Uint8Array": true, "DataView": true,
	"WebAssembly": true, "BigInt": true, "isNaN": true, "Float32Array": true, "Intl": true, "globalThis": true, "global": true,
}

// global is a name that the language or the platform brings; nil for others.
func (in *Interp) global(name string) Value {
	switch own, foreign := in.cat.IsNamespace(name); {
	case own:
		return in.namespace("wx").val()
	case foreign:
		return single(atomUndefined, 0) // typeof my !== 'undefined' ? my : wx
	}
	if in.isGlobalObject(name) {
		return in.globals.val()
	}
	if v := in.nspaces[name]; v != nil {
		return v.val()
	}
	fn, members := globalNatives[name], globalObjects[name]
	if fn == nil && members == nil {
		return nil
	}
	o := in.newObject(oPlain)
	o.open = true // the tables do not hold all that the language has
	if fn != nil {
		o.kind, o.native = oNative, fn
	}
	names := make([]string, 0, len(members))
	for m := range members {
		names = append(names, m)
	}
	sort.Strings(names)
	for _, m := range names {
		in.add(in.prop(o, m), in.nativeObject(members[m]).val())
	}
	in.nspaces[name] = o
	if name == "Object" || name == "Array" || name == "Function" || name == "Promise" {
		in.add(in.prop(o, "prototype"), in.prototypeOf(name).val())
	}
	return o.val()
}

// isGlobalObject tells the names of the global object; games have one more.
func (in *Interp) isGlobalObject(name string) bool {
	return slices.Contains(globalNames, name) || name == gameGlobal && in.prog.App.Kind == appjson.Game
}

// globalMember reads the platform off the global object: globalThis['wx']. What a program
// puts there in its place wraps it.
func (in *Interp) globalMember(name string) (Value, bool) {
	if own, _ := in.cat.IsNamespace(name); own {
		return in.namespace("wx").val(), true
	}
	return nil, false
}

// prototypeOf is Object.prototype and its like, whose methods code calls on other
// objects.
func (in *Interp) prototypeOf(name string) *Object {
	o := in.newObject(oPlain)
	switch name {
	case "Array":
		o.kind = oArray
	case "Function":
		o.kind = oNative
		o.native = &native{name: "Function.prototype", call: undefinedResult}
	case "Promise":
		o.kind, o.fulfil, o.reject = oPromise, &Cell{}, &Cell{}
	}
	return o
}

// replacement is a file that puts its own value in place of a global.
type replacement struct {
	name string
	unit *ir.Unit
}

func (in *Interp) storeGlobal(a *Activation, name string, v Value) {
	if in.replaced == nil {
		in.replaced = map[replacement]bool{}
	}
	in.replaced[replacement{name, a.fn.Unit}] = true
	in.add(in.prop(in.globals, name), v)
}
