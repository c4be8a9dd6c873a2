package codepkg

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// memory is a file system whose files are in memory: what an archive holds. Folders
// exist as far as files lie in them. It is read-only once it is filled.
type memory struct {
	files map[string][]byte
	dirs  map[string][]string // folder → names in it, sorted by seal
	from  map[string]string   // file → archive that it came from
}

func newMemory() *memory {
	return &memory{files: map[string][]byte{}, dirs: map[string][]string{".": nil}, from: map[string]string{}}
}

// add puts a file in; name is clean and valid, see [fs.ValidPath]. It fails where a
// file of the name, or one in place of a folder above it, is there already.
func (m *memory) add(name string, data []byte, archive string) bool {
	if _, taken := m.files[name]; taken || m.dirs[name] != nil {
		return false
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, taken := m.files[dir]; taken {
			return false
		}
	}
	m.files[name], m.from[name] = data, archive
	for child := name; child != "."; child = path.Dir(child) {
		dir := path.Dir(child)
		known := m.dirs[dir] != nil
		m.dirs[dir] = append(m.dirs[dir], path.Base(child))
		if known {
			break
		}
	}
	return true
}

// seal ends the filling.
func (m *memory) seal() {
	for dir, names := range m.dirs {
		slices.Sort(names)
		m.dirs[dir] = slices.Compact(names)
	}
}

// Open implements [fs.FS].
func (m *memory) Open(name string) (fs.File, error) {
	if fs.ValidPath(name) {
		if data, ok := m.files[name]; ok {
			return &memoryFile{memoryInfo{path.Base(name), int64(len(data)), false}, bytes.NewReader(data)}, nil
		}
		if names, ok := m.dirs[name]; ok {
			return &memoryDir{memoryInfo{path.Base(name), 0, true}, m, name, names}, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (m *memory) info(name string) memoryInfo {
	if data, ok := m.files[name]; ok {
		return memoryInfo{path.Base(name), int64(len(data)), false}
	}
	return memoryInfo{path.Base(name), 0, true}
}

type memoryInfo struct {
	name string
	size int64
	dir  bool
}

func (i memoryInfo) Name() string               { return i.name }
func (i memoryInfo) Size() int64                { return i.size }
func (i memoryInfo) ModTime() time.Time         { return time.Time{} }
func (i memoryInfo) IsDir() bool                { return i.dir }
func (i memoryInfo) Sys() any                   { return nil }
func (i memoryInfo) Type() fs.FileMode          { return i.Mode().Type() }
func (i memoryInfo) Info() (fs.FileInfo, error) { return i, nil }
func (i memoryInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type memoryFile struct {
	memoryInfo
	*bytes.Reader
}

func (f *memoryFile) Size() int64                { return f.memoryInfo.size }
func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.memoryInfo, nil }
func (f *memoryFile) Close() error               { return nil }

type memoryDir struct {
	memoryInfo
	m    *memory
	path string
	rest []string
}

func (d *memoryDir) Stat() (fs.FileInfo, error) { return d.memoryInfo, nil }
func (d *memoryDir) Close() error               { return nil }
func (d *memoryDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.path, Err: fs.ErrInvalid}
}

// ReadDir implements [fs.ReadDirFile].
func (d *memoryDir) ReadDir(n int) ([]fs.DirEntry, error) {
	take := len(d.rest)
	if n > 0 {
		if take == 0 {
			return nil, io.EOF
		}
		take = min(n, take)
	}
	out := make([]fs.DirEntry, take)
	for i, name := range d.rest[:take] {
		out[i] = d.m.info(strings.TrimPrefix(d.path+"/"+name, "./"))
	}
	d.rest = d.rest[take:]
	return out, nil
}
