package interp_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/jsparse"
)

// render writes all that rules read of a result.
func render(r *interp.Result) string {
	var b strings.Builder
	steps := func(list []interp.Step) {
		for _, s := range list {
			fmt.Fprintf(&b, "  %s:%d %s\n", s.Unit.Source.Path, s.Pos, s.Words)
		}
	}
	for _, c := range r.Calls {
		fmt.Fprintf(&b, "%s:%d %s %s %v %v %v %v\n", c.Unit.Source.Path, c.Ins.Pos, c.API.Name, c.Verdict, c.Switched, c.Scopes, c.Pages, c.Guards)
		steps(c.Steps)
	}
	for _, f := range r.Flows {
		fmt.Fprintf(&b, "%s:%d %s → %s %v %v\n", f.Unit.Source.Path, f.Ins.Pos, f.Source.API.Name, f.Sink.Name, f.Paths, f.URLs)
	}
	for _, p := range r.Prompts {
		fmt.Fprintf(&b, "%s:%d %s\n", p.Unit.Source.Path, p.Ins.Pos, p.Kind)
		steps(p.Steps)
	}
	for _, u := range r.APIs {
		fmt.Fprintf(&b, "%s:%d %s\n", u.Unit.Source.Path, u.Ins.Pos, u.Name)
	}
	fmt.Fprintln(&b, r.Bounds, r.Entries, r.Reached, len(r.Texts), r.Evals)
	return b.String()
}

func TestDeterminism(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, name := range []string{"florist", "transit", "courier"} {
		first := ""
		for _, cores := range []int{1, 2, 4, 1, 2, 4} {
			runtime.GOMAXPROCS(cores)
			opened, err := jsparse.Open(filepath.Join("../../../testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, p := range opened.Programs {
				got += render(interp.Run(p, catalogue.Default(), catalogue.WeChat))
			}
			if first == "" {
				first = got
			}
			if got != first {
				t.Fatalf("%s with %d cores:\n%s\nat first:\n%s", name, cores, got, first)
			}
		}
	}
}

// program is a program of one page.
func program(tb testing.TB, script string, more map[string]string) *jsparse.Program {
	tb.Helper()
	fs := fstest.MapFS{}
	add := func(name, text string) { fs[name] = &fstest.MapFile{Data: []byte(text)} }
	add("app.json", `{"pages":["pages/a/a"]}`)
	add("app.js", "App({})")
	add("pages/a/a.wxml", `<button bindtap="go">go</button>`)
	add("pages/a/a.js", script)
	for name, text := range more {
		add(name, text)
	}
	p, err := jsparse.Load(fs, ".", jsparse.LoadOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// lines joins n lines made by f.
func lines(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
		b.WriteByte('\n')
	}
	return b.String()
}

// Shapes that make analyses blow up. The call at the end of each must still be
// found: a bound that is hit may not cost what has nothing to do with it.
func TestHostileShapes(t *testing.T) {
	ring := map[string]string{}
	for i := range 50 {
		ring[fmt.Sprintf("lib/m%d.js", i)] = fmt.Sprintf("const next = require('./m%d'); exports.f = (x) => next.f(x)", (i+1)%50)
	}
	tests := map[string]struct {
		script string
		more   map[string]string
	}{
		"ring of modules": {"const { f } = require('../../lib/m0'); f(1)", ring},
		"switch in a loop": {"let s = 0; while (s < 1e9) { switch (s) {" +
			lines(400, func(i int) string { return fmt.Sprintf("case %d: s = %d; break", i, i*7%400) }) + "} }", nil},
		"nested closures": {strings.Repeat("(function () { return (x) => {", 300) + "x" + strings.Repeat("} })()", 300), nil},
		"ring of functions": {lines(2000, func(i int) string {
			return fmt.Sprintf("function f%d(x) { return f%d({ x, n: %d }) }", i, (i+1)%2000, i)
		}) + "f0({})", nil},
		"growing arguments":  {"function f(...a) { return g(...a, a) } function g(...a) { return f(a, ...a) } f(1)", nil},
		"large object":       {"const o = {" + lines(20000, func(i int) string { return fmt.Sprintf("k%d: { v: %d },", i, i) }) + "}; for (const k in o) o[k].v++", nil},
		"chain of promises":  {"let p = Promise.resolve(1)" + strings.Repeat(".then((x) => ({ x }))", 500), nil},
		"tower of wrappers":  {"let f = wx.login; const p = (g) => (o) => new Promise((s) => g({ ...o, success: s }));" + strings.Repeat("f = p(f);", 300) + "f({})", nil},
		"self application":   {"const y = (f) => ((x) => f((v) => x(x)(v)))((x) => f((v) => x(x)(v))); y((self) => (n) => n ? self(n - 1) : 0)(5)", nil},
		"proxies of proxies": {"let o = {};" + strings.Repeat("o = new Proxy(o, { get: (t, k) => t[k] });", 60) + "o.a.b.c()", nil},
		"string that grows":  {"let s = 'x'; for (;;) { s = s + s; wx.setStorageSync(s, s) }", nil},
		"tree of closures":   {"function t(n) { return n ? { l: t(n - 1), r: t(n - 1), f: () => t(n - 1) } : null } t(30).l.r.f()", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			script := "Page({ go() { wx.getClipboardData({}) }, onLoad() {" + tt.script + "\n} })"
			result := interp.Run(program(t, script, tt.more), catalogue.Default(), catalogue.WeChat)
			for _, c := range result.Calls {
				if c.API.Name == "getClipboardData" && c.Verdict == interp.Unguarded {
					return
				}
			}
			t.Errorf("the call is not found; bounds: %v", result.Bounds)
		})
	}
}

func FuzzRun(f *testing.F) {
	for _, seed := range []string{
		"Page({ go() { wx.getLocation({ success: (r) => wx.request({ url: 'https://a.b', data: r }) }) } })",
		"const p = (f) => (o) => new Promise((s, j) => f({ ...o, success: s, fail: j })); Page({ async go() { await p(wx.getLocation)() } })",
		"class A { #x = 1; static s = new A(); get y() { return this.#x++ } } Page({ go() { new A().y } })",
		"Page({ *go() { const x = yield* [1]; try { throw x } catch ({ a, ...b }) { return b } finally { this.go() } } })",
		"for (const [k, v] of Object.entries(wx)) wx['x' + k] = v.bind?.(wx); Page({ go() { wx[`get${'Location'}`]({}) } })",
		"switch (x) { case 1: default: a: for (;;) { if (y) continue a; break a } } export default Page({})",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, script string) {
		if len(script) > 5000 {
			t.Skip("the work is bounded, and what is left is slow under the fuzzer")
		}
		interp.Run(program(t, script, nil), catalogue.Default(), catalogue.TCMPP)
	})
}
