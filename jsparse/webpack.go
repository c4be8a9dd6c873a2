package jsparse

import (
	"path"
	"strings"

	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/constant"
)

// webpackEntry is a module that a build starts with.
type webpackEntry struct{ name, script string }

// webpackBuild is what the configuration of a build says.
type webpackBuild struct {
	entries []webpackEntry
	options *constant.Value // what the plug-in is given, at its places in options.File; nil if nothing
}

// webpackConfig reads a configuration: `entry: {home: path.resolve(__dirname, '../src/home.js')}`
// and `new MpPlugin(require('./miniprogram.config'))`.
func (l *loader) webpackConfig(f *File) webpackBuild {
	m := l.evaluated(f)
	config := m.Made(m.Exports)
	if config.Find("entry") == nil {
		config = builtWith(m, config)
	}
	vue := path.Base(f.Path) == codepkg.VueConfig
	if vue { // plug-ins may be put in by a function
		m.Made(config.Find("configureWebpack"))
		m.Made(config.Find("chainWebpack"))
	}
	build := webpackBuild{options: l.pluginOptions(f, m.Uses, vue)}
	if vue {
		build.entries = l.vueEntries(f, config.Find("pages"), build.options)
		return build
	}
	entry := m.Made(config.Find("entry"))
	if entry == nil {
		return build
	}
	folder := config.Find("context").Str()
	if entry.Kind != constant.Object { // one module, or several that start one after the other
		entry = &constant.Value{Members: []constant.Member{{Name: "main", Value: entry}}}
	}
	for _, e := range entry.Members {
		l.addEntry(&build.entries, f, e.Name, folder, startsWith(e.Value))
	}
	return build
}

// builtWith is the configuration that a script hands to webpack, or the one given.
func builtWith(m *constant.Module, config *constant.Value) *constant.Value {
	for _, u := range m.Uses {
		for _, a := range u.Args {
			if !u.New && a.Find("entry") != nil {
				return a
			}
		}
	}
	return config
}

// startsWith is the module of an entry: of several, the last is what exports the app.
func startsWith(v *constant.Value) string {
	if of := v.Find("import"); of != nil {
		v = of
	}
	if v.Kind == constant.List && len(v.Elems) > 0 {
		v = v.Elems[len(v.Elems)-1]
	}
	return v.Str()
}

// addEntry adds an entry. Its module is named by a path that starts at the project, or is
// relative to a folder there; some are written as if to that of the configuration.
func (l *loader) addEntry(list *[]webpackEntry, f *File, name, folder, spec string) {
	if spec == "" {
		return
	}
	p := ""
	if !strings.HasPrefix(spec, "/") {
		p = l.resolver.file(strings.TrimPrefix(path.Join(folder, spec), "/"))
	}
	if p == "" {
		if !isRelative(spec) && !strings.HasPrefix(spec, "/") {
			spec = "./" + spec
		}
		p = l.resolver.resolve(f.Path, spec)
	}
	if p != "" && !l.tree.outside(p) {
		*list = append(*list, webpackEntry{name, p})
	}
}

// pluginOptions is what the plug-in is given. That of Vue's command line reads a module
// beside the configuration.
func (l *loader) pluginOptions(f *File, uses []constant.Use, vue bool) *constant.Value {
	var made *constant.Value
	for _, u := range uses {
		if u.New && len(u.Args) > 0 && codepkg.IsKbonePlugin(u.Of) {
			made = u.Args[0]
		}
	}
	name := made.File()
	if made == nil && vue {
		name = l.resolver.resolve(f.Path, "./miniprogram.config")
	}
	if name == "" || name == f.Path || l.tree.outside(name) {
		return made
	}
	// Read on its own, it has its own places.
	if o := l.read(name); o != nil {
		if v := l.evaluated(o).Exports; v.Kind == constant.Object && v.File() == name {
			return v
		}
	}
	return made
}

// vueEntries are the entries of a build by Vue's command line: beside the one of each page
// lies the one for kbone.
func (l *loader) vueEntries(f *File, pages, options *constant.Value) []webpackEntry {
	name := options.Find("vue").Find("entryFileName").Str()
	if name == "" {
		name = "main.mp.js"
	}
	var list []webpackEntry
	if pages == nil {
		return nil
	}
	for _, m := range pages.Members {
		v := m.Value
		if of := v.Find("entry"); of != nil {
			v = of
		}
		if spec := startsWith(v); spec != "" {
			l.addEntry(&list, f, m.Name, "", path.Join(path.Dir(spec), name))
		}
	}
	return list
}
