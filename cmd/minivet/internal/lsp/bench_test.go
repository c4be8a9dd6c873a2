package lsp

import (
	"fmt"
	"strings"
	"testing"
)

// large is a program of n pages with a view and a module of their own each: 3n
// files of code, the scripts of about a hundred lines.
func large(n int) map[string]string {
	files := map[string]string{"app.js": "App({})\n"}
	var pages []string
	for i := range n {
		page := fmt.Sprintf("pages/p%d/p%d", i, i)
		pages = append(pages, `"`+page+`"`)
		var methods, functions strings.Builder
		for k := range 9 {
			fmt.Fprintf(&methods, "  helper%d(a) {\n    const list = [1, 2, a]\n    let sum = 0\n    for (const x of list) {\n      if (x > %d) sum += x\n    }\n    this.setData({ sum%d: sum, name: util.format(sum) })\n    return sum\n  },\n", k, k, k)
		}
		for k := range 13 {
			fmt.Fprintf(&functions, "function f%d(a, b) {\n  const o = { a: a, b: b, k: %d }\n  if (o.a > o.b) {\n    return o.a + o.k\n  }\n  return new Promise((resolve) => setTimeout(() => resolve(o), 10))\n}\n", k, k)
		}
		call := ""
		if i%10 == 0 {
			call = "    wx.getLocation({ success: (r) => { this.setData({ lat: r.latitude }) } })\n"
		}
		files[page+".js"] = fmt.Sprintf("const util = require('../../utils/u%d')\nPage({\n  data: {},\n  onLoad() {\n    this.helper0(1)\n    util.load(this)\n%s  },\n  onTap(e) { this.helper1(e.detail.value) },\n%s})\n", i, call, methods.String())
		files[page+".wxml"] = "<view bindtap=\"onTap\">{{name}}</view>\n"
		files[fmt.Sprintf("utils/u%d.js", i)] = fmt.Sprintf("const next = require('./u%d')\n%smodule.exports = { format: (x) => 'n' + x, load(p) { f1(1, 2); return next.format(3) }, f0, f2, f3 }\n", (i+1)%n, functions.String())
	}
	files["app.json"] = `{"pages": [` + strings.Join(pages, ", ") + `]}`
	return files
}

// watching are the capabilities of a client that tells of files that change.
func watching(params map[string]any) {
	params["capabilities"].(map[string]any)["workspace"].(map[string]any)["didChangeWatchedFiles"] = map[string]any{"dynamicRegistration": true}
}

// BenchmarkEdit is the time from an edit to the answer, in a program of 300 files:
// each edit adds a call, or takes it away again, and its diagnostic is waited for.
func BenchmarkEdit(b *testing.B) {
	files := large(100)
	c := start(b, files, watching)
	const name = "pages/p5/p5.js"
	c.open(name, files[name])
	c.quiet(name)
	const without, with = "util.load(this)\n", "util.load(this); wx.getClipboardData({})\n"
	b.ResetTimer()
	for i := range b.N {
		if i%2 == 0 {
			c.edit(name, without, with)
		} else {
			c.edit(name, with, without)
		}
		c.wait("the answer", func() bool { return len(c.diags[c.uri(name)].Diagnostics) == (i+1)%2 })
	}
}

// BenchmarkSave is the same where the program stays what it was.
func BenchmarkSave(b *testing.B) {
	files := large(100)
	c := start(b, files, watching)
	const name = "pages/p5/p5.js"
	c.open(name, files[name])
	c.quiet(name)
	b.ResetTimer()
	for range b.N {
		c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}})
		c.quiet(name)
	}
}
