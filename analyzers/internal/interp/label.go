package interp

import (
	"maps"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// Labels of controls, and the texts of panels, may come from data or from a property:
//
//	<button bindtap="confirm">{{confirmButtonText}}</button>
//
// A look at all that a view may show finds the constants that they are, before any code of
// the program changes its data.

// labelLook is the type of the host for that look.
const labelLook = "labels "

// lookForLabels renders the views whose controls have labels from data. Parts that are not
// shown yet are rendered too: panels mostly are not.
func (in *Interp) lookForLabels() {
	in.looking = labelLook
	from := len(in.order)
	// What is spent here is not taken from the shares of the files.
	before, bounds, partial := map[*work]work{}, maps.Clone(in.bounds), maps.Clone(in.partial)
	for _, w := range in.works {
		before[w] = *w
	}
	for _, i := range in.instances {
		// The views of Vue call the program's own computed values and methods, which is no
		// look any more.
		if i.view != nil && i.view.Unit != nil && !i.vue && slices.ContainsFunc(i.view.Elements, func(el *wxml.Element) bool { return leadsToLabels(i, el) }) {
			in.look(i, labelLook)
		}
	}
	in.drain()
	for _, a := range in.order[from:] {
		a.lenient = true
		in.enqueue(a)
	}
	in.drain()
	for _, a := range in.order[from:] {
		if a.fn.Flags&ir.Module == 0 {
			a.reached = false // not looked again when data changes; who else calls it, reaches it anew
		}
	}
	for _, w := range in.works {
		*w = before[w]
	}
	in.looking, in.bounds, in.partial = "", bounds, partial
}

// shows are the constant texts of an element's expressions.
type shows struct {
	texts []string
	more  bool // and something that is not constant
}

// labelText notes what a text of an element shows.
func labelText(c *nativeCall) Value {
	in := c.in
	i := c.obj.bound.obj.bound.data.(*Instance)
	n, ok := in.constNumber(c.arg(1))
	if !ok || in.looking != labelLook || !c.lookedAt() || n < 0 || int(n) >= len(i.view.Elements) {
		return single(atomUndefined, 0)
	}
	el := i.view.Elements[int(n)]
	s := in.shows[el]
	if s == nil {
		s = &shows{}
		in.shows[el] = s
	}
	for _, e := range c.arg(0) {
		info := &in.atoms[e.A]
		switch {
		case info.kind == kString && len(s.texts) < maxShownTexts:
			if t := strings.TrimSpace(info.str); t != "" && !slices.Contains(s.texts, t) {
				s.texts = append(s.texts, t)
			}
		case info.kind == kUndefined || info.kind == kNull:
		default:
			s.more = true
		}
	}
	return single(atomUndefined, 0)
}

// maxShownTexts bounds the texts of one element.
const maxShownTexts = 20

// labelled tells whether an element is a control whose label passes a test: the text
// that stands there, or else each one that it may show.
func (in *Interp) labelled(el *wxml.Element, label func(string) bool) bool {
	short := func(t string) bool { return t != "" && len([]rune(t)) <= maxLabel && label(t) }
	if t := el.Text(); t != "" {
		return short(t)
	}
	s := in.shows[soleShown(el)]
	return s != nil && !s.more && len(s.texts) > 0 && !slices.ContainsFunc(s.texts, func(t string) bool { return !short(t) })
}

// showsAgreement tells whether the text beside a control comes from data, and each text that
// it may be is about an agreement: the items of a list share one element.
func (in *Interp) showsAgreement(el *wxml.Element) bool {
	for k := 0; el != nil && k < maxBeside; k, el = k+1, el.Parent {
		if el.Text() != "" {
			return false
		}
		if shown := soleShown(el); shown != nil {
			s := in.shows[shown]
			return s != nil && !s.more && len(s.texts) > 0 && !slices.ContainsFunc(s.texts, func(t string) bool { return !in.cat.AgreementText(t) })
		}
	}
	return false
}

// maxBeside is how far around a control its text is looked for.
const maxBeside = 4

// soleShown is the one element at or below el that has a text with expressions; nil if
// there are none or several.
func soleShown(el *wxml.Element) *wxml.Element {
	var found *wxml.Element
	n := 0
	el.Walk(func(e *wxml.Element) bool {
		if hasExpr(e) {
			found = e
			n++
		}
		return true
	})
	if n != 1 {
		return nil
	}
	return found
}

func hasExpr(e *wxml.Element) bool {
	return slices.ContainsFunc(e.Children, func(n wxml.Node) bool {
		t, ok := n.(*wxml.Text)
		return ok && t.HasExpr()
	})
}

// panelAsks tells whether the panel around a part of a view that holds both controls
// asks for consent. A panel ends at the element that is shown and hidden with it; where
// none is, it is the whole view.
func (in *Interp) panelAsks(i *Instance, p *wxml.Element) bool {
	for e := p; e != nil; e = e.Parent {
		if in.asksForConsent(e.Children) {
			return true
		}
		if e != p && (e.AttrOf("wx:if") != nil || e.AttrOf("wx:elif") != nil || e.AttrOf("wx:else") != nil || e.AttrOf("hidden") != nil) {
			return false
		}
	}
	return i.view.Tree != nil && in.asksForConsent(i.view.Tree.Nodes)
}

// asksForConsent tells whether a part of a view speaks of privacy, a policy or the data.
// The labels of the controls that agree and refuse say nothing by these words alone: 同意
// below a refund is no consent, 同意《隐私政策》 is.
func (in *Interp) asksForConsent(nodes []wxml.Node) bool {
	var text strings.Builder
	speaks := false
	for _, n := range nodes {
		in.panelText(n, &text, &speaks)
	}
	return speaks || in.cat.PrivacyText(text.String())
}

func (in *Interp) panelText(n wxml.Node, text *strings.Builder, speaks *bool) {
	el, ok := n.(*wxml.Element)
	if !ok {
		if t, ok := n.(*wxml.Text); ok {
			for _, p := range t.Parts {
				if !p.Expr {
					text.WriteString(p.Text)
				}
			}
			text.WriteByte('\n')
		}
		return
	}
	if el.Tag == "wxs" {
		return
	}
	if len(el.Events) > 0 && in.labelled(el, in.answerLabel) {
		*speaks = *speaks || in.cat.SpeakingLabel(el.Text())
		return
	}
	if s := in.shows[el]; s != nil {
		for _, t := range s.texts {
			text.WriteString(t)
			text.WriteByte('\n')
		}
	}
	for _, c := range el.Children {
		in.panelText(c, text, speaks)
	}
}

// answerLabel tells the labels that agree or refuse.
func (in *Interp) answerLabel(t string) bool { return in.cat.AgreeLabel(t) || in.cat.RefuseLabel(t) }

// leadsToLabels tells elements that show labels of controls from data, and those of
// components of the program that do.
func leadsToLabels(i *Instance, el *wxml.Element) bool {
	if showsLabel(el) || ticksShown(el) {
		return true
	}
	comp := i.uses[el.Tag]
	return comp != nil && comp.View != nil && slices.ContainsFunc(comp.View.Elements, showsLabel)
}

// ticksShown tells a control that is ticked beside a text that comes from data.
func ticksShown(el *wxml.Element) bool {
	if !tickControl[el.Tag] {
		return false
	}
	for k := 0; el != nil && k < maxBeside && el.Text() == ""; k, el = k+1, el.Parent {
		if soleShown(el) != nil {
			return true
		}
	}
	return false
}

// showsLabel tells a control whose only text is an expression, none of a list.
func showsLabel(el *wxml.Element) bool {
	return len(el.Events) > 0 && el.Text() == "" && el.AttrOf("wx:for") == nil && soleShown(el) != nil
}
