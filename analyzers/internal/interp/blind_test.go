package interp_test

import (
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
)

// TestOpened: where a file was analysed in part, what nothing sets may be set on the pages
// whose code calls it, and not on others.
func TestOpened(t *testing.T) {
	const (
		hidden = `<view wx:if="{{staff.list.length > 0}}"><text wx:for="{{staff.list}}" bindtap="go">{{item}}</text></view>`
		heavy  = "require('../../lib/heavy').draw(() => {})\n"
		page   = "Page({ onLoad() { HEAVY }, go() { wx.getClipboardData({}) } })"
	)
	for name, tt := range map[string]struct {
		a, b  string
		calls int
	}{
		"the page":     {heavy, "", 1},
		"another page": {"", heavy, 0},
	} {
		t.Run(name, func(t *testing.T) {
			prog := program(t, strings.Replace(page, "HEAVY", tt.a, 1), map[string]string{
				"app.json":       `{"pages":["pages/a/a","pages/b/b"]}`,
				"pages/a/a.wxml": hidden,
				"pages/b/b.wxml": "<view/>",
				"pages/b/b.js":   strings.Replace(page, "HEAVY", tt.b, 1),
				"lib/heavy.js":   "exports.draw = (done) => { wx.getSystemInfoSync; " + strings.Repeat("[{}];", 220_000) + " done() }",
			})
			result := interp.Run(prog, catalogue.Default(), catalogue.WeChat)
			if len(result.Bounds) == 0 {
				t.Error("no bound was hit")
			}
			if got := len(result.Calls); got != tt.calls {
				t.Errorf("%d calls, want %d; bounds %q", got, tt.calls, result.Bounds)
			}
		})
	}
}
