// Package since answers "which findings are there because of a change". It finds
// out what a change did to the files, from git or from a diff, makes the version
// before it readable without touching the disk, and takes the findings out of a
// report that were there in that version too.
//
// Comparing two analyses is exact where looking at changed lines is not: a guard
// that was removed in one file makes a call in another one a finding, and a call
// that was only moved is none.
package since

import (
	"os"
	"path/filepath"
	"strings"
)

// Change is what happened to one file. Paths are absolute, without symbolic links.
type Change struct {
	Now  string // its path; "" if the file is no more
	Was  string // its path before; "" if it is new
	Text string // its text before
}

// Version is the state of some folders before a change.
type Version struct {
	// Name is what users call it, for messages: "HEAD~1", "the diff".
	Name    string
	Changes []Change
	cwd     string
}

func newVersion(name string) (*Version, error) {
	cwd, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	return &Version{Name: name, cwd: resolve(cwd)}, nil
}

// Touches tells whether any of the changes lies below one of the folders; where
// none does, both versions are the same program.
func (v *Version) Touches(dirs []string) bool {
	for _, dir := range orHere(dirs) {
		dir = folder(dir)
		for _, c := range v.Changes {
			if below(dir, c.Now) != "" || below(dir, c.Was) != "" {
				return true
			}
		}
	}
	return false
}

// orHere is what no folders mean.
func orHere(dirs []string) []string {
	if len(dirs) == 0 {
		return []string{"."}
	}
	return dirs
}

// folder is the absolute path of a path that was given on the command line.
func folder(path string) string {
	path = strings.TrimSuffix(filepath.ToSlash(path), "/...")
	if path == "..." {
		path = "."
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	if info, err := os.Stat(abs); err == nil && !info.IsDir() {
		abs = filepath.Dir(abs)
	}
	return resolve(abs)
}

// resolve follows symbolic links as far as the path exists.
func resolve(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	if dir := filepath.Dir(path); dir != path {
		return filepath.Join(resolve(dir), filepath.Base(path))
	}
	return path
}

// below is path relative to dir, slash separated; "" if it lies elsewhere.
func below(dir, path string) string {
	if path == "" {
		return ""
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}
