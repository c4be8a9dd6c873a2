package jsparse

import (
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/sfc"
	"github.com/minivet/minivet/jsparse/wxml"
)

// singleFile returns a single-file component in its parts.
func (l *loader) singleFile(f *File) *sfc.File {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.parsed[f.Path]
	if p == nil {
		p = sfc.Parse(f.Text)
		l.parsed[f.Path] = p
	}
	return p
}

// parseWXML reads the view in a file.
func (l *loader) parseWXML(f *File) *wxml.File {
	if !sfc.Is(f.Path) {
		return l.opt.Cache.tree(l.tree.full(f.Path), f.Path, f.Text)
	}
	file := l.singleFile(f)
	ts := file.TS()
	opt := wxml.VueOptions{Valid: valid(ts), TS: ts}
	if l.kbone != nil {
		opt.Tag = kboneTag
	}
	return wxml.ParseVue(f.Path, file.Template(), opt)
}

// componentScript is the script of a single-file component as a module. What the
// view of a `<script setup>` sees is known only once its script has been parsed.
func (l *loader) componentScript(f *File) (*ir.Source, ir.Options) {
	s := l.singleFile(f).Script()
	src, opt := &ir.Source{Path: f.Path, Text: s.Text}, ir.Options{TS: s.TS, JSX: s.JSX}
	if s.Setup {
		if u, _ := ir.Parse(src, opt); u != nil {
			src = &ir.Source{Path: f.Path, Text: s.Bind(u.TopNames())}
		}
	}
	return src, opt
}

// ownConfig is the JSON that a single-file component holds, or that pages.json
// has for it.
func (l *loader) ownConfig(p string) *appjson.Page {
	f := l.read(p)
	if f == nil {
		return &appjson.Page{}
	}
	text, js, ok := l.singleFile(f).Config()
	if !ok {
		return &appjson.Page{}
	}
	if js {
		text, _ = l.declaredIn(p, text)
	}
	config, problems := appjson.ParsePage(p, text)
	if !js {
		l.jsonProblems(p, problems)
	}
	return config
}

// imported adds the components that the script of a single-file component
// imports, and those that uni-app finds by their names, to what its JSON names.
func (l *loader) imported(script string, uses map[string]*Component) map[string]*Component {
	if !sfc.Is(script) {
		return uses
	}
	f := l.read(script)
	if f == nil {
		return uses
	}
	add := func(tag, base string) {
		if base == "" || leadsOut(base) && !l.tree.beside(base) || uses[tag] != nil {
			return
		}
		if uses == nil {
			uses = map[string]*Component{}
		}
		uses[tag] = l.componentAt(base)
	}
	s := l.singleFile(f).Script()
	for _, name := range sortedKeys(s.Imports) {
		p := l.resolver.resolve(script, s.Imports[name])
		if p == script || !sfc.Is(p) {
			continue
		}
		base := strings.TrimSuffix(p, path.Ext(p))
		add(name, base)
		add(wxml.Kebab(name), base)
	}
	if l.easy != nil {
		for _, tag := range l.tagsOf(f) {
			add(tag, l.easy.find(l, wxml.Kebab(tag)))
		}
	}
	return uses
}

// tagsOf lists the tags of a view that may be components.
func (l *loader) tagsOf(f *File) []string {
	tags := map[string]bool{}
	if view := l.wxml(f.Path); view != nil {
		for _, e := range view.Elements {
			if strings.Contains(e.Tag, "-") || e.Tag != strings.ToLower(e.Tag) {
				tags[e.Tag] = true
			}
		}
	}
	return sortedKeys(tags)
}

// frameworkPackages are modelled, so a program lacks nothing without them.
var frameworkPackages = []string{
	"vue", "mpvue", "@vue/composition-api", "@dcloudio/uni-app", "@mpxjs/core", "wepy", "@wepy/core",
	"react", "react-dom", "react/jsx-runtime", "nervjs", "remax", "remax/wechat", "remax/one", "remax/macro",
	"vue-router", "kbone-ui", "kbone-api", "miniprogram-render", "miniprogram-element",
}

// modelled tells packages whose code is not read.
func modelled(spec string) bool {
	return slices.Contains(frameworkPackages, spec) || strings.HasPrefix(spec, "@tarojs/")
}

// startsApp tells the main module of uni-app with Vue 3: the runtime calls what it
// exports as createApp.
func (l *loader) startsApp(f *File, u *ir.Unit) bool {
	base := strings.TrimSuffix(f.Path, path.Ext(f.Path))
	return l.opt.Framework == codepkg.UniApp && base == "main" && slices.Contains(u.TopNames(), "createApp")
}
