package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

func TestSuppressions(t *testing.T) {
	tests := []struct{ text, want string }{
		{"// minivet-ignore consent: agreed on paper\nx()", `1:1 consent "agreed on paper" 1-2`},
		{"x() // minivet-ignore consent: why", `1:5 consent "why" 1-1`},
		{"/* minivet-ignore consent, egress: why */ x()", `1:1 consent,egress "why" 1-2`},
		{"<!-- minivet-ignore consentui: 法律要求 -->\n<checkbox/>", `1:1 consentui "法律要求" 1-2`},
		{"{/* minivet-ignore consent: jsx */}", `1:1 consent "jsx" 1-2`},
		{"// minivet-ignore consent/unguarded: one category", `1:1 consent/unguarded "one category" 1-2`},
		{"// minivet-ignore consent：全角冒号", `1:1 consent "全角冒号" 1-2`},
		{"// minivet-ignore consent", `1:1 consent "" 1-2`},
		{"// minivet-ignore consent:   ", `1:1 consent "" 1-2`},
		{"// minivet-ignore", `1:1  "" 1-2 malformed`},
		{"// minivet-ignore everything here", `1:1  "" 1-2 malformed`},
		{"// minivet-ignore a: 1\n// minivet-ignore b: 2\nx()\r\n", `1:1 a "1" 1-3; 2:1 b "2" 2-3`},
		{"中文() // minivet-ignore a: 1", `1:6 a "1" 1-1`},
		// None of these is one.
		{"// see minivet-ignore consent: prose", ""},
		{"u = 'http://minivet-ignore consent: x'", ""},
		{"minivet-ignore consent: x", ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var got []string
			for _, s := range Suppressions(finding.NewSource("a.js", tt.text)) {
				one := fmt.Sprintf("%d:%d %s %q %d-%d", s.Place.Start.Line, s.Place.Start.Column, strings.Join(s.Rules, ","), s.Reason, s.First, s.Last)
				if s.Malformed != "" {
					one += " malformed"
				}
				got = append(got, one)
			}
			if g := strings.Join(got, "; "); g != tt.want {
				t.Errorf("got  %s\nwant %s", g, tt.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	ss := Suppressions(finding.NewSource("a.js", "// minivet-ignore consent: why\nx()\ny() // minivet-ignore egress\n"))
	on := func(rule string, line int) *finding.Finding {
		return &finding.Finding{Rule: rule, Category: "unguarded", Place: finding.Place{Start: finding.Point{Line: line}}}
	}
	if Match(ss, on("egress", 2)) != nil || Match(ss, on("consent", 3)) != nil || ss[0].Used() {
		t.Error("a suppression covers another rule or line")
	}
	if Match(ss, on("egress", 3)) != nil {
		t.Error("a suppression without a reason has an effect")
	}
	if Match(ss, on("consent", 2)) != ss[0] || !ss[0].Used() {
		t.Error("the suppression above does not cover the line")
	}
}
