// Package ruletest runs a rule over fixtures. It answers "does the rule find what
// the fixture says, there and nowhere else".
//
// A fixture is a txtar archive testdata/CASE.txtar that holds one mini program.
// The text before the first file says what the case is about; a line of it
// `platform: tcmpp` sets the platform, which is WeChat otherwise. What is wanted
// stands on the line of the result, in a script as
//
//	wx.getLocation() // want "warning unguarded: touches the location"
//
// and in a view as
//
//	<checkbox checked/> <!-- want "preticked" -->
//
// with one regular expression for each result, matched against its level, category
// and message. A line without such a comment has no result. Where exact ranges and
// steps matter, and in JSON, which has no comments, the archive has a file "golden"
// (or "golden.tcmpp" for that platform) with the results in full; `go test -update`
// writes it anew. A file "catalogue.tsv" adds rows to the catalogue. A fixture with neither is silent. Each rule has at least one
// silent fixture and one golden.
package ruletest

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/codepkg"
)

var update = flag.Bool("update", false, "rewrite the golden parts of testdata")

// Run runs the rule over the fixtures in testdata of the current directory.
func Run(t *testing.T, rule *analysis.Analyzer) {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("testdata holds no fixtures: %v", err)
	}
	silent, golden := 0, 0
	for _, path := range paths {
		f := read(t, rule.Name, path)
		switch text, ok := f.golden(); {
		case text == "" && len(f.wants) == 0:
			silent++
		case ok:
			golden++
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), f.test)
	}
	if silent == 0 || golden == 0 {
		t.Errorf("%d fixtures are silent and %d have a golden part; there has to be one of each", silent, golden)
	}
}

// fixture is one archive.
type fixture struct {
	rule, path string
	archive    *txtar.Archive
	prog       *jsparse.Program
	wants      []*want
}

func read(t *testing.T, rule, path string) *fixture {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fsys, err := txtar.FS(archive)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	f := &fixture{rule: rule, path: path, archive: archive}
	if f.prog, err = load(fsys); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, p := range f.prog.Problems {
		t.Errorf("%s: %s: %s", path, p.File, p.Message)
	}
	if f.wants, err = wantsIn(archive); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return f
}

// load reads a program: that of app.json, or the source of a framework.
func load(fsys fs.FS) (*jsparse.Program, error) {
	if _, err := fs.Stat(fsys, "app.json"); err == nil {
		return jsparse.Load(fsys, ".", jsparse.LoadOptions{})
	}
	pkg, err := codepkg.New(fsys, "program")
	if err != nil {
		return nil, err
	}
	o, err := jsparse.OpenPackage(pkg)
	if err != nil {
		return nil, err
	}
	return o.Programs[0], nil
}

// goldens are the golden parts that there can be.
var goldens = map[string]catalogue.Platform{"golden": "", "golden.tcmpp": catalogue.TCMPP}

// golden is the text of all golden parts, and whether there is one.
func (f *fixture) golden() (text string, ok bool) {
	for _, file := range f.archive.Files {
		if _, is := goldens[file.Name]; is {
			text, ok = text+string(file.Data), true
		}
	}
	return text, ok
}

// platform is what the archive's comment says.
func (f *fixture) platform() catalogue.Platform {
	for line := range strings.Lines(string(f.archive.Comment)) {
		if name, ok := strings.CutPrefix(line, "platform:"); ok {
			return catalogue.Platform(strings.TrimSpace(name))
		}
	}
	return catalogue.WeChat
}

// catalogue is the built-in one with the rows of the archive's file catalogue.tsv.
func (f *fixture) catalogue(t *testing.T) *catalogue.Catalogue {
	t.Helper()
	for _, file := range f.archive.Files {
		if file.Name != "catalogue.tsv" {
			continue
		}
		own, err := catalogue.Default().Merge(catalogue.File{Name: file.Name, Data: file.Data})
		if err != nil {
			t.Fatal(err)
		}
		return own
	}
	return nil
}

func (f *fixture) test(t *testing.T) {
	if _, ok := f.golden(); len(f.wants) > 0 || !ok {
		f.compareWants(t, f.run(t, f.platform()))
	}
	changed := false
	for i := range f.archive.Files {
		file := &f.archive.Files[i]
		platform, ok := goldens[file.Name]
		if !ok {
			continue
		}
		if platform == "" {
			platform = f.platform()
		}
		got := f.describe(f.run(t, platform))
		switch {
		case got == string(file.Data):
		case *update:
			file.Data, changed = []byte(got), true
		default:
			t.Errorf("%s: %s\ngot:\n%swant:\n%s", f.path, file.Name, got, file.Data)
		}
	}
	if changed {
		if err := os.WriteFile(f.path, txtar.Format(f.archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func (f *fixture) run(t *testing.T, platform catalogue.Platform) []analyzers.Finding {
	t.Helper()
	report, err := analyzers.Run(f.prog, analyzers.Options{Platform: platform, Rules: []string{f.rule}, Catalogue: f.catalogue(t)})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Bounds) > 0 {
		t.Errorf("bounds were hit: %s", report.Bounds)
	}
	return report.Findings
}

// describe writes results with ranges (columns in bytes from 1), steps and edits.
func (f *fixture) describe(findings []analyzers.Finding) string {
	var b strings.Builder
	for _, r := range findings {
		from, to := f.prog.Fset.Position(r.Pos), f.prog.Fset.Position(r.End)
		fmt.Fprintf(&b, "%s:%d:%d-%d:%d %s %s\n    %s\n", from.Filename, from.Line, from.Column, to.Line, to.Column,
			r.Level, r.Category, r.Message)
		for i, s := range r.Steps {
			p := f.prog.Fset.Position(s.Pos)
			fmt.Fprintf(&b, "  %d %s:%d:%d %s\n", i+1, p.Filename, p.Line, p.Column, s.Message)
		}
		for _, fix := range r.SuggestedFixes {
			fmt.Fprintf(&b, "  fix: %s\n", fix.Message)
			for _, e := range fix.TextEdits {
				p, q := f.prog.Fset.Position(e.Pos), f.prog.Fset.Position(e.End)
				fmt.Fprintf(&b, "    %s:%d:%d-%d:%d %q\n", p.Filename, p.Line, p.Column, q.Line, q.Column, e.NewText)
			}
		}
	}
	return b.String()
}
