package replay

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// FuzzVisit runs a page in the host: it comes to an end without a panic.
func FuzzVisit(f *testing.F) {
	for _, s := range []string{
		"Page({ onLoad() { wx.getLocation({ success: (r) => this.setData(r) }) }, tap(e) { wx.showModal({ content: 'x', success: ({ confirm }) => confirm && this.tap(e) }) } })",
		"Page({ data: { a: [{ b: 1 }] }, async onShow() { for (const x of this.data.a) await wx.request({ url: x.b }) } })",
		"const p = new Proxy(wx, { get: (t, k) => t[k] }); Page({ tap() { p['get' + 'Clipboard' + 'Data']({ complete: this.tap }) } })",
		"Object.defineProperty(Array.prototype, 'push', { get() { throw this } }); Page({ onLoad() { [].push(1) } })",
		"Page({ onLoad() { delete globalThis.wx; Function('return this')().x = 1; throw new Error(this) } })",
		"getApp().globalData = getApp(); Page({ tap() { this.setData({ a: this, b: getCurrentPages(), c: () => 1, d: Symbol() }) } })",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		if len(code) > 3000 {
			t.Skip("long texts add nothing")
		}
		fsys, err := txtar.FS(&txtar.Archive{Files: []txtar.File{
			{Name: "app.json", Data: []byte(`{"pages": ["a/a"]}`)}, {Name: "a/a.js", Data: []byte(code)},
			{Name: "a/a.wxml", Data: []byte(`<view wx:for="{{a}}" bindtap="tap" data-x="{{item.b}}">{{item}}</view>`)},
		}})
		if err != nil {
			t.Fatal(err)
		}
		prog, err := jsparse.Load(fsys, ".", jsparse.LoadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s := newScript(prog, catalogue.WeChat, nil)
		u := users()[0]
		s.visit(&u, "a/a", forward, nil, maxWork)
	})
}

// FuzzWorld runs a page with a view and a component of its own in the host, twice, the second
// time with what the storage holds, with a user and in an order that the input says. Whatever
// comes, it ends within the counted bounds, and the same happens again.
func FuzzWorld(f *testing.F) {
	for _, s := range [][3]string{
		{"Page({ data: { a: [1, 2] }, tap(e) { this.setData({ a: this.data.a.concat(e.detail) }); wx.getLocation({ success: this.tap }) } })", `<c wx:for="{{a}}" bindtap="tap" bind:x="tap" disabled="{{!a}}" n="{{item}}">{{item.b[0]}}</c>`, "Component({ properties: { n: Number }, observers: { n(v) { this.triggerEvent('x', v) } }, attached() { setInterval(() => this.setData({ n: this.data.n + 1 }), 1) } })"},
		{"Page({ onLoad(q) { wx.request({ success: (r) => { wx.setStorageSync('k', JSON.stringify(r.data)); this.setData({ k: JSON.parse(wx.getStorageSync('k')) }) } }); this.q = q.a } })", `<block wx:if="{{k.a === 'b'}}"><button open-type="getPhoneNumber" bindgetphonenumber="q">{{k}}</button></block><input model:value="{{t}}" bindinput="tap"/>`, "Component({})"},
		{"const _ = require('lodash'); Page({ async onShow() { for (const k of _.keys(wx)) try { await wx[k]({}) } catch (e) { await null } } })", `<wxs module="m">module.exports = { f: function (x) { return x } }</wxs><c n="{{m.f(a.b.c)}}" wx:for="{{9}}"/>`, "Component({ lifetimes: { ready() { wx.navigateTo({ url: '/a/a?x=1' }) } } })"},
		{"Page({ data: { x: null }, onLoad() { const self = this; Object.defineProperty(this.data, 'x', { get() { return self.data } }); this.setData({ y: this }) } })", `<view bindtap="{{x}}" data-a="{{x.x.x}}"><view wx:if="{{x.x}}">{{y}}</view></view>`, "Component({ behaviors: [Behavior({ data: { a: 1 } })] })"},
	} {
		f.Add(s[0], s[1], s[2], byte(3))
		f.Add(s[0], s[1], s[2], byte(12))
	}
	f.Fuzz(func(t *testing.T, page, view, component string, how byte) {
		if len(page)+len(view)+len(component) > 4000 {
			t.Skip("long texts add nothing")
		}
		fsys, err := txtar.FS(&txtar.Archive{Files: []txtar.File{
			{Name: "app.json", Data: []byte(`{"pages": ["a/a"], "usingComponents": {"c": "/c/c"}}`)},
			{Name: "a/a.js", Data: []byte(page)}, {Name: "a/a.wxml", Data: []byte(view)}, {Name: "c/c.json", Data: []byte(`{"component": true}`)},
			{Name: "c/c.js", Data: []byte(component)}, {Name: "c/c.wxml", Data: []byte(`<view bindtap="tap">{{n}}<slot/></view>`)},
		}})
		if err != nil {
			t.Fatal(err)
		}
		prog, err := jsparse.Load(fsys, ".", jsparse.LoadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s := newScript(prog, catalogue.WeChat, nil)
		list := append(users(), fickle())
		u := list[int(how>>2)%len(list)]
		var storage map[string]string
		for _, l := range []launch{launch(how % 3), again} {
			limit := maxWork / 4
			w, same := s.visit(&u, "a/a", l, storage, limit), s.visit(&u, "a/a", l, storage, limit)
			if w.spent > limit+1 {
				t.Errorf("%d steps of %d", w.spent, limit)
			}
			if w.spent != same.spent || w.why != same.why || len(w.calls) != len(same.calls) || len(w.ops) != len(same.ops) {
				t.Errorf("%d steps, %d calls, %d ops, %q; the second time %d, %d, %d, %q", w.spent, len(w.calls), len(w.ops), w.why, same.spent, len(same.calls), len(same.ops), same.why)
			}
			storage = w.kept()
		}
	})
}

// FuzzReact draws what a component makes.
func FuzzReact(f *testing.F) {
	for _, s := range []string{
		"export default function A() { const [n, set] = React.useState(0); React.useEffect(() => { set(n + 1) }); return <B onClick={() => set([n])}>{n}{[<A key={n} />]}</B> }",
		"export default class A extends React.Component { render() { this.setState({ a: this.state }); return <a.b {...this.props} onX={this.render}>{this.state.a}</a.b> } }; const a = { b: React.createContext(1).Provider }",
		"const C = React.createContext(); export default React.forwardRef(() => <C.Provider value={C}><C.Consumer>{(v) => <v.Consumer>{() => v}</v.Consumer>}</C.Consumer></C.Provider>)",
		"import * as k from 'kit'; export default () => <k.List renderItem={(x) => <k.Row onClick={x} a={<b/>} />}>{k}{undefined}{0}{() => 1}</k.List>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		if len(code) > 3000 {
			t.Skip("long texts add nothing")
		}
		fsys, err := txtar.FS(&txtar.Archive{Files: []txtar.File{
			{Name: "package.json", Data: []byte(`{"dependencies": {"@tarojs/taro": "4.0.0", "@tarojs/components": "4.0.0", "react": "18.0.0"}}`)},
			{Name: "config/index.js", Data: []byte(`export default { sourceRoot: 'src', framework: 'react' }`)},
			{Name: "src/app.config.ts", Data: []byte(`export default defineAppConfig({ pages: ["a/a"] })`)}, {Name: "src/app.jsx", Data: []byte("export default (p) => p.children")},
			{Name: "src/a/a.jsx", Data: []byte("import React from 'react'\n" + code)},
		}})
		if err != nil {
			t.Fatal(err)
		}
		prog := opened(t, fsys)
		s := newScript(prog, catalogue.WeChat, nil)
		u := users()[3]
		if w := s.visit(&u, "a/a", forward, nil, maxWork/4); w.spent > maxWork/4+1 {
			t.Errorf("%d steps", w.spent)
		}
	})
}
