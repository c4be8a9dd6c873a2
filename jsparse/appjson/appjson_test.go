package appjson_test

import (
	"strings"
	"testing"

	"github.com/minivet/minivet/jsparse/appjson"
)

const sample = `{
  // the home page comes first
  "pages": ["pages/a/a", "/pages/b/b.html"],
  "subPackages": [{"root": "shop/", "name": "s", "pages": ["c"], "plugins": {"p2": {"version": "2", "provider": "wx2"}}}],
  "subpackages": [{"root": "./alone", "pages": ["d", "d"], "independent": true}],
  "entryPagePath": "pages/b/b",
  "usingComponents": {"x-box": "/c/box"},
  "permission": {"scope.userLocation": {"desc": "for the map"}, "scope.userFuzzyLocation": {}},
  "requiredPrivateInfos": ["getLocation", "chooseAddress",],
  "requiredBackgroundModes": ["audio"],
  "plugins": {"p1": {"version": "1.0.0", "provider": "wx1", "export": "e.js"}},
  "tabBar": {"custom": true, "list": [{"pagePath": "pages/a/a"}]},
  "workers": {"path": "workers/", "isSubpackage": true},
  "resolveAlias": {"@/*": "/*"},
  "functionalPages": {"invoiceTitle": true},
  "__usePrivacyCheck__": true
}
`

func TestParseApp(t *testing.T) {
	a, problems := appjson.ParseApp(appjson.MiniProgram, "app.json", sample)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	at := func(what string, pos, end int32, want string) {
		t.Helper()
		if got := sample[pos:end]; got != want {
			t.Errorf("%s stands at %q, want %q", what, got, want)
		}
	}
	infos := a.RequiredPrivateInfos
	at("the key", infos.KeyPos, infos.KeyEnd, `"requiredPrivateInfos"`)
	at("the element", infos.Items[1].Pos, infos.Items[1].End, `"chooseAddress"`)
	at("the permission", a.Permission[0].KeyPos, a.Permission[0].KeyEnd, `"scope.userLocation"`)
	at("its text", a.Permission[0].Desc.Pos, a.Permission[0].Desc.End, `"for the map"`)
	at("permission", a.PermissionKey.Pos, a.PermissionKey.End, `"permission"`)
	at("the plugin", a.Plugins[1].KeyPos, a.Plugins[1].KeyEnd, `"p1"`)
	if !a.Permission[0].HasDesc || a.Permission[1].HasDesc {
		t.Error("HasDesc")
	}
	if !a.FunctionalPages || !a.UsePrivacyCheck || !a.TabBar.Custom || a.Workers.Text != "workers" || a.EntryPagePath.Text != "pages/b/b" {
		t.Errorf("%+v", a)
	}
	pages, problems := a.AllPages()
	var list []string
	for _, p := range pages {
		list = append(list, p.Path)
	}
	if got := strings.Join(list, " "); got != "pages/a/a pages/b/b shop/c alone/d" {
		t.Error(got)
	}
	if len(problems) != 1 || !pages[3].Independent || pages[2].Independent {
		t.Errorf("%v %v", problems, pages)
	}
	at("the second d", problems[0].Pos, problems[0].Pos+3, `"d"`)
}

func TestProblems(t *testing.T) {
	tests := []struct{ name, text, at, message string }{
		{"empty", "", "", "ends too early"},
		{"open", `{"a": 1`, "", "ends too early"},
		{"comma", `{"pages": [1 2]}`, "2]}", "after array value"},
		{"colon", `{"pages" []}`, "[]}", "after object name"},
		{"quotes", `{'pages': []}`, "'pages': []}", "invalid character"},
		{"after", "{\"pages\": []}\n}", "}", "after top-level value"},
		{"list", `[1]`, "[1]", "has to hold an object"},
		{"no pages", `{}`, "{}", `"pages" is missing`},
		{"wrong type", `{"pages": {}}`, "{}}", "has to be a list"},
		{"wrong element", `{"pages": ["a", 7]}`, "7]}", "has to be a string"},
		{"twice", `{"pages": [], "pages": []}`, `"pages": []}`, "stands twice"},
		{"root", `{"pages": [], "subPackages": [{}]}`, "{}]}", `no "root"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := appjson.ParseApp(appjson.MiniProgram, "app.json", tt.text)
			if len(problems) != 1 {
				t.Fatal(problems)
			}
			p := problems[0]
			if got := tt.text[p.Pos:]; got != tt.at || !strings.Contains(p.Message, tt.message) {
				t.Errorf("at %q: %s", got, p.Message)
			}
		})
	}
}

func TestFind(t *testing.T) {
	n, problems := appjson.Parse("\ufeff{\"a\": {\"b\": [1, \"x\", null]}, \"a.b\": true} // end")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if n.Find("a", "b", "1").Text() != "x" || !n.Find("a.b").Bool() || n.Find("a", "c", "d") != nil || n.Find("a", "b", "3") != nil {
		t.Error("Find")
	}
	if x := n.Find("a", "b", "0"); x.Kind != appjson.Number || x.Str != "1" {
		t.Errorf("%+v", x)
	}
	if m := n.Member("a.b"); m.KeyPos != 32 || m.KeyEnd != 37 {
		t.Errorf("%+v", m)
	}
	var none *appjson.Node
	if none.Find("a") != nil || none.Member("a") != nil || none.Text() != "" || none.Bool() {
		t.Error("a nil node has something")
	}
}

func TestParsePage(t *testing.T) {
	p, problems := appjson.ParsePage("p.json", `{"component": true, "navigationBarTitleText": "T", "usingComponents": {"a": "b", "c": 1}, "componentGenerics": {"g": {"default": "d"}, "h": true}}`)
	if !p.Component || p.Title.Text != "T" || len(p.UsingComponents) != 1 || len(p.Generics) != 1 || len(problems) != 1 {
		t.Errorf("%+v %v", p, problems)
	}
	if p, problems := appjson.ParsePage("p.json", " \n"); p.Root != nil || len(problems) > 0 {
		t.Error("a blank file is no problem", problems)
	}
}

func TestParseProject(t *testing.T) {
	p, problems := appjson.ParseProject(`{"miniprogramRoot": ".\\dist\\", "pluginRoot": "./", "compileType": "plugin", "appid": "wx1",
		"TCMPPappid": "mp1", "setting": {"useCompilerPlugins": ["typescript"]}}`)
	if len(problems) > 0 || p.MiniprogramRoot != "dist" || p.PluginRoot != "" || !p.TypeScript || p.Root.Member("TCMPPappid") == nil || p.AppID != "wx1" {
		t.Errorf("%+v %v", p, problems)
	}
}

// FuzzParse: any text ends in a value or a problem, with positions inside.
func FuzzParse(f *testing.F) {
	for _, s := range []string{sample, `{"a": [1, {"b": "\u0041"}],}`, "// x", `{"a" /* c */ : 1e9}`, "[[[[", `{"a":`, "\ufeff{}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		a, problems := appjson.ParseApp(appjson.MiniProgram, "app.json", text)
		if a.Root == nil && len(problems) == 0 {
			t.Error("neither a value nor a problem")
		}
		for _, p := range problems {
			if p.Pos < 0 || int(p.Pos) > len(text) || strings.Contains(p.Message, "\n") {
				t.Errorf("problem %+v", p)
			}
		}
		inside(t, text, a.Root)
	})
}

func inside(t *testing.T, text string, n *appjson.Node) {
	if n == nil {
		return
	}
	if n.Pos < 0 || n.End <= n.Pos || int(n.End) > len(text) {
		t.Fatalf("node at %d-%d", n.Pos, n.End)
	}
	for _, m := range n.Members {
		if !strings.HasPrefix(text[m.KeyPos:m.KeyEnd], `"`) {
			t.Fatalf("key at %d-%d", m.KeyPos, m.KeyEnd)
		}
		inside(t, text, m.Value)
	}
	for _, e := range n.Elems {
		inside(t, text, e)
	}
}
