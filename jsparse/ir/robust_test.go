package ir

import (
	"strings"
	"testing"
)

// tricky texts are lowered without a look at the result: they must do no harm.
var tricky = []string{
	"",
	"#!/usr/bin/env node\n1",
	"\ufeffvar x = 1",
	"return 5",
	"await 1; export {}",
	"for (var i = 0 in {}) ;",
	"for (let i = 0, f = () => i; i < 3; i++) { setTimeout(() => i) }",
	"for (;;) ;",
	"while (1) { if (a) continue; break }",
	"do { continue } while (0)",
	"a: b: for (;;) { continue a }",
	"a: { a2: { break a } }",
	"switch (1) { default: case 1: }",
	"switch (x) { case 1: let y; function f() { return y } default: f() }",
	"try { return } finally { throw 1 }",
	"try {} catch { } finally {}",
	"for (const x of y) { try { continue } finally { break } }",
	"function f() { try { return 1 } finally { return 2 } }",
	strings.Repeat("function f() { try { return a() } finally { try { b() } finally { c() } } }", 3),
	strings.Repeat("try { x() } finally {", 12) + strings.Repeat("}", 12),
	"function f() { " + strings.Repeat("try { if (a) return b(); x() } finally {", 40) + strings.Repeat("}", 40) + " }",
	"(function f() { f = 1; return f })()",
	"(function f(f) { return () => f })()",
	"(function f({ f }) { return () => f })(); (function g({ a: { g } }, ...[b, c]) {})",
	"var f; function f() {} f = 2",
	"function f(a) { var a = 1; return () => a }",
	"function f(a, a) { return a }",
	"function f(arguments) { return arguments }",
	"function f(a = () => b, b) { var a }",
	"{ function g() { h() } } g()",
	"if (1) function q() {}",
	"class A { static { this.x = () => this; var y = 1; (() => y)() } }",
	"class A { static x = class { static y = () => this } }",
	"class A { [k()] = 1; static [j()] = 2; 'a b'() {} 12() {} #p() { return #p in this } }",
	"class A extends (class {}) { constructor() { (() => super())(); } }",
	"class A extends B { x = 1; constructor() { if (a) super(1); else super(2) } }",
	"class A extends null {}",
	"class A { get x() { return super.x } set x(v) { super.x = v; super[v] = 1; super['m'](v) } }",
	"({ m() { return super.m?.() }, __proto__: null, async *g() { yield* super.g() } })",
	"let { length } = 'x', [] = [], {} = {}, { ...all } = o, [...every] = l",
	"[a.b, [c], { d: [e = 1] }] = f; ({ a, b: c.d = 1, ...e.f } = g)",
	"[x, y] = [y, x]",
	"(a, b) => ({ a, b }); async x => await x; async ({ y }, ...z) => { for await (const q of z) await y }",
	"new.target", "import.meta.url",
	"a?.b.c(d)?.[e]?.(f).g; delete a?.b; (a?.b)(); (a?.b).c; a?.[b]`x`",
	"a ??= b; a.b ||= c; a[b] &&= c; a?.b ?? c; x = a ?? (b || c)",
	"`a${`b${c}`}`; String.raw`\\u`; x`a`.b`c`",
	"with (o) { a = b }",
	"typeof x; typeof x.y; void f(); !f(); -x; +x; ~x; x++; --x.y; x[y]--",
	"a = b = c; a += b -= c; a **= b; a = (b, c)",
	"1n + 2n; 0x1F; .5e3; '\\ud800'; \"\\u{1F600}\"",
	"import def, * as ns from 'a'; export { def, ns as 'strange name' }; export default def",
	"use(x); import { x } from 'y'; export * as default from 'z'",
	"export default async () => {}", "export default (class {})", "export default class X {} X = 1", "export default function f() {} f = 1",
	"export const { a, b: [c] } = d; export var e, f = 1; e = 2",
	"import('x' + y, { with: {} }).then(z)",
	"require('a')(require('b')); require(c); module.exports = exports = {}",
	"eval('x'); var x = 1; (function () { return eval('x') })()",
	"r.wrap(function (c) { while (1) switch (c.prev = c.next) {} })",
	"r.wrap(function (c) { for (;;) switch (c.prev = c.next) { case 0: c.next = a ? 2 : 4; break; case 2: return c.delegateYield(x(), 't0', 4); case 4: return b ? c.abrupt('break', 0) : c.stop() } })",
	"r.wrap(function (c) { while (1) switch (c.prev = c.next) { case 0: for (;;) { if (x) break; switch (y) { case 1: break } } c.next = 9; break; case 'end': return c.finish() } }, 0, 0, [[7, 8], [], 3, [0, 99]])",
	"__generator(this, function (s) { return [2, 1] }); t.__generator(this, function (s) { switch (s.label) { case 0: return [5, x()]; case 1: return [7]; default: return [] } })",
	"__generator(this, function () {}); __generator(1); wrap(); w(function () {})",
	"var a\u2028var b\nvar c = '\u2029'",
	"label: function f() {}",
	"x = function* () { const y = yield; yield* y; try { yield 1 } finally { yield 2 } }",
	"async function f() { try { await a } catch ({ message: m = await b }) { await m } }",
	"using_ = 1; { using r = open(); r() }",
	"<!-- old comment\nx --> y",
	"/[/]/.test(a) / b / c; a = b / c; x = y\n/re/g.exec(z)",
	"((((((((((a)))))))))); [[[[[[]]]]]]; {{{{{{}}}}}}",
	"()", "a b", "'", "`", "/*", "}", "\x00", "\xff\xfe", "var var", "for", "class { }", "import {", "@@", "#x",
}

var trickyTS = []string{
	"enum A { x, y = x, z = 'q'.length, w = f() } enum A { v = 1 } declare enum B {}",
	"namespace a.b.c { export namespace d { export let e = 1; e = 2 } let f = d.e } namespace a { export class G {} }",
	"class A<T> extends B<T> implements C { private x = 1; declare y: string; constructor(public z = 1, readonly w?: T) { super() } abstract m(): void }",
	"function f(this: Window, a?: number, ...b: any[]): asserts a is string { return a! as any satisfies x }",
	"function f(a: string): void; function f(a: number): void; function f(a: any) {}",
	"import type A from 'a'; import B, { type C, D } from 'b'; export type { A }; export = B; let x: C = <D>B",
	"import a = require('b'); import c = a.d; export import e = a.f; c(); ",
	"@dec @dec2() class A { @p x = 1; @m() y() {} @s static z; constructor(@q a) {} accessor w = 1 }",
	"abstract class A { static #p = 1; static { A.#p++ } get [k](): string { return '' } }",
	"let x = <T,>(y: T) => y; const o = { m<T>(this: T) {} } as const; type X = { [k in keyof T]: T[k] }",
	"declare global { interface A {} } declare module 'x' { export const y: 1 } export {}",
}

var trickyJSX = []string{
	"<a b='c' {...d} e={f}>text {g} {/* nothing */} {...h}<></><i.j.k/><l-m:n/></a>",
	"const X = () => { for (const y of z) { return <Y key={y} onTap={() => this.go(y)}>don't</Y> } }",
}

func TestTricky(t *testing.T) {
	for opt, list := range map[*Options][]string{
		{}:                    tricky,
		{With: "a"}:           tricky,
		{TS: true}:            trickyTS,
		{JSX: true}:           trickyJSX,
		{TS: true, JSX: true}: trickyJSX,
	} {
		for _, text := range list {
			lowerAll(t, text, *opt)
		}
	}
}

func lowerAll(t *testing.T, text string, opt Options) {
	t.Helper()
	u, problems := Parse(&Source{Path: "a", Text: text}, opt)
	if (u == nil) != (len(problems) > 0) {
		t.Errorf("%.80q: unit %t with problems %v", text, u != nil, problems)
	}
	for _, p := range problems {
		if p.Pos < 0 || int(p.Pos) > len(text) || p.Message == "" || strings.HasPrefix(p.Message, "internal error") {
			t.Errorf("%.80q: bad problem %v", text, p)
		}
	}
	if u == nil {
		t.Logf("%.60q: %v", text, problems)
		return
	}
	total := 0
	for _, f := range u.Funcs {
		verify(t, u, f)
		total += len(u.Body(f).Blocks)
	}
	if total > 200+20*len(text) {
		t.Errorf("%.80q: %d blocks", text, total)
	}
}

// hidden are uses of a decoder, see hiding: forwarded, in objects, joined, and in a switch
// that is out of order.
var hidden = []string{
	`wx[text(9, 2) + text(0, 0x1 + 2)]({}); text(0, 5); decode(3)`,
	`var o = {}; o.sum = function (a, b) { return a + b }, o['x'] = decode(3); var p = o; f(p.sum(p.x, decode(4)), decode(5), decode(6), decode(99))`,
	`var o = decode(7)[decode(8)]('|'), i = 0; while (!![]) { switch (o[i++]) { case '0': f(decode(3)); continue; case '1': g(decode(4)); continue } break }`,
	`class A { @decode(3) m() { if (decode(4) === 'Loca') return decode(5); else decode(6) } }`,
}

func FuzzLower(f *testing.F) {
	for _, list := range [][]string{tricky, trickyTS, trickyJSX} {
		for _, text := range list {
			f.Add(text, uint8(0))
		}
	}
	for _, text := range hidden {
		f.Add(hiding+text, uint8(0))
	}
	f.Fuzz(func(t *testing.T, text string, kind uint8) {
		opt := Options{TS: kind&1 != 0, JSX: kind&2 != 0}
		if kind&4 != 0 {
			opt.With = "a"
		}
		lowerAll(t, text, opt)
	})
}
