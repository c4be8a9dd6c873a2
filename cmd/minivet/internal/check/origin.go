package check

import (
	"cmp"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/srcmap"
)

// maxMaps bounds the bytes of source maps that are read for one program.
const maxMaps = 256 << 20

// maxParents is how many folders above what was opened are looked at for the sources
// of a bundler, whose paths are relative to its own root: dist/build/mp-weixin lies
// three below it.
const maxParents = 4

// origins finds where the places of one program's compiled files were written.
type origins struct {
	c *converter
	// maps is the folder of maps that do not lie in the package, or one map; "" for none.
	maps string
	// notice is told of a map that can't be read.
	notice func(message string)

	left int // of maxMaps
}

// spot is a place whose origin is looked for, and where it goes.
type spot struct {
	at   finding.Point
	into **finding.Origin
}

func (r *run) origins(c *converter, program string) *origins {
	return &origins{c: c, maps: r.opt.SourceMaps, left: maxMaps, notice: func(message string) {
		r.rep.Notices = append(r.rep.Notices, finding.Notice{Program: program, Message: message})
	}}
}

// fill gives all places of findings their origins. The maps are read one after the
// other and let go, since they are large.
func (o *origins) fill(findings []*finding.Finding) {
	spots := map[string][]spot{}
	add := func(p finding.Place, into **finding.Origin) {
		spots[p.File] = append(spots[p.File], spot{p.Start, into})
	}
	for _, f := range findings {
		if f == nil {
			continue
		}
		add(f.Place, &f.Origin)
		for _, list := range [][]finding.Step{f.Steps, f.Related} {
			for i := range list {
				add(list[i].Place, &list[i].Origin)
			}
		}
	}
	for _, f := range o.c.prog.Files { // in the order of their paths
		if list := spots[o.c.display(f.Path)]; len(list) > 0 && isScript(f.Path) {
			o.file(f.Tok.Name(), f.Text, list)
		}
	}
}

func isScript(name string) bool {
	return slices.Contains([]string{".js", ".mjs", ".cjs"}, path.Ext(name))
}

// file fills in the origins of places in one file, relative to what was opened.
func (o *origins) file(name, script string, spots []spot) {
	text, from, err := o.mapOf(name, script)
	if text == "" && err == nil {
		return
	}
	if o.left -= len(text); err == nil && o.left < 0 {
		o.notice(o.c.base.display(name) + ": the source maps of the program are larger than 256 MB together; from here on the places in the sources are left out")
		o.left = 0
		return
	}
	var m *srcmap.Map
	if err == nil {
		m, err = srcmap.Parse(text)
	}
	if err != nil {
		o.notice(o.c.base.display(from) + ": " + err.Error() + "; the places in the sources are left out")
		return
	}
	for _, s := range spots {
		if p, ok := m.Original(s.at.Line, s.at.Column); ok {
			*s.into = &finding.Origin{File: o.display(from, p), Line: p.Line, Column: p.Column, Code: p.Text, At: p.Offset}
		}
	}
}

// mapOf is the map of a script and the file that it stands in; no text, if there is
// none. In the order in which they are looked for: what the script says, a file of the
// script's name beside it, the folder that the user gave.
func (o *origins) mapOf(name, script string) (text, from string, err error) {
	u := srcmap.URL(script)
	if text, ok, err := srcmap.Inline(u); ok {
		return text, name, err
	}
	beside := []string{name + ".map"}
	if p, ok := srcmap.Beside(name, u); ok {
		beside = []string{p, name + ".map"}
	}
	for _, p := range beside {
		if text, err := o.c.base.read(p); err == nil {
			return text, p, nil
		}
	}
	return o.given(name)
}

// given looks into the folder that the user gave, which may be laid out like the
// package, or be what the platform's console hands out: __APP__/app-service.map.map
// for the main package and folders of their names for the others.
func (o *origins) given(name string) (text, from string, err error) {
	if o.maps == "" {
		return "", "", nil
	}
	if isFile(o.maps) {
		if path.Base(name) != "app-service.js" && path.Base(name) != strings.TrimSuffix(filepath.Base(o.maps), ".map") {
			return "", "", nil
		}
		text, err := codepkg.ReadText(os.DirFS(filepath.Dir(o.maps)), filepath.Base(o.maps))
		return text, name, err
	}
	root, err := os.OpenRoot(o.maps)
	if err != nil {
		return "", o.maps, errors.New("the folder of source maps cannot be opened: " + codepkg.Reason(err))
	}
	defer root.Close()
	rel := strings.TrimPrefix(name, strings.TrimSuffix(o.c.prog.Root, "/")+"/")
	short := strings.TrimSuffix(rel, path.Ext(rel)) + ".map.map"
	for _, p := range []string{rel + ".map", short, "__FULL__/" + short, "__APP__/" + short} {
		if text, err := codepkg.ReadText(root.FS(), p); err == nil {
			return text, name, nil
		}
	}
	return "", "", nil
}

// display is how a source is called that the map at from names. Where the bundler's
// root is not known, the file is looked for in the folders above what was opened.
func (o *origins) display(from string, p srcmap.Position) string {
	if path.IsAbs(p.Source) {
		return p.Source
	}
	if !p.Bundler {
		return o.c.base.display(path.Join(path.Dir(from), p.Source))
	}
	if o.c.base.archive == nil && filepath.IsLocal(p.Source) {
		dir := o.c.base.abs
		for up := "."; strings.Count(up, "..") <= maxParents; up = path.Join(up, "..") {
			if isFile(filepath.Join(dir, up, filepath.FromSlash(p.Source))) {
				return o.c.base.display(path.Join(up, p.Source))
			}
		}
	}
	return cmp.Or(p.Source, "?")
}
