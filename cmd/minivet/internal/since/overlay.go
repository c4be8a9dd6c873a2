package since

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Wrap gives the file system of folder dir as it was before the change: what is
// not changed is read through now.
func (v *Version) Wrap(dir string, now fs.FS) fs.FS {
	dir = folder(dir)
	o := &overlay{now: now, texts: map[string]string{}, gone: map[string]bool{}, dirs: map[string]map[string]bool{}}
	for _, c := range v.Changes {
		if name := below(dir, c.Now); name != "" && c.Now != c.Was {
			o.gone[name] = true
		}
	}
	for _, c := range v.Changes {
		if name := below(dir, c.Was); name != "" {
			o.restore(name, c.Text)
		}
	}
	return o
}

// overlay is a file system with some files replaced, restored and taken away.
type overlay struct {
	now   fs.FS
	texts map[string]string
	gone  map[string]bool
	dirs  map[string]map[string]bool // names that a folder has besides
}

func (o *overlay) restore(name, text string) {
	o.texts[name] = text
	delete(o.gone, name)
	for name != "." {
		up := path.Dir(name)
		if o.dirs[up] == nil {
			o.dirs[up] = map[string]bool{}
		}
		o.dirs[up][path.Base(name)] = true
		name = up
	}
}

func (o *overlay) Open(name string) (fs.File, error) {
	if text, ok := o.texts[name]; ok {
		return &file{Reader: strings.NewReader(text), info: info{path.Base(name), int64(len(text)), 0o444}}, nil
	}
	if o.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := o.now.Open(name)
	if err != nil && o.dirs[name] != nil {
		return &file{Reader: strings.NewReader(""), info: info{path.Base(name), 0, fs.ModeDir | 0o555}}, nil
	}
	return f, err
}

// Stat answers without opening: a named pipe would block.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if text, ok := o.texts[name]; ok {
		return info{path.Base(name), int64(len(text)), 0o444}, nil
	}
	if o.gone[name] {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	got, err := fs.Stat(o.now, name)
	if o.dirs[name] != nil && (err != nil || !got.IsDir()) {
		return info{path.Base(name), 0, fs.ModeDir | 0o555}, nil
	}
	return got, err
}

func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.now, name)
	more := o.dirs[name]
	if err != nil && more == nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		full := path.Join(name, e.Name())
		_, replaced := o.texts[full]
		return o.gone[full] || replaced || o.dirs[full] != nil && !e.IsDir()
	})
	for base := range more {
		full := path.Join(name, base)
		known := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == base })
		if got, err := o.Stat(full); !known && err == nil {
			entries = append(entries, fs.FileInfoToDirEntry(got))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// file is an open file of the version before.
type file struct {
	*strings.Reader
	info info
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
