package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// A trail is how personal data gets from the call that yields it to where it goes.
// Labels say that it does; the way is found afterwards, as the shortest one over
// activations: data moves from one to another as an argument, as a result, or
// through a cell that one writes and the other reads.

// writer is an instruction of an activation.
type writer struct {
	act *Activation
	ins *ir.Instr
}

// maxWriters bounds the writers kept for one cell.
const maxWriters = 8

// noteWrite remembers who writes personal data into a cell.
func (in *Interp) noteWrite(c *Cell, v Value) {
	if in.at.act == nil || len(c.deps) == 0 && len(c.succ) == 0 && len(in.writes) > maxTrailCells {
		return
	}
	for _, e := range v {
		if in.atoms[e.A].label != 0 {
			if list := in.writes[c]; len(list) < maxWriters {
				for _, w := range list {
					if w == in.at {
						return
					}
				}
				if len(list) == 0 {
					in.written = append(in.written, c)
				}
				in.writes[c] = append(list, in.at)
			}
			return
		}
	}
}

// maxTrailCells bounds the cells that nobody reads yet.
const maxTrailCells = 50_000

// trails finds the way of every flow.
func (in *Interp) trails() {
	byAct := map[*Activation][]written{}
	for _, c := range in.written {
		for _, w := range in.writes[c] {
			byAct[w.act] = append(byAct[w.act], written{c, w.ins})
		}
	}
	t := &trail{in: in, written: byAct}
	for _, f := range in.flowOrder {
		f.Steps = t.of(f)
	}
}

// indexCallees finds the ways out of each activation, those to one callee after each other.
func (in *Interp) indexCallees() {
	in.callees, in.below = map[*Activation][]*edge{}, map[belowKey]bool{}
	for _, a := range in.order {
		for _, e := range a.in {
			if e.from != nil && e.site != nil {
				in.callees[e.from] = append(in.callees[e.from], e)
			}
		}
	}
}

// written is a cell that an activation writes.
type written struct {
	cell *Cell
	ins  *ir.Instr
}

type trail struct {
	in      *Interp
	written map[*Activation][]written
	src     *Source // whose data held is about
	held    map[heldKey]bool
}

// leg is a step of the search: how data came to an activation.
type leg struct {
	act  *Activation
	step Step
	prev *leg
}

// maxTrail bounds the activations that one search visits.
const maxTrail = 3000

func (t *trail) of(f *Flow) []Step {
	first := Step{f.Source.Unit, f.Source.Ins.Pos, f.Source.Ins.End, f.Source.API.Written() + " yields the data"}
	last := Step{f.Unit, f.Ins.Pos, f.Ins.End, t.in.cat.Written(f.Sink.Name) + " takes it"}
	var queue []*leg
	seen := map[*Activation]bool{}
	for _, a := range t.in.order {
		for _, at := range a.sources {
			if at.src == f.Source && !seen[a] {
				seen[a] = true
				queue = append(queue, &leg{act: a})
			}
		}
	}
	for n := 0; len(queue) > 0 && n < maxTrail; n++ {
		l := queue[0]
		queue = queue[1:]
		if l.act == f.act || l.act.fn == f.act.fn {
			return t.steps(first, l, last)
		}
		for _, next := range t.next(l, f.Source) {
			if !seen[next.act] {
				seen[next.act] = true
				queue = append(queue, next)
			}
		}
	}
	return []Step{first, last}
}

func (t *trail) steps(first Step, l *leg, last Step) []Step {
	var mid []Step
	for ; l != nil && l.prev != nil; l = l.prev {
		mid = append(mid, l.step)
	}
	out := []Step{first}
	for i := len(mid) - 1; i >= 0; i-- {
		if s := mid[i]; s.Pos != out[len(out)-1].Pos || s.Unit != out[len(out)-1].Unit {
			out = append(out, s)
		}
	}
	return append(out, last)
}

// next are the activations that the data of a source gets to from l.
func (t *trail) next(l *leg, src *Source) []*leg {
	in, a := t.in, l.act
	var out []*leg
	step := func(to *Activation, ins *ir.Instr, words string) {
		out = append(out, &leg{act: to, step: Step{a.fn.Unit, ins.Pos, ins.End, words}, prev: l})
	}
	for _, e := range in.callees[a] {
		if e.to.fn.Unit.Funcs == nil {
			continue
		}
		for i := range e.to.params {
			if t.carries(e.to.params[i].val, src, 3) {
				words := "it is handed to " + in.shortName(e.to.fn)
				if e.why != "" {
					words = "it arrives in " + e.why
				}
				step(e.to, e.site, words)
				break
			}
		}
	}
	if t.carries(a.ret.val, src, 3) || a.promise != nil {
		for _, e := range a.in {
			if e.from != nil && e.site != nil && e.from.fn.Unit.Funcs != nil {
				out = append(out, &leg{act: e.from, step: Step{e.from.fn.Unit, e.site.Pos, e.site.End, "it comes back from " + in.shortName(a.fn)}, prev: l})
			}
		}
	}
	for _, w := range t.written[a] {
		if !t.carries(w.cell.val, src, 1) {
			continue
		}
		words := in.writeWords(a, w.ins)
		for _, r := range t.readers(w.cell) {
			if r != a && r.fn.Unit.Funcs != nil {
				step(r, w.ins, words)
			}
		}
	}
	return out
}

// readers of a cell and of those that it flows to.
func (t *trail) readers(c *Cell) []*Activation {
	out := c.deps
	for _, f := range c.succ {
		out = append(out[:len(out):len(out)], f.to.deps...)
	}
	return out
}

// carries tells whether a value holds data of a source, through objects to a depth.
func (t *trail) carries(v Value, src *Source, depth int) bool {
	if t.src != src {
		t.src, t.held = src, map[heldKey]bool{}
	}
	for _, e := range v {
		info := &t.in.atoms[e.A]
		if info.label != 0 && t.in.labels[info.label].src == src {
			return true
		}
		if o := info.obj; o != nil && depth > 0 && o.fn == nil && len(o.order) < 40 && t.holds(o, src, depth-1) {
			return true
		}
	}
	return false
}

// heldKey is an object looked into to a depth.
type heldKey struct {
	o     *Object
	depth int
}

// holds tells whether a property of an object carries data of a source. Objects hold
// each other in many ways, so each is looked into once for each depth.
func (t *trail) holds(o *Object, src *Source, depth int) bool {
	key := heldKey{o, depth}
	found, known := t.held[key]
	if known {
		return found
	}
	t.held[key] = false
	o.each(func(c *Cell) { found = found || t.carries(c.val, src, depth) })
	found = found || o.fulfil != nil && t.carries(o.fulfil.val, src, depth)
	t.held[key] = found
	return found
}

// writeWords say how data is put down, in the words of the source where that is plain.
func (in *Interp) writeWords(a *Activation, ins *ir.Instr) string {
	switch ins.Op {
	case ir.OpStoreVar:
		return "it is kept in " + ins.X.Var.Name
	case ir.OpCall, ir.OpNew:
		if callee := chainAt(a.fn.Unit, ins.Pos, "("); callee != "" {
			return "it goes through " + callee
		}
	default:
		if target := chainAt(a.fn.Unit, ins.Pos, "="); target != "" {
			return "it is kept in " + target
		}
	}
	return "it becomes part of another value here"
}

// maxWords bounds the source text in a step, in bytes.
const maxWords = 60

// chainAt is the text from pos up to end if it is a plain chain of names.
func chainAt(u *ir.Unit, pos int32, end string) string {
	text := u.Source.Text
	if u.Source.Map != nil || pos < 0 || int(pos) >= len(text) {
		return ""
	}
	chain, _, ok := strings.Cut(text[pos:min(len(text), int(pos)+maxWords)], end)
	chain = strings.TrimSpace(chain)
	for i := range len(chain) {
		if c := chain[i]; !wordByte(c) && !strings.ContainsRune(".[]'\"?", rune(c)) {
			return ""
		}
	}
	if !ok {
		return ""
	}
	return chain
}
