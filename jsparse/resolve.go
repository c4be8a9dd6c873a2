package jsparse

import (
	"cmp"
	"path"
	"sort"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/dialect"
	"github.com/minivet/minivet/jsparse/sfc"
)

// resolver turns the names of modules and components into paths. It is frozen
// with its tree once the program is loaded.
type resolver struct {
	tree    *tree
	root    string   // of the program in the file system
	scripts []string // .js and .ts, the preferred one first
	views   string   // the ending of views
	alias   []alias
	// variants are what may stand before the ending of a script, the preferred one
	// first; nil: nothing.
	variants []string
	// manifest caches package.json of packages in node_modules, by folder.
	manifest map[string]manifest
	l        *loader // for reading; nil once frozen
}

// alias is one entry of resolveAlias: a prefix, or a whole name.
type alias struct {
	from, to string
	prefix   bool
}

// aliases orders resolveAlias so that the longest match comes first.
func aliases(entries []appjson.Entry) []alias {
	var list []alias
	for _, e := range entries {
		from, star := strings.CutSuffix(e.Key, "*")
		to := strings.TrimSuffix(e.Text, "*")
		list = append(list, alias{from, strings.TrimPrefix(to, "/"), star})
	}
	sort.SliceStable(list, func(i, j int) bool { return len(list[i].from) > len(list[j].from) })
	return list
}

func (r *resolver) aliased(spec string) (string, bool) {
	for _, a := range r.alias {
		if rest, ok := strings.CutPrefix(spec, a.from); ok && a.from != "" && (a.prefix || rest == "") {
			return "/" + path.Join(a.to, rest), true
		}
	}
	return spec, false
}

// resolve returns the path of the module that spec in file from names, "" if
// there is none. The path may lead out of the program; see tree.outside.
func (r *resolver) resolve(from, spec string) string {
	written := spec
	spec, _ = r.aliased(spec)
	spec, _, _ = strings.Cut(spec, "?")
	dir := path.Dir(from)
	switch {
	case spec == "":
		return ""
	case spec[0] == '/':
		p := strings.TrimPrefix(path.Clean(spec), "/")
		return cmp.Or(r.file(p), r.unbuilt(p, r.file), r.copied(p, r.file), r.shortName(written))
	case isRelative(spec):
		p := path.Join(dir, spec)
		if leadsOut(p) && !r.tree.beside(p) {
			return p
		}
		return cmp.Or(r.fileOf(from, p), r.unbuilt(p, r.file))
	}
	if p := r.fromPackages(dir, spec); p != "" {
		return p
	}
	// Old base libraries took any other name for a relative one.
	if p := r.fileOf(from, path.Join(dir, spec)); p != "" && !r.tree.outside(p) {
		return p
	}
	return cmp.Or(r.file(path.Clean(spec)), r.shortName(spec))
}

// shortName finds the module that a short name of a folder at the top leads to, as
// projects of Taro give to their bundler: @utils/ask.
func (r *resolver) shortName(spec string) string {
	if r.variants == nil || spec == "" || spec[0] == '/' {
		return ""
	}
	return r.file(path.Clean(strings.TrimLeft(spec, "@~")))
}

func isRelative(spec string) bool {
	return spec == "." || spec == ".." || strings.HasPrefix(spec, "./") || strings.HasPrefix(spec, "../")
}

// fileOf is file for a mention in from: a view's own script names such scripts.
func (r *resolver) fileOf(from, p string) string {
	if d := dialect.OfScript(from); d != nil && r.tree.exists(p+d.Scripts) {
		return p + d.Scripts
	}
	return r.file(p)
}

// file finds the module at p: the file itself, with an ending added, or the
// index of the folder.
func (r *resolver) file(p string) string {
	if p == "" {
		return ""
	}
	switch ext := path.Ext(p); ext {
	case ".js":
		// TypeScript names the output in its imports.
		if s := r.script(strings.TrimSuffix(p, ext)); s != "" {
			return s
		}
	case ".json", ".ts", ".jsx", ".tsx", ".mjs", ".cjs", ".vue", ".mpx", ".wpy":
		if r.tree.exists(p) {
			return p
		}
	}
	if dialect.IsScript(p) && r.tree.exists(p) {
		return p
	}
	for _, base := range [...]string{p, path.Join(p, "index")} {
		if s := r.script(base); s != "" {
			return s
		}
		if r.tree.exists(base + ".json") {
			return base + ".json"
		}
	}
	return ""
}

// script finds the script at base, which has no ending.
func (r *resolver) script(base string) string {
	for _, v := range r.variants {
		if s := r.plainScript(base + v); s != "" {
			return s
		}
	}
	return r.plainScript(base)
}

func (r *resolver) plainScript(base string) string {
	for _, ext := range r.scripts {
		if r.tree.exists(base + ext) {
			return base + ext
		}
	}
	for _, ext := range [...]string{".jsx", ".tsx", ".mjs", ".cjs", ".vue", ".mpx", ".wpy"} {
		if r.tree.exists(base + ext) {
			return base + ext
		}
	}
	return ""
}

// isTypes tells whether spec names declarations of types, which are no code.
func (r *resolver) isTypes(from, spec string) bool {
	spec, aliased := r.aliased(spec)
	p := path.Join(path.Dir(from), spec)
	if aliased || strings.HasPrefix(spec, "/") {
		p = strings.TrimPrefix(path.Clean(spec), "/")
	}
	return isDeclaration(p+".ts") && r.tree.exists(p+".ts") ||
		r.tree.exists(p+".d.ts") || r.tree.exists(path.Join(p, "index.d.ts"))
}

// component finds the component at p, a path without extension or a folder. It
// returns the path without extension.
func (r *resolver) component(p string) string {
	for _, base := range [...]string{p, path.Join(p, "index")} {
		if r.tree.exists(base+".json") || r.tree.exists(base+r.views) || r.tree.view(base+r.views) || r.script(base) != "" {
			return base
		}
	}
	return ""
}

// componentFrom resolves an entry of usingComponents in the JSON file from.
func (r *resolver) componentFrom(from, spec string) string {
	spec, _ = r.aliased(spec)
	if sfc.Is(spec) {
		spec = strings.TrimSuffix(spec, path.Ext(spec))
	}
	dir := path.Dir(from)
	switch {
	case spec == "":
		return ""
	case spec[0] == '/':
		p := strings.TrimPrefix(path.Clean(spec), "/")
		return cmp.Or(r.component(p), r.unbuilt(p, r.component), r.copied(p, r.component))
	}
	p := path.Join(dir, spec)
	if leadsOut(p) && !r.tree.beside(p) {
		// The platform stops at the root, and some programs rely on that.
		if base := r.component(strings.TrimPrefix(path.Clean("/"+dir+"/"+spec), "/")); base != "" {
			return base
		}
		return p
	}
	if base := cmp.Or(r.component(p), r.unbuilt(p, r.component)); base != "" || isRelative(spec) {
		return base
	}
	return r.packageFolders(dir, spec, r.component)
}

// fromPackages looks for module spec in the packages above dir.
func (r *resolver) fromPackages(dir, spec string) string {
	return r.packageFolders(dir, spec, r.file)
}

// packageFolders tries find on spec in each miniprogram_npm from dir up to the
// program's root, then in each node_modules up to the top of what was opened:
// a repository is often checked before its npm packages were built.
func (r *resolver) packageFolders(dir, spec string, find func(string) string) string {
	for d := dir; !strings.HasPrefix(d, ".."); d = path.Dir(d) {
		if p := find(path.Join(d, "miniprogram_npm", spec)); p != "" {
			return p
		}
		if d == "." {
			break
		}
	}
	name := npmName(spec)
	rest := strings.TrimPrefix(strings.TrimPrefix(spec, name), "/")
	for d := dir; ; d = path.Join(d, "..") {
		m := r.packageAt(path.Join(d, "node_modules", name))
		if p := m.find(rest, find); p != "" {
			return p
		}
		if full := path.Join(r.root, d); full == "." || strings.HasPrefix(full, "..") {
			return ""
		}
	}
}

// unbuilt looks in node_modules for what a path names in miniprogram_npm, which
// the npm build has yet to fill.
func (r *resolver) unbuilt(p string, find func(string) string) string {
	dir, spec, ok := splitBuilt(p)
	if !ok {
		return ""
	}
	return r.packageFolders(dir, spec, find)
}

// copied looks for what a build copies: folder static of a project lies beside the source.
func (r *resolver) copied(p string, find func(string) string) string {
	if !r.tree.beside("../"+p) || !strings.HasPrefix(p, "static/") {
		return ""
	}
	return find("../" + p)
}

// splitBuilt cuts a path at miniprogram_npm: the folder that it lies in, and the
// rest, which starts with a package's name.
func splitBuilt(p string) (dir, spec string, ok bool) {
	const folder = "miniprogram_npm/"
	i := strings.LastIndex(p, folder)
	if i < 0 || i > 0 && p[i-1] != '/' || i+len(folder) == len(p) {
		return "", "", false
	}
	return path.Clean(p[:i]), p[i+len(folder):], true
}

// manifest is what matters of a package.json.
type manifest struct {
	dir     string // "" if there is no such package
	mini    string // folder with the code for mini programs
	main    string
	version string
}

// find looks for a file of the package; rest "" is its main module.
func (m manifest) find(rest string, find func(string) string) string {
	if m.dir == "" {
		return ""
	}
	for _, folder := range [...]string{m.mini, "miniprogram_dist"} {
		if folder == "" {
			continue
		}
		if p := find(path.Join(m.dir, folder, rest)); p != "" {
			return p
		}
	}
	if rest == "" && m.main != "" {
		if p := find(path.Join(m.dir, m.main)); p != "" {
			return p
		}
	}
	return find(path.Join(m.dir, rest))
}

// packageAt reads the package.json in dir.
func (r *resolver) packageAt(dir string) manifest {
	m, ok := r.manifest[dir]
	if ok || r.l == nil {
		return m
	}
	if name := path.Join(dir, "package.json"); r.tree.exists(name) {
		m.dir = dir
		if text, err := codepkg.ReadText(r.tree.fsys, r.tree.full(name)); err == nil {
			root, _ := appjson.Parse(text)
			m.mini, m.main = root.Find("miniprogram").Text(), root.Find("main").Text()
			m.version = root.Find("version").Text()
		}
	}
	r.manifest[dir] = m
	return m
}

// npmName is the package that spec names: "@a/b/c" is @a/b.
func npmName(spec string) string {
	parts := strings.SplitN(spec, "/", 3)
	if strings.HasPrefix(spec, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// packageNamed returns the npm package that a mention is about, "" if it is a path
// of the program's own.
func (r *resolver) packageNamed(spec string) string {
	if _, rest, ok := splitBuilt(spec); ok {
		return npmName(rest)
	}
	if _, aliased := r.aliased(spec); aliased || spec == "" || spec[0] == '/' || isRelative(spec) {
		return ""
	}
	return npmName(spec)
}

// resolve implements [Program.Resolve].
func (p *Program) resolve(from *Module, spec string) *Module {
	if from == nil || from.File == nil || p.resolver == nil {
		return nil
	}
	return p.Modules[p.resolver.resolve(from.path(), spec)]
}
