package ir

import (
	"fmt"
	"slices"
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// Unit is one parsed text with all its functions. [Parse] makes it complete
// except for the bodies, which [Unit.Body] lowers when they are asked for.
type Unit struct {
	Source *Source
	// Funcs in the order of the text, but those in a field of a class come behind
	// the constructor that runs them: a function is always behind its Parent.
	// Funcs[0] is the module body. A function's index is its ID.
	Funcs []*Func
	// ESM: the text uses import or export statements.
	ESM bool
	// Imports lists every module that the text names with a constant, in the
	// order of the text, repeated names included.
	Imports []Import
	// Requires lists the specs of Imports without repetition, in the same order.
	Requires []string
	// Computed: some require is given what is no constant of the text.
	Computed bool
	// Unnamed: some require is given what holds no part of a path, as where that is hidden.
	Unnamed bool
	// Revealed are texts that stand nowhere in Source, since they are what functions yield
	// that hide them, see reveal; sorted, each once.
	Revealed []string

	asks    bool // some function may be a decoder, see reveal
	opt     Options
	tree    js.Tree
	syms    []symbol          // by js.Ref.InnerIndex
	tested  map[uint32]uint32 // typeof operands by symbol, see Unit.Globals
	fns     []fnInfo          // parallel to Funcs
	loops   []loopCtx
	byNode  map[any]int32 // *js.Fn, *js.EArrow, *js.Class (its constructor) → Func.ID
	static  map[*js.Class]*home
	export  map[uint32][]string // symbol → names under which it is exported
	bodies  []*Body             // parallel to Funcs; nil: not lowered yet
	slicers map[*Func]*slicer   // see Slice
	ends    map[js.E]int32      // where expressions end that stand in the place of others
	except  map[string]bool     // Options.WithExcept and the language's globals
}

// ImportKind says how a module is named.
type ImportKind uint8

const (
	ImportStatic  ImportKind = iota // import or export … from
	ImportDynamic                   // import("x") or require.async("x")
	ImportRequire                   // require("x")
)

// Import is one mention of another module.
type Import struct {
	Spec string
	Pos  int32 // byte offset of the specifier, mapped like the rest
	Kind ImportKind
}

// Parse reads src. The unit is nil when the text is no program; the problems
// then say why. Parse is safe for concurrent use; a [Unit] is not.
func Parse(src *Source, opt Options) (unit *Unit, problems []Problem) {
	// esbuild panics on states that it holds to be impossible. One strange file must
	// not end the run.
	defer func() {
		if r := recover(); r != nil {
			unit, problems = nil, []Problem{{Message: fmt.Sprintf("internal error of the parser: %v", r)}}
		}
	}()
	tree, opt, problems := parseTree(src, opt)
	if problems != nil {
		return nil, problems
	}
	u := &Unit{Source: src, opt: opt, tree: tree}
	resolve(u)
	if revealed := reveal(u); revealed != nil {
		u = revealed
	}
	u.bodies = make([]*Body, len(u.Funcs))
	return u, nil
}

// Tree returns the syntax tree of a JavaScript text, for readers of generated
// code that look for its shape and have no use for a [Unit]. Problems are those
// of [Parse]; there is no tree where there are any.
func Tree(src *Source) (tree js.Tree, problems []Problem) {
	defer func() {
		if r := recover(); r != nil {
			problems = []Problem{{Message: fmt.Sprintf("internal error of the parser: %v", r)}}
		}
	}()
	tree, _, problems = parseTree(src, Options{})
	return tree, problems
}

// parseTree refuses hostile nesting and parses; callers recover from panics. The
// options that come back may allow JSX in addition.
func parseTree(src *Source, opt Options) (js.Tree, Options, []Problem) {
	if p := checkDepth(src.Text, opt); p != nil {
		p.Pos = src.at(p.Pos)
		return js.Tree{}, opt, []Problem{*p}
	}
	tree, messages, ok := js.Parse(src.Path, src.Text, js.Options{TS: opt.TS, JSX: opt.JSX})
	if !ok && wantsJSX(messages) {
		opt.JSX = true
		if p := checkDepth(src.Text, opt); p != nil {
			p.Pos = src.at(p.Pos)
			return js.Tree{}, opt, []Problem{*p}
		}
		tree, messages, ok = js.Parse(src.Path, src.Text, js.Options{TS: opt.TS, JSX: opt.JSX})
	}
	if !ok {
		return js.Tree{}, opt, syntaxProblems(src, messages)
	}
	return tree, opt, nil
}

// wantsJSX tells whether the parser gave up on an element. Taro and others write
// elements in files named .js.
func wantsJSX(messages []js.Message) bool {
	for _, m := range messages {
		if strings.HasPrefix(m.Text, "The JSX syntax extension is not") {
			return true
		}
	}
	return false
}

// Main returns the module body.
func (u *Unit) Main() *Func { return u.Funcs[0] }

// Body lowers f, a function of this unit, or returns the body made before.
func (u *Unit) Body(f *Func) *Body {
	if u.bodies[f.ID] == nil {
		u.bodies[f.ID] = lower(u, f)
	}
	return u.bodies[f.ID]
}

// at translates an offset for the user where the source has a map.
func (s *Source) at(offset int32) int32 {
	if s.Map != nil {
		return s.Map(offset)
	}
	return offset
}

func syntaxProblems(src *Source, messages []js.Message) []Problem {
	if len(messages) == 0 {
		return []Problem{{Message: "the text is no JavaScript"}}
	}
	problems := make([]Problem, len(messages))
	for i, m := range messages {
		problems[i] = Problem{Pos: src.at(lineStart(src.Text, m.Line) + int32(m.Column)), Message: m.Text}
	}
	return problems
}

// lineStart returns the offset of a 1-based line as esbuild counts them.
func lineStart(text string, line int) int32 {
	offset := 0
	for ; line > 1; line-- {
		n := nextLine(text[offset:])
		if n == 0 {
			break
		}
		offset += n
	}
	return int32(offset)
}

// nextLine returns the length of the first line with its terminator, 0 if
// there is none: \n, \r, \r\n, U+2028 and U+2029.
func nextLine(text string) int {
	i := strings.IndexAny(text, "\n\r\u2028\u2029")
	switch {
	case i < 0:
		return 0
	case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
		return i + 2
	case text[i] == '\n' || text[i] == '\r':
		return i + 1
	}
	return i + 3
}

// TopNames returns what is declared at the top of a text, imports included, sorted.
func (u *Unit) TopNames() []string {
	var names []string
	for name := range u.tree.ModuleScope.Members {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
