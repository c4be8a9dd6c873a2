package sfc

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Value finds the object that a configuration module makes (`module.exports = {…}`,
// `export default defineAppConfig({…})`, `config = {…}`) and writes it as JSON: of
// the length of the original as far as possible, so places are near the right
// ones. What is not constant becomes null. "{}" if there is none.
func Value(text string) string {
	json, _ := ValueAt(text)
	return json
}

// ValueAt is Value together with the place in the text of each place in the JSON.
func ValueAt(text string) (json string, at func(int32) int32) {
	if i := begins(text); i >= 0 {
		r := &literal{s: text, i: i}
		r.b.WriteString(strings.Repeat(" ", i))
		r.value(0)
		return r.b.String(), r.place
	}
	return "{}", func(int32) int32 { return 0 }
}

// begins is where the object of a configuration starts, -1 if there is none.
func begins(text string) int {
	if i := strings.IndexByte(text, '{'); i >= 0 && strings.TrimSpace(text[:i]) == "" {
		return i
	}
	if m := makesValue.FindStringIndex(text); m != nil {
		return m[1] - 1
	}
	if m := namesValue.FindStringSubmatch(text); m != nil {
		declared := regexp.MustCompile(`\b(?:const|let|var)\s+` + regexp.QuoteMeta(m[1]) + `\s*(?::\s*[\w.]+\s*)?=\s*\{`)
		if d := declared.FindStringIndex(text); d != nil {
			return d[1] - 1
		}
	}
	return -1
}

// makesValue is what stands before a configuration, up to its brace; namesValue
// exports one by its name.
var (
	makesValue = regexp.MustCompile(`(?:\bmodule\.exports\s*=|\bexport\s+default(?:\s+\w+\()?|\bdefine(?:App|Page)Config\(|\bconfig\s*(?::\s*[\w.]+\s*)?[=:])\s*\{`)
	namesValue = regexp.MustCompile(`\bexport\s+default\s+(?:\w+\(\s*)?(\w+)\s*[);\n]`)
)

// maxLiteral bounds how deep values nest.
const maxLiteral = 100

// literal reads a value of JavaScript at i and writes it as JSON.
type literal struct {
	s string
	i int
	b strings.Builder
	// marks say which place of the text a place of the JSON stands for, in order.
	marks []mark
}

type mark struct{ json, text int32 }

func (r *literal) mark() {
	r.marks = append(r.marks, mark{int32(r.b.Len()), int32(r.i)})
}

// place is the place in the text of one in the JSON.
func (r *literal) place(pos int32) int32 {
	i, found := slices.BinarySearchFunc(r.marks, pos, func(m mark, pos int32) int { return cmp.Compare(m.json, pos) })
	if !found {
		i--
	}
	if i < 0 {
		return pos
	}
	at := r.marks[i].text + pos - r.marks[i].json
	if i+1 < len(r.marks) {
		at = min(at, r.marks[i+1].text)
	}
	return at
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
	r.mark()
	defer func() { r.mark() }()
	switch {
	case depth > maxLiteral:
	case c == '{':
		r.list('}', depth, true)
		return
	case c == '[':
		r.list(']', depth, false)
		return
	case c == '"' || c == '\'' || c == '`':
		s, end := r.str(), r.i
		if n := r.peek(); n == ',' || n == '}' || n == ']' {
			r.b.WriteString(quoted(s))
			r.marks = append(r.marks, mark{int32(r.b.Len()), int32(end)})
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
	r.mark()
	if c := r.peek(); c == '"' || c == '\'' {
		name = r.str()
	} else {
		start := r.i
		for r.i < len(r.s) && (isNameByte(r.s[r.i]) && r.s[r.i] != ':' && r.s[r.i] != '.' || r.s[r.i] == '$') {
			r.i++
		}
		name = r.s[start:r.i]
	}
	end := r.i
	if name == "" || r.peek() != ':' {
		return false
	}
	r.b.WriteString(quoted(name))
	r.marks = append(r.marks, mark{int32(r.b.Len()), int32(end)})
	r.i++
	r.b.WriteString(":")
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
