package wxml

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// segment says where a piece of generated text comes from: from offset gen on
// it is src, src+1, … if linear, else all of it is src.
type segment struct {
	gen, src int32
	linear   bool
}

// jsText is generated text with its origin.
type jsText struct {
	b    strings.Builder
	segs []segment
}

func (t *jsText) add(s string) { t.b.WriteString(s) }

// mark says that what follows comes from offset src.
func (t *jsText) mark(src int32, linear bool) {
	s := segment{int32(t.b.Len()), src, linear}
	if n := len(t.segs); n > 0 && t.segs[n-1].gen == s.gen {
		t.segs[n-1] = s
		return
	}
	t.segs = append(t.segs, s)
}

// join appends other.
func (t *jsText) join(other *jsText) {
	base := int32(t.b.Len())
	t.b.WriteString(other.b.String())
	for _, s := range other.segs {
		s.gen += base
		t.segs = append(t.segs, s)
	}
}

// mapOffset translates an offset of generated text by its segments.
func mapOffset(segs []segment, offset int32) int32 {
	i := sort.Search(len(segs), func(i int) bool { return segs[i].gen > offset }) - 1
	if i < 0 {
		return 0
	}
	s := segs[i]
	if s.linear {
		return s.src + offset - s.gen
	}
	return s.src
}

// quote writes s as a JavaScript string literal.
func quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		i += size
	}
	b.WriteByte('"')
	return b.String()
}

func itoa(n int) string { return strconv.Itoa(n) }
