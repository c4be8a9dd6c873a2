package interp

import "github.com/minivet/minivet/jsparse/ir"

// runCoroutine is the model of the helpers that compilers emit to drive a generator
// as an async function (__awaiter, asyncToGenerator, co): recognised by what they
// do, not by name. The generator runs as an async function whose yields are awaits.
func (f *frame) runCoroutine(inv *invocation, helper *Object) (Value, bool) {
	in := f.in
	for i, v := range inv.args.list {
		for _, e := range v {
			o := in.atoms[e.A].obj
			if o == nil || o.kind != oFunction || o.fn.Flags&ir.Generator == 0 {
				continue
			}
			if helper.fn.Flags&ir.AsyncStarter != 0 { // __awaiter(this, arguments, Promise, generator), __async(this, arguments, generator)
				this, args := single(atomUndefined, 0), callArgs{}
				if i > 1 {
					this = inv.args.list[0]
					args = f.listed(inv.args.list[1])
				}
				return f.startCoroutine(inv, e, o, this, args), true
			}
			return f.coroutine(inv.ins, Value{e}), true
		}
	}
	return nil, false
}

// inlined is the async function that a helper is which a minifier put where it was used,
// so that it drives a variable around it:
// (g = generator, function () { … g.apply(this, arguments) … }).
func (f *frame) inlined(ins *ir.Instr) Value {
	in := f.in
	var gens Value
	for _, v := range in.applied(ins.X.Fn, 0) {
		c := f.slot(v)
		if c == nil {
			continue
		}
		for _, e := range in.read(c, f.act) {
			o := in.atoms[e.A].obj
			if o != nil && o.kind == oFunction && o.fn.Flags&ir.Generator != 0 && o.fn.Flags&ir.Async == 0 {
				gens = join(gens, Value{e})
			}
		}
	}
	if len(gens) == 0 {
		return nil
	}
	return f.coroutine(ins, gens)
}

// coroutine is the async function that a helper makes of generators.
func (f *frame) coroutine(ins *ir.Instr, gens Value) Value {
	w := f.in.object(f.act, oNative, ins, 70, f.at.loop)
	w.native = coroutineNative
	w.bound = &bound{fn: gens}
	return Value{{w.atom, f.st.held(), f.st.held()}}
}

// applied are the variables whose values a function, or one in it, calls by apply or call.
func (in *Interp) applied(fn *ir.Func, depth int) []*ir.Var {
	var out []*ir.Var
	for _, blk := range in.bodyOf(fn).Blocks {
		vars := map[ir.Reg]*ir.Var{}
		for i := range blk.Instrs {
			switch ins := &blk.Instrs[i]; {
			case ins.Op == ir.OpLoadVar:
				vars[ins.Dst] = ins.X.Var
			case ins.Op == ir.OpGetProp && (ins.Name == "apply" || ins.Name == "call") && vars[ins.A] != nil:
				out = append(out, vars[ins.A])
			case ins.Op == ir.OpClosure && depth < 2:
				out = append(out, in.applied(ins.X.Fn, depth+1)...)
			}
		}
	}
	return out
}

// coroutineNative is the async function that asyncToGenerator returns.
var coroutineNative *native

func init() {
	coroutineNative = &native{name: "async function", call: func(c *nativeCall) Value {
		var out Value
		for _, e := range c.obj.bound.fn {
			if o := c.in.atoms[e.A].obj; o != nil && o.fn != nil {
				out = join(out, c.startCoroutine(c.inv, e, o, c.inv.this, c.inv.args))
			}
		}
		return out
	}}
}

// coroutineMaker is the helper of Babel's package, for code that is without the package.
const coroutineMaker = "asyncToGenerator"

var asyncToGenerator = &native{name: coroutineMaker, call: func(c *nativeCall) Value {
	return c.coroutine(c.inv.ins, objectsOnly(c.in, c.arg(0)))
}}

// generatorMaker is the helper of Babel's package that hands out the runtime of generators.
const generatorMaker = "regenerator helper"

var regenerator *native

func init() {
	regenerator = &native{name: generatorMaker, call: func(c *nativeCall) Value {
		return c.in.framework("regenerator", oPlain, generatorMembers).val()
	}}
}

// startCoroutine runs a generator function as an async function.
func (f *frame) startCoroutine(inv *invocation, e Elem, o *Object, this Value, args callArgs) Value {
	in := f.in
	sub := *inv
	sub.args, sub.why, sub.isNew = args, "", false
	a := in.activation(o, f.calleeContext(&sub, o))
	if o.fn.Flags&ir.Generator != 0 {
		a.generator = true
	}
	must := f.st.must.gain(in.known(e))
	in.enter(a, &edge{edgeKey: edgeKey{f.act, inv.ins, inv.sub}, must: must, may: f.st.may | must&consentFacts}, this, args)
	in.descend(a)
	if !inv.later {
		if at := in.read(&a.pause, f.act); len(at) > 0 {
			f.st.must = f.st.must.gain(in.proves(at))
		}
	}
	p := f.promiseAt(inv.ins, inv.sub+71)
	f.settle(p, in.read(&a.ret, f.act), 0)
	in.link(&a.thrown, p.reject, 0)
	return p.val()
}

// generatorMembers are what runtimes for compiled generators offer: regenerator's
// names, then those of Babel's helper from 7.27.
var generatorMembers map[string]*native

func init() {
	generatorMembers = table("regenerator", map[string]func(*nativeCall) Value{
		"wrap": unknownResult, "mark": firstArg, "awrap": firstArg, "w": unknownResult, "m": firstArg,
		"isGeneratorFunction": unknownResult, "keys": unknownResult, "values": firstArg, "AsyncIterator": unknownResult,
	})
}

// generatorRuntime is what a runtime for compiled generators yields, in place of
// running it: an object of its functions. Those who hand it their exports get them there;
// older ones are given the global object, and take the exports of the module around them.
func (f *frame) generatorRuntime(inv *invocation) Value {
	in := f.in
	given := inv.args.at(0)
	global := len(inv.args.list) > 0 && len(objectsOnly(in, given)) == 0 || given.has(in.globals.atom)
	if global {
		given = f.moduleExports()
	}
	var out Value
	for _, e := range given {
		if o := in.atoms[e.A].obj; o != nil && o.kind == oPlain {
			in.fillGenerators(o)
			out = join(out, Value{e})
		}
	}
	if len(out) == 0 {
		o := in.nspaces["generator runtime"]
		if o == nil {
			o = in.newObject(oPlain)
			in.nspaces["generator runtime"] = o
			in.fillGenerators(o)
		}
		out = o.val()
	}
	if global {
		in.add(in.prop(in.globals, "regeneratorRuntime"), out)
	}
	return out
}

func (in *Interp) fillGenerators(o *Object) {
	for _, name := range sortedKeys(generatorMembers) {
		in.add(in.prop(o, name), in.nativeObject(generatorMembers[name]).val())
	}
}

// moduleExports is what the module exports whose body is under way; nothing elsewhere.
func (f *frame) moduleExports() Value {
	in := f.in
	if f.act.packed && len(f.act.params) > 0 {
		var out Value
		for _, module := range in.objects(in.read(&f.act.params[0], f.act)) {
			out = join(out, in.read(in.prop(module, "exports"), f.act))
		}
		return out
	}
	if st := in.stateOf(f.act.fn.Unit); st != nil && st.object != nil && f.act.ofModule() {
		return in.read(in.prop(st.object, "exports"), f.act)
	}
	return nil
}
