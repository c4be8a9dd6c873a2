package interp

import (
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/wxml"
)

// How components get hold of each other: by a selector in their own view, and by the
// relations that they declare.

// selectComponent yields the components in the instance's view that a selector may mean.
func selectComponent(c *nativeCall) Value {
	i := c.instance()
	selectors, known := c.in.keys(c.arg(0))
	out, fits, all := single(atomNull, 0), Value(nil), Value(nil)
	if i.view != nil {
		for _, el := range i.view.Elements {
			comp := c.in.comps[i.uses[el.Tag]]
			if comp == nil {
				continue
			}
			all = join(all, comp.this.val())
			if !known || slices.ContainsFunc(selectors, func(s string) bool { return selects(s, el) }) {
				fits = join(fits, comp.this.val())
			}
		}
	}
	switch {
	case len(fits) > 0:
		return join(out, fits)
	case len(all) > 0:
		return join(out, all) // the selector says more than is understood here
	}
	for _, comp := range sortedUses(i.uses) {
		if i := c.in.comps[comp]; i != nil {
			out = join(out, i.this.val())
		}
	}
	return out
}

func selectAll(c *nativeCall) Value { return c.newArray(1, nil, selectComponent(c)) }

// selects tells whether an element may be what a selector means: of its last part, the
// id and the classes count, and what is computed in the view may be anything.
func selects(selector string, el *wxml.Element) bool {
	for _, s := range strings.Split(selector, ",") {
		parts := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '>' })
		if len(parts) > 0 && selectsPart(parts[len(parts)-1], el) {
			return true
		}
	}
	return false
}

func selectsPart(part string, el *wxml.Element) bool {
	names := strings.FieldsFunc(part, func(r rune) bool { return r == '.' || r == '#' })
	if len(names) == 0 || strings.ContainsAny(part, "[:*") {
		return true
	}
	at := 0
	for _, name := range names {
		at += strings.Index(part[at:], name)
		kind := byte(0)
		if at > 0 {
			kind = part[at-1]
		}
		at += len(name)
		if !hasName(el, kind, name) {
			return false
		}
	}
	return true
}

func hasName(el *wxml.Element, kind byte, name string) bool {
	switch kind {
	case '#':
		id, ok := el.Attr("id")
		return ok && (id == name || strings.Contains(id, "{{")) || dynamic(el, "id")
	case '.':
		class, _ := el.Attr("class")
		return strings.Contains(class, "{{") || slices.Contains(strings.Fields(class), name) || dynamic(el, "class")
	}
	return el.Tag == name
}

// dynamic tells whether an attribute is bound in the way of Vue.
func dynamic(el *wxml.Element, name string) bool {
	for _, bound := range []string{":" + name, "v-bind:" + name} {
		if _, ok := el.Attr(bound); ok {
			return true
		}
	}
	return false
}

// relationNodes yields the components that stand in a declared relation to the instance.
func relationNodes(c *nativeCall) Value {
	names, known := c.in.keys(c.arg(0))
	if !known {
		return unknownValue
	}
	var out Value
	for _, name := range names {
		out = join(out, c.in.related(c.instance(), name))
	}
	return c.newArray(1, nil, out)
}

// related is the component that a key of an instance's relations names: a path, as seen
// from the instance. A path that leads nowhere is unknown.
func (in *Interp) related(i *Instance, key string) Value {
	name := strings.TrimPrefix(key, "/")
	if !strings.HasPrefix(key, "/") {
		name = path.Join(path.Dir(i.path), key)
	}
	for _, comp := range in.prog.Components {
		if comp.Path == name && in.comps[comp] != nil {
			return in.comps[comp].this.val()
		}
	}
	return unknownValue
}

func sortedUses(uses map[string]*jsparse.Component) []*jsparse.Component {
	var out []*jsparse.Component
	for _, tagName := range sortedKeys(uses) {
		out = append(out, uses[tagName])
	}
	return out
}
