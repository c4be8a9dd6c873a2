package lsp

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse"
)

// folder is one that is checked as a whole, with all programs in it.
type folder struct {
	dir   string // absolute
	cache *jsparse.Cache
	disk  *disk
	memo  map[string]kept // by root of a program
	took  time.Duration   // by the last run

	// The server's lock guards what follows.
	changes int // counts them; what changed when is in the open documents
	checked int // changes that the results have seen
	results *results
	cancel  context.CancelFunc // of the run under way; nil: none
}

// results are what one run found. They do not change.
type results struct {
	report      *finding.Report
	documents   map[string]*document // that were open, by path
	diagnostics map[string][]Diagnostic
	encoding    string
	indexes     map[string]*index // guarded by the server's lock once they are shared
}

// stop ends a run that is out of date.
func (f *folder) stop() {
	if f.cancel != nil {
		f.cancel()
	}
}

// arrange makes the folders anew from what the client has open: its own folders,
// and for documents outside of them the folder of their program. The lock is held.
func (s *Server) arrange() {
	dirs := slices.Clone(s.roots)
	for path := range s.documents {
		if !slices.ContainsFunc(s.roots, func(dir string) bool { _, in := within(dir, path); return in }) {
			if dir := programDir(path); dir != "" {
				dirs = append(dirs, dir)
			}
		}
	}
	slices.SortFunc(dirs, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	var folders []*folder
	for _, dir := range dirs {
		if slices.ContainsFunc(folders, func(f *folder) bool { _, in := within(f.dir, dir); return in }) {
			continue
		}
		i := slices.IndexFunc(s.folders, func(f *folder) bool { return f.dir == dir })
		if i >= 0 {
			folders = append(folders, s.folders[i])
			continue
		}
		folders = append(folders, &folder{dir: dir, cache: jsparse.NewCache(), disk: newDisk(), memo: map[string]kept{}, changes: 1})
	}
	var gone []*folder
	for _, f := range s.folders {
		if !slices.Contains(folders, f) {
			f.stop()
			gone = append(gone, f)
		}
	}
	s.folders = folders
	for _, f := range gone {
		s.publish(f.results, nil)
	}
	s.endWaits() // who waited for one that is gone waits for nothing
}

// maxUp bounds the folders above a file that are looked at.
const maxUp = 64

// programDir is the folder above a file that holds a program; "" if none does.
func programDir(path string) string {
	dir := filepath.Dir(path)
	for range maxUp {
		for _, name := range []string{"app.json", "project.config.json", "game.json"} {
			if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.Mode().IsRegular() {
				return dir
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return ""
}

// folderOf is the folder that a file lies in; nil if it lies in none. The lock is held.
func (s *Server) folderOf(path string) *folder {
	for _, f := range s.folders {
		if _, in := within(f.dir, path); in {
			return f
		}
	}
	return nil
}

// markLocked has the folder of a file checked again; all that a configuration above
// them may concern, if it is one. The lock is held.
func (s *Server) markLocked(path string) {
	for _, f := range s.concerned(path) {
		rel, _ := within(f.dir, path)
		f.changed()
		f.disk.forget(rel)
		f.disk.lookAgain()
	}
}

// edited is markLocked for a text that changed in the editor, not on the disk.
func (s *Server) edited(path string) {
	for _, f := range s.concerned(path) {
		f.changed()
	}
}

// concerned are the folders that a file concerns. The lock is held.
func (s *Server) concerned(path string) (list []*folder) {
	for _, f := range s.folders {
		_, in := within(f.dir, path)
		_, below := within(filepath.Dir(path), f.dir)
		if in || below && filepath.Base(path) == config.FileName {
			list = append(list, f)
		}
	}
	return list
}

// changed has the folder checked again. The lock is held.
func (f *folder) changed() {
	f.changes++
	f.stop()
}

// markAll has everything checked again. The lock is held.
func (s *Server) markAll() {
	for _, f := range s.folders {
		f.changed()
	}
}

// stir wakes the loop up.
func (s *Server) stir() {
	select {
	case s.wake <- struct{}{}:
	default: // it will look anyway
	}
}
