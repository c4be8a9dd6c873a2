package lsp

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// hover says of a sensitive call what it takes, under which consent, and what is to
// be done.
func (s *Server) hover(ctx context.Context, p *HoverParams) (any, error) {
	path, err := pathOf(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	found, err := s.upToDate(ctx, path)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.documents[path]
	if d == nil {
		return nil, errors.New(p.TextDocument.URI + " is not open")
	}
	at, err := newIndex(d.text, s.encoding).offset(p.Position)
	f := s.folderOf(path)
	if err != nil || found == nil || found.report == nil || f == nil {
		return nil, err
	}
	call := callAt(found.report, f.dir, path, at)
	if call == nil {
		return nil, nil
	}
	w := writer{results: found, dir: f.dir}
	for _, format := range s.caps.TextDocument.Hover.ContentFormat {
		w.markdown = w.markdown || format == "markdown"
	}
	kind := "plaintext"
	if w.markdown {
		kind = "markdown"
	}
	where := found.rangeOf(call.Place)
	return Hover{Contents: MarkupContent{kind, w.call(call)}, Range: &where}, nil
}

// callAt is the innermost call that holds an offset.
func callAt(rep *finding.Report, dir, path string, at int) *finding.Consent {
	var best *finding.Consent
	size := func(c *finding.Consent) int { return c.Place.End.Offset - c.Place.Start.Offset }
	for i := range rep.Programs {
		list := rep.Programs[i].Consents
		for j := range list {
			c := &list[j]
			if c.Place.Start.Offset <= at && at <= c.Place.End.Offset && pathIn(dir, c.Place.File) == path && (best == nil || size(c) < size(best)) {
				best = c
			}
		}
	}
	return best
}

// writer writes hovers.
type writer struct {
	*results
	dir      string
	markdown bool
}

// states say what the state of a call means.
var states = map[string]string{
	"not needed": "none is needed, since the value does not leave the device",
	"by picker":  "the user picks in the platform's dialogue what to hand over",
	"guarded":    "given on every path",
	"partial":    "given on some paths, missing on others",
	"unchecked":  "asked for, but the answer is not looked at",
	"wrongscope": "given for another scope",
	"unguarded":  "missing: nothing asks the user before",
}

func (w *writer) call(c *finding.Consent) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s (category %s)\n\n", w.bold(c.API), c.Words, c.Category)
	fmt.Fprintf(&b, "%s %s", w.bold("Consent:"), states[c.State])
	if len(c.Guards) > 0 {
		fmt.Fprintf(&b, " (%s)", strings.Join(c.Guards, ", "))
	}
	b.WriteString("\n\n")
	for i := range w.report.Findings {
		f := &w.report.Findings[i]
		if f.Place.File == c.Place.File && f.Place.Start == c.Place.Start {
			fmt.Fprintf(&b, "%s %s\n\n", w.bold(f.Name()+":"), f.Message)
		}
	}
	if len(c.Steps) > 0 {
		b.WriteString(w.bold("How the program gets there:") + "\n\n")
	}
	for i, s := range c.Steps {
		fmt.Fprintf(&b, "%d. %s: %s\n", i+1, w.link(s.Place), s.Message)
	}
	return strings.TrimRight(b.String(), "\n")
}

func (w *writer) bold(text string) string {
	if w.markdown {
		return "**" + text + "**"
	}
	return text
}

// link names a place; in Markdown one can go there.
func (w *writer) link(p finding.Place) string {
	name := fmt.Sprintf("%s:%d", filepath.ToSlash(p.File), p.Start.Line)
	if w.markdown {
		return fmt.Sprintf("[%s](%s#L%d)", name, w.uri(pathIn(w.dir, p.File)), p.Start.Line)
	}
	return name
}
