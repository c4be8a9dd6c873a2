package interp

import "slices"

func arrayPush(c *nativeCall) Value {
	// Among arguments without a known place, undefined says that there may be none more.
	rest := slices.DeleteFunc(slices.Clone(c.inv.args.rest), func(e Elem) bool { return e.A == atomUndefined })
	for _, o := range c.in.objects(c.this()) {
		if o.kind != oArray && o.kind != oPlain {
			continue
		}
		for _, v := range append(c.inv.args.list[:len(c.inv.args.list):len(c.inv.args.list)], rest) {
			if len(v) > 0 {
				c.in.add(c.in.anyProp(o), tag(v, c.st.held()))
			}
		}
		c.in.tally(o, atomMany, c.st.held())
	}
	return unknownValue
}

// all is every element of the receiver.
func (c *nativeCall) all() Value {
	return c.anyElement(c.this())
}

// shrink notes that elements are taken out of an array: it may have fewer than were put
// in. A loop whose end is its length would else be counted out as one that never ends.
func (in *Interp) shrink(o *Object) {
	in.tally(o, atomZero, 0)
	if o.kind == oArray && !o.shrinks {
		o.shrinks = true
		in.notify(&o.shape)
	}
}

// arrayTake is pop and shift.
func arrayTake(c *nativeCall) Value {
	for _, o := range c.in.objects(c.this()) {
		c.in.shrink(o)
	}
	return arrayAt(c)
}

func arrayAt(c *nativeCall) Value {
	return join(c.all(), single(atomUndefined, 0))
}

func arraySelf(c *nativeCall) Value { return c.this() }

func arraySort(c *nativeCall) Value {
	all := c.all()
	if len(all) > 0 {
		order, _ := c.now(c.arg(0), single(atomUndefined, 0), []Value{all, all}, 0)
		c.in.ranked(order)
	}
	return c.this()
}

func arrayCopy(c *nativeCall) Value {
	elems, rest, whole := c.elements(c.this())
	if whole && len(c.inv.args.list) == 0 {
		return c.newArray(1, elems, nil)
	}
	for _, e := range elems {
		rest = join(rest, e)
	}
	return c.newArray(1, nil, rest)
}

func arraySplice(c *nativeCall) Value {
	for _, o := range c.in.objects(c.this()) {
		c.in.shrink(o)
	}
	for i, v := range c.inv.args.list {
		if i < 2 {
			continue
		}
		for _, o := range c.in.objects(c.this()) {
			c.in.add(c.in.anyProp(o), tag(v, c.st.held()))
		}
	}
	return c.newArray(1, nil, c.all())
}

func arrayConcat(c *nativeCall) Value {
	rest := c.all()
	for _, v := range append(c.inv.args.list[:len(c.inv.args.list):len(c.inv.args.list)], c.inv.args.rest) {
		for _, e := range v {
			if o := c.in.atoms[e.A].obj; o != nil && o.kind == oArray {
				rest = join(rest, c.anyElement(Value{e}))
			} else {
				rest = join(rest, Value{e})
			}
		}
	}
	return c.newArray(1, nil, rest)
}

// each calls the callback for every element: apart where they are known, else for
// any. It returns the results.
func (c *nativeCall) each(fn Value, visit func(i int, elem, result Value)) {
	elems, rest, whole := c.elements(c.this())
	if len(elems) > maxUnroll {
		whole = false
		for _, e := range elems {
			rest = join(rest, e)
		}
		elems = nil
	}
	if o := c.in.loose(c.this()); o != nil {
		elems, rest = c.looseElements(o)
	} else if !whole {
		for _, e := range elems {
			rest = join(rest, e)
		}
		elems = nil
	}
	call := func(i int, e Value) {
		saved := *c.st
		index := unknownValue
		if whole {
			index = single(c.in.num(float64(i)), 0)
		}
		r, ok := c.now(fn, c.arg(1), []Value{e, index, c.this()}, int32(i+1))
		if !ok {
			r = nil
		}
		if ok && whole {
			c.after |= c.st.must
		}
		c.st.must, c.st.may = saved.must, c.st.may|saved.may
		visit(i, e, r)
	}
	for i, e := range elems {
		if len(e) > 0 {
			call(i, e)
		}
	}
	if len(rest) > 0 {
		call(maxUnroll+1, rest)
	}
}

// loose is the one array that a value is, if its elements are kept apart though some may
// be missing.
func (in *Interp) loose(v Value) *Object {
	if len(v) == 1 {
		if o := in.atoms[v[0].A].obj; o != nil && o.loose {
			return o
		}
	}
	return nil
}

func arrayForEach(c *nativeCall) Value {
	c.each(c.arg(0), func(int, Value, Value) {})
	c.visitedAll()
	return single(atomUndefined, 0)
}

// visitedAll lets what the callback did for the elements hold from here on: it was
// called for each of them, and they are known.
func (c *nativeCall) visitedAll() {
	c.st.must = c.st.must.gain(c.after &^ lastAnswer)
}

func arrayMap(c *nativeCall) Value {
	var elems []Value
	var rest Value
	c.each(c.arg(0), func(i int, _, r Value) {
		if i <= maxUnroll && i == len(elems) {
			elems = append(elems, r)
		} else {
			rest = join(rest, r)
		}
	})
	c.visitedAll()
	return c.newArray(1, elems, rest)
}

// listBuilder is a method of something that is not known and may be a list: what it
// returns is made of what its callback returns.
func listBuilder(build func(*nativeCall) Value) func(*nativeCall) Value {
	return func(c *nativeCall) Value {
		fn := slices.ContainsFunc(c.arg(0), func(e Elem) bool {
			o := c.in.atoms[e.A].obj
			return o != nil && o.kind == oFunction
		})
		if fn {
			return build(c)
		}
		var out Value
		for _, e := range c.this() {
			if c.in.atoms[e.A].kind == kUnknown {
				out = join(out, c.callUnknown(c.inv, e))
			}
		}
		return out
	}
}

func arrayReduce(c *nativeCall) Value {
	elems, rest, whole := c.elements(c.this())
	return c.reduce(elems, rest, whole)
}

func arrayReduceRight(c *nativeCall) Value {
	elems, rest, whole := c.elements(c.this())
	elems = slices.Clone(elems)
	slices.Reverse(elems)
	return c.reduce(elems, rest, whole)
}

func (c *nativeCall) reduce(elems []Value, rest Value, whole bool) Value {
	var acc Value
	if len(c.inv.args.list) > 1 {
		acc = c.arg(1)
	} else if whole && len(elems) > 0 {
		acc, elems = elems[0], elems[1:]
	} else {
		acc = unknownValue
	}
	if !whole || len(elems) > maxUnroll {
		for _, e := range elems {
			rest = join(rest, e)
		}
		for i := 0; i < 3; i++ {
			r, ok := c.now(c.arg(0), single(atomUndefined, 0), []Value{acc, rest, unknownValue, c.this()}, maxUnroll+1)
			if !ok {
				break
			}
			acc = join(acc, r)
		}
		return acc
	}
	for i, e := range elems {
		r, ok := c.now(c.arg(0), single(atomUndefined, 0), []Value{acc, e, single(c.in.num(float64(i)), 0), c.this()}, int32(i+1))
		if !ok {
			return nil
		}
		acc = r
	}
	return acc
}

func arrayFlat(c *nativeCall) Value {
	var rest Value
	for _, e := range c.all() {
		if o := c.in.atoms[e.A].obj; o != nil && o.kind == oArray {
			rest = join(rest, c.anyElement(Value{e}))
		} else {
			rest = join(rest, Value{e})
		}
	}
	return c.newArray(1, nil, rest)
}

func arrayJoin(c *nativeCall) Value {
	elems, rest, whole := c.elements(c.this())
	if sep, ok := c.in.constString(c.arg(0)); whole && ok {
		var parts []Value
		for i, e := range elems {
			if i > 0 {
				parts = append(parts, single(c.in.str(sep), 0))
			}
			parts = append(parts, e)
		}
		return c.concat(parts)
	}
	for _, e := range elems {
		rest = join(rest, e)
	}
	return c.derived(join(rest, unknownValue))
}

func objectHas(c *nativeCall) Value {
	return boolean(true, true, 0, 0)
}

func mapSet(c *nativeCall) Value {
	for _, o := range c.in.objects(c.this()) {
		c.in.mapPut(o, c.arg(0), c.st.held())
		c.entry(o, c.arg(0), c.arg(1))
	}
	return c.this()
}

// entry lets a value flow into the entries of a Map under a key.
func (c *nativeCall) entry(o *Object, key, v Value) {
	names, known := c.in.mapKeys(key)
	for _, n := range names {
		c.in.add(c.in.prop(o, "$"+n), tag(v, c.st.held()))
	}
	if !known {
		c.in.add(c.in.anyProp(o), tag(v, c.st.held()))
	}
}

func mapAdd(c *nativeCall) Value {
	for _, o := range c.in.objects(c.this()) {
		c.in.mapPut(o, c.arg(0), c.st.held())
		c.in.add(c.in.anyProp(o), tag(c.arg(0), c.st.held()))
	}
	return c.this()
}

func mapGet(c *nativeCall) Value {
	out := single(atomUndefined, 0)
	names, known := c.in.mapKeys(c.arg(0))
	for _, o := range c.in.objects(c.this()) {
		c.in.depend(&o.shape, c.act)
		if known {
			for _, n := range names {
				if cell := o.props["$"+n]; cell != nil {
					out = join(out, c.in.read(cell, c.act))
				}
			}
		} else {
			for _, k := range o.order {
				out = join(out, c.in.read(o.props[k], c.act))
			}
		}
		if o.any != nil {
			out = join(out, c.in.read(o.any, c.act))
		}
	}
	return out
}

func (c *nativeCall) mapAll() Value {
	var out Value
	for _, o := range c.in.objects(c.this()) {
		c.in.depend(&o.shape, c.act)
		for _, k := range o.order {
			out = join(out, c.in.read(o.props[k], c.act))
		}
		if o.any != nil {
			out = join(out, c.in.read(o.any, c.act))
		}
	}
	return out
}

func mapForEach(c *nativeCall) Value {
	if v := c.mapAll(); len(v) > 0 {
		saved := *c.st
		c.now(c.arg(0), single(atomUndefined, 0), []Value{v, join(v, unknownValue), c.this()}, 1)
		c.st.must = saved.must
	}
	return single(atomUndefined, 0)
}

// mapList is the list of what a view of a Map or Set iterates over.
func (c *nativeCall) mapList(of func(*Object) Value) Value {
	var out Value
	for _, o := range c.in.objects(c.this()) {
		if o.kind == oMap {
			out = join(out, of(o))
		}
	}
	return c.newArray(2, nil, join(out, unknownValue))
}

func mapValues(c *nativeCall) Value {
	return c.mapList(func(o *Object) Value { return c.in.read(c.in.everyProp(o), c.act) })
}

func mapEntries(c *nativeCall) Value { return c.mapList(c.iterated) }

// mapKeyList is keys: of a Set, its values.
func mapKeyList(c *nativeCall) Value {
	return c.mapList(func(o *Object) Value {
		if o.typ == pairs {
			return nil
		}
		return c.in.read(c.in.everyProp(o), c.act)
	})
}
