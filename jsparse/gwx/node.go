package gwx

import (
	js "github.com/evanw/esbuild/minivet"

	"github.com/minivet/minivet/jsparse/wxml"
)

// kind tells what a node stands for.
type kind uint8

const (
	root    kind = iota // what the function of a view or the body of a loop appends to
	element             // also <import>, <include> and <template is>
	text                //
	virtual             // _v(): nothing of its own; becomes what is done to it
	chain               // a virtual that conditions append to
	loop                // a virtual that a loop appends to
)

// node is a node of the tree that a function of the script builds.
type node struct {
	kind     kind
	pos, end int32
	tag      string      // of an element
	attrs    []wxml.Attr // of an element or a loop
	parts    []wxml.Part // of a text
	kids     []*node     // of a loop: those of one turn
	branches []branch    // of a chain
	open     bool        // of a chain: kids go to the last branch
	used     bool        // has been appended
}

// branch is one of wx:if, wx:elif, wx:else.
type branch struct {
	attr wxml.Attr
	kids []*node
}

// append adds a child. A node that is appended twice counts once: what builds
// trees of trees out of one node is no view.
func (n *node) append(child *node) {
	if child.used || child == n {
		return
	}
	child.used = true
	if n.open {
		b := &n.branches[len(n.branches)-1]
		b.kids = append(b.kids, child)
		return
	}
	n.kids = append(n.kids, child)
}

// value is what a variable of a building function holds.
type value struct {
	node *node
	pool *pool
	// Of _oz(z,1) and _1z(z,0): the operation. What becomes of it shows later: a
	// text if it is appended, the name of a template if _gd asks for it.
	op       op
	hasOp    bool
	template bool // _gd(): a template whose name is op
	call     *js.ECall
}

// constant makes an attribute without expressions.
func constant(name, text string, pos int32) wxml.Attr {
	return wxml.Attr{Name: name, Value: text, HasValue: true, Pos: pos, End: pos, ValuePos: pos}
}
