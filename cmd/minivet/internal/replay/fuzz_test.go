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
