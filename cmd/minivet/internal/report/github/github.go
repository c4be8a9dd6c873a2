// Package github writes findings as workflow commands, which GitHub shows as
// annotations on the lines. GitHub keeps ten of each level for a step.
package github

import (
	"fmt"
	"io"
	"strings"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

var commands = map[rule.Level]string{rule.Note: "notice", rule.Warning: "warning", rule.Error: "error"}

// Characters that end a message or a property, as the toolkit escapes them.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// Write writes one command for each finding, the gravest first, and one for what
// could not be analysed.
func Write(w io.Writer, rep *finding.Report) error {
	var b strings.Builder
	for _, n := range rep.Notices {
		if n.Fatal {
			fmt.Fprintf(&b, "::error title=minivet::%s\n", data.Replace(n.Message))
		}
	}
	for level := rule.Error; ; level-- {
		for i := range rep.Findings {
			if f := &rep.Findings[i]; f.Level == level {
				fmt.Fprintf(&b, "::%s title=%s,file=%s,%s::%s\n", commands[level],
					property.Replace("minivet "+f.Name()), property.Replace(strings.TrimPrefix(f.Place.File, "./")),
					area(f.Place), data.Replace(message(f)))
			}
		}
		if level == rule.Note {
			break
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// area has columns on one line only: GitHub takes none for a range of several.
func area(p finding.Place) string {
	lines := fmt.Sprintf("line=%d,endLine=%d", p.Start.Line, p.End.Line)
	if p.Start.Line != p.End.Line {
		return lines
	}
	return fmt.Sprintf("%s,col=%d,endColumn=%d", lines, p.Start.Column, p.End.Column)
}

// message has the path in it: annotations show nothing else.
func message(f *finding.Finding) string {
	text := f.Message + f.Origin.From()
	for i, s := range f.Steps {
		text += fmt.Sprintf("\n%d. %s:%d: %s", i+1, s.Place.File, s.Place.Start.Line, s.Message+s.Origin.From())
	}
	return text
}
