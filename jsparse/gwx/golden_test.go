package gwx_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/jsparse/gwx"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// TestGolden decodes compiled.js of each archive in testdata and compares the
// views with the sources beside it, from which compiled.js was made by the
// platform's compiler (the library that it puts around the views is left out).
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
	sources, script := read(t, path)
	views, problems := gwx.Decode("page-frame.js", script)
	for _, p := range problems {
		t.Error(p)
	}
	if len(views) != len(sources) {
		t.Errorf("%d views, %d sources", len(views), len(sources))
	}
	for name, src := range sources {
		view := views[name]
		if view == nil {
			t.Errorf("no view %s", name)
			continue
		}
		want, got := outline(wxml.Parse(name, src)), outline(view)
		if got != want {
			t.Errorf("%s differs\ngot:\n%s\nwant:\n%s", name, got, want)
		}
		positions(t, view, script)
		compiles(t, view, views)
	}
}

func read(t testing.TB, path string) (sources map[string]string, script string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sources = map[string]string{}
	for _, f := range ar.Files {
		switch filepath.Ext(f.Name) {
		case ".wxml":
			sources[f.Name] = string(f.Data)
		case ".js":
			script = string(f.Data)
		}
	}
	return sources, script
}

// outline writes a tree without positions, attributes sorted.
func outline(f *wxml.File) string {
	var b strings.Builder
	var nodes func(list []wxml.Node, indent string)
	nodes = func(list []wxml.Node, indent string) {
		for _, n := range list {
			switch n := n.(type) {
			case *wxml.Text:
				if s := parts(n.Parts); strings.TrimSpace(s) != "" {
					fmt.Fprintf(&b, "%stext %q\n", indent, strings.TrimSpace(s))
				}
			case *wxml.Element:
				fmt.Fprintf(&b, "%s<%s>\n", indent, n.Tag)
				attrs(&b, n, indent+"  ")
				nodes(n.Children, indent+"  ")
			}
		}
	}
	nodes(f.Nodes, "")
	for _, r := range f.Imports {
		fmt.Fprintf(&b, "import %s\n", r.Path)
	}
	for _, r := range f.Includes {
		fmt.Fprintf(&b, "include %s\n", r.Path)
	}
	for _, w := range f.Wxs {
		fmt.Fprintf(&b, "wxs %s = %s\n", w.Module, w.ID)
	}
	for _, p := range f.Problems {
		fmt.Fprintf(&b, "problem %s\n", p.Message)
	}
	return b.String()
}

func attrs(b *strings.Builder, e *wxml.Element, indent string) {
	list := slices.Clone(e.Attrs)
	slices.SortFunc(list, func(x, y wxml.Attr) int { return cmp.Compare(x.Name, y.Name) })
	for _, a := range list {
		if e.Tag == "wxs" && a.Name == "src" {
			continue // the code is in the script
		}
		fmt.Fprintf(b, "%s%s", indent, a.Name)
		switch {
		case a.Parts != nil:
			fmt.Fprintf(b, "=%q", parts(a.Parts))
		case a.HasValue:
			fmt.Fprintf(b, "=%q", a.Value)
		}
		for _, ev := range e.Events {
			if ev.Spelling == a.Name {
				fmt.Fprintf(b, " event %s to %q, catch %t, capture %t", ev.Name, ev.Handler, ev.Catch, ev.Capture)
			}
		}
		b.WriteByte('\n')
	}
}

func parts(list []wxml.Part) string {
	var b strings.Builder
	for _, p := range list {
		if p.Expr {
			b.WriteString("{{" + strings.TrimSpace(p.Text) + "}}")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// positions checks that each element points at the call that made it.
func positions(t *testing.T, f *wxml.File, script string) {
	for _, e := range f.Elements {
		made := script[e.Pos:]
		want := []string{"_n('" + e.Tag + "')", "_mz(z,'" + e.Tag + "'"}
		switch e.Tag {
		case "block":
			want = []string{"_oz(", "_2z(", "{"}
		case "template":
			want = []string{"_gd(", "d_["}
		case "import":
			want = []string{"_ai("}
		case "include":
			want = []string{"_ic("}
		case "wxs":
			continue
		}
		if !slices.ContainsFunc(want, func(s string) bool { return strings.HasPrefix(made, s) }) {
			t.Errorf("<%s> points at %.20q", e.Tag, made)
		}
	}
}

// compiles checks that what is decoded passes the next stage without problems.
func compiles(t *testing.T, f *wxml.File, views map[string]*wxml.File) {
	c := wxml.Compile(f, wxml.CompileOptions{Load: func(p string) *wxml.File { return views[p] }})
	for _, p := range c.Problems {
		t.Error(p)
	}
	src := &ir.Source{Path: f.Path, Text: c.JS, Map: c.Map}
	if unit, problems := ir.Parse(src, ir.Options{With: wxml.Data, WithExcept: wxml.FreeNames()}); unit == nil {
		t.Error(f.Path, problems)
	}
	for i := range int32(len(c.JS)) {
		if at := c.Map(i); at < 0 || int(at) > len(f.Text) {
			t.Fatalf("offset %d maps to %d", i, at)
		}
	}
	for _, w := range c.Wxs {
		if unit, problems := ir.Parse(&ir.Source{Path: w.ID, Text: w.Text}, ir.Options{}); unit == nil {
			t.Errorf("%s: %v\n%s", w.ID, problems, w.Text)
		}
	}
}
