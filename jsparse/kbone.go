package jsparse

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
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
	name, text := build.options, f.Text
	if name == "" {
		name = f.Path
	} else if o := l.read(name); o != nil {
		text = o.Text
	}
	text = sfc.Value(text)
	root, _ := appjson.Parse(text)
	extra := root.Find("appExtraConfig")
	if extra == nil || extra.Kind != appjson.Object {
		text = "{}"
	} else {
		text = sfc.Only(text, int(extra.Pos), int(extra.End))
	}
	app, _ := appjson.ParseApp(appjson.MiniProgram, name, text)
	l.prog.App = app
	l.kbonePages(build.entries, root.Find("generate"))
	if len(l.kbone) == 0 {
		l.fileProblem(f.Path, "it names no entries as constants, so no pages are analysed: list them in `entry`")
	}
}

// kbonePages adds a page for each entry but the one of the app.
func (l *loader) kbonePages(entries []webpackEntry, generate *appjson.Node) {
	app := l.prog.App
	packageOf := map[string]string{}
	if list := generate.Find("subpackages"); list != nil {
		for i := range list.Members {
			m := &list.Members[i]
			pages := m.Value
			if inner := m.Value.Find("pages"); inner != nil {
				pages = inner
			}
			app.SubPackages = append(app.SubPackages, appjson.SubPackage{Root: appjson.Value{Text: m.Key, Pos: -1, End: -1}, Pos: -1, End: -1})
			for _, e := range elems(pages) {
				packageOf[e.Text()] = m.Key
			}
		}
	}
	for _, e := range entries {
		page := "pages/" + e.name + "/index"
		if e.name == generate.Find("appEntry").Text() {
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

// webpackEntry is a module that a build starts with.
type webpackEntry struct{ name, script string }

// webpackBuild is what the configuration of a build says.
type webpackBuild struct {
	entries []webpackEntry
	options string // the module with the options of the plug-in; "" where they stand in the configuration
}

// webpackConfig reads a configuration: `entry: {home: path.resolve(__dirname, '../src/home.js')}`
// and `new MpPlugin(require('./miniprogram.config'))`.
func (l *loader) webpackConfig(f *File) webpackBuild {
	var build webpackBuild
	u, _ := ir.Parse(&ir.Source{Path: f.Path, Text: f.Text}, scriptOptions(f.Path))
	if u == nil {
		return build
	}
	r := &configReader{vars: map[*ir.Var]configValue{}}
	for _, fn := range u.Funcs {
		r.regs = map[ir.Reg]configValue{}
		for _, b := range u.Body(fn).Blocks {
			for i := range b.Instrs {
				r.instr(&b.Instrs[i])
			}
		}
	}
	if path.Base(f.Path) == codepkg.VueConfig {
		l.vueEntries(f, r)
		r.options = append(r.options, "./miniprogram.config")
	}
	for _, m := range r.entry {
		spec := m.value.text
		if !isRelative(spec) && !strings.HasPrefix(spec, "/") {
			spec = "./" + spec
		}
		p := l.resolver.resolve(f.Path, spec)
		if p == "" { // relative to the project
			p = l.resolver.file(path.Clean(m.value.text))
		}
		if p != "" && !l.tree.outside(p) {
			build.entries = append(build.entries, webpackEntry{m.name, p})
		}
	}
	for _, spec := range r.options {
		if p := l.resolver.resolve(f.Path, spec); p != "" && !l.tree.outside(p) {
			build.options = p
		}
	}
	return build
}

// vueEntries are the entries of a build by Vue's command line: beside the one of each page
// lies the one for kbone.
func (l *loader) vueEntries(f *File, r *configReader) {
	name := "main.mp.js"
	if o := l.read("miniprogram.config.js"); o != nil {
		root, _ := appjson.Parse(sfc.Value(o.Text))
		name = cmp.Or(root.Find("vue").Find("entryFileName").Text(), name)
	}
	for _, m := range r.pages {
		text := m.value.text
		if m.value.members != nil {
			for _, inner := range *m.value.members {
				if inner.name == "entry" {
					text = inner.value.text
				}
			}
		}
		r.entry = append(r.entry, configMember{m.name, configValue{text: "./" + path.Join(path.Dir(text), name)}})
	}
}

// configReader follows constants through a configuration.
type configReader struct {
	regs    map[ir.Reg]configValue
	vars    map[*ir.Var]configValue
	entry   []configMember
	pages   []configMember
	options []string
}

// configValue is a text, an object, or what a module exports.
type configValue struct {
	text, module string
	members      *[]configMember
}

type configMember struct {
	name  string
	value configValue
}

func (r *configReader) instr(ins *ir.Instr) {
	switch ins.Op {
	case ir.OpConst:
		if ins.X.Const.Kind == ir.String {
			r.regs[ins.Dst] = configValue{text: ins.X.Const.Str}
		}
	case ir.OpMove:
		r.regs[ins.Dst] = r.regs[ins.A]
	case ir.OpStoreVar:
		r.vars[ins.X.Var] = r.regs[ins.A]
	case ir.OpLoadVar:
		r.regs[ins.Dst] = r.vars[ins.X.Var]
	case ir.OpImport:
		r.regs[ins.Dst] = configValue{module: ins.Name}
	case ir.OpImportGet:
		r.regs[ins.Dst] = r.regs[ins.A]
	case ir.OpNewObject:
		r.regs[ins.Dst] = configValue{members: &[]configMember{}}
	case ir.OpNewArray: // of several modules that start, the last is what exports the app
		if n := len(ins.X.Args); n > 0 {
			r.regs[ins.Dst] = r.regs[ins.X.Args[n-1].Reg]
		}
	case ir.OpDefine:
		r.define(ins)
	case ir.OpCall, ir.OpNew:
		r.call(ins)
	}
}

func (r *configReader) define(ins *ir.Instr) {
	name, v := ins.Name, r.regs[ins.C]
	if name == "" {
		name = r.regs[ins.B].text
	}
	if name == "entry" && v.members != nil {
		r.entry = *v.members
	}
	if name == "pages" && v.members != nil && r.pages == nil {
		r.pages = *v.members
	}
	if o := r.regs[ins.A]; o.members != nil {
		*o.members = append(*o.members, configMember{name, v})
	}
}

// call joins paths, as path.resolve(__dirname, …) does, and notes what plug-ins are given.
func (r *configReader) call(ins *ir.Instr) {
	var parts []string
	for _, a := range ins.X.Args {
		v := r.regs[a.Reg]
		if ins.Op == ir.OpNew && v.module != "" {
			r.options = append(r.options, v.module)
		}
		if v.text != "" {
			parts = append(parts, v.text)
		}
	}
	v := configValue{text: path.Join(parts...)}
	if len(parts) == 1 && isRelative(parts[0]) {
		v.module = parts[0] // require('./miniprogram.config')
	}
	r.regs[ins.Dst] = v
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
