package check

import (
	"path"
	"path/filepath"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// base is the folder that was opened, and how its files are called.
type base struct {
	abs  string
	show string // as displayed: relative to the current directory if below it, else as given
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

// display is the path for people of a file, given relative to what was opened.
func (b *base) display(name string) string { return path.Join(b.show, name) }

// at is the place of a whole file: its first line. src may be nil.
func (b *base) at(name string, src *finding.Source) finding.Place {
	p := finding.Place{File: b.display(name), Start: finding.Point{Line: 1, Column: 1}}
	p.End = p.Start
	if src != nil {
		p.File = src.File
	}
	return p
}
