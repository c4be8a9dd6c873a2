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

// str returns a text of the pool. It may be long and used often, so it counts.
func (w *writer) str(e js.Expr) (string, bool) {
	if s, ok := e.Data.(*js.EString); ok {
		if w.steps -= len(s.Value); w.steps < 0 {
			w.fail("an expression is too large")
			return "", false
		}
	}
	return str(e)
}

// constant returns the text of [3,'text'].
func (w *writer) constant(x op) (string, bool) {
	if code, x := x.code(); code == codeConstant {
		return w.str(x.item(1).resolve().e)
	}
	return "", false
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
		if s, ok := w.str(e); ok {
			w.add(quote(s))
		}
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
	name, _ := w.str(x.item(0).item(1).resolve().e)
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
		if len(name) > 1 || isPrefix(x.item(1)) {
			w.add(" ") // typeof a, - -a
		}
		w.expr(x.item(1), precPrefix, depth+1)
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

// isPrefix tells whether an operand starts with an operator: !!a can do without
// the blank, but - -a can't.
func isPrefix(x op) bool {
	code, x := x.code()
	if code == codeValue {
		return true // may be one; a blank too many does no harm
	}
	name, _ := str(x.item(0).item(1).resolve().e)
	return code == codeOperator && len(x.items()) == 2 && (name == "-" || name == "+")
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
	w.steps -= len(pieces)
	if code, _ := pieces[0].code(); code != codeConstant {
		w.add("'' + ")
	}
	for i, p := range pieces {
		if i > 0 {
			w.add(" + ")
		}
		w.expr(p, precProduct, depth+1)
	}
}
