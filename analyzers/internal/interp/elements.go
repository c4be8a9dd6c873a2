package interp

import (
	"strconv"
)

// elements are the elements of what an iterator runs over, or of an array. whole:
// these are all of them, in order; else rest stands for any.
func (f *frame) elements(v Value) (elems []Value, rest Value, whole bool) {
	in := f.in
	if len(v) == 1 {
		if o := in.atoms[v[0].A].obj; o != nil && (o.typ == "iterator" || o.typ == "keys" || o.typ == awaitIterator) {
			over := in.read(o.props["over"], f.act)
			switch o.typ {
			case "keys":
				return f.keysOf(over)
			case awaitIterator:
				return f.awaitElements(over)
			}
			return f.elements(over)
		}
	}
	whole = len(v) == 1
	for _, e := range v {
		info := &in.atoms[e.A]
		switch info.kind {
		case kUnknown:
			rest = join(rest, f.getUnknown(info.label, e, "0"))
			whole = false
		case kObject:
			es, r, w := f.arrayElements(info.obj)
			if !w || !whole {
				whole = false
			}
			if len(v) == 1 {
				elems = es
			} else {
				for _, x := range es {
					rest = join(rest, x)
				}
			}
			rest = join(rest, r)
		case kString:
			rest = join(rest, single(atomUnknown, 0))
			whole = false
		}
	}
	return elems, rest, whole && len(rest) == 0
}

// anyElement is what any element of an array, map or generator may be.
func (f *frame) anyElement(v Value) Value {
	elems, rest, _ := f.elements(v)
	for _, e := range elems {
		rest = join(rest, e)
	}
	return rest
}

func (f *frame) arrayElements(o *Object) (elems []Value, rest Value, whole bool) {
	in := f.in
	switch o.kind {
	case oMap:
		return nil, join(f.iterated(o), Value{{A: atomUnknown}}), false
	case oGenerator:
		if o.any != nil {
			return nil, in.read(o.any, f.act), false
		}
		return nil, single(atomUnknown, 0), false
	case oPlatform:
		return nil, single(atomUnknown, 0), false
	case oArray:
	default:
		return nil, nil, true
	}
	in.depend(&o.shape, f.act)
	if o.loose {
		return nil, in.read(in.everyProp(o), f.act), false
	}
	whole = true
	for i := 0; i < len(o.order); i++ {
		c := o.props[strconv.Itoa(i)]
		if c == nil {
			break
		}
		elems = append(elems, in.read(c, f.act))
	}
	if len(elems) < countIndexes(o) {
		whole = false
		for _, name := range o.order {
			if _, err := strconv.Atoi(name); err == nil {
				rest = join(rest, in.read(o.props[name], f.act))
			}
		}
	}
	if o.any != nil {
		whole = false
		rest = join(rest, in.read(o.any, f.act))
	}
	return elems, rest, whole
}

// looseElements are the elements of an array that is loose, each at its place in the
// array that they were taken from; nil where there is none.
func (f *frame) looseElements(o *Object) (elems []Value, rest Value) {
	f.in.depend(&o.shape, f.act)
	elems = make([]Value, 0, len(o.order))
	for i := range maxUnroll {
		if c := o.props[strconv.Itoa(i)]; c != nil {
			for len(elems) < i {
				elems = append(elems, nil)
			}
			elems = append(elems, f.in.read(c, f.act))
		}
	}
	if o.any != nil {
		rest = f.in.read(o.any, f.act)
	}
	return elems, rest
}

func countIndexes(o *Object) int {
	n := 0
	for _, name := range o.order {
		if name != "" && name[0] >= '0' && name[0] <= '9' {
			n++
		}
	}
	return n
}
