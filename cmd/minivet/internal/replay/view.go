package replay

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/wxml"
)

// view is a compiled view and what is known of its elements.
type view struct {
	of       *jsparse.View
	program  *goja.Program // nil: can't be run
	elements []*wxml.Element
	uses     map[string]*jsparse.Component
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

// compileText makes the render function's free names fields of its data.
func compileText(name, js string) *goja.Program {
	lines := strings.Split(js, "\n")
	for i, l := range lines {
		switch t := strings.TrimSpace(l); {
		case strings.HasSuffix(t, "function ($d) {"), strings.HasSuffix(t, "function ($, $d) {"):
			lines[i] = l + " with ($.scope($d)) {"
		case t == "},":
			lines[i] = "}},"
		case t == "};" && i >= len(lines)-2:
			lines[i] = "}};"
		}
	}
	text := "(function (module) {" + lenient(strings.Join(lines, "\n")) + "\nreturn module.exports; })({})"
	p, err := goja.Compile("minivet:view:"+name, text, false)
	if err != nil {
		return nil
	}
	return p
}

// label is the constant text in an element, with what was rendered.
func label(e *wxml.Element, rendered string) string {
	var b strings.Builder
	writeLabel(&b, e.Children, 0)
	for _, a := range e.Attrs {
		if a.Name == "id" || a.Name == "class" || a.Name == "value" || a.Name == "title" {
			if a.Name == "value" || a.Name == "title" {
				b.WriteString(a.Value)
			}
		}
	}
	b.WriteString(rendered)
	return b.String()
}

func writeLabel(b *strings.Builder, nodes []wxml.Node, depth int) {
	if depth > 6 || b.Len() > 300 {
		return
	}
	for _, n := range nodes {
		switch n := n.(type) {
		case *wxml.Text:
			for _, p := range n.Parts {
				if !p.Expr {
					b.WriteString(p.Text)
				} else {
					b.WriteString(constants(p.Text))
				}
			}
		case *wxml.Element:
			writeLabel(b, n.Children, depth+1)
		}
	}
}

// constants are the quoted parts of an expression.
func constants(expr string) string {
	var out strings.Builder
	for i, part := range strings.FieldsFunc(expr, func(r rune) bool { return r == '\'' || r == '"' }) {
		if i%2 == 1 {
			out.WriteString(part)
		}
	}
	return out.String()
}
