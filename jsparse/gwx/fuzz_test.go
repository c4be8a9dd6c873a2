package gwx_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/minivet/minivet/jsparse/gwx"
	"github.com/minivet/minivet/jsparse/wxml"
)

// FuzzDecode: any text gives views with sane positions that compile to functions.
func FuzzDecode(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, p := range paths {
		if ar, script := read(f, p); len(ar) > 0 {
			f.Add(script)
		}
	}
	for _, s := range hostile {
		f.Add(s.script)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"a.js", "a.html"} {
			views, problems := gwx.DecodeFile(name, text)
			text := strings.ToValidUTF8(text, "\ufffd")
			for _, p := range problems {
				sane(t, text, p.Pos, p.Message)
			}
			for _, v := range views {
				for i, e := range v.Elements {
					if e.Index != i || e.Pos < 0 || e.End < e.Pos || int(e.End) > len(text) {
						t.Fatalf("element %d at %d-%d", i, e.Pos, e.End)
					}
				}
				c := wxml.Compile(v, wxml.CompileOptions{Load: func(p string) *wxml.File { return views[p] }})
				for _, p := range append(v.Problems, c.Problems...) {
					sane(t, text, p.Pos, p.Message)
				}
				for i := int32(0); int(i) <= len(c.JS); i++ {
					if at := c.Map(i); at < 0 || int(at) > len(text) {
						t.Fatalf("offset %d maps to %d", i, at)
					}
				}
			}
		}
	})
}

func sane(t *testing.T, text string, pos int32, message string) {
	t.Helper()
	if pos < 0 || int(pos) > len(text) || message == "" || strings.ContainsAny(message, "\n\r") {
		t.Fatalf("problem %q at %d", message, pos)
	}
}
