package wxml

import (
	"slices"
	"strings"
)

// template writes <template is data>. Definitions are written elsewhere.
func (c *compiler) template(e *Element) {
	if _, ok := templateName(e); ok {
		return
	}
	is := e.AttrOf("is")
	if is == nil {
		c.problem(e.Pos, "<template> with neither name nor is")
		return
	}
	c.need(c.unit)
	if name := strings.TrimSpace(is.Value); is.Parts == nil && c.unit.visible[name] == nil {
		if c.opt.Load != nil || len(c.unit.f.Imports) == 0 {
			c.problem(is.Pos, "there is no template "+clip(name))
		}
		return
	}
	c.line(e.Pos)
	c.out.add(c.unit.tableName() + "[")
	if is.Parts == nil {
		c.out.add(quote(strings.TrimSpace(is.Value)))
	} else if x := soleExpr(is); x != nil {
		c.expr(*x)
	} else {
		c.value(is)
	}
	c.out.add("](")
	c.data(e.AttrOf("data"))
	c.at(e.End)
	c.out.add(")")
	c.endLine(e.End)
}

// data writes what a template gets: data="{{a, b: 1, ...c}}" is the inside of an
// object literal; {{{a: 1}}}, which some write, the object itself.
func (c *compiler) data(a *Attr) {
	if a == nil || a.Parts == nil {
		c.out.add("{}")
		return
	}
	x := soleExpr(a)
	if x == nil {
		c.problem(a.Pos, "template data has to be one {{ }}")
		c.out.add(unknown)
		return
	}
	if strings.HasPrefix(strings.TrimSpace(x.Text), "{") {
		c.expr(*x)
		return
	}
	c.at(x.Pos)
	c.paste(*x, "{", "}", true)
}

// include inlines another file, as if its text stood here. Its templates are
// left out and its own imports and wxs modules are used.
func (c *compiler) include(e *Element) {
	ref := c.refOf(e)
	if ref == nil {
		return
	}
	u := c.load(c.unit, *ref)
	if u == nil {
		return
	}
	if slices.Contains(c.including, u.f.Path) || len(c.including) > maxIncludeDepth {
		c.problem(ref.Pos, "includes go in a circle or too deep")
		return
	}
	if !c.affords(u.f, ref) {
		return
	}
	outer, fixed := c.unit, c.fixed
	if fixed < 0 {
		c.fixed = e.Pos
	}
	c.unit = u
	c.including = append(c.including, u.f.Path)
	c.out.add(indents[:2*min(c.depth, maxIndent)])
	c.out.add("{\n")
	c.depth++
	c.modules(u)
	c.nodes(u.f.Nodes)
	c.dropModules(u)
	c.close(1)
	c.including = c.including[:len(c.including)-1]
	c.unit, c.fixed = outer, fixed
}

// affords counts what f adds to the view.
func (c *compiler) affords(f *File, ref *Ref) bool {
	c.included += f.size + 100
	if c.included <= maxIncluded {
		return true
	}
	if !c.tooBig {
		c.tooBig = true
		c.problem(ref.Pos, "includes blow the view up; the rest is left out")
	}
	return false
}

func (c *compiler) refOf(e *Element) *Ref {
	// Includes are in the order of the text, like elements.
	list := c.unit.f.Includes
	i, ok := slices.BinarySearchFunc(list, e.Index, func(r Ref, index int) int { return r.Element.Index - index })
	if !ok {
		return nil
	}
	return &list[i]
}

// modules declares the wxs modules of u.
func (c *compiler) modules(u *unit) {
	for _, w := range u.wxs {
		c.line(w.Element.Pos)
		c.out.add("const " + c.scope.declare(w.Module) + " = $.wxs(" + quote(w.ID) + ")")
		if w.Export != "" {
			c.out.add("[" + quote(w.Export) + "]")
		}
		c.endLine(w.Element.End)
	}
}

// dropModules ends the scope that modules began.
func (c *compiler) dropModules(u *unit) {
	for _, w := range u.wxs {
		c.scope.drop(w.Module)
	}
}

func lastOfName(list []Wxs) []Wxs {
	last := map[string]int{}
	for i, w := range list {
		last[w.Module] = i
	}
	var out []Wxs
	for i, w := range list {
		if last[w.Module] == i {
			out = append(out, w)
		}
	}
	return out
}
