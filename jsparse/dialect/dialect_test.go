package dialect

import (
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	list, err := parse(table)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, d := range list {
		if seen[d.Platform] {
			t.Errorf("%s is there twice", d.Platform)
		}
		seen[d.Platform] = true
		if Of(d.Platform) == nil || OfView("a"+d.Views) == nil || OfScript("a"+d.Scripts) == nil {
			t.Errorf("%s is not found by its name and endings", d.Platform)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, tt := range []struct{ row, want string }{
		{"x\tX\tvml\t.s\tx:\tbind", "endings"},
		{"x\tX\t.vml\t.s\tx:\ttie", "bind or on"},
		{"x\t\t.vml\t.s\tx:\tbind", "words"},
		{"x\tX\t.vml\t.s\tx:\tbind\t\t\t\t(", "missing closing"},
		{strings.Repeat("x\t", 20), "cells"},
	} {
		if _, err := parse(columns + "\n" + tt.row); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.row, err, tt.want)
		}
	}
	if _, err := parse("platform\tviews\n"); err == nil {
		t.Error("other columns are taken")
	}
}

func TestOfView(t *testing.T) {
	for path, want := range map[string]string{"a/b.wxml": "wechat", "a.axml": "alipay", "a.ttml": "douyin"} {
		if d := OfView(path); d == nil || d.Platform != want {
			t.Errorf("%s: %v, want %s", path, d, want)
		}
	}
	if OfView("a.html") != nil || OfScript("a.js") != nil {
		t.Error("other files are taken for views")
	}
}
