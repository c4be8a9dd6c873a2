package ir

import (
	"reflect"
	"regexp"
	"slices"
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// Slice is the text of a function together with the variables, functions and calls
// beside it that it depends on: a program slice (Weiser) that stays within one
// statement list and holds nothing but computation.
type Slice struct {
	Text string
	Name string // what the function is called in Text
}

// maxSlice bounds a slice in bytes.
const maxSlice = 1 << 20

// Slice returns the slice of a function that stands among the statements of another
// (or of the module). ok is false where it has no name there, where it depends on
// anything outside its statement list but the language itself, or where no table of
// strings is among what it depends on.
func (u *Unit) Slice(f *Func) (slice Slice, ok bool) {
	s, start := u.standing(f)
	if start < 0 || !s.want(start) || !s.table {
		return Slice{}, false
	}
	s.close()
	return s.slice(start, maxSlice)
}

// readsTable tells whether a function reads a table, as those do that Slice has.
func (u *Unit) readsTable(f *Func) bool {
	s, start := u.standing(f)
	return start >= 0 && s.want(start) && s.table
}

// Recursive returns the slice of a function that calls itself, directly or through others,
// and depends on nothing but its arguments, as Slice does for one that reads a table.
func (u *Unit) Recursive(f *Func) (slice Slice, ok bool) {
	s, start := u.standing(f)
	if start < 0 {
		return Slice{}, false
	}
	s.wider = true
	defer func() { s.wider = false }()
	if !s.want(start) || !s.mentions(start, start, map[int]bool{}) {
		return Slice{}, false
	}
	return s.slice(start, maxRecursive)
}

// maxRecursive bounds the slice of a function that calls itself in bytes.
const maxRecursive = 16 << 10

// sealed tells whether what a function depends on is mentioned nowhere but in the
// slice and in other functions of the statement list that may: so nothing else changes it.
func (u *Unit) sealed(f *Func, may func(*Func) bool) bool {
	s, start := u.standing(f)
	if start < 0 || s.owner != int32(f.Parent.ID) || !s.want(start) {
		return false // of what a call yields it is not looked for who else mentions it
	}
	s.close()
	seen := map[uint32]int32{}
	for i := range s.pieces {
		p := &s.pieces[i]
		if p.wanted || p.fn != nil && may(p.fn) {
			refs := s.refs(p)
			for k, sym := range refs.symbols {
				seen[sym] += refs.counts[k]
			}
		}
	}
	for i := range s.pieces {
		p := &s.pieces[i]
		if sym := uint32(p.symbol); p.wanted && p.symbol >= 0 && p.fn != f && (seen[sym] < u.syms[sym].count || u.export[sym] != nil) {
			return false
		}
	}
	return true
}

// mentions tells whether a piece mentions another, or something that does.
func (s *slicer) mentions(from, to int, seen map[int]bool) bool {
	for _, sym := range s.refs(&s.pieces[from]).symbols {
		i := s.byName[sym]
		if i == to {
			return true
		}
		if !seen[i] {
			seen[i] = true
			if s.mentions(i, to, seen) {
				return true
			}
		}
	}
	return false
}

// standing finds the function among the statements around it; -1 if it has no name there.
func (u *Unit) standing(f *Func) (s *slicer, start int) {
	start = -1
	if f.Parent == nil || u.Funcs == nil {
		return nil, -1
	}
	// The function stands there itself, or is what a function yields that is called there.
	for owner := f.Parent; owner != nil && start < 0 && (owner == f.Parent || owner == f.Parent.Parent); owner = owner.Parent {
		s = u.slicer(owner)
		start = slices.IndexFunc(s.pieces, func(p piece) bool { return p.fn == f && p.symbol >= 0 })
	}
	return s, start
}

// slice is the text of the pieces that are wanted.
func (s *slicer) slice(start, most int) (Slice, bool) {
	var b strings.Builder
	for i := range s.pieces {
		if p := &s.pieces[i]; p.wanted {
			text, ok := s.text(p)
			if !ok || b.Len()+len(text) > most {
				return Slice{}, false
			}
			b.WriteString(text)
			b.WriteByte('\n')
		}
	}
	return Slice{b.String(), s.pieces[start].name}, true
}

// slicer divides the statements of a function, once.
func (u *Unit) slicer(owner *Func) *slicer {
	s := u.slicers[owner]
	if s == nil {
		s = &slicer{u: u, owner: int32(owner.ID), byName: map[uint32]int{}}
		s.cut(u.fns[owner.ID].body)
		if u.slicers == nil {
			u.slicers = map[*Func]*slicer{}
		}
		u.slicers[owner] = s
	}
	s.table = false
	for i := range s.pieces {
		s.pieces[i].wanted = false
	}
	return s
}

// piece is a function, one variable of a declaration, or one call among the statements.
type piece struct {
	fn     *Func // that the piece declares or is the value of
	name   string
	symbol int64 // that it declares, or -1
	stmt   js.Stmt
	expr   js.Expr // of a variable or a call
	member string  // ".name" of what expr is, "" for that itself
	wanted bool
	refs   *refs // nil before they were asked for
}

type slicer struct {
	u      *Unit
	owner  int32
	pieces []piece
	byName map[uint32]int // symbol → piece
	table  bool           // a table of strings is among the pieces that are wanted
	wider  bool           // pieces may use what no decoder does, see widerGlobals
}

// cut divides statements into pieces; what can be no part of a slice is left out.
func (s *slicer) cut(stmts []js.Stmt) {
	for _, st := range stmts {
		switch d := st.Data.(type) {
		case *js.SFunction:
			if d.Fn.Name != nil {
				s.declare(piece{stmt: st, fn: s.function(&d.Fn)}, d.Fn.Name.Ref)
			}
		case *js.SExportDefault:
			if f, ok := d.Value.Data.(*js.SFunction); ok && f.Fn.Name != nil {
				s.declare(piece{stmt: d.Value, fn: s.function(&f.Fn)}, f.Fn.Name.Ref)
			}
		case *js.SLocal:
			for _, decl := range d.Decls {
				switch b := decl.Binding.Data.(type) {
				case *js.BIdentifier:
					s.declare(piece{expr: decl.ValueOrNil, fn: s.valueOf(decl.ValueOrNil)}, b.Ref)
				case *js.BObject:
					s.members(decl.ValueOrNil, b)
				}
			}
		case *js.SExpr:
			for _, e := range operands(d.Value, js.BinOpComma) {
				s.pieces = append(s.pieces, piece{expr: e, symbol: -1})
			}
		}
	}
}

func (s *slicer) declare(p piece, ref js.Ref) {
	i := s.u.follow(ref)
	p.symbol, p.name = int64(i), s.u.tree.Symbols[i].OriginalName
	s.byName[i] = len(s.pieces)
	s.pieces = append(s.pieces, p)
}

// members declares what `var { a, b: c } = x` does, each as what x.a is.
func (s *slicer) members(of js.Expr, b *js.BObject) {
	switch of.Data.(type) {
	case *js.EIdentifier, *js.EDot:
	default:
		return
	}
	for _, p := range b.Properties {
		to, simple := p.Value.Data.(*js.BIdentifier)
		if name := keyName(s.u, p.Key); simple && identifier.MatchString(name) && !p.IsComputed && !p.IsSpread && p.DefaultValueOrNil.Data == nil {
			s.declare(piece{expr: of, member: "." + name}, to.Ref)
		}
	}
}

var identifier = regexp.MustCompile(`^[A-Za-z_$][\w$]*$`)

func (s *slicer) function(node any) *Func {
	if id, ok := s.u.byNode[node]; ok {
		return s.u.Funcs[id]
	}
	return nil
}

// valueOf is the function that an expression is.
func (s *slicer) valueOf(e js.Expr) *Func {
	switch d := e.Data.(type) {
	case *js.EFunction:
		return s.function(&d.Fn)
	case *js.EArrow:
		return s.function(d)
	case *js.ECall:
		if maker := s.valueOf(d.Target); maker != nil {
			return s.returned(maker)
		}
	}
	return nil
}

// returned is the function that a function yields at its end.
func (s *slicer) returned(maker *Func) *Func {
	body := s.u.fns[maker.ID].body
	if len(body) == 0 {
		return nil
	}
	if ret, ok := body[len(body)-1].Data.(*js.SReturn); ok {
		switch ret.ValueOrNil.Data.(type) {
		case *js.EFunction, *js.EArrow:
			return s.valueOf(ret.ValueOrNil)
		}
	}
	return nil
}

// close marks the calls that work on nothing but what is wanted: a table is often turned
// before it is used.
func (s *slicer) close() {
	for i := range s.pieces {
		p := &s.pieces[i]
		if p.symbol >= 0 || p.wanted {
			continue
		}
		refs := s.refs(p)
		if len(refs.symbols) > 0 && !refs.impure && !refs.wider && !slices.ContainsFunc(refs.symbols, func(i uint32) bool { return !s.pieces[s.byName[i]].wanted }) {
			p.wanted = true
		}
	}
}

// want marks a piece and what it mentions; false if something is out of reach.
func (s *slicer) want(i int) bool {
	p := &s.pieces[i]
	if p.wanted {
		return true
	}
	p.wanted = true
	refs := s.refs(p)
	if refs.impure || refs.wider && !s.wider {
		return false
	}
	s.table = s.table || refs.table
	for _, sym := range refs.symbols {
		if !s.want(s.byName[sym]) {
			return false
		}
	}
	return true
}

// refs are what a piece mentions.
type refs struct {
	symbols []uint32 // of the statement list
	counts  []int32  // how often each is mentioned
	impure  bool     // something else that is not its own
	wider   bool     // a name of widerGlobals
	table   bool     // an array of strings is in it
}

func (s *slicer) refs(p *piece) *refs {
	if p.refs != nil {
		return p.refs
	}
	w := refWalk{s: s}
	if p.stmt.Data != nil {
		w.walk(reflect.ValueOf(p.stmt))
	} else {
		w.walk(reflect.ValueOf(p.expr))
	}
	p.refs = &w.refs
	return p.refs
}

type refWalk struct {
	s *slicer
	refs
	depth int
}

// pureGlobals are names of the language whose use depends on nothing but arguments.
var pureGlobals = map[string]bool{
	"String": true, "Number": true, "Boolean": true, "Array": true, "Object": true, "Math": true, "JSON": true,
	"RegExp": true, "Error": true, "TypeError": true, "Symbol": true, "Map": true, "Set": true, "Uint8Array": true,
	"parseInt": true, "parseFloat": true, "isNaN": true, "isFinite": true, "NaN": true, "Infinity": true, "undefined": true,
	"encodeURIComponent": true, "decodeURIComponent": true, "escape": true, "unescape": true,
	"atob":     true, // decoders that look for it in the global object bring their own where it is missing
	"Function": true, "window": true, "globalThis": true, "self": true, "global": true,
}

// widerGlobals are further such names, which no decoder needs.
var widerGlobals = map[string]bool{"WeakMap": true, "WeakSet": true, "Date": true, "Reflect": true, "Promise": true}

func (w *refWalk) walk(v reflect.Value) {
	if w.depth++; w.depth > 5_000 {
		w.impure = true
	}
	defer func() { w.depth-- }()
	if w.impure {
		return
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			w.walk(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.walk(v.Index(i))
		}
	case reflect.Struct:
		switch d := v.Interface().(type) {
		case js.Expr:
			if !w.expr(d) {
				return
			}
		case js.EIdentifier:
			w.ident(d.Ref)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				w.walk(v.Field(i))
			}
		}
	}
}

// expr looks at one expression; false: not at what is in it.
func (w *refWalk) expr(e js.Expr) bool {
	switch d := e.Data.(type) {
	case *js.EArray:
		texts := 0
		for _, item := range d.Items {
			if _, ok := item.Data.(*js.EString); ok {
				texts++
			}
		}
		w.table = w.table || texts > 1 && texts == len(d.Items)
	case *js.EImportString, *js.EImportCall, *js.EImportIdentifier, *js.EAwait, *js.EYield:
		w.impure = true
	case *js.EUnary:
		id, name := d.Value.Data.(*js.EIdentifier)
		return d.Op != js.UnOpTypeof || !name || w.s.u.tree.Symbols[id.Ref.InnerIndex].Kind != js.SymbolUnbound
	}
	return true
}

func (w *refWalk) ident(ref js.Ref) {
	u := w.s.u
	if sym := &u.tree.Symbols[ref.InnerIndex]; sym.Kind == js.SymbolUnbound {
		w.wider = w.wider || widerGlobals[sym.OriginalName]
		w.impure = w.impure || !pureGlobals[sym.OriginalName] && !widerGlobals[sym.OriginalName]
		return
	}
	i := u.follow(ref)
	if _, ok := w.s.byName[i]; ok {
		k := slices.Index(w.symbols, i)
		if k < 0 {
			k = len(w.symbols)
			w.symbols, w.counts = append(w.symbols, i), append(w.counts, 0)
		}
		w.counts[k]++
		return
	}
	// Names that functions in the piece declare are its own; those of the owner and of
	// what is around it are not.
	for f := u.Funcs[w.s.owner]; f != nil; f = f.Parent {
		if u.syms[i].decl == int32(f.ID) {
			w.impure = true
		}
	}
}

// text is what a piece is written as, as a statement.
func (s *slicer) text(p *piece) (string, bool) {
	if p.stmt.Data != nil {
		if p.fn == nil || p.stmt.Loc.Start >= p.fn.End {
			return "", false
		}
		text := s.u.Source.Text[p.stmt.Loc.Start:p.fn.End]
		return strings.TrimLeft(strings.TrimPrefix(text, "export"), " \t\r\n"), true
	}
	if p.expr.Data == nil {
		return "var " + p.name + ";", true
	}
	pos, end := p.expr.Loc.Start, s.exprEnd(p.expr)
	if end <= pos {
		return "", false
	}
	head := ""
	if p.symbol >= 0 {
		head = "var " + p.name + " = "
	}
	// The tree leaves parentheses out: `(function () {…})()` begins at function.
	for open := range 4 {
		for shut := 0; shut <= open && shut < 2; shut++ {
			text := head + strings.Repeat("(", open) + s.u.Source.Text[pos:end] + strings.Repeat(")", shut) + p.member + ";"
			if open == 0 && p.symbol < 0 {
				continue // a function expression can't begin a statement
			}
			if _, _, ok := js.Parse("slice.js", text, js.Options{}); ok {
				return text, true
			}
		}
	}
	return "", false
}

func (s *slicer) end(f *Func) int32 {
	if f == nil {
		return 0
	}
	return f.End
}

// exprEnd is where an expression ends, 0 if the tree does not tell.
func (s *slicer) exprEnd(e js.Expr) int32 {
	if end, ok := s.u.ends[e.Data]; ok {
		return end
	}
	switch d := e.Data.(type) {
	case *js.EArray:
		return d.CloseBracketLoc.Start + 1
	case *js.EObject:
		return d.CloseBraceLoc.Start + 1
	case *js.ECall:
		return d.CloseParenLoc.Start + 1
	case *js.EIndex:
		return d.CloseBracketLoc.Start + 1
	case *js.EDot:
		return d.NameLoc.Start + int32(len(d.Name))
	case *js.EFunction, *js.EArrow:
		return s.end(s.valueOf(e))
	case *js.EUnary:
		return s.exprEnd(d.Value)
	case *js.EBinary:
		return s.exprEnd(d.Right)
	case *js.EIdentifier:
		return e.Loc.Start + int32(len(s.u.tree.Symbols[d.Ref.InnerIndex].OriginalName))
	case *js.ENumber, *js.EString, *js.EBoolean:
		return s.literalEnd(e.Loc.Start)
	}
	return 0
}

func isQuote(c byte) bool { return c == '\'' || c == '"' || c == '`' }

// QuotedEnd is where a text in quotes that starts at a byte offset ends, 0 if none does.
func QuotedEnd(text string, pos int32) int32 {
	q := text[pos]
	if !isQuote(q) {
		return 0
	}
	for i := int(pos) + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case q:
			return int32(i + 1)
		}
	}
	return 0
}

// literalEnd is the end of a number, a name or a string in quotes.
func (s *slicer) literalEnd(pos int32) int32 {
	text := s.u.Source.Text
	if isQuote(text[pos]) {
		return QuotedEnd(text, pos)
	}
	n := strings.IndexFunc(text[pos:], func(r rune) bool {
		return r != '.' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if n < 0 {
		return int32(len(text))
	}
	return pos + int32(n)
}
