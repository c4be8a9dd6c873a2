package interp

import (
	"math"
	"slices"
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
	case ir.BitNot:
		if found, ok := in.bitNot(v); ok {
			return found
		}
	case ir.Plus, ir.ToNumeric:
		return f.numeric(v)
	}
	return f.derived(v)
}

// numeric is a value as a number. Of nothing (undefined) it is not known, since something
// may be there in reality.
func (f *frame) numeric(v Value) Value {
	in := f.in
	var out, rest Value
	for _, e := range v {
		info := &in.atoms[e.A]
		n, ok := in.ordinal(e.A, false)
		if info.kind == kString && info.str != "" {
			n, ok = in.number(e.A)
		}
		switch {
		case info.kind == kUnknown && info.label == 0:
			out = join(out, Value{{e.A, e.T, in.known(e)}}) // '0' is truthy and 0 is not
		case ok && info.kind != kUndefined && n != 0 && len(v) > 1:
			// One of several numbers: a counter, which is not worth telling apart.
			out = join(out, single(atomUnknown, in.known(e)))
		case ok && info.kind != kUndefined:
			out = join(out, single(in.num(n), in.known(e)))
		default:
			rest = append(rest, e)
		}
	}
	if len(rest) == 0 {
		return out
	}
	return join(out, f.derived(rest))
}

// bitNot is ~ of constants and of where something was found: ~list.indexOf(x).
func (in *Interp) bitNot(v Value) (Value, bool) {
	var out Value
	for _, e := range v {
		switch info := &in.atoms[e.A]; {
		case info.kind == kNumber:
			out = join(out, single(in.num(float64(^int32(int64(info.num)))), in.known(e)))
		case info.count:
			out = join(out, single(atomReason, in.known(e)))
		default:
			return nil, false
		}
	}
	return out, true
}

// derived is unknown data computed from values; it keeps what truth proves where
// the computation keeps truth (a count of ticked boxes, its length).
func (f *frame) derived(vs ...Value) Value {
	in := f.in
	out := Elem{atomUnknown, everything, everything}
	var labels Value
	any, constants := false, Elem{T: everything, F: everything}
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
		if len(v) > 1 {
			constants = in.meet(constants, v)
		}
	}
	out.T &= constants.T // what it is derived from may have been one of them
	out.F &= constants.F
	if !any {
		out.T, out.F = 0, 0
	}
	if len(labels) > 0 {
		return labels
	}
	return Value{out}
}

// meet takes out of e what the constants in a value do not prove: the truthy ones of what
// holds if it is truthy, the falsy ones of the other.
func (in *Interp) meet(e Elem, v Value) Elem {
	for _, x := range v {
		switch {
		case in.atoms[x.A].kind == kUnknown || in.atoms[x.A].kind == kObject:
		case in.truth(x.A) == mayTrue:
			e.T &= x.T
		default:
			e.F &= x.F
		}
	}
	return e
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
		if isNull || k == kUnknown && !f.in.atoms[e.A].sure {
			yes = append(yes, e)
			yb &= e.F
		}
		if !isNull {
			no = append(no, e)
			nb &= f.in.known(e)
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
	case ir.InstanceOf:
		return boolean(slices.ContainsFunc(a, func(e Elem) bool { // no primitive value is one
			return in.atoms[e.A].kind == kObject || in.atoms[e.A].kind == kUnknown
		}), true, 0, 0)
	case ir.In:
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
	some := everything // what the combinations prove that are known
	if len(a)*len(b) <= maxConcat {
		var out Value
		exact := true
		for _, x := range a {
			for _, y := range b {
				r, ok := f.plusAtoms(x.A, y.A, text)
				if !ok {
					exact = false
					continue
				}
				out = join(out, single(r, in.known(x)|in.known(y)))
			}
		}
		if exact {
			return out
		}
		some = in.proves(out)
	}
	v := slices.Clone(f.addressed(f.derived(a, b), a, b))
	for i := range v {
		v[i].T &= some
		v[i].F &= some
		if text {
			v[i].T &= v[i].F
		}
	}
	return v
}

// maxHoles bounds the computed parts of an address after which nothing more of it is kept.
const maxHoles = 8

// addressed keeps the beginning of a text that starts like an address: the host is
// known even where the rest is computed; or the folder of a module.
func (f *frame) addressed(v, start, next Value) Value {
	in := f.in
	var out Value
	for _, e := range start {
		text, ok := in.addressStart(&in.atoms[e.A], len(start), next)
		if !ok {
			continue
		}
		for _, x := range v {
			out = join(out, Value{{in.prefixed(in.atoms[x.A].label, text), x.T, x.F}})
		}
	}
	if out == nil {
		return v
	}
	return out
}

// addressStart is what is kept of a text, one of several, that goes on with what is computed.
func (in *Interp) addressStart(a *atomInfo, several int, next Value) (text string, ok bool) {
	constant := a.kind == kString
	if several >= 6 || !constant && a.kind != kUnknown {
		return "", false
	}
	switch {
	case strings.Contains(a.str, "://") && len(a.str) < 300:
		if strings.Count(a.str, holeStart) >= maxHoles {
			return a.str, true
		}
		return a.str + in.hole(next), true // what follows the computed parts tells what the service does
	case constant && startsPath(a.str), !constant && templatePath(a.str), pageQuery(a.str):
		return a.str + in.hole(next), true
	case constant && relativePath(a.str) && several == 1:
		return a.str, true
	}
	return "", false
}

// relativePath tells the beginning of the name of a module of the program.
func relativePath(text string) bool {
	return (strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../")) && len(text) < 100
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
	if b.kind == kUnknown && in.never(a, b) {
		return false, true, 0, in.known(y) | in.known(x)
	}
	if b.kind == kUnknown { // constant or object a against unknown y
		base := in.known(y)
		eqBits, neBits = base, base
		switch {
		case b.sure:
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

// never tells unknown data b that a constant a is certainly not: what is truthy is no
// falsy constant, what counts from some number is none below it.
func (in *Interp) never(a, b *atomInfo) bool {
	switch a.kind {
	case kUndefined, kNull, kFalse:
		return b.sure || b.count
	case kNumber:
		return b.sure && a.num == 0 || b.count && a.num < b.num
	case kString:
		return b.sure && a.str == ""
	}
	return false
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

// compare orders: each outcome proves the meet over the pairs of atoms that allow it.
func (f *frame) compare(op ir.BinaryOp, a, b Value) Value {
	f.compared(a, b)
	in := f.in
	if len(a)*len(b) > maxProduct {
		bits := in.proves(a) | in.proves(b)
		return boolean(true, true, bits, bits)
	}
	var out Value
	for _, x := range a {
		for _, y := range b {
			out = join(out, f.ordered(op, x, y, a, b))
		}
	}
	return out
}

// swapped is the comparison with its sides exchanged.
var swapped = map[ir.BinaryOp]ir.BinaryOp{ir.Lt: ir.Gt, ir.Gt: ir.Lt, ir.Le: ir.Ge, ir.Ge: ir.Le}

// ordered compares two atoms, each one of a value.
func (f *frame) ordered(op ir.BinaryOp, x, y Elem, a, b Value) Value {
	in := f.in
	n, okX := in.ordinal(x.A, len(a) == 1 && f.unseen(x.A))
	m, okY := in.ordinal(y.A, len(b) == 1 && f.unseen(y.A))
	known := in.known(x) | in.known(y)
	switch {
	case okX && okY:
		r := map[ir.BinaryOp]bool{ir.Lt: n < m, ir.Le: n <= m, ir.Gt: n > m, ir.Ge: n >= m}[op]
		return boolean(r, !r, known, known)
	case okY && in.atoms[x.A].kind == kUnknown:
		return tag(f.threshold(op, x, m, in.alone(a)), in.known(y))
	case okX && in.atoms[y.A].kind == kUnknown:
		return tag(f.threshold(swapped[op], y, n, in.alone(b)), in.known(x))
	}
	return boolean(true, true, known, known)
}

// alone tells that a value is one atom or nothing: what compares with no number as true.
func (in *Interp) alone(v Value) bool {
	n := 0
	for _, e := range v {
		if in.atoms[e.A].kind != kUndefined {
			n++
		}
	}
	return n == 1
}

// unseen: nothing or an empty text is all that is known to be compared, so code that is
// not seen may put something there, which is looked at in the second phase.
func (f *frame) unseen(a Atom) bool {
	info := &f.in.atoms[a]
	if info.kind != kUndefined && (info.kind != kString || info.str != "") {
		return false
	}
	f.act.stuck = true
	return f.act.lenient
}

// ordinal is the number that a constant is compared as. Nothing (undefined) is less and
// greater than no number; where it is all that is known, something may be there in
// reality.
func (in *Interp) ordinal(a Atom, alone bool) (float64, bool) {
	switch info := &in.atoms[a]; info.kind {
	case kNumber:
		return info.num, true
	case kNull, kFalse:
		return 0, true
	case kTrue:
		return 1, true
	case kString:
		return 0, info.str == "" && !alone
	case kUndefined:
		return math.NaN(), !alone
	}
	return 0, false
}

// threshold compares unknown data with a number: `list.length > 0` and `indexOf(x) > -1`
// keep what a list that is not empty proves, `version >= 3` what a version proves.
// Where the data may also be a constant (a list that a server fills and the program
// empties), that there is some proves no more than the data does by itself.
func (f *frame) threshold(op ir.BinaryOp, e Elem, n float64, alone bool) Value {
	base := f.in.known(e)
	info := &f.in.atoms[e.A]
	switch {
	case info.count && (op == ir.Gt || op == ir.Le) && n < info.num:
		return boolean(op == ir.Gt, op == ir.Le, base, base)
	case info.count && (op == ir.Ge || op == ir.Lt) && n <= info.num:
		return boolean(op == ir.Ge, op == ir.Lt, base, base)
	case info.count || !alone:
	case op == ir.Gt && (n == 0 || n == -1), op == ir.Ge && (n == 0 || n == 1):
		return boolean(true, true, e.T, base|e.F)
	case op == ir.Gt && n > 0, op == ir.Ge && n > 1:
		return boolean(true, true, e.T, base) // above zero is truthy
	case op == ir.Lt && (n == 0 || n == 1), op == ir.Le && (n == 0 || n == -1):
		return boolean(true, true, base|e.F, e.T)
	}
	return boolean(true, true, base, base)
}
