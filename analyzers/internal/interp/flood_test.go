package interp_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/jsparse"
)

// A flood is what a large program becomes when contexts are no longer told apart: every
// page then does what any page does, and each has the result of one. It comes with a run
// that takes many times as long. Small fixtures show neither, so the shapes of large
// programs are made here, in two sizes: what is found has to stay the few things that are
// there, and the work has to grow with the size.

// shape is a program of n parts.
type shape struct {
	files func(n int) map[string]string
	n     int
	// calls and flows are what is found, however large the program is.
	calls, flows int
	// work is what the program of n parts took when the test was written.
	work int
	// Where the engine falls short: it ends at bounds, and grows more than growth.
	bounded bool
	grows   float64
}

const (
	// headroom is how many times the recorded work may be taken.
	headroom = 1.5
	// growth is how much more a program of double size may take. Linear is 2; looking a
	// name up among others and sorting take a little more.
	growth = 2.6
)

// pages are n pages; only the first has what odd is, a statement in a handler.
func pages(n int, odd string, text func(i int, body string) string) map[string]string {
	out, list := map[string]string{}, []string{}
	for i := range n {
		body := ""
		if i == 0 {
			body = odd
		}
		name := fmt.Sprintf("pages/p%d/p%d", i, i)
		list = append(list, `"`+name+`"`)
		out[name+".js"] = text(i, body)
		out[name+".wxml"] = `<button bindtap="go">{{title}}</button><view wx:for="{{list}}">{{item.name}}</view>`
	}
	out["app.js"] = "App({ globalData: {} })"
	out["app.json"] = `{"pages":[` + strings.Join(list, ",") + `]}`
	return out
}

// with adds a file.
func with(files map[string]string, name, text string) map[string]string {
	files[name] = text
	return files
}

const readsClipboard = "wx.getClipboardData({ success: (res) => this.setData({ title: res.data }) })"

var shapes = map[string]shape{
	"pages that a factory of a library registers": {func(n int) map[string]string {
		return with(pages(n, readsClipboard, func(i int, body string) string {
			return fmt.Sprintf("const create = require('../../lib/create')\ncreate({ data: { title: 'p%d', list: [] }, onLoad(o) { this.load(o.id) }, load(id) { this.setData({ list: [id] }) }, go() { this.load(%d); %s } })", i, i, body)
		}), "lib/create.js", `module.exports = function (options) {
	const own = {}, hooks = ['onLoad', 'onShow']
	Object.keys(options).forEach((key) => { own[key] = options[key] })
	hooks.forEach((name) => { const old = own[name]; own[name] = function (...args) { this.ready = true; return old && old.apply(this, args) } })
	Page(own)
}`)
	}, 40, 1, 0, 40400, false, 0},
	"request layer that every page calls": {func(n int) map[string]string {
		return with(pages(n, "wx.getLocation({ success: (at) => post('/near', { at: at.latitude }) })", func(i int, body string) string {
			return fmt.Sprintf("const { get, post } = require('../../lib/http')\nPage({ data: { title: '', list: [] }, onLoad() { get('/a%d', { page: 1 }).then((list) => this.setData({ list })); get('/b%d').then((r) => this.setData({ title: r.title })); post('/c%d', { id: %d }) }, go() { get('/d%d').then((r) => { this.r = r }); %s } })", i, i, i, i, i, body)
		}), "lib/http.js", `const base = 'https://api.example'
const pending = []
function request(method, path, data) {
	return new Promise((resolve, reject) => {
		pending.push(path)
		wx.request({ url: base + path, method, data, success: (res) => res.data.code === 0 ? resolve(res.data.data) : reject(res.data), fail: reject })
	})
}
exports.get = (path, data) => request('GET', path, data)
exports.post = (path, data) => request('POST', path, data)`)
	}, 40, 1, 1, 46500, true, 0},
	"analytics that patch every page": {func(n int) map[string]string {
		files := pages(n, readsClipboard, func(i int, body string) string {
			return fmt.Sprintf("Page({ data: { title: '', list: [] }, onShow() { this.setData({ title: 't%d' }) }, onHide() { this.n = %d }, go() { this.onHide(); %s } })", i, i, body)
		})
		files["app.js"] = "require('./lib/track'); App({})"
		return with(files, "lib/track.js", `const queue = [], register = Page
const send = (kind, page) => { queue.push({ kind, page: page.route, at: Date.now() }); if (queue.length > 9) wx.request({ url: 'https://track.example/v1', data: { queue: queue.splice(0) } }) }
const patch = (options, name) => { const old = options[name]; options[name] = function () { send(name, this); return old && old.apply(this, arguments) } }
Page = function (options) { ['onLoad', 'onShow', 'onHide', 'onUnload', 'onReady'].forEach((name) => patch(options, name)); return register(options) }`)
	}, 20, 1, 0, 431000, true, 0},
	"listeners on one bus": {func(n int) map[string]string {
		return with(pages(n, readsClipboard, func(i int, body string) string {
			return fmt.Sprintf("const bus = require('../../lib/bus')\nPage({ data: { title: '', list: [] }, onLoad() { bus.on('e%d', (v) => this.setData({ title: v })); bus.on('all', (v) => { this.last = v }) }, go() { bus.emit('e%d', 'x%d'); %s } })", i, (i+1)%n, i, body)
		}), "lib/bus.js", `const all = {}
exports.on = (name, f) => { (all[name] = all[name] || []).push(f) }
exports.emit = (name, ...args) => { (all[name] || []).forEach((f) => f(...args)) }`)
	}, 30, 1, 0, 12900, false, 0},
	"library of components": {func(n int) map[string]string {
		files, used := pages(1, "", func(int, string) string { return "Page({ go() {} })" }), []string{}
		for i := range n {
			name := fmt.Sprintf("ui/c%d/index", i)
			used = append(used, fmt.Sprintf(`"c%d":"/%s"`, i, name))
			body := ""
			if i == 0 {
				body = readsClipboard
			}
			files[name+".json"] = `{"component":true}`
			files[name+".wxml"] = `<view class="{{cls}}" bindtap="tap">{{text}}</view>`
			files[name+".js"] = fmt.Sprintf("const { make } = require('../common/make')\nmake({ props: { text: { type: String, value: 'c%d' }, size: Number }, data: { cls: 'c%d' }, methods: { tap() { this.emit('tap%d', { text: this.data.text }); %s } }, created() { this.n = %d } })", i, i, i, body, i)
			files["pages/p0/p0.wxml"] += fmt.Sprintf(`<c%d text="{{title}}" bind:tap%d="go" />`, i, i)
		}
		files["pages/p0/p0.json"] = `{"usingComponents":{` + strings.Join(used, ",") + `}}`
		return with(files, "ui/common/make.js", `const basic = Behavior({ methods: { emit(name, detail) { this.triggerEvent(name, detail) }, set(data) { this.setData(data) } } })
const map = (from, to, names) => Object.keys(names).forEach((key) => { if (from[key]) to[names[key]] = from[key] })
exports.make = (sfc) => { const options = { behaviors: [basic] }; map(sfc, options, { data: 'data', props: 'properties', methods: 'methods', created: 'created', attached: 'attached' }); Component(options) }`)
	}, 40, 1, 0, 19500, false, 0},
	// The helper that defines the members of a class has one context for all classes, and
	// so defines all members on all of them.
	"bundle of many classes": {func(n int) map[string]string {
		return with(pages(1, "", func(int, string) string {
			return "const sdk = require('../../lib/sdk')\nPage({ data: { title: '', list: [] }, go() { new sdk.C1().run({ title: 'x' }); " + readsClipboard + " } })"
		}), "lib/sdk.js", `!function (e, t) { module.exports = t() }(this, function () { "use strict";
function i(e, t) { for (var n = 0; n < t.length; n++) { var r = t[n]; r.enumerable = r.enumerable || !1, r.configurable = !0, "value" in r && (r.writable = !0), Object.defineProperty(e, r.key, r) } }
function s(e, t, n) { return t && i(e.prototype, t), n && i(e, n), e }
var out = {};
`+lines(n, func(i int) string {
			return fmt.Sprintf(`var C%d = function () { function e(t) { this.t = t || {}, this.l = [] } return s(e, [{ key: "run", value: function (t) { return this.l.push(t), this.m%d(t, this.t) } }, { key: "m%d", value: function (t, n) { var r = {}; for (var o in t) r[o] = n[o] || t[o]; return out.C%d ? new out.C%d(r) : r } }], [{ key: "of", value: function (t) { return new e(t) } }]) }(); out.C%d = C%d;`, i, i, i, (i+1)%n, (i+1)%n, i, i)
		})+"return out })")
	}, 6, 1, 0, 15700, true, 14},
	"many small pages": {func(n int) map[string]string {
		return with(pages(n, readsClipboard, func(i int, body string) string {
			return fmt.Sprintf("const app = getApp(), { format } = require('../../util')\nPage({ data: { title: '', list: [], n: %d }, onLoad(o) { this.id = o.id; this.refresh() }, refresh() { const list = []; for (let k = 0; k < 3; k++) list.push({ name: format(k) }); this.setData({ list, title: 'p%d' }) }, go() { app.globalData.last = %d; wx.navigateTo({ url: '/pages/p%d/p%d?id=' + this.data.n }); %s } })", i, i, i, (i+1)%n, (i+1)%n, body)
		}), "util.js", "exports.format = (n) => { const s = String(n); return s[1] ? s : '0' + s }")
	}, 300, 1, 0, 193000, false, 0},
}

func (s shape) run(t *testing.T, n int) *interp.Result {
	t.Helper()
	fs := fstest.MapFS{}
	for name, text := range s.files(n) {
		fs[name] = &fstest.MapFile{Data: []byte(text)}
	}
	prog, err := jsparse.Load(fs, ".", jsparse.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return interp.Run(prog, catalogue.Default(), catalogue.WeChat)
}

// TestFloods: see [shape].
func TestFloods(t *testing.T) {
	for name, s := range shapes {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && s.n > 100 {
				s.n, s.work = s.n/2, s.work/2
			}
			one, two := s.run(t, s.n), s.run(t, 2*s.n)
			for _, r := range []*interp.Result{one, two} {
				if len(r.Calls) != s.calls || len(r.Flows) != s.flows {
					t.Errorf("%d calls and %d flows, want %d and %d", len(r.Calls), len(r.Flows), s.calls, s.flows)
				}
				if len(r.Bounds) > 0 && !s.bounded {
					t.Errorf("bounds: %q", r.Bounds)
				}
			}
			if float64(one.Work) > headroom*float64(s.work) {
				t.Errorf("%d of work, which was %d: what takes more now?", one.Work, s.work)
			}
			if ratio := float64(two.Work) / float64(one.Work); ratio > max(growth, s.grows) {
				t.Errorf("double the size takes %.1f times the work (%d and %d)", ratio, one.Work, two.Work)
			}
			t.Logf("%d and %d of work (%.2f), %d evaluations", one.Work, two.Work, float64(two.Work)/float64(one.Work), two.Evals)
		})
	}
}
