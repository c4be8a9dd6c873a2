package interp

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/minivet/minivet/jsparse"
)

// maxComputed bounds the modules that one computed name may stand for.
const maxComputed = maxData

// stepsPerModule is what it counts to see whether a name may lead to a module.
const stepsPerModule = 4

// requireComputed is require with a name that is not known: one of the modules that nothing
// else names. Of the name the beginning is known, or else the whole of it is a text of the
// program, in a table of pages, say.
func (c *nativeCall) requireComputed(st *moduleState, name Value) Value {
	if st.mod == nil || st.mod.File.Package.Name != "" {
		return unknownValue // libraries look for their own parts
	}
	out := unknownValue
	c.spend(stepsPerModule * len(c.in.prog.Unnamed))
	n := 0
	for _, m := range c.in.prog.Unnamed {
		if m == st.mod || !c.mayName(st.mod, m, name) {
			continue
		}
		if n++; n > maxComputed {
			c.in.hit("a computed name may stand for more than 256 modules: the others are not run for it")
			break
		}
		out = join(out, c.in.requireModule(m, c.act, c.inv.ins))
	}
	return out
}

// mayName tells whether a name that is not known may lead from one module to another.
func (c *nativeCall) mayName(from, to *jsparse.Module, name Value) bool {
	for _, e := range name {
		info := &c.in.atoms[e.A]
		if info.kind != kUnknown {
			continue
		}
		if begin := strings.TrimLeft(info.str, "./"); begin != "" {
			if strings.HasPrefix(to.File.Path, startOf(from, info.str)) {
				return true
			}
			continue
		}
		for _, spec := range spellings(from.File.Path, to.File.Path) {
			if c.in.texts[spec] {
				return true
			}
		}
	}
	return false
}

// startOf is what the path of a module begins with if its name begins so.
func startOf(from *jsparse.Module, begin string) string {
	dir := path.Dir(from.File.Path)
	if strings.HasPrefix(begin, "/") {
		dir = ""
	}
	p := path.Join(dir, begin)
	if strings.HasSuffix(begin, "/") {
		p += "/"
	}
	return p
}

// spellings are the names by which one file may require another.
func spellings(from, to string) []string {
	rel, err := filepath.Rel(path.Dir(from), to)
	if err != nil {
		return nil
	}
	rel = filepath.ToSlash(rel)
	var out []string
	for _, p := range []string{rel, strings.TrimSuffix(rel, path.Ext(rel)), strings.TrimSuffix(rel, "/index"+path.Ext(rel))} {
		out = append(out, p, "./"+p)
	}
	return append(out, "/"+to, "/"+strings.TrimSuffix(to, path.Ext(to)))
}
