package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// Webpack writes modules as functions in tables, and each file of a build hands its table
// to a global list: (wx.webpackJsonp = wx.webpackJsonp || []).push([[chunks], {id:
// function (module, exports, require) {…}}, start]). The runtime that takes them from there
// copies tables by loops over unknown names, so it is modelled: a module runs when it is
// first required, once.

// bundles are the modules of the program that tables hold.
type bundles struct {
	lists   []*Cell            // what properties hold whose names say that chunks go there
	tables  map[string]*Cell   // by id: the functions
	packed  map[string]*packed // by id: the modules that were required
	arrived Cell               // wakes those who wait for a module
	require *Object
	// requirers are the functions by which files of a build that share one set of modules
	// require them, see requiresPacked.
	requirers map[*Object]*Object
	requireOf map[*Object]*Object // by table: the require of its modules
	// ofRuntime are the functions of modules that are a framework's code.
	ofRuntime map[*ir.Func]bool
	// hooksIn are the functions of modules that make the object by which Taro's parts extend
	// each other, see react_hidden.go; parts are those of modules that define polyfills.
	hooksIn               map[*ir.Func]bool
	parts                 map[*ir.Func]bool
	inTable               map[*ir.Func]bool     // the functions of modules in tables
	moduleFuncs           map[*ir.Func]*ir.Func // see moduleOf
	calledAtOnce          map[*ir.Func]bool     // see atOnce
	askers                map[*ir.Func]bool     // the modules that ask for one of hooksIn …
	askersAt              int                   // … when there were this many of them and of modules
	slicers               map[*ir.Func]bool     // see slicedArray
	prototypers           map[*ir.Func]bool     // see readsPrototype
	alternating           map[*ir.Func]bool     // see spreader
	keyDefiners           map[*ir.Func]bool
	handedOn              map[*ir.Func][]*ir.Var // see handsOn
	dataDefiners          map[*ir.Func]bool      // see definesData
	definers              map[*ir.Func]bool      // the functions of modules that define polyfills, see polyfills
	mpxRegisters          map[*ir.Func]bool      // see registersMpx
	builtAs, builtClassAs map[*ir.Func]int       // see builtOf
	memberUses            map[*ir.Func]members   // see membersOf
	elementMakers         map[*ir.Func]bool      // see makesElements
	stateMakers           map[*ir.Func]bool      // see makesState
	localClasses          map[*ir.Func]bool      // see localClass
	// waiting are ES modules that were imported, but of which nothing was read yet.
	waiting []*packed
}

// packed is one module.
type packed struct {
	id              string
	object, exports *Object
	fn              Value
	require         *Object
	ran, known      bool
	importers       []*ir.Unit // the files whose modules import it
}

// chunk tells a call that adds a table to the list, and adds it.
func (f *frame) chunk(inv *invocation) bool {
	in := f.in
	if len(inv.args.list) != 1 || len(inv.this) == 0 || len(inv.args.list[0]) != 1 {
		return false
	}
	c := in.atoms[inv.args.list[0][0].A].obj
	if c == nil || c.kind != oArray || c.props["0"] == nil || c.props["1"] == nil || !in.chunkList(inv.this) {
		return false
	}
	tables := in.read(c.props["1"], f.act)
	for _, o := range in.objects(in.read(c.props["0"], f.act)) {
		if o.kind != oArray {
			return false
		}
	}
	for _, o := range in.objects(tables) {
		for _, name := range o.order {
			for _, m := range in.objects(o.props[name].val) {
				if m.kind != oFunction {
					return false
				}
			}
		}
	}
	n := &nativeCall{frame: f, inv: inv}
	for _, o := range in.objects(tables) {
		in.depend(&o.shape, f.act)
		for _, id := range o.order {
			in.pack(id, in.read(o.props[id], f.act))
		}
	}
	if start := c.props["2"]; start != nil {
		n.startChunk(in.read(start, f.act))
	}
	return true
}

// chunkList tells an array that chunks are handed to.
func (in *Interp) chunkList(v Value) bool {
	return slices.ContainsFunc(in.lists, func(c *Cell) bool {
		return slices.ContainsFunc(v, func(e Elem) bool {
			o := in.atoms[e.A].obj
			return o != nil && o.kind == oArray && c.val.has(e.A)
		})
	})
}

// chunkCall tells a call of the function that webpack before 4 keeps chunks by:
// webpackJsonp([chunks], {id: function (module, exports, require) {…}}, [ids to require]).
func (f *frame) chunkCall(inv *invocation) bool {
	in, list := f.in, inv.args.list
	if len(list) < 2 || len(list) > 3 || len(list[1]) != 1 || len(in.lists) == 0 || !in.keepsChunks(inv.fn) {
		return false
	}
	n := &nativeCall{frame: f, inv: inv}
	for _, table := range in.objects(list[1]) {
		if table.kind != oPlain && table.kind != oArray {
			return false
		}
		in.depend(&table.shape, f.act)
		for _, id := range table.order {
			if fn := n.functions(in.read(table.props[id], f.act)); len(fn) > 0 {
				in.pack(id, fn)
			}
		}
	}
	if len(list) == 3 {
		for _, ids := range in.objects(list[2]) {
			elems, _, _ := n.arrayElements(ids)
			for _, id := range elems {
				n.requirePacked(id)
			}
		}
	}
	return true
}

// keepsChunks tells such a function: it hangs on an object under a name of webpack's.
func (in *Interp) keepsChunks(fn Value) bool {
	return len(fn) > 0 && slices.ContainsFunc(in.lists, func(c *Cell) bool {
		return slices.ContainsFunc(fn, func(e Elem) bool {
			o := in.atoms[e.A].obj
			return o != nil && o.kind == oFunction && c.val.has(e.A)
		})
	})
}

// packTable packs the modules of a table that a bundle's own runtime holds as require.m.
func (f *frame) packTable(o *Object, name string, v Value) {
	if name != "m" || o.kind != oFunction {
		return
	}
	in := f.in
	for _, t := range in.objects(v) {
		if t.kind != oPlain || len(t.order) == 0 {
			continue
		}
		in.requiresPacked(f.act, o, t)
		in.depend(&t.shape, f.act)
		for _, id := range t.order {
			if fn := in.read(t.props[id], f.act); len(fn) == 1 && in.atoms[fn[0].A].obj != nil && in.atoms[fn[0].A].obj.kind == oFunction {
				in.pack(id, fn)
			}
		}
	}
}

// pack adds a module to the table.
func (in *Interp) pack(id string, fn Value) {
	if in.tables == nil {
		in.tables = map[string]*Cell{}
	}
	c := in.tables[id]
	if c == nil {
		c = &Cell{}
		in.tables[id] = c
		in.notify(&in.arrived)
	}
	in.add(c, fn)
	for _, o := range in.objects(fn) {
		if in.inTable == nil {
			in.inTable = map[*ir.Func]bool{}
		}
		in.inTable[o.fn] = true
	}
}

// startChunk runs what a chunk starts with: a function that is given require, or the
// modules to require, each with the chunks that it needs.
func (c *nativeCall) startChunk(start Value) {
	in := c.in
	for k, e := range objectsOnly(in, start) {
		switch o := in.atoms[e.A].obj; o.kind {
		case oFunction:
			c.now(Value{e}, single(atomUndefined, 0), []Value{in.packRequire().val()}, int32(1+k))
		case oArray:
			elems, _, _ := c.arrayElements(o)
			for _, x := range elems {
				for _, list := range in.objects(x) {
					if id := list.props["0"]; id != nil {
						c.requirePacked(in.read(id, c.act))
					}
				}
			}
		}
	}
}

// packRequire is the require of such modules, with what compiled code uses of it.
func (in *Interp) packRequire() *Object {
	if in.require == nil {
		in.require = in.newRequire()
	}
	return in.require
}

func (in *Interp) newRequire() *Object {
	o := in.newObject(oNative)
	o.native, o.open = packNatives["require"], true
	for _, name := range sortedKeys(packNatives) {
		if name != "require" {
			in.add(in.prop(o, name), in.nativeObject(packNatives[name]).val())
		}
	}
	in.add(in.prop(o, "g"), in.globals.val())
	return o
}

var packNatives map[string]*native

func init() {
	packNatives = table("webpack", map[string]func(*nativeCall) Value{
		"require": func(c *nativeCall) Value {
			if c.obj != nil && c.obj.bound != nil {
				return c.requireOwn(c.obj.bound.obj, c.arg(0))
			}
			return c.requirePacked(c.arg(0))
		},
		"d": packDefine, "n": packDefault, "t": packNamespace, "r": packMark, "o": truthUnknown, "O": packAfter,
		"e": packLoad, "nmd": firstArg, "hmd": firstArg, "a": packAsync,
	})
	for _, n := range packNatives {
		n.may = true
	}
}

// requirePacked runs the modules that ids name and yields what they export; nothing
// as long as none of them is there.
func (c *nativeCall) requirePacked(ids Value) Value { return c.requireOwn(nil, ids) }

// requireOwn does so for a module of a table that is not the only one with modules of these
// ids: its own come first.
func (c *nativeCall) requireOwn(table *Object, ids Value) Value {
	in := c.in
	var out Value
	for _, e := range ids {
		info := &in.atoms[e.A]
		if info.kind != kString && info.kind != kNumber {
			if info.kind == kUnknown {
				out = join(out, unknownValue)
			}
			continue
		}
		names, _ := in.keys(Value{e})
		if table != nil && table.props[names[0]] != nil {
			own := in.read(table.props[names[0]], c.act)
			out = join(out, c.runPacked(names[0]+" of "+itoa(int(table.atom)), own, in.requireFor(table)))
			continue
		}
		fn := in.tables[names[0]]
		if fn == nil {
			in.depend(&in.arrived, c.act)
			continue
		}
		fns := in.read(fn, c.act)
		if len(in.requirers) > 0 && len(fns) > 1 {
			fns = fns[:1] // copies of one module in the files of pages
		}
		out = join(out, c.runPacked(names[0], fns, in.packRequire()))
	}
	return out
}

func (c *nativeCall) runPacked(id string, fn Value, require *Object) Value {
	in := c.in
	if in.packed == nil {
		in.packed, in.ofRuntime, in.parts = map[string]*packed{}, map[*ir.Func]bool{}, map[*ir.Func]bool{}
	}
	m := in.packed[id]
	if m == nil {
		m = &packed{id: id, require: require, object: in.newObject(oPlain), exports: in.newObject(oPlain)}
		in.packed[id] = m
		in.add(in.prop(m.object, "exports"), m.exports.val())
	}
	m.fn = join(m.fn, fn)
	m.importers = append(m.importers, c.act.fn.Unit)
	if !m.ran && in.declares(fn) {
		if m.exports.lazy == nil {
			m.exports.lazy = m
			in.waiting = append(in.waiting, m)
		}
		return m.exports.val()
	}
	return c.startPacked(c.inv.ins, m)
}

// declares tells the function of an ES module: what it exports is declared before it
// runs. Such a module may wait until something reads of it. That keeps the code of a
// framework that no model needs from being run.
func (in *Interp) declares(fn Value) bool {
	for _, o := range in.objects(fn) {
		if o.kind != oFunction {
			return false
		}
		first := slices.IndexFunc(in.bodyOf(o.fn).Blocks[0].Instrs, func(i ir.Instr) bool { return i.Op == ir.OpCall || i.Op == ir.OpGetProp })
		if first < 0 || in.bodyOf(o.fn).Blocks[0].Instrs[first].Name != "d" {
			return false
		}
	}
	return true
}

// runWaiting runs the modules that the program's own files import for what they do.
func (in *Interp) runWaiting() {
	own := func(u *ir.Unit) bool { return !in.holdsRuntime(u) }
	for n := 0; n < len(in.waiting); n++ {
		if m := in.waiting[n]; m.exports.lazy != nil && slices.ContainsFunc(m.importers, own) {
			m.exports.lazy = nil
			d := in.driver("module "+m.id, func(c *nativeCall) Value { return c.startPacked(c.inv.ins, m) })
			in.enter(d, &edge{entry: &Entry{Words: "module is loaded", Phase: "start"}}, unknownValue, callArgs{})
			in.drain()
		}
	}
}

// holdsRuntime tells files that hold a framework's modules, and so no others but those of
// libraries.
func (in *Interp) holdsRuntime(u *ir.Unit) bool {
	for fn, is := range in.ofRuntime {
		if is && fn.Unit == u {
			return true
		}
	}
	return false
}

// startPacked runs a module and yields what it exports.
func (f *frame) startPacked(ins *ir.Instr, m *packed) Value {
	in := f.in
	m.ran, m.exports.lazy = true, nil
	args := callArgs{list: []Value{m.object.val(), m.exports.val(), m.require.val()}}
	for _, o := range in.objects(m.fn) {
		if o.kind != oFunction {
			continue
		}
		a := in.activation(o, in.context(ctxKey{entry: "packed module " + m.id}))
		if a.packed = true; !m.known {
			m.known = true
			in.hidePolyfills(o.fn)
		}
		in.enter(a, &edge{edgeKey: edgeKey{f.act, ins, 0}, must: f.st.must, may: f.st.may}, m.exports.val(), args)
		in.descend(a)
		for _, x := range in.objects(in.prop(m.object, "exports").val) {
			in.ofRuntime[o.fn] = in.ofRuntime[o.fn] || x.runtime != nil
		}
	}
	v := in.read(in.prop(m.object, "exports"), f.act)
	if len(v) > 1 {
		return without(v, m.exports.atom)
	}
	return v
}

func without(v Value, a Atom) Value {
	var out Value
	for _, e := range v {
		if e.A != a {
			out = append(out, e)
		}
	}
	return out
}

// packDefine is require.d(exports, {name: getter}), or require.d(exports, name, getter).
func packDefine(c *nativeCall) Value {
	in := c.in
	for _, exports := range in.objects(c.arg(0)) {
		if name, ok := in.constString(c.arg(1)); ok {
			in.accessor(&exports.getter, exports, name, objectsOnly(in, c.arg(2)))
			continue
		}
		for _, o := range in.objects(c.arg(1)) {
			in.depend(&o.shape, c.act)
			for _, name := range o.order {
				in.accessor(&exports.getter, exports, name, objectsOnly(in, in.read(o.props[name], c.act)))
			}
		}
	}
	return single(atomUndefined, 0)
}

var packedDefault *native

func init() {
	packedDefault = &native{name: "default of a module", call: func(c *nativeCall) Value {
		in := c.in
		var out Value
		for _, e := range c.obj.bound.this {
			o := in.atoms[e.A].obj
			if o == nil || o.runtime != nil || o.props["__esModule"] == nil && o.getter["default"] == nil {
				out = join(out, Value{e})
				continue
			}
			out = join(out, c.getAtom(c.inv.ins, e, "default"))
		}
		return out
	}}
}

// packDefault is require.n(module): a function that yields its default.
func packDefault(c *nativeCall) Value {
	o := c.boundNative(packedDefault, 1, &bound{this: c.arg(0)})
	c.in.accessor(&o.getter, o, "a", o.val())
	return o.val()
}

// packNamespace is require.t(module, mode): its namespace.
func packNamespace(c *nativeCall) Value { return c.arg(0) }

// packMark marks exports as those of an ES module.
func packMark(c *nativeCall) Value {
	for _, o := range c.in.objects(c.arg(0)) {
		c.in.add(c.in.prop(o, "__esModule"), single(atomTrue, 0))
	}
	return single(atomUndefined, 0)
}

// packAfter is require.O(result, chunks, run): run once the chunks are there.
func packAfter(c *nativeCall) Value {
	if v, ok := c.now(objectsOnly(c.in, c.arg(2)), single(atomUndefined, 0), nil, 1); ok {
		return v
	}
	return single(atomUndefined, 0)
}

// packLoad is require.e(chunk): a promise.
func packLoad(c *nativeCall) Value {
	p := c.promiseAt(c.inv.ins, 1)
	c.settle(p, single(atomUndefined, 0), 0)
	return p.val()
}

// packAsync is require.a(module, body): a module that waits.
func packAsync(c *nativeCall) Value {
	c.now(objectsOnly(c.in, c.arg(1)), single(atomUndefined, 0), []Value{unknownValue, unknownValue}, 1)
	return single(atomUndefined, 0)
}

// ofModule tells the body of a module, in a file of its own or in a table.
func (a *Activation) ofModule() bool { return a.fn.Flags&ir.Module != 0 || a.packed }

// ofFramework tells code of a framework's own in a build.
func (in *Interp) ofFramework(a *Activation) bool {
	if st := in.stateOf(a.fn.Unit); st != nil && st.exports != nil && st.exports.runtime != nil {
		return true
	}
	for fn := a.fn; fn != nil; fn = fn.Parent {
		if in.ofRuntime[fn] {
			return true
		}
	}
	return false
}
