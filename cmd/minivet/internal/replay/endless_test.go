package replay

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// TestEndless: what only the clock or the meter of memory stops is stopped, and
// the result says so.
func TestEndless(t *testing.T) {
	for name, code := range map[string]string{
		"loop":     "for (;;) {}",
		"caught":   "for (;;) { try { for (;;) {} } catch (e) {} finally { continue } }",
		"promises": "(function f() { Promise.resolve().then(f) })()",
		"storm":    "(function f() { Promise.resolve().then(f); Promise.resolve().then(f) })()",
		"string":   "var s = 'x'; for (;;) s += s + 'y'",
		"array":    "var a = []; for (;;) a.push(new Array(1000).join('x'))",
		"regexp":   "/^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'); for (;;) {}",
	} {
		t.Run(name, func(t *testing.T) {
			prog, _ := load(t, &txtar.Archive{Files: []txtar.File{
				{Name: "app.json", Data: []byte(`{"pages": ["a/a"]}`)},
				{Name: "a/a.js", Data: []byte("Page({ onLoad() { " + code + " } })")},
			}})
			s := newScript(prog, catalogue.WeChat, nil)
			u := users()[0]
			w := s.visit(&u, "a/a", forward, nil)
			if !w.over || !strings.Contains(w.why, "it was stopped") {
				t.Errorf("over %v: %q", w.over, w.why)
			}
		})
	}
}
