package declaration_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// Each archive holds a program, and in the files "want" and "want.tcmpp" the results
// for WeChat and the other platform. A result stands in JSON, which has no place for
// a comment that tells what is wanted.
func TestDeclaration(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { testArchive(t, path) })
	}
}

func testArchive(t *testing.T, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fsys, err := txtar.FS(ar)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := jsparse.Load(fsys, ".", jsparse.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]catalogue.Platform{"want": catalogue.WeChat, "want.tcmpp": catalogue.TCMPP}
	for _, f := range ar.Files {
		if platform, ok := wanted[f.Name]; ok {
			if got := results(t, prog, platform); got != string(f.Data) {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", f.Name, got, f.Data)
			}
		}
	}
}

// results has one line for each result: where, level, category, what about, and where
// the call is that it follows from.
func results(t *testing.T, prog *jsparse.Program, platform catalogue.Platform) string {
	t.Helper()
	report, err := analyzers.Run(prog, analyzers.Options{Platform: platform, Rules: []string{"declaration"}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range report.Findings {
		p := prog.Fset.Position(f.Pos)
		fmt.Fprintf(&b, "%s:%d:%d %s %s %s", p.Filename, p.Line, p.Column, f.Level, f.Category, f.Data["declaration"])
		if len(f.Steps) > 0 {
			p := prog.Fset.Position(f.Steps[0].Pos)
			fmt.Fprintf(&b, " %s:%d", p.Filename, p.Line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
