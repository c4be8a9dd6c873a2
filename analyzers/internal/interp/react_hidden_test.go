package interp

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// What Taro's runtime calls in itself is not run, where it is one file and where it is
// modules of a table; what makes modules of the old kind in that file is.
func TestHidden(t *testing.T) {
	const big = `function hydrate(t, n) { for (var o in t) n[o] = "object" == typeof t[o] ? hydrate(t[o], {}) : t[o]; for (var i = 0; i < 9; i++) n["a" + i] = hydrate(t["b" + i], n["c" + i] || {}), n["d" + i] = hydrate(t["e" + i], n["f" + i] || {}); return n }
	function mount(t) { for (var n = [t], o = {}; n.length;) { var r = n.shift(); o[r.name] = hydrate(r, o), hydrate(o, r), hydrate(o[r.name], {}), n.push.apply(n, r.children || []) } return o }`
	const hooks = `class Hooks { tap(n, fn) { this[n] = fn } tapOneOrMany(n, fn) { this.tap(n, fn) } call(n) { return this[n]() } isExist(n) { return !!this[n] } }`
	for _, c := range []struct {
		name, lib, page string
	}{
		{"a file", hooks + big + `
			var module = { exports: {} };
			(function (m, exports) { (function () { function define(n) { n.made = made; for (var i = 0; i < 3; i++) { n["a" + i] = [n, i].concat([i]).join(""); n["b" + i] = [n, i].concat([i]).join(""); n["c" + i] = [n, i].concat([i]).join("") } } function made() { } define(exports) })() })(module, module.exports)
			exports.mount = mount, exports.hooks = new Hooks(), exports.module = module.exports`,
			`var lib = require("../../lib"); Page({ onLoad() { lib.mount({ name: "a" }), lib.module.made(1) } })`},
		{"a table", `(wx.webpackJsonp = wx.webpackJsonp || []).push([[1], {
			1: function (m, exports, require) { require.d(exports, { h: function () { return h } }); ` + hooks + ` var h = new Hooks() },
			2: function (m, exports, require) { require.d(exports, { m: function () { return mount } }); var h = require(1); h.h.isExist("a"); ` + big + ` function made() {} made() }
		}])`, `require("../../lib"); (wx.webpackJsonp = wx.webpackJsonp || []).push([[2], { 3: function (m, exports, require) { var lib = require(2); Page({ onLoad() { lib.m({ name: "a" }) } }) } }, [[3, 1, 2]]])`},
	} {
		t.Run(c.name, func(t *testing.T) {
			fs := fstest.MapFS{}
			for name, text := range map[string]string{"app.json": `{"pages":["pages/a/a"]}`, "app.js": "App({})", "pages/a/a.wxml": "<view/>", "pages/a/a.js": c.page, "lib.js": c.lib} {
				fs[name] = &fstest.MapFile{Data: []byte(text)}
			}
			prog, err := jsparse.Load(fs, ".", jsparse.LoadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			in := newInterp(prog, catalogue.Default(), catalogue.WeChat)
			in.allow(loadSteps+runSteps, loadWork+runWork, reviveHeld)
			in.loadModules()
			in.start()
			in.drain()
			ran := func(name string) bool {
				return slices.ContainsFunc(in.order, func(a *Activation) bool { return a.fn.Name == name && a.reached })
			}
			for name, want := range map[string]bool{"mount": true, "hydrate": false, "made": true} {
				if got := ran(name); got != want {
					t.Errorf("%s ran: %v, want %v", name, got, want)
				}
			}
		})
	}
}
