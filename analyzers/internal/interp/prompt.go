package interp

import (
	"cmp"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// prompts notes calls that ask the user, or leave, at a moment that says something.
func (c *nativeCall) prompts(name string) {
	refused := c.st.must&denied != 0
	note := func(kind PromptKind) {
		c.act.events = append(c.act.events, eventAt{kind: kind, ins: c.inv.ins, api: name, must: c.st.must})
	}
	if c.asks(name) {
		note(promptAsks)
	}
	switch {
	case name == "exitMiniProgram" && refused:
		note(PromptExit)
	case name == "navigateBack" && refused:
		note(PromptLeaves)
	case leavesPage[name] && c.st.must&agreedToAny != 0:
		note(promptGone)
	case c.asks(name) && refused:
		note(PromptAgain)
	case c.asks(name) && c.st.must&agreedToAny == 0:
		note(PromptUnasked)
	}
}

// leavesPage are the APIs by which a program leaves a page.
var leavesPage = map[string]bool{"navigateBack": true, "redirectTo": true, "reLaunch": true, "switchTab": true}

// asks tells whether a call asks the user for consent. One that names what it asks
// for, and names nothing that the platform asks for, does not.
func (c *nativeCall) asks(name string) bool {
	for _, g := range c.in.cat.GuardsOf(name) {
		member, ok := strings.CutPrefix(g.Covers, "scope-argument:")
		if !ok {
			continue
		}
		scopes, known := c.scopeNames(member)
		if known && !slices.ContainsFunc(scopes, func(s string) bool { return c.in.cat.Scope(s) != nil }) {
			return false
		}
	}
	return c.in.cat.AsksUser(name)
}

// unknownAPI is wx[name] with a name that stays unknown.
var unknownAPI *native

func init() {
	unknownAPI = &native{name: "unknown API", call: func(c *nativeCall) Value {
		c.act.events = append(c.act.events, eventAt{kind: PromptUnknown, ins: c.inv.ins, api: c.in.cat.Namespace() + "[…]", must: c.st.must})
		return c.callUnknown(c.inv, Elem{A: atomUnknown})
	}}
}

// tickedControl notes an agreement control that is ticked from the start.
func (c *nativeCall) tickedControl(el *wxml.Element) {
	if tickControl[el.Tag] && c.in.startsTicked(el) && (c.in.cat.AgreementText(c.in.beside(el)) || c.in.showsAgreement(el)) {
		c.act.events = append(c.act.events, eventAt{kind: PromptTicked, ins: c.inv.ins})
	}
}

// beside is the text of a control, or else the nearest text around it: at the top of a
// page, the texts that it stands in a row with, of a component all of its texts.
func (in *Interp) beside(el *wxml.Element) string {
	top := el
	for k := 0; el != nil && k < 4; k++ {
		if t := el.Text(); t != "" {
			return t
		}
		top, el = el, el.Parent
	}
	if el != nil {
		return ""
	}
	return in.inRow(top)
}

// inlineTags are the elements that stand in a row with what is before and after them.
var inlineTags = map[string]bool{"text": true, "label": true, "navigator": true, "span": true, "rich-text": true}

// inRow is the text of the inline nodes around an element at the top of a file.
func (in *Interp) inRow(top *wxml.Element) string {
	for _, i := range in.instances {
		if i.view == nil || i.view.Tree == nil {
			continue
		}
		nodes := i.view.Tree.Nodes
		at := slices.Index(nodes, wxml.Node(top))
		if at < 0 {
			continue
		}
		if i.comp != nil && !in.isPage(i) { // the component itself is around them
			return (&wxml.Element{Tag: "view", Children: nodes}).Text()
		}
		from, to := at, at+1
		for from > 0 && inline(nodes[from-1]) {
			from--
		}
		for to < len(nodes) && inline(nodes[to]) {
			to++
		}
		return (&wxml.Element{Tag: "view", Children: nodes[from:to]}).Text()
	}
	return ""
}

func inline(n wxml.Node) bool {
	el, ok := n.(*wxml.Element)
	return !ok || inlineTags[el.Tag]
}

// Prompt is a way of asking that leaves the user no free choice, or that can't be seen.
type Prompt struct {
	Kind  PromptKind
	API   string
	Unit  *ir.Unit
	Ins   *ir.Instr
	Steps []Step
}

// prompts gathers what the activations noted, one for each place and kind.
func (in *Interp) allPrompts() []*Prompt {
	type key struct {
		kind PromptKind
		ins  *ir.Instr
	}
	seen := map[key]bool{}
	leaving := in.askingPages()
	var out []*Prompt
	var again []asking
	add := func(a *Activation, e eventAt) {
		at := &callAt{src: &Source{Ins: e.ins, Unit: a.fn.Unit}, act: a}
		place := placed{unit: a.fn.Unit, ins: e.ins}
		if list := in.places(at); len(list) == 1 && e.kind != PromptUnknown { // where a wrapper around the API is called
			place = list[0]
		}
		k := key{e.kind, in.textOf(place.ins)}
		if !a.reached || seen[k] || !in.counts(a, e) || e.kind == PromptLeaves && in.onlyOf(a, leaving) {
			return
		}
		seen[k] = true
		steps := in.promptPath(at, e.kind)
		steps[len(steps)-1].Words = e.kind.words()
		out = append(out, &Prompt{Kind: e.kind, API: e.api, Unit: place.unit, Ins: place.ins, Steps: steps})
	}
	for _, a := range in.order {
		for _, e := range a.events {
			if e.kind == promptOnRefusal {
				again = append(again, in.asksAfter(a, e)...)
				continue
			}
			if e.kind == promptAsked {
				if e.kind = in.judgeDialogue(a, e); e.kind == "" {
					continue
				}
			}
			add(a, e)
		}
	}
	for _, q := range again {
		add(q.act, eventAt{kind: PromptAgain, ins: q.ins, api: q.api})
	}
	slices.SortStableFunc(out, func(a, b *Prompt) int {
		return cmp.Or(cmp.Compare(a.Unit.Source.Path, b.Unit.Source.Path), cmp.Compare(a.Ins.Pos, b.Ins.Pos), cmp.Compare(a.Kind, b.Kind))
	})
	return out
}

// askingPages are the pages that are left when the user agrees, too: they are there to
// ask, and to go back from one is no consequence of the refusal.
func (in *Interp) askingPages() []string {
	var ats []*callAt
	for _, a := range in.order {
		if a.reached && slices.ContainsFunc(a.events, func(e eventAt) bool { return e.kind == promptGone }) {
			ats = append(ats, &callAt{act: a})
		}
	}
	return in.pagesOf(ats)
}

// onlyOf tells whether an activation is reached from some pages and no others.
func (in *Interp) onlyOf(a *Activation, pages []string) bool {
	own := in.pagesOf([]*callAt{{act: a}})
	return len(own) > 0 && !slices.ContainsFunc(own, func(p string) bool { return !slices.Contains(pages, p) })
}

// counts decides about an event at the end: whether the answer of a modal is looked
// at, and whether a dialogue comes up at the start.
func (in *Interp) counts(a *Activation, e eventAt) bool {
	switch e.kind {
	case promptGone, promptAsks:
		return false
	case PromptNoRefusal:
		if c := e.result.props["confirm"]; c != nil && len(c.deps) > 0 {
			return true
		}
		return e.agreement && in.goesOn(a, e)
	case PromptUnasked:
		return in.startsUnasked(a, map[*Activation]bool{})
	}
	return true
}

// promptPath is a way to a prompt, of one that comes up at the start the way from there.
func (in *Interp) promptPath(at *callAt, kind PromptKind) []Step {
	return in.pathBy(at, func(e *edge) bool {
		return kind != PromptUnasked || startsHere(e) || e.entry == nil && unaskedSoFar(e)
	})
}

// startsHere tells the call of a life-cycle method by which the program starts.
func startsHere(e *edge) bool { return e.entry != nil && e.entry.First && e.entry.Phase == "start" }

// agreedToAny are the facts of which each says that the user agreed to something.
const agreedToAny = consentAll &^ askedSomething

// unaskedSoFar: the user has agreed to nothing yet.
func unaskedSoFar(e *edge) bool { return e.must&agreedToAny == 0 }

// startsUnasked: some way in begins with a life-cycle method of the app or the first
// page, without anything that the user did.
func (in *Interp) startsUnasked(a *Activation, seen map[*Activation]bool) bool {
	seen[a] = true
	for _, e := range a.in {
		if e.entry != nil {
			if startsHere(e) {
				return true
			}
			continue
		}
		if e.from != nil && !seen[e.from] && unaskedSoFar(e) && in.startsUnasked(e.from, seen) {
			return true
		}
	}
	return false
}
