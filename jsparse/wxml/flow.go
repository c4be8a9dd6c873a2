package wxml

import "strings"

// maxChain bounds a chain of wx:elif; the next one starts anew. Parsers recurse for each.
const maxChain = 200

// maxBlocks bounds how deep loops and conditions nest: a JavaScript parser looks
// each name up in every block around it.
const maxBlocks = 200

// nodes writes siblings. wx:elif and wx:else belong to the element before them,
// with nothing but white space and comments between.
func (c *compiler) nodes(list []Node) {
	chain := 0
	for _, n := range list {
		switch n := n.(type) {
		case *Text:
			if !blank(n) {
				chain = 0
			}
			c.text(n)
		case *Element:
			chain = c.element(n, chain)
		}
	}
}

func blank(t *Text) bool {
	for _, p := range t.Parts {
		if p.Expr || strings.TrimSpace(p.Text) != "" {
			return false
		}
	}
	return true
}

// element writes e with its loop and conditions. chain counts the links of the
// wx:if chain that it may continue; the result is that of the next sibling.
func (c *compiler) element(e *Element, chain int) int {
	if c.depth > maxBlocks {
		if !c.flat {
			c.flat = true
			c.problem(e.Pos, "loops and conditions nest too deeply; those from here on are left out")
		}
		c.body(e)
		return 0
	}
	blocks, next := c.link(e, chain)
	l := c.loop(e)
	if l.open {
		blocks++
		if a := e.AttrOf("wx:if"); a != nil {
			c.ifLine("if (", ")", a)
			blocks++
		}
	}
	if a := e.AttrOf("hidden"); a != nil {
		c.ifLine("if (!(", "))", a)
		blocks++
	}
	c.body(e)
	c.close(blocks)
	l.end(c)
	return next
}

// link writes the condition of an element outside of its loop: wx:elif and
// wx:else, and wx:if where there is no loop.
func (c *compiler) link(e *Element, chain int) (blocks, next int) {
	if a := e.AttrOf("wx:if"); a != nil {
		if loopAttr(e) != nil {
			return 0, 0 // tested in each iteration
		}
		c.ifLine("if (", ")", a)
		return 1, 1
	}
	if a := e.AttrOf("wx:elif"); a != nil {
		word := "else if"
		if !c.inChain(a, chain) {
			word, chain = "if", 0
		}
		c.ifLine(word+" (", ")", a)
		return 1, chain + 1
	}
	if a := e.AttrOf("wx:else"); a != nil {
		if !c.inChain(a, chain) {
			return 0, 0
		}
		c.line(a.Pos)
		c.out.add("else")
		c.open()
		return 1, 0
	}
	return 0, 0
}

// inChain tells whether a wx:elif or wx:else has a wx:if before it.
func (c *compiler) inChain(a *Attr, chain int) bool {
	switch {
	case chain == 0:
		c.problem(a.Pos, c.spelled(a.Name)+" without "+c.spelled("wx:if")+" before it")
		return false
	case chain >= maxChain:
		c.problem(a.Pos, "too many "+c.spelled(a.Name)+" in a row")
		return false
	}
	return true
}

// spelled is a directive as the view spells it.
func (c *compiler) spelled(name string) string {
	return strings.Replace(name, wxPrefix, dialectOf(c.unit.f.Path).Prefix, 1)
}

// ifLine opens a block with the value of a as its condition.
func (c *compiler) ifLine(left, right string, a *Attr) {
	c.line(a.Pos)
	c.out.add(left)
	c.value(a)
	c.out.add(right)
	c.open()
}

// loop is the state of a wx:for that was opened.
type loop struct {
	open        bool
	item, index string
}

func loopAttr(e *Element) *Attr {
	for _, name := range [...]string{"wx:for", "wx:for-items"} {
		if a := e.AttrOf(name); a != nil {
			return a
		}
	}
	return nil
}

// loop writes the head of a wx:for. In `for (const item of item.children)`
// JavaScript would take the item of the list for the one being declared, so a
// list that may mention its item is evaluated before.
func (c *compiler) loop(e *Element) loop {
	a := loopAttr(e)
	if a == nil {
		return loop{}
	}
	l := loop{open: true, item: nameAttr(e, "wx:for-item", "item"), index: nameAttr(e, "wx:for-index", "index")}
	list := ""
	if strings.Contains(a.Value, l.item) {
		list = c.scope.temp()
		c.line(a.Pos)
		c.out.add("const " + list + " = ")
		c.list(a)
		c.endLine(a.End)
	}
	c.line(a.Pos)
	c.out.add("for (const ")
	c.out.add(c.scope.declare(l.item) + " of ")
	if list != "" {
		c.out.add(list)
	} else {
		c.list(a) // does not mention the item
	}
	c.out.add(")")
	c.open()
	index := c.scope.declare(l.index)
	c.line(a.Pos)
	c.out.add("const " + index + " = $.index()")
	c.endLine(a.End)
	return l
}

func (l loop) end(c *compiler) {
	if l.open {
		c.scope.drop(l.index)
		c.scope.drop(l.item)
	}
}

func nameAttr(e *Element, attr, def string) string {
	if v, _ := e.Attr(attr); strings.TrimSpace(v) != "" {
		return strings.TrimSpace(v)
	}
	return def
}

// list writes $.list(…). White space around the braces would make the platform
// loop over the characters of a string; what was meant is worth more here.
func (c *compiler) list(a *Attr) {
	c.out.add("$.list(")
	if x := soleExpr(a); x != nil {
		c.expr(*x)
	} else {
		c.value(a)
	}
	c.out.add(")")
}

// soleExpr is the one expression of a value that has nothing else but white space.
func soleExpr(a *Attr) *Part {
	var sole *Part
	for i := range a.Parts {
		p := &a.Parts[i]
		switch {
		case !p.Expr && strings.TrimSpace(p.Text) == "":
		case p.Expr && sole == nil:
			sole = p
		default:
			return nil
		}
	}
	return sole
}
