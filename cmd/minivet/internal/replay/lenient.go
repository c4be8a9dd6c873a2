package replay

import "strings"

// lenient makes member accesses of compiled views optional: in WXML a member of
// what is not there is undefined, and no error.
func lenient(js string) string {
	var b strings.Builder
	b.Grow(len(js) + len(js)/8)
	for i := 0; i < len(js); i++ {
		c := js[i]
		switch {
		case c == '"' || c == '\'':
			end := stringEnd(js, i)
			b.WriteString(js[i:end])
			i = end - 1
			continue
		case c == '.' && i > 0 && isOperandEnd(js[i-1]) && i+1 < len(js) && isNameStart(js[i+1]) && !strings.HasSuffix(js[:i], "module"),
			c == '[' && i > 0 && isOperandEnd(js[i-1]):
			b.WriteByte('?')
			if c == '[' {
				b.WriteByte('.')
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// stringEnd is the offset behind the string that starts at i.
func stringEnd(js string, i int) int {
	for j := i + 1; j < len(js); j++ {
		switch js[j] {
		case '\\':
			j++
		case js[i]:
			return j + 1
		}
	}
	return len(js)
}

func isOperandEnd(c byte) bool { return c == ')' || c == ']' || isNameStart(c) || '0' <= c && c <= '9' }

func isNameStart(c byte) bool {
	return c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}
