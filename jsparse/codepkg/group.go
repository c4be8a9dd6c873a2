package codepkg

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
)

// ErrNoProgram is what [Open] and [New] wrap where a folder holds no program.
var ErrNoProgram = errors.New("no mini program found")

// Group divides paths into what is opened together: a compiled main package with the
// packages of its subpackages among paths, and every other path by itself. The order
// is that of the first path of each group.
func Group(paths []string) [][]string {
	var packages []string
	for _, p := range paths {
		if IsCompiledPackage(p) {
			packages = append(packages, p)
		}
	}
	belongs := assign(packages)
	var groups [][]string
	at := map[string]int{} // main package → its group
	for _, p := range paths {
		main := p
		if m, ok := belongs[p]; ok {
			main = m
		}
		k, known := at[main]
		if !known {
			k, at[main] = len(groups), len(groups)
			groups = append(groups, []string{main})
		}
		if main != p {
			groups[k] = append(groups[k], p)
		}
	}
	return groups
}

// FindPackages lists the compiled packages below a folder, in the order of their
// paths. Those of the platform's own library are left out, and so are folders that are
// never looked into, see [IsSkipped].
func FindPackages(dir string) []string {
	var found []string
	entries := 0
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if entries++; entries > MaxEntries {
			return fs.SkipAll
		}
		switch {
		case err != nil:
			return nil // what can't be read is said where the folder is opened
		case d.IsDir() && p != dir && IsSkipped(d.Name()):
			return fs.SkipDir
		case d.Type().IsRegular() && IsCompiledPackage(p) && !isPlatform(p):
			found = append(found, p)
		}
		return nil
	})
	return found
}

// content is what tells where a package belongs.
type content struct {
	main  bool
	roots []string // of a main package: the folders of its subpackages
	own   string   // of another: the folder that all its files lie in
}

// assign finds the main package of each package of a subpackage: the one in the same
// folder that names its folder. One that several name is left by itself.
func assign(packages []string) map[string]string {
	contents := map[string]content{}
	for _, p := range packages {
		contents[p] = look(p)
	}
	out := map[string]string{}
	for _, p := range packages {
		var mains []string
		for _, m := range packages {
			if c := contents[m]; c.main && !contents[p].main && filepath.Dir(m) == filepath.Dir(p) && c.names(contents[p].own) {
				mains = append(mains, m)
			}
		}
		if len(mains) == 1 {
			out[p] = mains[0]
		}
	}
	return out
}

func (c content) names(folder string) bool {
	return folder != "" && slices.ContainsFunc(c.roots, func(root string) bool { return within(folder, root) || within(root, folder) })
}

// look reads a package as far as needed.
func look(file string) content {
	u := unpacker{m: newMemory()}
	if u.open(file) != nil {
		return content{}
	}
	if text, ok := u.m.files[appjson.CompiledName]; ok {
		app, _, _ := appjson.ParseCompiled(appjson.CompiledName, string(text))
		return mainContent(app)
	}
	if text, ok := u.m.files["app.json"]; ok {
		app, _ := appjson.ParseApp(appjson.MiniProgram, "app.json", string(text))
		return mainContent(app)
	}
	return content{own: u.m.commonFolder()}
}

func mainContent(app *appjson.App) content {
	c := content{main: true}
	for _, s := range app.SubPackages {
		if s.Root.Text != "" {
			c.roots = append(c.roots, s.Root.Text)
		}
	}
	return c
}

// commonFolder is the folder that all files lie in.
func (m *memory) commonFolder() string {
	common, first := "", true
	for name := range m.files {
		dir := path.Dir(name)
		if first {
			common, first = dir, false
			continue
		}
		for !within(dir, common) {
			common = path.Dir(common)
		}
	}
	if common == "." {
		return ""
	}
	return strings.TrimSuffix(common, "/")
}
