package wxml

import "strings"

// unknown stands for an expression that is none.
const unknown = Host + ".unknown()"

// text writes what a text shows.
func (c *compiler) text(t *Text) {
	if !t.HasExpr() {
		return
	}
	c.line(t.Pos)
	c.out.add("$.text(")
	c.parts(t.Parts)
	if c.owner != nil {
		c.out.add(", " + c.index(c.owner))
	}
	c.at(t.End)
	c.out.add(")")
	c.endLine(t.End)
}

// value writes an attribute's value as an expression. A name alone is true.
func (c *compiler) value(a *Attr) {
	switch {
	case !a.HasValue:
		c.out.add("true")
	case a.Parts == nil:
		c.out.add(quote(a.Value))
	default:
		c.parts(a.Parts)
	}
}

// parts writes "a{{b}}c" as ("a" + (b) + "c"), and a sole {{b}} as (b).
func (c *compiler) parts(list []Part) {
	if len(list) == 1 && list[0].Expr {
		c.expr(list[0])
		return
	}
	c.out.add("(")
	if list[0].Expr {
		c.out.add(`"" + `) // text, even if both are numbers
	}
	for i, p := range list {
		if i > 0 {
			c.out.add(" + ")
		}
		if p.Expr {
			c.expr(p)
			continue
		}
		c.at(p.Pos)
		c.out.add(quote(p.Text))
	}
	c.out.add(")")
}

// expr pastes an expression in parentheses.
func (c *compiler) expr(p Part) {
	if strings.TrimSpace(p.Text) == "" {
		if !c.unit.f.built() { // else the builder has said what it did not understand
			c.problem(p.Pos, "empty {{ }}")
		}
		c.out.add(unknown)
		return
	}
	c.paste(p, "(", ")", false)
}

// paste writes an expression, or the fields of an object, between brackets.
func (c *compiler) paste(p Part, left, right string, fields bool) {
	js, msg, pos := scriptOr(p, c.scope, fields)
	if msg != "" {
		if c.unit.f.built() {
			pos = p.Pos
		}
		c.problem(pos, msg)
		c.at(p.Pos)
		c.out.add(unknown)
		return
	}
	expr := Expr{js.b.String(), c.unit.f.Path, p.Pos}
	if fields {
		expr.Text = left + expr.Text + right
	}
	c.res.Exprs = append(c.res.Exprs, expr)
	if c.opt.Valid != nil && !c.opt.Valid(expr.Text) {
		c.problem(p.Pos, "not a valid expression")
		c.at(p.Pos)
		c.out.add(unknown)
		return
	}
	c.out.add(left)
	if c.fixed >= 0 {
		js.segs = []segment{{0, c.fixed, false}}
	} else if c.unit.f.built() {
		js.segs = []segment{{0, p.Pos, false}}
	}
	c.out.join(js)
	c.at(p.End)
	c.out.add(right)
}

// scriptOr pastes JavaScript as it is, and rewrites everything else.
func scriptOr(p Part, sc *scope, fields bool) (out *jsText, err string, errPos int32) {
	if !p.JS {
		return rewrite(p.Text, p.Pos, sc, fields)
	}
	out = &jsText{}
	out.mark(p.Pos, false)
	out.add(p.Open)
	out.mark(p.Pos, true)
	out.add(p.Text)
	out.mark(p.End, false)
	out.add(p.Close)
	return out, "", 0
}
