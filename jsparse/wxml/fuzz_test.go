package wxml_test

import (
	"strings"
	"testing"

	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// valid is what callers pass as CompileOptions.Valid.
func valid(expr string) bool {
	u, _ := ir.Parse(&ir.Source{Path: "e", Text: "(" + expr + ")"}, ir.Options{})
	return u != nil
}

// FuzzParse: any text gives a tree with sane positions and a function that parses.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`<view class="a {{b ? "c" : 'd'}}" wx:for="{{l}}" wx:if="{{item}}">{{x}}</view>`,
		`<template name="a">{{b}}</template><template is="{{a}}" data="{{...a, b: 1}}"/>`,
		`<wxs module="m">var a = '</view>'</wxs><import src="x"/><include src="../y"/>`,
		`<input model:value="{{a.b}}" bind:tap="t" data-a-b="1"><slot name="x"/>`,
		"{{ {a: [1, 'x\n', -2e3]}.a?.[0] ?? b || c }} {{{a:1}}} {{ <", `<a b='{{"' c="{{`, "<!-- <a>", "</a><a ", "</0\n0>", "{{{a '\n'}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := wxml.Parse("pages/a.wxml", text)
		for i, e := range file.Elements {
			if e.Index != i || e.Pos < 0 || e.End < e.Pos || int(e.End) > len(text) {
				t.Fatalf("element %d at %d-%d", i, e.Pos, e.End)
			}
			for _, a := range e.Attrs {
				if a.HasValue && text[a.ValuePos:int(a.ValuePos)+len(a.Value)] != a.Value {
					t.Fatalf("attribute %q at %d", a.Name, a.ValuePos)
				}
			}
		}
		load := func(string) *wxml.File { return file }
		c := wxml.Compile(file, wxml.CompileOptions{Load: load, Valid: valid})
		for i := int32(0); int(i) <= len(c.JS); i++ {
			if at := c.Map(i); at < 0 || int(at) > len(text) {
				t.Fatalf("offset %d maps to %d", i, at)
			}
		}
		parses(t, "x.wxml", c)
		for _, p := range append(file.Problems, c.Problems...) {
			if p.Pos < 0 || int(p.Pos) > len(text) || strings.Contains(p.Message, "\n") {
				t.Fatalf("problem %+v", p)
			}
		}
	})
}
