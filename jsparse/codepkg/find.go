package codepkg

import (
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/dialect"
)

const (
	projectFile = "project.config.json"
	privateFile = "project.private.config.json" // a developer's own settings, which name no program
)

// Root is the folder of one program.
type Root struct {
	Dir  string // relative to the package, "." for the package itself
	Kind appjson.AppKind
	// Project is the project.config.json that the program belongs to; nil if there is none.
	Project *appjson.Project
	// Exclude lists folders below Dir that belong to something else, with the reason.
	Exclude []LeftOut
	// Framework: the folder holds the source of a program in that framework, declared
	// by the file Config; "" is a program as the platform takes it.
	Framework, Config string
}

// project is a project file, see [dialect.IsProject].
type project struct {
	*appjson.Project
	path, dir string
}

// finder looks for programs.
type finder struct {
	pkg     *Package
	entries int
	// Paths of the files that matter here, in the order of the walk.
	configs    []string // app.json, game.json, plugin.json
	projects   []project
	frameworks []string
	sources    []source
	apps       []string // App.vue
	// Folders with a module that pages.json is generated from.
	pageModules map[string]bool
	// declares holds folders whose app.json is the source of a framework's, see finder.mpvueSources.
	declares map[string]bool
	names    map[string]bool // scripts that may stand beside a broken app.json
	roots    map[string]int  // folder → index in pkg.Programs
}

// IsSkipped tells whether a folder of that name never holds parts of a program
// that are found by looking: dependencies, and what tools keep for themselves.
func IsSkipped(name string) bool {
	return name == "node_modules" || strings.HasPrefix(name, ".") && name != "." && name != ".."
}

// walk visits all folders, in the order of names.
func (f *finder) walk() {
	f.names, f.pageModules = map[string]bool{}, map[string]bool{}
	err := fs.WalkDir(f.pkg.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			f.problem(p, "cannot be read: "+reason(err).Error())
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if f.entries++; f.entries > MaxEntries {
			f.problem(p, "the package holds too many files; those from here on are left out: open a smaller folder")
			return fs.SkipAll
		}
		if d.IsDir() {
			if IsSkipped(d.Name()) || d.Name() == "miniprogram_npm" {
				return fs.SkipDir
			}
			if strings.Count(p, "/") >= maxDepth {
				f.problem(p, "folders nest too deeply; this one is left out")
				return fs.SkipDir
			}
			return nil
		}
		f.file(p, d.Name())
		return nil
	})
	if err != nil {
		f.problem(".", "cannot be read: "+reason(err).Error())
	}
}

func (f *finder) problem(file, message string) {
	f.pkg.Problems = append(f.pkg.Problems, Problem{File: file, Message: message})
}

func (f *finder) file(p, name string) {
	switch name {
	case "app.json", "game.json", "plugin.json", appjson.CompiledName:
		f.configs = append(f.configs, p)
	case "app.js", "app.ts", "game.js":
		f.names[p] = true
	case "App.vue":
		f.apps = append(f.apps, p)
	case "pages.config.ts", "pages.config.mts", "pages.config.js", "pages.config.mjs":
		f.pageModules[path.Dir(p)] = true
	}
	if framework := frameworkOf(name); framework != "" {
		f.sources = append(f.sources, source{p, framework})
	}
	if maybeKbone(name) && f.kbone(p) {
		f.sources = append(f.sources, source{p, Kbone})
	}
	switch name {
	case "app.config.ts", "app.config.js", "manifest.json", "app.mpx", "app.wpy":
		if len(f.frameworks) < 3 {
			f.frameworks = append(f.frameworks, p)
		}
	}
	if dialect.IsProject(name) && name != privateFile {
		f.project(p)
	}
}

func (f *finder) project(p string) {
	text, ok := f.read(p)
	if !ok {
		return
	}
	config, problems := appjson.ParseProject(text)
	for _, pr := range problems {
		f.pkg.Problems = append(f.pkg.Problems, Problem{p, pr.Pos, pr.Message})
	}
	f.projects = append(f.projects, project{config, p, path.Dir(p)})
}

// read returns a small text file; what stands in the way becomes a problem.
func (f *finder) read(p string) (string, bool) {
	text, err := ReadText(f.pkg.FS, p)
	if err != nil {
		f.problem(p, "cannot be read: "+err.Error())
		return "", false
	}
	return text, true
}

// find makes roots of what the walk saw: what projects name first, since only
// they know the kind for sure, then every other folder that looks like a program.
func (f *finder) find() {
	f.mpvueSources()
	for _, pr := range f.projects {
		f.fromProject(pr)
	}
	for _, p := range f.configs {
		dir := path.Dir(p)
		if _, known := f.roots[dir]; known {
			continue
		}
		if kind, ok := f.looksLikeProgram(p); ok {
			f.add(dir, kind, f.projectOf(dir))
		}
	}
	f.fromSources()
	programs := f.pkg.Programs
	sort.Slice(programs, func(i, j int) bool { return programs[i].Dir < programs[j].Dir })
	f.exclude()
}

func (f *finder) add(dir string, kind appjson.AppKind, pr *project) {
	if _, known := f.roots[dir]; known {
		return
	}
	f.roots[dir] = len(f.pkg.Programs)
	r := Root{Dir: dir, Kind: kind}
	if pr != nil {
		r.Project = pr.Project
	}
	f.pkg.Programs = append(f.pkg.Programs, r)
}

// fromProject adds the folders that a project names, as far as they hold a program.
func (f *finder) fromProject(pr project) {
	if pr.PluginRoot != "" {
		f.addIf(pr, pr.PluginRoot, appjson.Plugin)
	}
	if pr.CompileType == "game" && f.addIf(pr, pr.MiniprogramRoot, appjson.Game) {
		return
	}
	if f.addIf(pr, pr.MiniprogramRoot, appjson.MiniProgram) {
		return
	}
	if pr.SrcMiniprogramRoot != "" && f.addIf(pr, pr.SrcMiniprogramRoot, appjson.MiniProgram) {
		return
	}
	f.addIf(pr, pr.MiniprogramRoot, appjson.Game)
}

func (f *finder) addIf(pr project, folder string, kind appjson.AppKind) bool {
	dir := path.Join(pr.dir, folder)
	if !slices.Contains(f.configs, path.Join(dir, kind.FileName())) {
		return false
	}
	f.add(dir, kind, &pr)
	return true
}

// projectOf returns the nearest project at or above dir.
func (f *finder) projectOf(dir string) *project {
	var best *project
	for i := range f.projects {
		pr := &f.projects[i]
		if within(dir, pr.dir) && (best == nil || len(pr.dir) > len(best.dir)) {
			best = pr
		}
	}
	return best
}

// looksLikeProgram tells an app.json of a mini program from one of something
// else (Expo has one too). A broken one counts if a script stands beside it.
func (f *finder) looksLikeProgram(p string) (appjson.AppKind, bool) {
	dir, name := path.Dir(p), path.Base(p)
	text, ok := f.read(p)
	if !ok {
		return 0, false
	}
	root, _ := appjson.Parse(text)
	switch name {
	case appjson.CompiledName:
		pages := root.Find("pages")
		return appjson.MiniProgram, pages != nil && pages.Kind == appjson.Array
	case "app.json":
		if root == nil {
			return appjson.MiniProgram, f.names[path.Join(dir, "app.js")] || f.names[path.Join(dir, "app.ts")]
		}
		pages := root.Find("pages")
		return appjson.MiniProgram, pages != nil && pages.Kind == appjson.Array
	case "game.json":
		return appjson.Game, f.names[path.Join(dir, "game.js")] && !f.isSubpackage(dir)
	}
	main := root.Find("main")
	return appjson.Plugin, root.Find("publicComponents") != nil || main.Text() != "" && root.Find("pages") != nil
}

// isSubpackage: a game's subpackages have a game.js of their own, and some a game.json.
func (f *finder) isSubpackage(dir string) bool {
	for other := range f.roots {
		if other != dir && within(dir, other) && f.pkg.Programs[f.roots[other]].Kind == appjson.Game {
			return true
		}
	}
	return false
}

// exclude notes for each program what lies below its folder and is not its own.
func (f *finder) exclude() {
	for i := range f.pkg.Programs {
		r := &f.pkg.Programs[i]
		for _, other := range f.pkg.Programs {
			if other.Dir != r.Dir && within(other.Dir, r.Dir) {
				r.Exclude = append(r.Exclude, LeftOut{other.Dir, "a program of its own"})
			}
		}
		for _, pr := range f.projects {
			dir := path.Join(pr.dir, pr.CloudfunctionRoot)
			if pr.CloudfunctionRoot != "" && dir != r.Dir && within(dir, r.Dir) {
				r.Exclude = append(r.Exclude, LeftOut{dir, "cloud functions run on a server"})
			}
		}
		sort.Slice(r.Exclude, func(i, j int) bool { return r.Exclude[i].Path < r.Exclude[j].Path })
	}
}

// within tells whether folder dir is top or below it.
func within(dir, top string) bool {
	return top == "." || dir == top || strings.HasPrefix(dir, top+"/")
}
