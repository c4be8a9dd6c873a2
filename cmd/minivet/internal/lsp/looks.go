package lsp

import (
	"io/fs"
	"slices"
	"sync"
	"time"
)

// looks are what a run saw of a folder's files: which there are, and their states. While
// somebody types nothing else changes, so the next runs need not ask the disk again,
// which takes as long as all else around the analysis. That holds where the client tells
// of files that change; and not for long, because clients leave folders out (those of
// packages, often).
type looks struct {
	taken time.Time
	mu    sync.Mutex
	stats map[string]fs.FileInfo
	dirs  map[string][]fs.DirEntry
}

// trust is how long looks hold.
const trust = 10 * time.Second

func newLooks() *looks {
	return &looks{taken: time.Now(), stats: map[string]fs.FileInfo{}, dirs: map[string][]fs.DirEntry{}}
}

// looks for a run: those of the runs before if the client watches the files and nothing
// but open texts has changed since.
func (d *disk) looksFor(watched bool) *looks {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !watched || d.seen == nil || time.Since(d.seen.taken) > trust {
		d.seen = newLooks()
	}
	return d.seen
}

// lookAgain drops the looks: something on the disk may have changed.
func (d *disk) lookAgain() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seen = nil
}

// stat is fs.Stat. A file that is not there is looked for each time.
func (l *looks) stat(disk fs.FS, name string) (fs.FileInfo, error) {
	l.mu.Lock()
	info, ok := l.stats[name]
	l.mu.Unlock()
	if ok {
		return info, nil
	}
	info, err := fs.Stat(disk, name)
	if err == nil {
		l.mu.Lock()
		l.stats[name] = info
		l.mu.Unlock()
	}
	return info, err
}

// readDir is fs.ReadDir; the list is the caller's.
func (l *looks) readDir(disk fs.FS, name string) ([]fs.DirEntry, error) {
	l.mu.Lock()
	list, ok := l.dirs[name]
	l.mu.Unlock()
	if ok {
		return slices.Clone(list), nil
	}
	list, err := fs.ReadDir(disk, name)
	if err == nil {
		l.mu.Lock()
		l.dirs[name] = slices.Clone(list)
		l.mu.Unlock()
	}
	return list, err
}
