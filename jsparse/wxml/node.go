package wxml

// File is one parsed WXML file. It is immutable; all positions are byte offsets
// into Text.
type File struct {
	Path string
	// Text is what positions are offsets into: the WXML, or of a [Builder]'s file
	// the script that the view was found in.
	Text string
	// Source is the path of the file that holds Text: Path, unless a [Builder] made the tree.
	Source string
	Nodes  []Node
	// Elements lists every element in the order of the text, <block>, <template>,
	// <wxs> and the like included. An element's Index is its place here.
	Elements []*Element
	// Problems in the order of the text.
	Problems []Problem
	Imports  []Ref
	Includes []Ref
	Wxs      []Wxs
	// TS: the expressions are TypeScript; see [VueOptions].
	TS bool
	// size is roughly how many bytes of WXML the tree stands for.
	size int
}

// built tells whether a [Builder] made the tree: then the text of an expression
// does not stand at its position.
func (f *File) built() bool { return f.Source != f.Path }

// Node is a piece of a view: an [*Element] or a [*Text].
type Node interface {
	// Span returns the byte offsets of the node's own markup, [pos,end): of an
	// element, the start tag.
	Span() (pos, end int32)
}

// Element is one element.
type Element struct {
	// File is the path of the file that holds the element.
	File  string
	Index int
	// Tag is the element's name as WXML has it.
	Tag    string
	Parent *Element // nil: at the top of the file
	Attrs  []Attr
	// Events are the event bindings among Attrs, in the same order.
	Events   []Event
	Children []Node
	Pos, End int32 // the start tag, [Pos,End)
	spelled  string
}

// Text is a run of text between tags. Comments split it.
type Text struct {
	Parts    []Part
	Pos, End int32
}

// Part is a constant piece of a text or an attribute value, or the inside of {{ }}.
type Part struct {
	Expr bool
	// Text of a constant part of a [Text] has its entities decoded; all else is verbatim.
	Text     string
	Pos, End int32 // without the braces
	// JS: Text is JavaScript that is known to parse, and stands between Open and
	// Close, which are no part of the file.
	JS          bool
	Open, Close string
}

// Attr is one attribute as written.
type Attr struct {
	Name  string
	Value string // verbatim, without quotes
	// HasValue is false for a name alone (<input disabled>).
	HasValue bool
	// Parts of Value; nil where it has no {{ }}.
	Parts    []Part
	Pos, End int32 // name to closing quote, [Pos,End)
	ValuePos int32
}

// Ref is an <import> or <include>.
type Ref struct {
	Src     string // as written
	Path    string // relative to the program's root, ".wxml" added where it lacks
	Pos     int32  // of the value of src
	Element *Element
}

// Wxs is one <wxs> module of a view.
type Wxs struct {
	Module string // the name that the view uses
	Export string // the export of the module that the name stands for; "" is the module itself
	Src    string // as written; empty for inline code
	// ID names the module in the program: the path of the file that src names
	// relative to the program's root, or "path/of/view.wxml#module".
	ID   string
	Text string // inline code
	// Pos is where Text, or the value of src, starts in File.
	Pos     int32
	File    string // path of the view that declares it
	Element *Element
}

// Problem is something that the platform would refuse or that could not be
// understood. The rest of the view is compiled all the same.
type Problem struct {
	File    string // path of the WXML file, relative to the program's root
	Pos     int32  // byte offset in that file
	Message string // one line
}

// Span implements [Node].
func (e *Element) Span() (pos, end int32) { return e.Pos, e.End }

// Span implements [Node].
func (t *Text) Span() (pos, end int32) { return t.Pos, t.End }
