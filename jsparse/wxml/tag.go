package wxml

import (
	"strings"

	"github.com/minivet/minivet/jsparse/dialect"
)

// startTag reads <name attr="…" … > and opens the element.
func (p *parser) startTag() {
	pos := p.i
	p.i++
	for p.i < len(p.s) && !isSpace(p.s[p.i]) && !strings.ContainsRune("<>/=\"'{", rune(p.s[p.i])) {
		p.i++
	}
	name := p.s[pos+1 : p.i]
	p.pieces++
	e := &Element{File: p.f.Path, Index: len(p.f.Elements), Tag: p.tag(name), spelled: name, Pos: int32(pos)}
	closed := p.attrs(e)
	e.End = int32(p.i)
	p.f.Elements = append(p.f.Elements, e)
	e.Parent = p.add(e)
	p.link(e)
	switch {
	case e.Tag == "wxs":
		p.wxsBody(e, closed)
	case closed:
	case voidTags[e.Tag] && !p.seek.endsFirst(e.Tag, p.i):
		p.unclosed(e)
	default:
		p.push(e)
	}
}

func (p *parser) push(e *Element) {
	if len(p.open) == maxDepth && !p.deep {
		p.deep = true
		p.problem(e.Pos, "elements nest too deeply; the tree is flattened from here on")
	}
	p.open = append(p.open, e)
	p.opened[e.Tag]++
}

func (p *parser) pop() {
	top := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	p.opened[top.Tag]--
}

func (p *parser) unclosed(e *Element) {
	p.problem(e.Pos, "<"+clip(e.Tag)+"> is not closed")
}

// clip makes a piece of a file fit for a message: short, on one line.
func clip(s string) string {
	end := ""
	if len(s) > 40 {
		s, end = s[:40], "…"
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " ") + end
}

// wxsBody takes everything up to the end tag as code.
func (p *parser) wxsBody(e *Element, closed bool) {
	start := p.i
	if closed {
		p.wxs(e, "", int32(start))
		return
	}
	endTag := "</" + e.spelled
	if !p.skipTo(endTag) {
		p.unclosed(e)
		p.wxs(e, p.s[start:], int32(start))
		return
	}
	p.wxs(e, p.s[start:p.i-len(endTag)], int32(start))
	p.skipTo(">")
}

// endTag reads </name> and closes the element with everything left open in it.
func (p *parser) endTag() {
	pos := p.i
	p.i += 2
	start := p.i
	for p.i < len(p.s) && p.s[p.i] != '>' && p.s[p.i] != '<' {
		p.i++
	}
	name := p.tag(strings.TrimSpace(p.s[start:p.i]))
	if p.i < len(p.s) && p.s[p.i] == '>' {
		p.i++
	} else {
		p.problem(int32(pos), "end tag without >")
	}
	if p.opened[name] == 0 {
		p.problem(int32(pos), "</"+clip(name)+"> closes nothing")
		return
	}
	for p.open[len(p.open)-1].Tag != name {
		p.unclosed(p.open[len(p.open)-1])
		p.pop()
	}
	p.pop()
}

// attrs reads up to and with the > of a start tag, and tells whether it closed itself.
func (p *parser) attrs(e *Element) (closed bool) {
	for p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case isSpace(c):
			p.i++
		case c == '>':
			p.i++
			return false
		case c == '/' && strings.HasPrefix(p.s[p.i:], "/>"):
			p.i += 2
			return true
		case c == '<':
			p.problem(e.Pos, "<"+clip(e.Tag)+"> lacks its >")
			return false
		case c == '/' || c == '"' || c == '\'' || c == '=':
			p.problem(int32(p.i), "stray "+string(c)+" in a tag")
			p.i++
		case p.pieces >= maxPieces:
			p.pieces++
			return false
		default:
			p.pieces++
			p.attr(e)
		}
	}
	p.problem(e.Pos, "<"+clip(e.Tag)+"> lacks its >")
	return false
}

// attr reads name, name=value or name="value".
func (p *parser) attr(e *Element) {
	a := Attr{Pos: int32(p.i)}
	for p.i < len(p.s) && !isSpace(p.s[p.i]) && !strings.ContainsRune("<>=\"'", rune(p.s[p.i])) &&
		!strings.HasPrefix(p.s[p.i:], "/>") {
		p.i++
	}
	a.Name = p.s[a.Pos:p.i]
	a.End, a.ValuePos = int32(p.i), int32(p.i)
	j := p.i
	for j < len(p.s) && isSpace(p.s[j]) {
		j++
	}
	if j < len(p.s) && p.s[j] == '=' {
		p.i = j + 1
		for p.i < len(p.s) && isSpace(p.s[p.i]) {
			p.i++
		}
		p.value(&a)
	}
	if strings.HasPrefix(a.Name, "{") {
		p.problem(a.Pos, "an expression can't stand for an attribute")
		return
	}
	p.rename(e, &a)
	if p.d.Bare {
		p.bare(e, &a)
	}
	e.add(a, p.d)
}

// add appends an attribute, which may be an event binding.
func (e *Element) add(a Attr, d *dialect.Dialect) {
	read := eventOf
	if d.On {
		read = eventOn
	}
	if ev, ok := read(&a); ok {
		if d.On {
			a.Name = ev.bind()
		}
		ev.attr = len(e.Attrs)
		e.Events = append(e.Events, ev)
	}
	e.Attrs = append(e.Attrs, a)
}

// value reads what is behind the =.
func (p *parser) value(a *Attr) {
	a.HasValue = true
	var quote byte
	if p.i < len(p.s) && (p.s[p.i] == '"' || p.s[p.i] == '\'') {
		if p.seek.next(quoteMark(p.s[p.i]), p.i+1) < 0 {
			p.problem(int32(p.i), "attribute value without closing quote")
		} else {
			quote = p.s[p.i]
		}
		p.i++
	}
	start := p.i
	parts := p.valueParts(quote)
	a.Value, a.ValuePos = p.s[start:p.i], int32(start)
	if quote != 0 && p.i < len(p.s) {
		p.i++
	}
	a.End = int32(p.i)
	if parts != nil {
		a.Parts = fill(p.s, parts, start, start+len(a.Value))
	}
}

// valueParts moves to the end of a value and returns its expressions. quote 0:
// the value ends at white space or the end of the tag.
func (p *parser) valueParts(quote byte) []Part {
	var exprs []Part
	for p.i < len(p.s) && !p.endsValue(quote) {
		if !strings.HasPrefix(p.s[p.i:], "{{") {
			p.i++
			continue
		}
		end := p.valueExpr(quote)
		if end < 0 {
			p.problem(int32(p.i), "{{ without }}")
			p.i += 2
			continue
		}
		if p.pieces++; p.pieces <= maxPieces {
			exprs = append(exprs, Part{Expr: true, Text: p.s[p.i+2 : end], Pos: int32(p.i + 2), End: int32(end)})
		}
		p.i = end + 2
	}
	return exprs
}

func (p *parser) endsValue(quote byte) bool {
	c := p.s[p.i]
	if quote != 0 {
		return c == quote
	}
	return isSpace(c) || c == '>' || c == '<' || strings.HasPrefix(p.s[p.i:], "/>")
}

// valueExpr finds the }} of the expression at p.i. Where it is not before the
// closing quote, the expression itself may hold quotes: class="{{a ? "x" : "y"}}".
func (p *parser) valueExpr(quote byte) int {
	if quote == 0 {
		return p.seek.exprEnd(p.i+2, len(p.s))
	}
	if q := p.seek.next(quoteMark(quote), p.i+2); q >= 0 {
		if end := p.seek.exprEnd(p.i+2, q); end >= 0 {
			return end
		}
	}
	return p.seek.strictEnd(p.i+2, len(p.s))
}

// fill adds the constant parts around the expressions of a value at [from,to).
func fill(s string, exprs []Part, from, to int) []Part {
	var out []Part
	at := from
	for _, x := range exprs {
		if open := int(x.Pos) - 2; open > at {
			out = append(out, Part{Text: s[at:open], Pos: int32(at), End: int32(open)})
		}
		out = append(out, x)
		at = int(x.End) + 2
	}
	if to > at {
		out = append(out, Part{Text: s[at:to], Pos: int32(at), End: int32(to)})
	}
	return out
}
