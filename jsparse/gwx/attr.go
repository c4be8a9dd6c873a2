package gwx

import (
	"strings"

	js "github.com/evanw/esbuild/minivet"

	"github.com/minivet/minivet/jsparse/wxml"
)

// attr makes an attribute of a constant or an expression.
func (v *view) attr(name string, x op, pos int32) wxml.Attr {
	a := wxml.Attr{Name: sourceName(name), HasValue: true, Pos: pos, End: pos, ValuePos: pos}
	parts := v.parts(x, pos)
	if len(parts) == 1 && !parts[0].Expr {
		a.Value = parts[0].Text
		return a
	}
	if a.Parts = parts; len(parts) == 0 {
		a.Parts = []wxml.Part{{Expr: true, Pos: pos, End: pos}}
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Expr {
			b.WriteString("{{" + p.Text + "}}")
		} else {
			b.WriteString(p.Text)
		}
	}
	a.Value = b.String()
	return a
}

// data makes the attribute of a template that holds the fields of its data.
func (v *view) data(x op, pos int32) wxml.Attr {
	t := v.text(x, pos, true)
	return wxml.Attr{
		Name: "data", HasValue: true, Value: "{{" + t + "}}", Pos: pos, End: pos, ValuePos: pos,
		Parts: []wxml.Part{{Expr: true, Text: t, Pos: pos, End: pos}},
	}
}

// pieceCost is what a part of a text takes, in bytes, besides its own.
const pieceCost = 16

// parts takes a text with expressions apart. An expression that is not
// understood is empty.
func (v *view) parts(x op, pos int32) []wxml.Part {
	if v.d.left <= 0 {
		v.once(pos, "the views of the script are too large; what remains of their texts is left out")
		return nil
	}
	pieces, ok := x.pieces()
	if !ok {
		pieces = []op{x}
	}
	v.d.left -= pieceCost * len(pieces)
	parts := make([]wxml.Part, 0, len(pieces))
	for _, p := range pieces {
		part := wxml.Part{Pos: pos, End: pos}
		if v.d.left <= 0 {
			part.Expr = true
		} else if s, ok := p.constant(); ok {
			part.Text = s
			v.d.left -= len(s)
		} else {
			part.Expr, part.Text = true, v.text(p, pos, false)
		}
		parts = append(parts, part)
	}
	return parts
}

// text writes an expression, "" where it is not understood.
func (v *view) text(x op, pos int32, fields bool) string {
	w := writer{limit: min(maxExpr, v.d.left), steps: maxExpr}
	if fields {
		w.fields(x, 0)
	} else {
		w.expr(x, 0, 0)
	}
	v.d.left -= w.b.Len() + maxExpr - w.steps
	if w.bad != "" {
		v.once(pos, w.bad+"; its value is taken to be unknown")
		return ""
	}
	return w.b.String()
}

// sourceName turns openType back into open-type. Names with a colon, events and
// data stay as they are when compiled.
func sourceName(name string) string {
	for _, prefix := range [...]string{"bind", "catch", "capture-", "mut-bind", "data-"} {
		if strings.HasPrefix(name, prefix) {
			return name
		}
	}
	if strings.Contains(name, ":") || name == strings.ToLower(name) {
		return name
	}
	if name == "enable3D" { // of <map>, the one name with a digit behind a dash
		return "enable-3D"
	}
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' && i > 0 {
			b.WriteByte('-')
			c |= 0x20
		}
		b.WriteByte(c)
	}
	return b.String()
}

// rawAttrs follows node.rawAttr={"model:value":"{{name}}"}: the attribute value
// was written model:value.
func rawAttrs(to *node, o *js.EObject) {
	for _, p := range o.Properties {
		key, _ := str(p.Key)
		name, ok := strings.CutPrefix(key, "model:")
		if !ok {
			continue
		}
		for i := range to.attrs {
			if a := &to.attrs[i]; a.Name == name || a.Name == sourceName(name) {
				a.Name = key
			}
		}
	}
}

// clip makes a piece of a script fit for a message.
func clip(s string) string {
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:40], "") + "…"
	}
	return strings.Join(strings.Fields(s), " ")
}
