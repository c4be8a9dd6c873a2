// Package config is what a project says about its own results. It answers "which
// results does the source itself answer for, and why"; which results there are
// is not its business.
//
// A comment takes results out of the report:
//
//	// minivet-ignore consent: the courier agreed to this in the contract
//	wx.getLocation({ success: send })
//
//	wx.getLocation({ success: send }) // minivet-ignore consent: the same, on the line itself
//
//	<!-- minivet-ignore consentui: the box is ticked by law -->
//
// Several rules are separated by commas; `consent/unguarded` means that category
// alone. A comment on a line of its own speaks for the next line of code, one
// behind code for its own line. Without a reason it has no effect.
package config

import (
	"regexp"
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Suppression is one comment.
type Suppression struct {
	Place finding.Place
	Rules []string
	// Reason is empty if there is none; the comment then has no effect.
	Reason string
	// Malformed says what is wrong with a comment that names no rule; empty if nothing is.
	Malformed string
	// First and Last are the lines that it speaks for.
	First, Last int
	used        bool
}

// marker finds the word where it opens a comment. A comment must begin with it,
// so that prose about it is none. `:` before the slashes is a URL.
var marker = regexp.MustCompile(`(?:^|[^:])(//+|/\*+|<!--+|\{/\*+)[ \t]*minivet-ignore\b`)

// rules is the list in front of the colon.
var ruleList = regexp.MustCompile(`^[ \t]+([a-z][a-z0-9]*(?:/[a-z]+)?(?:[ \t]*,[ \t]*[a-z][a-z0-9]*(?:/[a-z]+)?)*)[ \t]*(?:[:：](.*))?$`)

// Suppressions finds the comments in a text, in order. It looks at lines and
// knows no language, since the comments of all three are alike and the parsers
// keep none; a string that holds such a comment counts as one.
func Suppressions(src *finding.Source) []*Suppression {
	if !strings.Contains(src.Text, "minivet-ignore") {
		return nil
	}
	var found []*Suppression
	offset := 0
	for n := 1; n <= src.Lines(); n++ {
		start := offset
		line := src.Line(n)
		offset = nextLine(src.Text, offset)
		at := marker.FindStringSubmatchIndex(line)
		if at == nil {
			continue
		}
		s := parse(line[at[2]:at[3]], line[at[1]:])
		from, to := start+at[2], start+at[1]
		s.Place = finding.Place{File: src.File, Start: src.Point(from), End: src.Point(to)}
		s.First, s.Last = n, n
		if strings.TrimSpace(line[:at[2]]) == "" {
			s.Last = nextCode(src, n)
		}
		found = append(found, s)
	}
	return found
}

func nextLine(text string, from int) int {
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i + 1
	}
	return len(text)
}

// parse reads what follows the word.
func parse(open, rest string) *Suppression {
	end := "*/"
	switch {
	case strings.HasPrefix(open, "//"):
		end = ""
	case strings.HasPrefix(open, "<"):
		end = "-->"
	}
	if i := strings.Index(rest, end); end != "" && i >= 0 {
		rest = rest[:i]
	}
	m := ruleList.FindStringSubmatch(strings.TrimRight(rest, " \t"))
	if m == nil {
		return &Suppression{Malformed: "it names no rule: write minivet-ignore RULE: reason"}
	}
	s := &Suppression{Reason: strings.TrimSpace(m[2])}
	for name := range strings.SplitSeq(m[1], ",") {
		s.Rules = append(s.Rules, strings.TrimSpace(name))
	}
	return s
}

// maxBlank bounds the blank and comment lines between a suppression and its code.
const maxBlank = 10

// nextCode is the line that a comment on line n speaks for: the next one, or
// further down if more suppressions stand between.
func nextCode(src *finding.Source, n int) int {
	for next := n + 1; next <= n+maxBlank; next++ {
		if !marker.MatchString(src.Line(next)) {
			return next
		}
	}
	return n + 1
}

// Match returns the suppression among ss that covers f and has a reason, and
// marks it as used; nil if there is none.
func Match(ss []*Suppression, f *finding.Finding) *Suppression {
	for _, s := range ss {
		line := f.Place.Start.Line
		if s.Reason == "" || line < s.First || line > s.Last || !s.names(f) {
			continue
		}
		s.used = true
		return s
	}
	return nil
}

func (s *Suppression) names(f *finding.Finding) bool {
	for _, name := range s.Rules {
		if name == f.Rule || name == f.Name() {
			return true
		}
	}
	return false
}

// Used tells whether the suppression took a finding out.
func (s *Suppression) Used() bool { return s.used }
