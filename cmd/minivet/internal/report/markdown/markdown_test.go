package markdown

import (
	"strings"
	"testing"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// TestBounds: a comment is never longer than GitHub takes, and says what it leaves out.
func TestBounds(t *testing.T) {
	for _, n := range []int{1, 99, 5000} {
		rep := &finding.Report{Findings: make([]finding.Finding, 120)}
		for i := range rep.Findings {
			rep.Findings[i] = finding.Finding{Rule: "consent", Message: strings.Repeat("é", n), Place: finding.Place{File: "a.js"}}
		}
		var b strings.Builder
		if err := Write(&b, rep); err != nil {
			t.Fatal(err)
		}
		if len(b.String()) > 65536 || !strings.Contains(b.String(), " more.\n") {
			t.Errorf("messages of %d letters: %d bytes, the end %q", n, b.Len(), b.String()[b.Len()-30:])
		}
	}
}

// TestEscape: nothing in a message is taken for Markdown, HTML or the name of a user.
func TestEscape(t *testing.T) {
	const in = "<img src=x> [a](b) `c` *d* _e_ @all | \\ \n# no heading"
	const want = "&lt;img src=x&gt; \\[a\\](b) \\`c\\` \\*d\\* \\_e\\_ &#64;all \\| \\\\  # no heading"
	if got := escape(in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
