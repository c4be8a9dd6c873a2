package interp

import (
	"slices"
	"strconv"

	"github.com/minivet/minivet/jsparse/ir"
)

// lastStore is what was just stored in a variable that closures capture. Until something
// may run other code, that is all that the variable holds; helpers of transpilers rely on
// it: assign = Object.assign || …; return assign.apply(this, arguments).
type lastStore struct {
	v   *ir.Var
	val Value
}

// straight tells instructions that run no other code.
func straight(op ir.Op) bool {
	switch op {
	case ir.OpConst, ir.OpMove, ir.OpLoadVar, ir.OpStoreVar, ir.OpThis, ir.OpArguments:
		return true
	}
	return false
}

// step evaluates one instruction. It returns false where control does not get
// past it: a call that never returns, a promise that nothing resolves.
func (f *frame) step(ins *ir.Instr, blk *ir.Block) bool {
	in := f.in
	last := f.last
	if !straight(ins.Op) {
		f.last = lastStore{}
	}
	switch ins.Op {
	case ir.OpConst:
		f.set(ins.Dst, single(constAtom(in, ins.X.Const), 0))
	case ir.OpMove:
		f.set(ins.Dst, f.reg(ins.A))
	case ir.OpLoadVar:
		if last.v == ins.X.Var && len(last.val) > 0 {
			f.set(ins.Dst, last.val)
			break
		}
		f.set(ins.Dst, f.replacedSelf(ins.X.Var, f.loadVar(ins.X.Var)))
	case ir.OpStoreVar:
		f.last = lastStore{ins.X.Var, f.reg(ins.A)}
		if c := f.slot(ins.X.Var); c != nil {
			v := tag(f.reg(ins.A), f.st.held())
			if ins.X.Var.Scope != nil && ins.X.Var.Scope.Fn != nil && ins.X.Var.Scope.Fn.Parent == nil {
				v = lasting(v) // a variable of the module
				in.flags(c, f.st.must)
			}
			in.add(c, v)
		}
	case ir.OpEnterScope:
		f.st.env = in.envFor(f.act, ins.X.Scope, f.findEnv(ins.X.Scope.Parent), f.at.loop)
	case ir.OpLoadGlobal:
		f.set(ins.Dst, f.loadGlobal(ins))
	case ir.OpStoreGlobal:
		in.storeGlobal(f.act, ins.Name, tag(f.reg(ins.A), f.st.held()))
	case ir.OpThis:
		f.set(ins.Dst, in.read(&f.act.this, f.act))
	case ir.OpArguments, ir.OpRest:
		f.set(ins.Dst, f.argumentsFrom(ins))
	case ir.OpNewTarget:
		f.set(ins.Dst, join(in.read(&f.act.this, f.act), single(atomUndefined, 0)))
	case ir.OpGetProp:
		f.set(ins.Dst, f.get(ins, f.reg(ins.A), ins.Name))
	case ir.OpGet:
		f.set(ins.Dst, f.getDynamic(ins, f.reg(ins.A), f.reg(ins.B)))
	case ir.OpSetProp:
		f.put(ins, f.reg(ins.A), ins.Name, f.reg(ins.B))
	case ir.OpSet:
		if f.copyLoop(ins) {
			break
		}
		f.putDynamic(ins, f.reg(ins.A), f.reg(ins.B), f.reg(ins.C))
	case ir.OpDeleteProp, ir.OpDelete:
		f.set(ins.Dst, boolean(true, false, f.st.must, 0))
	case ir.OpDefine:
		f.define(ins)
	case ir.OpDecorate:
		f.set(ins.Dst, f.decorated(ins))
	case ir.OpSuperGet:
		f.set(ins.Dst, f.superGet(ins))
	case ir.OpSuperSet:
		f.put(ins, in.read(&f.act.this, f.act), ins.Name, f.reg(ins.C))
	case ir.OpNewObject:
		f.set(ins.Dst, f.alloc(oPlain, ins))
	case ir.OpNewArray:
		f.set(ins.Dst, f.newArray(ins, ins.X.Args))
	case ir.OpSpread:
		f.spread(f.reg(ins.A), f.reg(ins.B), nil, ins)
	case ir.OpObjRest:
		dst := f.alloc(oPlain, ins)
		f.spread(dst, f.reg(ins.A), ins.X.Names, ins)
		f.set(ins.Dst, dst)
	case ir.OpArrRest:
		f.set(ins.Dst, f.arrayRest(ins))
	case ir.OpClosure:
		v := Value(nil)
		if ins.X.Fn.Flags&ir.AsyncStarter != 0 {
			v = f.inlined(ins)
		}
		if v == nil {
			v = f.closure(ins)
		}
		f.set(ins.Dst, v)
	case ir.OpClass:
		f.set(ins.Dst, f.class(ins))
	case ir.OpRegExp:
		f.set(ins.Dst, Value{{atomUnknown, f.st.held(), f.st.held()}})
	case ir.OpConcat:
		f.set(ins.Dst, f.concat(f.argValues(ins.X.Args)))
	case ir.OpJSX:
		f.set(ins.Dst, f.jsx(ins))
	case ir.OpCall, ir.OpNew, ir.OpTagged:
		return f.callInstr(ins, blk)
	case ir.OpSuperCall:
		return f.superCall(ins, blk)
	case ir.OpImport:
		f.set(ins.Dst, in.importValue(f.act, ins.Name))
	case ir.OpImportDyn:
		f.set(ins.Dst, f.importDyn(ins))
	case ir.OpExportAll:
		f.exportAll(f.reg(ins.A), f.reg(ins.B))
	case ir.OpImportGet:
		f.set(ins.Dst, f.importGet(ins, f.reg(ins.A)))
	case ir.OpUnary:
		f.set(ins.Dst, f.unary(ins.Sub, f.reg(ins.A)))
	case ir.OpBinary:
		f.set(ins.Dst, f.binary(ins.Sub, f.reg(ins.A), f.reg(ins.B)))
	case ir.OpAwait:
		return f.await(ins, blk)
	case ir.OpYield, ir.OpYieldAll:
		return f.yield(ins, blk)
	case ir.OpIter:
		f.set(ins.Dst, f.iter(ins))
	}
	return true
}

// findEnv walks out to the environment of a scope.
func (f *frame) findEnv(s *ir.Scope) *Env {
	for e := f.st.env; e != nil; e = e.parent {
		if e.scope == s {
			return e
		}
	}
	return nil
}

func (f *frame) slot(v *ir.Var) *Cell {
	e := f.findEnv(v.Scope)
	if e == nil {
		return nil
	}
	return &e.slots[v.Slot]
}

func (f *frame) loadVar(v *ir.Var) Value {
	c := f.slot(v)
	if c == nil {
		return single(atomUndefined, 0)
	}
	val := f.in.read(c, f.act)
	if len(val) == 0 && f.act.lenient {
		return single(atomUndefined, 0)
	}
	if len(val) == 0 {
		f.act.stuck = true
	}
	return val
}

// replacedSelf is what a function finds by its name after it has put another in its place,
// as helpers of compilers do: get = Reflect.get || function () { … }; return get(target, key)
func (f *frame) replacedSelf(v *ir.Var, val Value) Value {
	self := f.act.fnEl
	if len(val) < 2 || !val.has(self) || !f.in.replaces(f.act.fn, v) {
		return val
	}
	return slices.DeleteFunc(slices.Clone(val), func(e Elem) bool { return e.A == self })
}

// replaces tells functions that write to a variable.
func (in *Interp) replaces(fn *ir.Func, v *ir.Var) bool {
	return in.bodyOf(fn).has(func(ins *ir.Instr) bool { return ins.Op == ir.OpStoreVar && ins.X.Var == v })
}

func (f *frame) alloc(kind ObjKind, ins *ir.Instr) Value {
	o := f.in.object(f.act, kind, ins, 0, f.at.loop)
	return Value{{o.atom, f.st.held(), f.st.held()}}
}

func (f *frame) allocSub(kind ObjKind, ins *ir.Instr, sub int32) *Object {
	return f.in.object(f.act, kind, ins, sub, f.at.loop)
}

// maxPlaced bounds the places that are told apart in a list that is put together of lists:
// list = [...list, item] makes them longer and longer.
const maxPlaced = 16

func (f *frame) newArray(ins *ir.Instr, args []ir.Arg) Value {
	v := f.alloc(oArray, ins)
	o := f.in.atoms[v[0].A].obj
	at, known := 0, true // where the next element goes
	for _, a := range args {
		if a.Reg < 0 {
			at++
			continue
		}
		val := tag(f.reg(a.Reg), f.st.held())
		if a.Spread {
			elems, rest, whole := f.elements(val)
			if known = known && whole && (len(args) == 1 || at+len(elems) <= maxPlaced && !val.has(o.atom)); known {
				for _, e := range elems {
					f.in.add(f.in.prop(o, strconv.Itoa(at)), e)
					at++
				}
				continue
			}
			for _, e := range elems {
				rest = join(rest, e)
			}
			f.in.add(f.in.anyProp(o), tag(rest, f.st.held()))
			continue
		}
		if known {
			f.in.add(f.in.prop(o, strconv.Itoa(at)), val)
			at++
		} else {
			f.in.add(f.in.anyProp(o), val)
		}
	}
	return v
}

// argumentsFrom makes the arguments object or a rest parameter's array.
func (f *frame) argumentsFrom(ins *ir.Instr) Value {
	v := f.alloc(oArray, ins)
	o := f.in.atoms[v[0].A].obj
	from := 0
	if ins.Op == ir.OpRest {
		from = int(ins.Sub)
	}
	for i := from; i < len(f.act.params); i++ {
		f.in.add(f.in.prop(o, strconv.Itoa(i-from)), f.in.read(&f.act.params[i], f.act))
	}
	for i, c := range f.act.extra {
		if at := len(f.act.params) + i - from; at >= 0 {
			f.in.add(f.in.prop(o, strconv.Itoa(at)), f.in.read(c, f.act))
		}
	}
	if rest := f.in.read(&f.act.restArgs, f.act); len(rest) > 0 {
		f.in.add(f.in.anyProp(o), rest)
	}
	return v
}

func (f *frame) closure(ins *ir.Instr) Value {
	o := f.in.object(f.act, oFunction, ins, 0, f.at.loop)
	if o.fn == nil {
		o.fn = ins.X.Fn
		o.env = f.captured(ins.X.Fn)
		o.module = f.in.unitOf[f.act.fn.Unit]
	}
	if maker := f.in.atoms[f.act.fnEl].obj; o.fn.Flags&ir.Arrow != 0 && maker != nil {
		o.home = maker.home // super means the same as around it
	}
	return Value{{o.atom, f.st.held(), f.st.held()}}
}

// captured is the environment that a closure made here keeps.
func (f *frame) captured(fn *ir.Func) *Env {
	if fn.Outer == nil {
		return nil
	}
	if e := f.findEnv(fn.Outer); e != nil {
		return e
	}
	return f.st.env
}

func (f *frame) class(ins *ir.Instr) Value {
	v := f.closure(ins)
	o := f.in.atoms[v[0].A].obj
	proto := f.allocSub(oPlain, ins, 1)
	f.in.add(f.in.prop(o, "prototype"), proto.val())
	f.in.add(f.in.prop(proto, "constructor"), o.val())
	o.home = proto
	if ins.A >= 0 {
		super := f.reg(ins.A)
		if o.super == nil {
			o.super = &Cell{}
		}
		f.in.add(o.super, super)
		f.in.add(f.in.protoOf(o), super)
		f.in.add(f.in.protoOf(proto), f.get(ins, super, "prototype"))
	}
	return v
}

// givePrototype makes the prototype that every function has which can construct. It
// is made when it is first asked for: few functions need theirs.
func (in *Interp) givePrototype(o *Object) {
	if o.fn.Flags&(ir.Arrow|ir.Async) != 0 || o.props["prototype"] != nil && len(o.props["prototype"].val) > 0 {
		return
	}
	proto := in.newObject(oPlain)
	in.add(in.prop(o, "prototype"), proto.val())
	in.add(in.prop(proto, "constructor"), o.val())
}

func (in *Interp) protoOf(o *Object) *Cell {
	if o.proto == nil {
		o.proto = &Cell{}
	}
	return o.proto
}

func (f *frame) define(ins *ir.Instr) {
	obj, val := f.reg(ins.A), tag(f.reg(ins.C), f.st.held())
	names, known := []string{ins.Name}, true
	if ins.Name == "" && ins.B >= 0 {
		names, known = f.in.keys(f.reg(ins.B))
	}
	for _, e := range obj {
		o := f.in.atoms[e.A].obj
		if o == nil {
			continue
		}
		if ins.Sub == ir.DefineMethod || ins.Sub == ir.DefineGetter || ins.Sub == ir.DefineSetter {
			for _, m := range f.reg(ins.C) {
				if fn := f.in.atoms[m.A].obj; fn != nil && (fn.fn == nil || fn.fn.Flags&ir.Arrow == 0) {
					fn.home = o
				}
			}
		}
		if ins.Sub == ir.DefineProto {
			f.in.add(f.in.protoOf(o), val)
			continue
		}
		if !known {
			f.in.putUnder(o, f.reg(ins.B), val)
		}
		for _, name := range names {
			switch ins.Sub {
			case ir.DefineGetter:
				f.in.accessor(&o.getter, o, name, val)
			case ir.DefineSetter:
				f.in.accessor(&o.setter, o, name, val)
			default:
				f.in.add(f.in.prop(o, name), val)
			}
		}
	}
}

func (in *Interp) accessor(m *map[string]*Cell, o *Object, name string, fn Value) {
	if *m == nil {
		*m = map[string]*Cell{}
	}
	c := (*m)[name]
	if c == nil {
		c = &Cell{}
		(*m)[name] = c
		in.notify(in.prop(o, name)) // it is enumerable
		in.notify(&o.shape)
	}
	in.add(c, fn)
}

func (f *frame) superGet(ins *ir.Instr) Value {
	fn := f.in.atoms[f.act.fnEl].obj
	home := fn.home
	if home == nil || home.proto == nil {
		return single(atomUnknown, 0)
	}
	proto := f.in.read(home.proto, f.act)
	if ins.B >= 0 {
		return f.getDynamic(ins, proto, f.reg(ins.B))
	}
	return f.get(ins, proto, ins.Name)
}

// keys are the property names that a value may stand for; known is false if
// there may be others.
func (in *Interp) keys(v Value) (names []string, known bool) {
	known = true
	for _, e := range v {
		info := &in.atoms[e.A]
		switch info.kind {
		case kString:
			names = append(names, info.str)
		case kNumber:
			names = append(names, strconv.FormatFloat(info.num, 'f', -1, 64))
		case kTrue:
			names = append(names, "true")
		case kFalse:
			names = append(names, "false")
		case kNull:
			names = append(names, "null")
		case kUndefined:
			names = append(names, "undefined")
		default:
			known = false
		}
	}
	return names, known
}

func (f *frame) argValues(args []ir.Arg) []Value {
	out := make([]Value, len(args))
	for i, a := range args {
		out[i] = f.reg(a.Reg)
	}
	return out
}

// concat joins parts to a string: exactly where all are constants, else unknown
// data derived from the parts.
func (f *frame) concat(parts []Value) Value {
	acc := single(atomEmpty, 0)
	for _, p := range parts {
		acc = f.plus(acc, p, true)
		if len(acc) == 0 {
			return nil
		}
	}
	return acc
}

// iter keeps what is iterated over, and how: a value of one iterator object.
func (f *frame) iter(ins *ir.Instr) Value {
	src := f.reg(ins.A)
	if len(src) == 0 {
		return nil
	}
	o := f.allocSub(oPlain, ins, 0)
	o.typ = "iterator"
	switch ins.Sub {
	case ir.IterIn:
		o.typ = "keys"
	case ir.IterAwaitOf:
		o.typ = awaitIterator
	}
	f.in.add(f.in.prop(o, "over"), src)
	return o.val()
}

// arrayRest is ...rest of a destructured array.
func (f *frame) arrayRest(ins *ir.Instr) Value {
	v := f.alloc(oArray, ins)
	o := f.in.atoms[v[0].A].obj
	elems, rest, whole := f.elements(f.reg(ins.A))
	for i := int(ins.Sub); i < len(elems); i++ {
		f.in.add(f.in.prop(o, strconv.Itoa(i-int(ins.Sub))), elems[i])
	}
	if !whole {
		f.in.add(f.in.anyProp(o), rest)
	}
	return v
}
