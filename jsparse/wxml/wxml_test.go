package wxml_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

func compile(text string) (*wxml.File, *wxml.Compiled) {
	f := wxml.Parse("pages/a/a.wxml", text)
	return f, wxml.Compile(f, wxml.CompileOptions{})
}

// body is the compiled text without the function around it and without $.use.
func body(c *wxml.Compiled) string {
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(c.JS), "\n") {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "$.use") {
			out = append(out, line)
		}
	}
	return strings.Join(out[1:len(out)-1], " ")
}

func TestExpressions(t *testing.T) {
	tests := []struct{ expr, want string }{
		{`a`, `(a)`},
		{` a.b[c].d(e, 'f') `, `( a.b[c].d(e, 'f') )`},
		{`a ? b : c ? d : e`, `(a ? b : c ? d : e)`},
		{`class`, `($d["class"])`},
		{`a.class`, `(a.class)`},
		{`x ? class : new`, `(x ? $d["class"] : $d["new"])`},
		{`{class, a: default, b, true}`, `({"class": $d["class"], a: $d["default"], b, "true": true})`},
		{`[1, ...a, ]`, `([1, ...a, ])`},
		{`$ + $d + $t + Object`, `($d["$"] + $d["$d"] + $d["$t"] + $d["Object"])`},
		{`typeof a === 'x'`, `(typeof a === 'x')`},
		{`a in b`, `(a in b)`},
		{`a?.b ?? .5`, `(a?.b ?? .5)`},
		{`a?.5:1`, `(a?.5:1)`},
		{`-a - -b`, `(-a - -b)`},
		{`姓名`, `(姓名)`},
		{"'a\nb'", `('a\nb')`},
		{`'}}' + "{{"`, `('}}' + "{{")`},
		{`{a: {b: 1}}`, `({a: {b: 1}})`},
		{`this`, `($d["this"])`},
		{`a =1`, ``}, {`a b`, ``}, {`a) + (b`, ``}, {`a[`, ``}, {`a..b`, ``}, {`a++`, ``}, {`a => b`, ``},
		{`a // b`, ``}, {`/x/.test(a)`, ``}, {`a;b`, ``}, {`'\u12'`, ``}, {`a, b`, ``}, {`08`, ``}, {`1a`, ``},
		{`a ? b`, ``}, {`a : b`, ``}, {`{a: }`, ``}, {`()`, ``}, {`[,]`, ``}, {`a <!-- b`, ``}, {"`a`", ``}, {`#`, ``},
		{strings.Repeat("a.", 1000) + "a", ``},
		{strings.Repeat("!", 1000) + "a", ``},
		{strings.Repeat("a?b:", 1000) + "a", ``},
		{strings.Repeat("[", 1000) + strings.Repeat("]", 1000), ``},
	}
	for _, tt := range tests {
		_, c := compile("{{" + tt.expr + "}}")
		parses(t, "x.wxml", c)
		want := "$.text(" + tt.want + ");"
		if tt.want == "" {
			want = "$.text($.unknown());"
			if len(c.Problems) != 1 {
				t.Errorf("%.40q: problems %v", tt.expr, c.Problems)
			}
		} else if len(c.Problems) != 0 {
			t.Errorf("%.40q: problems %v", tt.expr, c.Problems)
		}
		if got := body(c); got != want {
			t.Errorf("%.40q: got %s, want %s", tt.expr, got, want)
		}
	}
}

func TestEvents(t *testing.T) {
	tests := []struct {
		attr, name     string
		catch, capture bool
	}{
		{"bindtap", "tap", false, false},
		{"bind:tap", "tap", false, false},
		{"catchtap", "tap", true, false},
		{"catch:tap", "tap", true, false},
		{"mut-bind:tap", "tap", false, false},
		{"mut-bindtap", "tap", false, false},
		{"capture-bind:tap", "tap", false, true},
		{"capture-catch:tap", "tap", true, true},
		{"bind:myEvent", "myevent", false, false},
		{"bind:my-event", "my-event", false, false},
		{"bindgetPhoneNumber", "getphonenumber", false, false},
	}
	for _, tt := range tests {
		f, c := compile("<view " + tt.attr + `=" h "/>`)
		ev := f.Elements[0].Events
		if len(ev) != 1 || ev[0].Name != tt.name || ev[0].Catch != tt.catch || ev[0].Capture != tt.capture ||
			ev[0].Spelling != tt.attr || ev[0].Handler != " h " || ev[0].Pos != 6 {
			t.Errorf("%s: %+v", tt.attr, ev)
		}
		if got, want := body(c), `$.on(0, "`+tt.name+`", "h", {});`; got != want {
			t.Errorf("%s: got %s, want %s", tt.attr, got, want)
		}
	}
	for _, attr := range []string{"bind", "bind:", "class", "model:bind"} {
		if f, _ := compile("<view " + attr + `="h"/>`); len(f.Elements[0].Events) != 0 {
			t.Errorf("%s is no event", attr)
		}
	}
}

func TestCompile(t *testing.T) {
	tests := []struct{ name, wxml, want string }{
		{"constant text", `<view>hello</view>`, ``},
		{"dataset", `<a bindtap="f" data-foo-bar="1" data-fooBar="{{x}}" data-="n" data-flag/>`,
			`$.on(0, "tap", "f", {"fooBar": "1", "foobar": (x), "flag": true});`},
		{"if without braces", `<a wx:if="false">{{x}}</a>`, `if ("false") { $.text((x), 0); }`},
		{"if alone", `<a wx:if>{{x}}</a>`, `if (true) { $.text((x), 0); }`},
		{"for over a string", `<a wx:for="ab">{{item}}</a>`,
			`for (const item of $.list("ab")) { const index = $.index(); $.text((item), 0); }`},
		{"for over data named item", `<a wx:for="{{item}}"/>`,
			`const $v1 = $.list((item)); for (const item of $v1) { const index = $.index(); }`},
		{"spaces around the list", `<a wx:for=" {{l}} "/>`, `for (const item of $.list((l))) { const index = $.index(); }`},
		{"reserved loop names", `<a wx:for="{{l}}" wx:for-item="class" wx:for-index="a-b">{{class}}</a>`,
			`for (const $v1 of $.list((l))) { const $v2 = $.index(); $.text(($v1), 0); }`},
		{"field shorthand of a loop", `<a wx:for="{{l}}" wx:for-item="case"><template is="t" data="{{case}}"/></a><template name="t"/>`,
			`const $t = { "t": function ($d) { }, }; for (const $v1 of $.list((l))) { const index = $.index(); $t["t"]({"case": $v1}); }`},
		{"else and for", `<a wx:if="{{x}}"/><b wx:else wx:for="{{l}}"/>`,
			`if ((x)) { } else { for (const item of $.list((l))) { const index = $.index(); } }`},
		{"model in a loop", `<a wx:for="{{l}}"><input model:value="{{item.x}}"/></a>`,
			`for (const item of $.list((l))) { const index = $.index(); }`},
		{"model", `<input model:value="{{ a.b }}"/>`, `$.model(0, "a.b", "value");`},
		{"uni-app", `<view bindtap="__e" data-event-opts="{{[['tap',[['go',['$0']]]]]}}"/>`,
			`$.on(0, "tap", "__e", {"eventOpts": ([['tap',[['go',['$0']]]]])});`},
		{"quotes in quotes", `<view wx:if="{{a == "x" || b}}">{{t}}</view>`, `if ((a == "x" || b)) { $.text((t), 0); }`},
		{"unquoted", `<view wx:if={{a > b}} bindtap=go>{{t}}</view>`, `if ((a > b)) { $.on(0, "tap", "go", {}); $.text((t), 0); }`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, c := compile(tt.wxml)
			parses(t, "x.wxml", c)
			if len(f.Problems)+len(c.Problems) > 0 {
				t.Error(f.Problems, c.Problems)
			}
			if got := body(c); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestValid(t *testing.T) {
	f := wxml.Parse("x.wxml", "{{a ?? b || c}}{{d}}")
	c := wxml.Compile(f, wxml.CompileOptions{Valid: func(e string) bool { return !strings.Contains(e, "??") }})
	if got, want := body(c), `$.text(("" + $.unknown() + (d)));`; got != want || len(c.Problems) != 1 || c.Problems[0].Pos != 2 {
		t.Errorf("got %s, want %s; %v", got, want, c.Problems)
	}
}

// TestMap checks that instructions of the compiled function lie where their
// markup is.
func TestMap(t *testing.T) {
	text := `<view wx:if="{{agreed}}"><button bindtap="go" data-x="{{m.class.y(1)}}">{{ f(z) }}</button></view>`
	_, c := compile(text)
	unit, problems := ir.Parse(&ir.Source{Path: "x", Text: c.JS, Map: c.Map}, ir.Options{With: wxml.Data, WithExcept: wxml.FreeNames()})
	if unit == nil {
		t.Fatal(problems)
	}
	found := map[string]bool{}
	for _, f := range unit.Funcs {
		for _, b := range unit.Body(f).Blocks {
			for _, in := range b.Instrs {
				if in.Op == ir.OpCall && in.End > in.Pos {
					found[text[in.Pos:in.End]] = true
				}
			}
		}
	}
	for _, want := range []string{`f(z)`, `bindtap="go"`, `m.class.y(1)`, `{{ f(z) }}`, `<view wx:if="{{agreed}}">`} {
		if !found[want] {
			t.Errorf("no call at %s; have %v", want, found)
		}
	}
}

func TestQueries(t *testing.T) {
	f := wxml.Parse("x.wxml", `<view id="top">请阅读 <text>《隐私政策》</text>&nbsp;{{x}}<view><button a="1" b>同意</button><button>拒绝</button></view></view>`)
	top, button := f.Elements[0], f.Elements[3]
	if got, want := top.Text(), "请阅读 《隐私政策》 同意 拒绝"; got != want || f.AllText() != want {
		t.Errorf("Text: %q, want %q", got, want)
	}
	if button.Root() != top || button.Closest("view").Index != 2 || button.Closest("form") != nil {
		t.Error("Root, Closest")
	}
	if s := button.Siblings(f); len(s) != 1 || s[0].(*wxml.Element).Text() != "拒绝" {
		t.Errorf("Siblings: %v", s)
	}
	if v, ok := button.Attr("a"); v != "1" || !ok {
		t.Error("Attr a")
	}
	if v, ok := button.Attr("b"); v != "" || !ok || button.AttrOf("b").HasValue {
		t.Error("Attr b")
	}
	if _, ok := button.Attr("c"); ok {
		t.Error("Attr c")
	}
	n := 0
	top.Walk(func(e *wxml.Element) bool { n++; return e.Tag != "view" || e == top })
	if n != 3 {
		t.Errorf("Walk: %d elements", n)
	}
}

// TestHostile gives shapes that make naive readers quadratic or recursive.
func TestHostile(t *testing.T) {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	texts := map[string]string{
		"nested":          strings.Repeat("<view>", 100_000) + strings.Repeat("</view>", 100_000),
		"nested loops":    strings.Repeat(`<a wx:for="{{item}}" wx:if="{{x}}" hidden="{{y}}">`, 20_000),
		"unclosed inputs": fill("<input>"),
		"stray <":         fill("<"),
		"stray </":        fill("</"),
		"stray {{":        fill("{{"),
		"stray {{ '":      fill("{{ '"),
		"stray {{ ' }}":   fill("{{ '") + "}}",
		"braces":          fill("{"),
		"quoted {{":       fill(`<a b="{{" c='{{'>`),
		"quoted {{ deep":  fill(`<a b="{{'`),
		"one line":        "<view>" + fill("{{a}} text &amp; ") + "</view>",
		"attributes":      "<view " + fill(`a="{{b}}" data-c="1" `) + "/>",
		"elifs":           `<a wx:if="{{x}}"/>` + fill(`<a wx:elif="{{y}}"/>`),
		"crossed":         fill("<a><b></a></b>"),
		"open quotes":     fill(`<a b="`),
		"comments":        fill("<!--"),
		"wxs":             fill(`<wxs module="m">`) + fill("</wxs>"),
		"many wxs":        fill(`<wxs module="m"/><template name="t"/>`),
		"long chain":      "{{a" + fill(".a") + "}}",
		"mustaches":       "<a b='" + fill("{{a}}") + "'/>",
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, c := compile(text)
			if d := time.Since(start); d > 8*time.Second {
				t.Errorf("took %v for %d bytes", d, len(text))
			}
			parses(t, "x.wxml", c)
		})
	}
}

// TestBlowUp includes files that double at each level.
func TestBlowUp(t *testing.T) {
	load := func(path string) *wxml.File {
		next := path[:len(path)-len(".wxml")] + "a.wxml"
		return wxml.Parse(path, strings.Repeat(`<include src="`+next+`"/><view>{{x}}</view>`, 8))
	}
	c := wxml.Compile(load("a.wxml"), wxml.CompileOptions{Load: load})
	if len(c.Problems) == 0 || len(c.JS) > 64<<20 {
		t.Errorf("%d bytes, problems %v", len(c.JS), c.Problems)
	}
}

// TestBenchCases compiles the views of the benchmark, if it is there.
func TestBenchCases(t *testing.T) {
	root := filepath.FromSlash("../../../shared/bench/cases")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the benchmark's cases are not beside the repository")
	}
	n := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".wxml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		f := wxml.Parse(filepath.ToSlash(path), string(text))
		c := wxml.Compile(f, wxml.CompileOptions{})
		if len(f.Problems)+len(c.Problems) > 0 {
			t.Errorf("%s: %v %v", path, f.Problems, c.Problems)
		}
		parses(t, path, c)
		return nil
	})
	if err != nil || n == 0 {
		t.Errorf("%d views, %v", n, err)
	}
}
