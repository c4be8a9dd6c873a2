package wxml_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/jsparse/dialect"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

var update = flag.Bool("update", false, "rewrite the golden parts of testdata")

// TestGolden compiles the first file of each archive in testdata with the other
// views to load from, and compares tree, JavaScript and problems.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { golden(t, path) })
	}
}

func golden(t *testing.T, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*wxml.File{}
	var main *wxml.File
	kept := ar.Files[:0:0]
	was := map[string]string{}
	for _, f := range ar.Files {
		if !dialect.IsView(f.Name) {
			was[f.Name] = string(f.Data)
			continue
		}
		kept = append(kept, f)
		files[f.Name] = wxml.Parse(f.Name, string(f.Data))
		if main == nil {
			main = files[f.Name]
		}
	}
	c := wxml.Compile(main, wxml.CompileOptions{Load: func(p string) *wxml.File { return files[p] }})
	parses(t, main.Path, c)
	got := []txtar.File{{Name: "tree", Data: []byte(main.String())}, {Name: "js", Data: []byte(c.JS)}}
	if len(c.Problems) > 0 {
		var b strings.Builder
		for _, p := range c.Problems {
			fmt.Fprintf(&b, "%s@%d %s\n", p.File, p.Pos, p.Message)
		}
		got = append(got, txtar.File{Name: "problems", Data: []byte(b.String())})
	}
	if *update {
		ar.Files = append(kept, got...)
		if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, f := range got {
		if was[f.Name] != string(f.Data) {
			t.Errorf("%s differs (run with -update and look at the diff)\ngot:\n%s\nwant:\n%s", f.Name, f.Data, was[f.Name])
		}
		delete(was, f.Name)
	}
	if len(was) > 0 {
		t.Errorf("left over in the archive: %v", was)
	}
}

// parses checks that the compiled text is a program, lowers all of it and
// checks that its positions lie in the view.
func parses(t *testing.T, path string, c *wxml.Compiled) {
	t.Helper()
	src := &ir.Source{Path: path, Text: c.JS, Map: c.Map}
	unit, problems := ir.Parse(src, ir.Options{With: wxml.Data, WithExcept: wxml.FreeNames()})
	if unit == nil {
		text := c.JS
		if len(text) > 2000 {
			text = text[:2000]
		}
		t.Fatalf("compiled text does not parse: %v\n%s", problems, text)
	}
	for _, f := range unit.Funcs {
		unit.Body(f)
	}
}
