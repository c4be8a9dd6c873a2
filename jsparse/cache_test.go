package jsparse

import (
	"testing"
	"testing/fstest"
)

// TestCache changes one file at a time and looks at which units are made anew.
func TestCache(t *testing.T) {
	fsys := fstest.MapFS{}
	set := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	set("app.json", `{"pages": ["a", "b"]}`)
	set("app.js", "App({})")
	set("a.js", "Page({})")
	set("b.js", "Page({})")
	set("a.wxml", `<import src="t.wxml"/><template is="t"/>`)
	set("b.wxml", "<view/>")
	set("t.wxml", `<template name="t"><text/></template>`)
	cache := NewCache()
	load := func() map[string]any {
		t.Helper()
		o, err := OpenFS(fsys, "x", OpenOptions{Cache: cache})
		if err != nil {
			t.Fatal(err)
		}
		units := map[string]any{}
		for _, p := range o.Programs[0].Pages {
			units[p.Path+".js"], units[p.Path+".wxml"] = p.Module.Unit, p.View.Unit
		}
		return units
	}
	tests := []struct{ file, text, anew string }{
		{"b.js", "Page({})", ""},
		{"b.js", "Page({ x: 1 })", "b.js"},
		{"b.wxml", "<view id=\"x\"/>", "b.wxml"},
		{"t.wxml", `<template name="t"><view/></template>`, "a.wxml"},
	}
	before := load()
	for _, tt := range tests {
		set(tt.file, tt.text)
		now := load()
		for name, unit := range now {
			if anew := unit != before[name]; anew != (name == tt.anew) {
				t.Errorf("%s = %q: the unit of %s made anew: %v", tt.file, tt.text, name, anew)
			}
		}
		before = now
	}
	delete(fsys, "b.wxml")
	if _, err := OpenFS(fsys, "x", OpenOptions{Cache: cache}); err != nil || cache.files["b.wxml"] != nil {
		t.Error("a file that is gone is still kept")
	}
}
