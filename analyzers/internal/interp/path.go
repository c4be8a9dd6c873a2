package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// hop is a place on a way in: the activation, and the edge that leads from it
// towards the call.
type hop struct {
	act  *Activation
	via  *edge
	next *hop
}

// path finds the shortest way from an entry point to a call on which none of the
// covering facts holds, breadth first over the edges that lead in.
func (in *Interp) path(at *callAt, cover Bits) []Step {
	return in.pathBy(at, func(e *edge) bool { return cover == everything || e.must&cover == 0 })
}

// pathBy is the shortest way over edges that pass.
func (in *Interp) pathBy(at *callAt, pass func(*edge) bool) []Step {
	seen := map[*Activation]bool{at.act: true}
	queue := []*hop{{act: at.act}}
	for len(queue) > 0 {
		h := queue[0]
		queue = queue[1:]
		for _, e := range h.act.in {
			if !pass(e) {
				continue
			}
			if e.from == nil || e.from.fn.Unit.Funcs == nil {
				return in.steps(at, e, h)
			}
			if !seen[e.from] {
				seen[e.from] = true
				queue = append(queue, &hop{act: e.from, via: e, next: h})
			}
		}
	}
	return in.steps(at, nil, nil)
}

// steps turns a way in into hops that can be shown, entry point first.
func (in *Interp) steps(at *callAt, first *edge, h *hop) []Step {
	var out []Step
	if first != nil && first.entry != nil && first.entry.Unit != nil {
		en := first.entry
		out = append(out, Step{en.Unit, en.Pos, en.End, "entry: " + en.Words})
	} else if first != nil && h != nil && first.why != "" {
		out = append(out, Step{h.act.fn.Unit, h.act.fn.NamePos, h.act.fn.NamePos, "entry: " + first.why})
	}
	for ; h != nil && h.via != nil; h = h.next {
		e := h.via
		words := "calls " + in.shortName(e.to.fn)
		if e.why != "" {
			words = e.why
			if words == "callback" {
				words = "runs the function that it is given"
			}
			if name := e.to.fn.Name; name != "" && !strings.HasSuffix(words, " "+name) {
				words += " → " + name
			}
		}
		if e.site == nil { // an import
			out = append(out, Step{e.from.fn.Unit, 0, 0, "imports " + e.to.fn.Unit.Source.Path})
			continue
		}
		out = append(out, Step{e.from.fn.Unit, e.site.Pos, e.site.End, words})
	}
	src := at.src
	words := "here"
	if src.API != nil {
		words = src.API.Written() + " is called"
	}
	return append(out, Step{src.Unit, src.Ins.Pos, src.Ins.End, words})
}

func (in *Interp) shortName(f *ir.Func) string {
	if f.Name == "" {
		return "a function"
	}
	return f.Name
}
