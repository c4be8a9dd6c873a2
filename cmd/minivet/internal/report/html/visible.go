package html

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible makes text of a program safe to show: control characters, and those that
// turn the direction of text, become dots, so that what is read is what is there.
// Ends of lines and tabs stay. Escaping for HTML is the templates' business.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r >= ' ' && r < 0x7F:
			return r
		case r == utf8.RuneError:
			return utf8.RuneError
		case unicode.IsPrint(r) || unicode.Is(unicode.Zs, r):
			return r
		case r == '\r':
			return -1
		}
		return '·'
	}, s)
}

// oneLine is visible for names and messages: ends of lines are blanks.
func oneLine(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(visible(s))
}

// cutEnd keeps the first n bytes of s or a little less, at a character, and says
// by … that more follows.
func cutEnd(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// cutStart keeps the last n bytes of s or a little less.
func cutStart(s string, n int) string {
	if len(s) <= n {
		return s
	}
	at := len(s) - n
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	return "…" + s[at:]
}
