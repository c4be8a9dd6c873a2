// Package gitlab writes findings as GitLab's code quality report, a subset of the
// Code Climate format.
package gitlab

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

type issue struct {
	Description string   `json:"description"`
	CheckName   string   `json:"check_name"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Location    location `json:"location"`
}

type location struct {
	Path  string `json:"path"`
	Lines lines  `json:"lines"`
}

type lines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

var severities = map[rule.Level]string{rule.Note: "info", rule.Warning: "minor", rule.Error: "major"}

// Write writes the array of issues.
func Write(w io.Writer, rep *finding.Report) error {
	out := []issue{}
	for i := range rep.Findings {
		f := &rep.Findings[i]
		out = append(out, issue{
			Description: f.Message + f.Origin.From(), CheckName: f.Name(), Fingerprint: f.Fingerprints[finding.Fingerprint],
			Severity: severities[f.Level],
			Location: location{strings.TrimPrefix(f.Place.File, "./"), lines{f.Place.Start.Line, f.Place.End.Line}},
		})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
