package jsparse_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/minivet/minivet/jsparse"
)

// program makes a file system of one page and app.js from path–text pairs.
func program(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{
		"app.json": {Data: []byte(`{"pages": ["p"]}`)}, "app.js": {Data: []byte("App({})")},
		"p.js": {Data: []byte("Page({})")}, "p.wxml": {Data: []byte("<view/>")},
	}
	for path, text := range files {
		m[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func load(t *testing.T, files map[string]string) *jsparse.Program {
	t.Helper()
	p, err := jsparse.Load(program(files), ".", jsparse.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestHostile: each bad file is one problem, and the page is still there.
func TestHostile(t *testing.T) {
	deep := func(s string, n int) string { return strings.Repeat(s, n) }
	tests := map[string]map[string]string{
		"parentheses":  {"app.js": deep("(", 10_000) + deep(")", 10_000)},
		"json":         {"p.json": deep("[", 1_000_000)},
		"json objects": {"p.json": deep(`{"a":`, 100_000)},
		"app.json":     {"app.json": `{"pages": ["p"], "x": ` + deep("[", 100_000)},
		"binary":       {"app.js": "\x00\xff\xfe\x01"},
		"tokens":       {"app.js": deep("f(1);", 1_000_000)},
		"comments":     {"app.js": deep("/**/", 5_600_000)},
		"operands":     {"app.js": "x=" + deep("a,", 300_000) + "a"},
		"cases":        {"app.js": "switch(a){" + deep("case 1:", 60_000) + "}"},
		"values":       {"p.json": `{"a": [` + deep("1,", 600_000) + "1]}"},
		"elements":     {"p.wxml": deep("<a/>", 110_000)},
		"open tags":    {"p.wxml": deep("<a>", 110_000)},
		"attributes":   {"p.wxml": "<a " + deep("b ", 110_000) + "/>"},
		"expressions":  {"p.wxml": `<a b="` + deep("{{c}}", 110_000) + `"/>`},
		"UTF-16":       {"app.js": "\xff\xfeA\x00p\x00p\x00(\x00)\x00"},
		"GBK":          {"app.js": "App({ t: '\xc4\xe3\xba\xc3' })"},
		"surrogates":   {"app.js": "App({ t: '\xed\xa0\x80' })"},
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			p := load(t, files)
			if len(p.Problems) == 0 {
				t.Error("no problem")
			}
			for _, x := range p.Problems {
				if strings.Contains(x.Message, "\n") || len(x.Message) > 300 {
					t.Errorf("not one clear line: %q", x.Message)
				}
			}
			if len(p.Pages) != 1 || p.Pages[0].Module.Unit == nil || p.Pages[0].View.Unit == nil {
				t.Error("the page is lost")
			}
		})
	}
}

// TestTooMuchTogether: files that are too much for one program are left out in the order
// of their paths, with one line for all of a kind; what is small is still read.
func TestTooMuchTogether(t *testing.T) {
	half := strings.Repeat("f(1);", 600_000)
	files := map[string]string{"app.js": "require('./b'); require('./c'); require('./d'); require('./small')", "small.js": "f()"}
	for _, name := range []string{"b.js", "c.js", "d.js"} {
		files[name] = half
	}
	p := load(t, files)
	if len(p.Problems) != 1 || p.Problems[0].File != "c.js" || !strings.HasSuffix(p.Problems[0].Message, "this file is left out, and 1 more") {
		t.Errorf("problems %v", p.Problems)
	}
	for name, read := range map[string]bool{"b.js": true, "c.js": false, "d.js": false, "small.js": true} {
		if m := p.Modules[name]; m == nil || (m.Unit != nil) != read {
			t.Errorf("%s: %v", name, m)
		}
	}
	if len(p.Stats.LeftOut) != 2 {
		t.Errorf("left out %v", p.Stats.LeftOut)
	}
}

// TestManyComponents: as many components as nobody names are all read.
func TestManyComponents(t *testing.T) {
	var b strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&b, `, "c-%d": "q"`, i)
	}
	p := load(t, map[string]string{
		"app.json": `{"pages": ["p"], "usingComponents": {"c": "q"` + b.String() + `}}`,
		"q.js":     "Component({})", "q.json": `{"component": true}`, "q.wxml": "<view/>",
	})
	if len(p.Problems) > 0 || len(p.Pages[0].Uses) != 60_001 {
		t.Errorf("%d components, problems %v", len(p.Pages[0].Uses), p.Problems)
	}
}

// TestLongLine parses 5 MB without a line break.
func TestLongLine(t *testing.T) {
	start := time.Now()
	p := load(t, map[string]string{"app.js": strings.Repeat(`f("a",1);`, 5<<20/9)})
	if len(p.Problems) > 0 || p.AppModule.Unit == nil {
		t.Error(p.Problems)
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

// TestCircles: modules, components, includes and links to oneself end.
func TestCircles(t *testing.T) {
	p := load(t, map[string]string{
		"app.js": "require('./app'); require('./b')", "b.js": "require('./app')",
		"p.json": `{"usingComponents": {"a": "./p", "b": "./q"}}`,
		"q.json": `{"component": true, "usingComponents": {"a": "./p", "b": "./q"}}`,
		"p.wxml": `<include src="p.wxml"/><import src="p.wxml"/><a/>`,
	})
	if p.Pages[0].Uses["b"].Uses["a"].Uses["b"] != p.Pages[0].Uses["b"] {
		t.Error("components are not the same object")
	}
}

// TestPositions: offsets in views and inline wxs are those of the WXML text, and
// files compare by position like their paths.
func TestPositions(t *testing.T) {
	view := "<view>\n  <wxs module=\"m\">\n  require('./x.wxs')</wxs>\n  <button bindtap=\"{{on(1)}}\"/>\n</view>"
	p := load(t, map[string]string{"p.wxml": view, "x.wxs": ""})
	m := p.Modules["p.wxml#m"]
	if m == nil || len(m.Unit.Imports) != 1 {
		t.Fatal("no inline module")
	}
	if at := p.Fset.Position(m.File.Pos(m.Unit.Imports[0].Pos)); at.Filename != "p.wxml" || at.Line != 3 || at.Column != 11 {
		t.Errorf("the import is at %v", at)
	}
	v := p.Pages[0].View
	found := false
	for _, fn := range v.Unit.Funcs {
		for _, b := range v.Unit.Body(fn).Blocks {
			for _, in := range b.Instrs {
				at := p.Fset.Position(v.File.Pos(in.Pos))
				found = found || at.Line == 4 && at.Column == 22
			}
		}
	}
	if !found {
		t.Error("nothing stands where on(1) is")
	}
	for i := 1; i < len(p.Files); i++ {
		if p.Files[i-1].Path >= p.Files[i].Path || p.Files[i-1].Tok.Base() >= p.Files[i].Tok.Base() {
			t.Errorf("%s and %s are out of order", p.Files[i-1].Path, p.Files[i].Path)
		}
	}
}

// TestTypeScriptBesideJavaScript: without the compiler plugin x.js is what runs.
func TestTypeScriptBesideJavaScript(t *testing.T) {
	for _, ts := range []bool{false, true} {
		fsys := program(map[string]string{"p.ts": "Page({})"})
		p, err := jsparse.Load(fsys, ".", jsparse.LoadOptions{TypeScript: ts})
		if err != nil {
			t.Fatal(err)
		}
		want := map[bool]string{false: "p.js", true: "p.ts"}[ts]
		if got := p.Pages[0].Module.File.Path; got != want || len(p.Stats.LeftOut) > 0 {
			t.Errorf("TypeScript %v: %s, left out %v", ts, got, p.Stats.LeftOut)
		}
	}
}

// TestLoadWithoutAppJSON: the error says what was looked for and what to do.
func TestLoadWithoutAppJSON(t *testing.T) {
	_, err := jsparse.Load(fstest.MapFS{"x.js": {}}, ".", jsparse.LoadOptions{})
	if err == nil || !strings.Contains(err.Error(), "no app.json") || !strings.Contains(err.Error(), "open the folder") {
		t.Error(err)
	}
}

// TestOpenFolder reads from disk, where links and permissions exist.
func TestOpenFolder(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(t.TempDir(), "secret.js")
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(secret, "secret()")
	for name, f := range program(map[string]string{"app.js": "require('./link'); require('./inside'); require('./locked')", "real.js": ""}) {
		write(filepath.Join(dir, name), string(f.Data))
	}
	write(filepath.Join(dir, "locked.js"), "")
	for link, to := range map[string]string{"link.js": secret, "inside.js": "real.js", "round": "."} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	os.Chmod(filepath.Join(dir, "locked.js"), 0)
	o, err := jsparse.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	p := o.Programs[0]
	if p.Modules["inside.js"] == nil || p.Modules["link.js"] != nil {
		t.Errorf("modules: inside %v, link %v", p.Modules["inside.js"], p.Modules["link.js"])
	}
	var messages []string
	for _, x := range p.Problems {
		messages = append(messages, x.File+" "+x.Message)
	}
	all := strings.Join(messages, "\n")
	if !strings.Contains(all, "link.js is a symbolic link that leads out") {
		t.Errorf("no word of the link in %q", all)
	}
	// A superuser can read everything.
	if os.Getuid() != 0 && !strings.Contains(all, "locked.js cannot be read") {
		t.Errorf("no word of the locked file in %q", all)
	}
}

// BenchmarkLoad loads programs of growing size; the time per page must not grow.
func BenchmarkLoad(b *testing.B) {
	for _, pages := range []int{50, 100, 200, 400} {
		b.Run(fmt.Sprint(pages, "pages"), func(b *testing.B) {
			files := map[string]string{}
			var names []string
			for i := range pages {
				base := fmt.Sprintf("pages/p%d/p%d", i, i)
				names = append(names, `"`+base+`"`)
				files[base+".js"] = fmt.Sprintf("const u = require('../../utils/u%d')\nPage({ data: { a: 1 }, tap(e) { u.go(e.detail.value, () => this.setData({ a: 2 })) } })\n", i%10)
				files[base+".wxml"] = strings.Repeat(`<view wx:for="{{list}}" wx:if="{{item.on}}" bindtap="tap">{{item.name}}</view>`+"\n", 20)
				files[base+".json"] = `{"usingComponents": {"c": "/c/c"}}`
			}
			for i := range 10 {
				files[fmt.Sprintf("utils/u%d.js", i)] = "exports.go = (x, f) => f(x)"
			}
			files["c/c.js"], files["c/c.json"] = "Component({})", `{"component": true}`
			files["app.json"] = `{"pages": [` + strings.Join(names, ",") + `]}`
			fsys := program(files)
			for b.Loop() {
				p, err := jsparse.Load(fsys, ".", jsparse.LoadOptions{})
				if err != nil || len(p.Problems) > 0 {
					b.Fatal(err, p.Problems)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*pages), "µs/page")
		})
	}
}
