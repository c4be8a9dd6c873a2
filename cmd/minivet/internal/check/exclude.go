package check

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// exclude takes out the findings of a program in files that the configuration
// excludes, and counts them as left out.
func (r *run) exclude(program string) {
	if len(r.opt.Exclude) == 0 {
		return
	}
	out := map[string]int{}
	drop := func(f finding.Finding) bool {
		if f.Program != program || !r.excluded(f.Place.File) {
			return false
		}
		out[f.Place.File]++
		return true
	}
	r.rep.Findings = slices.DeleteFunc(r.rep.Findings, drop)
	for file, n := range out {
		r.rep.LeftOut = append(r.rep.LeftOut, finding.LeftOut{Path: file, Why: fmt.Sprintf("excluded by the configuration (findings there: %d)", n)})
	}
	slices.SortStableFunc(r.rep.LeftOut, func(a, b finding.LeftOut) int { return strings.Compare(a.Path, b.Path) })
}

// excluded tells whether a displayed path matches a glob.
func (r *run) excluded(file string) bool {
	if !filepath.IsAbs(file) {
		file = filepath.Join(r.cwd, file)
	}
	dir := r.opt.ExcludeDir
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(r.cwd, dir)
	}
	file = filepath.ToSlash(file)
	return slices.ContainsFunc(r.opt.Exclude, func(glob string) bool {
		if !path.IsAbs(glob) && !filepath.IsAbs(glob) {
			glob = path.Join(escape(filepath.ToSlash(dir)), glob)
		}
		return doublestar.MatchUnvalidated(glob, file)
	})
}

// escape takes their meaning from the characters of globs in a folder's name.
func escape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`, "{", `\{`).Replace(dir)
}
