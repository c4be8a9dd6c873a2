package jsparse

import (
	"sync"

	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// Cache keeps what files were parsed to, for those who load the same package again
// and again while a few of its files change, such as editors. What is kept of a
// file counts as long as its text is the same, and is shared by the programs that
// are loaded with the cache. One cache serves one package. It is safe for concurrent
// use, but programs that share it must be analysed one after the other, since a
// unit keeps the functions that it has lowered.
type Cache struct {
	mu    sync.Mutex
	round int
	files map[string]*parsed // by path in the file system
}

// parsed is what is known of the text of one file.
type parsed struct {
	path  string // in the program
	text  string
	round int // that asked for it last
	// Of a script.
	unit     *ir.Unit
	problems []ir.Problem
	scanned  []string
	script   bool // the three are set
	// Of a view: its tree, and what it was compiled to together with other views.
	tree *wxml.File
	view *compiledView
}

// compiledView is a compiled view; uses are the trees of the other files that went
// into it (nil: there was no such file).
type compiledView struct {
	tree     *wxml.File
	uses     map[string]*wxml.File
	compiled *wxml.Compiled
	unit     *ir.Unit
	problems []ir.Problem
}

// NewCache makes an empty cache.
func NewCache() *Cache { return &Cache{files: map[string]*parsed{}} }

// begin and end enclose the loading of a package; files that it did not ask for
// are forgotten.
func (c *Cache) begin() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.round++
}

func (c *Cache) end() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, p := range c.files {
		if p.round != c.round {
			delete(c.files, name)
		}
	}
}

// get changes, under the lock, the entry of a file that has this text now. Full is
// its path in the file system, path that in the program, which positions name.
func (c *Cache) get(full, path, text string, do func(*parsed)) {
	if c == nil {
		do(&parsed{})
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.files[full]
	if p == nil || p.path != path || p.text != text {
		p = &parsed{path: path, text: text}
		c.files[full] = p
	}
	p.round = c.round
	do(p)
}

// script parses a script that is a file of its own.
func (c *Cache) script(full string, src *ir.Source, opt ir.Options) (unit *ir.Unit, problems []ir.Problem, scanned []string) {
	known := false
	c.get(full, src.Path, src.Text, func(p *parsed) {
		if known = p.script; known {
			unit, problems, scanned = p.unit, p.problems, p.scanned
		}
	})
	if known {
		return unit, problems, scanned
	}
	unit, problems = ir.Parse(src, opt)
	if unit != nil {
		scanned = scanRequires(src.Text)
	}
	c.get(full, src.Path, src.Text, func(p *parsed) {
		p.unit, p.problems, p.scanned, p.script = unit, problems, scanned, true
	})
	return unit, problems, scanned
}

// tree parses the text of a view.
func (c *Cache) tree(full, path, text string) (tree *wxml.File) {
	c.get(full, path, text, func(p *parsed) { tree = p.tree })
	if tree != nil {
		return tree
	}
	tree = wxml.Parse(path, text)
	c.get(full, path, text, func(p *parsed) { p.tree = tree })
	return tree
}

// view compiles a view; load yields the trees of the files that it imports.
func (c *Cache) view(full, text string, tree *wxml.File, load func(string) *wxml.File) *compiledView {
	var v *compiledView
	path := tree.Path
	c.get(full, path, text, func(p *parsed) { v = p.view })
	if v != nil && v.tree == tree && v.current(load) {
		return v
	}
	v = &compiledView{tree: tree, uses: map[string]*wxml.File{}}
	v.compile(func(path string) *wxml.File {
		f := load(path)
		v.uses[path] = f
		return f
	})
	c.get(full, path, text, func(p *parsed) { p.view = v })
	return v
}

// current tells whether the other files are those that went into it.
func (v *compiledView) current(load func(string) *wxml.File) bool {
	for path, f := range v.uses {
		if load(path) != f {
			return false
		}
	}
	return true
}

// compile compiles the view and parses the result. Each expression is checked on
// its own only where the whole does not parse.
func (v *compiledView) compile(load func(string) *wxml.File) {
	v.compiled = wxml.Compile(v.tree, wxml.CompileOptions{Load: load})
	v.unit, v.problems = parseCompiled(v.tree.Path, v.compiled)
	if v.unit == nil {
		v.compiled = wxml.Compile(v.tree, wxml.CompileOptions{Load: load, Valid: valid(v.tree.TS)})
		v.unit, v.problems = parseCompiled(v.tree.Path, v.compiled)
	}
}
