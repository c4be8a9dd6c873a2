package lsp

import (
	"path"
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/dialect"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// reason stands in a new suppression until its author writes a better one.
const reason = "say here why this is right"

// suppression inserts a comment that takes a finding out, on a line of its own above
// it. It is false where no comment can stand there: in a template literal, or inside
// a tag that goes over several lines.
func suppression(f *finding.Finding, src *finding.Source) (finding.Edit, bool) {
	if src == nil || src.Offset(f.Place.Start.Line) < 0 {
		return finding.Edit{}, false
	}
	at := src.Offset(f.Place.Start.Line)
	line := src.Line(f.Place.Start.Line)
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	open, end := "// ", ""
	if dialect.IsView(f.Place.File) {
		open, end = "<!-- ", " -->"
	}
	eol := "\n"
	if strings.HasPrefix(src.Text[at+len(line):], "\r\n") {
		eol = "\r\n"
	}
	text := indent + open + "minivet-ignore " + f.Name() + ": " + reason + end + eol
	if !same(f.Place.File, src.Text, src.Text[:at]+text+src.Text[at:]) {
		return finding.Edit{}, false
	}
	point := src.Point(at)
	return finding.Edit{Place: finding.Place{File: f.Place.File, Start: point, End: point}, NewText: text}, true
}

// same tells whether two texts of a file mean the same, which is so if what was
// inserted is a comment to its parser.
func same(file, old, new string) bool {
	switch ext := path.Ext(file); {
	case ext == ".json":
		a, _ := appjson.Parse(old)
		b, _ := appjson.Parse(new)
		return a != nil && b != nil
	case dialect.IsView(file):
		return compiled(file, old) == compiled(file, new)
	default:
		opt := ir.Options{TS: ext == ".ts" || ext == ".tsx", JSX: ext == ".jsx" || ext == ".tsx"}
		a, b := lowered(old, opt), lowered(new, opt)
		return a != "" && a == b
	}
}

// compiled is a view as code; positions are not in it.
func compiled(file, text string) string {
	tree := wxml.Parse(file, text)
	return wxml.Compile(tree, wxml.CompileOptions{}).JS
}

// lowered is a script as instructions, without positions; "" if it does not parse.
func lowered(text string, opt ir.Options) string {
	unit, _ := ir.Parse(&ir.Source{Path: "script", Text: text}, opt)
	if unit == nil {
		return ""
	}
	var b strings.Builder
	for _, f := range unit.Funcs {
		b.WriteString(f.String() + "\n" + unit.Body(f).String())
	}
	return b.String()
}
