package jsparse

import (
	"path"
	"slices"

	"github.com/minivet/minivet/jsparse/gwx"
	"github.com/minivet/minivet/jsparse/wxml"
)

// isFrame tells the page that holds the views of a compiled program.
func isFrame(p string) bool { return path.Base(p) == "page-frame.html" }

// decodeViews finds the views of a compiled program, which stand in scripts. A
// WXML file of the same path wins.
func (l *loader) decodeViews() {
	t := l.tree
	if !gwx.IsCompiled(t.list) {
		return
	}
	views, problems := gwx.Views(t.fsys, t.root, slices.Concat(t.list, t.frames))
	for _, p := range problems {
		l.problem(p.File, p.Pos, oneLine(p.Message))
	}
	t.decoded = views
}

// view tells whether there is a view at p, in a file of its own or not.
func (t *tree) view(p string) bool { return t.files[p] || t.decoded[p] != nil }

// holder is the file that the view at p stands in: p itself, or a script.
func (t *tree) holder(p string) string {
	if f := t.decodedAt(p); f != nil {
		return f.Source
	}
	return p
}

// decodedAt returns the view at p if it was decoded from a script.
func (t *tree) decodedAt(p string) *wxml.File {
	if t.files[p] {
		return nil
	}
	return t.decoded[p]
}

// holder is the file that a job reads.
func (l *loader) holder(j *job) string {
	if j.wxs != nil {
		return l.tree.holder(j.wxs.File)
	}
	return l.tree.holder(j.path)
}

// fromDecoded tells wxs code that came out of a compiled view. The modules that
// it names in turn have no files, so that they are not missed.
func (l *loader) fromDecoded(j *job) bool { return j.wxs != nil && l.tree.decodedAt(j.wxs.File) != nil }
