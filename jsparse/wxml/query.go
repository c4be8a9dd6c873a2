package wxml

import "strings"

// Attr returns the verbatim value of the first attribute of that exact name and
// whether there is one.
func (e *Element) Attr(name string) (string, bool) {
	if a := e.AttrOf(name); a != nil {
		return a.Value, true
	}
	return "", false
}

// AttrOf returns the first attribute of that exact name, nil if there is none.
func (e *Element) AttrOf(name string) *Attr {
	for i := range e.Attrs {
		if e.Attrs[i].Name == name {
			return &e.Attrs[i]
		}
	}
	return nil
}

// Constant tells whether the attribute's value holds no expression.
func (a *Attr) Constant() bool { return a.Parts == nil }

// Root returns the outermost element around e, e itself at the top of a file.
func (e *Element) Root() *Element {
	for e.Parent != nil {
		e = e.Parent
	}
	return e
}

// Closest returns e or the nearest element around it that has one of the tags, nil if none has.
func (e *Element) Closest(tags ...string) *Element {
	for ; e != nil; e = e.Parent {
		for _, tag := range tags {
			if e.Tag == tag {
				return e
			}
		}
	}
	return nil
}

// Siblings returns the other nodes of the same parent, texts included. f is the
// file that e belongs to, which holds the nodes at the top.
func (e *Element) Siblings(f *File) []Node {
	all := f.Nodes
	if e.Parent != nil {
		all = e.Parent.Children
	}
	var out []Node
	for _, n := range all {
		if n != Node(e) {
			out = append(out, n)
		}
	}
	return out
}

// Walk calls visit for e and every element below it in the order of the text,
// until visit returns false for an element, whose children are then left out.
func (e *Element) Walk(visit func(*Element) bool) {
	if !visit(e) {
		return
	}
	for _, n := range e.Children {
		if c, ok := n.(*Element); ok {
			c.Walk(visit)
		}
	}
}

// Text returns the constant text of e and everything below it, white space
// folded to single spaces. An expression counts as a space. Elements other than
// <text> and <span> separate words, so that two buttons don't run into one.
func (e *Element) Text() string {
	var b strings.Builder
	e.addText(&b)
	return strings.Join(strings.Fields(b.String()), " ")
}

// AllText returns the constant text of the whole view; see [Element.Text].
func (f *File) AllText() string {
	var b strings.Builder
	for _, n := range f.Nodes {
		addText(n, &b)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func (e *Element) addText(b *strings.Builder) {
	for _, n := range e.Children {
		addText(n, b)
	}
}

func addText(n Node, b *strings.Builder) {
	switch n := n.(type) {
	case *Text:
		for _, p := range n.Parts {
			if p.Expr {
				b.WriteByte(' ')
			} else {
				b.WriteString(p.Text)
			}
		}
	case *Element:
		inline := n.Tag == "text" || n.Tag == "span"
		if !inline {
			b.WriteByte(' ')
		}
		n.addText(b)
		if !inline {
			b.WriteByte(' ')
		}
	}
}

// HasExpr tells whether the text shows a value.
func (t *Text) HasExpr() bool {
	for _, p := range t.Parts {
		if p.Expr {
			return true
		}
	}
	return false
}
