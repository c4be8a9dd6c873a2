package jsparse_test

import (
	"flag"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/codepkg"
)

var update = flag.Bool("update", false, "rewrite the want parts of testdata")

// TestLoad opens each archive in testdata as a code package and compares what
// was found with the archive's last file, "want".
func TestLoad(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { testLoad(t, path) })
	}
}

func testLoad(t *testing.T, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := len(ar.Files)
	want := ""
	if n > 0 && ar.Files[n-1].Name == "want" {
		n--
		want = string(ar.Files[n].Data)
	}
	ar.Files = ar.Files[:n]
	got := describe(mapFS(ar))
	if again := describe(mapFS(ar)); again != got {
		t.Errorf("two runs differ:\n%s\n%s", got, again)
	}
	if *update {
		ar.Files = append(ar.Files, txtar.File{Name: "want", Data: []byte(got)})
		if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("run with -update and look at the diff\ngot:\n%s\nwant:\n%s", got, want)
	}
}

func mapFS(ar *txtar.Archive) fs.FS {
	m := fstest.MapFS{}
	for _, f := range ar.Files {
		m[f.Name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(f.Data), `\xff`, "\xff"))}
	}
	return m
}

// describe opens a package and writes down everything that was found.
func describe(fsys fs.FS) string {
	pkg, err := codepkg.New(fsys, "test")
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	o, err := jsparse.OpenPackage(pkg)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var b strings.Builder
	for _, p := range o.Problems {
		fmt.Fprintf(&b, "problem %s: %s\n", p.File, p.Message)
	}
	for _, p := range o.Programs {
		describeProgram(&b, p)
	}
	return b.String()
}

func describeProgram(b *strings.Builder, p *jsparse.Program) {
	fmt.Fprintf(b, "program %s (%s)\n", p.Root, p.Platform.Name)
	if p.AppModule != nil {
		fmt.Fprintf(b, "app %s\n", p.AppModule.File.Path)
	}
	for _, m := range p.Entries {
		fmt.Fprintf(b, "entry %s\n", m.File.Path)
	}
	for _, x := range p.Pages {
		fmt.Fprintf(b, "page %s:%s", x.Path, parts(x.Module, x.View))
		if x.Independent {
			b.WriteString(" independent")
		}
		b.WriteString(tags(x.Uses) + "\n")
	}
	for _, x := range p.Components {
		fmt.Fprintf(b, "component %s:%s%s", x.Path, parts(x.Module, x.View), tags(x.Uses))
		if x == p.TabBar {
			b.WriteString(" tab bar")
		}
		b.WriteByte('\n')
	}
	describeModules(b, p)
	for _, x := range p.Problems {
		at := ""
		if x.Pos != token.NoPos {
			pos := p.Fset.Position(x.Pos)
			at = fmt.Sprintf(":%d:%d", pos.Line, pos.Column)
		}
		fmt.Fprintf(b, "problem %s%s: %s\n", x.File, at, x.Message)
	}
	for _, x := range p.Stats.LeftOut {
		fmt.Fprintf(b, "left out %s: %s\n", x.Path, x.Why)
	}
}

func parts(m *jsparse.Module, v *jsparse.View) string {
	s := ""
	if m != nil {
		s += " " + m.File.Path
	}
	if v != nil {
		s += " " + v.File.Path
		if v.Unit == nil {
			s += " (broken)"
		}
	}
	return s
}

func tags(uses map[string]*jsparse.Component) string {
	var list []string
	for tag, c := range uses {
		list = append(list, " <"+tag+">="+c.Path)
	}
	slices.Sort(list)
	return strings.Join(list, "")
}

// describeModules lists the modules, each with what its imports resolve to.
func describeModules(b *strings.Builder, p *jsparse.Program) {
	var names []string
	for name := range p.Modules {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		m := p.Modules[name]
		fmt.Fprintf(b, "module %s", name)
		if m.File.Path != name {
			fmt.Fprintf(b, " in %s", m.File.Path)
		}
		if ref := m.File.Package; ref.Name != "" {
			fmt.Fprintf(b, " [%s %s]", ref.Name, ref.Version)
		}
		if m.Unit == nil && !m.JSON {
			b.WriteString(" (broken)")
		}
		b.WriteByte('\n')
		if m.Unit == nil {
			continue
		}
		for _, im := range m.Unit.Imports {
			to := "nothing"
			if r := p.Resolve(m, im.Spec); r != nil {
				to = r.File.Path
			}
			fmt.Fprintf(b, "  %s -> %s\n", im.Spec, to)
		}
	}
}
