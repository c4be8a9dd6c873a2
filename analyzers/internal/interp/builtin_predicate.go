package interp

// What the methods that take a predicate prove. `scopes.every(s => authSetting[s])` proves
// what the predicate proves of each element, `scopes.filter(s => !authSetting[s]).length`
// by being zero what it proves of each that was left out.

// tested are the answers that a predicate gave for the elements of an array.
type tested struct {
	// All and none tell whether it may be truthy for all, and falsy for all; some and
	// lacks whether for one of them.
	all, none, some, lacks bool
	// What holds if it is truthy for all, falsy for all, truthy for some one, falsy for some one.
	ifAll, ifNone, ifSome, ifLacks Bits
	known                          bool // the predicate answers
	decided                        bool // all elements are known, and what it answers for each
}

// test calls a predicate for each element; kept is told of the elements for which it may
// be truthy, with what that proves.
func (c *nativeCall) test(kept func(i int, elem Value, holds Bits)) tested {
	in := c.in
	_, _, whole := c.elements(c.this())
	t := tested{all: true, none: true, ifSome: everything, ifLacks: everything, known: true, decided: true}
	n := 0
	c.each(c.arg(0), func(i int, e, r Value) {
		n++
		whole = whole && i <= maxUnroll
		if len(r) == 0 && c.unseen() {
			r = unknownValue
		}
		if len(r) == 0 {
			t.known = false
			return
		}
		yes, holds := in.narrow(r, mayTrue)
		no, lacks := in.narrow(r, mayFalse)
		t.decided = t.decided && (len(yes) > 0) != (len(no) > 0)
		t.all, t.none = t.all && len(yes) > 0, t.none && len(no) > 0
		t.ifAll, t.ifNone = t.ifAll.gain(holds), t.ifNone.gain(lacks)
		if len(yes) > 0 {
			t.some = true
			t.ifSome &= holds
			kept(i, e, holds)
		}
		if len(no) > 0 {
			t.lacks = true
			t.ifLacks &= lacks
		}
	})
	if !whole || n == 0 {
		// There may be no element at all.
		t.all, t.none, t.ifAll, t.ifNone, t.decided = true, true, 0, 0, false
	}
	return t
}

func arrayEvery(c *nativeCall) Value {
	t := c.test(func(int, Value, Bits) {})
	if !t.known {
		return nil
	}
	if !t.some && !t.lacks && c.unseen() {
		return truthUnknown(c)
	}
	return boolean(t.all, t.lacks, t.ifAll, t.ifLacks)
}

func arraySome(c *nativeCall) Value {
	t := c.test(func(int, Value, Bits) {})
	if !t.known {
		return nil
	}
	if !t.some && !t.lacks && c.unseen() {
		return truthUnknown(c)
	}
	return boolean(t.some, t.none, t.ifSome, t.ifNone)
}

func arrayFind(c *nativeCall) Value {
	var found Value
	t := c.test(func(_ int, e Value, holds Bits) { found = join(found, tag(e, holds)) })
	if !t.known {
		return nil
	}
	if t.none {
		found = join(found, single(atomUndefined, t.ifNone))
	}
	return found
}

func arrayFindIndex(c *nativeCall) Value {
	t := c.test(func(int, Value, Bits) {})
	if !t.known {
		return nil
	}
	var out Value
	if t.none {
		out = single(c.in.num(-1), t.ifNone)
	}
	if t.some {
		out = join(out, single(atomIndex, t.ifSome))
	}
	return out
}

// arrayFilter keeps the elements for which the predicate may be truthy. How many are left
// tells what it answered.
func arrayFilter(c *nativeCall) Value {
	in := c.in
	var rest Value
	kept := make([]Value, maxUnroll)
	t := c.test(func(i int, e Value, holds Bits) {
		if i < maxUnroll {
			kept[i] = tag(e, holds)
		} else {
			rest = join(rest, tag(e, holds))
		}
	})
	if !t.known {
		return nil
	}
	o := c.allocSub(oArray, c.inv.ins, c.inv.sub*100+1)
	if calls := c.calledInTurn(kept); t.decided && len(calls) > 0 && !o.loose {
		return c.newArray(1, calls, nil)
	}
	if !o.loose {
		o.loose = true
		in.notify(&o.shape)
	}
	v := c.newArray(1, kept, rest)
	if o.count == nil {
		o.count = &Cell{}
	}
	if t.none {
		in.tally(o, atomZero, t.ifNone)
	}
	if t.some {
		in.tally(o, atomMany, t.ifSome)
	}
	return v
}

// calledInTurn are the elements that a filter keeps, moved up, if all are functions: it
// matters for hooks and handlers in which order they are called.
func (c *nativeCall) calledInTurn(kept []Value) []Value {
	var out []Value
	for _, e := range kept {
		switch {
		case len(e) == 0:
		case !c.in.onlyClosures(e):
			return nil
		default:
			out = append(out, e)
		}
	}
	return out
}

// tally notes how many elements an array may have that keeps count of them.
func (in *Interp) tally(o *Object, how Atom, holds Bits) {
	if o.count != nil {
		in.add(o.count, single(how, holds))
	}
}
