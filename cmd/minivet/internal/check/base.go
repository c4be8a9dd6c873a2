package check

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// base is the folder that was opened, and how its files are called.
type base struct {
	abs  string
	show string // as displayed: relative to the current directory if below it, else as given
	// Of archives: the one that a file is in, as jsparse.Opened has it; their base names.
	archive  func(file string) string
	archives []string
	// read reads a further file, given relative to what was opened.
	read func(name string) (string, error)
}

// newBase works out how files below dir are displayed. A path to a file
// (dir/app.json) stands for its folder.
func (r *run) newBase(dir string) *base {
	if isFile(dir) {
		dir = filepath.Dir(dir)
	}
	b := &base{abs: filepath.Clean(dir), show: filepath.ToSlash(filepath.Clean(dir))}
	if !filepath.IsAbs(dir) {
		b.abs = filepath.Join(r.cwd, dir)
	}
	if rel, err := filepath.Rel(r.cwd, b.abs); err == nil && filepath.IsLocal(rel) {
		b.show = filepath.ToSlash(rel)
	}
	return b
}

// archiveBase is newBase for archives that were opened together.
func (r *run) archiveBase(paths []string, archive func(string) string) *base {
	b := r.newBase(filepath.Dir(paths[0]))
	b.archive = archive
	for _, p := range paths {
		b.archives = append(b.archives, filepath.Base(p))
	}
	return b
}

// display is the path for people of a file, given relative to what was opened.
// One in an archive is shown behind that: shop.wxapkg!/pages/a/a.js.
func (b *base) display(name string) string {
	switch {
	case b.archive == nil, slices.Contains(b.archives, name):
		return path.Join(b.show, name)
	case name == "" || name == ".":
		return path.Join(b.show, b.archives[0])
	}
	return path.Join(b.show, cmp.Or(b.archive(name), b.archives[0])+"!", name)
}

// at is the place of a whole file: its first line. src may be nil.
func (b *base) at(name string, src *finding.Source) finding.Place {
	p := finding.Place{File: b.display(name), Start: finding.Point{Line: 1, Column: 1}}
	p.End = p.Start
	if src != nil {
		p.File = src.File
	}
	return p
}
