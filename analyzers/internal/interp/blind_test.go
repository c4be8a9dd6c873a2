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

// TestOpenReturns: of what a function hands back, nothing is said of what is not read in a
// program that was not analysed to the end.
func TestOpenReturns(t *testing.T) {
	for name, heavy := range map[string]string{
		"to the end": "(done) => done()",
		"in part":    "(done) => { wx.getSystemInfoSync; " + strings.Repeat("[{}];", 220_000) + " done() }",
	} {
		t.Run(name, func(t *testing.T) {
			prog := program(t, "const device = require('../../lib/device')\nPage({ onLoad() { device.info(); require('../../lib/heavy').draw(() => device.info().model) } })", map[string]string{
				"pages/a/a.wxml": "<view/>",
				"lib/device.js":  "exports.info = () => wx.getSystemInfoSync()",
				"lib/heavy.js":   "exports.draw = " + heavy,
			})
			result := interp.Run(prog, catalogue.Default(), catalogue.WeChat)
			if len(result.Calls) != 1 {
				t.Fatalf("%d calls, want 1; bounds %q", len(result.Calls), result.Bounds)
			}
			src := result.Calls[0].Sources[0]
			if part := name == "in part"; src.Escaped != part || !part && len(src.Reads) != 1 {
				t.Errorf("escaped: %v, reads %q; bounds %q", src.Escaped, src.Reads, result.Bounds)
			}
		})
	}
}
