package lsp

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"
)

// program is a clean one with one page.
func program() map[string]string {
	return map[string]string{
		"app.json":       `{"pages": ["pages/a/a"]}`,
		"app.js":         "App({})\n",
		"pages/a/a.js":   "Page({\n  onLoad() {\n  }\n})\n",
		"pages/a/a.wxml": "<view/>\n",
	}
}

// unguarded adds a call behind Chinese text and a character of two UTF-16 units.
const (
	clipboard = "const 名称 = '位置😀'; wx.getClipboardData({ success: (r) => { console.log(r.data) } })"
	calling   = "Page({\n  onLoad() {\n    " + clipboard + "\n  }\n})\n"
)

func TestUnsavedText(t *testing.T) {
	c := start(t, program(), nil)
	c.open("pages/a/a.js", "Page({\n  onLoad() {\n  }\n})\n")
	c.quiet("pages/a/a.js")
	c.edit("pages/a/a.js", "onLoad() {\n", "onLoad() {\n    "+clipboard+"\n")
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
	d := c.diags[c.uri("pages/a/a.js")]
	if d.Version == nil || *d.Version != 2 || len(d.Diagnostics[0].RelatedInformation) != 2 || d.Diagnostics[0].Data.Fingerprint == "" {
		t.Errorf("got %+v", d)
	}
	if step := d.Diagnostics[0].RelatedInformation[0]; step.Location.URI != c.uri("pages/a/a.js") || step.Location.Range.Start.Line != 1 {
		t.Errorf("the first step is %+v", step)
	}
	c.edit("pages/a/a.js", clipboard, "")
	c.want("")
}

func TestUTF8(t *testing.T) {
	c := start(t, program(), func(p map[string]any) {
		p["capabilities"] = map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-8", "utf-16"}}}
	})
	if got := c.init.Capabilities["positionEncoding"]; got != "utf-8" {
		t.Fatalf("the encoding is %v", got)
	}
	c.open("pages/a/a.js", calling)
	c.want("pages/a/a.js:2:33-2:97 consent/unguarded")
}

func TestCloseAndDelete(t *testing.T) {
	files := program()
	files["pages/a/a.js"] = calling
	c := start(t, files, nil)
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
	c.open("pages/a/a.js", "Page({})\n")
	c.want("")
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri("pages/a/a.js")}})
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded") // what is on disk counts again
	if err := os.Remove(c.path("pages/a/a.js")); err != nil {
		t.Fatal(err)
	}
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri("pages/a/a.js"), "type": 3}}})
	c.wait("the missing page", func() bool {
		return len(c.diags[c.uri("pages/a/a.js")].Diagnostics) == 0 && strings.Contains(c.lines(), "app.json")
	})
}

func TestNewFile(t *testing.T) {
	files := program()
	files["app.json"] = `{"pages": ["pages/a/a", "pages/b/b"]}`
	c := start(t, files, nil)
	c.wait("the missing page", func() bool { return strings.Contains(c.lines(), "app.json") })
	c.open("pages/b/b.js", "Page({ onLoad() { wx.getClipboardData({}) } })\n") // its folder is on no disk
	c.want("app.json:0:24-0:24 parse\npages/b/b.js:0:18-0:41 consent/unguarded")
}

func TestBrokenFile(t *testing.T) {
	files := program()
	files["pages/a/a.js"] = calling
	c := start(t, files, nil)
	c.open("pages/a/a.js", calling)
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
	c.edit("pages/a/a.js", "Page({", "Page({{")
	c.wait("the mistake", func() bool { return strings.HasSuffix(c.lines(), " parse") })
	c.edit("pages/a/a.js", "Page({{", "Page({")
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
}

func TestFolders(t *testing.T) {
	files := map[string]string{}
	for _, dir := range []string{"one/", "two/x/", "two/y/", "three/"} {
		for name, text := range program() {
			files[dir+name] = text
		}
		files[dir+"pages/a/a.js"] = calling
	}
	c := start(t, files, func(p map[string]any) { p["workspaceFolders"], p["rootUri"] = nil, nil })
	folder := func(name string) []WorkspaceFolder { return []WorkspaceFolder{{c.uri(name), name}} }
	change := func(added, removed []WorkspaceFolder) {
		c.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"added": added, "removed": removed}})
	}
	c.want("")
	change(folder("one"), nil)
	c.want("one/pages/a/a.js:2:23-2:87 consent/unguarded")
	change(folder("two"), nil)
	c.want("one/pages/a/a.js:2:23-2:87 consent/unguarded\ntwo/x/pages/a/a.js:2:23-2:87 consent/unguarded\ntwo/y/pages/a/a.js:2:23-2:87 consent/unguarded")
	change(nil, folder("one"))
	c.want("two/x/pages/a/a.js:2:23-2:87 consent/unguarded\ntwo/y/pages/a/a.js:2:23-2:87 consent/unguarded")
	c.open("two/x/pages/a/a.js", "Page({})\n")
	c.want("two/y/pages/a/a.js:2:23-2:87 consent/unguarded")
	// A file outside of the folders brings its program with it.
	c.open("three/pages/a/a.js", calling)
	c.want("three/pages/a/a.js:2:23-2:87 consent/unguarded\ntwo/y/pages/a/a.js:2:23-2:87 consent/unguarded")
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri("three/pages/a/a.js")}})
	c.want("two/y/pages/a/a.js:2:23-2:87 consent/unguarded")
}

func TestConfiguration(t *testing.T) {
	files := program()
	files["pages/a/a.js"] = calling
	c := start(t, files, func(p map[string]any) {
		p["initializationOptions"] = map[string]any{"rules": map[string]string{"consent": "off", "agegate": "off"}}
	})
	c.quiet("app.js")
	c.want("")
	set := func(v any) { c.notify("workspace/didChangeConfiguration", map[string]any{"settings": v}) }
	set(map[string]any{"minivet": map[string]any{"rules": onlyConsent()}})
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
	set(map[string]any{"minivet": map[string]any{"rulse": 1}})
	c.wait("the mistake", func() bool { return strings.Contains(strings.Join(c.messages, "\n"), "did you mean rules?") })
	c.write("minivet.yaml", "rules:\n  consent: off\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri("minivet.yaml"), "type": 1}}})
	c.want("")
	c.open("minivet.yaml", "rules:\n  concent: off\n")
	c.want("minivet.yaml:1:2-1:14 config\npages/a/a.js:2:23-2:87 consent/unguarded")
	if m := c.diags[c.uri("minivet.yaml")].Diagnostics[0].Message; !strings.Contains(m, "did you mean consent?") {
		t.Errorf("message %q", m)
	}
	c.edit("minivet.yaml", "concent: off", "consent: error")
	c.wait("the level", func() bool {
		list := c.diags[c.uri("pages/a/a.js")].Diagnostics
		return len(list) == 1 && list[0].Severity == SeverityError && len(c.diags[c.uri("minivet.yaml")].Diagnostics) == 0
	})
}

func TestServerAsks(t *testing.T) {
	c := start(t, program(), func(p map[string]any) {
		p["capabilities"] = map[string]any{"workspace": map[string]any{
			"configuration": true, "didChangeWatchedFiles": map[string]any{"dynamicRegistration": true},
		}}
	})
	c.wait("both requests", func() bool {
		return strings.Contains(strings.Join(c.asked, " "), "client/registerCapability workspace/configuration")
	})
	c.mu.Lock()
	c.answers["workspace/configuration"] = []any{map[string]any{"rules": map[string]string{"consent": "note", "agegate": "off"}}}
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.open("pages/a/a.js", calling)
	c.wait("the level", func() bool {
		list := c.diags[c.uri("pages/a/a.js")].Diagnostics
		return len(list) == 1 && list[0].Severity == SeverityInformation
	})
}

func TestNoProgram(t *testing.T) {
	c := start(t, map[string]string{"readme.txt": "nothing"}, nil)
	c.quiet("readme.txt")
	c.wait("a word in the log", func() bool { return strings.Contains(strings.Join(c.messages, "\n"), "no mini program found") })
	for name, text := range program() {
		c.write(name, text)
	}
	c.open("pages/a/a.js", calling)
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
}

func TestHostileClient(t *testing.T) {
	c := start(t, program(), nil)
	c.open("pages/a/a.js", "Page({})\n")
	bad := func(method string, params any, code int64) {
		t.Helper()
		var e *jsonrpc2.Error
		err := c.conn.Call(context.Background(), method, params, nil)
		if !errors.As(err, &e) || e.Code != code {
			t.Errorf("%s %v: %v, want code %d", method, params, err, code)
		}
	}
	doc := func(uri string) map[string]any {
		return map[string]any{"textDocument": map[string]any{"uri": uri}}
	}
	at := doc(c.uri("pages/a/a.js"))
	at["position"] = Position{-1, 5}
	bad("textDocument/hover", at, jsonrpc2.CodeInvalidParams)
	at["position"] = Position{99, 0}
	bad("textDocument/hover", at, jsonrpc2.CodeInvalidParams)
	at["position"] = "here"
	bad("textDocument/hover", at, jsonrpc2.CodeInvalidParams)
	bad("textDocument/hover", doc("untitled:x"), jsonrpc2.CodeInvalidParams)
	bad("textDocument/hover", doc(c.uri("nosuch.js")), jsonrpc2.CodeInvalidParams)
	bad("textDocument/codeAction", doc("%zz"), jsonrpc2.CodeInvalidParams)
	bad("textDocument/nosuch", nil, jsonrpc2.CodeMethodNotFound)
	bad("initialize", nil, jsonrpc2.CodeInvalidRequest)
	change := func(uri string, r *Range) {
		c.notify("textDocument/didChange", DidChangeParams{TextDocument: TextDocument{URI: uri, Version: 7}, ContentChanges: []ContentEdit{{Range: r, Text: "x"}}})
	}
	change(c.uri("pages/a/a.js"), &Range{Position{5, 5}, Position{1 << 40, 1}})
	change(c.uri("pages/a/a.js"), &Range{Position{0, 5}, Position{0, 2}})
	change(c.uri("pages/b/b.js"), nil)
	c.notify("textDocument/didClose", doc(c.uri("pages/b/b.js")))
	c.notify("textDocument/didOpen", []int{3})
	c.notify("$/cancelRequest", map[string]any{"id": "none"})
	c.notify("$/setTrace", map[string]any{"value": "off"})
	c.edit("pages/a/a.js", "Page({})", "Page({ onLoad() { wx.getClipboardData({}) } })") // the text is as it was
	c.want("pages/a/a.js:0:18-0:41 consent/unguarded")
	if got := strings.Join(c.messages, "\n"); !strings.Contains(got, "ends before it begins") || !strings.Contains(got, "is not open") {
		t.Errorf("messages: %s", got)
	}
	c.call("shutdown", nil, nil)
	bad("textDocument/hover", doc(c.uri("pages/a/a.js")), jsonrpc2.CodeInvalidRequest)
	c.notify("exit", nil)
	if !<-c.left {
		t.Error("the server thinks the client went without taking its leave")
	}
}

func TestClientGone(t *testing.T) {
	c := start(t, program(), nil)
	c.conn.Close()
	if <-c.left {
		t.Error("the server thinks the client took its leave")
	}
}

func TestIndex(t *testing.T) {
	text := "a中😀b\r\nc\rd\n"
	for _, encoding := range []string{utf16, utf8s} {
		x := newIndex(text, encoding)
		if len(x.starts) != 4 {
			t.Errorf("%d lines", len(x.starts))
		}
		for offset := range text {
			if text[offset] == '\n' && offset > 0 && text[offset-1] == '\r' {
				continue // between the two is the end of the line
			}
			if back, err := x.offset(x.position(offset)); err != nil || back != offset {
				t.Errorf("%s: %d becomes %v, and that %d, %v", encoding, offset, x.position(offset), back, err)
			}
		}
		if at, err := x.offset(Position{0, 1 << 40}); err != nil || at != len("a中😀b") {
			t.Errorf("behind the line: %d, %v", at, err)
		}
	}
	if got := newIndex(text, utf16).position(len("a中😀")); got != (Position{0, 4}) {
		t.Errorf("got %v", got)
	}
}
