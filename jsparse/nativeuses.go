package jsparse

import (
	"path"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
)

// Programs of uni-app may show components that are written for the platform itself, mostly
// below wxcomponents. pages.json names them, in the style of a page or in globalStyle:
//
//	"style": { "usingComponents": { "privacy": "/wxcomponents/privacy/privacy" } }

// nativeUses are the components that a style names, for all platforms and for the default one.
func nativeUses(style *appjson.Node) []appjson.Entry {
	var out []appjson.Entry
	for _, uses := range [...]*appjson.Node{style.Find("usingComponents"), style.Find("mp-weixin", "usingComponents")} {
		if uses == nil {
			continue
		}
		for i := range uses.Members {
			m := &uses.Members[i]
			if m.Value.Text() != "" {
				v := appjson.Value{Text: m.Value.Text(), Pos: m.Value.Pos, End: m.Value.End}
				out = append(out, appjson.Entry{Key: m.Key, KeyPos: m.KeyPos, KeyEnd: m.KeyEnd, Value: v})
			}
		}
	}
	return out
}

// pageStyles notes what the styles of a list of pages name, whose paths start with root.
func (l *loader) pageStyles(root string, list *appjson.Node) {
	for _, e := range elems(list) {
		uses := nativeUses(e.Find("style"))
		if len(uses) == 0 {
			continue
		}
		if l.native == nil {
			l.native = map[string][]appjson.Entry{}
		}
		p := path.Join(root, strings.Trim(strings.TrimSpace(e.Find("path").Text()), "/"))
		l.native[p] = append(l.native[p], uses...)
	}
}
