package appjson

import "strings"

// Page is the JSON of a page or component.
type Page struct {
	// Path of the file relative to the program's root; "" if there is none.
	Path, Text string
	Root       *Node // nil if there is no file or it does not parse
	// Component: the file says "component": true.
	Component       bool
	UsingComponents []Entry // tag → path
	// Generics are the defaults of componentGenerics: name → path.
	Generics []Entry
	// Title is navigationBarTitleText.
	Title Value
}

// ParsePage reads the JSON of a page or component. A blank file is one without
// entries. The result is never nil.
func ParsePage(path, text string) (*Page, []Problem) {
	p := &Page{Path: path, Text: text}
	if strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")) == "" {
		return p, nil
	}
	root, problems := Parse(text)
	p.Root = root
	d := &decoder{problems: problems}
	switch {
	case root == nil:
	case root.Kind != Object:
		d.problems = append(d.problems, Problem{root.Pos, "the file has to hold an object: { … }"})
	default:
		p.decode(d)
	}
	return p, d.problems
}

func (p *Page) decode(d *decoder) {
	p.Component = p.Root.Find("component").Bool()
	p.UsingComponents = d.entries(p.Root, "usingComponents")
	p.Title = d.text(p.Root, "navigationBarTitleText")
	p.generics(d)
}

// generics: {"item": true} or {"item": {"default": "path"}}.
func (p *Page) generics(d *decoder) {
	obj := d.object(p.Root, "componentGenerics")
	if obj == nil {
		return
	}
	for i := range obj.Members {
		m := &obj.Members[i]
		if def := m.Value.Find("default"); def != nil && def.Kind == String {
			p.Generics = append(p.Generics, Entry{m.Key, m.KeyPos, m.KeyEnd, valueOf(def)})
		}
	}
}
