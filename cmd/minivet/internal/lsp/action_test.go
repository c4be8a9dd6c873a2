package lsp

import (
	"context"
	"errors"
	"sort"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// apply makes the edits of an action, as an editor does: all files, from the last
// edit to the first; files that are not open are opened.
func (c *client) apply(a CodeAction, disk map[string]string) {
	c.t.Helper()
	for _, d := range a.Edit.DocumentChanges {
		path, _ := pathOf(d.TextDocument.URI)
		name, _ := within(c.dir, path)
		if _, open := c.texts[name]; open != (d.TextDocument.Version != nil) || open && *d.TextDocument.Version != c.versions[name] {
			c.t.Errorf("%s: version %v of the edit is not that of the text", name, d.TextDocument.Version)
		}
		if _, open := c.texts[name]; !open {
			c.open(name, disk[name])
		}
		sort.Slice(d.Edits, func(i, j int) bool { return before(d.Edits[j].Range.Start, d.Edits[i].Range.Start) })
		for _, e := range d.Edits {
			text, err := edit(c.texts[name], utf16, ContentEdit{Range: &e.Range, Text: e.NewText})
			if err != nil {
				c.t.Fatal(err)
			}
			c.texts[name] = text
			c.versions[name]++
			c.notify("textDocument/didChange", DidChangeParams{
				TextDocument:   TextDocument{URI: c.uri(name), Version: c.versions[name]},
				ContentChanges: []ContentEdit{{Range: &e.Range, Text: e.NewText}},
			})
		}
	}
}

func titled(list []CodeAction, part string) *CodeAction {
	for i := range list {
		if strings.Contains(list[i].Title, part) {
			return &list[i]
		}
	}
	return nil
}

func TestFixOverSeveralFiles(t *testing.T) {
	files := program()
	files["app.json"] = `{
  "pages": ["pages/a/a"],
  "permission": {"scope.userLocation": {"desc": "to show the weather of your city"}},
  "requiredPrivateInfos": ["getLocation"]
}
`
	files["pages/a/a.js"] = `Page({
  onTap() {
    wx.authorize({ scope: 'scope.userLocation', success: () => {
      wx.getLocation({ type: 'gcj02', success: (r) => {
        this.setData({ city: r.latitude.toFixed(1) + ',' + r.longitude.toFixed(1) })
      } })
    } })
  }
})
`
	files["pages/a/a.wxml"] = "<button bindtap=\"onTap\">{{city}}</button>\n"
	c := start(t, files, nil)
	c.open("pages/a/a.js", files["pages/a/a.js"])
	c.wait("fuzzylocation", func() bool { return strings.Contains(c.lines(), "fuzzylocation") })
	list := c.actions("pages/a/a.js", Range{Position{3, 10}, Position{3, 10}})
	fix := titled(list, "approximate position")
	if fix == nil {
		t.Fatalf("no fix: %+v", list)
	}
	if len(fix.Edit.DocumentChanges) < 2 {
		t.Errorf("the fix changes %d files", len(fix.Edit.DocumentChanges))
	}
	c.apply(*fix, files)
	c.want("")
	if !strings.Contains(c.texts["pages/a/a.js"], "wx.getFuzzyLocation(") || !strings.Contains(c.texts["app.json"], `"getFuzzyLocation"`) {
		t.Errorf("got\n%s\n%s", c.texts["pages/a/a.js"], c.texts["app.json"])
	}
}

func TestSuppress(t *testing.T) {
	c := start(t, program(), nil)
	c.open("pages/a/a.js", calling)
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
	if none := c.actions("pages/a/a.js", Range{Position{0, 0}, Position{2, 22}}); len(none) != 0 {
		t.Errorf("actions beside the finding: %+v", none)
	}
	a := titled(c.actions("pages/a/a.js", Range{Position{2, 30}, Position{2, 30}}), "Ignore consent/unguarded")
	if a == nil {
		t.Fatal("no action")
	}
	c.apply(*a, nil)
	c.want("")
	if want := "    // minivet-ignore consent/unguarded: " + reason + "\n    const"; !strings.Contains(c.texts["pages/a/a.js"], want) {
		t.Errorf("got\n%s", c.texts["pages/a/a.js"])
	}
	c.edit("pages/a/a.js", clipboard, "")
	c.want("pages/a/a.js:2:4-2:21 suppress/unused")
	if d := c.diags[c.uri("pages/a/a.js")].Diagnostics[0]; len(d.Tags) != 1 || d.Tags[0] != TagUnnecessary {
		t.Errorf("tags %v", d.Tags)
	}
}

func TestSuppression(t *testing.T) {
	tests := []struct{ file, text, want string }{ // at the first @, which is not there
		{"a.js", "\t@f()\r\n", "\t// minivet-ignore r/c: " + reason + "\r\n\tf()\r\n"},
		{"a.js", "x = `\n${@f()}`\n", "no"},
		{"a.js", "x = ``\n@f()", "x = ``\n// minivet-ignore r/c: " + reason + "\nf()"},
		{"a.ts", "let x: number =\n  @f()", "let x: number =\n  // minivet-ignore r/c: " + reason + "\n  f()"},
		{"a.js", "x = (\n  @f(", "no"},
		{"a.wxml", "<view>\n  @<button/>\n</view>", "<view>\n  <!-- minivet-ignore r/c: " + reason + " -->\n  <button/>\n</view>"},
		{"a.wxml", "<view\n  @class=\"a\"/>", "no"},
		{"app.json", "@{}", "// minivet-ignore r/c: " + reason + "\n{}"},
	}
	for _, tt := range tests {
		at := strings.Index(tt.text, "@")
		text := strings.Replace(tt.text, "@", "", 1)
		src := finding.NewSource(tt.file, text)
		f := &finding.Finding{Rule: "r", Category: "c", Place: finding.Place{File: tt.file, Start: src.Point(at), End: src.Point(at)}}
		got := "no"
		if e, ok := suppression(f, src); ok {
			got = text[:e.Place.Start.Offset] + e.NewText + text[e.Place.End.Offset:]
		}
		if got != tt.want {
			t.Errorf("%s %q: got %q, want %q", tt.file, tt.text, got, tt.want)
		}
	}
}

func TestHover(t *testing.T) {
	c := start(t, program(), nil)
	c.open("pages/a/a.js", calling)
	ask := func(line, character int) *Hover {
		var h *Hover
		c.call("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": c.uri("pages/a/a.js")}, "position": Position{line, character}}, &h)
		return h
	}
	if h := ask(0, 1); h != nil {
		t.Errorf("beside a call: %+v", h)
	}
	h := ask(2, 30)
	if h == nil || h.Range == nil || h.Range.Start != (Position{2, 23}) {
		t.Fatalf("got %+v", h)
	}
	for _, part := range []string{"**wx.getClipboardData**: the clipboard (category clipboard)", "missing: nothing asks", "consent/unguarded", "(" + c.uri("pages/a/a.js") + "#L2)"} {
		if !strings.Contains(h.Contents.Value, part) {
			t.Errorf("%q is not in\n%s", part, h.Contents.Value)
		}
	}
	c.edit("pages/a/a.js", clipboard, "wx.requirePrivacyAuthorize({ success: () => { wx.getClipboardData({ success: (r) => console.log(r.data) }) } })")
	if h = ask(2, 55); h == nil || !strings.Contains(h.Contents.Value, "given on every path (privacy agreement)") {
		t.Errorf("got %+v", h)
	}
}

func TestCancelRequest(t *testing.T) {
	c := start(t, program(), nil)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	// The request waits for the first run or is cancelled, whichever comes first;
	// either way it is answered, and the server goes on.
	call, err := c.conn.DispatchCall(ctx, "textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": c.uri("app.js")}}, jsonrpc2.PickID(jsonrpc2.ID{Num: 77}))
	if err != nil {
		t.Fatal(err)
	}
	c.notify("$/cancelRequest", map[string]any{"id": 77})
	var e *jsonrpc2.Error
	if err := call.Wait(ctx, nil); err != nil && (!errors.As(err, &e) || e.Code != codeCancelled) {
		t.Errorf("got %v", err)
	}
	c.open("pages/a/a.js", calling)
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
}
