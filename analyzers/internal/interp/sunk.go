package interp

import (
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/ir"
)

// What reaches a sink is noted while values arrive, and searched for personal data once,
// after the fixpoint: see handed.go for why.

// sunk is what reaches a sink at a place, in one activation.
type sunk struct {
	sunkKey
	data map[Atom]bool
	urls []string
}

type sunkKey struct {
	act  *Activation
	ins  *ir.Instr
	sink *catalogue.Sink
}

// sink notes that a call hands data to a sink, at an address.
func (f *frame) sink(s *catalogue.Sink, ins *ir.Instr, data, url Value) {
	in := f.in
	ins = in.textOf(ins)
	key := sunkKey{f.act, ins, s}
	k := in.sunk[key]
	if k == nil {
		k = &sunk{sunkKey: key, data: map[Atom]bool{}}
		in.sunk[key] = k
		in.sunkOrder = append(in.sunkOrder, k)
	}
	for _, e := range data {
		if info := &in.atoms[e.A]; info.kind == kObject || info.label != 0 {
			k.data[e.A] = true
		}
	}
	for _, e := range url {
		if a := in.atoms[e.A]; a.str != "" && (a.kind == kString || a.kind == kUnknown && !templatePath(a.str)) {
			start, _, _ := strings.Cut(a.str, holeStart)
			k.urls = appendNew(k.urls, withoutBase(start))
		}
	}
}

// withoutBase is an address whose base was not known when it was put together, because
// the program learns it later: `undefined/shops/list` is …/shops/list, and
// `https://undefined/a` is https://…/a.
func withoutBase(address string) string {
	scheme, rest, absolute := strings.Cut(address, "://")
	if !absolute {
		scheme, rest = "", address
	} else {
		scheme += "://"
	}
	for _, word := range [...]string{"undefined", "null"} {
		if after, ok := strings.CutPrefix(rest, word); ok && (after == "" || strings.HasPrefix(after, "/")) {
			return scheme + "…" + after
		}
	}
	return address
}

// sinkPlace is where a sink is reported: where the wrapper is called that was given the
// API, as for sources, if all calls of it are at one place. Of several it is not known which
// of them sends the data.
func (in *Interp) sinkPlace(k *sunk) placed {
	here := placed{unit: k.act.fn.Unit, ins: k.ins}
	if c := in.wrapperCalls(here, k.act); len(c.out) == 1 && !c.lost {
		return c.out[0]
	}
	return here
}

// settleSinks makes flows of the personal data that reached sinks.
func (in *Interp) settleSinks() {
	if len(in.labels) <= 1 {
		return // the program has no personal data
	}
	flows := map[flowKey]*Flow{}
	for _, k := range in.sunkOrder {
		at := in.sinkPlace(k)
		note := in.escape
		if k.sink.Stores || k.sink.Class == "log" && !k.sink.Leaves {
			note = in.keptWhole
		}
		for _, l := range in.labelsBelow(k.data, note) {
			info := &in.labels[l]
			if strings.HasPrefix(info.path, pathAnswer) {
				continue // what a server said of a place is no position
			}
			if k.sink.Class == "ui" && k.sink.Subclass == "map" && (info.coordinate() || info.path == "") {
				info.src.use(Precise, "it is shown on a map")
			}
			key := flowKey{info.src, at.ins, k.sink}
			fl := flows[key]
			if fl == nil {
				fl = &Flow{Source: info.src, Sink: k.sink, Ins: at.ins, Unit: at.unit, act: k.act}
				flows[key] = fl
				in.flowOrder = append(in.flowOrder, fl)
			}
			fl.Paths = appendNew(fl.Paths, info.path)
			for _, url := range k.urls {
				fl.URLs = appendNew(fl.URLs, url)
			}
		}
	}
}
