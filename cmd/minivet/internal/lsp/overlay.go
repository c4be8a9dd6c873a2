package lsp

import (
	"cmp"
	"context"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/minivet/minivet/jsparse/codepkg"
)

// overlay is a file system in which the texts that are open in the editor take the
// place of files. Those that are on no disk yet are there too. It ends with its
// context, so that a run that is out of date reads no further.
type overlay struct {
	ctx   context.Context
	disk  fs.FS
	texts map[string]string // by path, slash separated
	dirs  map[string][]fs.DirEntry
	known *disk
	looks *looks
	stats sync.Map // path → fs.FileInfo of plain files, as asked for in this run
}

func newOverlay(ctx context.Context, below fs.FS, known *disk, seen *looks, texts map[string]string) *overlay {
	o := &overlay{looks: seen, ctx: ctx, disk: below, texts: texts, known: known, dirs: map[string][]fs.DirEntry{}}
	entered := map[string]bool{}
	for name, text := range texts {
		info := textInfo{name: path.Base(name), size: int64(len(text))}
		for !entered[name] && name != "." {
			entered[name] = true
			dir := path.Dir(name)
			o.dirs[dir] = append(o.dirs[dir], fs.FileInfoToDirEntry(info))
			name, info = dir, textInfo{name: path.Base(dir), dir: true}
		}
	}
	return o
}

// Open implements fs.FS.
func (o *overlay) Open(name string) (fs.File, error) {
	if err := o.ctx.Err(); err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if text, ok := o.texts[name]; ok {
		return &textFile{Reader: strings.NewReader(text), info: textInfo{name: path.Base(name), size: int64(len(text))}}, nil
	}
	v, ok := o.stats.Load(name)
	if !ok {
		return o.disk.Open(name)
	}
	info := v.(fs.FileInfo)
	if text, ok := o.known.text(name, info); ok {
		return &textFile{Reader: strings.NewReader(text), info: textInfo{name: path.Base(name), size: int64(len(text))}}, nil
	}
	f, err := o.disk.Open(name)
	if err != nil || info.Size() > codepkg.MaxFileSize {
		return f, err
	}
	return &keeping{File: f, name: name, info: info, disk: o.known}, nil
}

// Stat implements fs.StatFS.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if err := o.ctx.Err(); err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	if text, ok := o.texts[name]; ok {
		return textInfo{name: path.Base(name), size: int64(len(text))}, nil
	}
	info, err := o.looks.stat(o.disk, name)
	if err == nil && info.Mode().IsRegular() {
		o.stats.Store(name, info)
	}
	if err != nil && len(o.dirs[name]) > 0 {
		return textInfo{name: path.Base(name), dir: true}, nil
	}
	return info, err
}

// ReadDir implements fs.ReadDirFS.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := o.ctx.Err(); err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	entries, err := o.looks.readDir(o.disk, name)
	open := o.dirs[name]
	if err != nil && len(open) == 0 {
		return nil, err
	}
	for _, e := range open {
		same := func(x fs.DirEntry) bool { return x.Name() == e.Name() }
		// A link to a file stays one: what it leads to is shown by Stat.
		if !slices.ContainsFunc(entries, same) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// textInfo describes an open text or a folder that holds one.
type textInfo struct {
	name string
	size int64
	dir  bool
}

func (i textInfo) Name() string       { return i.name }
func (i textInfo) Size() int64        { return i.size }
func (i textInfo) ModTime() time.Time { return time.Time{} }
func (i textInfo) IsDir() bool        { return i.dir }
func (i textInfo) Sys() any           { return nil }
func (i textInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

type textFile struct {
	io.Reader
	info textInfo
}

func (f *textFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *textFile) Close() error               { return nil }
