package replay

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/wxml"
)

// labels knows what the controls of a program say, each looked at once.
type labels struct {
	cat    *catalogue.Catalogue
	fixed  sync.Map // *wxml.Element to its constant text
	agree  memory
	refuse memory
	back   memory
	solemn memory // of texts of views
}

// agrees tells whether a control, of whose text something was rendered, agrees.
func (l *labels) agrees(e *wxml.Element, rendered string) bool {
	return l.agree.of(l.of(e, rendered), l.cat.AgreeLabel)
}

func (l *labels) refuses(e *wxml.Element, rendered string) bool {
	return l.refuse.of(l.of(e, rendered), l.cat.RefuseLabel)
}

func (l *labels) withdraws(e *wxml.Element, rendered string) bool {
	return l.back.of(l.of(e, rendered), l.cat.WithdrawLabel)
}

// speaks tells whether a text speaks of an agreement, a policy or consent.
func (l *labels) speaks(text string) bool {
	return l.solemn.of(text, func(text string) bool { return l.cat.AgreementText(text) || l.cat.ConsentText(text) })
}

// memory holds what was found out about texts.
type memory struct {
	known sync.Map // text to bool
	n     atomic.Int32
}

// maxMemory are the texts that one memory holds.
const maxMemory = 4096

func (m *memory) of(text string, f func(string) bool) bool {
	if v, ok := m.known.Load(text); ok {
		return v.(bool)
	}
	v := f(text)
	if m.n.Add(1) <= maxMemory {
		m.known.Store(text, v)
	}
	return v
}

// of is the constant text in an element, with what was rendered.
func (l *labels) of(e *wxml.Element, rendered string) string {
	if len(e.Children) == 0 && len(e.Attrs) == 0 {
		return rendered
	}
	fixed, ok := l.fixed.Load(e)
	if !ok {
		fixed = constantLabel(e)
		l.fixed.Store(e, fixed)
	}
	return fixed.(string) + rendered
}

// quoted is the beginning of what a control says, for a trace.
func (l *labels) quoted(e *wxml.Element, rendered string) string {
	words := []rune(strings.Join(strings.Fields(l.of(e, rendered)), " "))
	if len(words) == 0 {
		return ""
	}
	if len(words) > maxQuoted {
		words = append(words[:maxQuoted], '…')
	}
	return fmt.Sprintf(" %q", string(words))
}

// Bounds of what is read of a label, and of a view.
const (
	maxLabel    = 300
	maxViewText = 20000
	maxQuoted   = 24 // characters
)

// constantLabel is the text of a control; that of a form is the text of what submits it.
func constantLabel(e *wxml.Element) string {
	var b strings.Builder
	if e.Tag == "form" {
		submits(&b, e.Children, 0)
		return b.String()
	}
	writeLabel(&b, e.Children, 0, maxLabel)
	for _, a := range e.Attrs {
		if a.Name == "value" || a.Name == "title" {
			b.WriteString(a.Value)
		}
	}
	return b.String()
}

func submits(b *strings.Builder, nodes []wxml.Node, depth int) {
	for _, n := range nodes {
		if e, ok := n.(*wxml.Element); ok && depth < 20 && b.Len() < maxLabel {
			for _, name := range []string{"form-type", "formType"} {
				if v, _ := e.Attr(name); v == "submit" {
					b.WriteString(constantLabel(e))
				}
			}
			submits(b, e.Children, depth+1)
		}
	}
}

// writeLabel writes the constant text in nodes, as far as limit.
func writeLabel(b *strings.Builder, nodes []wxml.Node, depth, limit int) {
	if depth > 20 || b.Len() > limit {
		return
	}
	for _, n := range nodes {
		switch n := n.(type) {
		case *wxml.Text:
			for _, p := range n.Parts {
				if !p.Expr {
					b.WriteString(p.Text)
				} else {
					b.WriteString(constants(p.Text))
				}
			}
		case *wxml.Element:
			writeLabel(b, n.Children, depth+1, limit)
		}
	}
}

// constants are the quoted parts of an expression.
func constants(expr string) string {
	var out strings.Builder
	for i, part := range strings.FieldsFunc(expr, func(r rune) bool { return r == '\'' || r == '"' }) {
		if i%2 == 1 {
			out.WriteString(part)
		}
	}
	return out.String()
}
