package interp

// promiseNew models new Promise(executor).
func promiseNew(c *nativeCall) Value {
	if v, ok := c.drivenPromise(); ok {
		return v
	}
	p := c.promiseAt(c.inv.ins, c.inv.sub*100+1)
	resolve := c.boundNative(resolveFunction, 2, &bound{obj: p})
	reject := c.boundNative(rejectFunction, 3, &bound{obj: p})
	// The executor may throw: the promise is then rejected.
	c.now(c.arg(0), single(atomUndefined, 0), []Value{resolve.val(), reject.val()}, 4)
	return Value{{p.atom, c.st.held(), c.st.held()}}
}

var resolveFunction = &native{name: "resolve", call: func(c *nativeCall) Value {
	c.settle(c.obj.bound.obj, c.arg(0), c.st.must)
	return single(atomUndefined, 0)
}}

var rejectFunction = &native{name: "reject", call: func(c *nativeCall) Value {
	c.in.add(c.obj.bound.obj.reject, tag(c.arg(0), c.st.must))
	return single(atomUndefined, 0)
}}

func promiseThen(c *nativeCall) Value {
	out := c.promiseAt(c.inv.ins, c.inv.sub*100+5)
	c.react(out, c.arg(0), true, 6)
	if len(c.inv.args.list) > 1 {
		c.react(out, c.arg(1), false, 7)
	} else {
		c.react(out, nil, false, 7)
	}
	return Value{{out.atom, c.st.held(), c.st.held()}}
}

func promiseCatch(c *nativeCall) Value {
	out := c.promiseAt(c.inv.ins, c.inv.sub*100+5)
	c.react(out, nil, true, 6)
	c.react(out, c.arg(0), false, 7)
	return Value{{out.atom, c.st.held(), c.st.held()}}
}

func promiseFinally(c *nativeCall) Value {
	out := c.promiseAt(c.inv.ins, c.inv.sub*100+5)
	c.react(out, nil, true, 6)
	c.react(out, nil, false, 7)
	for _, p := range c.in.objects(c.this()) {
		if p.kind != oPromise {
			continue
		}
		for i, cell := range []*Cell{p.fulfil, p.reject} {
			if v := c.in.read(cell, c.act); len(v) > 0 {
				c.later(c.arg(0), single(atomUndefined, 0), nil, int32(8+i), c.in.proves(v), "finally")
			}
		}
	}
	return Value{{out.atom, c.st.held(), c.st.held()}}
}

// whenFulfilled says why a handler of then is called.
const whenFulfilled = "then: the promise is fulfilled"

// react is one side of then: the handler runs with what holds whenever the promise
// is settled that way, and its result settles the new promise.
func (c *nativeCall) react(out *Object, handler Value, fulfilled bool, sub int32) {
	why := whenFulfilled
	if !fulfilled {
		why = "catch: the promise is rejected"
	}
	for _, e := range c.this() {
		p := c.in.atoms[e.A].obj
		if p == nil || p.kind != oPromise {
			continue
		}
		cell := p.fulfil
		if !fulfilled {
			cell = p.reject
		}
		if !c.callable(handler) {
			if fulfilled {
				c.in.link(cell, out.fulfil, e.T)
			} else {
				c.in.link(cell, out.reject, e.T)
			}
			continue
		}
		v := c.in.read(cell, c.act)
		if len(v) == 0 {
			if c.act.stuck = true; !c.act.lenient || !fulfilled {
				continue
			}
			v = unknownValue
		}
		for k, part := range c.in.apart(v, fulfilled) {
			holds := c.in.proves(part) | e.T&^lastAnswer // that the promise is there is no answer
			r := c.later(handler, single(atomUndefined, 0), []Value{part}, sub+int32(10*k), holds, why)
			c.settle(out, r, holds|c.in.provesIf(r))
		}
		c.rejections(handler, out)
	}
}

// apart keeps the user's refusals apart from other reasons of a rejection, so that a
// handler of both is followed for each: what it does after a refusal shows there.
func (in *Interp) apart(v Value, fulfilled bool) []Value {
	if fulfilled || !v.has(in.refusal) || len(v) == 1 {
		return []Value{v}
	}
	var refusal, others Value
	for _, e := range v {
		if e.A == in.refusal {
			refusal = append(refusal, e)
		} else {
			others = append(others, e)
		}
	}
	return []Value{others, refusal}
}

// provesIf is proves, but nothing for no value.
func (in *Interp) provesIf(v Value) Bits {
	if len(v) == 0 {
		return 0
	}
	return in.proves(v)
}

// rejections: a handler that throws rejects the new promise.
func (c *nativeCall) rejections(handler Value, out *Object) {
	for _, h := range handler {
		o := c.in.atoms[h.A].obj
		if o == nil || o.kind != oFunction {
			continue
		}
		for _, a := range c.in.actsOf(o) {
			c.in.link(&a.thrown, out.reject, 0)
		}
	}
}

// actsOf are the activations of a closure.
func (in *Interp) actsOf(o *Object) []*Activation { return in.byClosure[o.atom] }

func promiseResolve(c *nativeCall) Value {
	v := c.arg(0)
	if len(v) == 1 {
		if o := c.in.atoms[v[0].A].obj; o != nil && o.kind == oPromise {
			return v
		}
	}
	p := c.promiseAt(c.inv.ins, c.inv.sub*100+1)
	c.settle(p, v, c.st.must)
	return Value{{p.atom, c.st.held(), c.st.held()}}
}

func promiseReject(c *nativeCall) Value {
	p := c.promiseAt(c.inv.ins, c.inv.sub*100+1)
	c.in.add(p.reject, tag(c.arg(0), c.st.must))
	return Value{{p.atom, c.st.held(), c.st.held()}}
}

// promiseAll holds what all of its promises prove together; allSettled nothing, but
// the status of each of its results tells what became of that promise.
func promiseAll(c *nativeCall) Value { return c.combine(true, true) }

func promiseAllSettled(c *nativeCall) Value { return c.combine(true, false) }

// promiseRace holds what each of its promises proves.
func promiseRace(c *nativeCall) Value { return c.combine(false, true) }

// settled are the results of one promise as allSettled hands them out.
func (c *nativeCall) settled(v Value, k int32) Value {
	in := c.in
	sub := c.inv.sub*100 + 20 + 2*k
	var out Value
	result := func(sub int32, status, field string, content Value) {
		if len(content) == 0 {
			return
		}
		o := c.allocSub(oPlain, c.inv.ins, sub)
		in.add(in.prop(o, "status"), tag(single(in.str(status), 0), in.proves(content)))
		in.add(in.prop(o, field), content)
		out = join(out, o.val())
	}
	for _, e := range v {
		p := in.atoms[e.A].obj
		if p == nil || p.kind != oPromise {
			result(sub, "fulfilled", "value", Value{e})
			continue
		}
		result(sub, "fulfilled", "value", in.read(p.fulfil, c.act))
		result(sub+1, "rejected", "reason", in.read(p.reject, c.act))
	}
	return out
}

func (c *nativeCall) combine(all, prove bool) Value {
	in := c.in
	out := c.promiseAt(c.inv.ins, c.inv.sub*100+1)
	elems, rest, whole := c.elements(c.arg(0))
	if !whole {
		elems = append(elems, rest)
	}
	holds, ready := Bits(0), true
	var results []Value
	for k, v := range elems {
		if all && !prove {
			results = append(results, c.settled(v, int32(k)))
			continue
		}
		var got Value
		for _, e := range v {
			p := in.atoms[e.A].obj
			if p == nil || p.kind != oPromise {
				got = join(got, Value{e})
				continue
			}
			got = join(got, in.read(p.fulfil, c.act))
			in.link(p.reject, out.reject, 0)
			if !all {
				in.link(p.fulfil, out.fulfil, 0)
			}
		}
		if len(got) == 0 {
			ready = false
			continue
		}
		if whole {
			holds |= in.proves(got)
		}
		results = append(results, got)
	}
	if all && (ready || !prove) {
		settled := c.newArray(2, results, nil)
		if !whole {
			var any Value
			for _, r := range results {
				any = join(any, r)
			}
			settled = c.newArray(2, nil, any)
		}
		in.add(out.fulfil, tag(settled, holds|c.st.must))
	} else if all {
		c.act.stuck = true
	}
	return Value{{out.atom, c.st.held(), c.st.held()}}
}
