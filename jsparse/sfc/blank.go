package sfc

import "strings"

// blank overwrites [from,to) with spaces; line ends stay.
func blank(b []byte, from, to int) {
	for i := from; i < to && i < len(b); i++ {
		if b[i] != '\n' && b[i] != '\r' {
			b[i] = ' '
		}
	}
}

// Only keeps the bytes at [from,to) of a text and makes the rest white space.
func Only(text string, from, to int) string {
	b := []byte(text)
	blank(b, 0, from)
	blank(b, to, len(b))
	return string(b)
}

// platforms are the names that hold in a conditional of a build for WeChat.
var platforms = map[string]bool{"MP-WEIXIN": true, "MP": true, "VUE2": true, "VUE3": true}

// maxNesting bounds nested conditionals.
const maxNesting = 64

// Conditionals makes white space of what `#ifdef` and `#ifndef` take out of a
// build for WeChat. The marks stand in comments of any of the languages of the
// file, one a line; the lines of the marks stay, they are comments.
func Conditionals(text string) string {
	if !strings.Contains(text, "#if") {
		return text
	}
	b := []byte(text)
	var on []bool // by level: the lines of this level are built
	kept := true
	for at := 0; at < len(text); {
		end := at + len(text[at:])
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		mark, rest := directive(text[at:end])
		switch {
		case mark == "#ifdef" && len(on) < maxNesting:
			on = append(on, kept)
			kept = kept && holds(rest)
		case mark == "#ifndef" && len(on) < maxNesting:
			on = append(on, kept)
			kept = kept && !holds(rest)
		case mark == "#endif" && len(on) > 0:
			kept = on[len(on)-1]
			on = on[:len(on)-1]
		case !kept:
			blank(b, at, end)
		}
		at = end
	}
	return string(b)
}

// directive returns the mark of a line and what follows it, "" if it has none.
func directive(line string) (mark, rest string) {
	s := strings.TrimSpace(line)
	for _, open := range [...]string{"//", "/*", "<!--"} {
		if after, ok := strings.CutPrefix(s, open); ok {
			s = strings.TrimSpace(after)
			for _, m := range [...]string{"#ifdef", "#ifndef", "#endif"} {
				if rest, ok := strings.CutPrefix(s, m); ok {
					return m, rest
				}
			}
			return "", ""
		}
	}
	return "", ""
}

// holds evaluates `A || B` and `A && B` of names of platforms.
func holds(condition string) bool {
	condition, _, _ = strings.Cut(condition, "*/")
	condition, _, _ = strings.Cut(condition, "-->")
	for _, either := range strings.Split(condition, "||") {
		all := true
		for _, name := range strings.Split(either, "&&") {
			name = strings.TrimSpace(name)
			not := strings.HasPrefix(name, "!")
			all = all && platforms[strings.TrimSpace(strings.TrimPrefix(name, "!"))] != not
		}
		if all {
			return true
		}
	}
	return false
}
