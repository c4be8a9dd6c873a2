package interp

import "slices"

// largeValue is from where on a value is worth remembering.
const largeValue = 24

// joins remembers joins of large values: a property and what is written under unknown
// keys, say, which are joined at every look-up. A value is told by where it is stored.
type joins [1 << 10]struct{ a, b, both Value }

func (j *joins) join(a, b Value) Value {
	if len(a)+len(b) < largeValue || len(a) == 0 || len(b) == 0 {
		return join(a, b)
	}
	at := &j[(a.sketch()^b.sketch()*0x9e3779b1)>>3%uint32(len(j))]
	if same(at.a, a) && same(at.b, b) {
		return at.both
	}
	at.a, at.b, at.both = a, b, join(a, b)
	return at.both
}

// sketch tells most values apart by a glance.
func (v Value) sketch() uint32 {
	return (uint32(v[0].A)*31+uint32(v[len(v)-1].A))*31 + uint32(len(v))
}

// stored remembers large values, so that equal ones are stored once (hash consing). The
// objects that a function fills under unknown keys hold the same hundreds of values each;
// joins and comparisons of them are done once too, see joins and same.
type stored [1 << 10]Value

func (s *stored) value(v Value) Value {
	if len(v) < largeValue {
		return v
	}
	at := &s[v.sketch()>>1%uint32(len(s))]
	if !slices.Equal(*at, v) {
		*at = v
	}
	return *at
}
