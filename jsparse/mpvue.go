package jsparse

import (
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/constant"
	"github.com/minivet/minivet/jsparse/sfc"
)

// A page of mpvue is a module that mounts a component of Vue: pages/x/main is
// `new Vue(App).$mount()`, with App from a single file. Its script, view and components
// are those of that file.

// mpvueConfig reads what declares the program: app.json, or in mpvue 1 the `config` that
// the main module exports. There, every main module below pages is a page, too. Some
// projects have pages as objects with a path, and their build takes them apart.
func (l *loader) mpvueConfig(f *File) {
	text, js := f.Text, path.Ext(f.Path) != ".json"
	var at func(int32) int32 // places are those in the module
	if js {
		text, at = l.mainConfig(f)
	}
	app, problems := appjson.ParseAppAt(appjson.MiniProgram, f.Path, text, at)
	l.prog.App = app
	for _, p := range problems {
		if !js && !strings.HasPrefix(p.Message, `"an element of pages"`) {
			l.problem(f.Path, p.Pos, p.Message)
		}
	}
	if !slices.ContainsFunc(app.Pages, func(v appjson.Value) bool { return v.Text != "" }) {
		app.Pages = uniPages(app.Root.Find("pages"))
	}
	named := map[string]bool{}
	for i := range app.Pages { // ^ marks the page that the program opens with
		app.Pages[i].Text = strings.TrimPrefix(app.Pages[i].Text, "^")
		named[app.Pages[i].Text] = true
	}
	if js {
		l.mainModules(named)
	}
}

// mainConfig is the `config` that the default export of a main module has.
func (l *loader) mainConfig(f *File) (json string, at func(int32) int32) {
	v := l.evaluated(f).Declared()
	if config := v.Find("config"); config != nil && config.Kind == constant.Object {
		v = config
	}
	return declaration(v)
}

// mainModules adds the main modules below pages that are not named to the pages.
func (l *loader) mainModules(named map[string]bool) {
	for _, p := range l.tree.list {
		base := strings.TrimSuffix(p, path.Ext(p))
		if strings.HasPrefix(p, "pages/") && path.Base(base) == "main" && !named[base] && l.resolver.script(base) == p {
			l.prog.App.Pages = append(l.prog.App.Pages, appjson.Value{Text: base, Pos: -1, End: -1})
		}
	}
}

// mounts returns the single-file component that a main module of mpvue mounts, and asks
// for the module itself; any other script is returned as it is.
func (l *loader) mounts(script string) string {
	if l.opt.Framework != codepkg.Mpvue || script == "" || sfc.Is(script) {
		return script
	}
	for _, spec := range l.mainModule(script).mounted {
		if p := l.resolver.resolve(script, spec); sfc.Is(p) && !l.tree.outside(p) {
			l.entry(script)
			return p
		}
	}
	return script
}
