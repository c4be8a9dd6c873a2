package replay

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// TestBuiltins: what counts the work of built-in functions changes nothing that a
// program can see.
func TestBuiltins(t *testing.T) {
	prog, _ := load(t, &txtar.Archive{Files: []txtar.File{
		{Name: "app.json", Data: []byte(`{"pages": ["a/a"]}`)}, {Name: "a/a.js", Data: []byte("Page({})")},
	}})
	u := users()[0]
	w := newWorld(newScript(prog, catalogue.WeChat, nil), &u, forward, nil, maxWork)
	defer w.close()
	for code, want := range map[string]string{
		"[] instanceof Array":                                                                              "true",
		"[1].map(x => x) instanceof Array":                                                                 "true",
		"new Uint8Array(4) instanceof Uint8Array":                                                          "true",
		"new (class X extends Array {})() instanceof Array":                                                "true",
		"(class X extends Array {}).isArray([])":                                                           "true",
		"[].constructor === Array":                                                                         "true",
		"new Array(3).length + Array(2).length + Array.of(7, 8).length":                                    "7",
		"Uint8Array.from([1, 2]).length + Uint8Array.BYTES_PER_ELEMENT":                                    "3",
		"String([1, [2]]) + JSON.stringify({ a: [1] })":                                                    `1,2{"a":[1]}`,
		"'a-b-c'.replace(/-/g, '+') + 'a1b'.split(/\\d/)":                                                  "a+b+ca,b",
		"/a/.test('ba') + ' ' + /(?=a)b/.test('b') + ' ' + 'xay'.match(/a/).index":                         "true false 1",
		"new RegExp('a/b').test('a/b') + ' ' + RegExp('').source + ' ' + new RegExp(/x/g).flags":           "true (?:) g",
		"new RegExp(/x/g, 'i').flags + RegExp('a') + new RegExp(undefined).test('')":                       "i/a/true",
		"var r = RegExp('a', 'g'); r.test('aa'); r.lastIndex + ' ' + RegExp('a', 'g').lastIndex":           "1 0",
		"try { RegExp('(') } catch (e) { e.name }":                                                         "SyntaxError",
		"try { RegExp('a', 'xx') } catch (e) { e.name }":                                                   "SyntaxError",
		"var X = class extends RegExp { a() { return 1 } }; new X('b').a() + ' ' + new X('b').test('b')":   "1 true",
		"'aXbX'.match('X').index + ' ' + [...'aXbX'.matchAll('X')].length + ' ' + 'ab'.search('b')":        "1 2 1",
		"'abc'.match({ [Symbol.match]: () => 7 }) + ' ' + 'null'.match(null)[0] + ' ' + 'a'.match().index": "7 null 0",
		"[1, 2].filter(x => x > 1).constructor === Array && [].concat([1]) instanceof Array":               "true",
		"(class X extends Array {}).from([1]).map(x => x).constructor.name":                                "X",
		"var p = new Proxy({}, { defineProperty: (t, k, d) => Reflect.defineProperty(t, k, d) }); Object.defineProperty(p, 'x', { get() { return 7 } }).x": "7",
		"try { Object.defineProperty(Object.freeze({}), 'x', { get() { return 7 } }) } catch (e) { e.name }":                                               "TypeError",
		"var C = function () { this.x = [String(1), Number('2'), Array(3).length] }; new C().x.map(x => typeof x).join()":                                  "string,number,number",
		"typeof Promise.resolve().then(x => x).finally": "function",
		"[3, 1, 2].sort().concat([4], 5).join('')":      "12345",
	} {
		t.Run(code, func(t *testing.T) {
			got, err := w.vm.RunString(code)
			if err != nil || got.String() != want {
				t.Errorf("%v %v, want %s", got, err, want)
			}
		})
	}
}
