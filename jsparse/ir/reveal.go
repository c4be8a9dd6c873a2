package ir

import (
	"maps"
	"reflect"
	"slices"

	js "github.com/evanw/esbuild/minivet"
	"github.com/minivet/minivet/jsparse/decoder"
)

// Obfuscators keep the texts of a program in a table, and put calls of a decoder in their
// place. Everything that knows code by its words (require, the helpers of compilers, names
// that are enumerated) would see nothing of such a program, so the texts are put back into
// the tree before anything is made of it:
//
//	f(0x1a2 - -0x3, 'k#2') → "next"     a decoder, also behind functions that only forward to it
//	"ne" + "xt"            → "next"     see fold
//	o["abc"](a, b)         → a + b      with o = { abc: function (x, y) { return x + y } }, see dispatch
//
// A decoder is any function of constants that depends on nothing but a table of texts that
// nothing else changes, whoever wrote it: no names are looked at.

// Bounds on what is done for one text.
const (
	maxForwards     = 24    // functions, variables and objects from a call to its decoder
	constantPerByte = 16    // constants that are looked for, to each byte of text
	maxRevealDepth  = 5_000 // of the tree
	maxDecoders     = 8     // that are run
	maxFolds        = 6     // passes over the tree
)

// revealer is at work on one unit.
type revealer struct {
	u        *Unit
	bench    *decoder.Bench
	decoders map[*Func]*decoder.Decoder
	failed   map[*Func]bool                 // functions in which some function yielded no text
	objects  map[*js.EObject]map[string]int // see member
	changed  bool                           // the tree was
	folding  bool                           // the texts are back
	left     int
	found    []hiddenText
	texts    map[string]bool // that were put back
}

// hiddenText is a call and what it yields.
type hiddenText struct {
	at   *js.Expr
	by   *Func
	text string
}

// asks notes calls that may be those of a decoder: with nothing but constants.
func (r *resolver) asks(d *js.ECall) {
	id, ok := d.Target.Data.(*js.EIdentifier)
	if ok && !slices.ContainsFunc(d.Args, func(e js.Expr) bool { return !mayBeConstant(e, 0) }) {
		r.u.syms[r.u.follow(id.Ref)].asked++
		r.u.asks = true
	}
}

func mayBeConstant(e js.Expr, depth int) bool {
	switch d := e.Data.(type) {
	case *js.EString, *js.ENumber:
		return true
	case *js.EUnary:
		return depth < maxForwards && (d.Op == js.UnOpNeg || d.Op == js.UnOpPos) && mayBeConstant(d.Value, depth+1)
	case *js.EBinary:
		return depth < maxForwards && isArithmetic(d.Op) && !isAssign(d.Op) && mayBeConstant(d.Left, depth+1) && mayBeConstant(d.Right, depth+1)
	case *js.EDot:
		_, name := d.Target.Data.(*js.EIdentifier)
		return name
	case *js.EIndex:
		_, name := d.Target.Data.(*js.EIdentifier)
		_, text := d.Index.Data.(*js.EString)
		return name && text
	}
	return false
}

// reveal puts texts in the place of the calls that yield them, and returns the unit that
// results, nil if there are none.
func reveal(u *Unit) *Unit {
	if len(u.tree.Parts) == 0 || !u.asks || u.opt.With != "" {
		return nil
	}
	h := &revealer{
		u: u, bench: decoder.NewBenchFor(len(u.Source.Text)), decoders: map[*Func]*decoder.Decoder{}, failed: map[*Func]bool{}, texts: map[string]bool{}, objects: map[*js.EObject]map[string]int{},
		left: constantPerByte * len(u.Source.Text),
	}
	if !h.hides() {
		return nil
	}
	u.onePart()
	exprs(u.tree, h.find)
	h.put()
	if len(h.texts) == 0 {
		return nil
	}
	h.again()
	stmtLists(u.tree, h.assemble)
	h.again()
	h.fold()
	revealed := &Unit{Source: u.Source, opt: u.opt, tree: u.tree, ends: h.u.ends, Revealed: slices.Sorted(maps.Keys(h.texts))}
	resolve(revealed)
	return revealed
}

// onePart joins the parts of the tree, so that statements stand beside each other.
func (u *Unit) onePart() {
	parts := u.tree.Parts
	for _, p := range parts[1:] {
		parts[0].Stmts = append(parts[0].Stmts, p.Stmts...)
	}
	u.tree.Parts = parts[:1]
}

// again resolves the names of the tree as it is now.
func (h *revealer) again() {
	u := h.u
	h.u = &Unit{Source: u.Source, opt: u.opt, tree: u.tree, ends: u.ends}
	resolve(h.u)
}

// hides tells whether some function that is called with constants is a decoder: it reads a
// table that nothing changes. Several may share one.
func (h *revealer) hides() bool {
	asked := map[*Func]int32{}
	for i := range h.u.syms {
		if n := h.u.syms[i].asked; n > 0 {
			if fn := h.base(uint32(i), 0); fn != nil {
				asked[h.u.Funcs[h.u.byNode[fn]]] += n
			}
		}
	}
	tabled := map[*Func]bool{}
	for _, f := range h.u.Funcs {
		tabled[f] = asked[f] >= minAsked && h.u.readsTable(f)
	}
	shared := func(f *Func) bool { return tabled[f] }
	for _, f := range h.u.Funcs {
		if tabled[f] && len(h.decoders) < maxDecoders && h.u.sealed(f, shared) {
			if slice, ok := h.u.Slice(f); ok {
				if d, err := h.bench.New(slice.Text, slice.Name); err == nil {
					h.decoders[f] = d
				}
			}
		}
	}
	return len(h.decoders) > 0
}

// base is the function that a name stands for in the end.
func (h *revealer) base(sym uint32, depth int) *js.Fn {
	fn := h.function(sym, depth)
	if fn == nil || depth > maxForwards {
		return nil
	}
	if d := forwards(fn); d != nil {
		if id, ok := d.Target.Data.(*js.EIdentifier); ok {
			if to := h.base(h.u.follow(id.Ref), depth+1); to != nil {
				return to
			}
		}
	}
	return fn
}

// function is the one function that a name stands for.
func (h *revealer) function(sym uint32, depth int) *js.Fn {
	s := &h.u.syms[sym]
	switch {
	case depth > maxForwards:
	case s.fn != nil && s.sets == 1 && s.init == nil:
		return s.fn
	case s.init != nil && s.fn == nil && s.setOnce():
		switch d := s.init.(type) {
		case *js.EFunction:
			return &d.Fn
		case *js.EIdentifier:
			return h.function(h.u.follow(d.Ref), depth+1)
		}
	}
	return nil
}

// setOnce tells whether a variable has the value that it is declared with and no other.
func (s *symbol) setOnce() bool {
	return s.init != nil && (s.kind == hoistVar && s.sets == 1 || s.kind == plainVar && s.sets == 0)
}

// forwards is the call that is all that a function does.
func forwards(fn *js.Fn) *js.ECall {
	d, _ := yields(fn).Data.(*js.ECall)
	return d
}

// yields is what a function returns that does nothing else; it may hold functions.
func yields(fn *js.Fn) js.Expr {
	if fn.IsAsync || fn.IsGenerator || fn.HasRestArg {
		return js.Expr{}
	}
	for _, s := range fn.Body.Block.Stmts {
		switch s := s.Data.(type) {
		case *js.SFunction, *js.SDirective, *js.SEmpty, *js.SComment:
		case *js.SReturn:
			return s.ValueOrNil
		default:
			return js.Expr{}
		}
	}
	return js.Expr{}
}

// decoder is that which a function is; nil if it is none.
func (h *revealer) decoder(fn *js.Fn) *decoder.Decoder {
	if id, ok := h.u.byNode[fn]; ok {
		return h.decoders[h.u.Funcs[id]]
	}
	return nil
}

// minAsked is how often a decoder is called; fewer texts are not worth the search.
const minAsked = 4

// find notes the calls that yield texts.
func (h *revealer) find(e *js.Expr) {
	d, ok := e.Data.(*js.ECall)
	if !ok {
		return
	}
	if text, by, ok := h.call(d, nil, 0); ok {
		h.found = append(h.found, hiddenText{e, by, text})
	}
}

// put replaces the calls of decoders. A function that yielded no text for some constants is
// none, and may change what those beside it read.
func (h *revealer) put() {
	for _, t := range h.found {
		if !h.failed[t.by.Parent] {
			h.replace(t.at, h.known(t.text))
		}
	}
}

// known is the node of a text.
func (h *revealer) known(text string) *js.EString {
	h.texts[text] = true
	return &js.EString{Value: js.StringToUTF16(text)}
}

// replace puts a node in the place of another, which ends where that did.
func (h *revealer) replace(e *js.Expr, by js.E) {
	s := slicer{u: h.u}
	if end := s.exprEnd(*e); end > 0 {
		if h.u.ends == nil {
			h.u.ends = map[js.E]int32{}
		}
		h.u.ends[by] = end
	}
	e.Data = by
}

// exprs calls f with every expression of a tree, the innermost first.
func exprs(tree js.Tree, f func(*js.Expr)) {
	nodes(tree, func(v reflect.Value) {
		if e, ok := v.Addr().Interface().(*js.Expr); ok && e.Data != nil {
			f(e)
		}
	})
}

// stmtLists calls f with every list of statements of a tree, the innermost first.
func stmtLists(tree js.Tree, f func(*[]js.Stmt)) {
	nodes(tree, func(v reflect.Value) {
		if v.Kind() == reflect.Slice {
			if list, ok := v.Addr().Interface().(*[]js.Stmt); ok {
				f(list)
			}
		}
	})
}

func nodes(tree js.Tree, f func(reflect.Value)) {
	for i := range tree.Parts {
		walkNodes(reflect.ValueOf(&tree.Parts[i].Stmts).Elem(), f, 0)
	}
}

// walkNodes calls f with all structs and slices below v, the innermost first.
func walkNodes(v reflect.Value, f func(reflect.Value), depth int) {
	if depth > maxRevealDepth {
		return
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			walkNodes(v.Elem(), f, depth+1)
		}
	case reflect.Slice:
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Interface, reflect.Pointer:
			for i := range v.Len() {
				walkNodes(v.Index(i), f, depth+1)
			}
			f(v)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walkNodes(v.Field(i), f, depth+1)
			}
		}
		f(v)
	}
}
