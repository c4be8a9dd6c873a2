package jsparse

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// missing is a mention of a module that is not there.
type missing struct {
	from   string // the file that mentions it
	pos    int32
	spec   string // as written
	target string // where it would be
}

// lacks notes a module that a script imports and that is not there.
func (l *loader) lacks(from string, pos int32, spec string) {
	spec = oneLine(spec)
	target, aliased := l.resolver.aliased(spec)
	if !aliased && !strings.HasPrefix(target, "/") {
		target = path.Join(path.Dir(from), target)
	}
	l.missing = append(l.missing, missing{from, pos, spec, strings.TrimPrefix(path.Clean(target), "/")})
}

// sayMissing makes a problem of each module that is missing, on its first mention; where
// a whole folder is, that a build copies libraries to, one for the folder.
func (l *loader) sayMissing() {
	slices.SortFunc(l.missing, func(a, b missing) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.pos, b.pos), cmp.Compare(a.spec, b.spec))
	})
	folders := l.foldersOf()
	groups := map[string][]missing{}
	for _, m := range l.missing {
		key := missingFolder(m.target, folders)
		if key == "" {
			key = m.target
		}
		groups[key] = append(groups[key], m)
	}
	for _, key := range sortedKeys(groups) {
		g := groups[key]
		modules := map[string]bool{}
		for _, m := range g {
			modules[m.target] = true
		}
		l.problem(g[0].from, g[0].pos, missingWords(key, g, len(modules)))
	}
}

func missingWords(key string, g []missing, modules int) string {
	switch first := g[0]; {
	case len(g) == 1:
		return fmt.Sprintf("there is no module %s; correct the path or add the file", first.spec)
	case modules == 1:
		return fmt.Sprintf("there is no module %s, which is imported in %d places; correct the path or add the file", first.spec, len(g))
	default:
		return fmt.Sprintf("there is no folder %s, of which %d modules are imported, in %d places; where a build puts them there, open what it makes", key, modules, len(g))
	}
}

// foldersOf are the folders that hold files of the program.
func (l *loader) foldersOf() map[string]bool {
	folders := map[string]bool{".": true}
	for p := range l.tree.files {
		for d := path.Dir(p); !folders[d]; d = path.Dir(d) {
			folders[d] = true
		}
	}
	return folders
}

// missingFolder is the topmost folder on the way to a file that is not there, "" if the
// file's own folder is, or if it leads out of the program.
func missingFolder(target string, folders map[string]bool) string {
	out := ""
	for d := path.Dir(target); d != "." && d != "/" && d != ".." && !strings.HasPrefix(d, "../") && !folders[d]; d = path.Dir(d) {
		out = d
	}
	return out
}
