package constant_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/minivet/minivet/jsparse/constant"
	"github.com/minivet/minivet/jsparse/ir"
)

// sources makes the first module of a set, and finds the others by their paths.
func sources(files map[string]string) (constant.Source, constant.Modules) {
	at := func(p string) constant.Source {
		return constant.Source{Source: &ir.Source{Path: p, Text: files[p]}, Options: ir.Options{TS: true}}
	}
	return at("app.config.ts"), func(from, spec string) (constant.Source, bool) {
		p := path.Join(path.Dir(from), spec) + ".ts"
		_, ok := files[p]
		return at(p), ok
	}
}

func TestExported(t *testing.T) {
	tests := []struct {
		name, text, tabs string
		want             string
	}{
		{"literal", `export default defineAppConfig({ pages: ['pages/a'], lazyCodeLoading: 'x', debug: true, n: 2 })`, "",
			`{"pages":["pages/a"],"lazyCodeLoading":"x","debug":true,"n":2}`},
		{"enum", `export enum Page { Home = 'pages/home', Me = 'pages/me' }
export default { pages: [Page.Home, Page.Me] }`, "", `{"pages":["pages/home","pages/me"]}`},
		{"variables, templates and spread", "const root = 'pages'; const more = [`${root}/b`, root + '/c']\nconst config = { pages: ['pages/a', ...more], ...{ window: {} } }\nexport default config", "",
			`{"pages":["pages/a","pages/b","pages/c"],"window":{}}`},
		{"another module's list", `import { tabs } from './tabs'
export default { pages: tabs.concat(['pages/z']) }`, `export const tabs = ['pages/t']`, `{"pages":["pages/t","pages/z"]}`},
		{"another module's enum", `import Page, * as all from './tabs'
export default { pages: [Page.Home, all.root] }`, `enum Page { Home = 'pages/home' }
export const root = 'pages/root'
export default Page`, `{"pages":["pages/home","pages/root"]}`},
		{"required", `const t = require('./tabs'); module.exports = { pages: t.list }`, `module.exports = { list: ['pages/t'] }`, `{"pages":["pages/t"]}`},
		{"a function of the module", `const page = (name: string) => 'pages/' + name + '/index'
export default { pages: [page('a'), page('b')] }`, "", `{"pages":["pages/a/index","pages/b/index"]}`},
		{"the platform's side", `export default { pages: process.env.TARO_ENV === 'weapp' ? ['pages/a'] : ['pages/b'] }`, "", `{"pages":["pages/a"]}`},
		{"unknown is null", `export default { pages: ['pages/a'], version: fetched(), window: { title: require('./none').title } }`, "",
			`{"pages":["pages/a"],"version":null,"window":{"title":null}}`},
		{"export config", `export const config: Config = { pages: ['pages/a'] }`, "", `{"pages":["pages/a"]}`},
		{"a class", `export default class { config = { pages: ['pages/a'] } }`, "", `{"pages":["pages/a"]}`},
		{"a class that another module decorates", `import { wear } from 'some-package'
class App extends Base { constructor () { super(); this.n = 1 } config = { pages: ['pages/a'] } }
export default wear({ a: 1 })(App)`, "", `{"pages":["pages/a"]}`},
		{"a function's member", `export default function App () {}
App.config = { pages: ['pages/a'] }`, "", `{"pages":["pages/a"]}`},
		{"loops", `const list = ['a', 'b'], names = { c: 'x', d: 'y' }, pages = []
list.forEach((n, i) => pages.push('pages/' + n))
for (const n of Object.keys(names)) pages.push('pages/' + n)
for (const n in names) pages.push(names[n])
for (let i = 0; i < list.length; i++) pages.push(list[i])
while (unknown()) pages.push('pages/z')
export default { pages, more: list.map(n => ({ n })), some: list.filter(n => n === 'b'),
  sum: list.reduce((o, n) => { o[n] = n; return o }, {}) }`, "",
			`{"pages":["pages/a","pages/b","pages/c","pages/d","x","y","a","b","pages/z"],"more":[{"n":"a"},{"n":"b"}],"some":["b"],"sum":{"a":"a","b":"b"}}`},
		{"paths", `const path = require('path'), root = path.resolve(process.cwd(), 'src')
const of = (...p) => path.join(__dirname, '..', ...p)
module.exports = { a: path.resolve(root, './a.js'), b: of('src', 'b.js'), c: path.resolve(elsewhere(), 'c'), d: path.join('d', elsewhere()) }`, "",
			`{"a":"/src/a.js","b":"/src/b.js","c":"c","d":null}`},
		{"merged by another module", `const merge = require('webpack-merge'), base = require('./tabs')
module.exports = merge(base, { list: ['b'], entry: { b: 1 } })`, `module.exports = { list: ['a'], entry: { a: 1 } }`, `{"list":["a","b"],"entry":{"a":1,"b":1}}`},
		{"a list with rests", "module.exports = {pages: ['./a', \"b\",], // x\n  n: f(2, {}), on: true, ...rest, }", "", `{"pages":["./a","b"],"n":2,"on":true}`},
		{"by name", "const a: T = { b: 1, 'k-v': `t` };\nexport default define(a);", "", `{"b":1,"k-v":"t"}`},
		{"nothing", `let a = 1`, "", "null"},
		{"no module", `export default {`, "", "null"},
		{"modules in a circle", `import { tabs } from './tabs'
export const mine = ['pages/m']
export default { pages: tabs }`, `import { mine } from './app.config'
export const tabs = ['pages/t', ...mine]`, `{"pages":["pages/t","pages/m"]}`},
		{"an endless call", `const f = () => f(); export default { pages: f() }`, "", `{"pages":null}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src, find := sources(map[string]string{"app.config.ts": tt.text, "tabs.ts": tt.tabs})
			got := "null"
			if v := constant.Evaluate(src, find).Declared(); v != nil {
				got, _ = v.JSON()
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestPlaces: what a module declares is told at its place there, what another one names
// where it is referred to.
func TestPlaces(t *testing.T) {
	text := "import { tab } from './tabs'\nexport default {\n  pages: [ 'pages/a', tab ],\n}\n"
	src, find := sources(map[string]string{"app.config.ts": text, "tabs.ts": "\n\n\nexport const tab = 'pages/t'"})
	json, at := constant.Evaluate(src, find).Declared().JSON()
	for _, tt := range []struct{ of, in string }{
		{`"pages":`, "pages: ["}, {`"pages/a"`, "'pages/a'"}, {`"pages/t"`, "tab ]"},
	} {
		pos := at(int32(strings.Index(json, tt.of)))
		if want := strings.Index(text, tt.in); int(pos) != want {
			t.Errorf("%s: place %d, want %d", tt.of, pos, want)
		}
	}
	if end := at(int32(strings.Index(json, `"pages/a"`) + len(`"pages/a"`))); text[end-1] != '\'' {
		t.Errorf("a text ends at %q", text[:end])
	}
}

// FuzzExported looks for texts that break the evaluator.
func FuzzExported(f *testing.F) {
	f.Add(`export default { pages: ['a', ...x], [k]: 1 }`, `export const x = ['b']`)
	f.Add("const o = {}; o.o = o; module.exports = o", "")
	f.Fuzz(func(t *testing.T, text, other string) {
		src, find := sources(map[string]string{"app.config.ts": text, "tabs.ts": other})
		json, at := constant.Evaluate(src, find).Exports.JSON()
		at(int32(len(json)))
	})
}

// TestUses: calls of what other modules export are noted, with what they are given.
func TestUses(t *testing.T) {
	src, find := sources(map[string]string{"app.config.ts": `const Plugin = require('some-plugin')
module.exports = env => ({ plugins: [new Plugin({ a: 1 })], chain: c => c.plugin('x').use(Plugin, ['b']) })`})
	m := constant.Evaluate(src, find)
	made := m.Made(m.Exports)
	m.Made(made.Find("chain"))
	got := ""
	for _, u := range m.Uses {
		json, _ := u.Args[0].JSON()
		got += u.Of + " " + json + " " + u.Args[0].File() + "\n"
	}
	if want := "some-plugin {\"a\":1} app.config.ts\nsome-plugin \"b\" \n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestManyMembers: what one instruction does to many members counts, or the module would
// run for minutes before its steps are used up.
func TestManyMembers(t *testing.T) {
	var b strings.Builder
	b.WriteString("const o = {")
	for i := range 5000 {
		fmt.Fprintf(&b, "k%d: 0,", i)
	}
	b.WriteString("}\nfor (;;) { Object.assign(o, o, o); o.k1 = { ...o } }\nmodule.exports = { pages: ['a'] }")
	src, find := sources(map[string]string{"app.config.ts": b.String()})
	if v := constant.Evaluate(src, find).Declared(); v != nil {
		t.Errorf("declared %v after a loop without end", v)
	}
}
