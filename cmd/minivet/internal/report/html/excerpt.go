package html

import (
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Bounds of what is shown of a source, so that neither minified files nor long
// ranges make the page large.
const (
	contextLines = 2   // shown above and below a range
	maxLines     = 12  // of a range; the rest of a long call is its callbacks
	maxBefore    = 80  // bytes of a line in front of the range
	maxMarked    = 400 // bytes of the range in a line
	maxAfter     = 160 // bytes of a line behind it, and of a line outside the range
)

// excerpt is a piece of a source around a place.
type excerpt struct {
	Lines []codeLine
	// More is the number of lines of the range that are left out.
	More int
}

// codeLine is a line in three parts, of which the middle one is marked.
type codeLine struct {
	Number              int
	Before, Mark, After string
	// Marked: the range touches the line.
	Marked bool
}

// excerptOf is what is around p in src; nil if the source is not at hand.
func excerptOf(src *finding.Source, p finding.Place) *excerpt {
	if src == nil || p.Start.Line < 1 || p.Start.Line > src.Lines() {
		return nil
	}
	last := min(max(p.End.Line, p.Start.Line), src.Lines())
	shown := min(last, p.Start.Line+maxLines-1)
	end := shown
	if shown == last {
		end = min(last+contextLines, src.Lines())
	}
	out := &excerpt{More: last - shown}
	for n := max(1, p.Start.Line-contextLines); n <= end; n++ {
		out.Lines = append(out.Lines, lineOf(src, n, p))
	}
	if k := len(out.Lines) - 1; out.Lines[k].blank() {
		out.Lines = out.Lines[:k] // the end of the file
	}
	out.dedent()
	return out
}

func (l *codeLine) blank() bool { return !l.Marked && l.Before == "" }

// lineOf is line n, with what of it is in p marked.
func lineOf(src *finding.Source, n int, p finding.Place) codeLine {
	text, at := src.Line(n), src.Offset(n)
	if n < p.Start.Line || n > p.End.Line {
		return codeLine{Number: n, Before: visible(cutEnd(text, maxBefore+maxAfter))}
	}
	from := min(max(p.Start.Offset-at, 0), len(text))
	to := min(max(p.End.Offset-at, from), len(text))
	if n > p.Start.Line { // blanks in front of the code are not marked
		from = min(to, len(text)-len(strings.TrimLeft(text, " \t")))
	}
	mark := cutEnd(text[from:to], maxMarked)
	return codeLine{
		Number: n, Marked: true,
		Before: visible(cutStart(text[:from], maxBefore)),
		Mark:   visible(mark),
		After:  visible(cutEnd(text[to:], maxAfter)),
	}
}

// dedent takes off the blanks that all lines begin with.
func (e *excerpt) dedent() {
	prefix, first := "", true
	for i := range e.Lines {
		l := &e.Lines[i]
		if strings.TrimSpace(l.Before+l.Mark+l.After) == "" {
			continue
		}
		lead := l.Before[:len(l.Before)-len(strings.TrimLeft(l.Before, " \t"))]
		if first {
			prefix, first = lead, false
		}
		for !strings.HasPrefix(lead, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	for i := range e.Lines {
		e.Lines[i].Before = strings.TrimPrefix(e.Lines[i].Before, prefix)
	}
}
