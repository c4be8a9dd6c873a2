// Package text writes a report for people: for each finding a line that editors
// can jump to, the code, the path of the program to it and what to do; then what
// was covered. It answers "what do I read in my terminal"; the line
// `file:line:column: level: message [rule/category]` is stable, the rest is not.
package text

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Options choose how much is written.
type Options struct {
	Color bool
	// Quiet: the one line of each finding and nothing else.
	Quiet bool
	// Verbose: also every file that was left out, every suppressed finding, how
	// platforms were found, and the time.
	Verbose bool
	// Width is the number of columns that a line of code may take; 0: 100.
	Width int
	// Fold is the number of columns of the terminal, at which all other lines are
	// broken at blanks; 0: they are not broken, so that each result is one line for
	// the programs that read them.
	Fold int
}

const defaultWidth = 100

// Write writes the report.
func Write(w io.Writer, rep *finding.Report, opt Options) error {
	if opt.Width <= 0 {
		opt.Width = defaultWidth
	}
	buf := bufio.NewWriter(w)
	t := &writer{w: buf, opt: opt, rep: rep, paint: newPalette(opt.Color), advice: map[string]string{}, advised: map[string]bool{}}
	for _, r := range rep.Rules {
		if r.Advice != "" {
			t.advice[r.Name] = r.Advice + " (minivet explain " + r.Name + ")"
		} else {
			t.advice[r.Name] = "see minivet explain " + r.Name
		}
		if r.Builtin {
			t.advice[r.Name] = "" // their messages say it, one line each
		}
	}
	for i := range rep.Findings {
		t.finding(&rep.Findings[i])
	}
	if !opt.Quiet {
		t.summary()
	}
	return buf.Flush()
}

type writer struct {
	w       io.Writer
	opt     Options
	rep     *finding.Report
	paint   palette
	advice  map[string]string // by rule
	advised map[string]bool   // rules whose advice was given
}

// palette holds the colours; without colour they print plain text.
type palette struct {
	level            [3]*color.Color
	place, dim, mark *color.Color
}

func newPalette(on bool) palette {
	p := palette{
		level: [3]*color.Color{color.New(color.FgCyan, color.Bold), color.New(color.FgYellow, color.Bold), color.New(color.FgRed, color.Bold)},
		place: color.New(color.Bold), dim: color.New(color.Faint), mark: color.New(color.FgRed, color.Bold),
	}
	for _, c := range []*color.Color{p.level[0], p.level[1], p.level[2], p.place, p.dim, p.mark} {
		// Set both ways: the package looks at the terminal for itself otherwise.
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
	}
	return p
}

func (t *writer) printf(format string, args ...any) { fmt.Fprintf(t.w, format, args...) }

func (t *writer) finding(f *finding.Finding) {
	name := "[" + f.Name() + "]"
	at, level := position(f.Place)+":", f.Level.String()+":"
	text := fold(clean(f.Message)+" "+name, t.opt.Fold, columnsOf(at)+1+len(level)+1, len("    "))
	t.printf("%s %s %s%s\n", t.paint.place.Sprint(at), t.paint.level[f.Level].Sprint(level),
		strings.TrimSuffix(text, name), t.paint.dim.Sprint(name))
	if t.opt.Quiet {
		return
	}
	t.frame(f.Place, t.paint.level[f.Level])
	t.origin(f.Origin, t.paint.level[f.Level])
	t.path(f)
	if v := f.Data["replay"]; v != "" {
		t.line("  replayed: ", v)
		for i, s := range f.Replay {
			t.item(i+1, clean(s))
		}
	}
	for _, r := range f.Related {
		t.line("  see ", position(r.Place)+": "+clean(r.Message+r.Origin.From()))
	}
	// What a rule asks for is said once: the next result of it is no different.
	if advice := t.adviceFor(f); advice != "" && !t.advised[f.Rule] {
		t.advised[f.Rule] = true
		t.line("  what to do: ", clean(advice))
	}
	t.printf("\n")
}

// path writes the hops. A single one that is the place itself tells nothing new.
func (t *writer) path(f *finding.Finding) {
	if len(f.Steps) == 0 || len(f.Steps) == 1 && f.Steps[0].Place == f.Place {
		return
	}
	t.printf("  how the program gets there:\n")
	for i, s := range f.Steps {
		t.item(i+1, position(s.Place)+": "+clean(s.Message+s.Origin.From()))
	}
}

// line writes a line that begins with a label, folded below the label's indentation.
func (t *writer) line(label, text string) {
	t.printf("%s%s\n", label, fold(text, t.opt.Fold, len(label), len("    ")))
}

// item writes one of a numbered list.
func (t *writer) item(n int, text string) {
	label := fmt.Sprintf("  %3d. ", n)
	t.printf("%s%s\n", label, fold(text, t.opt.Fold, len(label), len(label)))
}

// adviceFor prefers what the rule says of this result over its page.
func (t *writer) adviceFor(f *finding.Finding) string {
	if a := f.Data["advice"]; a != "" {
		return a
	}
	if len(f.Fixes) > 0 && f.Fixes[0].Message != "" {
		return f.Fixes[0].Message
	}
	return t.advice[f.Rule]
}

// frame writes the line of code with the range marked below it.
func (t *writer) frame(p finding.Place, mark *color.Color) {
	src := t.rep.Sources[p.File]
	if src == nil {
		return
	}
	line := src.Line(p.Start.Line)
	if line == "" {
		return
	}
	from := len(line)
	if start := src.Offset(p.Start.Line); start >= 0 {
		from = min(max(p.Start.Offset-start, 0), len(line))
	}
	to := len(line)
	if p.End.Line == p.Start.Line {
		to = min(from+max(p.End.Offset-p.Start.Offset, 0), len(line))
	}
	t.code(p.Start.Line, line, from, to, mark)
}

// code writes a line of code, whose bytes from to to are marked.
func (t *writer) code(n int, line string, from, to int, mark *color.Color) {
	code, indent, width := frame(line, from, to, t.opt.Width)
	number := fmt.Sprintf("%5d | ", n)
	blank := strings.Repeat(" ", len(number)-2) + "| "
	t.printf("%s%s\n", t.paint.dim.Sprint(number), code)
	t.printf("%s%s%s\n", t.paint.dim.Sprint(blank), strings.Repeat(" ", indent), mark.Sprint(strings.Repeat("^", width)))
}

// origin writes where the place was written, with the line of code if that is known.
func (t *writer) origin(o *finding.Origin, mark *color.Color) {
	if o == nil {
		return
	}
	t.line("  written in ", clean(o.String()))
	if strings.TrimSpace(o.Code) == "" {
		return
	}
	t.code(o.Line, o.Code, o.At, o.At, mark) // a map knows where a place begins, not where it ends
}

// position is `file:line:column`.
func position(p finding.Place) string {
	return fmt.Sprintf("%s:%d:%d", clean(p.File), p.Start.Line, p.Start.Column)
}

// levelCount is "2 errors".
func levelCount(n int, l rule.Level) string { return count(n, l.String()) }

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	switch {
	case strings.HasSuffix(word, "y"):
		word = strings.TrimSuffix(word, "y") + "ies"
	default:
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}
