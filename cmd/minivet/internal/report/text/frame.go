package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

const (
	tabWidth = 4
	ellipsis = "…"
	// marksPerColumn bounds the characters that take no room, such as accents.
	marksPerColumn = 4
)

// frame makes one line of code fit into limit columns. Bytes from to to are what is
// marked: indent is the number of columns in front of it, marked its columns (at
// least 1). Where the line is too long it is cut on both sides of the mark, so
// that minified files show what matters. The work does not depend on the length
// of the line.
func frame(line string, from, to, limit int) (code string, indent, marked int) {
	first := strings.IndexFunc(line, func(r rune) bool { return r != ' ' && r != '\t' })
	if first > 0 && first <= from {
		line, from, to = line[first:], from-first, to-first
	}
	mid, midWidth, midCut := head(line[from:to], limit)
	left, leftWidth, leftCut := tail(line[:from], limit)
	right, rightWidth, rightCut := head(line[to:], limit)
	if leftWidth+midWidth+rightWidth > limit || leftCut || midCut || rightCut {
		// The mark gets two thirds at most; what it leaves, the sides share.
		mid, midWidth, midCut = head(line[from:to], min(midWidth, limit*2/3))
		rest := limit - midWidth
		leftMax := min(leftWidth, max(rest/2, rest-rightWidth))
		left, leftWidth, leftCut = tail(line[:from], leftMax)
		right, _, rightCut = head(line[to:], rest-leftWidth)
	}
	if leftCut {
		left, leftWidth = ellipsis+left, leftWidth+1
	}
	if midCut {
		mid, midWidth, right, rightCut = mid+ellipsis, midWidth+1, "", false
	}
	if rightCut {
		right += ellipsis
	}
	return left + mid + right, leftWidth, max(midWidth, 1)
}

// head is as much of the start of s as fits into limit columns, ready to print.
func head(s string, limit int) (out string, columns int, cut bool) {
	var b strings.Builder
	for n := 0; len(s) > 0; n++ {
		r, size := utf8.DecodeRuneInString(s)
		cell, w := printable(r)
		if columns+w > limit || n > marksPerColumn*limit {
			return b.String(), columns, true
		}
		b.WriteString(cell)
		columns += w
		s = s[size:]
	}
	return b.String(), columns, false
}

// tail is as much of the end of s as fits.
func tail(s string, limit int) (out string, columns int, cut bool) {
	at := len(s)
	for n := 0; at > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		_, w := printable(r)
		if columns+w > limit || n > marksPerColumn*limit {
			cut = true
			break
		}
		columns += w
		at -= size
	}
	out, _, _ = head(s[at:], columns)
	return out, columns, cut
}

// printable is how a rune is shown and how many columns it takes on a terminal.
// Control and format characters are shown as a dot: code under test must not be
// able to move the cursor, change colours or turn the direction of text.
func printable(r rune) (string, int) {
	switch {
	case r == '\t':
		return strings.Repeat(" ", tabWidth), tabWidth
	case r >= ' ' && r < 0x7F:
		return string(r), 1
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
		return string(r), 0
	case r == utf8.RuneError:
		return "�", 1
	case !unicode.IsPrint(r) && !unicode.Is(unicode.Zs, r):
		return "·", 1
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return string(r), 2
	}
	return string(r), 1
}

// clean makes text from the program (names, messages that quote code) safe to
// print on a line.
func clean(s string) string {
	safe := func(r rune) bool { return r != '\t' && (r >= ' ' && r < 0x7F || unicode.IsPrint(r)) }
	if strings.IndexFunc(s, func(r rune) bool { return !safe(r) }) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case safe(r):
			return r
		case r == '\n' || r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		}
		return '·'
	}, s)
}
