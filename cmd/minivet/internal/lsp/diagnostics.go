package lsp

import (
	"path/filepath"
	"reflect"
	"slices"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// diagnose makes diagnostics of the findings, by absolute path.
func (r *results) diagnose(dir string) {
	for i := range r.report.Findings {
		f := &r.report.Findings[i]
		path := pathIn(dir, f.Place.File)
		r.diagnostics[path] = append(r.diagnostics[path], r.diagnostic(dir, f))
	}
}

// pathIn is the absolute path of a displayed one.
func pathIn(dir, file string) string {
	path := filepath.FromSlash(file)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

func (r *results) diagnostic(dir string, f *finding.Finding) Diagnostic {
	d := Diagnostic{
		Range: r.rangeOf(f.Place), Severity: severity(f.Level), Code: f.Name(), Source: "minivet", Message: f.Message,
		Data: &DiagnosticData{Fingerprint: f.Fingerprints[finding.Fingerprint]},
	}
	if f.Rule == check.RuleSuppress && f.Category == "unused" {
		d.Tags = []int{TagUnnecessary}
	}
	for _, s := range slices.Concat(f.Steps, f.Related) {
		d.RelatedInformation = append(d.RelatedInformation, RelatedInformation{
			Location: Location{URI: r.uri(pathIn(dir, s.Place.File)), Range: r.rangeOf(s.Place)}, Message: s.Message,
		})
	}
	return d
}

func severity(l rule.Level) int {
	switch l {
	case rule.Error:
		return SeverityError
	case rule.Warning:
		return SeverityWarning
	}
	return SeverityInformation
}

// uri is that of a path, as the client writes it where it has the file open.
func (r *results) uri(path string) string {
	if d := r.documents[path]; d != nil {
		return d.uri
	}
	return uriOf(path)
}

// rangeOf is the range of a place in the client's units.
func (r *results) rangeOf(p finding.Place) Range {
	src := r.sourceOf(p)
	if src == nil {
		at := func(q finding.Point) Position { return Position{max(q.Line-1, 0), max(q.Column-1, 0)} }
		return Range{at(p.Start), at(p.End)}
	}
	x := r.indexes[src.File]
	if x == nil {
		x = newIndex(src.Text, r.encoding)
		r.indexes[src.File] = x
	}
	return Range{x.position(p.Start.Offset), x.position(p.End.Offset)}
}

// published is what the client was told of a file.
type published struct {
	diagnostics []Diagnostic
	version     int
	open        bool
}

// publish tells the client what is new of the files that results (either may be
// nil) speak of. The lock is held.
func (s *Server) publish(old, found *results) {
	paths := map[string]bool{}
	for _, r := range []*results{old, found} {
		if r != nil {
			for path := range r.diagnostics {
				paths[path] = true
			}
		}
	}
	for _, path := range sorted(paths) {
		now := published{}
		uri := uriOf(path)
		for _, f := range s.folders {
			if f.results != nil {
				now.diagnostics = appendNew(now.diagnostics, f.results.diagnostics[path])
			}
		}
		params := PublishDiagnosticsParams{Diagnostics: now.diagnostics}
		if d := s.documents[path]; d != nil {
			uri, now.version, now.open = d.uri, d.version, true
			params.Version = &d.version
		}
		if params.URI = uri; now.diagnostics == nil {
			params.Diagnostics = []Diagnostic{}
		}
		if last, ok := s.published[path]; ok && reflect.DeepEqual(last, now) {
			continue
		}
		if s.published[path] = now; len(now.diagnostics) == 0 {
			delete(s.published, path)
		}
		s.notify("textDocument/publishDiagnostics", params)
	}
}

// appendNew leaves out what is there: two folders may report the configuration
// above both.
func appendNew(list, more []Diagnostic) []Diagnostic {
	for _, d := range more {
		if !slices.ContainsFunc(list, func(x Diagnostic) bool { return reflect.DeepEqual(x, d) }) {
			list = append(list, d)
		}
	}
	return list
}

func sorted(set map[string]bool) []string {
	var list []string
	for x := range set {
		list = append(list, x)
	}
	slices.Sort(list)
	return list
}
