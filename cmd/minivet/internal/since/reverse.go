package since

import (
	"fmt"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// reverse takes fragments back: it makes the text from which they lead to now. The
// fragments may be without context (git diff -U0). It fails unless each line that
// they add or keep is at its place.
func reverse(now string, fragments []*gitdiff.TextFragment) (string, error) {
	lines := strings.SplitAfter(now, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	var old strings.Builder
	at := 0
	for _, f := range fragments {
		begin := int(f.NewPosition) - 1
		if f.NewLines == 0 { // nothing is left of it: the position is that of the line above
			begin++
		}
		if begin < at || begin+int(f.NewLines) > len(lines) {
			return "", fmt.Errorf("line %d: the diff does not fit the file", f.NewPosition)
		}
		for ; at < begin; at++ {
			old.WriteString(lines[at])
		}
		for _, l := range f.Lines {
			if l.New() {
				if at >= len(lines) || lines[at] != l.Line {
					return "", fmt.Errorf("line %d: the diff does not fit the file", at+1)
				}
				at++
			}
			if l.Old() {
				old.WriteString(l.Line)
			}
		}
	}
	for ; at < len(lines); at++ {
		old.WriteString(lines[at])
	}
	return old.String(), nil
}
