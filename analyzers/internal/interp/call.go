package interp

import (
	"slices"
	"strconv"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/ir"
)

// callArgs are the arguments of a call: list by position, then rest, which may
// stand in any position after (a spread of an unknown array).
type callArgs struct {
	list []Value
	rest Value
}

func (c callArgs) at(i int) Value {
	if i < len(c.list) {
		return join(c.list[i], c.rest)
	}
	if c.rest != nil {
		return join(c.rest, single(atomUndefined, 0))
	}
	return single(atomUndefined, 0)
}

// invocation is one way of calling something from an instruction.
type invocation struct {
	ins   *ir.Instr
	fn    Value
	this  Value
	args  callArgs
	isNew bool
	sub   int32  // tells apart the callbacks of one native call
	why   string // "" for a plain call
	later bool   // called by the platform or a promise, after this call returned
	bits  Bits   // what the event proves
	keep  bool   // do not let what the callee proves hold in the caller
}

func (f *frame) callArgs(args []ir.Arg) callArgs {
	var out callArgs
	for _, a := range args {
		v := tag(f.reg(a.Reg), f.st.held())
		if !a.Spread {
			if out.rest == nil {
				out.list = append(out.list, v)
			} else {
				out.rest = join(out.rest, v)
			}
			continue
		}
		elems, rest, whole := f.elements(v)
		if out.rest == nil {
			out.list = append(out.list, elems...)
		} else {
			for _, e := range elems {
				out.rest = join(out.rest, e)
			}
		}
		if !whole {
			out.rest = join(out.rest, join(rest, single(atomUndefined, 0)))
		}
	}
	return out
}

// listed are the arguments that a list holds, as apply takes them.
func (f *frame) listed(list Value) callArgs {
	elems, rest, whole := f.elements(list)
	if whole {
		rest = nil
	} else {
		rest = join(rest, single(atomUndefined, 0))
	}
	return callArgs{list: elems, rest: rest}
}

func (f *frame) callInstr(ins *ir.Instr, blk *ir.Block) bool {
	inv := &invocation{ins: ins, fn: f.reg(ins.A), args: f.callArgs(ins.X.Args), isNew: ins.Op == ir.OpNew}
	if ins.B >= 0 {
		inv.this = f.reg(ins.B)
	} else {
		inv.this = single(atomUndefined, 0)
	}
	if blk.Handler >= 0 && (f.mayThrow(inv.fn) || f.lacksGlobal(inv)) {
		f.raise(blk, failure)
	}
	f.onRefusal(ins)
	v, ok := f.invoke(inv)
	if !ok {
		return false
	}
	f.set(ins.Dst, v)
	return true
}

// mayThrow tells whether a callee may throw in a way that is not followed: unknown
// functions and synchronous ones of the language and the platform. What functions
// of the program throw is followed, and APIs that answer later fail later.
func (f *frame) mayThrow(fn Value) bool {
	for _, e := range fn {
		info := &f.in.atoms[e.A]
		switch {
		case info.kind == kUnknown:
			return true
		case info.kind == kObject && info.obj.kind == oNative:
			o := info.obj
			if o.typ != "" && catalogue.FormsByName(o.typ).Has(catalogue.Sync) || o.native.name == "JSON.parse" || o.native.name == "require" {
				return true
			}
		}
	}
	return false
}

// lacksGlobal tells a call of what the global object does not have: code that was written
// for browsers, too, asks for window.addEventListener in a try.
func (f *frame) lacksGlobal(inv *invocation) bool {
	return len(inv.fn) == 1 && inv.fn[0].A == atomUndefined && inv.this.has(f.in.globals.atom)
}

// invoke calls everything that the callee may be. The caller's state grows by
// what every callee that returns has proved.
func (f *frame) invoke(inv *invocation) (Value, bool) {
	in := f.in
	if len(inv.fn) == 0 {
		f.act.stuck = true
		if !f.act.lenient {
			return nil, false
		}
	}
	if text, ok := f.decode(inv); ok {
		return text, true
	}
	if f.chunk(inv) || f.chunkCall(inv) {
		return unknownValue, true
	}
	if f.polyfills(inv) {
		return single(atomUndefined, 0), true
	}
	if config, ok := f.configures(inv); ok {
		return config, true
	}
	if config, ok := f.kbonePage(inv); ok {
		return config, true
	}
	var out Value
	returned, callable := false, false
	proved := everything
	start := *f.st
	if len(inv.fn) > maxCallees {
		inv = f.crowd(inv)
	}
	for _, e := range inv.fn {
		info := &in.atoms[e.A]
		st := start
		f.st.must, f.st.may = st.must, st.may
		var v Value
		ok := false
		switch {
		case info.kind == kUnknown:
			callable = true
			v, ok = f.callUnknown(inv, e), true
		case info.kind == kObject && info.obj.kind == oFunction:
			callable = true
			v, ok = f.callClosure(f.on(inv, e.A), e, info.obj)
		case info.kind == kObject && info.obj.kind == oNative:
			callable = true
			if inv.later {
				f.prove(inv.bits | in.known(e))
			}
			v, ok = info.obj.native.call(&nativeCall{frame: f, inv: inv, obj: info.obj, self: e}), true
			if v == nil && info.obj.native.may {
				ok = false
			} else if v == nil {
				v = single(atomUndefined, 0)
			}
		case info.kind == kObject && info.obj.kind == oProxy:
			callable = true
			v, ok = f.callUnknown(inv, e), true
		}
		if ok {
			returned = true
			out = join(out, f.told(v))
			proved &= f.st.must
			if !inv.later {
				start.may |= f.st.may
			}
		}
	}
	f.st.must, f.st.may = start.must, start.may
	if !callable {
		// Calling undefined throws, unless the model lacks what is there in reality.
		if !f.act.lenient {
			f.act.stuck = true
			return nil, false
		}
		return f.callUnknown(inv, Elem{A: atomUnknown}), true
	}
	if !returned {
		f.act.stuck = true
		return nil, false
	}
	if !inv.keep && !inv.later {
		f.st.must = f.st.must.gain(proved)
	}
	return out, true
}

// told is what a call hands back, with what holds now. An object is no answer of the
// user's, and may be looked at much later.
func (f *frame) told(v Value) Value {
	if f.st.must&lastAnswer == 0 {
		return tag(v, f.st.must)
	}
	var out Value
	for i, e := range v {
		bits := f.st.must
		if f.in.atoms[e.A].kind == kObject {
			bits = f.st.held()
		}
		t, n := bits.gain(e.T), bits.gain(e.F)
		if out == nil && (t != e.T || n != e.F) {
			out = slices.Clone(v)
		}
		if out != nil {
			out[i] = Elem{e.A, t, n}
		}
	}
	if out == nil {
		return v
	}
	return out
}

// maxCallees bounds what is called precisely from one place: more are a table that
// is indexed by something unknown.
const maxCallees = 32

// crowd calls the functions beyond the bound once, with unknown arguments, and
// leaves the others. What calls them tells nothing then but the consent that it has: a
// function is called again only where there is less of it, whatever the context.
func (f *frame) crowd(inv *invocation) *invocation {
	in := f.in
	rest := *inv
	rest.later, rest.args, rest.isNew = true, callArgs{rest: Value{{A: atomUnknown}}}, false
	for _, e := range inv.fn[maxCallees:] {
		o := in.atoms[e.A].obj
		if o == nil || o.kind != oFunction {
			continue
		}
		key := crowdKey{inv.ins, inv.sub, e.A}
		seen, known := in.crowds[key]
		if !known {
			seen.must = everything
		} else if seen.must&^f.st.must == 0 && f.st.may&^seen.may == 0 {
			continue
		}
		in.crowds[key] = crowdState{seen.must & f.st.must, seen.may | f.st.may}
		f.callClosure(&rest, e, o)
	}
	some := *inv
	some.fn = append(Value{{A: atomUnknown}}, inv.fn[:maxCallees]...)
	return &some
}

// crowdKey is a call and one of the functions beyond the bound that it may be of.
type crowdKey struct {
	site *ir.Instr
	sub  int32
	fn   Atom
}

// crowdState is what held at the calls so far: always, and somewhere.
type crowdState struct{ must, may Bits }

// callClosure calls a function of the program.
func (f *frame) callClosure(inv *invocation, e Elem, o *Object) (Value, bool) {
	in := f.in
	if o.fn.Flags&ir.GenRuntime != 0 {
		return f.generatorRuntime(inv), true
	}
	if table := in.requirers[o]; table != nil && len(inv.args.list) == 1 {
		v := (&nativeCall{frame: f, inv: inv, obj: o, self: e}).requireOwn(table, inv.args.list[0])
		return v, len(v) > 0
	}
	if v, ok := f.copiesDeep(inv, o); ok {
		return v, true
	}
	if v, ok := in.slicedArray(inv, o.fn); ok {
		return v, true
	}
	if v, ok := f.createsClass(inv, o); ok {
		return v, true
	}
	if v, ok := f.definesMembers(inv, o); ok {
		return v, true
	}
	if v, ok := f.spreadsObjects(inv, o.fn); ok {
		return v, true
	}
	if v, ok := f.definesField(inv, o.fn); ok {
		return v, true
	}
	if name, ok := f.hookNamed(inv, o); ok {
		c := &nativeCall{frame: f, inv: inv, obj: o, self: e}
		return c.hook(name, vueHookNames[name], inv.args.list[0]), true
	}
	if v, ok := f.makesRef(inv, o); ok {
		return v, true
	}
	if v, ok := f.builtInstance(inv, o); ok {
		return v, true
	}
	if v, returns, known := f.builtCall(inv, o); known {
		return v, returns
	}
	if in.registersMpx(o.fn) && len(inv.args.list) > 0 {
		return vueRegister(&nativeCall{frame: f, inv: inv, obj: o, self: e}), true
	}
	if o.fn.Flags&ir.AsyncRunner != 0 {
		if v, ok := f.runCoroutine(inv, o); ok {
			return v, true
		}
	}
	if f.hidden(o.fn) {
		return unknownValue, true
	}
	this := inv.this
	var made Value
	if inv.isNew {
		made = f.construct(inv, o)
		this = made
	}
	if o.fn.Flags&ir.Generator != 0 && o.fn.Flags&ir.Async == 0 {
		g := in.object(f.act, oGenerator, inv.ins, inv.sub+50, f.at.loop)
		if g.gen == nil {
			g.gen = &genCall{fn: e, this: this, args: inv.args}
		}
		f.runGenerator(inv, g, e, o)
		return g.val(), true
	}
	a := f.enterClosure(inv, e, o, this)
	if o.fn.Flags&ir.Async != 0 || a.generator {
		if !inv.later {
			if at := in.read(&a.pause, f.act); len(at) > 0 {
				f.st.must = f.st.must.gain(in.proves(at))
			}
		}
		return f.promiseOf(a).val(), true
	}
	if inv.later {
		return in.read(&a.ret, f.act), true
	}
	ret := in.read(&a.ret, f.act)
	if thrown := in.read(&a.thrown, f.act); len(thrown) > 0 {
		blk := f.body.Blocks[f.at.block]
		if blk.Handler >= 0 {
			f.raise(blk, thrown)
		} else {
			in.add(&f.act.thrown, tag(thrown, f.st.must))
		}
	}
	if len(ret) == 0 {
		if !f.act.lenient || a.running || a.body == nil || !a.body.returns {
			return nil, false
		}
		// The callee can return, but not with the values seen here: an empty key in a
		// configuration file that every developer fills in, say.
		return join(made, unknownValue), true
	}
	f.st.must = f.st.must.gain(in.proves(ret))
	f.st.may |= a.mayRet
	if inv.isNew {
		return join(made, in.inPlaceOf(ret)), true
	}
	return ret, true
}

// inPlaceOf is what a constructor returns in place of the object that was made: objects,
// and what is not known where it returns nothing else, such as a picture of the platform.
func (in *Interp) inPlaceOf(ret Value) Value {
	var objs Value
	unknown := true
	for _, r := range ret {
		kind := in.atoms[r.A].kind
		if kind == kObject {
			objs = append(objs, r)
		}
		unknown = unknown && kind == kUnknown
	}
	if unknown {
		return ret
	}
	return objs
}

// enterClosure lets the call flow into the activation, and evaluates it at once
// if it can, so that its result is there.
func (f *frame) enterClosure(inv *invocation, e Elem, o *Object, this Value) *Activation {
	in := f.in
	apart := f.apart(o.fn)
	a := in.activationApart(o, f.affordableContext(inv, o, apart > 0), apart)
	must := f.st.must.gain(in.known(e)).gain(inv.bits)
	in.enter(a, &edge{
		edgeKey: edgeKey{f.act, inv.ins, inv.sub},
		must:    must,
		may:     f.st.may | must&consentFacts,
		why:     inv.why,
	}, this, inv.args)
	if !inv.later {
		in.descend(a)
	}
	return a
}

// descend evaluates what was entered at once if it can, so that its result is there. What
// was evaluated a few times and has a result waits for its turn: see worklist.
func (in *Interp) descend(a *Activation) {
	waits := a.evals >= firstEvals && (len(a.ret.val) > 0 || a.evals >= firstEvals*firstEvals)
	if a.queued && !a.running && in.depth < maxDepth && !waits {
		a.queued = false
		in.evaluate(a)
	}
}

// affordableContext is the context of a call; where a function has too many, its calls
// are told apart by the APIs that they are given, or the names of such, if any: a program
// that makes a promise of each API it uses calls one helper fifty times, and one context
// for all of them would have every promise call every API.
func (f *frame) affordableContext(inv *invocation, o *Object, apart bool) *ctx {
	in := f.in
	c := f.calleeContext(inv, o)
	if c == nil || in.acts[actKey{o.atom, c}] != nil || in.affordable(o, c, apart) {
		return c
	}
	for i, v := range inv.args.list {
		if len(v) != 1 || i >= maxConstArgs {
			continue
		}
		switch a := &in.atoms[v[0].A]; {
		case a.obj != nil && a.obj.kind == oNative && a.obj.typ != "":
			return in.context(ctxKey{consts: givenAPI + a.obj.typ})
		case a.kind == kString && in.cat.API(a.str) != nil:
			return in.context(ctxKey{consts: givenAPI + a.str})
		}
	}
	if len(inv.this) == 1 {
		if o := in.atoms[inv.this[0].A].obj; o != nil && o.inst != nil {
			return in.context(ctxKey{consts: givenThis + o.inst.path})
		}
	}
	return c
}

const (
	// givenAPI marks the contexts that are told apart by an API among the arguments.
	givenAPI = "api "
	// givenThis marks those told apart by the page or component that a method is called
	// on: a behavior's method that fires events would fire those of all components that
	// mix it in on each of them.
	givenThis = "this "
)

// calleeContext chooses the context of a call; see the package comment.
func (f *frame) calleeContext(inv *invocation, o *Object) *ctx {
	in := f.in
	if in.isChunk(inv, o) {
		return in.context(ctxKey{entry: chunkOfKbone}) // its modules are there once for all pages
	}
	if c, ok := f.constContext(inv, o); ok {
		key := ctxKey{consts: c}
		if in.wraps(o.fn, 0) || in.makesState(o.fn) {
			key.site, key.sub = inv.ins, inv.sub // each caller of an API asks for itself
		}
		return in.context(key)
	}
	depth := 2
	if o.env != nil && o.env.scope.Fn != nil && o.env.scope.Fn.Parent != nil && !in.madeOnce(o) {
		depth = 1 // the environment tells the closure apart
	}
	key := ctxKey{site: inv.ins, sub: inv.sub, loop: f.at.loop, consts: f.keyContext(inv, o)}
	key.parent = in.truncate(f.act.ctx, depth-1)
	if depth > 1 {
		key.parent = f.origin(key.parent)
	}
	if f.act.ctx != nil && f.act.ctx.key.consts != "" {
		above := ctxKey{consts: f.act.ctx.key.consts}
		if in.makesState(f.act.fn) {
			above.site, above.sub = f.act.ctx.key.site, f.act.ctx.key.sub
		}
		key.parent = in.context(above)
	}
	return in.context(key)
}

// givenKey marks the contexts that are told apart by the name of the property that they write.
const givenKey = "key "

// keyContext is the name of the property that a call has its callee write, "" if it is
// not known: else every property would hold what any call wrote.
func (f *frame) keyContext(inv *invocation, o *Object) string {
	for _, i := range f.in.bodyOf(o.fn).keyed {
		if i >= len(inv.args.list) || len(inv.args.list[i]) != 1 {
			continue
		}
		// Numbers are names where a table of modules is filled, one call for each.
		a := inv.args.list[i][0].A
		if k := f.in.atoms[a].kind; k == kString || k == kNumber && f.at.loop == nil {
			return givenKey + strconv.Itoa(int(a)) + f.keyOwner(inv, i)
		}
	}
	return ""
}

// keyOwner is the object whose property number i names, where that is one: helpers that
// copy objects are called from one place for all of them.
func (f *frame) keyOwner(inv *invocation, i int) string {
	if i != 1 || len(inv.args.list[0]) != 1 {
		return ""
	}
	if o := f.in.atoms[inv.args.list[0][0].A].obj; o == nil || o.kind != oPlain {
		return ""
	}
	return " of " + strconv.Itoa(int(inv.args.list[0][0].A))
}

// origin adds to the last call site of a closure the context that it was made in: what
// it captured, and so what it hands on, depends on that.
func (f *frame) origin(site *ctx) *ctx {
	made := f.act.env
	if made == nil || made.act == nil || made.act.ctx == nil || site == nil || site.key.entry != "" {
		return site
	}
	key := site.key
	key.parent = f.in.lastCall(made.act.ctx)
	return f.in.context(key)
}

// lastCall is the last call site of a context; where the function around that site was
// given the name of a scope, together with that: ask(scope) makes one call for all scopes.
func (in *Interp) lastCall(c *ctx) *ctx {
	last := in.truncate(c, 1)
	if last == nil || c.key.parent == nil || !in.givenScope(c.key.parent.key.consts) {
		return last
	}
	key := last.key
	key.parent = in.context(ctxKey{consts: c.key.parent.key.consts})
	return in.context(key)
}

// givenScope tells whether one of the constants that make a context is the name of a scope.
func (in *Interp) givenScope(consts string) bool {
	for _, part := range strings.Split(consts, ",") {
		a, err := strconv.Atoi(part)
		if err == nil && a >= 0 && a < len(in.atoms) && in.atoms[a].kind == kString && in.cat.Scope(in.atoms[a].str) != nil {
			return true
		}
	}
	return false
}

// maxConstArgs bounds the arguments that tell contexts apart by their constants.
const maxConstArgs = 6

// constContext is the functional context of a call whose arguments are all
// constants: texts, or numbers where the function looks things up by them, as the
// module loaders of bundles do.
func (f *frame) constContext(inv *invocation, o *Object) (string, bool) {
	if len(inv.args.list) == 0 || inv.args.rest != nil || inv.isNew || len(inv.args.list) > maxConstArgs {
		return "", false
	}
	var b strings.Builder
	numbers := f.in.bodyOf(o.fn).indexes || f.in.bodyOf(o.fn).forwards()
	for _, v := range inv.args.list {
		if len(v) != 1 {
			return "", false
		}
		info := &f.in.atoms[v[0].A]
		if info.kind != kString && !(info.kind == kNumber && numbers) || len(info.str) > 80 {
			return "", false
		}
		b.WriteString(strconv.Itoa(int(v[0].A)))
		b.WriteByte(',')
	}
	return b.String(), true
}

// construct makes the object of `new`.
func (f *frame) construct(inv *invocation, o *Object) Value {
	in := f.in
	made := in.object(f.act, oPlain, inv.ins, 60+inv.sub*100, f.at.loop)
	in.link(in.prop(o, "prototype"), in.protoOf(made), 0)
	return Value{{made.atom, f.st.held(), f.st.held()}}
}

func (f *frame) superCall(ins *ir.Instr, blk *ir.Block) bool {
	in := f.in
	class := in.atoms[f.act.fnEl].obj
	this := in.read(&f.act.this, f.act)
	if class.super != nil {
		f.invoke(&invocation{ins: ins, fn: in.read(class.super, f.act), this: this, args: f.callArgs(ins.X.Args), keep: true})
	}
	f.set(ins.Dst, this)
	return true
}

// callUnknown is the policy for functions that are not known: functions among the
// arguments may be called with unknown values, and the result is unknown data
// derived from the receiver and the arguments.
func (f *frame) callUnknown(inv *invocation, callee Elem) Value {
	in := f.in
	var labels, components Value
	derive := func(v Value) {
		for _, e := range v {
			if l := in.atoms[e.A].label; l != 0 {
				labels = join(labels, single(e.A, 0))
			}
		}
	}
	derive(Value{callee})
	if len(inv.args.list) > 0 {
		in.chosen(callee, inv.args.list[0]) // part.types.includes('country')
	}
	derive(inv.this)
	data := join(Value{{A: atomUnknown}}, labels)
	for i, v := range inv.args.list {
		derive(v)
		in.handOver("", false, v)
		in.lend(v)
		if comps := in.wrapped(v); len(comps) > 0 {
			components = join(components, comps)
			continue
		}
		f.callbacksIn(inv, v, data, int32(100+i*10))
	}
	if inv.args.rest != nil {
		derive(inv.args.rest)
	}
	if l := in.atoms[callee.A].label; l != 0 && len(labels) == 1 {
		return Value{{callee.A, callee.T, 0}}
	}
	return join(join(Value{{atomUnknown, callee.T, 0}}, labels), components)
}

// callbacksIn calls the functions that a value holds: itself, or the members of
// an options object.
func (f *frame) callbacksIn(inv *invocation, v Value, data Value, sub int32) {
	in := f.in
	for _, e := range v {
		o := in.atoms[e.A].obj
		if o == nil {
			continue
		}
		switch o.kind {
		case oFunction:
			f.callBack(inv.ins, e, Elem{A: atomUnknown}, data, sub, "callback")
		case oPlain:
			if o.inst != nil || len(o.order) > 40 {
				continue
			}
			in.depend(&o.shape, f.act)
			for i, name := range o.order {
				for _, m := range in.read(o.props[name], f.act) {
					f.callBack(inv.ins, m, e, data, sub*100+int32(i), "callback "+name)
				}
			}
		}
	}
}

// callBack lets code that is not known call a function, with data and whatever else.
func (f *frame) callBack(ins *ir.Instr, fn, this Elem, data Value, sub int32, why string) {
	o := f.in.atoms[fn.A].obj
	if o == nil || o.kind != oFunction || f.lent(ins, sub, fn, this.A, data) {
		return
	}
	args := callArgs{list: []Value{data, unknownValue}, rest: unknownValue}
	f.invoke(&invocation{ins: ins, fn: Value{fn}, this: Value{this}, args: args, sub: sub, why: why, later: true})
}

// lentKey is a function that a call of something unknown may call back.
type lentKey struct {
	ins      *ir.Instr
	loop     *loopCtx
	sub      int32
	fn, this Atom
}

// lentWith is what it may be called back with.
type lentWith struct {
	must, may Bits
	fn        Elem
	data      Value
}

// lent tells whether a function was handed over at this place with the same before, in
// which case nothing is to be done: its result goes nowhere. (Objects with many methods are handed to
// unknown functions again and again.)
func (f *frame) lent(ins *ir.Instr, sub int32, fn Elem, this Atom, data Value) bool {
	if f.in.atoms[fn.A].obj.fn.Flags&(ir.Async|ir.Generator|ir.AsyncRunner|ir.GenRuntime) != 0 {
		return false // the promise that it returns has an outcome to be handed on
	}
	key := lentKey{ins, f.at.loop, sub, fn.A, this}
	old, ok := f.act.lent[key]
	if ok && old.must == f.st.must && old.may == f.st.may && old.fn == fn && slices.Equal(old.data, data) {
		f.spend(stepsPerCall)
		return true
	}
	if f.act.lent == nil {
		f.act.lent = map[lentKey]lentWith{}
	}
	f.act.lent[key] = lentWith{f.st.must, f.st.may, fn, data}
	return false
}

// promiseOf is the promise that an async activation returns.
func (f *frame) promiseOf(a *Activation) *Object {
	in := f.in
	if a.promise == nil {
		a.promise = in.newPromise()
		in.depend(&a.ret, nil)
		a.promise.site = nil
	}
	p := a.promise
	// What is returned settles the promise; a returned promise is adopted.
	f.settle(p, in.read(&a.ret, f.act), 0)
	in.link(&a.thrown, p.reject, 0)
	return p
}

func (in *Interp) newPromise() *Object {
	o := in.newObject(oPromise)
	o.fulfil, o.reject = &Cell{}, &Cell{}
	return o
}

func (f *frame) promiseAt(ins *ir.Instr, sub int32) *Object {
	o := f.in.object(f.act, oPromise, ins, sub, f.at.loop)
	if o.fulfil == nil {
		o.fulfil, o.reject = &Cell{}, &Cell{}
	}
	return o
}

// settle resolves a promise with a value: promises in it are adopted.
func (f *frame) settle(p *Object, v Value, bits Bits) {
	in := f.in
	var plain Value
	for _, e := range v {
		if o := in.atoms[e.A].obj; o != nil && o.kind == oPromise {
			in.link(o.fulfil, p.fulfil, bits|e.T)
			in.link(o.reject, p.reject, bits|e.T)
			continue
		}
		plain = append(plain, e)
	}
	in.add(p.fulfil, tag(plain, bits))
}

// pause notes that control goes back to the caller here, if it has not before: what
// holds at the first await holds at all later ones.
func (f *frame) pause() {
	f.in.add(&f.act.pause, single(atomUndefined, f.st.must))
}

// await waits for a promise: control goes on with what holds whenever it is resolved.
func (f *frame) await(ins *ir.Instr, blk *ir.Block) bool {
	in := f.in
	f.pause()
	v := f.reg(ins.A)
	var out Value
	for _, e := range v {
		o := in.atoms[e.A].obj
		if o == nil || o.kind != oPromise {
			out = join(out, Value{e})
			continue
		}
		if reason := in.read(o.reject, f.act); len(reason) > 0 {
			f.raise(blk, reason)
		}
		out = join(out, tag(in.read(o.fulfil, f.act), e.T))
	}
	if len(out) == 0 {
		f.act.stuck = true
		if !f.act.lenient || len(v) == 0 {
			return false
		}
		out = Value{{A: atomUnknown}}
	}
	f.st.must = f.st.must.gain(in.proves(out))
	f.st.may |= in.proves(out) & consentFacts
	f.set(ins.Dst, out)
	return true
}

// yield of a coroutine is an await; of a plain generator the value is handed to
// whoever iterates, and unknown data comes back.
func (f *frame) yield(ins *ir.Instr, blk *ir.Block) bool {
	if f.act.generator {
		return f.await(ins, blk)
	}
	f.yielded(ins)
	f.set(ins.Dst, Value{{A: atomUnknown}})
	return true
}

// runGenerator evaluates a plain generator's body as if it were run to its end.
func (f *frame) runGenerator(inv *invocation, g *Object, e Elem, o *Object) {
	again := *inv
	again.later, again.why = true, "generator"
	a := f.enterClosure(&again, e, o, inv.this)
	f.in.link(&a.ret, f.in.anyProp(g), 0)
}
