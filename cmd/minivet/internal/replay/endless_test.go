package replay

import (
	"regexp"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// bounds are those that are the same on every machine.
var bounds = regexp.MustCompile(`^the program (does|makes a value of) more than \d+ (steps|units)|^the program calls itself`)

// TestEndless: what does not come to an end is stopped by a count, and not by the
// clock or what memory there is, and the result says so.
func TestEndless(t *testing.T) {
	for name, code := range map[string]string{
		"loop":                "for (;;) {}",
		"caught":              "for (;;) { try { for (;;) {} } catch (e) {} finally { continue } }",
		"promises":            "(function f() { Promise.resolve().then(f) })()",
		"storm":               "(function f() { Promise.resolve().then(f); Promise.resolve().then(f) })()",
		"string":              "var s = 'x'; for (;;) s += s + 'y'",
		"array":               "var a = []; for (;;) a.push(new Array(1000).join('x'))",
		"getter":              "var o = {}; Object.defineProperty(o, 'x', { get() { for (;;) {} } }); try { o.x } finally { o.x }",
		"iterator":            "var o = { [Symbol.iterator]() { return { next() { return { value: 1, done: false } } } } }; [...o]",
		"recursion":           "(function f() { f() })()",
		"caught recursion":    "(function f() { try { f() } catch (e) { f() } })()",
		"timers":              "(function f() { setTimeout(f, 0); setTimeout(f, 0) })(); for (;;) {}",
		"like a list":         "Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)",
		"length":              "var a = []; a.length = 2 ** 32 - 1; a.indexOf(1); for (;;) {}",
		"join":                "var s = 'x'.repeat(1 << 20); Array.from({ length: 100000 }, () => s).join()",
		"nested":              "var a = []; for (var i = 0; i < 60; i++) a = [a, a]; JSON.stringify(a)",
		"as text":             "var a = []; for (var i = 0; i < 60; i++) a = [a, a]; String(a)",
		"concat":              "var a = [1, 2, 3]; for (;;) a = a.concat(a)",
		"push":                "var a = [1, 2, 3]; for (;;) a.push(...a)",
		"replace":             "'x'.repeat(1 << 20).replace(/x/g, 'y'.repeat(1 << 16))",
		"sort":                "[3, 2, 1].sort(() => { for (;;) {} })",
		"clone":               "var a = {}; for (var i = 0; i < 60; i++) a = { a, b: a, c: a }; this.setData({ a }); for (;;) {}",
		"goes back":           "/^(?=a)(a+)+$/.test('a'.repeat(5000) + '!'); for (;;) {}",
		"goes back on a text": "'a'.repeat(5000).match('^(?=a)(a|aa)+b'); for (;;) {}",
		"buffer":              "try { new Uint8Array(2 ** 33) } catch (e) { for (;;) {} }",
		"regexp":              "/^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'); for (;;) {}",
	} {
		t.Run(name, func(t *testing.T) {
			prog, _ := load(t, &txtar.Archive{Files: []txtar.File{
				{Name: "app.json", Data: []byte(`{"pages": ["a/a"]}`)},
				{Name: "a/a.js", Data: []byte("Page({ onLoad() { " + code + " } })")},
			}})
			s := newScript(prog, catalogue.WeChat, nil)
			u := users()[0]
			w := s.visit(&u, "a/a", forward, nil, maxWork)
			if !w.over || !bounds.MatchString(w.why) {
				t.Errorf("over %v: %q", w.over, w.why)
			}
		})
	}
}
