package gwx

import (
	"strconv"
	"strings"
)

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
	if s, ok := w.constant(name); ok && isName(s) {
		w.add("." + s)
		return
	}
	w.add("[")
	w.expr(name, 0, depth+1)
	w.add("]")
}

func (w *writer) variable(x op) {
	name, ok := w.constant(x.item(1))
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

// isName tells whether s can stand as a name in an expression, roughly: package
// wxml looks at letters that are not ASCII more closely.
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
