package gwx

import (
	"strconv"
	"strings"
)

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
	key, ok := w.str(x.item(1).resolve().e)
	if !ok {
		w.fail("an expression has a field that is not understood")
		return
	}
	if code, y := x.item(2).code(); code == codeVariable && isName(key) {
		if name, _ := w.constant(y.item(1)); name == key {
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
