package agegate_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse"
)

// collects is a page that collects on lines 3 and 4.
const collects = `Page({
  go() {
    wx.getClipboardData({ success: this.show })
    wx.getLocation({ success: this.show })
  },
  show(res) { this.setData({ res }) }
})`

func TestAgeGate(t *testing.T) {
	tests := []struct {
		name, view, page, want string
	}{
		{"nobody asks", `<button bindtap="go">go</button>`, collects, "pages/a/a.js:3"},
		{"text", `<button bindtap="go">go</button><text>我已满 14 周岁</text>`, collects, ""},
		{"placeholder", `<button bindtap="go">go</button><input placeholder="Date of birth"/>`, collects, ""},
		{"bound field", `<button bindtap="go">go</button><picker mode="date" value="{{birthday}}"/>`, collects, ""},
		{"class is no text", `<button bindtap="go" class="age">go</button>`, collects, "pages/a/a.js:3"},
		{"birthday cake", `<button bindtap="go">生日蛋糕</button>`, collects, "pages/a/a.js:3"},
		{"modal", `<view/>`, `Page({ onLoad() {
  wx.showModal({ title: '提示', content: '未成年人请在监护人同意后使用' })
  wx.getLocation({})
} })`, ""},
		{"text of code that never runs", `<view/>`, `Page({ onLoad() { wx.getLocation({}) } })
function never() { wx.showModal({ content: '请输入年龄' }) }`, "pages/a/a.js:1"},
		{"nothing collected", `<view/>`, `Page({ onLoad() { wx.showToast({ title: 'hello' }) } })`, ""},
		{"device model stays", `<view>{{m}}</view>`, `Page({ onLoad() { this.setData({ m: wx.getDeviceInfo().model }) } })`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := places(t, test.view, test.page); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// places runs the rule over a program of one page.
func places(t *testing.T, view, page string) string {
	t.Helper()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	prog, err := jsparse.Load(fstest.MapFS{
		"app.json": file(`{"pages": ["pages/a/a"]}`), "app.js": file("App({})"),
		"pages/a/a.js": file(page), "pages/a/a.wxml": file(view),
	}, ".", jsparse.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := analyzers.Run(prog, analyzers.Options{Platform: catalogue.WeChat, Rules: []string{"agegate"}})
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, f := range report.Findings {
		if f.Level != rule.Note {
			t.Errorf("level %s", f.Level)
		}
		p := prog.Fset.Position(f.Pos)
		out += fmt.Sprintf("%s:%d", p.Filename, p.Line)
	}
	return out
}
