package decoder

import "testing"

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
		{"too long", `function f() { return 'x'.repeat(5000) }`, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := New(test.text, "f")
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := d.Call(test.args...); got != test.want && ok || ok != (test.want != "") {
				t.Errorf("got %q, %v; want %q", got, ok, test.want)
			}
		})
	}
}

func TestBounds(t *testing.T) {
	for name, text := range map[string]string{
		"loop":    `for (;;) {} function f() {}`,
		"memory":  `var s = 'x'; for (;;) s += s; function f() {}`,
		"array":   `var a = []; for (;;) a.push([1, 2, 3]); function f() {}`,
		"syntax":  `function f( {}`,
		"nothing": `var f = 1`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := New(text, "f"); err == nil {
				t.Error("no error")
			}
		})
	}
}
