package wxml

import (
	"fmt"
	"strings"
)

// unit is one file of a view: its own, or one that it imports or includes.
type unit struct {
	f     *File
	id    int
	fixed int32 // see compiler.fixed
	base  int   // of its elements in Compiled.Elements
	own   []definition
	wxs   []Wxs // of two with the same name the last
	// table: the unit's templates have to be written; visible: what <template is>
	// finds there, by name, and imported the files that the rest comes from.
	table    bool
	imported []*unit
	visible  map[string]*unit
}

// definition is a <template name>.
type definition struct {
	name string
	e    *Element
}

// definitions lists the templates of f. Of two of the same name the first counts.
func definitions(f *File) []definition {
	var list []definition
	seen := map[string]bool{}
	for _, e := range f.Elements {
		name, ok := templateName(e)
		if ok && !seen[name] {
			seen[name] = true
			list = append(list, definition{name, e})
		}
	}
	return list
}

func templateName(e *Element) (string, bool) {
	if e.Tag != "template" {
		return "", false
	}
	name, ok := e.Attr("name")
	return strings.TrimSpace(name), ok && e.AttrOf("is") == nil
}

// need makes sure that the templates of u get written, and settles what its
// names stand for: its own templates, then those of its imports, the last one
// first. Imports of imports are not visible, as on the platform.
func (c *compiler) need(u *unit) {
	if u.table {
		return
	}
	u.table = true
	c.order = append(c.order, u)
	u.visible = map[string]*unit{}
	for _, ref := range u.f.Imports {
		other := c.load(u, ref)
		if other == nil {
			continue
		}
		c.need(other)
		if len(other.own) > 0 {
			u.imported = append(u.imported, other)
		}
		for _, d := range other.own {
			u.visible[d.name] = other
		}
	}
	for _, d := range u.own {
		u.visible[d.name] = u
	}
}

// load enters the file that u refers to; nil if there is none.
func (c *compiler) load(u *unit, ref Ref) *unit {
	if c.opt.Load == nil {
		return nil
	}
	f := c.opt.Load(ref.Path)
	full := f != nil && c.units[f.Path] == nil && (len(c.units) >= maxUnits || len(c.res.Elements)+len(f.Elements) > maxElements)
	if f == nil || full {
		message := "there is no " + clip(ref.Path)
		if full {
			message = fmt.Sprintf("the view consists of more than %d files or %d elements; %s is left out", maxUnits, maxElements, clip(ref.Path))
		}
		c.problemIn(u, ref.Pos, message)
		return nil
	}
	fixed := u.fixed
	if fixed < 0 {
		fixed = ref.Element.Pos
	}
	return c.enter(f, fixed)
}

func (u *unit) ownTable() string {
	if len(u.imported) > 0 {
		return "$o" + itoa(u.id)
	}
	return u.tableName()
}

// tableName is the variable that holds the templates that u sees: $t for the
// view's own file.
func (u *unit) tableName() string {
	if u.id == 0 {
		return "$t"
	}
	return "$t" + itoa(u.id)
}

// tables writes the templates of all units that need them: first each file's
// own, then, for a file with imports, the table of all that it sees. In that
// order files may import each other.
func (c *compiler) tables() *jsText {
	c.out, c.depth = &jsText{}, 1
	// Writing a template may include a file that needs a table of its own.
	for i := 0; i < len(c.order); i++ {
		u := c.order[i]
		c.unit, c.fixed, c.scope = u, u.fixed, newScope()
		c.ownTemplates(u)
	}
	for _, u := range c.order {
		if len(u.imported) > 0 {
			c.unit, c.fixed = u, u.fixed
			c.imports(u)
		}
	}
	return c.out
}

// ownTemplates writes the table of u's own templates, beside the wxs modules
// that only they see.
func (c *compiler) ownTemplates(u *unit) {
	c.line(0)
	if len(u.wxs) > 0 {
		c.out.add("let " + u.ownTable() + ";\n")
		c.line(0)
		c.out.add("{\n")
		c.depth++
		c.modules(u)
		c.line(0)
		c.out.add(u.ownTable() + " = {")
	} else {
		c.out.add("const " + u.ownTable() + " = {")
	}
	c.depth++
	for _, d := range u.own {
		c.out.add("\n")
		c.line(d.e.Pos)
		c.out.add(propertyName(d.name) + ": function (" + Data + ")")
		c.open()
		c.nodes(d.e.Children)
		c.depth--
		c.line(d.e.End)
		c.out.add("},")
	}
	c.depth--
	c.out.add("\n")
	c.line(0)
	c.out.add("};\n")
	if len(u.wxs) > 0 {
		c.close(1)
		c.dropModules(u)
	}
}

func (c *compiler) imports(u *unit) {
	c.unit, c.fixed, c.depth = u, u.fixed, 1
	c.line(0)
	c.out.add("const " + u.tableName() + " = {")
	n := 0
	put := func(from *unit, d definition) {
		if u.visible[d.name] != from {
			return
		}
		if n++; n > 1 {
			c.out.add(", ")
		}
		name := quote(d.name)
		c.out.add(propertyName(d.name) + ": " + from.ownTable() + "[" + name + "]")
	}
	for _, from := range u.imported {
		for _, d := range from.own {
			put(from, d)
		}
	}
	for _, d := range u.own {
		put(u, d)
	}
	c.out.add("};\n")
}

func propertyName(name string) string {
	if name == "__proto__" {
		return `["__proto__"]`
	}
	return quote(name)
}
