package lsp

import (
	"fmt"
	"sort"
	"unicode/utf8"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Encodings of positions, by their names in the protocol.
const (
	utf16 = "utf-16"
	utf8s = "utf-8"
)

// index finds positions in a text. Lines end as the protocol says: in \n, \r\n or
// \r, where the rest of minivet knows the first two.
type index struct {
	text     string
	starts   []int
	encoding string
}

func newIndex(text, encoding string) *index {
	x := &index{text: text, starts: []int{0}, encoding: encoding}
	for i := range len(text) {
		if c := text[i]; c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			x.starts = append(x.starts, i+1)
		}
	}
	return x
}

// position is that of a byte offset; offsets outside are moved to the ends.
func (x *index) position(offset int) Position {
	offset = min(max(offset, 0), len(x.text))
	line := sort.SearchInts(x.starts, offset+1) - 1
	before := x.text[x.starts[line]:offset]
	if x.encoding == utf8s {
		return Position{line, len(before)}
	}
	return Position{line, finding.UTF16Len(before)}
}

// line is the text of a line with its end.
func (x *index) line(n int) string {
	if n+1 < len(x.starts) {
		return x.text[x.starts[n]:x.starts[n+1]]
	}
	return x.text[x.starts[n]:]
}

// offset is the byte offset of a position. One behind the end of its line means
// that end, as the protocol has it, and one on the line behind the last the end of
// the text; any other that is outside is an error.
func (x *index) offset(p Position) (int, error) {
	switch {
	case p.Line < 0 || p.Character < 0 || p.Line > len(x.starts):
		return 0, fmt.Errorf("there is no position %d:%d in a text of %d lines", p.Line, p.Character, len(x.starts))
	case p.Line == len(x.starts):
		return len(x.text), nil
	}
	at, units := x.starts[p.Line], 0
	for _, r := range x.line(p.Line) {
		if units >= p.Character || r == '\n' || r == '\r' {
			break
		}
		switch size := utf8.RuneLen(r); {
		case x.encoding == utf8s:
			units += max(size, 1)
		case size == 4:
			units += 2
		default:
			units++
		}
		_, size := utf8.DecodeRuneInString(x.text[at:])
		at += size
	}
	return at, nil
}

// span is offset for both ends of a range.
func (x *index) span(r Range) (from, to int, err error) {
	if from, err = x.offset(r.Start); err == nil {
		to, err = x.offset(r.End)
	}
	if err == nil && to < from {
		err = fmt.Errorf("the range ends before it begins")
	}
	return from, to, err
}

// edit makes one change.
func edit(text, encoding string, e ContentEdit) (string, error) {
	if e.Range == nil {
		return e.Text, nil
	}
	from, to, err := newIndex(text, encoding).span(*e.Range)
	if err != nil {
		return "", err
	}
	return text[:from] + e.Text + text[to:], nil
}
