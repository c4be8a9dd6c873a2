package interp

import (
	"slices"
	"strings"
)

// What a program hands to code that is not known, or to APIs that are no sinks, matters
// in one way only: the personal data in it is used there in a way that can't be seen. No
// value depends on that, so it is looked up once, after the fixpoint: while values still
// arrive, the search through all that an argument holds would be repeated at each.

// handedTo collects what is handed to one kind of receiver.
type handedTo struct {
	handedKey
	atoms map[Atom]bool
}

type handedKey struct {
	api   string // the API; "" for unknown code
	opens bool   // it opens a page of the program, which decides what becomes of the data
}

// handOver notes that a value is handed to an API that is no sink, or to unknown code ("").
func (in *Interp) handOver(api string, opens bool, v Value) {
	for _, e := range v {
		info := &in.atoms[e.A]
		if info.kind != kObject && info.label == 0 {
			continue
		}
		key := handedKey{api, opens}
		h := in.handed[key]
		if h == nil {
			h = &handedTo{key, map[Atom]bool{}}
			in.handed[key] = h
		}
		h.atoms[e.A] = true
	}
}

// settleHanded notes the uses of all that was handed over.
func (in *Interp) settleHanded() {
	if len(in.labels) <= 1 {
		return // the program has no personal data
	}
	var all []*handedTo
	for _, h := range in.handed {
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b *handedTo) int {
		if c := strings.Compare(a.api, b.api); c != 0 || a.opens == b.opens {
			return c
		}
		if a.opens {
			return 1
		}
		return -1
	})
	for _, h := range all {
		for _, l := range in.labelsBelow(h.atoms, in.escape) {
			h.use(in, &in.labels[l])
		}
	}
}

// use notes what the receiver does with a piece of data.
func (h *handedTo) use(in *Interp, info *labelInfo) {
	switch {
	case h.api == "":
		if info.coordinate() {
			info.src.use(Unclear, "it goes where its use cannot be seen")
		}
	case !info.coordinate() && info.path != "":
	case strings.HasPrefix(h.api, "MapContext."):
		info.src.use(Precise, "it is shown on a map")
	case h.opens:
	default:
		info.src.use(Unclear, "it is handed to "+in.cat.Written(h.api))
	}
}

// labelsBelow are the personal data that some values hold, to a depth; note is told of
// each. Breadth first, so that each object is looked into once, at the least depth that
// it has.
func (in *Interp) labelsBelow(roots map[Atom]bool, note func(Value)) []Label {
	got, seen := map[Label]bool{}, map[*Object]bool{}
	var level, next []*Object
	visit := func(a Atom) {
		info := &in.atoms[a]
		if info.label != 0 {
			note(Value{{A: a}})
			got[info.label] = true
		}
		if o := info.obj; o != nil && !seen[o] && o.holdsData() {
			seen[o] = true
			next = append(next, o)
		}
	}
	for a := range roots {
		visit(a)
	}
	for depth := 0; depth < maxHeldDepth && len(next) > 0; depth++ {
		level, next = next, level[:0]
		for _, o := range level {
			o.each(func(c *Cell) {
				for _, e := range c.val {
					visit(e.A)
				}
			})
		}
	}
	out := make([]Label, 0, len(got))
	for l := range got {
		out = append(out, l)
	}
	slices.Sort(out)
	return out
}

// maxHeldDepth bounds how deep personal data in an argument is looked for.
const maxHeldDepth = 8

// holdsData tells the objects that a program keeps data in; pages and components keep
// much that has nothing to do with the call.
func (o *Object) holdsData() bool {
	switch o.kind {
	case oPlain, oArray, oMap, oPromise:
		return o.inst == nil
	}
	return false
}

// each visits the cells of an object's properties, in order.
func (o *Object) each(visit func(*Cell)) {
	for _, name := range o.order {
		visit(o.props[name])
	}
	if o.any != nil {
		visit(o.any)
	}
}
