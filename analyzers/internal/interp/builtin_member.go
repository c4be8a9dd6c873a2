package interp

import "github.com/minivet/minivet/jsparse/ir"

// What a test of membership proves: that something is in a list, a Set or a Map proves
// what held wherever it was put in. That it is not there proves nothing, because what
// these hold is known without its order in time.

// keyset is the object whose properties are the keys that a Map or Set was given.
func (in *Interp) keyset(o *Object) *Object {
	if o.keys == nil {
		o.keys = in.newObject(oPlain)
	}
	return o.keys
}

// mapKeys are the names of the keys that a value may be: of objects, one for each
// allocation site.
func (in *Interp) mapKeys(v Value) (names []string, known bool) {
	known = true
	for _, e := range v {
		if o := in.atoms[e.A].obj; o != nil {
			names = append(names, "@"+itoa(int(o.atom)))
			continue
		}
		more, ok := in.keys(Value{e})
		names, known = append(names, more...), known && ok
	}
	return names, known
}

// mapPut notes that a Map or Set was given a key, with what holds then.
func (in *Interp) mapPut(o *Object, key Value, holds Bits) {
	names, known := in.mapKeys(key)
	for _, n := range names {
		in.add(in.prop(in.keyset(o), n), single(atomTrue, holds))
	}
	if !known {
		in.add(in.anyProp(in.keyset(o)), single(atomTrue, holds))
	}
}

// mapHas tests a Map or Set for a key.
func mapHas(c *nativeCall) Value {
	in := c.in
	names, known := in.mapKeys(c.arg(0))
	var there Value
	for _, o := range in.objects(c.this()) {
		if o.kind != oMap {
			return truthUnknown(c)
		}
		keys := in.keyset(o)
		for _, n := range names {
			if cell := keys.props[n]; cell != nil {
				there = join(there, in.read(cell, c.act))
			} else {
				in.absent(keys, n, c.act)
			}
		}
		if !known {
			there = join(there, in.read(in.everyProp(keys), c.act))
		} else if keys.any != nil {
			there = join(there, in.read(keys.any, c.act))
		}
	}
	if len(there) == 0 && c.unseen() {
		there = unknownValue
	}
	return boolean(len(there) > 0, true, c.in.proves(there), 0)
}

// unseen is asked where nothing is ever put in: code that is not seen may do it, which
// is looked at in the second phase.
func (c *nativeCall) unseen() bool {
	c.act.stuck = true
	return c.act.lenient
}

// occurrences are the elements of the receiver that may equal a value, each with what
// holds if one does.
func (c *nativeCall) occurrences(x Value) Value {
	var there Value
	all := c.all()
	if len(all) == 0 && c.unseen() {
		return unknownValue
	}
	for _, e := range all {
		may, bits := false, everything
		for _, y := range x {
			if eq, _, eb, _ := c.equalAtoms(e, y, false); eq {
				may = true
				bits &= eb
			}
		}
		if may {
			there = append(there, Elem{e.A, bits, bits})
		}
	}
	return there
}

// arrayHas is includes.
func arrayHas(c *nativeCall) Value {
	there := c.occurrences(c.arg(0))
	return boolean(len(there) > 0, !c.written(c.arg(0)), c.in.proves(there), 0)
}

// written tells whether the receiver is a list that was written out with a constant in
// it, and of which nothing was taken since.
func (c *nativeCall) written(x Value) bool {
	this := c.this()
	if len(x) != 1 || len(this) != 1 || c.in.atoms[x[0].A].kind != kString {
		return false
	}
	o := c.in.atoms[this[0].A].obj
	if o == nil || o.kind != oArray || o.site == nil || o.site.Op != ir.OpNewArray {
		return false
	}
	c.in.depend(&o.shape, c.act)
	if o.shrinks {
		return false
	}
	elems, _, _ := c.arrayElements(o)
	for i, e := range elems {
		if i < len(o.site.X.Args) && len(e) == 1 && e[0].A == x[0].A {
			return true
		}
	}
	return false
}

// arrayIndex is indexOf: -1, or an index that proves what held where the element was
// put in.
func arrayIndex(c *nativeCall) Value {
	var out Value
	if !c.written(c.arg(0)) {
		out = single(c.in.num(-1), 0)
	}
	if there := c.occurrences(c.arg(0)); len(there) > 0 {
		return join(out, single(atomIndex, c.in.proves(there)))
	}
	return out
}

// size is the length of an array whose elements are not all known, or the size of a Map
// or Set: that it is not empty proves what held wherever something was put in.
func (f *frame) size(o *Object) Value {
	in := f.in
	held := o
	if o.kind == oMap {
		held = in.keyset(o)
	}
	in.depend(&held.shape, f.act)
	if o.count != nil {
		return in.read(o.count, f.act)
	}
	out := single(atomZero, 0)
	if v := in.read(in.everyProp(held), f.act); len(v) > 0 {
		return join(out, single(atomMany, in.proves(v)))
	}
	f.act.stuck = true
	if f.act.lenient {
		return join(out, single(atomMany, 0))
	}
	return out
}
