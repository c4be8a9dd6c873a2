package codepkg

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Frameworks whose source is read as it is.
const (
	UniApp = "uni-app"
	Mpx    = "mpx"
	WePY   = "WePY"
	Taro   = "Taro"
	Remax  = "Remax"
	Mpvue  = "mpvue"
	Kbone  = "kbone"
)

// source is a file that declares a program in a framework's source.
type source struct{ path, framework string }

// frameworkOf tells whether a file of that name may declare a framework's program.
func frameworkOf(name string) string {
	switch name {
	case "pages.json":
		return UniApp
	case "app.mpx":
		return Mpx
	case "app.wpy":
		return WePY
	case "app.config.ts", "app.config.js", "app.tsx", "app.jsx", "app.js", "app.ts":
		return Taro // or Remax; see finder.taro
	case "main.js", "main.ts":
		return Mpvue // see finder.mpvue
	}
	return ""
}

// fromSources makes roots of the sources of frameworks. Where there is a program
// that a platform takes, such as the build of the source, that one is read and
// the source is named as left out.
func (f *finder) fromSources() {
	f.generatedPages()
	built := ""
	if len(f.pkg.Programs) > 0 {
		built = f.pkg.Programs[0].Dir
	}
	for _, s := range f.sources {
		dir := path.Dir(s.path)
		if s.framework == UniApp && !slices.Contains(f.apps, path.Join(dir, "App.vue")) {
			continue
		}
		if s.framework == Mpvue && !f.mpvue(dir) {
			continue
		}
		if s.framework == Kbone {
			dir = f.kboneRoot(s.path)
		}
		if s.framework == Taro {
			if s.framework = f.taro(s.path); s.framework == "" {
				continue
			}
		}
		if built != "" {
			f.pkg.LeftOut = append(f.pkg.LeftOut, LeftOut{s.path, fmt.Sprintf("the source of %s; the program in %s is read instead", s.framework, built)})
			continue
		}
		if _, known := f.roots[dir]; known || f.inSource(dir) {
			continue
		}
		f.roots[dir] = len(f.pkg.Programs)
		r := Root{Dir: dir, Framework: s.framework, Config: path.Base(s.path)}
		switch {
		case s.framework == Mpvue && f.declares[dir]:
			r.Config = "app.json"
		case s.framework == Kbone && dir != ".":
			r.Config = strings.TrimPrefix(s.path, dir+"/")
		case s.framework == Kbone:
			r.Config = s.path
		}
		if pr := f.projectOf(dir); pr != nil {
			r.Project = pr.Project
		}
		f.pkg.Programs = append(f.pkg.Programs, r)
	}
}

// GeneratedPages is the Config of a program of uni-app whose pages.json a build
// tool generates: from the pages that there are, and a module beside App.vue or,
// where that lies in src, above it.
const GeneratedPages = "App.vue"

// generatedPages adds the programs of uni-app that have such a module in place of
// pages.json.
func (f *finder) generatedPages() {
	for _, app := range f.apps {
		dir := path.Dir(app)
		if slices.ContainsFunc(f.sources, func(s source) bool { return path.Dir(s.path) == dir }) {
			continue
		}
		if f.pageModules[dir] || path.Base(dir) == "src" && f.pageModules[path.Dir(dir)] {
			f.sources = append(f.sources, source{app, UniApp})
		}
	}
}

// inSource tells whether a folder lies in one that is a root already: templates
// and examples in the source are no programs of their own.
func (f *finder) inSource(dir string) bool {
	for root := range f.roots {
		if root == "." && dir != "." && !strings.HasPrefix(dir, "src") || root != "." && within(dir, root) {
			return true
		}
	}
	return false
}
