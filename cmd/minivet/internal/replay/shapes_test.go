package replay

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/codepkg/codepkgtest"
)

// compiledView is a view as WeChat's compiler writes it.
func compiledView(t *testing.T) string {
	t.Helper()
	ar, err := txtar.ParseFile("../../../../jsparse/gwx/testdata/button.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		if f.Name == "compiled.js" {
			return "<html>\n<script>\n" + string(f.Data) + "</script>\n"
		}
	}
	t.Fatal("no compiled view")
	return ""
}

// TestShapes: a program is replayed from every kind of package: what it is in does not
// change what happens, and the call is placed in the file that the package has.
func TestShapes(t *testing.T) {
	const page = "Page({ onTap: function () { near.get() } })"
	source := []codepkgtest.Entry{
		{Name: "app.json", Text: `{"pages": ["pages/sign/sign"]}`}, {Name: "app.js", Text: "App({})"},
		{Name: "pages/sign/sign.js", Text: "var near = require('../../lib/near.js')\n" + page},
		{Name: "pages/sign/sign.wxml", Text: `<button bind:tap="onTap"/>`},
		{Name: "lib/near.js", Text: "exports.get = function () { wx.getClipboardData({}) }"},
	}
	compiled := []codepkgtest.Entry{
		{Name: "app-config.json", Text: `{"pages": ["pages/sign/sign"], "page": {"pages/sign/sign.html": {"window": {}}}, "global": {"window": {}}}`},
		{Name: "page-frame.html", Text: compiledView(t)},
		{Name: "app-service.js", Text: "var __wxAppData = {};\n" +
			`define("app.js", function(require, module, exports, window, document, frames, self, location, navigator, localStorage, history, Caches, screen, alert, confirm, prompt, XMLHttpRequest, WebSocket, Reporter, webkit, WeixinJSCore) { "use strict"; App({}); });` + "\n" +
			`define("lib/near.js", function(require, module, exports) { "use strict"; exports.get = function () { wx.getClipboardData({}) }; });` + "\n" +
			`define("pages/sign/sign.js", function(require, module, exports) { "use strict"; var near = require("../../lib/near.js"); ` + page + ` });` + "\n" +
			`require("app.js"); __wxRoute = "pages/sign/sign"; __wxRouteBegin = true; define("x.js", function(){}); require("pages/sign/sign.js");`},
	}
	bundle := []codepkgtest.Entry{
		source[0], {Name: "app.js", Text: "require('./runtime.js'); require('./vendor.js'); require('./main.js')"},
		{Name: "runtime.js", Text: `!function(){ var t = {}, c = {};
			function r(n) { if (c[n]) return c[n].exports; var m = c[n] = { exports: {} }; t[n].call(m.exports, m, m.exports, r); return m.exports }
			r.d = function (e, d) { for (var k in d) Object.defineProperty(e, k, { enumerable: true, get: d[k] }) };
			var g = global.webpackJsonp = global.webpackJsonp || [], push = function (d) { for (var k in d[1]) t[k] = d[1][k]; if (d[2]) d[2](r) };
			g.forEach(push); g.push = push }()`},
		{Name: "vendor.js", Text: `(global.webpackJsonp = global.webpackJsonp || []).push([[1], { "a1f3": function (e, t, n) { n.d(t, { get: function () { return i } }); function i() { wx.getClipboardData({}) } } }])`},
		{Name: "main.js", Text: `(global.webpackJsonp = global.webpackJsonp || []).push([[2], { "0": function (e, t, n) { App({ globalData: n("a1f3") }) } }, function (r) { r("0") }])`},
		{Name: "pages/sign/sign.js", Text: "var near = getApp().globalData;" + page}, source[3],
	}
	for name, test := range map[string]struct {
		file string // of the package
		text func() []byte
		at   string // where the call is
	}{
		"zip":      {"p.zip", func() []byte { return codepkgtest.Zip(t, source...) }, "lib/near.js"},
		"tar":      {"p.tgz", func() []byte { return codepkgtest.TarGz(t, source...) }, "lib/near.js"},
		"compiled": {"p.wxapkg", func() []byte { return codepkgtest.Wxapkg(compiled...) }, "app-service.js"},
		"bundle":   {"b.zip", func() []byte { return codepkgtest.Zip(t, bundle...) }, "vendor.js"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), test.file)
			if err := os.WriteFile(file, test.text(), 0o644); err != nil {
				t.Fatal(err)
			}
			opened, err := jsparse.Open(file)
			if err != nil || len(opened.Programs) != 1 {
				t.Fatalf("%v, %d programs", err, len(opened.Programs))
			}
			res := Run(opened.Programs[0], Options{Platform: catalogue.WeChat})
			if len(res.Gaps) != 1 || !strings.HasSuffix(res.Gaps[0].Frames[0].File, test.at) || res.Gaps[0].API != "getClipboardData" {
				t.Errorf("gaps %+v, thrown %v, want the call in %s", res.Gaps, res.Thrown, test.at)
			}
		})
	}
}
