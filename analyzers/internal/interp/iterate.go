package interp

import "github.com/minivet/minivet/jsparse/ir"

// pairs is the type of the maps that iterate over pairs of key and value; sets iterate
// over their values.
const pairs = "pairs"

// iterated is what iterating over a map or set yields.
func (f *frame) iterated(o *Object) Value {
	in := f.in
	if o.typ != pairs {
		return in.read(in.everyProp(o), f.act)
	}
	if o.home == nil {
		o.home = in.newObject(oArray)
		in.add(in.prop(o.home, "0"), unknownValue)
		in.link(in.everyProp(o), in.prop(o.home, "1"), 0)
	}
	return o.home.val()
}

// yielded hands a value to whoever iterates over a generator; yield* hands on each of
// what it iterates over itself.
func (f *frame) yielded(ins *ir.Instr) {
	v := f.reg(ins.A)
	if ins.Op == ir.OpYieldAll {
		v = f.anyElement(v)
	}
	f.in.add(&f.act.ret, tag(v, f.st.must))
}

// generatorNext is one step of a generator by hand.
func generatorNext(c *nativeCall) Value {
	in := c.in
	o := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+1)
	in.add(in.prop(o, "done"), boolean(true, true, 0, 0))
	value := in.prop(o, "value")
	in.add(value, single(atomUndefined, 0))
	for _, g := range in.objects(c.this()) {
		if g.any != nil {
			in.link(g.any, value, 0)
		} else {
			in.add(value, unknownValue)
		}
	}
	return o.val()
}

// awaits tells whether an iterator is that of for await.
func (f *frame) awaits(it Value) bool {
	return len(it) == 1 && f.in.atoms[it[0].A].obj != nil && f.in.atoms[it[0].A].obj.typ == awaitIterator
}

// awaitIterator is the type of the iterator of for await.
const awaitIterator = "await iterator"

// awaitElements are the elements of for await before they are awaited. The results of an
// async generator are those that its promise is fulfilled with: it stands for both.
func (f *frame) awaitElements(over Value) (elems []Value, rest Value, whole bool) {
	var generated, others Value
	for _, e := range over {
		if o := f.in.atoms[e.A].obj; o != nil && o.kind == oPromise {
			generated = join(generated, f.in.read(o.fulfil, f.act))
		} else {
			others = append(others, e)
		}
	}
	elems, rest, whole = f.elements(others)
	return elems, join(rest, generated), whole && len(generated) == 0 && len(others) > 0
}

// awaited is what an element of for await is fulfilled with; its rejection is thrown.
func (f *frame) awaited(v Value, raise func(Value)) Value {
	var out Value
	for _, e := range v {
		o := f.in.atoms[e.A].obj
		if o == nil || o.kind != oPromise {
			out = join(out, Value{e})
			continue
		}
		if reason := f.in.read(o.reject, f.act); len(reason) > 0 {
			raise(reason)
		}
		out = join(out, tag(f.in.read(o.fulfil, f.act), e.T))
	}
	return out
}
