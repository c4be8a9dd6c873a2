package interp

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/minivet/minivet/jsparse/ir"
)

func (f *frame) unary(op ir.UnaryOp, v Value) Value {
	in := f.in
	if len(v) == 0 {
		return nil
	}
	switch op {
	case ir.Not:
		yes, yesBits := in.narrow(v, mayTrue)
		no, noBits := in.narrow(v, mayFalse)
		return boolean(len(no) > 0, len(yes) > 0, noBits, yesBits)
	case ir.Typeof:
		return f.typeOf(v)
	case ir.Void:
		return single(atomUndefined, 0)
	case ir.IsNullish, ir.IsUndefined:
		return f.isNullish(v, op == ir.IsUndefined)
	case ir.Neg:
		if len(v) == 1 && in.atoms[v[0].A].kind == kNumber {
			return single(in.num(-in.atoms[v[0].A].num), 0)
		}
	case ir.Plus, ir.ToNumeric:
		if len(v) == 1 && in.atoms[v[0].A].kind == kNumber {
			return v
		}
	}
	return f.derived(v)
}

// derived is unknown data computed from values; it keeps what truth proves where
// the computation keeps truth (a count of ticked boxes, its length).
func (f *frame) derived(vs ...Value) Value {
	in := f.in
	out := Elem{atomUnknown, everything, everything}
	var labels Value
	any := false
	for _, v := range vs {
		if len(v) == 0 {
			return nil
		}
		for _, e := range v {
			info := &in.atoms[e.A]
			if info.label != 0 {
				labels = join(labels, Value{{e.A, e.T, e.F}})
			}
			if info.kind == kUnknown {
				any = true
				out.T &= e.T
				out.F &= e.F
			}
		}
	}
	if !any {
		out.T, out.F = 0, 0
	}
	if len(labels) > 0 {
		return labels
	}
	return Value{out}
}

func (f *frame) typeOf(v Value) Value {
	in := f.in
	var out Value
	for _, e := range v {
		info := &in.atoms[e.A]
		name := ""
		switch info.kind {
		case kUndefined:
			name = "undefined"
		case kNull:
			name = "object"
		case kTrue, kFalse:
			name = "boolean"
		case kNumber:
			name = "number"
		case kString:
			name = "string"
		case kObject:
			name = "object"
			if info.obj.kind == oFunction || info.obj.kind == oNative {
				name = "function"
			}
		}
		if name == "" {
			out = join(out, Value{{atomUnknown, 0, 0}})
			continue
		}
		out = join(out, Value{{in.str(name), e.T, e.T}})
	}
	return out
}

// isNullish tests for null and undefined (or undefined alone).
func (f *frame) isNullish(v Value, undefinedOnly bool) Value {
	var yes, no Value
	yb, nb := everything, everything
	for _, e := range v {
		k := f.in.atoms[e.A].kind
		isNull := k == kUndefined || k == kNull && !undefinedOnly
		if isNull || k == kUnknown {
			yes = append(yes, e)
			yb &= e.F
		}
		if !isNull {
			no = append(no, e)
			if k == kUnknown {
				nb &= e.T & e.F
			} else {
				nb &= f.in.known(e)
			}
		}
	}
	return boolean(len(yes) > 0, len(no) > 0, yb, nb)
}

func (f *frame) binary(op ir.BinaryOp, a, b Value) Value {
	in := f.in
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	switch op {
	case ir.Add:
		return f.plus(a, b, false)
	case ir.StrictEq, ir.LooseEq:
		return f.equality(a, b, op == ir.LooseEq, false)
	case ir.StrictNe, ir.LooseNe:
		return f.equality(a, b, op == ir.LooseNe, true)
	case ir.Lt, ir.Le, ir.Gt, ir.Ge:
		return f.compare(op, a, b)
	case ir.In, ir.InstanceOf:
		return boolean(true, true, 0, 0)
	}
	if len(a) == 1 && len(b) == 1 {
		x, ok := in.number(a[0].A)
		if y, too := in.number(b[0].A); ok && too {
			if n, ok := arithmetic(op, x, y); ok {
				return single(in.num(n), 0)
			}
		}
	}
	return f.derived(in.computed(a, op, b), in.computed(b, op, a))
}

// number is the number that arithmetic makes of a constant. Texts that are no plain
// decimal number are taken for none: the language's grammar of them is larger.
func (in *Interp) number(a Atom) (float64, bool) {
	switch info := &in.atoms[a]; info.kind {
	case kNumber:
		return info.num, true
	case kString:
		if n, err := strconv.ParseFloat(info.str, 64); err == nil {
			return n, true
		}
		return math.NaN(), strings.IndexFunc(info.str, unicode.IsLetter) >= 0 && !strings.HasPrefix(info.str, "0")
	}
	return 0, false
}

func arithmetic(op ir.BinaryOp, x, y float64) (float64, bool) {
	switch op {
	case ir.Sub:
		return x - y, true
	case ir.Mul:
		return x * y, true
	case ir.Div:
		return x / y, true
	case ir.Rem:
		return math.Mod(x, y), true
	case ir.BitAnd:
		return float64(int32(int64(x)) & int32(int64(y))), true
	case ir.BitOr:
		return float64(int32(int64(x)) | int32(int64(y))), true
	case ir.BitXor:
		return float64(int32(int64(x)) ^ int32(int64(y))), true
	}
	return 0, false
}

// maxConcat bounds the combinations of constants that are joined exactly.
const maxConcat = 24

// plus adds or joins: exactly for constants, else unknown data.
func (f *frame) plus(a, b Value, text bool) Value {
	in := f.in
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	if len(a)*len(b) <= maxConcat {
		var out Value
		exact := true
		for _, x := range a {
			for _, y := range b {
				r, ok := f.plusAtoms(x.A, y.A, text)
				if !ok {
					exact = false
				}
				out = join(out, single(r, in.known(x)|in.known(y)))
			}
		}
		if exact {
			return out
		}
	}
	v := f.addressed(f.derived(a, b), a, b)
	for i := range v {
		if text {
			v = append(Value(nil), v...)
			v[i].T &= v[i].F
		}
	}
	return v
}

// maxHoles bounds the computed parts of an address after which nothing more of it is kept.
const maxHoles = 8

// addressed keeps the beginning of a text that starts like an address: the host is
// known even where the rest is computed.
func (f *frame) addressed(v, start, next Value) Value {
	in := f.in
	var out Value
	for _, e := range start {
		a := &in.atoms[e.A]
		if (a.kind == kString || a.kind == kUnknown) && strings.Contains(a.str, "://") && len(a.str) < 300 && len(start) < 6 {
			text := a.str
			if strings.Count(text, holeStart) < maxHoles {
				text += in.hole(next) // what follows the computed parts tells what the service does
			}
			for _, x := range v {
				out = join(out, Value{{in.prefixed(in.atoms[x.A].label, text), x.T, x.F}})
			}
		} else if (a.kind == kString || a.kind == kUnknown) && pageQuery(a.str) && len(start) < 6 {
			text := a.str + in.hole(next)
			for _, x := range v {
				out = join(out, Value{{in.prefixed(in.atoms[x.A].label, text), x.T, x.F}})
			}
		}
	}
	if out == nil {
		return v
	}
	return out
}

func (f *frame) plusAtoms(x, y Atom, text bool) (Atom, bool) {
	in := f.in
	a, b := &in.atoms[x], &in.atoms[y]
	if a.kind == kNumber && b.kind == kNumber && !text {
		return in.num(a.num + b.num), true
	}
	s, ok1 := primitiveText(a)
	t, ok2 := primitiveText(b)
	if !ok1 || !ok2 || len(s)+len(t) > 2000 || !text && a.kind != kString && b.kind != kString {
		return atomUnknown, false
	}
	return in.str(s + t), true
}

func primitiveText(a *atomInfo) (string, bool) {
	switch a.kind {
	case kString:
		return a.str, true
	case kNumber:
		return strconv.FormatFloat(a.num, 'f', -1, 64), true
	case kTrue:
		return "true", true
	case kFalse:
		return "false", true
	case kNull:
		return "null", true
	case kUndefined:
		return "undefined", true
	}
	return "", false
}

// equality compares; what each outcome proves is the meet over the pairs of atoms
// that allow it.
func (f *frame) equality(a, b Value, loose, negate bool) Value {
	canEq, canNe := false, false
	eq, ne := everything, everything
	for _, x := range a {
		f.in.chosen(x, b)
		for _, y := range b {
			if len(a) == 1 {
				f.in.chosen(y, a)
			}
			e, n, eb, nb := f.equalAtoms(x, y, loose)
			if e {
				canEq = true
				eq &= eb
			}
			if n {
				canNe = true
				ne &= nb
			}
		}
	}
	if negate {
		return boolean(canNe, canEq, ne, eq)
	}
	return boolean(canEq, canNe, eq, ne)
}

// equalAtoms tells whether two atoms may be equal, may differ, and what either proves.
func (f *frame) equalAtoms(x, y Elem, loose bool) (eq, ne bool, eqBits, neBits Bits) {
	in := f.in
	a, b := &in.atoms[x.A], &in.atoms[y.A]
	both := in.known(x) | in.known(y)
	if a.kind == kUnknown && b.kind == kUnknown {
		return true, true, both, both
	}
	if a.kind == kUnknown {
		a, b, x, y = b, a, y, x
	}
	if b.kind == kUnknown { // constant or object a against unknown y
		base := y.T & y.F
		eqBits, neBits = base, base
		switch {
		case in.truth(x.A) == mayTrue && !(a.kind == kNumber && a.num < 0):
			eqBits = y.T
			if a.kind == kTrue {
				neBits = y.F // a boolean that is not true
			}
		case a.kind == kNumber || a.kind == kString: // 0, "" and -1: the emptiness of a list, a failed search
			eqBits, neBits = y.F, y.T
		default: // false, null, undefined: equal proves falsy, different proves nothing
			eqBits = y.F
		}
		return true, true, eqBits | in.known(x), neBits | in.known(x)
	}
	if a.kind == kObject || b.kind == kObject {
		if x.A == y.A {
			return true, true, both, both // one atom, maybe several objects
		}
		return a.kind == kObject && b.kind == kObject && false, true, both, both
	}
	equal := x.A == y.A
	if loose && !equal {
		equal = looseEqual(a, b)
	}
	return equal, !equal, both, both
}

func looseEqual(a, b *atomInfo) bool {
	null := func(k Kind) bool { return k == kUndefined || k == kNull }
	if null(a.kind) || null(b.kind) {
		return null(a.kind) && null(b.kind)
	}
	num := func(i *atomInfo) (float64, bool) {
		switch i.kind {
		case kNumber:
			return i.num, true
		case kTrue:
			return 1, true
		case kFalse:
			return 0, true
		case kString:
			n, err := strconv.ParseFloat(i.str, 64)
			return n, err == nil
		}
		return 0, false
	}
	x, ok1 := num(a)
	y, ok2 := num(b)
	return ok1 && ok2 && x == y
}

// compare orders; `list.length > 0` and `indexOf(x) > -1` keep what a non-empty
// list proves.
func (f *frame) compare(op ir.BinaryOp, a, b Value) Value {
	in := f.in
	f.compared(a, b)
	if len(a) == 1 && len(b) == 1 {
		x, y := &in.atoms[a[0].A], &in.atoms[b[0].A]
		if x.kind == kNumber && y.kind == kNumber {
			r := map[ir.BinaryOp]bool{ir.Lt: x.num < y.num, ir.Le: x.num <= y.num, ir.Gt: x.num > y.num, ir.Ge: x.num >= y.num}[op]
			return boolean(r, !r, 0, 0)
		}
		if y.kind == kNumber && x.kind == kUnknown {
			return f.threshold(op, a[0], y.num)
		}
		if x.kind == kNumber && y.kind == kUnknown {
			return f.threshold(map[ir.BinaryOp]ir.BinaryOp{ir.Lt: ir.Gt, ir.Gt: ir.Lt, ir.Le: ir.Ge, ir.Ge: ir.Le}[op], b[0], x.num)
		}
	}
	bits := in.proves(a) | in.proves(b)
	return boolean(true, true, bits, bits)
}

// threshold compares unknown data with a number close to "none".
func (f *frame) threshold(op ir.BinaryOp, e Elem, n float64) Value {
	base := e.T & e.F
	switch {
	case op == ir.Gt && (n == 0 || n == -1), op == ir.Ge && (n == 0 || n == 1):
		return boolean(true, true, e.T, base|e.F)
	case op == ir.Lt && (n == 0 || n == 1), op == ir.Le && (n == 0 || n == -1):
		return boolean(true, true, base|e.F, e.T)
	}
	return boolean(true, true, base, base)
}
