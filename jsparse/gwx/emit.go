package gwx

import "github.com/minivet/minivet/jsparse/wxml"

// emit writes the children of a node to the builder.
func (v *view) emit(n *node, depth int) { v.nodes(n.kids, depth) }

func (v *view) nodes(list []*node, depth int) {
	for _, n := range list {
		v.write(n, nil, depth)
	}
}

// write writes a node with attributes that what is around it gives to it.
func (v *view) write(n *node, flow []wxml.Attr, depth int) {
	if depth > maxDepth {
		v.once(n.pos, "elements nest too deeply; those from here on are left out")
		return
	}
	switch n.kind {
	case text:
		v.b.Text(n.pos, n.end, n.parts)
	case element:
		v.element1(n, flow, depth)
	case chain:
		for i := range n.branches {
			b := &n.branches[i]
			v.group([]wxml.Attr{b.attr}, b.attr.Pos, b.kids, depth+1)
		}
		v.nodes(n.kids, depth+1)
	case loop:
		attrs, kids := n.attrs, n.kids
		if len(kids) == 1 && kids[0].kind == chain && sole(kids[0].branches) && len(kids[0].kids) == 0 {
			// <view wx:for wx:if>: the condition is inside of the loop.
			b := kids[0].branches[0]
			attrs, kids = append(attrs, b.attr), b.kids
		}
		v.group(attrs, n.attrs[0].Pos, kids, depth+1)
	default:
		v.nodes(n.kids, depth+1)
	}
}

func sole(list []branch) bool {
	return len(list) == 1 && len(list[0].kids) == 1 && list[0].kids[0].kind == element
}

// group writes what a condition or loop is about: one element takes the
// attributes itself, anything else gets a block.
func (v *view) group(flow []wxml.Attr, pos int32, kids []*node, depth int) {
	if len(kids) == 1 && kids[0].kind == element {
		v.write(kids[0], flow, depth)
		return
	}
	v.b.Open("block", pos, pos, flow)
	v.nodes(kids, depth)
	v.b.Close()
}

func (v *view) element1(n *node, flow []wxml.Attr, depth int) {
	attrs := append(append([]wxml.Attr(nil), flow...), n.attrs...)
	v.b.Open(n.tag, n.pos, n.end, attrs)
	v.nodes(n.kids, depth+1)
	v.b.Close()
}

// open starts an element that has no node.
func (v *view) open(tag string, pos, end int32, attrs ...wxml.Attr) {
	v.b.Open(tag, pos, end, attrs)
}
