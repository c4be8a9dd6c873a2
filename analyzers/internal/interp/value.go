package interp

import "slices"

// Atom is one thing that a value may be; it indexes the interpreter's table of atoms.
type Atom uint32

// Kind is the kind of an atom.
type Kind uint8

const (
	kUndefined Kind = iota
	kNull
	kTrue
	kFalse
	kNumber
	kString
	kUnknown // anything; label tells which personal data it derives from
	kObject
)

// atomInfo describes an atom.
type atomInfo struct {
	kind  Kind
	num   float64
	str   string
	obj   *Object
	label Label
	// Of unknown data: sure tells that it is truthy, count that it is a number of num or more.
	sure, count bool
}

// Atoms that every interpreter has, in the order of newAtoms.
const (
	atomNone Atom = iota
	atomUndefined
	atomNull
	atomTrue
	atomFalse
	atomUnknown
	atomEmpty // ""
	atomZero
	atomReason // why something failed: not known, but truthy
	atomIndex  // where something was found: 0 or more
	atomMany   // how many there are, of one or more
)

// Elem is an atom in a value with what certainly holds if the value is this
// atom: T when it is truthy, F when it is falsy. For an atom that can only be
// one of the two, the other is meaningless.
type Elem struct {
	A    Atom
	T, F Bits
}

// Value is a set of elements, sorted by atom. It is immutable; nil is "nothing
// known to arrive here (yet)".
type Value []Elem

// maxElems bounds a value: constants beyond it become unknown data.
const maxElems = 40

// join is the least upper bound: all atoms of both, each with what holds in both.
// It returns a itself if b adds nothing.
func join(a, b Value) Value {
	if len(b) == 0 {
		return a
	}
	if len(a) == 0 {
		return b
	}
	if &a[0] == &b[0] && len(a) == len(b) {
		return a
	}
	i, j, extra := 0, 0, false
	for i < len(a) && j < len(b) {
		x, y := a[i], b[j]
		switch {
		case x.A < y.A:
			i++
			continue
		case x.A > y.A:
			extra = true
		case x.T&^y.T != 0 || x.F&^y.F != 0:
			extra = true
		default:
			i++
			j++
			continue
		}
		break
	}
	if !extra && j == len(b) {
		return a
	}
	// Up to here all of b was in a, so that a is as it was.
	out := append(make(Value, 0, i+union(a[i:], b[j:])), a[:i]...)
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i].A < b[j].A:
			out = append(out, a[i])
			i++
		case i == len(a) || a[i].A > b[j].A:
			out = append(out, b[j])
			j++
		default:
			out = append(out, Elem{a[i].A, a[i].T & b[j].T, a[i].F & b[j].F})
			i++
			j++
		}
	}
	return out
}

// union is how many atoms two values have.
func union(a, b Value) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch x, y := a[i].A, b[j].A; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			i++
			j++
		}
		n++
	}
	return n + len(a) - i + len(b) - j
}

// same tells whether a join changed nothing: it then returns its operand itself.
func same(a, b Value) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// tag adds facts to every element: they hold whenever the value arrives this way.
func tag(v Value, bits Bits) Value {
	if bits == 0 {
		return v
	}
	for i, e := range v {
		if bits&^e.T == 0 && bits&^e.F == 0 {
			continue
		}
		out := slices.Clone(v)
		for k := i; k < len(out); k++ {
			out[k].T = bits.gain(out[k].T) // what the value tells is the later
			out[k].F = bits.gain(out[k].F)
		}
		return out
	}
	return v
}

// has tells whether v may be a.
func (v Value) has(a Atom) bool {
	_, ok := slices.BinarySearchFunc(v, a, func(e Elem, a Atom) int { return int(e.A) - int(a) })
	return ok
}

// truth says what an atom may be in a condition.
type truth uint8

const (
	mayTrue  truth = 1
	mayFalse truth = 2
)

func (in *Interp) truth(a Atom) truth {
	info := &in.atoms[a]
	switch info.kind {
	case kUndefined, kNull, kFalse:
		return mayFalse
	case kTrue, kObject:
		return mayTrue
	case kNumber:
		if info.num == 0 || info.num != info.num {
			return mayFalse
		}
		return mayTrue
	case kString:
		if info.str == "" {
			return mayFalse
		}
		return mayTrue
	case kUnknown:
		if info.sure {
			return mayTrue
		}
	}
	return mayTrue | mayFalse
}

// known is what holds if a value is e's atom, truthy or not.
func (in *Interp) known(e Elem) Bits {
	switch in.truth(e.A) {
	case mayTrue:
		return e.T
	case mayFalse:
		return e.F
	}
	return e.T & e.F
}

// proves is what holds if a value is any of v's atoms; everything for no atom.
func (in *Interp) proves(v Value) Bits {
	bits := everything
	for _, e := range v {
		bits &= in.known(e)
	}
	return bits
}

// narrow keeps the atoms that may be truthy (or falsy) and says what that proves.
func (in *Interp) narrow(v Value, want truth) (Value, Bits) {
	bits, all := everything, true
	n := 0
	for _, e := range v {
		if in.truth(e.A)&want == 0 {
			all = false
			continue
		}
		n++
		proof := e.F
		if want == mayTrue {
			proof = e.T
		}
		if in.atoms[e.A].kind == kObject {
			proof &^= lastAnswer // that an object is there is no answer
		}
		bits &= proof
	}
	if n == 0 {
		return nil, 0
	}
	out := make(Value, 0, n)
	for _, e := range v {
		if in.truth(e.A)&want == 0 {
			continue
		}
		// What is proved for one outcome holds for the atom from here on.
		if want == mayTrue {
			e.F = e.T
		} else {
			e.T = e.F
		}
		out = append(out, e)
	}
	if all && slices.Equal(out, v) {
		return v, bits
	}
	return out, bits
}

// single makes a value of one atom.
func single(a Atom, bits Bits) Value { return Value{{a, bits, bits}} }

// boolean makes the two outcomes of a test; a nil side is impossible.
func boolean(canTrue, canFalse bool, t, f Bits) Value {
	var v Value
	if canTrue {
		v = append(v, Elem{atomTrue, t, t})
	}
	if canFalse {
		v = append(v, Elem{atomFalse, f, f})
	}
	return v
}

// valueOf makes a value of elements in any order; it takes them over.
func valueOf(elems ...Elem) Value {
	if len(elems) == 0 {
		return nil
	}
	slices.SortFunc(elems, func(a, b Elem) int { return int(a.A) - int(b.A) })
	out := Value(elems[:1])
	for _, e := range elems[1:] {
		if last := &out[len(out)-1]; last.A == e.A {
			last.T &= e.T
			last.F &= e.F
		} else {
			out = append(out, e)
		}
	}
	return out
}

// fewJoined are as many values as are joined one after the other.
const fewJoined = 6

// joinAll is the join of many values, each of which is copied a few times at most.
func joinAll(vs []Value) Value {
	switch len(vs) {
	case 0:
		return nil
	case 1:
		return vs[0]
	}
	return join(joinAll(vs[:len(vs)/2]), joinAll(vs[len(vs)/2:]))
}
