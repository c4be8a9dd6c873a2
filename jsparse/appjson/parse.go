package appjson

import (
	"fmt"
	"strings"

	"github.com/tailscale/hujson"
)

// Problem is something wrong with a JSON file.
type Problem struct {
	Pos     int32  // byte offset
	Message string // what is wrong and how to mend it, one line
}

// maxDepth bounds how deep values nest; the parser recurses for each level.
// Configuration stays below 20, and data modules below 100.
const maxDepth = 1000

// maxMarks bounds the brackets, colons and commas of a text, of which each value takes
// one; a value takes some hundred bytes.
const maxMarks = 500_000

// Parse reads a JSON text with comments and trailing commas. The node is nil
// when the text is no JSON; the one problem then says where. A key that stands
// twice in an object is a problem too.
func Parse(text string) (*Node, []Problem) {
	// The parser wants a line end behind a line comment, and no byte order mark.
	src := []byte(text + "\n")
	if strings.HasPrefix(text, "\ufeff") {
		copy(src, "   ")
	}
	if at := TooDeep(text, maxDepth); at >= 0 {
		return nil, []Problem{{int32(at), fmt.Sprintf("JSON nests more than %d levels deep", maxDepth)}}
	}
	if marks(text) > maxMarks {
		return nil, []Problem{{0, fmt.Sprintf("the JSON has more than %d values", maxMarks)}}
	}
	v, err := hujson.Parse(src)
	if err != nil {
		return nil, []Problem{syntaxProblem(text, err)}
	}
	c := converter{}
	return c.node(&v), c.problems
}

// marks counts the bytes that separate values, those in strings and comments included.
func marks(text string) int {
	n := 0
	for _, mark := range [...]string{",", ":", "[", "{"} {
		n += strings.Count(text, mark)
	}
	return n
}

// syntaxProblem takes the place out of the parser's message.
func syntaxProblem(text string, err error) Problem {
	var line, column int
	message := err.Error()
	if n, _ := fmt.Sscanf(message, "hujson: line %d, column %d:", &line, &column); n == 2 {
		_, message, _ = strings.Cut(message, ": ")
		_, message, _ = strings.Cut(message, ": ")
	}
	offset := 0
	for ; line > 1; line-- {
		// The last line may be the one that Parse added.
		offset += min(skip(text[offset:], "\n")+1, len(text)-offset)
	}
	offset = min(offset+max(column-1, 0), len(text))
	if strings.HasSuffix(message, "unexpected EOF") {
		message = "the text ends too early: a bracket, quote or comment is not closed"
	}
	if len(message) > 120 {
		message = strings.ToValidUTF8(message[:120], "") + "…"
	}
	return Problem{int32(offset), "not valid JSON: " + strings.Join(strings.Fields(message), " ")}
}

// TooDeep returns the byte offset of the first bracket of a JSON text, with comments or
// without, that is nested deeper than limit; -1 if there is none.
func TooDeep(text string, limit int) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case c == '/' && strings.HasPrefix(text[i:], "//"):
			i += skip(text[i:], "\n")
		case c == '/' && strings.HasPrefix(text[i:], "/*"):
			i += 1 + skip(text[i+2:], "*/") + 1
		case c == '[' || c == '{':
			if depth++; depth > limit {
				return i
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return -1
}

// skip returns the offset of mark in s, or the length of s.
func skip(s, mark string) int {
	if n := strings.Index(s, mark); n >= 0 {
		return n + len(mark) - 1
	}
	return len(s)
}

// converter turns the parser's tree into nodes.
type converter struct{ problems []Problem }

func (c *converter) node(v *hujson.Value) *Node {
	n := &Node{Pos: int32(v.StartOffset), End: int32(v.EndOffset)}
	switch x := v.Value.(type) {
	case *hujson.Object:
		n.Kind = Object
		c.members(n, x)
	case *hujson.Array:
		n.Kind = Array
		n.Elems = make([]*Node, len(x.Elements))
		for i := range x.Elements {
			n.Elems[i] = c.node(&x.Elements[i])
		}
	case hujson.Literal:
		n.literal(x)
	}
	return n
}

func (c *converter) members(n *Node, x *hujson.Object) {
	n.Members = make([]Member, len(x.Members))
	seen := make(map[string]bool, len(x.Members))
	for i := range x.Members {
		name := &x.Members[i].Name
		key := name.Value.(hujson.Literal).String()
		n.Members[i] = Member{key, int32(name.StartOffset), int32(name.EndOffset), c.node(&x.Members[i].Value)}
		if seen[key] {
			c.problems = append(c.problems, Problem{int32(name.StartOffset), fmt.Sprintf("the key %q stands twice in this object; the last one counts, remove the other", clip(key))})
		}
		seen[key] = true
	}
}

func (n *Node) literal(x hujson.Literal) {
	switch x.Kind() {
	case 't':
		n.Kind = True
	case 'f':
		n.Kind = False
	case '"':
		n.Kind, n.Str = String, x.String()
	case '0':
		n.Kind, n.Str = Number, x.String()
	}
}

// clip makes a piece of a file fit for a message.
func clip(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}
