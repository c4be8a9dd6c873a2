package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/wxml"
)

// What code shows becomes a tree of elements like that of a WXML file, so that the
// same questions can be asked of it: what stands beside a control, what a button opens.
// That is done whenever everything has come to rest, because what an event proves
// depends on the whole tree, and a proof can be taken back but not added.

// maxRounds bounds how often handlers are started and what they show is looked at.
const maxRounds = 40

// runReact renders, and starts the handlers of what is shown, until nothing new is.
func (in *Interp) runReact() {
	if in.startReact(); !in.react() {
		return
	}
	in.looking = firstLook
	in.drain()
	in.showAll(func(c *nativeCall, s *piece, el *wxml.Element) {
		if tickControl[el.Tag] && in.isTicked(c.optionalGet(s.props, "checked")) {
			in.ticked[el] = true
		}
	})
	in.looking = ""
	for _, a := range in.held {
		in.enqueue(a)
	}
	in.held, in.viewsChanged = nil, true
	in.settleReact()
}

// settleReact evaluates what waits, and starts handlers, until nothing changes.
func (in *Interp) settleReact() {
	for round := 0; round < maxRounds; round++ {
		before := in.stats.evals
		in.drain()
		if !in.viewsChanged && in.stats.evals == before {
			return
		}
		in.viewsChanged = false
		in.showAll(startHandlers)
	}
	if in.drain(); !in.viewsChanged {
		return
	}
	in.hit("the views of the program did not settle")
}

// showAll visits each element that is shown, page by page.
func (in *Interp) showAll(visit func(*nativeCall, *piece, *wxml.Element)) {
	for n := 0; n < len(in.instances); n++ {
		i := in.instances[n]
		if i.root == nil {
			continue
		}
		b := &builder{in: in, i: i, done: map[*rendering]bool{}, of: map[*wxml.Element]*piece{}}
		b.file = &wxml.File{Path: i.root.path(in)}
		b.file.Nodes = b.nodes(i.root.shows, nil)
		i.view, i.pieces = &jsparse.View{Tree: b.file}, b.of
		d := in.driver("view of "+i.path, func(c *nativeCall) Value {
			for _, el := range b.file.Elements {
				s := b.of[el]
				info := in.elements[s.el]
				f := *c.frame
				f.act = info.act // places are where the element was made
				f.st = &state{must: s.bits, may: c.st.may, regs: c.st.regs, env: c.st.env}
				cc := &nativeCall{frame: &f, inv: &invocation{ins: info.ins, sub: 3}, obj: c.obj}
				visit(cc, s, el)
			}
			return single(atomUndefined, 0)
		})
		in.enter(d, &edge{entry: &Entry{Words: "view of " + i.path, Phase: "view", Page: i.path}}, unknownValue, callArgs{})
		d.queued = false
		in.evaluate(d)
	}
}

// path is the file that a rendering's view stands in.
func (r *rendering) path(in *Interp) string {
	for p, i := range in.pages {
		if i == r.owner && p.Module != nil {
			return p.Module.File.Path
		}
	}
	return r.owner.path
}

// builder makes the tree of one page.
type builder struct {
	in   *Interp
	i    *Instance
	file *wxml.File
	done map[*rendering]bool
	of   map[*wxml.Element]*piece
}

func (b *builder) nodes(list []*piece, parent *wxml.Element) []wxml.Node {
	var out []wxml.Node
	for _, s := range list {
		switch {
		case s.comp != nil:
			if !b.done[s.comp] {
				b.done[s.comp] = true
				out = append(out, b.nodes(s.comp.shows, parent)...)
			}
		case s.tag != "" || s.el != nil:
			out = append(out, b.element(s, parent))
		default:
			out = append(out, &wxml.Text{Parts: []wxml.Part{{Text: s.text}}})
		}
	}
	return out
}

func (b *builder) element(s *piece, parent *wxml.Element) *wxml.Element {
	in := b.in
	key := renderKey{b.i, s.el}
	el := in.shownAs[key]
	if el == nil || b.of[el] != nil {
		el = &wxml.Element{}
		if in.shownAs == nil {
			in.shownAs = map[renderKey]*wxml.Element{}
		}
		in.shownAs[key] = el
	}
	info := in.elements[s.el]
	el.Tag, el.Parent, el.File = in.platformTag(s), parent, info.act.fn.Unit.Source.Path
	el.Pos, el.End = info.ins.Pos, info.ins.End
	el.Attrs, el.Events = nil, nil
	for _, p := range in.objects(s.props) {
		for _, name := range p.order {
			b.attr(el, name, p.props[name].val)
		}
	}
	b.of[el] = s
	b.file.Elements = append(b.file.Elements, el)
	el.Children = b.nodes(s.below, el)
	return el
}

// attr is one property as WXML writes it.
func (b *builder) attr(el *wxml.Element, name string, v Value) {
	if event := eventName(name); event != "" {
		el.Events = append(el.Events, wxml.Event{Name: event, Spelling: name})
		return
	}
	a := wxml.Attr{Name: wxml.Kebab(name), HasValue: true}
	if s, ok := b.in.constString(v); ok {
		a.Value = s
	} else {
		a.Value, a.Parts = "{{"+name+"}}", []wxml.Part{{Expr: true, Text: name}}
	}
	el.Attrs = append(el.Attrs, a)
}

// eventName is the event that a property listens to, "" if it is none: onClick is tap.
func eventName(prop string) string {
	rest, ok := strings.CutPrefix(prop, "on")
	if !ok || rest == "" || rest[0] < 'A' || rest[0] > 'Z' {
		return ""
	}
	if rest = strings.ToLower(rest); rest == "click" {
		return "tap"
	}
	return rest
}

// spelled is a tag as the source has it.
func spelled(tagName string) string {
	if name := camel(tagName); name != "" {
		return strings.ToUpper(name[:1]) + name[1:]
	}
	return tagName
}

// startHandlers lets the user operate an element.
func startHandlers(c *nativeCall, s *piece, el *wxml.Element) {
	in := c.in
	var i *Instance
	for _, owner := range in.instances {
		if owner.root != nil && owner.view != nil && in.shownAs[renderKey{owner, s.el}] == el {
			i = owner
		}
	}
	if i == nil {
		return
	}
	c.nativeProps(s, el)
	for _, p := range in.objects(s.props) {
		for _, name := range p.order {
			if event := eventName(name); event != "" {
				c.startHandler(i, s, el, event, p.props[name].val)
			}
		}
	}
}

// nativeProps notes the data that goes to an element which is a sink, and where it leads.
func (c *nativeCall) nativeProps(s *piece, el *wxml.Element) {
	if el.Tag == "navigator" {
		c.query(c.optionalGet(s.props, "url"))
	}
	for _, sink := range c.in.cat.ElementSinks(el.Tag, el.Attr) {
		for _, key := range sink.Keys {
			v := c.optionalGet(s.props, camel(key))
			url := Value(nil)
			if key == sink.URLKey {
				url = v
			}
			c.sink(sink, c.inv.ins, v, url)
		}
	}
}

func (c *nativeCall) startHandler(i *Instance, s *piece, el *wxml.Element, event string, fn Value) {
	in := c.in
	bits, detail := c.eventGuard(i, el, event)
	if event == "tap" {
		bits |= c.agreementControl(el) // who taps it ticks it
	}
	if !automatic[event] {
		bits = c.will(i, el).gain(bits)
	}
	args := []Value{c.event(el, event, detail)}
	this := s.self
	if len(this) == 0 {
		this = single(atomUndefined, 0)
	}
	for _, e := range fn {
		o := in.atoms[e.A].obj
		if o == nil {
			continue
		}
		if o.kind != oFunction {
			c.later(Value{e}, this, args, 20, bits, "")
			continue
		}
		a := in.activation(o, in.context(ctxKey{entry: "event " + i.path, site: c.inv.ins}))
		must := c.st.must.gain(in.known(e)).gain(bits)
		key := edgeKey{site: c.inv.ins, sub: int32(e.A)}
		ed := &edge{edgeKey: key, must: must, may: must & consentFacts}
		if a.edges[key] == nil {
			words := event + " on <" + spelled(el.Tag) + ">"
			if t := el.Text(); t != "" && len([]rune(t)) <= 16 {
				words += " " + t
			}
			unit := in.elements[s.el].act.fn.Unit
			ed.entry = &Entry{Words: words + " in " + el.File, Short: event + " " + o.fn.Name, Phase: "user", Page: i.path, Unit: unit, Pos: c.inv.ins.Pos, End: c.inv.ins.Pos + 1, First: i.first}
			in.entries = append(in.entries, ed.entry)
		}
		in.enter(a, ed, this, callArgs{list: args})
	}
}

// finishReact notes agreement controls that are ticked from the start.
func (in *Interp) finishReact() {
	if in.react() {
		in.showAll(func(c *nativeCall, s *piece, el *wxml.Element) { c.tickedControl(el) })
	}
}
