package wxml

import (
	"strings"

	"github.com/minivet/minivet/jsparse/dialect"
)

// Builder makes the tree of a view that was not read from WXML, in the order of
// the text that it stands for. All positions are offsets into the text given to
// [NewBuilder], and those of several nodes may be the same. The texts of
// attributes and expressions are as WXML has them. The zero value can't be used.
type Builder struct{ p parser }

// NewBuilder starts the view that the rest of the program knows by path (relative
// to the program's root). source is the path of the file that it was found in,
// text its content.
func NewBuilder(path, source, text string) *Builder {
	return &Builder{parser{d: dialect.Default(), f: &File{Path: path, Text: text, Source: source}, opened: map[string]int{}}}
}

// Open starts an element at [pos,end); what is added next is inside of it.
func (b *Builder) Open(tag string, pos, end int32, attrs []Attr) {
	f := b.p.f
	e := &Element{File: f.Path, Index: len(f.Elements), Tag: tag, Pos: pos, End: end}
	f.size += len(tag) + 5
	for _, a := range attrs {
		e.add(a, dialect.Default())
		f.size += len(a.Name) + len(a.Value) + 4
	}
	f.Elements = append(f.Elements, e)
	e.Parent = b.p.add(e)
	b.p.link(e)
	b.p.push(e)
}

// Close ends the innermost open element.
func (b *Builder) Close() { b.p.pop() }

// Text adds a text. Entities in constant parts are decoded.
func (b *Builder) Text(pos, end int32, parts []Part) {
	t := &Text{Parts: make([]Part, len(parts)), Pos: pos, End: end}
	for i, p := range parts {
		if !p.Expr {
			p.Text = decode(p.Text)
		}
		t.Parts[i] = p
		b.p.f.size += len(p.Text)
	}
	b.p.add(t)
}

// Wxs adds a <wxs module> whose code, the text from pos on, is known whether or
// not it came from a file of its own. An empty id makes it a module of this view
// alone, and one without a name is left out.
func (b *Builder) Wxs(module, id, code string, pos int32) {
	if strings.TrimSpace(module) == "" {
		return
	}
	b.Open("wxs", pos, pos, []Attr{{Name: "module", Value: module, HasValue: true, Pos: pos, End: pos, ValuePos: pos}})
	e := b.p.open[len(b.p.open)-1]
	b.p.wxs(e, code, pos)
	if id != "" {
		b.p.f.Wxs[len(b.p.f.Wxs)-1].ID = id
	}
	b.Close()
}

// Problem notes something that was not understood; message is one line.
func (b *Builder) Problem(pos int32, message string) { b.p.problem(pos, message) }

// File returns the tree. The builder can't be used afterwards.
func (b *Builder) File() *File {
	for len(b.p.open) > 0 {
		b.p.pop()
	}
	b.p.finish()
	return b.p.f
}
