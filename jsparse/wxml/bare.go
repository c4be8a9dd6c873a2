package wxml

import "strings"

// bare reads a condition or loop whose value is an expression without braces, as views of
// Baidu have them: s-if="open", s-for="item, index in list trackBy item.id".
func (p *parser) bare(e *Element, a *Attr) {
	if a.Parts != nil || strings.TrimSpace(a.Value) == "" {
		return
	}
	switch a.Name {
	case "wx:if", "wx:elif":
		a.expression(0, len(a.Value))
	case "wx:for":
		p.bareLoop(e, a)
	}
}

// bareLoop is a loop that may name its item and index.
func (p *parser) bareLoop(e *Element, a *Attr) {
	start, end := 0, len(a.Value)
	if i := strings.Index(strings.ToLower(a.Value), " trackby "); i >= 0 {
		end = i
	}
	constant := func(name, value string) {
		e.add(Attr{Name: name, Value: value, HasValue: true, Pos: a.Pos, End: a.End, ValuePos: a.ValuePos}, p.d)
	}
	if m := vueFor.FindStringSubmatchIndex(a.Value[:end]); m != nil {
		start = m[1]
		constant("wx:for-item", a.Value[m[2]:m[3]])
		if m[4] >= 0 {
			constant("wx:for-index", a.Value[m[4]:m[5]])
		}
	}
	a.expression(start, end)
}

// expression makes a part of the value of an attribute its one expression.
func (a *Attr) expression(start, end int) {
	text := a.Value[start:end]
	if strings.TrimSpace(text) == "" || len(text) > maxExprBytes {
		return
	}
	at := a.ValuePos + int32(start)
	a.Parts = []Part{{Expr: true, Text: text, Pos: at, End: at + int32(len(text))}}
	a.Value = "{{" + text + "}}"
}
