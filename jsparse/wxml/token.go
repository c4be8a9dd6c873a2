package wxml

import "strings"

// tokenKind classifies the tokens of an expression.
type tokenKind uint8

const (
	tokEnd    tokenKind = iota
	tokBad              // Text says what is wrong
	tokName             // identifier or word
	tokNumber           //
	tokString           //
	tokBinary           // binary operator that is no prefix
	tokSign             // + or -: binary or prefix
	tokPrefix           // ! ~
	tokOpen             // ( [ {
	tokClose            // ) ] }
	tokComma            //
	tokColon            //
	tokIf               // ?
	tokDot              // .
	tokOptDot           // ?.
	tokDots             // ...
)

type token struct {
	kind tokenKind
	text string
	pos  int // in the expression
}

// binaryOps by length, longest first. Assignments and ++ are not among them:
// an expression of a view changes nothing.
var binaryOps = []string{"===", "!==", ">>>", "==", "!=", "<=", ">=", "&&", "||", "??", "<<", ">>", "<", ">", "*", "/", "%", "&", "|", "^"}

// noOps are spellings that start like an operator and are none in WXML.
var noOps = []string{"=>", "++", "--", "**", "//", "/*", "&&=", "||=", "??=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>="}

// nextToken reads the token at or behind offset i of s and returns the offset behind it.
func nextToken(s string, i int) (token, int) {
	for i < len(s) && (isSpace(s[i]) || s[i] == '\v') {
		i++
	}
	if i == len(s) {
		return token{kind: tokEnd, pos: i}, i
	}
	kind, n := tokenAt(s[i:])
	if kind == tokBad {
		return token{tokBad, "unexpected " + firstRune(s[i:]), i}, len(s)
	}
	return token{kind, s[i : i+n], i}, i + n
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToValidUTF8(s[:i], "?")
		}
	}
	return strings.ToValidUTF8(s, "?")
}

func tokenAt(s string) (tokenKind, int) {
	if n := nameLen(s); n > 0 {
		return tokName, n
	}
	c := s[0]
	if isDigit(c) || c == '.' && len(s) > 1 && isDigit(s[1]) {
		if n := numberLen(s); n > 0 {
			return tokNumber, n
		}
		return tokBad, 1
	}
	switch c {
	case '"', '\'':
		if n := skipString(s, 0, len(s)); n > 0 && goodEscapes(s[:n]) {
			return tokString, n
		}
		return tokBad, 1
	case '(', '[', '{':
		return tokOpen, 1
	case ')', ']', '}':
		return tokClose, 1
	case ',':
		return tokComma, 1
	case ':':
		return tokColon, 1
	case '.':
		if strings.HasPrefix(s, "...") {
			return tokDots, 3
		}
		return tokDot, 1
	case '?':
		if strings.HasPrefix(s, "?.") && !(len(s) > 2 && isDigit(s[2])) {
			return tokOptDot, 2
		}
		if !strings.HasPrefix(s, "??") {
			return tokIf, 1
		}
	}
	return operatorAt(s)
}

func operatorAt(s string) (tokenKind, int) {
	for _, op := range noOps {
		if strings.HasPrefix(s, op) {
			return tokBad, len(op)
		}
	}
	for _, op := range binaryOps {
		if strings.HasPrefix(s, op) {
			return tokBinary, len(op)
		}
	}
	switch s[0] {
	case '+', '-':
		return tokSign, 1
	case '!', '~':
		return tokPrefix, 1
	}
	return tokBad, 1
}

// numberLen returns the length of the number at the start of s, 0 if it is malformed.
func numberLen(s string) int {
	i := 0
	digits := func(ok func(byte) bool) {
		for i < len(s) && ok(s[i]) {
			i++
		}
	}
	if len(s) > 2 && s[0] == '0' && s[1]|0x20 == 'x' && isHex(s[2]) {
		i = 2
		digits(isHex)
	} else {
		digits(isDigit)
		// 010.5 is no number, and 08 one that strict parsers refuse.
		if i > 1 && s[0] == '0' {
			return 0
		}
		if i < len(s) && s[i] == '.' {
			i++
			digits(isDigit)
		}
		if i < len(s) && s[i]|0x20 == 'e' {
			i++
			if i < len(s) && (s[i] == '+' || s[i] == '-') {
				i++
			}
			if i == len(s) || !isDigit(s[i]) {
				return 0
			}
			digits(isDigit)
		}
	}
	if nameLen(s[i:]) > 0 || i < len(s) && isDigit(s[i]) {
		return 0
	}
	return i
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// goodEscapes tells whether a string literal has no escape that JavaScript refuses.
func goodEscapes(s string) bool {
	for {
		n := strings.IndexByte(s, '\\')
		if n < 0 || n+1 >= len(s) {
			return true
		}
		s = s[n+1:]
		need := 0
		switch s[0] {
		case 'x':
			need = 2
		case 'u':
			need = 4
		}
		if len(s) < need+1 {
			return false
		}
		for _, c := range []byte(s[1 : need+1]) {
			if !isHex(c) {
				return false
			}
		}
		s = s[1:]
	}
}
