package analyzers

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// pieces are what the files of a random program are put together of, by ending.
var pieces = map[string][]string{
	".js": {
		"Page({ data: { ok: false }, ", "Component({ methods: { ", "App({ globalData: {}, ", "})", "} })", "tap(e) { ", "async onLoad(o) { ", "}, ", "}; ",
		"wx.getLocation({ success: (r) => ", "wx.getClipboardData({ success(r) { ", "wx.authorize({ scope: 'scope.userLocation', success: () => ", "wx.request({ url: 'https://a.example', data: r })", "this.setData({ ok: true, r })", "this.tap(e); ",
		"if (this.data.ok) ", "await wx.getSetting(); ", "try { ", "} catch (x) { throw x }", "} finally { return }", "for (const k in o) ", "while (e) { ", "require('./b')", "module.exports = { f: (x) => x(x) }; ", "import y, { z as w } from './a'; ", "export default ", "class A extends B { constructor() { super() } ",
		"const { a, ...b } = o; ", "getApp().globalData.x = ", "wx[e.detail.value]({}); ", "wx.setStorageSync('k', r)", "wx.getStorageSync('k')", "new Promise((s, j) => s(", "))", ").then(", "function* g() { yield* g() } ", "Behavior({ observers: { 'ok.**'(v) { ",
	},
	".wxml": {
		"<view bindtap=\"tap\">", "</view>", "{{ok ? a : [b, {c: 1}]}}", "<checkbox-group bindchange=\"tap\">", "<button open-type=\"getPhoneNumber\" bindgetphonenumber=\"tap\">同意", "</button>", "<a x=\"{{...r}}\"/>", "<include src=\"b\"/>", "<import src=\"a.wxml\"/>",
		"<template name=\"t\">", "</template>", "<template is=\"{{ok}}\" data=\"{{r}}\"/>", "<view wx:for=\"{{list}}\" wx:key=\"*this\" ", "wx:if=\"{{ok}}\">", "<block wx:else>", "<wxs module=\"m\">module.exports = { f: function (x) { return x } }</wxs>", "{{m.f(x", "privacy policy", "<map show-location/>",
	},
	".json": {"{", "}", "[", "]", ",", "\"usingComponents\": {\"a\": \"./a\", \"b\": \"/b\"}", "\"component\": true", "\"pages\": [\"a\", \"b\"]", "\"subPackages\": [{\"root\": \"c\", \"pages\": [\"../a\"]}]", "\"plugins\": {\"p\": {}}", "\"requiredPrivateInfos\": [\"getLocation\"]", "\"tabBar\": {\"custom\": true}", "null", "\"\\ud800\""},
}

var files = []string{"a.js", "a.wxml", "a.json", "b.js", "b.wxml", "b.json", "app.js", "c.wxs", "app.json", "a.wxs"}

// randomProgram reads a program from a few bytes: which file goes on, and with what.
func randomProgram(data []byte) fstest.MapFS {
	text := map[string]*strings.Builder{}
	for i := 0; i+1 < len(data); i += 2 {
		name := files[int(data[i])%len(files)]
		list := pieces[name[strings.Index(name, "."):]]
		if list == nil {
			list = pieces[".js"]
		}
		if text[name] == nil {
			text[name] = &strings.Builder{}
		}
		text[name].WriteString(list[int(data[i+1])%len(list)])
	}
	fsys := fstest.MapFS{
		"app.json": {Data: []byte(`{"pages": ["a", "b"], "usingComponents": {"a": "a"}}`)}, "app.js": {Data: []byte("App({})")},
		"a.js": {Data: []byte("Page({ tap() { wx.getLocation({}) } })")}, "b.js": {Data: []byte("Component({})")}, "a.wxml": {Data: []byte("<view bindtap='tap'/>")}, "b.wxml": {Data: []byte("<a/>")},
	}
	for name, b := range text {
		fsys[name] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return fsys
}

// FuzzProgram runs all rules on a random folder, twice with the same result.
func FuzzProgram(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 0, 0, 5, 0, 9, 0, 12, 0, 3, 0, 7, 0, 3, 1, 0, 1, 2, 1, 1})
	f.Add([]byte{3, 1, 3, 5, 3, 10, 3, 13, 3, 4, 5, 0, 5, 6, 5, 1, 4, 0, 4, 12, 4, 13, 4, 1, 8, 0, 8, 7, 8, 1})
	f.Add([]byte{0, 23, 0, 22, 3, 22, 6, 2, 6, 27, 6, 30, 6, 3, 7, 23, 1, 15, 1, 16, 1, 7, 4, 8, 4, 9, 4, 10, 4, 11})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 400 {
			t.Skip("long texts add nothing")
		}
		first := ""
		for range 2 {
			prog, err := jsparse.Load(randomProgram(data), ".", jsparse.LoadOptions{})
			if err != nil {
				return
			}
			rep, err := Run(prog, Options{Platform: catalogue.WeChat, Inventory: true})
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprint(len(rep.Findings), rep.Bounds)
			for _, x := range rep.Findings {
				got += fmt.Sprintf("\n%s %v %s", x.Rule, x.Pos, x.Message)
			}
			if first == "" {
				first = got
			}
			if got != first {
				t.Fatalf("another result the second time:\n%s\nat first:\n%s", got, first)
			}
		}
	})
}
