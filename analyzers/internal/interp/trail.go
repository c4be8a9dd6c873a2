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
	bySource := map[*Source][]*Flow{}
	for _, f := range in.flowOrder {
		bySource[f.Source] = append(bySource[f.Source], f)
	}
	for _, src := range in.srcOrder {
		if len(bySource[src]) > 0 {
			t := in.newTrail(src, byAct)
			for _, f := range bySource[src] {
				f.Steps = t.of(f)
			}
		}
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

// trail is the search from one source, breadth first, as far as it has got.
type trail struct {
	in      *Interp
	src     *Source
	written map[*Activation][]written
	queue   []*leg
	seen    map[*Activation]bool
	visited int
	reached map[*ir.Func]*leg // the first that was visited of each function
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

func (in *Interp) newTrail(src *Source, byAct map[*Activation][]written) *trail {
	t := &trail{in: in, src: src, written: byAct, seen: map[*Activation]bool{}, reached: map[*ir.Func]*leg{}, held: map[heldKey]bool{}}
	for _, a := range in.order {
		for _, at := range a.sources {
			if at.src == src && !t.seen[a] {
				t.seen[a] = true
				t.queue = append(t.queue, &leg{act: a})
			}
		}
	}
	return t
}

// of is the way of one flow of the source.
func (t *trail) of(f *Flow) []Step {
	first := Step{t.src.Unit, t.src.Ins.Pos, t.src.Ins.End, t.src.API.Written() + " yields the data"}
	last := Step{f.Unit, f.Ins.Pos, f.Ins.End, t.in.cat.Written(f.Sink.Name) + " takes it"}
	if l := t.find(f.act.fn); l != nil {
		return t.steps(first, l, last)
	}
	return []Step{first, last}
}

// find goes on until a function is reached.
func (t *trail) find(fn *ir.Func) *leg {
	for t.reached[fn] == nil && len(t.queue) > 0 && t.visited < maxTrail {
		l := t.queue[0]
		t.queue = t.queue[1:]
		t.visited++
		if t.reached[l.act.fn] == nil {
			t.reached[l.act.fn] = l
		}
		for _, next := range t.next(l) {
			if !t.seen[next.act] {
				t.seen[next.act] = true
				t.queue = append(t.queue, next)
			}
		}
	}
	return t.reached[fn]
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

// next are the activations that the data gets to from l.
func (t *trail) next(l *leg) []*leg {
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
			if t.carries(e.to.params[i].val, 3) {
				words := "it is handed to " + in.shortName(e.to.fn)
				if e.why != "" {
					words = "it arrives in " + e.why
				}
				step(e.to, e.site, words)
				break
			}
		}
	}
	if t.carries(a.ret.val, 3) || a.promise != nil {
		for _, e := range a.in {
			if e.from != nil && e.site != nil && e.from.fn.Unit.Funcs != nil {
				out = append(out, &leg{act: e.from, step: Step{e.from.fn.Unit, e.site.Pos, e.site.End, "it comes back from " + in.shortName(a.fn)}, prev: l})
			}
		}
	}
	for _, w := range t.written[a] {
		if !t.carries(w.cell.val, 1) {
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

// carries tells whether a value holds data of the source, through objects to a depth.
func (t *trail) carries(v Value, depth int) bool {
	for _, e := range v {
		info := &t.in.atoms[e.A]
		if info.label != 0 && t.in.labels[info.label].src == t.src {
			return true
		}
		if o := info.obj; o != nil && depth > 0 && o.fn == nil && len(o.order) < 40 && t.holds(o, depth-1) {
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

// holds tells whether a property of an object carries data of the source. Objects hold
// each other in many ways, so each is looked into once for each depth.
func (t *trail) holds(o *Object, depth int) bool {
	key := heldKey{o, depth}
	found, known := t.held[key]
	if known {
		return found
	}
	t.held[key] = false
	o.each(func(c *Cell) { found = found || t.carries(c.val, depth) })
	found = found || o.fulfil != nil && t.carries(o.fulfil.val, depth)
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
