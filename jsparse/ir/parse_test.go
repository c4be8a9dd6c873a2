package ir

import (
	"slices"
	"testing"
)

func TestRequires(t *testing.T) {
	for _, c := range []struct {
		text string
		opt  Options
		want []string
	}{
		{"require('./a'); require(`./b`); require('./a')", Options{}, []string{"./a", "./b"}},
		{"require('./' + 'c'); require(x); o.require('./d')", Options{}, []string{"./c"}},
		{"require('./e', m => m.go(), fail); require.async('./f').then(g)", Options{}, []string{"./e", "./f"}},
		{"import('./g').then(h); function f(require) { require('./h') }", Options{}, []string{"./g"}},
		{"import a from 'i'; import 'j'; export * from 'k'; export { l } from 'l'", Options{}, []string{"i", "j", "k", "l"}},
		{"import type { T } from 'm'; import { U } from 'n'; import o = require('o'); o()", Options{TS: true}, []string{"n", "o"}},
	} {
		u, problems := Parse(&Source{Path: "a.js", Text: c.text}, c.opt)
		if u == nil {
			t.Errorf("%s: %v", c.text, problems)
			continue
		}
		if !slices.Equal(u.Requires, c.want) {
			t.Errorf("%s: got %q, want %q", c.text, u.Requires, c.want)
		}
	}
}

// TestProblems: messages stand at byte offsets, mapped where the source says so.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		text string
		pos  int32
	}{
		{"a b", 2},
		{"é é", 3},
		{"a\r\nb\u2028c d", 9},
		{"let x; let x", 11},
		{"'a", 2},
	} {
		for _, shift := range []int32{0, 100} {
			src := &Source{Path: "a.js", Text: c.text}
			if shift != 0 {
				src.Map = func(offset int32) int32 { return offset + shift }
			}
			u, problems := Parse(src, Options{})
			if u != nil || len(problems) == 0 || problems[0].Pos != c.pos+shift {
				t.Errorf("%q: got unit %t, %v; want offset %d", c.text, u != nil, problems, c.pos+shift)
			}
		}
	}
}

// TestTolerated: what the platforms' bundlers let through must parse.
func TestTolerated(t *testing.T) {
	for _, text := range []string{
		"return 5", "export {}; if (a) return", "await a; return b", "const x = await import('y'); module.exports = x",
		"import a from 'b'; module.exports = a; exports.c = require('d')", "with (a) b()", "var a = 010; delete a; arguments",
		"#!/usr/bin/env node\na()", "\ufeffa()", "<a>{b}</a>", "x = a<!--b",
	} {
		u, problems := Parse(&Source{Path: "a.js", Text: text}, Options{})
		if u == nil {
			t.Errorf("%q: %v", text, problems)
			continue
		}
		verify(t, u, u.Main())
	}
}
