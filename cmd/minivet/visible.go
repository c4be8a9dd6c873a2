package main

import (
	"io"
	"unicode"
	"unicode/utf8"
)

// visible is a writer for text that a terminal may show: control characters, which names
// and code of a program may hold, become dots, and what is no UTF-8 becomes U+FFFD.
// Line ends and tabs stay. It is not for what has colours.
type visible struct {
	w    io.Writer
	rest []byte // of a character that is not complete yet
}

// Write never writes a part of a character.
func (v *visible) Write(p []byte) (int, error) {
	in := append(v.rest, p...)
	out := make([]byte, 0, len(in))
	for utf8.FullRune(in) {
		r, size := utf8.DecodeRune(in)
		out = utf8.AppendRune(out, shown(r))
		in = in[size:]
	}
	v.rest = append([]byte(nil), in...)
	if _, err := v.w.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// shown is what stands for a character: those that turn the direction of text are dots too.
func shown(r rune) rune {
	if r != '\n' && r != '\t' && (unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069') {
		return '·'
	}
	return r
}
