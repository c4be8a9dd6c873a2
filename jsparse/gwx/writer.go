package gwx

import (
	"math"
	"strconv"
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// writer writes operations as the expression of WXML that they were compiled from.
type writer struct {
	b     strings.Builder
	limit int
	steps int    // that may still be taken
	bad   string // what was not understood
}

// Precedences, the higher binds tighter.
const (
	precIf = iota + 1
	precOr
	precAnd
	precBitOr
	precBitXor
	precBitAnd
	precEqual
	precLess
	precShift
	precSum
	precProduct
	precPrefix
	precPostfix
)

var precedence = map[string]int{
	"||": precOr, "??": precOr, "&&": precAnd, "|": precBitOr, "^": precBitXor, "&": precBitAnd,
	"==": precEqual, "!=": precEqual, "===": precEqual, "!==": precEqual,
	"<": precLess, ">": precLess, "<=": precLess, ">=": precLess, "in": precLess, "instanceof": precLess,
	"<<": precShift, ">>": precShift, ">>>": precShift, "+": precSum, "-": precSum,
	"*": precProduct, "/": precProduct, "%": precProduct,
}

var prefixes = map[string]bool{"!": true, "~": true, "-": true, "+": true, "typeof": true, "void": true}

func (w *writer) fail(why string) {
	if w.bad == "" {
		w.bad = why
	}
}

// add writes a piece within the limit.
func (w *writer) add(s string) {
	if w.b.Len()+len(s) > w.limit {
		w.fail("an expression is too long")
		return
	}
	w.b.WriteString(s)
}

// enter counts a step, and tells whether to go on.
func (w *writer) enter(depth int) bool {
	if w.steps--; w.steps < 0 || w.limit <= 0 || depth > maxDepth {
		w.fail("an expression is too large")
	}
	return w.bad == ""
}

// expr writes an operation, in parentheses where it binds looser than prec.
func (w *writer) expr(x op, prec, depth int) {
	if !w.enter(depth) {
		return
	}
	code, x := x.code()
	switch code {
	case codeLiteral, codeConstant:
		w.literal(x.item(1).resolve().e, prec)
	case codeOperator:
		w.operator(x, prec, depth)
	case codeValue:
		w.expr(x.item(1), prec, depth+1)
	case codeList:
		w.add("[")
		w.list(x, depth+1)
		w.add("]")
	case codeMember:
		w.member(x, depth)
	case codeVariable:
		w.variable(x)
	case codeField, codeMerge, codeSpread:
		w.add("{")
		w.fields(x, depth+1)
		w.add("}")
	case codeText:
		w.joined(x, prec, depth)
	case codeCall:
		w.expr(x.item(1), precPostfix, depth+1)
		w.add("(")
		w.list(x.item(2), depth+1)
		w.add(")")
	default:
		w.fail("an expression has an operation that is not known")
	}
}

func (w *writer) literal(e js.Expr, prec int) {
	switch n := e.Data.(type) {
	case *js.EString:
		s, _ := str(e)
		w.add(quote(s))
	case *js.ENumber:
		w.number(n.Value, prec)
	case *js.EBoolean:
		w.add(strconv.FormatBool(n.Value))
	case *js.ENull:
		w.add("null")
	case *js.EUndefined:
		w.add("undefined")
	case *js.EUnary:
		if v, ok := n.Value.Data.(*js.ENumber); ok {
			switch n.Op {
			case js.UnOpNeg:
				w.number(-v.Value, prec)
				return
			case js.UnOpNot: // !0, as minifiers write true
				w.add(strconv.FormatBool(v.Value == 0))
				return
			case js.UnOpVoid:
				w.add("undefined")
				return
			}
		}
		w.fail("an expression has a literal that is not known")
	default:
		w.fail("an expression has a literal that is not known")
	}
}

func (w *writer) number(v float64, prec int) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		w.fail("an expression has a literal that is not known")
		return
	}
	format := byte('f')
	if a := math.Abs(v); a != 0 && (a >= 1e21 || a < 1e-6) {
		format = 'e'
	}
	s := strconv.FormatFloat(v, format, -1, 64)
	if prec == precPostfix || v < 0 && prec == precPrefix {
		s = "(" + s + ")" // (5).a, -(-5)
	}
	w.add(s)
}

// operator writes [[2,'+'],a,b], [[2,'!'],a] and [[2,'?:'],a,b,c].
func (w *writer) operator(x op, prec, depth int) {
	name, _ := str(x.item(0).item(1).resolve().e)
	n := len(x.items())
	own, binary := precedence[name]
	switch {
	case name == "?:" && n == 4:
		own = precIf
	case n == 2 && prefixes[name]:
		own = precPrefix
	case n == 3 && binary:
	default:
		w.fail("an expression has the operator " + clip(name) + ", which is not known")
		return
	}
	if own < prec {
		w.add("(")
		defer w.add(")")
	}
	switch {
	case own == precIf:
		w.expr(x.item(1), precOr, depth+1)
		w.add(" ? ")
		w.expr(x.item(2), precIf, depth+1)
		w.add(" : ")
		w.expr(x.item(3), precIf, depth+1)
	case own == precPrefix:
		w.add(name)
		before := w.b.Len()
		if len(name) > 1 {
			w.add(" ")
		}
		w.expr(x.item(1), precPrefix, depth+1)
		w.apart(before, name)
	default:
		left, right := own, own+1
		if name == "??" {
			left, right = precPrefix, precPrefix // a ?? b || c is no expression
		}
		w.expr(x.item(1), left, depth+1)
		w.add(" " + name + " ")
		w.expr(x.item(2), right, depth+1)
	}
}

// apart keeps two signs from becoming one token: - -a.
func (w *writer) apart(at int, sign string) {
	s := w.b.String()
	if at >= len(s) || s[at:at+1] != sign {
		return
	}
	w.b.Reset()
	w.b.WriteString(s[:at] + " " + s[at:])
}

// list writes the items of [[5],[[5],a],b].
func (w *writer) list(x op, depth int) {
	var items []op
	for {
		if !w.enter(depth) {
			return
		}
		code, y := x.code()
		n := len(y.items())
		if code != codeList || n > 3 {
			w.fail("an expression has a list that is not understood")
			return
		}
		if n == 1 {
			break
		}
		items = append(items, y.item(n-1))
		if n == 2 {
			break
		}
		x = y.item(1)
	}
	for i := len(items) - 1; i >= 0; i-- {
		w.expr(items[i], precIf, depth+1)
		if i > 0 {
			w.add(", ")
		}
	}
}

// member writes a.b, a['b-c'] and a[b].
func (w *writer) member(x op, depth int) {
	w.expr(x.item(1), precPostfix, depth+1)
	name := x.item(2)
	if s, ok := name.constant(); ok && isName(s) {
		w.add("." + s)
		return
	}
	w.add("[")
	w.expr(name, 0, depth+1)
	w.add("]")
}

func (w *writer) variable(x op) {
	name, ok := x.item(1).constant()
	if !ok || !isName(name) {
		w.fail("an expression has a variable that is not understood")
		return
	}
	w.add(name)
}

// fields writes the inside of an object literal.
func (w *writer) fields(x op, depth int) {
	if !w.enter(depth) {
		return
	}
	code, x := x.code()
	switch code {
	case codeMerge:
		w.fields(x.item(1), depth+1)
		w.add(", ")
		w.fields(x.item(2), depth+1)
	case codeField:
		w.field(x, depth)
	case codeSpread:
		w.add("...")
		w.expr(x.item(1), precIf, depth+1)
	default:
		w.add("...")
		w.expr(x, precIf, depth+1)
	}
}

func (w *writer) field(x op, depth int) {
	key, ok := str(x.item(1).resolve().e)
	if !ok {
		w.fail("an expression has a field that is not understood")
		return
	}
	if code, y := x.item(2).code(); code == codeVariable && isName(key) {
		if name, _ := y.item(1).constant(); name == key {
			w.add(key)
			return
		}
	}
	if isName(key) {
		w.add(key + ": ")
	} else {
		w.add(quote(key) + ": ")
	}
	w.expr(x.item(2), precIf, depth+1)
}

// joined writes a text inside of an expression as a sum that starts with one.
func (w *writer) joined(x op, prec, depth int) {
	if precSum < prec {
		w.add("(")
		defer w.add(")")
	}
	pieces, _ := x.pieces()
	if len(pieces) == 0 {
		w.add("''")
		return
	}
	if _, ok := pieces[0].constant(); !ok {
		w.add("'' + ")
	}
	for i, p := range pieces {
		if i > 0 {
			w.add(" + ")
		}
		w.expr(p, precProduct, depth+1)
	}
}

// quote writes a text in single quotes.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == '\u2028' || r == '\u2029':
			b.WriteString(`\u` + strconv.FormatInt(int64(r)+0x10000, 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// isName tells whether s can stand as a name in an expression. Names that are
// not ASCII are written as texts where that is possible.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '$' || c >= 0x80
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
