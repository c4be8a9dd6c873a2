package ir

import (
	"strings"
	"testing"
)

func TestSlice(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // of the function named f; empty: none
	}{
		{"table", `var t = ['a', 'b']; function f(i) { return t[i] }`, "var t = ['a', 'b'];|function f(i) { return t[i] }"},
		{"turned", `var t = ['a', 'b'];(function (x, n) { while (n--) x.push(x.shift()) }(t, 3)), Page({}); var f = function (i) { return t[i] }`,
			"var t = ['a', 'b'];|(function (x, n) { while (n--) x.push(x.shift()) }(t, 3));|var f = function (i) { return t[i] };"},
		{"parentheses", `var t = ['a', 'b'];(function (x) { x.reverse() })(t); var f = (i) => t[i]`,
			"var t = ['a', 'b'];|(function (x) { x.reverse() })(t);|var f = (i) => t[i];"},
		{"called", `var t = ['a', 'b'], f = (function () { var c = {}; return function (i) { return c[i] || t[i] } })()`,
			"var t = ['a', 'b'];|var f = (function () { var c = {}; return function (i) { return c[i] || t[i] } })();"},
		{"other statements stay out", `const x = require('x'); var t = ['a', 'b']; x(t); function f(i) { return t[i] }`,
			"var t = ['a', 'b'];|function f(i) { return t[i] }"},
		{"no table", `function f(i) { return 'a' + i }`, ""},
		{"outside", `var t = ['a', 'b']; function f(i) { return t[i] + wx.x }`, ""},
		{"other variable from outside", `var x = require('x'), t = ['a', 'b']; function f(i) { return t[i] + x }`, ""},
		{"parameter of the owner", `(function (x) { var t = ['a', 'b']; function f(i) { return t[i] + x } })(1)`, ""},
		{"in a function", `define('a', function () { var t = ['a', 'b']; function f(i) { return t[i] } })`, "var t = ['a', 'b'];|function f(i) { return t[i] }"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, problems := Parse(&Source{Path: "x.js", Text: test.text}, Options{})
			if u == nil {
				t.Fatal(problems)
			}
			got := ""
			for _, f := range u.Funcs {
				if s, ok := u.Slice(f); ok && s.Name == "f" {
					got = strings.ReplaceAll(strings.TrimSpace(s.Text), "\n", "|")
				}
			}
			if got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}
