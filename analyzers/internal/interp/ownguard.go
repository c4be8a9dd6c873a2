package interp

import (
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// vouch adds to what a function returns what the project says that it proves (G9).
// The facts go with the value, so they reach callers, handlers of then and awaits.
func (f *frame) vouch(v Value) Value {
	fn := f.act.fn
	for _, g := range f.in.cat.OwnGuards(fn.Unit.Source.Path, fn.Name) {
		if g.On(f.in.platform) {
			v = f.vouchFor(v, g.Outcome, f.in.gives(g.Covers))
		}
	}
	return v
}

// vouchFor tags plain values; a promise is followed by one whose value is tagged.
func (f *frame) vouchFor(v Value, outcome string, bits Bits) Value {
	in := f.in
	var out, plain Value
	for _, e := range v {
		p := in.atoms[e.A].obj
		if p == nil || p.kind != oPromise {
			plain = append(plain, e)
			continue
		}
		kept := f.in.object(f.act, oPromise, nil, int32(e.A), nil)
		if kept.fulfil == nil {
			kept.fulfil, kept.reject = &Cell{}, &Cell{}
		}
		in.add(kept.fulfil, proven(in, in.read(p.fulfil, f.act), outcome, bits|e.T))
		in.link(p.reject, kept.reject, e.T)
		out = join(out, Value{{kept.atom, e.T, e.F}})
	}
	return join(out, proven(in, plain, outcome, bits))
}

// proven is v with what an outcome proves.
func proven(in *Interp, v Value, outcome string, bits Bits) Value {
	var out Value
	for _, e := range v {
		info := &in.atoms[e.A]
		e.T = e.T.gain(bits)
		// A function that returns nothing refuses by throwing.
		if outcome == catalogue.Returns || outcome == catalogue.Answers && info.kind == kUndefined && len(v) == 1 {
			e.F = e.F.gain(bits)
		}
		out = append(out, e)
	}
	return out
}

// gives are the facts of a guard's column covers.
func (in *Interp) gives(covers string) Bits {
	kind, name, _ := strings.Cut(covers, ":")
	switch kind {
	case "all":
		return agreed
	case "category":
		return in.bits.categoryBit(name)
	case "scope":
		return in.bits.granted(name)
	}
	return 0
}
