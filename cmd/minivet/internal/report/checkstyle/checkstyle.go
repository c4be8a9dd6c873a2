// Package checkstyle writes findings in the XML of Checkstyle, which many build
// servers read.
package checkstyle

import (
	"encoding/xml"
	"io"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

type document struct {
	XMLName xml.Name `xml:"checkstyle"`
	Version string   `xml:"version,attr"`
	Files   []file   `xml:"file"`
}

type file struct {
	Name   string  `xml:"name,attr"`
	Errors []entry `xml:"error"`
}

type entry struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

var severities = map[rule.Level]string{rule.Note: "info", rule.Warning: "warning", rule.Error: "error"}

// Write writes one document; findings are in order of files already.
func Write(w io.Writer, rep *finding.Report) error {
	doc := document{Version: "4.3"}
	for i := range rep.Findings {
		f := &rep.Findings[i]
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Name != f.Place.File {
			doc.Files = append(doc.Files, file{Name: f.Place.File})
		}
		last := &doc.Files[len(doc.Files)-1]
		last.Errors = append(last.Errors, entry{f.Place.Start.Line, f.Place.Start.Column, severities[f.Level], f.Message + f.Origin.From(), "minivet." + f.Name()})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
