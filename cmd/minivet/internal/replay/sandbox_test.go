package replay

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// loaded is a program of one page that runs code when it is loaded.
func loaded(t *testing.T, code string) *script {
	t.Helper()
	prog, _ := load(t, &txtar.Archive{Files: []txtar.File{
		{Name: "app.json", Data: []byte(`{"pages": ["a/a", "b/b"]}`)},
		{Name: "a/a.js", Data: []byte("Page({ onLoad() { " + code + " }, tap() { wx.getClipboardData({}) } })")},
		{Name: "a/a.wxml", Data: []byte(`<button bindtap="tap">{{text}}</button>`)},
		{Name: "b/b.js", Data: []byte("Page({ onShow() { wx.redirectTo({ url: '/b/b' }) } })")},
	}})
	return newScript(prog, catalogue.WeChat, nil)
}

// TestExhaustion: whatever a program does, the run ends, within its steps, and neither
// the clock nor what memory there is has a part in it.
func TestExhaustion(t *testing.T) {
	for name, code := range map[string]string{
		"padStart":             "for (;;) 'x'.padStart(4000000)",
		"template":             "let s = 'xx'; for (;;) s = `${s}${s}`",
		"typed arrays":         "const a = []; for (;;) a.push(new Uint8Array(1 << 22))",
		"map":                  "const m = new Map(); for (let i = 0; ; i++) m.set(i, i)",
		"members":              "const o = {}; for (let i = 0; ; i++) o['k' + i] = i",
		"proxy":                "const p = new Proxy({}, { get() { for (;;) {} }, has() { for (;;) {} }, ownKeys() { for (;;) {} } }); p.x; 'x' in p; Object.keys(p)",
		"proxy of proxies":     "let p = {}; for (let i = 0; i < 3000; i++) p = new Proxy(p, {}); p.x; wx.getLocation(p); this.setData(p)",
		"getter for the host":  "wx.getLocation({ get success() { for (;;) {} } })",
		"getter in data":       "this.setData({ get a() { for (;;) {} } })",
		"text for the host":    "wx.navigateTo({ url: { toString() { for (;;) {} } } })",
		"number for the host":  "setTimeout(() => {}, { valueOf() { for (;;) {} } })",
		"deep data":            "let a = {}; for (let i = 0; i < 100000; i++) a = { a }; this.setData({ a })",
		"wide data":            "const a = []; for (let i = 0; i < 20000; i++) a.push({ i }); this.setData({ a }); for (;;) this.setData({ a })",
		"data in itself":       "const a = {}; a.a = a; this.setData({ a }); JSON.stringify(this.data)",
		"long text in data":    "this.setData({ text: 'x'.repeat(4000000) })",
		"async":                "(async function f() { for (;;) await null })()",
		"async storm":          "(async function f() { await null; f(); f() })()",
		"rejections":           "(function f() { Promise.reject(1).catch(f) })()",
		"thenable":             "Promise.resolve({ then(f) { f(this) } })",
		"intervals":            "for (let i = 0; i < 10000; i++) setInterval(() => setInterval(() => {}, 1), 1)",
		"timers that wait":     "(function f() { setTimeout(f, 1); setTimeout(f, 1) })()",
		"goes to itself":       "wx.navigateTo({ url: '/a/a' })",
		"goes there and back":  "wx.reLaunch({ url: '/b/b' })",
		"storage":              "for (let i = 0; ; i++) wx.setStorageSync('k' + i, 'x'.repeat(1 << 20))",
		"listeners":            "for (;;) wx.onNetworkStatusChange(() => wx.onNetworkStatusChange(() => {}))",
		"events":               "const c = this.getOpenerEventChannel(); c.on('x', () => { c.emit('x'); c.emit('x') }); c.emit('x')",
		"code as text":         "eval('for (;;) {}')",
		"function as text":     "Function('for (;;) {}')(); (() => {}).constructor('for (;;) {}')(); new Function('for (;;) {}')()",
		"async code as text":   "(async () => {}).constructor('for (;;) {}')(); (function* () {}).constructor('for (;;) {}')().next()",
		"numbers without end":  "let n = BigInt(3); for (;;) n = n * n",
		"pattern and its name": "const r = /^(?=a)(a+)+$/; Object.defineProperty(r, 'source', { value: 'a' }); r.test('a'.repeat(12) + '!')",
		"pattern in parts":     "/^(?=x)\\w*\\w*\\w*\\w*\\w*\\w*!$/.test('x'.repeat(3000)); 'x'.repeat(3000).replace(/(?=x)\\w*\\w*\\w*\\w*\\w*!/g, '')",
		"list of nothing":      "const a = []; a.length = 2 ** 32 - 1; [...a]",
		"keys of nothing":      "const a = []; a.length = 2 ** 32 - 1; new Set(a.keys()); for (;;) Array.from(a.entries())",
		"rest of nothing":      "const a = []; a.length = 2 ** 32 - 1; const [b, ...c] = a",
		"buffer of a like":     "try { new Uint8Array({ length: 2 ** 32 }) } catch (e) { let n = 0; new Float64Array({ get length() { return n++ ? 2 ** 32 : 1 } }); for (;;) {} }",
		"buffer and more":      "try { new Uint8Array(2 ** 32, 0) } catch (e) { let n = 0; new ArrayBuffer({ valueOf() { return n++ ? 2 ** 33 : 1 } }); for (;;) {} }",
		"buffers cut":          "const b = new ArrayBuffer(1 << 22), a = []; for (;;) a.push(b.slice(0))",
		"buffers sliced":       "const b = new Uint8Array(1 << 22), a = []; for (;;) a.push(b.slice())",
		"buffer as text":       "const b = new Uint8Array(1 << 22); String(b)",
		"buffer as json":       "const b = new Uint8Array(1 << 22); JSON.stringify(b)",
		"raw text":             "String.raw({ raw: { length: 2 ** 31, 0: 'x'.repeat(1 << 19), 1: 'x'.repeat(1 << 19), 2: 'x' } })",
		"list as arguments":    "for (;;) Array.apply(null, { length: 250000 })",
		"made of arguments":    "Reflect.construct(Array, { length: 2 ** 31 })",
		"escapes":              "for (;;) escape('ä'.repeat(1 << 20))",
		"many members":         "const o = {}; for (let i = 0; i < 9000; i++) o['k' + i] = i; for (;;) { Object.keys(o); Object.assign({}, o); Object.isFrozen(o) }",
		"bound again":          "let f = () => 1; for (let i = 0; i < 90000; i++) { f = f.bind(null); Object.defineProperty(f, 'name', { value: '' }) } f()",
		"proxies as handlers":  "let p = {}; for (let i = 0; i < 90000; i++) p = new Proxy({}, p); p.x",
		"deep text":            "let a = {}; for (let i = 0; i < 90000; i++) a = { a }; JSON.stringify(a)",
		"deep list":            "let a = []; for (let i = 0; i < 90000; i++) a = [a]; String(a)",
		"deep toJSON":          "const f = () => ({ toJSON() { return { a: f() } } }); JSON.stringify(f())",
		"indented text":        "let a = {}; for (let i = 0; i < 500; i++) a = { a }; for (;;) JSON.stringify(a, null, 10)",
		"stacks of errors":     "(function f(n) { if (n) return f(n - 1); for (;;) try { null.x } catch (e) { new Error('x').stack } })(500)",
		"optional parts":       "const r = new RegExp('(?=x)' + 'x?'.repeat(30) + 'x'.repeat(30)); for (;;) r.test('x'.repeat(29))",
		"alternatives":         "const r = new RegExp('(?=x)' + '(x|xx)'.repeat(30) + 'y'); for (;;) r.test('x'.repeat(60))",
		"many repetitions":     "const r = /(a{1,1001})*b/; for (;;) r.test('a'.repeat(30))",
		"pattern of classes":   "for (let i = 0; ; i++) new RegExp('(?=a)' + i + '\\\\S'.repeat(10), 'i')",
		"class in a literal":   "for (;;) /(?=a)" + strings.Repeat(`\\S`, 20) + "/i.test('a')",
		"repeated pattern":     "for (let i = 0; ; i++) new RegExp(i + '(a{999})'.repeat(9))",
		"repeated in literal":  "for (;;) /" + strings.Repeat("(a{999})", 1000) + "/.test('a')",
		"states of a pattern":  "const r = new RegExp('x?'.repeat(900) + 'y'), s = 'x'.repeat(10000); for (;;) r.test(s)",
		"pattern for a method": "for (let i = 0; ; i++) { 'a'.match('(?=a)' + i + '\\\\S'.repeat(99)); 'a'.search(i + '(a{999})'.repeat(9)); 'a'.matchAll(i + '(a{999})'.repeat(9)) }",
		"pattern goes back":    "const r = /(?=x)x*x*y/, s = 'x'.repeat(4000); for (;;) r.test(s)",
		"pattern made anew":    "const r = /a/; if (r.compile) r.compile('(?=a)(a+)+$'); r.test('a'.repeat(30) + '!')",
		"pattern that nests":   "/^(?=a)((a+)+)+$/.test('a'.repeat(28) + '!')",
		"error":                "const e = new Error('x'.repeat(4000000)); Object.defineProperty(e, 'stack', { get() { for (;;) {} } }); throw e",
		"throws without end":   "for (;;) setTimeout(() => { throw new Error(Math.random()) }, 0)",
		"generator":            "function* g() { for (;;) yield* g() } for (const x of g()) {}",
		"spread":               "const a = new Array(200000).fill(1); for (;;) Math.max(...a)",
		"sort":                 "const a = []; for (let i = 0; i < 100000; i++) a.push({ toString() { return 'x'.repeat(1000) } }); a.sort()",
		"dates":                "for (;;) new Date().toLocaleString()",
		"symbols":              "const o = { [Symbol.toPrimitive]() { for (;;) {} } }; o + 1",
	} {
		t.Run(name, func(t *testing.T) {
			s := loaded(t, code)
			u := users()[0]
			w := s.visit(&u, "a/a", forward, nil, maxWork)
			if w.over && !bounds.MatchString(w.why) {
				t.Errorf("stopped because %q", w.why)
			}
			if slices.Contains(w.notes, whyClock) {
				t.Error(whyClock)
			}
			if w.spent > 2*maxWork {
				t.Errorf("%d steps", w.spent)
			}
		})
	}
}

// pollution is what a program does to everything in its reach.
const pollution = `
	const all = [Object, Array, String, Number, Promise, Function, RegExp, Map, Set, Reflect, JSON, Math, Symbol, Error, Date, wx, Page, App, getApp(), this, getCurrentPages, setTimeout, console];
	for (const o of all) for (const at of [o, o.prototype, Object.getPrototypeOf(o)]) {
		if (!at) continue
		for (const k of Object.getOwnPropertyNames(at)) try { at[k] = () => 'polluted' } catch (e) {}
		for (const k of ['then', 'get', 'set', 'value', 'agrees', 'polluted', 'success', 'toJSON', 'source', 'kind', 'scope', 'consent']) {
			try { at[k] = 'polluted' } catch (e) {}
			try { Object.defineProperty(at, k, { value: 'polluted', configurable: false }) } catch (e) {}
		}
	}
	for (const k of Object.getOwnPropertyNames(globalThis)) try { if (k !== 'globalThis') globalThis[k] = 'polluted' } catch (e) {}
	try { wx.setStorageSync('__proto__', { polluted: 1 }); this.setData({ '__proto__.polluted': 1, 'constructor.prototype.polluted': 1 }) } catch (e) {}
`

// TestPollution: what a run does to built-in objects, to the platform and to the globals
// stays in it. The next run of the same script, and of another, is as the first one was.
func TestPollution(t *testing.T) {
	shown := func(s *script, page string) string {
		u := users()[0]
		w := s.visit(&u, page, forward, nil, maxWork)
		var b strings.Builder
		for _, c := range w.calls {
			fmt.Fprintln(&b, c.API, c.Frames, c.Refuse)
		}
		for _, st := range w.steps {
			fmt.Fprintln(&b, st.Text)
		}
		fmt.Fprintln(&b, w.thrown, w.over, w.why, w.kept(), w.spent)
		return b.String()
	}
	clean := loaded(t, "")
	want := shown(clean, "a/a")
	if !strings.Contains(want, "getClipboardData") {
		t.Fatalf("the clean program does not call:\n%s", want)
	}
	dirty := loaded(t, pollution)
	first := shown(dirty, "a/a")
	if again := shown(dirty, "a/a"); again != first {
		t.Errorf("a second run gives\n%safter\n%s", again, first)
	}
	if got := shown(clean, "a/a"); got != want {
		t.Errorf("another program gives\n%safter\n%s", got, want)
	}
	if got := shown(loaded(t, ""), "a/a"); got != want {
		t.Errorf("a script made afterwards gives\n%safter\n%s", got, want)
	}
}

// TestDeepSource: a script that nests deeper than any is written is not run, and takes
// nobody's stack.
func TestDeepSource(t *testing.T) {
	for _, code := range []string{
		"x = " + strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000),
		"x = a" + strings.Repeat("()", 200_000),
		strings.Repeat("(function () {", 50_000) + strings.Repeat("})", 50_000),
	} {
		u := users()[0]
		w := loaded(t, code).visit(&u, "a/a", forward, nil, maxWork)
		if len(w.thrown) == 0 || !strings.Contains(w.thrown[0].text, "can't be run") {
			t.Errorf("%.20s: %v", code, w.thrown)
		}
	}
}
