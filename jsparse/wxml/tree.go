package wxml

import (
	"fmt"
	"strings"
)

// String returns the tree as indented text with positions, for tests and for people.
func (f *File) String() string {
	var b strings.Builder
	writeNodes(&b, f.Nodes, 0)
	for _, r := range f.Imports {
		fmt.Fprintf(&b, "import %s @%d\n", r.Path, r.Pos)
	}
	for _, r := range f.Includes {
		fmt.Fprintf(&b, "include %s @%d\n", r.Path, r.Pos)
	}
	for _, w := range f.Wxs {
		fmt.Fprintf(&b, "wxs %s = %s @%d %q\n", w.Module, w.ID, w.Pos, w.Text)
	}
	for _, p := range f.Problems {
		fmt.Fprintf(&b, "problem @%d %s\n", p.Pos, p.Message)
	}
	return b.String()
}

func writeNodes(b *strings.Builder, nodes []Node, depth int) {
	indent := strings.Repeat("  ", depth)
	for _, n := range nodes {
		switch n := n.(type) {
		case *Text:
			if !blank(n) {
				fmt.Fprintf(b, "%stext @%d", indent, n.Pos)
				writeParts(b, n.Parts)
				b.WriteByte('\n')
			}
		case *Element:
			fmt.Fprintf(b, "%s%d <%s> @%d-%d\n", indent, n.Index, n.Tag, n.Pos, n.End)
			writeAttrs(b, n, indent+"  ")
			writeNodes(b, n.Children, depth+1)
		}
	}
}

func writeAttrs(b *strings.Builder, e *Element, indent string) {
	for i := range e.Attrs {
		a := &e.Attrs[i]
		fmt.Fprintf(b, "%s.%s @%d-%d", indent, a.Name, a.Pos, a.End)
		switch {
		case a.Parts != nil:
			writeParts(b, a.Parts)
		case a.HasValue:
			fmt.Fprintf(b, " %q", a.Value)
		}
		for j := range e.Events {
			if ev := &e.Events[j]; ev.attr == i {
				fmt.Fprintf(b, " event %s", ev.Name)
			}
		}
		b.WriteByte('\n')
	}
}

func writeParts(b *strings.Builder, parts []Part) {
	for _, p := range parts {
		if p.Expr {
			fmt.Fprintf(b, " {%s}@%d", p.Text, p.Pos)
		} else {
			fmt.Fprintf(b, " %q", p.Text)
		}
	}
}
