// Package html writes a report as one page for people: an overview, the inventory
// of personal data, and each finding with its source and the path to it. It answers
// "what is wrong in this program, and how does it come about" for those who have a
// browser and no checkout. The page is one file that needs no network.
//
// page.tmpl is the page and names its parts; report.css and report.js are its look
// and behaviour; texts.json has every word of the interface in English and Chinese.
// Without scripts the page still shows everything, in English.
package html

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

//go:embed *.tmpl report.css report.js texts.json
var files embed.FS

var (
	style  = read("report.css")
	script = read("report.js")
	pages  = template.Must(template.New("page.tmpl").Funcs(functions).ParseFS(files, "*.tmpl"))
)

// read is the text of an embedded file, which is there.
func read(name string) string {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// Write writes the page.
func Write(w io.Writer, rep *finding.Report) error {
	buf := bufio.NewWriter(w)
	if err := pages.Execute(buf, newPage(rep)); err != nil {
		return err
	}
	return buf.Flush()
}

// policy forbids the page everything but its own style and script: no network, no
// frames, no forms, and no script or style that a source text might smuggle in.
func policy() string {
	return "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) +
		"; base-uri 'none'; form-action 'none'"
}

// hash names a text in a content security policy.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
