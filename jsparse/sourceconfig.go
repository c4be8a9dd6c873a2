package jsparse

import (
	"fmt"
	"path"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/dialect"
	"github.com/minivet/minivet/jsparse/sfc"
)

// sourceConfig reads what declares a program in the source of a framework.
func (l *loader) sourceConfig() error {
	l.listFiles()
	l.tree.above = true
	f := l.read(l.opt.Config)
	if f == nil {
		return fmt.Errorf("%s: %s", l.tree.full(l.opt.Config), l.issues[len(l.issues)-1].message)
	}
	l.sourceAliases()
	switch l.opt.Framework {
	case codepkg.UniApp:
		l.uniConfig(f)
	case codepkg.Mpx, codepkg.WePY:
		l.componentConfig(f)
	case codepkg.Taro, codepkg.Remax:
		l.taroConfig(f)
	case codepkg.Mpvue:
		l.mpvueConfig(f)
	case codepkg.Kbone:
		l.kboneConfig(f)
	default:
		text, at := l.declared(f)
		l.parsedConfig(f.Path, text, at)
	}
	l.resolver.alias = append(aliases(l.prog.App.ResolveAlias), l.resolver.alias...)
	l.prog.Framework = l.opt.Framework
	// Of the source of a framework, what is built for the default platform is read.
	l.prog.Platform.Name, l.prog.Platform.Why = codepkg.DetectPlatform(l.tree.fsys, l.tree.root, []string{dialect.Default().Views})
	return nil
}

// sourceAliases are the short names that builds give to folders.
func (l *loader) sourceAliases() {
	r := l.resolver
	if l.opt.Framework == codepkg.Kbone {
		r.alias = []alias{{"@/", "src/", true}, {"~@/", "src/", true}}
	}
	r.alias = append(r.alias, alias{"@/", "", true}, alias{"~@/", "", true}, alias{"src/", "", true})
	if l.isTaro() {
		r.alias = append(l.tsPaths(), r.alias...)
		r.variants = []string{".weapp", ""}
	}
}

// componentConfig takes the declaration from a single-file component: its JSON, or what
// its script declares.
func (l *loader) componentConfig(f *File) {
	text, js, ok := l.singleFile(f).Config()
	if !ok {
		text, at := l.declared(f)
		l.parsedConfig(f.Path, text, at)
		return
	}
	if js {
		text, at := l.declaredIn(f.Path, text)
		l.parsedConfig(f.Path, text, at)
		return
	}
	if strings.TrimSpace(text) == "" {
		text = "{}"
	}
	l.jsonProblems(f.Path, l.parsedConfig(f.Path, text, nil))
}

// parsedConfig takes the declaration from JSON. at gives the place in the file of each
// place there; nil: they are the same.
func (l *loader) parsedConfig(name, text string, at func(int32) int32) []appjson.Problem {
	app, problems := appjson.ParseAppAt(appjson.MiniProgram, name, text, at)
	l.prog.App = app
	if app.Root == nil {
		l.fileProblem(name, "the configuration of the program can't be read; its pages are looked for")
	}
	l.packageFiles(app)
	return problems
}

// maxPackageFiles bounds the files of pages that an app of mpx names.
const maxPackageFiles = 200

// packageFiles adds the pages of the files that packages of mpx names. Their
// pages count as pages of the main package.
func (l *loader) packageFiles(app *appjson.App) {
	list := app.Root.Find("packages")
	if list == nil {
		return
	}
	for _, e := range list.Elems[:min(len(list.Elems), maxPackageFiles)] {
		spec, _, _ := strings.Cut(e.Text(), "?")
		p := path.Join(path.Dir(app.Path), spec)
		if p = l.resolver.file(strings.TrimSuffix(p, path.Ext(p))); p == "" || l.tree.outside(p) || !sfc.Is(p) {
			continue
		}
		f := l.read(p)
		if f == nil {
			continue
		}
		text, js, _ := l.singleFile(f).Config()
		if js {
			text, _ = l.declaredIn(p, text)
		}
		root, _ := appjson.Parse(text)
		folder := path.Dir(p)
		for _, page := range elems(root.Find("pages")) {
			v := appjson.Value{Text: path.Join(folder, page.Text()), Pos: -1, End: -1}
			if page.Text() != "" {
				app.Pages = append(app.Pages, v)
			}
		}
	}
}

// uniConfig reads pages.json, which names the pages, and manifest.json, whose
// mp-weixin becomes part of app.json.
func (l *loader) uniConfig(pages *File) {
	name, text := pages.Path, "{}"
	if l.tree.files["manifest.json"] {
		name = "manifest.json"
		if f := l.read(name); f != nil {
			text = declared(sfc.Conditionals(f.Text))
		}
	}
	app, problems := appjson.ParseApp(appjson.MiniProgram, name, text)
	l.prog.App = app
	for _, p := range problems {
		// pages stand in pages.json, and usingComponents is a switch here.
		if !strings.HasPrefix(p.Message, `"pages"`) && !strings.HasPrefix(p.Message, `"usingComponents"`) {
			l.problem(name, p.Pos, p.Message)
		}
	}
	if pages.Path == codepkg.GeneratedPages {
		app.Pages, l.easy = l.generatedPages(), l.easyComponents(nil)
		return
	}
	root, bad := appjson.Parse(sfc.Conditionals(pages.Text))
	if root == nil {
		l.jsonProblems(pages.Path, bad)
		return
	}
	l.pagesIn = pages.Path
	app.Pages = uniPages(root.Find("pages"))
	l.pageStyles("", root.Find("pages"))
	l.nativeEverywhere = nativeUses(root.Find("globalStyle"))
	l.easy = l.easyComponents(root)
	for _, key := range [...]string{"subPackages", "subpackages"} {
		list := root.Find(key)
		if list == nil {
			continue
		}
		for _, e := range list.Elems {
			folder := strings.Trim(e.Find("root").Text(), "/")
			l.pageStyles(folder, e.Find("pages"))
			app.SubPackages = append(app.SubPackages, appjson.SubPackage{
				Root:  appjson.Value{Text: folder, Pos: -1, End: -1},
				Pages: uniPages(e.Find("pages")), Independent: e.Find("independent").Bool(), Pos: -1, End: -1,
			})
		}
	}
}

// declared makes white space of all of manifest.json but the value of mp-weixin.
func declared(text string) string {
	root, _ := appjson.Parse(text)
	if n := root.Find("mp-weixin"); n != nil && n.Kind == appjson.Object {
		return sfc.Only(text, int(n.Pos), int(n.End))
	}
	return "{}"
}

// uniPages are the paths of the pages in a list of pages.json, with their places there.
func uniPages(list *appjson.Node) []appjson.Value {
	if list == nil {
		return nil
	}
	var pages []appjson.Value
	for _, e := range list.Elems {
		n := e.Find("path")
		if n.Text() == "" {
			n = e
		}
		if p := strings.Trim(strings.TrimSpace(n.Text()), "/"); p != "" {
			pages = append(pages, appjson.Value{Text: p, Pos: n.Pos, End: n.End})
		}
	}
	return pages
}

func elems(n *appjson.Node) []*appjson.Node {
	if n == nil {
		return nil
	}
	return n.Elems
}
