package replay

import (
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/minivet/minivet/cmd/minivet/internal/replay/jstree"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/wxml"
)

// view is a compiled view and what is known of its elements.
type view struct {
	of       *jsparse.View
	program  *goja.Program // nil: can't be run
	elements []*wxml.Element
	parents  []int // by element: the one around it, or -1
	uses     map[string]*jsparse.Component
	says     func() string // its constant text
}

func (s *script) compileView(v *jsparse.View, uses map[string]*jsparse.Component) *view {
	out := &view{of: v, uses: uses, elements: v.Elements}
	c := wxml.Compile(v.Tree, wxml.CompileOptions{Load: s.markup})
	out.program = compileText(v.File.Path, c.JS)
	if out.program == nil {
		valid := func(expr string) bool { _, err := goja.Compile("", "("+expr+")", false); return err == nil }
		c = wxml.Compile(v.Tree, wxml.CompileOptions{Load: s.markup, Valid: valid})
		out.program = compileText(v.File.Path, c.JS)
	}
	out.elements = c.Elements
	out.parents = parentsOf(c.Elements)
	out.says = sync.OnceValue(func() string {
		var b strings.Builder
		writeLabel(&b, v.Tree.Nodes, 0, maxViewText)
		return b.String()
	})
	return out
}

func parentsOf(elements []*wxml.Element) []int {
	at := map[*wxml.Element]int{}
	for i, e := range elements {
		at[e] = i
	}
	out := make([]int, len(elements))
	for i, e := range elements {
		out[i] = -1
		if p, ok := at[e.Parent]; ok {
			out[i] = p
		}
	}
	return out
}

// markup is the view at a path, for imports.
func (s *script) markup(path string) *wxml.File {
	if f, ok := s.trees[path]; ok {
		return f
	}
	var out *wxml.File
	for _, f := range s.prog.Files {
		if f.Path == path {
			out = wxml.Parse(path, f.Text)
		}
	}
	s.trees[path] = out
	return out
}

// compileText makes the text of a render function a program whose value is a
// function that returns it.
func compileText(name, js string) *goja.Program {
	tree, err := goja.Parse(hostPrefix+"view:"+name, "(function (module) {"+js+"\nreturn module.exports; })", parser.WithDisableSourceMaps)
	if err != nil {
		return nil
	}
	jstree.View(tree, wxml.Data, wxml.FreeNames())
	jstree.Meter(tree, dear)
	return compileTree(tree)
}
