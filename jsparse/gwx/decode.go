package gwx

import (
	"cmp"
	"path"
	"slices"
	"strings"

	js "github.com/evanw/esbuild/minivet"

	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// Bounds on what a hostile script can make of few bytes: back references and
// functions that are used twice could double it again and again.
const (
	maxDepth    = 1000     // of expressions, functions and elements
	maxExpr     = 64 << 10 // bytes of one expression
	maxNodes    = 1 << 20  // of all views of a script
	maxProblems = 100
)

// Problem is something that was not understood.
type Problem struct {
	Pos     int32  // byte offset in the script
	Message string // one line
}

// Decode returns the views in a script, by their paths relative to the program's
// root (without the "./" that scripts have). source is the path of the script and
// is noted in the views. Problems of one view are in its [wxml.File.Problems];
// those returned concern the script. A script without views gives an empty map.
func Decode(source, text string) (map[string]*wxml.File, []Problem) {
	return decode(source, text, text)
}

// decode reads code, which is whole with other things than code blanked.
func decode(source, whole, code string) (map[string]*wxml.File, []Problem) {
	tree, bad := ir.Tree(&ir.Source{Path: source, Text: code})
	if len(bad) > 0 {
		return map[string]*wxml.File{}, []Problem{{bad[0].Pos, "the script cannot be parsed: " + bad[0].Message}}
	}
	d := &decoder{
		source: source, text: whole, tree: tree, code: code,
		script: newScript(tree), files: map[string]*fileParts{},
		left: 8*len(code) + 1<<20, steps: 4*len(code) + 1<<10,
	}
	for _, part := range tree.Parts {
		d.script.stmts(part.Stmts)
	}
	d.group()
	views := map[string]*wxml.File{}
	for _, p := range d.order {
		views[p] = d.view(p, d.files[p])
	}
	return views, d.problems
}

// decoder makes views of what a script holds.
type decoder struct {
	source, text, code string
	tree               js.Tree
	script             *script
	files              map[string]*fileParts
	order              []string // paths in the order of the script
	problems           []Problem
	nodes              int // made so far
	left               int // bytes of expressions that may still be made
	steps              int // statements that may still be followed
}

// fileParts are the pieces of a script that make up one view.
type fileParts struct {
	entry     *entry
	templates []definition
	wxs       []wxsUse
}

// group sorts the pieces by view.
func (d *decoder) group() {
	of := func(name string) *fileParts {
		name = viewPath(name)
		if name == "" {
			return &fileParts{}
		}
		if d.files[name] == nil {
			d.files[name] = &fileParts{}
			d.order = append(d.order, name)
		}
		return d.files[name]
	}
	for i := range d.script.entries {
		of(d.script.entries[i].path).entry = &d.script.entries[i]
	}
	for _, t := range d.script.templates {
		f := of(t.path)
		f.templates = append(f.templates, t)
	}
	for _, w := range d.script.wxs {
		// Files of wxs code are named here like views that use them.
		if f := d.files[viewPath(w.view)]; f != nil {
			f.wxs = append(f.wxs, w)
		}
	}
}

// clean makes a path of a script one of the program: "./pages/a.wxml" is
// pages/a.wxml. Paths of plugins and such that lead out give "".
func clean(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || strings.Contains(name, "://") {
		return ""
	}
	name = path.Clean("/" + name)[1:]
	return strings.ToValidUTF8(name, "?")
}

// viewPath is clean for a view, whose ending some compilers leave out.
func viewPath(name string) string {
	name = clean(name)
	if name != "" && !strings.HasSuffix(name, ".wxml") {
		name += ".wxml"
	}
	return name
}

// view builds the tree of one file: its modules, its templates, its content.
func (d *decoder) view(name string, parts *fileParts) *wxml.File {
	v := &view{d: d, b: wxml.NewBuilder(name, d.source, d.text), seen: map[string]bool{}, imported: map[string]bool{}}
	for _, w := range parts.wxs {
		v.module(w)
	}
	slices.SortStableFunc(parts.templates, func(a, b definition) int { return cmp.Compare(a.pos, b.pos) })
	for _, t := range parts.templates {
		root := v.run(t.fn, t.pool, 0)
		attr := constant("name", t.name, t.pos)
		v.b.Open("template", t.pos, t.pos, []wxml.Attr{attr})
		v.emit(root, 0)
		v.b.Close()
	}
	if e := parts.entry; e != nil {
		root := &node{kind: root}
		if fn := d.script.function(e.fn); fn != nil {
			root = v.run(fn, e.pool, 0)
		} else {
			v.problem(e.pos, "the function that builds the view was not found")
		}
		for _, src := range e.imports {
			if !v.imported[src] {
				v.imported[src] = true
				v.open("import", e.pos, e.pos, constant("src", src, e.pos))
				v.b.Close()
			}
		}
		v.emit(root, 0)
	}
	return v.b.File()
}
