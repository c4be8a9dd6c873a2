package jsparse

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/constant"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/sfc"
	"github.com/minivet/minivet/jsparse/wxml"
)

// The source of kbone is a web project. The configuration of its build names an entry for
// each page, a module whose default export makes the page's app, and hands the plug-in what
// app.json says: inline, or in a module of its own.

// kboneConfig reads what declares the program.
func (l *loader) kboneConfig(f *File) {
	build := l.webpackConfig(f)
	l.kbone = map[string]string{}
	name := cmp.Or(build.options.File(), f.Path)
	text, at := declaration(build.options.Find("appExtraConfig"))
	app, _ := appjson.ParseAppAt(appjson.MiniProgram, name, text, at)
	l.prog.App = app
	l.kbonePages(build.entries, build.options.Find("generate"))
	if len(l.kbone) == 0 {
		l.fileProblem(f.Path, "it names no entries as constants, so no pages are analysed: list them in `entry`")
	}
}

// kbonePages adds a page for each entry but the one of the app.
func (l *loader) kbonePages(entries []webpackEntry, generate *constant.Value) {
	app := l.prog.App
	packageOf := l.kbonePackages(generate.Find("subpackages"))
	for _, e := range entries {
		page := "pages/" + e.name + "/index"
		if e.name == generate.Find("appEntry").Str() {
			l.kboneApp = e.script
			continue
		}
		in := packageOf[e.name]
		l.kbone[path.Join(in, page)] = e.script
		v := appjson.Value{Text: page, Pos: -1, End: -1}
		if i := slices.IndexFunc(app.SubPackages, func(s appjson.SubPackage) bool { return s.Root.Text == in }); in != "" && i >= 0 {
			app.SubPackages[i].Pages = append(app.SubPackages[i].Pages, v)
			continue
		}
		app.Pages = append(app.Pages, v)
	}
}

// kbonePackages adds the packages that the plug-in is told of, and yields the one of each
// entry: `{more: ['photo']}`, `{more: {pages: ['photo'], independent: true}}`.
func (l *loader) kbonePackages(list *constant.Value) map[string]string {
	packageOf := map[string]string{}
	if list == nil {
		return packageOf
	}
	for _, m := range list.Members {
		p := appjson.SubPackage{Root: appjson.Value{Text: m.Name, Pos: -1, End: -1}, Pos: -1, End: -1}
		pages := m.Value
		if inner := pages.Find("pages"); inner != nil {
			alone := pages.Find("independent")
			p.Independent, pages = alone != nil && alone.True, inner
		}
		for _, e := range pages.Elems {
			packageOf[e.Str()] = m.Name
		}
		l.prog.App.SubPackages = append(l.prog.App.SubPackages, p)
	}
	return packageOf
}

// kbonePage loads the page that an entry makes: the component of Vue that it mounts, or what
// else it does.
func (l *loader) kbonePage(ref appjson.PageRef) {
	p := path.Clean(ref.Path)
	script := l.kbone[p]
	if script == "" {
		return
	}
	page := &Page{Path: p, Independent: ref.Independent, Config: &appjson.Page{}, Start: l.module(script)}
	page.Module = page.Start
	shown := l.shownBy(script, map[string]bool{})
	if len(shown) > 0 {
		page.Module, page.View = l.module(shown[0]), l.view(shown[0])
		page.Uses = l.imported(shown[0], nil)
		for _, p := range shown[1:] { // those of routes, and the like
			if p != shown[0] {
				l.componentAt(strings.TrimSuffix(p, path.Ext(p)))
			}
		}
	}
	l.pages = append(l.pages, page)
}

// maxEntryModules bounds the modules of one entry that are looked through for components.
const maxEntryModules = 300

// shownBy are the single-file components that a module and those that it imports mount, the
// one of the page first, and then what else they import.
func (l *loader) shownBy(script string, seen map[string]bool) []string {
	if seen[script] || len(seen) >= maxEntryModules {
		return nil
	}
	seen[script] = true
	f := l.read(script)
	if f == nil {
		return nil
	}
	u, _ := ir.Parse(&ir.Source{Path: script, Text: f.Text}, scriptOptions(script))
	if u == nil {
		return nil
	}
	main := l.mainModule(script)
	var shown, deeper []string
	for _, spec := range slices.Concat(main.rendered, main.mounted, u.Requires) {
		switch p := l.resolver.resolve(script, spec); {
		case p == "" || l.tree.outside(p) || packageDir(p) != "":
		case sfc.Is(p):
			shown = append(shown, p)
		case isScript(p):
			deeper = append(deeper, l.shownBy(p, seen)...)
		}
	}
	return append(shown, deeper...)
}

// KboneTag is the element of the platform that kbone makes of one with a tag, whose attributes
// may say more ("" for those that are not there): wx-button and <wx-component
// behavior="button"> are buttons.
func KboneTag(tag string, attr func(name string) string) string {
	rest, native := strings.CutPrefix(tag, "wx-")
	switch {
	case tag == "wx-component":
		return cmp.Or(attr("behavior"), tag)
	case native:
		return rest
	case tag == "input" && attr("type") == "checkbox":
		return "checkbox"
	}
	return tag
}

// kboneTag gives an element of a template in kbone the name of the platform's.
func kboneTag(e *wxml.Element) {
	e.Tag = KboneTag(e.Tag, func(name string) string {
		v, _ := e.Attr(name)
		return v
	})
}
