package ir

import (
	"cmp"
	"slices"

	js "github.com/evanw/esbuild/minivet"
)

// maxRunner bounds the text of an [AsyncRunner]. A bundler's wrapper around a
// whole program mentions the same words, and is no helper.
const maxRunner = 4096

// maxHiddenRunner is the same where texts are hidden: what hides them takes room.
const maxHiddenRunner = 4 * maxRunner

// finish draws the conclusions of the walk: environments and function flags.
func finish(u *Unit) {
	for i := range u.syms {
		s := &u.syms[i]
		if !s.captured() || s.kind == importVar {
			continue
		}
		if s.decl == nobody {
			s.decl = 0 // made by esbuild without a declaration
		}
		kind := u.tree.Symbols[i].Kind
		v := &Var{Name: u.tree.Symbols[i].OriginalName, Const: kind == js.SymbolConst || kind == js.SymbolImport}
		s.v = v
		if s.loop >= 0 && u.loops[s.loop].fn == s.decl {
			u.loops[s.loop].scope = addVar(u.loops[s.loop].scope, u.Funcs[s.decl], v)
			u.loops[s.loop].scope.Loop = true
			continue
		}
		f := u.Funcs[s.decl]
		f.Scope = addVar(f.Scope, f, v)
	}
	for i := range u.fns {
		h := u.fns[i].home
		if h.fn.ID == i && !h.static {
			addPseudo(h)
		}
	}
	for _, f := range u.Funcs { // not over the map: the order decides the slots
		addStatics(u, f)
	}
	linkScopes(u)
	markRunners(u)
	markRuntimes(u)
	slices.SortStableFunc(u.Imports, func(a, b Import) int { return cmp.Compare(a.Pos, b.Pos) })
	seen := make(map[string]bool, len(u.Imports))
	for _, im := range u.Imports {
		if !seen[im.Spec] {
			seen[im.Spec] = true
			u.Requires = append(u.Requires, im.Spec)
		}
	}
}

func addVar(s *Scope, f *Func, v *Var) *Scope {
	if s == nil {
		s = &Scope{Fn: f}
	}
	v.Scope, v.Slot = s, len(s.Vars)
	s.Vars = append(s.Vars, v)
	return s
}

func addPseudo(h *home) {
	for _, v := range []*Var{h.this, h.arguments, h.newTarget} {
		if v != nil {
			h.fn.Scope = addVar(h.fn.Scope, h.fn, v)
		}
	}
}

// addStatics gives the static home of the class that f constructs its slots.
func addStatics(u *Unit, f *Func) {
	if c := u.fns[f.ID].class; c != nil {
		if h := u.static[c]; h != nil {
			addPseudo(h)
		}
	}
}

// linkScopes numbers the scopes and ties each to the next one outwards.
func linkScopes(u *Unit) {
	id := 0
	for i, f := range u.Funcs {
		if f.Parent != nil {
			f.Outer = u.env(f.Parent.ID, u.fns[i].loop)
		}
		if f.Scope != nil {
			f.Scope.ID, f.Scope.Parent = id, f.Outer
			id++
		}
	}
	for i := range u.loops {
		if l := &u.loops[i]; l.scope != nil {
			l.scope.ID, l.scope.Parent = id, u.env(int(l.fn), l.parent)
			id++
		}
	}
}

// env returns the environment that is current in a loop body of a function
// (loop -1: in the function outside loops).
func (u *Unit) env(fn int, loop int32) *Scope {
	for ; loop >= 0; loop = u.loops[loop].parent {
		if s := u.loops[loop].scope; s != nil {
			return s
		}
	}
	if s := u.Funcs[fn].Scope; s != nil {
		return s
	}
	return u.Funcs[fn].Outer
}

// markRunners flags the outermost small functions that hold all the words of a
// coroutine driver.
func markRunners(u *Unit) {
	inside := make([]bool, len(u.Funcs))
	most := int32(maxRunner)
	if len(u.Revealed) > 0 {
		most = maxHiddenRunner
	}
	for i, f := range u.Funcs {
		if i == 0 {
			continue
		}
		inside[i] = inside[f.Parent.ID]
		if inside[i] || f.Flags&Generator != 0 || f.End-f.Pos > most {
			continue
		}
		if u.fns[i].words&^(genWords|wordStarts) == allWords {
			f.Flags |= AsyncRunner
			if u.fns[i].words&wordStarts != 0 {
				f.Flags |= AsyncStarter
			}
			inside[i] = true
		}
	}
}

// markRuntimes flags the innermost functions that hold the words of a runtime for
// generators: a bundler's wrapper around one holds them too.
func markRuntimes(u *Unit) {
	holds := make([]bool, len(u.Funcs)) // a runtime is inside
	for i := len(u.Funcs) - 1; i > 0; i-- {
		f := u.Funcs[i]
		if !holds[i] && u.fns[i].words&genWords == genWords {
			f.Flags |= GenRuntime
			holds[i] = true
		}
		if holds[i] {
			holds[f.Parent.ID] = true
		}
	}
}

// Drives tells whether a helper that runs compiled generators or async functions is in
// the unit: such code orders what happens.
func (u *Unit) Drives() bool {
	return slices.ContainsFunc(u.Funcs, func(f *Func) bool { return f.Flags&(AsyncRunner|GenRuntime) != 0 })
}

// withExcept is the set of names that [Options.With] leaves alone.
func withExcept(names []string) map[string]bool {
	set := map[string]bool{}
	for _, list := range [][]string{languageGlobals, names} {
		for _, n := range list {
			set[n] = true
		}
	}
	return set
}

var languageGlobals = []string{
	"Array", "ArrayBuffer", "BigInt", "Boolean", "DataView", "Date", "Error", "Function", "Infinity", "Int8Array",
	"Intl", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise", "Proxy", "RangeError", "Reflect", "RegExp",
	"Set", "String", "Symbol", "SyntaxError", "TypeError", "Uint8Array", "WeakMap", "WeakSet", "decodeURI",
	"decodeURIComponent", "encodeURI", "encodeURIComponent", "eval", "globalThis", "isFinite", "isNaN", "parseFloat",
	"parseInt", "undefined",
}
