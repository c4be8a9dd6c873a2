package ir

import (
	"slices"
	"strings"
	"testing"
)

// hiding is a table, its decoder and a function that forwards to it.
const hiding = `function table() { var list = ['get', 'Loca', 'tion', 'a|b', '1|0', 'split']; table = function () { return list }; return table() }
function decode(i, key) { return table()[i - 3] }
function text(k, i) { function other(a) { return decode(a, 1) } return decode(i - -0x1, k) }
`

func TestReveal(t *testing.T) {
	tests := []struct {
		name, text string
		want, not  []string // in the main body
		revealed   []string // some of them
	}{
		{"forwarded and joined", hiding + `wx[text(9, 2) + text(0, 0x1 + 2) + text(-8, 4)]({}); text(0, 5)`,
			[]string{".getLocation"}, nil, []string{"get", "getLocation"}},
		{"another name", hiding + `const t = decode, at = { a: 3, b: 4 }; f(t(at.a) + t(at['b']), t(5), t(6))`,
			[]string{`"getLoca"`, `"tion"`}, nil, nil},
		{"few", hiding + `f(decode(3), decode(4))`, nil, []string{`"get"`}, nil},
		{"a table that is changed", `var list = ['a', 'b']; function at(i) { return list[i] } function add(x) { list.push(x) }
			add('c'); f(at(0), at(1), at(0), at(1))`, []string{"call r1("}, nil, nil},
		{"a table that is shown", `var list = ['a', 'b']; function at(i) { return list[i] } f(at(0), at(1), at(0), at(1)); g(list)`,
			[]string{"call r1("}, nil, nil},
		{"no text for some", `var list = ['a', 'b']; function at(i) { return list[i] } f(at(0), at(1), at(0), at(7))`, []string{"call r1("}, nil, nil},
		{"by itself", `function f(i) { return f(i) } f(1); f(2); f(3); f(4)`, nil, nil, nil},
		{"in a circle", `var list = ['a', 'b'], x = y, y = x; function f(i) { return g(i) } function g(i) { return f(i) + list[i] } f(1); f(x); f(x); f(2)`, nil, nil, nil},
		{"dispatched", hiding + `var o = { sum: function (a, b) { return a + b }, call: function (f, a) { return f(a) }, x: decode(3) };
			o[decode(4)]; o.call(send, o.sum(wx, o.x)); decode(5), decode(6)`,
			[]string{`call r`, `+`, `"get"`}, []string{"r9.sum", "r9.call"}, nil},
		{"an object that is written", hiding + `var o = { x: decode(3) }; o.x = 1; f(o.x, decode(4), decode(5), decode(6))`,
			[]string{".x"}, nil, nil},
		{"a function that may write", hiding + `var o = { x: decode(3), f: function () { this.x = 1 } }; o.f(); g(o.x, decode(4), decode(5), decode(6))`,
			[]string{".x"}, nil, nil},
		{"filled", hiding + `var o = {}; o.y = decode(3), o['z'] = decode(4), send(1); var p = o; f(p.z + p.y, decode(5), decode(6))`,
			[]string{`"Locaget"`}, nil, nil},
		{"straightened", hiding + `var o = decode(7)[decode(8)]('|'), i = 0; while (true) { switch (o[i++]) { case '0': second(); continue; case '1': first(); continue } break } f(decode(3), decode(4))`,
			nil, []string{"branch"}, nil},
		{"never", hiding + `if (decode(3) === decode(4)) never(); else always(decode(5), decode(6))`, []string{"always"}, []string{"never"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, problems := Parse(&Source{Path: "a.js", Text: test.text}, Options{})
			if u == nil {
				t.Fatal(problems)
			}
			body := u.Body(u.Main()).String()
			for _, w := range test.want {
				if !strings.Contains(body, w) {
					t.Errorf("%q is not in\n%s", w, body)
				}
			}
			for _, w := range test.not {
				if strings.Contains(body, w) {
					t.Errorf("%q is in\n%s", w, body)
				}
			}
			for _, w := range test.revealed {
				if !slices.Contains(u.Revealed, w) {
					t.Errorf("%q is not among %q", w, u.Revealed)
				}
			}
		})
	}
}

// The cases run in the order that the text leads through them.
func TestRevealOrder(t *testing.T) {
	u, _ := Parse(&Source{Path: "a.js", Text: hiding + `var o = decode(7).split('|'), i = 0; while (!![]) { switch (o[i++]) { case '0': second(); continue; case '1': first(); continue } break }
		decode(3), decode(4), decode(5)`}, Options{})
	body := u.Body(u.Main()).String()
	if a, b := strings.Index(body, "first"), strings.Index(body, "second"); a < 0 || b < a {
		t.Error(body)
	}
}

// A text made to have constants looked for again and again is done with within the bounds.
func TestRevealHostile(t *testing.T) {
	var b strings.Builder
	b.WriteString(hiding + "var x0 = 'a';\n")
	for i := range 200 {
		n := string(rune('0'+i/100)) + string(rune('0'+i/10%10)) + string(rune('0'+i%10))
		prev := "x0"
		if i > 0 {
			m := i - 1
			prev = "y" + string(rune('0'+m/100)) + string(rune('0'+m/10%10)) + string(rune('0'+m%10))
		}
		b.WriteString("var y" + n + " = " + prev + " + " + prev + "; decode(y" + n + "); decode(3 + " + prev + ".z);\n")
	}
	if u, problems := Parse(&Source{Path: "a.js", Text: b.String()}, Options{}); u == nil {
		t.Fatal(problems)
	}
}
