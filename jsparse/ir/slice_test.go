package ir

import (
	"strings"
	"testing"
)

func TestSlice(t *testing.T) {
	tests := []sliceTest{
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
	checkSlices(t, tests, (*Unit).Slice)
}

func TestRecursive(t *testing.T) {
	tests := []sliceTest{
		{"itself", `function f(x) { return x && f(x.y) }`, "function f(x) { return x && f(x.y) }"},
		{"exported", `export function f(x) { return x && f(x.y) }`, "function f(x) { return x && f(x.y) }"},
		{"exported by default", `export default function f(x) { return x && f(x.y) }`, "function f(x) { return x && f(x.y) }"},
		{"arrow", `const f = x => { return x && f(x.y) }`, "var f = x => { return x && f(x.y) };"},
		{"through another", `function f(x) { return g(x.y) } function g(x) { return f(x) }`, "function f(x) { return g(x.y) }|function g(x) { return f(x) }"},
		{"helpers", `const is = x => { return typeof x === 'object' }; function f(x, seen = new WeakMap()) { return is(x) ? f(x.y, seen) : new Date(x) }`,
			"var is = x => { return typeof x === 'object' };|function f(x, seen = new WeakMap()) { return is(x) ? f(x.y, seen) : new Date(x) }"},
		{"taken apart", `const { toString, keys: k } = Object.prototype; function f(x) { return toString.call(x) && k && f(x.y) }`,
			"var toString = Object.prototype.toString;|var k = Object.prototype.keys;|function f(x) { return toString.call(x) && k && f(x.y) }"},
		{"not recursive", `function f(x) { return x.y }`, ""},
		{"platform", `function f(x) { wx.z(x); return f(x.y) }`, ""},
		{"from outside", `import { is } from './is'; function f(x) { return is(x) && f(x.y) }`, ""},
	}
	checkSlices(t, tests, (*Unit).Recursive)
}

type sliceTest struct {
	name, text string
	want       string // of the function named f; empty: none
}

func checkSlices(t *testing.T, tests []sliceTest, of func(*Unit, *Func) (Slice, bool)) {
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, problems := Parse(&Source{Path: "x.js", Text: test.text}, Options{})
			if u == nil {
				t.Fatal(problems)
			}
			got := ""
			for _, f := range u.Funcs {
				if s, ok := of(u, f); ok && s.Name == "f" {
					got = strings.ReplaceAll(strings.TrimSpace(s.Text), "\n", "|")
				}
			}
			if got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}
