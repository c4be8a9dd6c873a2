package interp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
)

// A large module that only computes is not run, but one of a compiler's helpers is.
func TestHelpersRun(t *testing.T) {
	var helpers strings.Builder
	helpers.WriteString(`"use strict";
function each(on, list) { for (var n = 0; n < list.length; n++) { var o = list[n]; o.configurable = true, "value" in o && (o.writable = true), Object.defineProperty(on, o.key, o) } }
function createClass(type, members, own) { return members && each(type.prototype, members), own && each(type, own), type }
exports.createClass = createClass;
`)
	for n := range 200 {
		fmt.Fprintf(&helpers, "exports.other%d = function (t) { return t && t.length ? t.length + %d : 0 };\n", n, n)
	}
	p := program(t, `
		var h = require("../../helpers.js")
		var Reader = function () {
			function t() {}
			return h.createClass(t, [{ key: "read", value: function () { wx.getClipboardData({}) } }])
		}()
		Page({ go() { new Reader().read() } })`,
		map[string]string{"helpers.js": helpers.String()})
	r := interp.Run(p, catalogue.Default(), catalogue.WeChat)
	if len(r.Calls) != 1 || r.Calls[0].API.Name != "getClipboardData" {
		t.Errorf("%d calls, want that of getClipboardData", len(r.Calls))
	}
}

// TestConstants: a module of few constants is known however large one of them is, and one
// that only computes is not run.
func TestConstants(t *testing.T) {
	picture := strings.Repeat("iVBORw0KGgo", 2000)
	for name, tt := range map[string]struct {
		module string
		calls  int
	}{
		"constants": {fmt.Sprintf("module.exports = { kind: 'image', picture: '%s' }", picture), 1},
		"code":      {fmt.Sprintf("exports.kind = 'image'; exports.picture = () => '%s'", picture), 2},
	} {
		t.Run(name, func(t *testing.T) {
			prog := program(t, `const { kind } = require('../../lib/defaults')
Page({ go() { if (kind === 'image') wx.chooseImage({}); if (kind === 'place') wx.getLocation({}) } })`,
				map[string]string{"lib/defaults.js": tt.module})
			if got := len(interp.Run(prog, catalogue.Default(), catalogue.WeChat).Calls); got != tt.calls {
				t.Errorf("%d calls, want %d", got, tt.calls)
			}
		})
	}
}

// A large module of which it is hidden what it requires is run, and one that names its
// folder is not.
func TestHiddenRequires(t *testing.T) {
	for name, tt := range map[string]struct {
		require string
		calls   int
	}{
		"hidden": {"require(part(0) + part(1))", 1},
		"folder": {"require('./places/' + part(1))", 0},
	} {
		t.Run(name, func(t *testing.T) {
			var middle strings.Builder
			fmt.Fprintf(&middle, "var parts = ['./pla', 'ce', 'x']\nfunction part(n) { return parts[n] }\nvar place = %s\nexports.find = function () { return place.find() }\n", tt.require)
			for n := range 200 {
				fmt.Fprintf(&middle, "exports.other%d = function (t) { return t && t.length ? t.length + %d : 0 }\n", n, n)
			}
			p := program(t, "const m = require('../../lib/middle'); Page({ go() { m.find() } })", map[string]string{
				"lib/middle.js": middle.String(),
				"lib/place.js":  "exports.find = function () { wx.getLocation({}) }",
			})
			if got := len(interp.Run(p, catalogue.Default(), catalogue.WeChat).Calls); got != tt.calls {
				t.Errorf("%d calls, want %d", got, tt.calls)
			}
		})
	}
}
