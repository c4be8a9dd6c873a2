package ir

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxUnsure bounds the bytes that could each open a level, from the first place
// on where the scan had to guess. esbuild takes at most about 7 KB of stack for
// one, Go's limit is 512 MB, and code that both makes the scan guess (JSX text, a
// regular expression behind a block) and is that large is hard to find.
const maxUnsure = 36000

// doubt notes a guess. What follows a wrong one can look like anything: strings
// turn inside out, and brackets hide in what looks like a comment.
func (d *depthScan) doubt() {
	if d.unsure < 0 {
		d.unsure = d.i
	}
}

// checkUnsure bounds the text behind the first guess.
func (d *depthScan) checkUnsure() *Problem {
	if d.unsure < 0 {
		return nil
	}
	rest := d.text[d.unsure:]
	if len(rest) <= maxUnsure {
		return nil
	}
	n := 0
	for i := range len(rest) {
		n += int(opens[rest[i]])
		if c := rest[i]; i > 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r') && strings.IndexByte("defotwy", rest[i-1]) >= 0 {
			n++ // behind typeof, void, delete, new, await, yield, else, do, readonly …
		}
	}
	if n <= maxUnsure {
		return nil
	}
	return &Problem{
		Pos: int32(d.unsure),
		Message: fmt.Sprintf("nested too deeply, as far as can be told before parsing (up to %d levels from here; the limit is %d)",
			n, maxUnsure),
	}
}

// opens holds 1 for the bytes of which each level needs at least one.
var opens = func() (set [256]uint8) {
	for _, c := range []byte("([{!~+-=?*.<:`\\") {
		set[c] = 1
	}
	return set
}()

// textFollows tells whether c, which the scan is behind, may begin what is not
// code at all: an element with its text (esbuild reads on in any JavaScript), or
// the comments <!-- and --> of old scripts.
func (d *depthScan) textFollows(c byte, operand bool) bool {
	rest := d.text[d.i:]
	switch c {
	case '<':
		return !operand && (d.jsx || !d.ts) || strings.HasPrefix(rest, "!--")
	case '-':
		return (d.newline || d.prev == 0) && strings.HasPrefix(rest, "->")
	}
	return false
}

// slashUnsure tells whether a slash might be the start of a regular expression
// as well as a division.
func (d *depthScan) slashUnsure() bool {
	switch {
	case d.last == tokBrace, d.ts && (d.newline || d.prev == '>'):
		return true // behind a block or an object; behind a type
	case d.newline && (isJump(d.word1) || isJump(d.word2)):
		return true // the line's end is the statement's
	}
	switch d.word1 {
	case "await", "yield", "async", "of", "as", "satisfies", "default":
		return true // some of these are names outside their context
	}
	return false
}

// isJump: words whose statement ends with the line or with the next token of it.
func isJump(w string) bool {
	switch w {
	case "break", "continue", "debugger", "import", "from":
		return true
	}
	return false
}

// isHead: words whose parentheses are followed by a statement.
func isHead(w string) bool {
	switch w {
	case "if", "while", "for", "with":
		return true
	}
	return false
}

// spaceLen is the length of the white space character at the start of s, or 0.
func spaceLen(s string) int {
	switch c := s[0]; {
	case c == ' ' || c >= '\t' && c <= '\r':
		return 1
	case c < utf8.RuneSelf:
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == '\ufeff' || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Zs, r) {
		return n
	}
	return 0
}

// isLineEnd: s starts with one of the two line terminators beyond ASCII.
func isLineEnd(s string) bool {
	return strings.HasPrefix(s, "\u2028") || strings.HasPrefix(s, "\u2029")
}

// lineEnd is the offset of the first line terminator in s, or its length.
func lineEnd(s string) int {
	if i := strings.IndexAny(s, "\n\r\u2028\u2029"); i >= 0 {
		return i
	}
	return len(s)
}

// numberLen is the length of a decimal number's digits and dot at the start of s.
func numberLen(s string) int {
	i, octal := 0, s[0] == '0' // 017.x reads a property, 018.x does not
	for ; i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '_'); i++ {
		octal = octal && s[i] < '8'
	}
	if i < len(s) && s[i] == '.' && !(octal && i > 1) {
		i++
	}
	return i
}
