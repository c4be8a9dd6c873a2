// Package markdown writes a report as the comment on a pull request: a summary
// first, then the findings by program with their paths folded away.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// A comment has bounds: GitHub takes 65 536 characters.
const (
	maxShown = 100   // findings
	maxBytes = 50000 // after which no further finding is begun
)

// Write writes the comment.
func Write(w io.Writer, rep *finding.Report) error {
	var b strings.Builder
	count := map[rule.Level]int{}
	for i := range rep.Findings {
		count[rep.Findings[i].Level]++
	}
	fmt.Fprintf(&b, "### minivet: %s, %s, %s%s\n\n", plural(count[rule.Error], "error"), plural(count[rule.Warning], "warning"), plural(count[rule.Note], "note"), since(rep))
	for _, n := range rep.Notices {
		if n.Fatal {
			fmt.Fprintf(&b, "**Not analysed:** %s\n\n", escape(n.Message))
		}
	}
	if len(rep.Findings) == 0 {
		b.WriteString("Nothing to report.\n")
	} else if n := len(rep.Suppressed); rep.Since != "" && n > 0 {
		fmt.Fprintf(&b, "%s not shown: known before, or taken out by a comment in the source.\n\n", plural(n, "result"))
	}
	shown := 0
	for level := rule.Error; shown < maxShown; level-- {
		for i := range rep.Findings {
			if f := &rep.Findings[i]; f.Level == level && shown < maxShown && b.Len() < maxBytes {
				shown++
				one(&b, f)
			}
		}
		if level == rule.Note {
			break
		}
	}
	if left := len(rep.Findings) - shown; left > 0 {
		fmt.Fprintf(&b, "\nand %s more.\n", plural(left, "result"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// since says that all of it is new.
func since(rep *finding.Report) string {
	if rep.Since == "" {
		return ""
	}
	return " new since " + escape(rep.Since)
}

func one(b *strings.Builder, f *finding.Finding) {
	fmt.Fprintf(b, "- **%s** %s (`%s`) at %s\n", f.Level, escape(f.Message+f.Origin.From()), f.Name(), at(f.Place))
	if len(f.Steps) < 2 {
		return
	}
	b.WriteString("  <details><summary>how the program gets there</summary>\n\n")
	for i, s := range f.Steps {
		fmt.Fprintf(b, "  %d. %s: %s\n", i+1, at(s.Place), escape(s.Message+s.Origin.From()))
	}
	b.WriteString("\n  </details>\n")
}

func at(p finding.Place) string {
	return fmt.Sprintf("`%s:%d`", strings.ReplaceAll(p.File, "`", "'"), p.Start.Line)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

var escapes = strings.NewReplacer("\n", " ", "\r", " ", "\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "<", "&lt;", ">", "&gt;", "[", "\\[", "]", "\\]", "|", "\\|", "@", "&#64;")

func escape(text string) string { return escapes.Replace(text) }
