package codepkg

import (
	"path"
	"slices"
)

// mpvue tells whether a folder with a main module holds the source of a program of mpvue:
// App.vue stands beside it, and either an app.json, or the project is built with mpvue.
// (Programs of uni-app have pages.json in place of app.json.)
func (f *finder) mpvue(dir string) bool {
	return slices.Contains(f.apps, path.Join(dir, "App.vue")) && (f.declares[dir] || f.builtWith(dir) == Mpvue)
}

// mpvueSources takes an app.json beside App.vue and a main module off the list of those
// that declare a program as a platform takes it: pages are made of what their main
// modules mount, and have no view of their own.
func (f *finder) mpvueSources() {
	f.declares = map[string]bool{}
	f.configs = slices.DeleteFunc(f.configs, func(p string) bool {
		dir := path.Dir(p)
		if path.Base(p) != "app.json" || !slices.Contains(f.apps, path.Join(dir, "App.vue")) || f.names[path.Join(dir, "app.js")] {
			return false
		}
		if !slices.ContainsFunc(f.sources, func(s source) bool { return s.framework == Mpvue && path.Dir(s.path) == dir }) {
			return false
		}
		f.declares[dir] = true
		return true
	})
}
