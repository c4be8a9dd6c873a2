package ir

import (
	"flag"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the graphs of testdata anew")

// TestFixtures compares the graphs of small texts. A fixture is a txtar archive
// of pairs: NAME.js (or .ts, .jsx) and NAME.want. A line `with: $d` above the
// files sets Options.With.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { fixture(t, file) })
	}
}

func fixture(t *testing.T, file string) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var opt Options
	for line := range strings.Lines(string(ar.Comment)) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "with: "); ok {
			opt.With = name
		}
	}
	want := map[string]string{}
	for _, f := range ar.Files {
		want[f.Name] = string(f.Data)
	}
	out := &txtar.Archive{Comment: ar.Comment}
	for _, f := range ar.Files {
		ext := path.Ext(f.Name)
		if ext == ".want" {
			continue
		}
		opt.TS, opt.JSX = ext == ".ts", ext == ".jsx"
		name := strings.TrimSuffix(f.Name, ext) + ".want"
		got := graphs(t, f.Name, string(f.Data), opt)
		out.Files = append(out.Files, f, txtar.File{Name: name, Data: []byte(got)})
		if !*update && got != want[name] {
			t.Errorf("%s: go test ./jsparse/ir -run Fixtures -update renews it\ngot:\n%s\nwant:\n%s", name, got, want[name])
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// graphs renders every function of a text.
func graphs(t *testing.T, name, text string, opt Options) string {
	t.Helper()
	u, problems := Parse(&Source{Path: name, Text: text}, opt)
	if u == nil {
		t.Fatalf("%s: %v", name, problems)
	}
	var b strings.Builder
	for _, f := range u.Funcs {
		verify(t, u, f)
		b.WriteString(u.Body(f).String())
	}
	return b.String()
}
