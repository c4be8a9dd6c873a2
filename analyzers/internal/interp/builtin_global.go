package interp

import (
	"math"
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// initGlobals fills the tables of what the language brings by name.
func initGlobals() {
	globalObjects = map[string]map[string]*native{
		"Object": table("Object", map[string]func(*nativeCall) Value{
			"keys": objectKeys, "getOwnPropertyNames": objectKeys, "values": objectValues, "entries": objectEntries,
			"assign": objectAssign, "create": objectCreate, "defineProperty": objectDefine, "defineProperties": objectDefineAll,
			"freeze": firstArg, "seal": firstArg, "preventExtensions": firstArg, "setPrototypeOf": objectSetProto,
			"getPrototypeOf": objectGetProto, "fromEntries": unknownObject, "is": truthUnknown,
			"getOwnPropertyDescriptor": objectDescriptor, "getOwnPropertyDescriptors": objectDescriptors, "getOwnPropertySymbols": noElements,
		}),
		"Reflect": table("Reflect", map[string]func(*nativeCall) Value{
			"ownKeys": objectKeys, "get": reflectGet, "apply": reflectApply, "has": truthUnknown,
		}),
		"Promise": table("Promise", map[string]func(*nativeCall) Value{
			"resolve": promiseResolve, "reject": promiseReject, "all": promiseAll, "race": promiseRace, "any": promiseRace, "allSettled": promiseAllSettled,
		}),
		"Math":    table("Math", mathFunctions()),
		"JSON":    table("JSON", map[string]func(*nativeCall) Value{"stringify": jsonStringify}),
		"Array":   table("Array", map[string]func(*nativeCall) Value{"from": arrayFrom, "isArray": arrayIsArray, "of": arrayOf}),
		"console": table("console", map[string]func(*nativeCall) Value{"log": shown, "warn": shown, "error": shown, "info": shown, "debug": shown, "table": shown, "dir": shown}),
	}
	globalObjects["Reflect"]["construct"] = &native{name: "Reflect.construct", call: reflectConstruct, may: true}
	globalObjects["JSON"]["parse"] = &native{name: "JSON.parse", call: jsonParse, may: true}
	globalNatives = table("global", map[string]func(*nativeCall) Value{
		"Promise": promiseNew, "Object": objectCall, "Array": arrayNew, "Boolean": toBoolean, "String": toText, "Number": toNumber,
		"Map": mapNew, "Set": setNew, "WeakMap": mapNew, "WeakSet": setNew, "Proxy": proxyNew,
		"setTimeout": timer, "setInterval": interval, "setImmediate": timer, "requestAnimationFrame": timer, "queueMicrotask": timer,
		"parseInt": toNumber, "parseFloat": toNumber, "encodeURIComponent": toText, "decodeURIComponent": toText, "encodeURI": toText,
		"Page": pageRegister, "App": appRegister, "Component": componentRegister, "Behavior": behaviorRegister, "Plugin": undefinedResult,
		"getApp": getApp, "getCurrentPages": currentPages, "define": defineModule, "requirePlugin": unknownResult,
		"clearTimeout": undefinedResult, "clearInterval": undefinedResult, "Error": errorNew, "TypeError": errorNew, "Function": unknownResult,
	})
}

func undefinedResult(c *nativeCall) Value { return single(atomUndefined, 0) }

// mathFunctions compute: rounding loses the place of a position, the others make a
// distance of it.
func mathFunctions() map[string]func(*nativeCall) Value {
	m := map[string]func(*nativeCall) Value{}
	for _, name := range []string{"round", "floor", "ceil", "trunc"} {
		m[name] = func(c *nativeCall) Value {
			return c.derived(c.in.rounded(c.arg(0), "it is rounded to two decimals or fewer"))
		}
	}
	for _, name := range []string{"abs", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sqrt", "pow", "hypot", "max", "min", "log", "exp", "sign"} {
		m[name] = func(c *nativeCall) Value {
			out := unknownValue
			for _, v := range c.inv.args.list {
				out = join(out, c.in.computed(v, ir.Sub, nil))
			}
			return c.derived(out)
		}
	}
	compute := m["pow"]
	m["pow"] = func(c *nativeCall) Value {
		x, known := c.in.constNumber(c.arg(0))
		y, power := c.in.constNumber(c.arg(1))
		if known && power {
			return single(c.in.num(math.Pow(x, y)), 0)
		}
		return compute(c)
	}
	m["random"] = func(c *nativeCall) Value { return unknownValue }
	return m
}

// shown is output for developers: a result that is shown is not unread.
func shown(c *nativeCall) Value {
	for _, v := range c.inv.args.list {
		c.in.keptWhole(v)
	}
	return single(atomUndefined, 0)
}

func truthUnknown(c *nativeCall) Value { return boolean(true, true, 0, 0) }

func firstArg(c *nativeCall) Value { return c.arg(0) }

func objectCall(c *nativeCall) Value {
	if len(c.inv.args.list) > 0 {
		return c.arg(0)
	}
	return c.allocSub(oPlain, c.inv.ins, 1).val()
}

func unknownObject(c *nativeCall) Value { return c.derived(join(c.arg(0), unknownValue)) }

func objectKeys(c *nativeCall) Value {
	names, rest, whole := c.keysOf(c.arg(0))
	if whole {
		rest = nil
	}
	return c.newArray(1, names, rest)
}

func objectValues(c *nativeCall) Value {
	var elems []Value
	names, rest, whole := c.keysOf(c.arg(0))
	for _, n := range names {
		elems = append(elems, c.getDynamic(c.inv.ins, c.arg(0), n))
	}
	if !whole {
		for _, e := range c.arg(0) {
			if o := c.in.atoms[e.A].obj; o != nil {
				rest = join(rest, c.getAny(c.inv.ins, o, e))
			}
		}
	} else {
		rest = nil
	}
	return c.newArray(1, elems, rest)
}

func objectEntries(c *nativeCall) Value {
	var elems []Value
	names, rest, whole := c.keysOf(c.arg(0))
	for i, n := range names {
		pair := c.allocSub(oArray, c.inv.ins, c.inv.sub*100+10+int32(i))
		c.in.add(c.in.prop(pair, "0"), n)
		c.in.add(c.in.prop(pair, "1"), c.getDynamic(c.inv.ins, c.arg(0), n))
		elems = append(elems, pair.val())
	}
	if whole {
		rest = nil
	}
	return c.newArray(1, elems, rest)
}

func objectAssign(c *nativeCall) Value {
	dst := c.arg(0)
	if c.completes() {
		dst = c.allocSub(oPlain, c.inv.ins, 1).val()
		c.spread(dst, c.arg(0), nil, c.inv.ins)
	}
	for i := 1; i < len(c.inv.args.list); i++ {
		c.spread(dst, c.inv.args.list[i], nil, c.inv.ins)
	}
	if c.inv.args.rest != nil {
		c.spread(dst, c.inv.args.rest, nil, c.inv.ins)
	}
	return dst
}

// completes tells Object.assign(options, {success, fail}) as the argument of a call: the
// options of an API get their callbacks. What comes of it is a new object here, as if the
// wrapper had written {...options, success, fail}: a wrapper that first looks whether its
// caller gave callbacks would otherwise find its own, as writes have no order.
func (c *nativeCall) completes() bool {
	if len(c.inv.args.list) != 2 || c.inv.args.rest != nil {
		return false
	}
	given := c.in.objects(c.arg(1))
	for _, o := range given {
		if o.any != nil || len(o.order) == 0 {
			return false
		}
		for _, name := range o.order {
			if name != "success" && name != "fail" && name != "complete" {
				return false
			}
		}
	}
	return len(given) > 0 && c.isArgument(c.inv.ins)
}

// isArgument tells whether the result of a call is an argument of another in the same
// basic block.
func (f *frame) isArgument(call *ir.Instr) bool {
	for _, blk := range f.body.Blocks {
		if defining(blk, call.Dst) != call {
			continue
		}
		for i := range blk.Instrs {
			ins := &blk.Instrs[i]
			if ins.Op == ir.OpCall && slices.ContainsFunc(ins.X.Args, func(a ir.Arg) bool { return a.Reg == call.Dst }) {
				return true
			}
		}
	}
	return false
}

func objectCreate(c *nativeCall) Value {
	o := c.allocSub(oPlain, c.inv.ins, 1)
	for _, p := range c.arg(0) {
		if c.in.atoms[p.A].kind == kObject {
			c.in.add(c.in.protoOf(o), Value{p})
		}
	}
	return Value{{o.atom, c.st.held(), c.st.held()}}
}

func objectDefine(c *nativeCall) Value {
	names, _ := c.in.keys(c.arg(1))
	for _, name := range names {
		c.descriptor(c.arg(0), name, c.arg(2))
	}
	return c.arg(0)
}

func (c *nativeCall) descriptor(obj Value, name string, desc Value) {
	for _, o := range c.in.objects(obj) {
		for _, d := range c.in.objects(desc) {
			c.in.depend(&d.shape, c.act)
			if v := d.props["value"]; v != nil {
				c.in.add(c.in.prop(o, name), tag(c.in.read(v, c.act), c.st.held()))
			}
			if g := d.props["get"]; g != nil {
				c.in.accessor(&o.getter, o, name, c.in.read(g, c.act))
			}
			if s := d.props["set"]; s != nil {
				c.in.accessor(&o.setter, o, name, c.in.read(s, c.act))
			}
		}
	}
}

// objectDescriptor describes one property: its value, getter and setter.
func objectDescriptor(c *nativeCall) Value {
	names, known := c.in.keys(c.arg(1))
	if !known {
		return unknownResult(c)
	}
	var out Value
	for i, name := range names {
		out = join(out, c.describe(name, int32(i)))
	}
	return join(out, single(atomUndefined, 0))
}

func (c *nativeCall) describe(name string, sub int32) Value {
	d := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+20+sub)
	d.open = true // configurable, enumerable, writable
	for _, o := range c.in.objects(c.arg(0)) {
		c.in.depend(&o.shape, c.act)
		if cell := o.props[name]; cell != nil {
			c.in.link(cell, c.in.prop(d, "value"), 0)
		}
		if g := o.getter[name]; g != nil {
			c.in.link(g, c.in.prop(d, "get"), 0)
		}
		if s := o.setter[name]; s != nil {
			c.in.link(s, c.in.prop(d, "set"), 0)
		}
	}
	return d.val()
}

func objectDescriptors(c *nativeCall) Value {
	out := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+19)
	names, _, whole := c.keysOf(c.arg(0))
	if !whole {
		return unknownResult(c)
	}
	for i, n := range names {
		if name, ok := c.in.constString(n); ok {
			c.in.add(c.in.prop(out, name), c.describe(name, int32(i)))
		}
	}
	return out.val()
}

func noElements(c *nativeCall) Value { return c.newArray(1, nil, nil) }

func objectDefineAll(c *nativeCall) Value {
	for _, d := range c.in.objects(c.arg(1)) {
		c.in.depend(&d.shape, c.act)
		for _, name := range d.order {
			c.descriptor(c.arg(0), name, c.in.read(d.props[name], c.act))
		}
	}
	return c.arg(0)
}

func objectSetProto(c *nativeCall) Value {
	for _, o := range c.in.objects(c.arg(0)) {
		c.in.add(c.in.protoOf(o), c.arg(1))
	}
	return c.arg(0)
}

func objectGetProto(c *nativeCall) Value {
	var out Value
	for _, o := range c.in.objects(c.arg(0)) {
		if o.proto != nil {
			out = join(out, c.in.read(o.proto, c.act))
		}
	}
	return join(out, unknownValue)
}

func reflectGet(c *nativeCall) Value { return c.getDynamic(c.inv.ins, c.arg(0), c.arg(1)) }

// reflectConstruct is Reflect.construct(class, args, target). Compiled classes call the one
// that they extend by it, or where it is missing, as there a function: the second tells what
// the first does, and about the same object.
func reflectConstruct(c *nativeCall) Value {
	in := c.in
	if len(c.inv.args.list) > 2 && slices.ContainsFunc(in.objects(c.arg(0)), func(o *Object) bool { return o.kind == oFunction || o == in.reactClass() }) {
		return nil
	}
	return unknownResult(c)
}

func reflectApply(c *nativeCall) Value {
	return c.passOn(c.arg(0), c.arg(1), c.listed(c.arg(2)))
}

// jsonStringify is text derived from all that the object holds.
func jsonStringify(c *nativeCall) Value {
	out := unknownValue
	for _, l := range c.labelsIn(c.arg(0)) {
		out = join(out, single(c.in.unknown(l), 0))
	}
	if len(out) > 1 {
		out = out[1:]
		for _, e := range out {
			if e.A == atomUnknown {
				return out
			}
		}
	}
	return out
}

func arrayFrom(c *nativeCall) Value {
	elems, rest, whole := c.elements(c.arg(0))
	if !whole {
		for _, e := range elems {
			rest = join(rest, e)
		}
		elems = nil
	} else {
		rest = nil
	}
	v := c.newArray(1, elems, rest)
	if c.callable(c.arg(1)) {
		inv := *c.inv
		inv.this = v
		inv.args = callArgs{list: []Value{c.arg(1)}}
		inv.sub += 3
		return arrayMap(&nativeCall{frame: c.frame, inv: &inv, obj: c.obj})
	}
	return v
}

func arrayIsArray(c *nativeCall) Value {
	canTrue, canFalse := false, false
	for _, e := range c.arg(0) {
		info := &c.in.atoms[e.A]
		switch {
		case info.kind == kUnknown:
			canTrue, canFalse = true, true
		case info.kind == kObject && info.obj.kind == oArray:
			canTrue = true
		default:
			canFalse = true
		}
	}
	return boolean(canTrue, canFalse, 0, 0)
}

func arrayOf(c *nativeCall) Value { return c.newArray(1, c.inv.args.list, c.inv.args.rest) }

func arrayNew(c *nativeCall) Value {
	if len(c.inv.args.list) == 1 {
		return c.newArray(1, nil, nil)
	}
	return arrayOf(c)
}

func toBoolean(c *nativeCall) Value {
	yes, yb := c.in.narrow(c.arg(0), mayTrue)
	no, nb := c.in.narrow(c.arg(0), mayFalse)
	return boolean(len(yes) > 0, len(no) > 0, yb, nb)
}

// toText keeps constants as they are, so that names stay known.
func toText(c *nativeCall) Value {
	if _, ok := c.in.constString(c.arg(0)); ok {
		return c.arg(0)
	}
	return c.derived(join(c.arg(0), nil))
}

func toNumber(c *nativeCall) Value {
	v := c.arg(0)
	if len(v) == 1 && c.in.atoms[v[0].A].kind == kNumber {
		return v
	}
	if c.obj.native.name == "global.Number" {
		return c.numeric(v)
	}
	if c.obj.native.name == "global.parseInt" {
		v = c.in.rounded(v, "it is cut to whole degrees")
	}
	// These read the beginning of a text, and nothing is no number to them.
	var out, rest Value
	for _, e := range v {
		if e.A == atomEmpty {
			out = join(out, single(c.in.num(math.NaN()), e.F))
		} else {
			rest = append(rest, e)
		}
	}
	if len(rest) == 0 {
		return out
	}
	return join(out, c.derived(rest))
}

func mapNew(c *nativeCall) Value {
	o := c.allocSub(oMap, c.inv.ins, c.inv.sub*100+1)
	o.typ = pairs
	if elems, rest, _ := c.elements(c.arg(0)); len(elems)+len(rest) > 0 {
		for _, pair := range append(elems, rest) {
			c.in.mapPut(o, c.get(c.inv.ins, pair, "0"), c.st.held())
			c.entry(o, c.get(c.inv.ins, pair, "0"), c.get(c.inv.ins, pair, "1"))
		}
	}
	return Value{{o.atom, c.st.held(), c.st.held()}}
}

func setNew(c *nativeCall) Value {
	o := c.allocSub(oMap, c.inv.ins, c.inv.sub*100+1)
	elems, rest, _ := c.elements(c.arg(0))
	for _, v := range append(elems, rest) {
		for _, e := range v {
			c.in.mapPut(o, Value{e}, c.st.held()|c.in.known(e)&^lastAnswer)
		}
		c.in.add(c.in.anyProp(o), v)
	}
	return Value{{o.atom, c.st.held(), c.st.held()}}
}

func proxyNew(c *nativeCall) Value {
	o := c.allocSub(oProxy, c.inv.ins, c.inv.sub*100+1)
	c.in.add(c.in.prop(o, "target"), c.arg(0))
	c.in.add(c.in.prop(o, "handler"), c.arg(1))
	return Value{{o.atom, c.st.held(), c.st.held()}}
}

// timer runs its callback later, and hands it the further arguments.
func timer(c *nativeCall) Value { return c.schedule("timer") }

func interval(c *nativeCall) Value { return c.schedule("interval timer") }

func (c *nativeCall) schedule(why string) Value {
	var args []Value
	if len(c.inv.args.list) > 2 {
		args = c.inv.args.list[2:]
	}
	c.later(c.arg(0), single(atomUndefined, 0), args, 1, 0, why)
	return Value{{A: atomUnknown}}
}

func errorNew(c *nativeCall) Value {
	o := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+1)
	c.in.add(c.in.prop(o, "message"), c.arg(0))
	return Value{{o.atom, c.st.held(), c.st.held()}}
}

// importDyn is the promise of a module that is loaded on demand.
func (f *frame) importDyn(ins *ir.Instr) Value {
	p := f.promiseAt(ins, 1)
	names, _ := f.in.keys(f.reg(ins.A))
	for _, n := range names {
		f.settle(p, f.in.importValue(f.act, n), f.st.must)
	}
	f.in.add(p.fulfil, Value{{A: atomUnknown}})
	return p.val()
}
