package srcmap

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

const written = "// a note\nexport function ask(reason: string) {\n  /* 花😀 */ return wx.getLocation({ reason })\n}\n"

// compiled is a script and its map.
func compiled(t *testing.T, opt api.SourceMap) (code, m string) {
	t.Helper()
	r := api.Transform(written, api.TransformOptions{
		Loader: api.LoaderTS, Sourcemap: opt, Sourcefile: "src/a b.ts", MinifyWhitespace: true, MinifyIdentifiers: true,
	})
	if len(r.Errors) > 0 {
		t.Fatal(r.Errors)
	}
	return string(r.Code), string(r.Map)
}

func TestOriginal(t *testing.T) {
	code, text := compiled(t, api.SourceMapExternal)
	m, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := m.Original(1, strings.Index(code, "wx.get")+1)
	line := strings.Split(written, "\n")[2]
	want := Position{Source: "src/a b.ts", Line: 3, Column: 20, Text: line, Offset: strings.Index(line, "wx")}
	if !ok || got != want {
		t.Errorf("Original = %+v, %v, want %+v", got, ok, want)
	}
	if p, ok := m.Original(99, 1); ok {
		t.Errorf("a line that the map does not know is %+v", p)
	}
}

func TestInline(t *testing.T) {
	code, _ := compiled(t, api.SourceMapInline)
	text, ok, err := Inline(URL(code))
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if _, err := Parse(text); err != nil {
		t.Error(err)
	}
	plain := "data:application/json,%7B%22version%22%3A3%7D"
	if text, ok, err := Inline(plain); text != `{"version":3}` || !ok || err != nil {
		t.Errorf("Inline(%s) = %q, %v, %v", plain, text, ok, err)
	}
	for _, broken := range []string{"data:application/json;base64,***", "data:", "data:application/json,%zz"} {
		if _, ok, err := Inline(broken); !ok || err == nil {
			t.Errorf("Inline(%q) reports nothing", broken)
		}
	}
	if _, ok, _ := Inline("a.js.map"); ok {
		t.Error("a path is taken for a map")
	}
}

func TestURL(t *testing.T) {
	tests := []struct{ name, script, want string }{
		{"none", "f()", ""},
		{"at the end", "f()\n//# sourceMappingURL=a.js.map\n", "a.js.map"},
		{"block", "f()\n/*# sourceMappingURL=a.js.map*/", "a.js.map"},
		{"the last", "//# sourceMappingURL=b.map\n//# sourceMappingURL=a.map", "a.map"},
		{"in a text", "x = '# sourceMappingURL=a.map'", ""},
		{"of a module in a bundle", "//# sourceMappingURL=a.map\n" + strings.Repeat("f();", tailSize), ""},
	}
	for _, tt := range tests {
		if got := URL(tt.script); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestBeside(t *testing.T) {
	tests := []struct{ file, url, want string }{
		{"pages/a.js", "a.js.map", "pages/a.js.map"},
		{"pages/a.js", "../maps/a%20b.map?x=1", "maps/a b.map"},
		{"a.js", "../../etc/passwd", ""},
		{"a.js", "/etc/passwd", ""},
		{"a.js", "https://example.com/a.map", ""},
		{"a.js", "//example.com/a.map", ""},
		{"a.js", "", ""},
		{"a.js", ":", ""},
	}
	for _, tt := range tests {
		if got, ok := Beside(tt.file, tt.url); got != tt.want || ok != (tt.want != "") {
			t.Errorf("Beside(%q, %q) = %q, %v, want %q", tt.file, tt.url, got, ok, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct {
		source, want string
		bundler      bool
	}{
		{"../src/a.ts", "../src/a.ts", false},
		{"webpack:///./src/a.vue?5f3a", "src/a.vue", true},
		{"webpack://shop/./src/a.ts", "src/a.ts", true},
		{"uni-app:///pages/a/a.vue", "pages/a/a.vue", true},
		{"file:///home/me/a.ts", "/home/me/a.ts", false},
		{"%E9%A1%B5/a.ts", "页/a.ts", false},
		{"src\\a.ts", "src/a.ts", false},
		{"", "", false},
	}
	for _, tt := range tests {
		if got, bundler := clean(tt.source); got != tt.want || bundler != tt.bundler {
			t.Errorf("clean(%q) = %q, %v, want %q, %v", tt.source, got, bundler, tt.want, tt.bundler)
		}
	}
}

func TestBroken(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no JSON", "{", "broken"},
		{"not version 3", `{"version":2,"sources":["a"],"mappings":"AAAA"}`, "empty"},
		{"no source of that number", `{"version":3,"sources":["a"],"mappings":"AEAA"}`, "broken"},
		{"nested", strings.Repeat("[", 1<<20), "nests"},
		{"large", strings.Repeat(" ", MaxSize+1), "larger"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want one line with %q", tt.name, err, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`{"version":3,"sources":["a.ts"],"sourcesContent":["x\ny"],"names":["n"],"mappings":"AAAAA,CCAA;AAAA"}`, 1, 1)
	f.Add(`{"version":3,"sections":[{"offset":{"line":1,"column":2},"map":{"version":3,"sources":["a"],"mappings":"AAAA"}}]}`, 2, 3)
	f.Add(")]}'\n{}", 0, -1)
	f.Fuzz(func(t *testing.T, text string, line, column int) {
		URL(text)
		Inline("data:;base64," + base64.StdEncoding.EncodeToString([]byte(text)))
		Beside("a.js", text)
		m, err := Parse(text)
		if err != nil {
			return
		}
		if p, ok := m.Original(line, column); ok && p.Offset > len(p.Text) {
			t.Errorf("%+v lies behind its line", p)
		}
	})
}
