// Package rdjson writes a report in reviewdog's diagnostic format, as one document
// (rdjson) or one line for each diagnostic (rdjsonl), with fixes as suggestions.
// Its columns count bytes of UTF-8 from 1, unlike SARIF's, so a review bot has to be
// given this format where it shall offer edits.
package rdjson

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

type document struct {
	Source      source       `json:"source"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type source struct {
	Name string `json:"name"`
}

type diagnostic struct {
	Message     string       `json:"message"`
	Location    location     `json:"location"`
	Severity    string       `json:"severity"`
	Source      source       `json:"source"`
	Code        code         `json:"code"`
	Suggestions []suggestion `json:"suggestions,omitempty"`
	Related     []related    `json:"relatedLocations,omitempty"`
}

type code struct {
	Value string `json:"value"`
}

type location struct {
	Path  string     `json:"path"`
	Range *textRange `json:"range,omitempty"`
}

type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type suggestion struct {
	Range textRange `json:"range"`
	Text  string    `json:"text"`
}

type related struct {
	Message  string   `json:"message"`
	Location location `json:"location"`
}

var severities = map[rule.Level]string{rule.Note: "INFO", rule.Warning: "WARNING", rule.Error: "ERROR"}

// Write writes one document.
func Write(w io.Writer, rep *finding.Report) error {
	doc := document{Source: source{"minivet"}, Diagnostics: []diagnostic{}}
	for i := range rep.Findings {
		doc.Diagnostics = append(doc.Diagnostics, converted(&rep.Findings[i], rep))
	}
	return encoder(w).Encode(doc)
}

// WriteLines writes a line for each diagnostic.
func WriteLines(w io.Writer, rep *finding.Report) error {
	enc := encoder(w)
	for i := range rep.Findings {
		if err := enc.Encode(converted(&rep.Findings[i], rep)); err != nil {
			return err
		}
	}
	return nil
}

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func converted(f *finding.Finding, rep *finding.Report) diagnostic {
	d := diagnostic{
		Message: f.Message + f.Origin.From(), Severity: severities[f.Level], Source: source{"minivet"}, Code: code{f.Name()},
		Location: place(f.Place, rep),
	}
	for _, s := range f.Steps {
		d.Related = append(d.Related, related{s.Message + s.Origin.From(), place(s.Place, rep)})
	}
	d.Suggestions = suggestions(f, rep)
	return d
}

// suggestions are the edits in the finding's own file: the format has no other.
// Where a fix edits other files too, half of it would break the program.
func suggestions(f *finding.Finding, rep *finding.Report) []suggestion {
	var out []suggestion
	for _, fix := range f.Fixes {
		for _, e := range fix.Edits {
			if e.Place.File != f.Place.File {
				return nil
			}
			if r := place(e.Place, rep).Range; r != nil {
				out = append(out, suggestion{Range: *r, Text: e.NewText})
			}
		}
	}
	return out
}

func place(p finding.Place, rep *finding.Report) location {
	return location{Path: strings.TrimPrefix(p.File, "./"), Range: &textRange{point(p.Start, p.File, rep), point(p.End, p.File, rep)}}
}

// point counts the column in bytes where the text is at hand.
func point(p finding.Point, file string, rep *finding.Report) position {
	if src := rep.Sources[file]; src != nil {
		if begin := src.Offset(p.Line); begin >= 0 {
			return position{p.Line, p.Offset - begin + 1}
		}
	}
	return position{p.Line, p.Column}
}
