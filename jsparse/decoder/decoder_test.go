package decoder

import (
	"strings"
	"testing"
)

func TestCall(t *testing.T) {
	tests := []struct {
		name, text string
		args       []any
		want       string // empty: not decoded
	}{
		{"table", `var t = ['a', 'b']; function f(i) { return t[i - 0x10] }`, []any{17.0}, "b"},
		{"key", `function f(i, k) { return i + k }`, []any{1.0, "x"}, "1x"},
		{"number", `function f() { return 1 }`, nil, ""},
		{"throws", `function f() { throw 1 }`, nil, ""},
		{"turned", `var t = ['a', 'b', 'c']; (function (a, n) { while (n--) a.push(a.shift()) })(t, 2); function f(i) { return t[i] }`, []any{0.0}, "c"},
		{"global object", `function f() { return typeof Function('return this')().wx }`, nil, "undefined"},
		{"no host", `function f() { return typeof require + typeof process + typeof console + typeof setTimeout }`, nil, "undefinedundefinedundefinedundefined"},
		{"base64", `function f(s) { return atob(s) }`, []any{"Z2V0"}, "get"},
		{"no chance", `function f() { return '' + Math.random() + new Date().getTime() }`, nil, "0.50"},
		{"recursion", `function f() { return f() }`, nil, ""},
		{"list as text", `function f() { return '' + ['a', 'b'] + [] }`, nil, "a,b"},
		{"the global object, twice removed", `function f() { return typeof Function('return (function() {}.constructor("return this")( ));')() }`, nil, "object"},
		{"padding", `function f(s) { return s.replace(/=+$/, '') }`, []any{"ab=="}, "ab"},
		{"cipher", `function f(t, k) {
			var s = [], j = 0, x, out = '', i;
			for (i = 0; i < 256; i++) s[i] = i;
			for (i = 0; i < 256; i++) { j = (j + s[i] + k.charCodeAt(i % k.length)) % 256; x = s[i]; s[i] = s[j]; s[j] = x }
			i = j = 0;
			for (var y = 0; y < t.length; y++) { i = (i + 1) % 256; j = (j + s[i]) % 256; x = s[i]; s[i] = s[j]; s[j] = x; out += String.fromCharCode(t.charCodeAt(y) ^ s[(s[i] + s[j]) % 256]) }
			return out
		}`, []any{"\u00bb\u00f3\u0016\u00e8\u00d9\u0040\u00af\u000a\u00d3", "Key"}, "Plaintext"},
		{"looks at its own text", `var t = ['b', 'a'];
		(function (list, sum) { for (;;) try { if (f(0) === sum) break; list.push(list.shift()) } catch (e) { list.push(list.shift()) } })(t, 'a')
		function f(i) {
			var Guard = function (of) { this.of = of; this.left = [1, 0, 0]; this.state = function(){return'newState';}; this.head = '\\w+ *\\(\\) *{\\w+ *'; this.tail = '[\'|"].+[\'|"];? *}' }
			Guard.prototype.run = function () {
				var whole = new RegExp(this.head + this.tail), n = whole.test(this.state.toString()) ? --this.left[1] : --this.left[0]
				if (!Boolean(~n)) return n
				for (var i = 0, end = this.left.length; i < end; i++) { this.left.push(Math.round(Math.random())); end = this.left.length }
			}
			new Guard(f).run()
			return t[i]
		}`, []any{1.0}, "b"},
		{"too long", `function f() { return 'x'.repeat(5000) }`, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := NewBench().New(test.text, "f")
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := d.Call(test.args...); got != test.want && ok || ok != (test.want != "") {
				t.Errorf("got %q, %v; want %q", got, ok, test.want)
			}
		})
	}
}

// TestBounds: each text is stopped, by a count.
func TestBounds(t *testing.T) {
	for name, text := range map[string]string{
		"loop":             `for (;;) {}`,
		"loop in a try":    `for (;;) try { for (;;) ; } catch (e) {} finally { for (;;) ; }`,
		"memory":           `var s = 'x'; for (;;) s += s`,
		"array":            `var a = []; for (;;) a.push([1, 2, 3])`,
		"sparse array":     `var a = []; a.length = 4e9; a.join('x')`,
		"large keys":       `var s = 'x', o = {}; while (s.length < 2e5) s += s; for (;;) o[s + 'y'] = 1`,
		"comparisons":      `var s = 'x', u = 'x'; while (s.length < 2e5) s += s, u += u; for (;;) s + '' == u`,
		"names in a loop":  `var o = {}, n = 0; for (; n < 1e6; n++) o['k' + n] = 1; for (;;) for (var k in o) break`,
		"spread":           `var a = [1]; for (;;) a.push(...a)`,
		"spread in a list": `var a = [1]; for (;;) a = [...a, ...a]`,
		"concat":           `var a = [1]; for (;;) a = a.concat(a)`,
		"join of lists":    `var a = ['x']; for (;;) a = [a, a]; '' + a`,
		"template":         "var s = 'x'; for (;;) s = `${s}${s}`",
		"replace":          `var s = 'xxxxxxxxxxxxxxxxxxxx'; for (;;) s = s.replace(/x/g, s)`,
		"replace, rest":    `var s = 'xx'; for (;;) s = s.replace(/x/g, "$'$'")`,
		"replace, called":  `var s = 'xx'; for (;;) s = s.replace(/x/g, function () { return s })`,
		"sort":             `var a = []; for (var i = 0; i < 1000; i++) a.push(i); a.sort(function () { for (;;) ; })`,
		"a long body":      `for (;;) {` + strings.Repeat("1;", 50_000) + `}`,
		"generators":       `function* g() { for (;;) yield 1 } for (var x of g()) ;`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := (&Bench{300_000}).New(text+"\nfunction f() {}", "f"); err != errSteps {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestRefused: what can't be counted does not run at all, and no text becomes code.
func TestRefused(t *testing.T) {
	for name, text := range map[string]string{
		"syntax":             `function f( {}`,
		"nothing":            `var f = 1`,
		"goes back":          `/(?=(a+)+$)b/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')`,
		"made pattern":       `new RegExp('(a+)+$')`,
		"made, goes back":    `new RegExp('(?=a+$)b')`,
		"made by another":    `/a/.constructor('(?=a+$)b')`,
		"made, long":         `var s = 'a'; while (s.length < 300) s += s; RegExp(s)`,
		"matched text":       `'aaaa'.match('(?=(a+)+$)b')`,
		"large numbers":      `var n = 2n; for (;;) n = n ** n`,
		"BigInt":             `BigInt(2)`,
		"typed arrays":       `new Uint8Array(1e9)`,
		"Function":           `Function('for (;;) ;')()`,
		"constructor":        `(function () {}).constructor('for (;;) ;')()`,
		"generator":          `(function* () {}).constructor('for (;;) ;')().next()`,
		"async":              `(async function () {}).constructor('for (;;) ;')()`,
		"eval":               `eval('for (;;) ;')`,
		"repeat":             `'x'.repeat(1e9)`,
		"source map":         "throw 1\n//# sourceMappingURL=file:///etc/passwd",
		"the rest of a list": `var [...r] = []`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := NewBench().New(text+"\nfunction f() {}", "f"); err == nil || err == errSteps {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestBench: the decoders of a program share what they may take, and calls are counted too.
func TestBench(t *testing.T) {
	b := &Bench{1_200_000}
	busy := `for (var i = 0; i < 2.5e5; i++) ; function f(n) { for (var i = 0; i < n; i++) ; return 'x' }`
	made := 0
	for range 10 {
		if _, err := b.New(busy, "f"); err == nil {
			made++
		}
	}
	if made != 4 {
		t.Errorf("%d decoders were made", made)
	}
	d, err := NewBench().New(busy, "f")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []float64{1e3, 1e9, 1e3} { // the one that is stopped harms no other
		if _, ok := d.Call(n); ok != (n < 1e6) {
			t.Errorf("%v rounds: %v", n, ok)
		}
	}
}
