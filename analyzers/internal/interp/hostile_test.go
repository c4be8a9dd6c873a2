package interp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
)

// chain is f(f(…f(core)…)), n deep.
func chain(n int, before, core, after string) string {
	return strings.Repeat(before, n) + core + strings.Repeat(after, n)
}

// modules are n modules of lib that text makes, with the name of the next one, in a
// ring, and of the one across.
func modules(n int, text func(i int, next, across string) string) map[string]string {
	out := map[string]string{}
	for i := range n {
		out[fmt.Sprintf("lib/m%d.js", i)] = text(i, fmt.Sprintf("./m%d", (i+1)%n), fmt.Sprintf("./m%d", (i+n/2)%n))
	}
	return out
}

// TestBoundsTold: what one file may take leaves something for the others, and the bound
// that it hit is told.
func TestBoundsTold(t *testing.T) {
	for name, tt := range map[string]struct{ library, want string }{
		"objects": {strings.Repeat("x={};", 220_000), "analysed in part, because it takes very long: the file app.js"},
	} {
		t.Run(name, func(t *testing.T) {
			prog := program(t, "Page({ go() { wx.getClipboardData({}) } })", map[string]string{"app.js": tt.library})
			result := interp.Run(prog, catalogue.Default(), catalogue.WeChat)
			if !slices.Contains(result.Bounds, tt.want) {
				t.Errorf("bounds %q", result.Bounds)
			}
			if len(result.Calls) != 1 {
				t.Errorf("%d calls", len(result.Calls))
			}
		})
	}
}

// Programs as nobody writes them, as whole files: [TestHostileShapes] has such shapes
// within a life-cycle method. Each has to come back, and twice with the same result;
// how long it takes and what it finds is not looked at.
func TestHostilePrograms(t *testing.T) {
	const location = "wx.getLocation({ success: (at) => wx.request({ url: 'https://a.example', data: at }) })"
	tests := map[string]struct {
		page string
		more map[string]string
	}{
		"cyclic requires at load": {
			"const m = require('../../lib/m0'); Page({ go() { m.run(0) } })",
			modules(50, func(i int, next, across string) string {
				return fmt.Sprintf("const a = require('%s'), b = require('%s')\nexports.run = (x) => a.run(b.last || x)\nexports.last = a.run && a.run(%d)", next, across, i)
			}),
		},
		"cyclic imports": {
			"import run, * as all from '../../lib/m0'; Page({ go() { run(all) } })",
			modules(50, func(i int, next, across string) string {
				return fmt.Sprintf("import a, { n as b } from '%s'\nexport * from '%s'\nexport let n = %d\nexport default (x) => { n = b; return a({ x, b }) }", next, across, i)
			}),
		},
		"switch in a loop": {
			"Page({ go() { let s = 0, o = {}; run: for (;;) { switch (s) {" +
				lines(400, func(i int) string {
					return fmt.Sprintf("case %d: o['k' + s] = o.k%d; s = %d; if (o.k) %s", i, (i+1)%400, i*7%400, []string{"continue run", "break", "break run", "o = { o }"}[i%4])
				}) + "default: " + location + " } } } })", nil,
		},
		"nested closures": {
			"Page({ go() { " + chain(300, "((a) => { const b = () => a; return ", location, " })(() => b)") + " } })", nil,
		},
		"nested closures that are called": {
			"Page({ go() { let x = " + lines(300, func(i int) string { return fmt.Sprintf("(a%d) => ", i) }) + location + ";" +
				strings.Repeat("x = x(() => x);", 300) + " } })", nil,
		},
		"ring of functions": {
			lines(2000, func(i int) string {
				return fmt.Sprintf("function f%d(x) { x.n = %d; return x.stop ? x : f%d(x) }", i, i, (i+1)%2000)
			}) + "Page({ go() { f0({}) }, onLoad() { f1000(" + location + ") } })", nil,
		},
		"ring of methods": {
			"Page({" + lines(2000, func(i int) string {
				return fmt.Sprintf("m%d(...a) { this.setData({ k%d: a }); return this.m%d(this.data, ...a) },", i, i, (i+1)%2000)
			}) + "go() { this.m0() } })", nil,
		},
		"recursion with growing objects": {
			"function f(x, y) { return g({ x, y }, [x, y]) }\nfunction g(x, y) { return f([...y, x], { ...x, y, f: () => f(x, y) }) }\nPage({ go() { f({}, []) } })", nil,
		},
		"recursion with growing texts": {
			"const f = (x, n) => g(x + n + '/' + x, n + 1), g = (x, n) => { wx.setStorageSync(x, n); return f(`${x}${n}`, n * 2) }\nPage({ go() { f('x', 1) } })", nil,
		},
		"recursion with growing functions": {
			"const f = (k) => g((x) => k(k(x))), g = (k) => f(k.bind(null, k))\nPage({ go() { f((x) => x) } })", nil,
		},
		"object of many properties": {
			"const o = {" + lines(20000, func(i int) string { return fmt.Sprintf("k%d: (x) => o.k%d(x),", i, (i*13+1)%20000) }) + "}\n" +
				"Page({ data: { ...o }, go() { for (const k of Object.keys(o)) o[k](k); this.setData(Object.assign({}, o, this.data)) } })", nil,
		},
		"table of functions at an unknown index": {
			"const o = {" + lines(2000, func(i int) string { return fmt.Sprintf("k%d: (x) => o.k%d(x),", i, (i*13+1)%2000) }) + "}\nPage({ go() { o[this.data.k](o) } })", nil,
		},
		"object that gets many properties": {
			"const o = {}\n" + lines(20000, func(i int) string { return fmt.Sprintf("o.k%d = o", i) }) +
				"Page({ go() { const p = JSON.parse(JSON.stringify({ ...o, ...o })); p[p.x][p.y] = " + location + " } })", nil,
		},
		"chain of promises": {
			"Page({ go() { let n; Promise.resolve({})" +
				lines(500, func(i int) string {
					return []string{".then((x) => Promise.all([x, n]))", ".catch((e) => { n = e; throw n })", ".finally(() => n)", ".then((x) => new Promise((s, j) => n ? s({ x }) : j(x)), (e) => e)"}[i%4]
				}) + ".then(() => " + location + ") } })", nil,
		},
		"chain of awaits": {
			"Page({ async go() { let x = 1\n" + lines(100, func(i int) string { return "try { x = await Promise.race([x, this.go(x)]) } catch (e) { x = [e, x] }" }) + location + " } })", nil,
		},
		"wrappers of promisify": {
			"const p = (f) => (o, ...a) => new Promise((resolve, reject) => f({ ...o, success: resolve, fail: reject }, ...a))\nconst w0 = p(wx.getLocation)\n" +
				lines(299, func(i int) string { return fmt.Sprintf("const w%d = p((o) => w%d(o).then(o.success, o.fail))", i+1, i) }) +
				"Page({ async go() { const at = await w299({}); wx.request({ url: 'https://a.example', data: at }) } })", nil,
		},
		"promisify of promisify": {
			"const p = (f) => (o) => new Promise((resolve, reject) => f({ ...o, success: resolve, fail: reject }))\nPage({ go() { " +
				chain(300, "p(", "wx.getLocation", ")") + "({}).then(console.log) } })", nil,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			first := ""
			for range 2 {
				result := interp.Run(program(t, tt.page, tt.more), catalogue.Default(), catalogue.WeChat)
				got := renderInFull(result)
				if first == "" {
					first = got
					t.Logf("%d evaluations, calls: %d, bounds: %q", result.Evals, len(result.Calls), result.Bounds)
				}
				if got != first {
					t.Errorf("another result the second time:\n%.2000s\nat first:\n%.2000s", got, first)
				}
			}
		})
	}
}
