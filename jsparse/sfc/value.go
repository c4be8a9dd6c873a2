package sfc

import (
	"regexp"
	"strings"
)

// Value finds the object that a configuration module makes (`module.exports = {…}`,
// `export default defineAppConfig({…})`, `config = {…}`) and writes it as JSON: of
// the length of the original as far as possible, so places are near the right
// ones. What is not constant becomes null. "{}" if there is none.
func Value(text string) string {
	if i := strings.IndexByte(text, '{'); i >= 0 && strings.TrimSpace(text[:i]) == "" {
		return object(text, i)
	}
	if m := makesValue.FindStringIndex(text); m != nil {
		return object(text, m[1]-1)
	}
	return "{}"
}

// makesValue is what stands before a configuration, up to its brace.
var makesValue = regexp.MustCompile(`(?:\bmodule\.exports\s*=|\bexport\s+default(?:\s+\w+\()?|\bconfig\s*(?::\s*[\w.]+\s*)?[=:])\s*\{`)

func object(text string, at int) string {
	r := &literal{s: text, i: at}
	r.value(0)
	return strings.Repeat(" ", at) + r.b.String()
}

// maxLiteral bounds how deep values nest.
const maxLiteral = 100

// literal reads a value of JavaScript at i and writes it as JSON.
type literal struct {
	s string
	i int
	b strings.Builder
}

// space skips white space and comments.
func (r *literal) space() {
	for r.i < len(r.s) {
		switch rest := r.s[r.i:]; {
		case strings.HasPrefix(rest, "//"):
			r.i = skipPast(r.s, r.i, "\n")
		case strings.HasPrefix(rest, "/*"):
			r.i = skipPast(r.s, r.i+2, "*/")
		case rest[0] <= ' ':
			r.i++
		default:
			return
		}
	}
}

func (r *literal) peek() byte {
	r.space()
	if r.i < len(r.s) {
		return r.s[r.i]
	}
	return 0
}

func (r *literal) value(depth int) {
	c := r.peek()
	start := r.i
	switch {
	case depth > maxLiteral:
	case c == '{':
		r.list('}', depth, true)
		return
	case c == '[':
		r.list(']', depth, false)
		return
	case c == '"' || c == '\'' || c == '`':
		s := r.str()
		if n := r.peek(); n == ',' || n == '}' || n == ']' {
			r.b.WriteString(quoted(s))
			return
		}
	case strings.HasPrefix(r.s[r.i:], "true") || strings.HasPrefix(r.s[r.i:], "false"):
		r.skip()
		r.b.WriteString(strings.TrimSpace(r.s[start:r.i]))
		return
	}
	r.skip()
	r.b.WriteString("null")
}

func (r *literal) list(end byte, depth int, keys bool) {
	r.b.WriteByte(r.s[r.i])
	r.i++
	for n := 0; ; n++ {
		c := r.peek()
		if c == ',' {
			r.i++
			n--
			continue
		}
		if c == end || c == 0 {
			r.i++
			break
		}
		at := r.i
		if n > 0 {
			r.b.WriteByte(',')
		}
		if keys && !r.key() {
			r.b.WriteString(`"":null`)
			r.skip()
		} else {
			r.value(depth + 1)
		}
		if r.i == at {
			r.i++ // a stray bracket
		}
	}
	r.b.WriteByte(end)
}

// key reads `name:`; false where the member is something else, such as ...spread.
func (r *literal) key() bool {
	name := ""
	if c := r.peek(); c == '"' || c == '\'' {
		name = r.str()
	} else {
		start := r.i
		for r.i < len(r.s) && (isNameByte(r.s[r.i]) && r.s[r.i] != ':' && r.s[r.i] != '.' || r.s[r.i] == '$') {
			r.i++
		}
		name = r.s[start:r.i]
	}
	if name == "" || r.peek() != ':' {
		return false
	}
	r.i++
	r.b.WriteString(quoted(name) + ":")
	return true
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, "", `"`, "", "\n", "", "\r", "", "\t", " ").Replace(s) + `"`
}

// str reads a string literal.
func (r *literal) str() string {
	q, start := r.s[r.i], r.i+1
	for r.i++; r.i < len(r.s) && r.s[r.i] != q; r.i++ {
		if r.s[r.i] == '\\' {
			r.i++
		}
	}
	end := min(r.i, len(r.s))
	r.i = min(r.i+1, len(r.s))
	return r.s[min(start, end):end]
}

// skip moves to the comma or bracket that ends an expression.
func (r *literal) skip() {
	for depth := 0; r.i < len(r.s); {
		switch c := r.peek(); c {
		case 0:
			return
		case '"', '\'', '`':
			r.str()
			continue
		case '{', '[', '(':
			depth++
		case '}', ']', ')':
			if depth == 0 {
				return
			}
			depth--
		case ',':
			if depth == 0 {
				return
			}
		}
		r.i++
	}
}
