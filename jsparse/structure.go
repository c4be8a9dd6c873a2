package jsparse

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/sfc"
)

// structure finds everything that the platform starts by itself.
func (l *loader) structure() {
	app := l.prog.App
	l.main()
	uses := l.withAppUses(l.uses(app.Path, app.UsingComponents), l.uses(l.pagesFile(), l.nativeEverywhere))
	l.prog.AppUses = uses
	refs, problems := app.AllPages()
	l.jsonProblems(l.pagesFile(), problems)
	if l.opt.Kind == appjson.MiniProgram && len(refs) == 0 && !l.isTaro() && l.kbone == nil {
		refs = l.guessPages()
	}
	for _, ref := range refs {
		if l.kbone != nil {
			l.kbonePage(ref)
			continue
		}
		l.page(ref)
	}
	if !l.isTaro() && l.kbone == nil {
		l.pagesWithoutView(refs)
	}
	for _, e := range app.PublicComponents {
		l.component(app.Path, e)
	}
	l.furtherEntries()
	l.shareUses(uses)
}

// shareUses adds the components for all views to those of each page and component: what
// app.json names, and what a program in Vue registers. A component of a library that
// another component shows counts as any unknown element there: it is one for all its
// tags, and what one of them is given would reach the parents of all.
func (l *loader) shareUses(app map[string]*Component) {
	app = l.withAppUses(app, l.global)
	for _, p := range l.pages {
		p.Uses = l.withAppUses(p.Uses, app)
	}
	own := maps.Clone(app)
	maps.DeleteFunc(own, func(_ string, c *Component) bool { return packageOf(c.Path) != "" })
	for _, base := range sortedKeys(l.components) {
		c := l.components[base]
		c.Uses = l.withAppUses(c.Uses, own)
	}
}

// main asks for the entry module.
func (l *loader) main() {
	base := "app"
	switch l.opt.Kind {
	case appjson.Game:
		base = "game"
	case appjson.Plugin:
		if base = l.prog.App.Main.Text; base == "" {
			return // a plugin of components alone
		}
	}
	p := l.resolver.file(path.Clean(strings.TrimPrefix(base, "/")))
	if l.opt.Framework == codepkg.UniApp {
		p = "App.vue"
		if script := l.resolver.script("main"); script != "" {
			l.mainModule(script)
			l.entry(script)
		}
	}
	if l.opt.Framework == codepkg.Mpvue {
		p = l.mounts(l.resolver.script("main"))
	}
	if l.kbone != nil {
		if p = l.kboneApp; p == "" {
			return // the plug-in makes one
		}
	}
	if p == "" || l.tree.outside(p) {
		l.fileProblem(l.prog.App.Path, fmt.Sprintf("there is no %s.js beside it: code that runs when the program starts is missing", strings.TrimSuffix(base, ".js")))
		return
	}
	l.prog.AppModule = l.module(p)
}

// guessPages stands in for a page list that can't be read: every script with a
// view beside it that is not declared a component.
func (l *loader) guessPages() []appjson.PageRef {
	var refs []appjson.PageRef
	for _, p := range l.tree.list {
		base, isView := strings.CutSuffix(p, l.dialect.Views)
		if !isView || l.resolver.script(base) == "" || l.excluded(p) != nil || packageDir(p) != "" {
			continue
		}
		if name := base + ".json"; l.tree.files[name] {
			if f := l.read(name); f != nil {
				if config, _ := appjson.ParsePage(name, f.Text); config.Component {
					continue
				}
			}
		}
		refs = append(refs, appjson.PageRef{Path: base, Pos: -1})
	}
	l.fileProblem(l.prog.App.Path, fmt.Sprintf("it names no pages, so each script with a view beside it is taken for one (%d in all)", len(refs)))
	return refs
}

// singleFiles are the endings of the files that pages and components are, by framework.
var singleFiles = map[string]string{codepkg.UniApp: ".vue", codepkg.Mpx: ".mpx", codepkg.WePY: ".wpy"}

// scriptOf is the script of a page or component: its single file in a framework in which
// that is what they are, also where a helper of the same name lies beside it.
func (l *loader) scriptOf(base string) string {
	if ext := singleFiles[l.opt.Framework]; ext != "" && l.tree.exists(base+ext) {
		return base + ext
	}
	return l.resolver.script(base)
}

// pagesFile is the file that names the pages: app.json, but pages.json for uni-app.
func (l *loader) pagesFile() string { return cmp.Or(l.pagesIn, l.prog.App.Path) }

// filesOf names the files that make a page.
func (l *loader) filesOf(page string) string {
	if ext := singleFiles[l.opt.Framework]; ext != "" {
		return page + ext
	}
	if l.isTaro() {
		return "its module"
	}
	return page + ".js and " + page + l.dialect.Views
}

// page loads one page.
func (l *loader) page(ref appjson.PageRef) {
	if l.tree.outside(path.Clean(ref.Path)) {
		l.problem(l.pagesFile(), ref.Pos, fmt.Sprintf("the page %s leads out of the program's folder; it is left out", ref.Path))
		return
	}
	p := path.Clean(ref.Path)
	if sfc.Is(p) && l.tree.exists(p) { // mpx takes the file's name, too
		p = strings.TrimSuffix(p, path.Ext(p))
	}
	script, view := l.mounts(l.scriptOf(p)), p+l.dialect.Views
	if sfc.Is(script) && !l.tree.view(view) {
		view = script
	}
	hasView := l.tree.view(view)
	switch {
	case script == "" && !hasView && !l.tree.files[p+".json"]:
		l.problem(l.pagesFile(), ref.Pos, fmt.Sprintf("the page %s has no files; add %s or remove the entry", ref.Path, l.filesOf(ref.Path)))
		return
	case script == "":
		l.problem(l.pagesFile(), ref.Pos, fmt.Sprintf("the page %s has no script; add %s.js", ref.Path, ref.Path))
	}
	page := &Page{Path: p, Independent: ref.Independent, Config: l.pageConfig(p)}
	if script != "" {
		page.Module = l.module(script)
	}
	if hasView {
		page.View = l.view(view)
	}
	l.pages = append(l.pages, page)
	own := l.uses(p+".json", page.Config.UsingComponents)
	own = l.withAppUses(own, l.uses(l.pagesFile(), l.native[p]))
	page.Uses = l.imported(script, own)
}

// maxCopied bounds the entries that the pages of a program take over from app.json.
const maxCopied = 2_000_000

// withAppUses adds the components for all views to those of one.
func (l *loader) withAppUses(own, app map[string]*Component) map[string]*Component {
	switch {
	case len(own) == 0:
		return app
	case len(app) == 0:
		return own
	case l.copied+len(app) > maxCopied:
		if l.copied <= maxCopied {
			l.fileProblem(l.prog.App.Path, fmt.Sprintf("its usingComponents are too many for all pages (more than %d entries together); those with components of their own are analysed without them from here on", maxCopied))
		}
		l.copied = maxCopied + 1
		return own
	}
	l.copied += len(app)
	all := maps.Clone(app)
	maps.Copy(all, own)
	return all
}

// pagesWithoutView says which pages lack their WXML. Where all do, the program
// was built for another vendor.
func (l *loader) pagesWithoutView(refs []appjson.PageRef) {
	pos := map[string]int32{}
	for _, ref := range refs {
		pos[path.Clean(ref.Path)] = ref.Pos
	}
	var list []*Page
	for _, p := range l.pages {
		if p.View == nil && p.Module != nil {
			list = append(list, p)
		}
	}
	if len(list) > 0 && l.tree.decoded != nil {
		l.fileProblem(l.prog.App.Path, fmt.Sprintf("no compiled view was found for %d of %d pages (the first is %s), so nothing calls their handlers: open the package together with its subpackages, or the project's source", len(list), len(l.pages), list[0].Path))
		return
	}
	if len(list) > 1 && len(list) == len(l.pages) {
		l.fileProblem(l.prog.App.Path, fmt.Sprintf("no page has a %s view, so nothing calls its handlers: is this the build for another vendor?", l.dialect.Views))
		return
	}
	for _, p := range list {
		l.problem(l.pagesFile(), pos[p.Path], fmt.Sprintf("the page %s has no view, so nothing calls its handlers; add %s%s", p.Path, p.Path, l.dialect.Views))
	}
}

// pageConfig reads the JSON of a page or component.
func (l *loader) pageConfig(p string) *appjson.Page {
	name := p + ".json"
	if l.isTaro() && !l.tree.exists(name) {
		return l.taroPageConfig(p, l.scriptOf(p))
	}
	if script := l.scriptOf(p); sfc.Is(script) && !l.tree.exists(name) {
		return l.ownConfig(script)
	}
	if !l.tree.exists(name) {
		if config := l.tree.configs[p]; config != nil {
			return config
		}
		return &appjson.Page{}
	}
	f := l.read(name)
	if f == nil {
		return &appjson.Page{}
	}
	config, problems := appjson.ParsePage(name, f.Text)
	l.jsonProblems(name, problems)
	return config
}

// furtherEntries are what the platform starts besides app, pages and components.
func (l *loader) furtherEntries() {
	app := l.prog.App
	if app.TabBar.Custom {
		if base := l.resolver.component("custom-tab-bar"); base != "" {
			l.prog.TabBar = l.componentAt(base)
		}
	}
	for _, s := range app.SubPackages {
		l.subPackageEntry(s)
	}
	folders := []string{app.Workers.Text}
	if app.FunctionalPages {
		folders = append(folders, "functional-pages")
	}
	for _, folder := range folders {
		if folder == "" {
			continue
		}
		for _, p := range l.tree.list {
			if strings.HasPrefix(p, folder+"/") && isScript(p) && !isDeclaration(p) {
				l.entry(p)
			}
		}
	}
}

// subPackageEntry: a subpackage may name a script; that of a game is game.js, or
// its root is the script itself.
func (l *loader) subPackageEntry(s appjson.SubPackage) {
	switch {
	case s.Entry.Text != "":
		l.entry(l.resolver.file(path.Join(s.Root.Text, s.Entry.Text)))
	case l.opt.Kind == appjson.Game:
		p := l.resolver.file(s.Root.Text)
		if p == "" {
			p = l.resolver.file(path.Join(s.Root.Text, "game"))
		}
		if p == "" {
			l.problem(l.prog.App.Path, s.Root.Pos, fmt.Sprintf("the subpackage %s has no game.js", s.Root.Text))
		}
		l.entry(p)
	}
}

func (l *loader) entry(p string) {
	if p != "" && !l.tree.outside(p) {
		l.module(p)
		l.entries[p] = true
	}
}

func isDeclaration(p string) bool { return strings.HasSuffix(p, ".d.ts") }
