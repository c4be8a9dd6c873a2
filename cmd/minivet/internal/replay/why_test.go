package replay

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// TestWhy: what is not reached says what blocked it.
func TestWhy(t *testing.T) {
	const page = `{"pages": ["a/a"]}`
	for name, test := range map[string]struct {
		app, script, view, from, want string
		line                          int
	}{
		"not shown": {
			"", "Page({ data: { on: false }, read() { wx.getClipboardData({}) } })", "<view>\n<button\n wx:if=\"{{on}}\"\n bindtap=\"read\">read</button></view>", "a/a.wxml",
			"no run came there; what it is behind (a/a.wxml:2) was not shown, or is nothing that a user who refuses touches", 4,
		},
		"did not lead there": {
			"", "Page({ read() { if (this.ready) wx.getClipboardData({}) } })", `<button bindtap="read">read</button>`, "a/a.wxml",
			"no run came there; what it is behind (a/a.wxml:1) was touched, and did not lead there", 1,
		},
		"not loaded": {
			"throw new Error('no key')", "Page({ onLoad() { if (getApp().key) wx.getClipboardData({}) } })", "", "a/a.js",
			"no run came there; app.js stopped when it was loaded: app.js: no key (app.js:1)", 1,
		},
		"stopped": {
			"", "Page({ onLoad() { for (;;) {} wx.getClipboardData({}) } })", "", "a/a.js",
			"no run came there; the run of a/a was stopped: it took more steps than it had", 1,
		},
		"failed": {
			"", "Page({ onLoad() { this.x.y = 1; wx.getClipboardData({}) } })", "", "a/a.js",
			"no run came there; code near it stopped with an error (1), the first: Cannot convert undefined or null to object (a/a.js:1)", 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			prog, _ := load(t, &txtar.Archive{Files: []txtar.File{
				{Name: "app.json", Data: []byte(page)}, {Name: "app.js", Data: []byte(test.app)},
				{Name: "a/a.js", Data: []byte(test.script)}, {Name: "a/a.wxml", Data: []byte(test.view)},
			}})
			target := Target{API: "getClipboardData", File: "a/a.js", Line: 1, ToLine: 1, From: test.from, FromLine: test.line}
			o := Run(prog, Options{Platform: catalogue.WeChat, Targets: []Target{target}}).Outcomes[0]
			if o.Why != test.want {
				t.Errorf("%s %q, want %q", o.Verdict, o.Why, test.want)
			}
		})
	}
}
