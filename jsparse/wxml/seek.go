package wxml

import "strings"

// mark is something that a seeker looks for.
type mark int

const (
	markClose  mark = iota // }}
	markDouble             // "
	markSingle             // '
	numMarks
)

var markText = [numMarks]string{"}}", `"`, "'"}

func quoteMark(c byte) mark {
	if c == '"' {
		return markDouble
	}
	return markSingle
}

// shortExpr is how far an expression may reach once the seeker's allowance is spent.
const shortExpr = 64

// seeker finds the ends of expressions and values. Looking ahead and not
// finding costs time again and again in a hostile text, so answers are
// remembered, and look-ahead in vain draws on an allowance proportional to the text.
type seeker struct {
	s         string
	from, at  [numMarks]int // no mark in [from,at); at<0: none from there on
	allowance int
	tags      map[string]int // offset of a tag's next mention; see endsFirst
}

func newSeeker(s string) seeker {
	k := seeker{s: s, allowance: 4*len(s) + 1<<16}
	for m := range k.at {
		k.from[m], k.at[m] = 0, -2
	}
	return k
}

// next returns the offset of the first m at or behind i, or -1.
func (k *seeker) next(m mark, i int) int {
	if k.at[m] != -2 && k.from[m] <= i && (k.at[m] < 0 || i <= k.at[m]) {
		return k.at[m]
	}
	k.from[m], k.at[m] = i, -1
	if n := strings.Index(k.s[min(i, len(k.s)):], markText[m]); n >= 0 {
		k.at[m] = i + n
	}
	return k.at[m]
}

// exprEnd returns the offset of the }} that ends the expression starting at i,
// within s[:limit], or -1.
func (k *seeker) exprEnd(i, limit int) int {
	if end := k.strictEnd(i, limit); end >= 0 {
		return end
	}
	// Quotes or braces don't match: {{ it's }}. The next }} ends it, unless
	// markup or another expression comes before.
	end := k.next(markClose, i)
	if end < 0 || end+2 > limit {
		return -1
	}
	inside := k.s[i:end]
	if len(inside) > shortExpr {
		if k.allowance < 0 {
			return -1
		}
		k.allowance -= len(inside)
	}
	if strings.Contains(inside, "{{") || strings.Contains(inside, "</") {
		return -1
	}
	return end
}

// strictEnd is exprEnd for an expression whose quotes and braces match.
func (k *seeker) strictEnd(i, limit int) int {
	if k.next(markClose, i) < 0 {
		return -1
	}
	if k.allowance < 0 {
		limit = min(limit, i+shortExpr)
	}
	end, ok := k.scan(i, limit)
	if !ok {
		k.allowance -= end - i
		return -1
	}
	return end
}

// scan walks over strings and braces from i on. It returns where it stopped.
func (k *seeker) scan(i, limit int) (end int, ok bool) {
	start, depth := i, 0
	for i < limit {
		switch c := k.s[i]; c {
		case '"', '\'':
			i = skipString(k.s, i, limit)
			if i < 0 {
				return limit, false
			}
			continue
		case '{':
			if i > start && i+1 < limit && k.s[i+1] == '{' {
				return i, false
			}
			depth++
		case '}':
			if depth == 0 {
				return i, i+1 < limit && k.s[i+1] == '}'
			}
			depth--
		case '<':
			if i+1 < limit && k.s[i+1] == '/' {
				return i, false
			}
		}
		i++
	}
	return i, false
}

// skipString returns the offset behind the string literal at i, or -1 if it
// does not end before limit.
func skipString(s string, i, limit int) int {
	quote := s[i]
	for i++; i < limit; i++ {
		switch s[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		}
	}
	return -1
}

// endsFirst tells whether behind i the end tag of such an element comes before
// another start tag: <image src="a"><view>…</view></image>, not <image src="a">
// <image src="b"/>.
func (k *seeker) endsFirst(tag string, i int) bool {
	end := k.tag("</"+tag, i)
	if end < 0 {
		return false
	}
	start := k.tag("<"+tag, i)
	return start < 0 || end < start
}

// tag returns the offset of the next text at or behind i, or -1. It is asked
// with growing i, so each stretch of the file is searched once for each tag.
func (k *seeker) tag(text string, i int) int {
	if at, ok := k.tags[text]; ok && (at < 0 || at >= i) {
		return at
	}
	if k.tags == nil {
		k.tags = map[string]int{}
	}
	at := strings.Index(k.s[min(i, len(k.s)):], text)
	if at >= 0 {
		at += i
	}
	k.tags[text] = at
	return at
}
