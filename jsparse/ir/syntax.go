package ir

import (
	"reflect"
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// What follows reads the syntax tree for those who propose edits: graphs say what
// a program does, an edit has to know how it is written.

// Span is a range of byte offsets [Pos, End) into the unit's text.
type Span struct{ Pos, End int32 }

// Word is a place where the text names something: a property or a string.
type Word struct {
	Span // without quotes
	// Short: the word is a key and a variable at once (`const { getLocation } = wx`).
	Short bool
}

// CallSite is how one call is written.
type CallSite struct {
	Span
	// Names are the words of the callee and the arguments, outside of functions, that
	// are the name asked for.
	Names []Word
	// Method: the name is the callee's own last property, as in `wx.getLocation(…)`.
	Method bool
	// Options is the literal that is the first argument; nil if there is none.
	Options *Literal
	// Args is the number of arguments; Statement: the call's value is not used.
	Args      int
	Statement bool
}

// Literal is an object literal.
type Literal struct {
	Span
	Members []Member
}

// Member is one member of an object literal; Span reaches to the next one, or to
// the closing brace. Name is empty where it is computed or a spread.
type Member struct {
	Span
	Name string
}

// Words finds every string and property of the text that is value. complete tells
// whether all of them can be replaced in the text: one that is put together or
// escaped cannot.
func (u *Unit) Words(value string) (words []Word, complete bool) {
	s := syntax{u: u, name: value, complete: true, deep: true}
	for _, part := range u.tree.Parts {
		s.walk(reflect.ValueOf(part.Stmts))
	}
	return s.words, s.complete
}

// Members finds `object.name` where object is a name that the text does not declare.
func (u *Unit) Members(object, name string) []Word {
	s := syntax{u: u, name: name, object: object, deep: true}
	for _, part := range u.tree.Parts {
		s.walk(reflect.ValueOf(part.Stmts))
	}
	return s.words
}

// CallSite finds the call that ends at end, see [Instr.End], and the words in it
// that are name.
func (u *Unit) CallSite(end int32, name string) (CallSite, bool) {
	s := syntax{u: u, name: name, end: end, deep: true}
	for _, part := range u.tree.Parts {
		s.walk(reflect.ValueOf(part.Stmts))
	}
	if s.call == nil {
		return CallSite{}, false
	}
	site := CallSite{Span: Span{s.start, end}, Args: len(s.call.Args), Statement: s.statement}
	if dot, ok := s.call.Target.Data.(*js.EDot); ok && dot.Name == name {
		site.Method = true
	}
	if len(s.call.Args) > 0 {
		site.Options = u.literal(s.call.Args[0])
	}
	inner := syntax{u: u, name: name, end: -1}
	inner.walk(reflect.ValueOf(s.call.Target))
	inner.walk(reflect.ValueOf(s.call.Args))
	site.Names = inner.words
	return site, true
}

// syntax walks a tree. It goes by reflection, because it has to see every kind of
// node and is run for the few files that get an edit.
type syntax struct {
	u         *Unit
	name      string
	object    string // if set, only members of it count
	end       int32  // of the call that is looked for
	deep      bool   // into functions too
	words     []Word
	complete  bool
	call      *js.ECall
	start     int32
	statement bool
	depth     int
}

var (
	exprType = reflect.TypeFor[js.Expr]()
	stmtType = reflect.TypeFor[js.Stmt]()
)

func (s *syntax) walk(v reflect.Value) {
	if s.depth++; s.depth > 20_000 {
		s.complete = false
		s.depth--
		return
	}
	defer func() { s.depth-- }()
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			s.walk(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			s.walk(v.Index(i))
		}
	case reflect.Struct:
		switch v.Type() {
		case exprType:
			if !s.expr(v.Interface().(js.Expr)) {
				return
			}
		case stmtType:
			s.stmt(v.Interface().(js.Stmt))
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				s.walk(v.Field(i))
			}
		}
	}
}

// expr looks at one expression; false: not at what is in it.
func (s *syntax) expr(e js.Expr) bool {
	switch d := e.Data.(type) {
	case *js.EFunction, *js.EArrow, *js.EClass:
		return s.deep
	case *js.ECall:
		if s.end > 0 && after(d.CloseParenLoc) == s.end {
			s.call, s.start = d, e.Loc.Start
		}
	case *js.EDot:
		if d.Name == s.name && s.of(d.Target) {
			s.word(d.NameLoc.Start)
		}
	case *js.EString:
		if s.object == "" && js.UTF16EqualsString(d.Value, s.name) {
			s.word(e.Loc.Start)
		}
	}
	return true
}

func (s *syntax) of(target js.Expr) bool {
	if s.object == "" {
		return true
	}
	id, ok := target.Data.(*js.EIdentifier)
	if !ok {
		return false
	}
	symbol := &s.u.tree.Symbols[s.u.follow(id.Ref)]
	return symbol.Kind == js.SymbolUnbound && symbol.OriginalName == s.object
}

func (s *syntax) stmt(st js.Stmt) {
	if x, ok := st.Data.(*js.SExpr); ok && s.end > 0 {
		if c, ok := x.Value.Data.(*js.ECall); ok && after(c.CloseParenLoc) == s.end {
			s.statement = true
		}
	}
}

// word notes the name at pos, quoted or not.
func (s *syntax) word(pos int32) {
	text := s.u.Source.Text
	if pos < 0 || int(pos) >= len(text) {
		s.complete = false
		return
	}
	rest, quote := text[pos:], byte(0)
	if strings.IndexByte("'\"`", rest[0]) >= 0 {
		quote = rest[0]
		rest = rest[1:]
		pos++
	}
	after, ok := strings.CutPrefix(rest, s.name)
	if !ok || quote != 0 && !strings.HasPrefix(after, string(quote)) || quote == 0 && after != "" && isNameByte(after[0]) {
		s.complete = false
		return
	}
	w := Word{Span: Span{pos, pos + int32(len(s.name))}}
	for _, old := range s.words {
		if old.Pos == w.Pos {
			return // a shorthand is two nodes
		}
	}
	next := strings.TrimLeft(after, " \t\r\n")
	before := strings.TrimRight(text[:pos], " \t\r\n")
	w.Short = quote == 0 && next != "" && strings.IndexByte(",}=", next[0]) >= 0 &&
		before != "" && strings.IndexByte("{,", before[len(before)-1]) >= 0
	s.words = append(s.words, w)
}

func isNameByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// literal is an object literal as it is written.
func (u *Unit) literal(e js.Expr) *Literal {
	d, ok := e.Data.(*js.EObject)
	if !ok {
		return nil
	}
	lit := &Literal{Span: Span{e.Loc.Start, after(d.CloseBraceLoc)}}
	for i, p := range d.Properties {
		m := Member{Span: Span{p.Loc.Start, d.CloseBraceLoc.Start}}
		if i+1 < len(d.Properties) {
			m.End = d.Properties[i+1].Loc.Start
		}
		if key, ok := p.Key.Data.(*js.EString); ok && p.Flags&js.PropertyIsComputed == 0 {
			m.Name = js.UTF16ToString(key.Value)
		}
		lit.Members = append(lit.Members, m)
	}
	return lit
}
