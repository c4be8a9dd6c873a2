package jsparse_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/appjson"
)

// compiledProgram puts the compiled views of an archive of package gwx into the
// frame of a program.
func compiledProgram(t *testing.T, name string, files map[string]string) *jsparse.Program {
	ar, err := txtar.ParseFile("gwx/testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"app.js": {Data: []byte("App({})")}, "app-service.js": {Data: []byte("var __wxAppData = {}")}}
	for _, f := range ar.Files {
		if f.Name == "compiled.js" {
			fsys["page-frame.html"] = &fstest.MapFile{Data: []byte("<html>\n<script>\n" + string(f.Data) + "</script>\n")}
		}
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, err := jsparse.Load(fsys, ".", jsparse.LoadOptions{Kind: appjson.MiniProgram})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range p.Problems {
		t.Errorf("problem %+v", x)
	}
	return p
}

// TestCompiledView: the view of a page comes out of page-frame.html, and its
// elements point there.
func TestCompiledView(t *testing.T) {
	p := compiledProgram(t, "button", map[string]string{
		"app.json":           `{"pages": ["pages/sign/sign"]}`,
		"pages/sign/sign.js": "Page({onPhone() {}})",
	})
	v := p.Pages[0].View
	if v == nil || v.Unit == nil || v.File.Path != "page-frame.html" || v.Tree.Path != "pages/sign/sign.wxml" {
		t.Fatalf("view %+v", v)
	}
	for _, e := range v.Elements {
		if kind, _ := e.Attr("open-type"); kind == "getPhoneNumber" {
			at := p.Fset.Position(v.File.Pos(e.Pos))
			if at.Filename != "page-frame.html" || !strings.HasPrefix(v.File.Text[at.Offset:], "_mz(z,'button',['disabled'") {
				t.Errorf("the button is at %v", at)
			}
			return
		}
	}
	t.Errorf("no button:\n%s", v.Tree)
}

// TestCompiledModules: wxs modules come out of the script with the view.
func TestCompiledModules(t *testing.T) {
	p := compiledProgram(t, "wxs", map[string]string{
		"app.json":             `{"pages": ["pages/price/price"]}`,
		"pages/price/price.js": "Page({})",
	})
	for _, id := range []string{"pages/price/price.wxml#fmt", "tools/money.wxs"} {
		m := p.Modules[id]
		if m == nil || m.Unit == nil || m.File.Path != "page-frame.html" {
			t.Errorf("%s: %+v", id, m)
		}
	}
}

// TestSourceWins: a program's own WXML is not replaced by what was compiled.
func TestSourceWins(t *testing.T) {
	p := compiledProgram(t, "button", map[string]string{
		"app.json":             `{"pages": ["pages/sign/sign"]}`,
		"pages/sign/sign.js":   "Page({})",
		"pages/sign/sign.wxml": "<view/>",
	})
	if v := p.Pages[0].View; v == nil || v.File.Path != "pages/sign/sign.wxml" || len(v.Elements) != 1 {
		t.Errorf("view %+v", v)
	}
}

// TestViewMissing: of a compiled program nobody can add a .wxml.
func TestViewMissing(t *testing.T) {
	p, err := jsparse.Load(fstest.MapFS{
		"app.json":       {Data: []byte(`{"pages": ["a", "b"]}`)},
		"app.js":         {},
		"app-service.js": {},
		"a.js":           {},
		"b.js":           {},
	}, ".", jsparse.LoadOptions{Kind: appjson.MiniProgram})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Problems) != 1 || !strings.HasPrefix(p.Problems[0].Message, "no compiled view was found for 2 of 2 pages (the first is a)") {
		t.Errorf("problems %+v", p.Problems)
	}
}
