package jsparse

import (
	"path"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
)

// packages tells third-party code by where it lies.
type packages struct {
	l     *loader
	known map[string]PackageRef // by folder; guarded by loader.mu
}

// packageDir returns the folder of the npm package that p lies in:
// "a/miniprogram_npm/@b/c" of "a/miniprogram_npm/@b/c/d.js"; "" for own code.
func packageDir(p string) string {
	best, from := -1, 0
	for _, folder := range [...]string{"miniprogram_npm/", "node_modules/"} {
		i := strings.LastIndex(p, folder)
		if i > best && (i == 0 || i > 0 && p[i-1] == '/') {
			best, from = i, i+len(folder)
		}
	}
	if best < 0 {
		return ""
	}
	name := npmName(p[from:])
	if len(p) > from+len(name) {
		return p[:from] + name
	}
	// miniprogram_npm/lib.js is a package of one file.
	return p[:from] + strings.TrimSuffix(name, path.Ext(name))
}

// packageOf returns the name of the package that p lies in, "" for own code.
func packageOf(p string) string {
	dir := packageDir(p)
	for _, folder := range [...]string{"miniprogram_npm/", "node_modules/"} {
		if i := strings.LastIndex(dir, folder); i >= 0 {
			dir = dir[i+len(folder):]
		}
	}
	return dir
}

// of returns the package that p belongs to.
func (k *packages) of(p string) PackageRef {
	dir := packageDir(p)
	if dir == "" {
		return PackageRef{}
	}
	k.l.mu.Lock()
	defer k.l.mu.Unlock()
	ref, ok := k.known[dir]
	if !ok {
		ref = PackageRef{Name: packageOf(p)}
		ref.Version = k.version(dir, ref.Name)
		k.known[dir] = ref
	}
	return ref
}

// version looks into package.json: of the package itself, or, since the npm
// build does not copy that, of the same package in node_modules.
func (k *packages) version(dir, name string) string {
	if v := k.versionIn(dir); v != "" || inNodeModules(dir) {
		return v
	}
	for d := path.Dir(dir); ; d = path.Join(d, "..") {
		if v := k.versionIn(path.Join(d, "node_modules", name)); v != "" {
			return v
		}
		if full := k.l.tree.full(d); full == "." || strings.HasPrefix(full, "..") {
			return ""
		}
	}
}

func (k *packages) versionIn(dir string) string {
	text, err := codepkg.ReadText(k.l.tree.fsys, k.l.tree.full(path.Join(dir, "package.json")))
	if err != nil {
		return ""
	}
	root, _ := appjson.Parse(text)
	return root.Find("version").Text()
}
