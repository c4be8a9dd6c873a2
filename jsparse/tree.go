package jsparse

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/dialect"
	"github.com/minivet/minivet/jsparse/sfc"
	"github.com/minivet/minivet/jsparse/wxml"
)

// tree knows which files there are. Paths are relative to the program's root.
type tree struct {
	fsys fs.FS // nil once the program is loaded: nothing new is looked up then
	root string
	// files are those below the root, node_modules not included, with an ending
	// that the loader reads.
	files map[string]bool
	list  []string // the same, sorted
	// Of a compiled program: pages of the platform that hold views, and the views
	// that were found in them and in scripts, by the paths that they had.
	frames  []string
	decoded map[string]*wxml.File
	// Further of a compiled program: the modules in its scripts, by the paths that they
	// had, and the configuration of pages and components.
	defined map[string]definition
	configs map[string]*appjson.Page
	// looked caches what was asked about files that are not in the list.
	looked map[string]bool

	// above: modules beside the root belong to the program as well. What is built of a
	// source may come from all of its project.
	above bool
}

// scriptExts are the endings of what counts as code.
var scriptExts = []string{".js", ".ts", ".jsx", ".tsx", ".mjs", ".cjs"}

func isScript(p string) bool { return slices.Contains(scriptExts, path.Ext(p)) || dialect.IsScript(p) }

func readable(p string) bool {
	return isScript(p) || sfc.Is(p) || strings.HasSuffix(p, ".json") || dialect.IsView(p)
}

// list walks the root. Folders that can't be read and links to the outside are problems.
func (l *loader) listFiles() {
	t := l.tree
	entries := 0
	err := fs.WalkDir(t.fsys, t.root, func(full string, d fs.DirEntry, err error) error {
		p := l.relative(full)
		if err != nil {
			l.fileProblem(p, "cannot be read: "+codepkg.Reason(err))
			return skipDir(d)
		}
		if entries++; entries > codepkg.MaxEntries {
			l.fileProblem(p, fmt.Sprintf("the program has more than %d files; those from here on are left out", codepkg.MaxEntries))
			return fs.SkipAll
		}
		switch {
		case d.IsDir() && full != t.root && codepkg.IsSkipped(d.Name()):
			return fs.SkipDir
		case d.IsDir():
		case d.Type()&fs.ModeSymlink != 0:
			l.link(full, p)
		case d.Type().IsRegular() && readable(p):
			t.add(p)
		case d.Type().IsRegular() && isFrame(p):
			t.frames = append(t.frames, p)
		}
		return nil
	})
	if err != nil {
		l.fileProblem(".", "cannot be read: "+codepkg.Reason(err))
	}
	slices.Sort(t.list)
}

func skipDir(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func (t *tree) add(p string) {
	t.files[p] = true
	t.list = append(t.list, p)
}

// link takes in a symbolic link to a file. One to a folder could lead round in
// circles, and one to the outside must not be read at all.
func (l *loader) link(full, p string) {
	info, err := fs.Stat(l.tree.fsys, full)
	switch {
	case err != nil:
		l.fileProblem(p, "is a symbolic link that leads out of the package or nowhere; it is not followed")
	case info.IsDir():
		l.leaveOut(p, "a symbolic link to a folder")
	case info.Mode().IsRegular() && readable(p):
		l.tree.add(p)
	}
}

// relative makes a path of the file system one of the program.
func (l *loader) relative(full string) string {
	if l.tree.root == "." {
		return full
	}
	if full == l.tree.root {
		return "."
	}
	return strings.TrimPrefix(full, l.tree.root+"/")
}

// exists tells whether there is such a file. Only node_modules, and what lies beside the
// root of a source, are looked up outside of the list.
func (t *tree) exists(p string) bool {
	if t.files[p] || t.defined[p].holder != "" {
		return true
	}
	if !inNodeModules(p) && !t.beside(p) {
		return false
	}
	known, ok := t.looked[p]
	if ok || t.fsys == nil {
		return known
	}
	info, err := fs.Stat(t.fsys, t.full(p))
	known = err == nil && info.Mode().IsRegular()
	t.looked[p] = known
	return known
}

// isFile tells whether there is a file of any kind.
func (t *tree) isFile(p string) bool {
	info, err := fs.Stat(t.fsys, t.full(p))
	return err == nil && info.Mode().IsRegular()
}

// full is the path in the file system.
func (t *tree) full(p string) string { return path.Join(t.root, p) }

func inNodeModules(p string) bool {
	return strings.HasPrefix(p, "node_modules/") || strings.Contains(p, "/node_modules/")
}

// outside tells whether a path leads out of the program. node_modules above the
// root, and the project of a source, are the places outside that modules come from.
func (t *tree) outside(p string) bool {
	return leadsOut(p) && !(t.beside(p) && t.exists(p))
}

func leadsOut(p string) bool { return (p == ".." || strings.HasPrefix(p, "../")) && !inNodeModules(p) }

// beside tells whether a path leads out of the source of a program to some other part of
// what was opened.
func (t *tree) beside(p string) bool {
	return t.above && strings.HasPrefix(p, "../") && !strings.HasPrefix(t.full(p), "..")
}
