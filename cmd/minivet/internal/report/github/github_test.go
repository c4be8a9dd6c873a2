package github

import (
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// The expected lines are those that GitHub's own toolkit (@actions/core 1.11) writes
// for the same values.
func TestEscaping(t *testing.T) {
	rep := &finding.Report{Findings: []finding.Finding{{
		Rule: "a,b:c%", Level: rule.Warning, Message: "50% of\r\na: b, c::d\n%0A",
		Place: finding.Place{File: "pages/100%,a:b.js", Start: finding.Point{Line: 1, Column: 2}, End: finding.Point{Line: 1, Column: 3}},
	}}}
	const want = "::warning title=minivet a%2Cb%3Ac%25,file=pages/100%25%2Ca%3Ab.js,line=1,endLine=1,col=2,endColumn=3::50%25 of%0D%0Aa: b, c::d%0A%250A\n"
	var b strings.Builder
	if err := Write(&b, rep); err != nil || b.String() != want {
		t.Errorf("got  %swant %s%v", b.String(), want, err)
	}
}

// GitHub takes no columns for a range of several lines.
func TestLines(t *testing.T) {
	rep := &finding.Report{Findings: []finding.Finding{{Rule: "consent", Level: rule.Note, Message: "m",
		Place: finding.Place{File: "./a.js", Start: finding.Point{Line: 1, Column: 2}, End: finding.Point{Line: 3, Column: 1}}}}}
	var b strings.Builder
	if err := Write(&b, rep); err != nil || b.String() != "::notice title=minivet consent,file=a.js,line=1,endLine=3::m\n" {
		t.Errorf("got %s%v", b.String(), err)
	}
}
