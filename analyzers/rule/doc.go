package rule

import (
	"strings"
)

// MustExtractDoc takes a rule's page out of the text of its doc.go: everything in
// the package comment behind the heading "# Analyzer NAME". It panics if there is
// none, which a test of the rule shows.
func MustExtractDoc(source, name string) string {
	var text strings.Builder
	for line := range strings.Lines(source) {
		if !strings.HasPrefix(line, "//") {
			break
		}
		text.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "//"), " "))
	}
	_, page, ok := strings.Cut(text.String(), "# Analyzer "+name+"\n")
	if !ok {
		panic("doc.go has no heading # Analyzer " + name)
	}
	return strings.TrimSpace(page)
}
