package lsp

import (
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/minivet/minivet/jsparse/codepkg"
)

// disk is a file system that reads a file again only when its size or time of
// change are others, or when the client says that it changed: a run reads all files
// of a folder, and opening them is what takes long. Files count as changed as long
// as they are so young that the clock of the file system may miss a second change.
type disk struct {
	mu    sync.Mutex
	files map[string]diskFile
	total int    // bytes of the texts
	seen  *looks // by the last run; nil: they hold no longer
}

// diskFile is a file as it was read.
type diskFile struct {
	text string
	info fs.FileInfo
}

// young is the age below which a file is read again.
const young = 2 * time.Second

func newDisk() *disk { return &disk{files: map[string]diskFile{}} }

// forget drops a file that the client says has changed.
func (d *disk) forget(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f, ok := d.files[name]; ok {
		d.total -= len(f.text)
		delete(d.files, name)
	}
}

// text is what is known of a file that has this state now.
func (d *disk) text(name string, now fs.FileInfo) (string, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f, ok := d.files[name]
	if !ok || now.Size() != f.info.Size() || !now.ModTime().Equal(f.info.ModTime()) || time.Since(now.ModTime()) < young {
		return "", false
	}
	return f.text, true
}

// keep remembers a text as long as there is room. The state was read before it.
func (d *disk) keep(name, text string, info fs.FileInfo) {
	d.forget(name)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.total+len(text) <= codepkg.MaxTotalSize && int64(len(text)) == info.Size() {
		d.files[name], d.total = diskFile{text, info}, d.total+len(text)
	}
}

// keeping remembers what is read of a file when it was read to its end.
type keeping struct {
	fs.File
	name string
	info fs.FileInfo
	disk *disk
	read strings.Builder
}

func (k *keeping) Read(p []byte) (int, error) {
	n, err := k.File.Read(p)
	k.read.Write(p[:n])
	if err == io.EOF {
		k.disk.keep(k.name, k.read.String(), k.info)
	}
	return n, err
}
