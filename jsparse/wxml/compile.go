package wxml

// CompileOptions choose how a view is compiled.
type CompileOptions struct {
	// Load returns the parsed file at a path relative to the program's root, nil
	// if there is none. Load nil: imports and includes are left out.
	Load func(path string) *File
	// Valid tells whether a JavaScript expression parses. It is asked about each
	// expression that this package's own grammar accepts. nil: all are valid.
	Valid func(expr string) bool
}

// Compiled is a view as JavaScript. It is immutable.
type Compiled struct {
	JS string
	// Map translates a byte offset of JS to one of the view's file. What comes from
	// an imported or included file is placed on the <import> or <include> of the view.
	Map func(offset int32) int32
	// Elements are what the first arguments of $.use, $.on, $.model and $.slot
	// index: those of the view's file, so that an Index is the same here, then
	// those of each imported or included file ([Element.File] tells which).
	Elements []*Element
	// Wxs are the modules that JS asks $.wxs for, by their ID; files may share one.
	Wxs []Wxs
	// Problems found in expressions, conditions, templates and references, in the
	// order of compilation. Those of [File.Problems] are not repeated.
	Problems []Problem
	// TS: the expressions, and so JS, are TypeScript.
	TS bool
	// Exprs are the expressions pasted into JS, in the order of compilation.
	Exprs []Expr
}

// Expr is one expression of a view as JavaScript; template data has its braces
// added. In JS it stands in parentheses, so {…} is an object and no block.
type Expr struct {
	Text string
	File string
	Pos  int32 // byte offset in File
}

// Bounds of what includes can blow a view up to.
const (
	maxIncludeDepth = 16
	maxIncluded     = 1 << 20 // bytes inlined in all
	maxUnits        = 500     // files
	maxElements     = 200_000 // of all files together
)

// compiler writes one view.
type compiler struct {
	opt CompileOptions
	res *Compiled
	out *jsText // body being written
	// unit is the file whose nodes are being written, fixed the offset that stands
	// for positions of another file than the view's, or -1.
	unit  *unit
	fixed int32
	scope *scope
	owner *Element // of unit, that what is being written is in; nil for none
	units map[string]*unit
	order []*unit // units with tables, in the order of discovery
	// including is the chain of files being inlined, the outermost first.
	including []string
	included  int
	depth     int
	tooBig    bool // the problem of maxIncluded was given
	flat      bool // the problem of maxBlocks was given
}

// Compile writes the render function of f. It never fails: what can't be
// compiled is left out or replaced by $.unknown(), with a problem.
func Compile(f *File, opt CompileOptions) *Compiled {
	c := &compiler{
		opt: opt, res: &Compiled{TS: f.TS}, out: &jsText{}, fixed: -1,
		scope: newScope(), units: map[string]*unit{},
	}
	main := c.enter(f, -1)
	c.unit, c.including = main, []string{f.Path}
	if len(main.own) > 0 {
		c.need(main)
	}
	c.depth = 1
	c.modules(main)
	c.nodes(f.Nodes)
	c.dropModules(main)
	body := c.out
	c.finish(body, c.tables())
	return c.res
}

// finish puts the function together.
func (c *compiler) finish(body, tables *jsText) {
	f := c.units[c.including[0]].f
	text := &jsText{}
	text.mark(0, false)
	text.add("module.exports = function (" + Host + ", " + Data + ") {\n")
	text.join(tables)
	// A block keeps the view's wxs modules from the templates of other files.
	wrap := len(f.Wxs) > 0 && tables.b.Len() > 0
	if wrap {
		text.add("{\n")
	}
	text.join(body)
	if wrap {
		text.add("}\n")
	}
	text.mark(int32(len(f.Text)), false)
	text.add("};\n")
	c.res.JS = text.b.String()
	c.res.Map = func(offset int32) int32 { return mapOffset(text.segs, offset) }
}

// enter adds f to the files of the view. fixed is the offset that its positions
// map to, -1 for the view itself.
func (c *compiler) enter(f *File, fixed int32) *unit {
	if u := c.units[f.Path]; u != nil {
		return u
	}
	u := &unit{f: f, fixed: fixed, base: len(c.res.Elements), id: len(c.units), own: definitions(f), wxs: lastOfName(f.Wxs)}
	c.units[f.Path] = u
	c.res.Elements = append(c.res.Elements, f.Elements...)
	c.res.Wxs = append(c.res.Wxs, u.wxs...)
	return u
}

// problem reports something at an offset of the current unit's file.
func (c *compiler) problem(pos int32, message string) { c.problemIn(c.unit, pos, message) }

func (c *compiler) problemIn(u *unit, pos int32, message string) {
	switch n := len(c.res.Problems); {
	case n == maxProblems-1:
		message = "more problems follow; they are not listed"
	case n >= maxProblems:
		return
	}
	c.res.Problems = append(c.res.Problems, Problem{u.f.Path, pos, message})
}

// maxIndent bounds the white space in front of lines: deep trees would have more of it than of text.
const maxIndent = 12

const indents = "                        "

// line starts a line of output that stands for src.
func (c *compiler) line(src int32) {
	c.out.add(indents[:2*min(c.depth, maxIndent)])
	c.at(src)
}

// at says that what follows comes from offset src of the current file.
func (c *compiler) at(src int32) {
	if c.fixed >= 0 {
		src = c.fixed
	}
	c.out.mark(src, false)
}

// endLine ends a statement whose markup ends at src.
func (c *compiler) endLine(src int32) {
	c.at(src)
	c.out.add(";\n")
}

// open starts a block.
func (c *compiler) open() {
	c.out.add(" {\n")
	c.depth++
}

func (c *compiler) close(n int) {
	for ; n > 0; n-- {
		c.depth--
		c.out.add(indents[:2*min(c.depth, maxIndent)] + "}\n")
	}
}
