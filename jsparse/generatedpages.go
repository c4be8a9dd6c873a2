package jsparse

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/sfc"
)

// generatedPages are the pages that a build tool of uni-app finds by where they
// are: every component below pages that is in no folder of components. The home
// page, which says so in its block <route>, comes first; where none does, the
// one that the tool takes.
func (l *loader) generatedPages() []appjson.Value {
	var pages []appjson.Value
	home := ""
	for _, p := range l.tree.list {
		base, ok := strings.CutSuffix(p, ".vue")
		if !ok || !strings.HasPrefix(p, "pages/") || strings.Contains(p, "/components/") {
			continue
		}
		pages = append(pages, appjson.Value{Text: base, Pos: -1, End: -1})
		if f := l.read(p); f != nil && home == "" && isHome(l.singleFile(f)) {
			home = base
		}
	}
	for _, name := range [...]string{home, "pages/index", "pages/index/index"} {
		at := slices.IndexFunc(pages, func(v appjson.Value) bool { return v.Text == name })
		if at >= 0 {
			first := pages[at]
			return slices.Insert(slices.Delete(pages, at, at+1), 0, first)
		}
	}
	return pages
}

func isHome(f *sfc.File) bool {
	return slices.ContainsFunc(f.Blocks, func(b sfc.Block) bool {
		return b.Tag == "route" && b.Attrs["type"] == "home"
	})
}
