package interp

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/sfc"
)

// maxPure is the size in bytes up to which a module is run in any case: helpers
// that wrap and promisify are small.
const maxPure = 8000

// platformNames are the globals by which code reaches the platform or the page.
var platformNames = []string{
	"Taro", "Page", "App", "Component", "Behavior", "getApp", "getCurrentPages", "requirePlugin",
	sfc.Register, sfc.RegisterSetup,
}

// globalNames are the names of the global object.
var globalNames = []string{"globalThis", "global", "self", "window"}

// gameGlobal is the name that games have for it.
const gameGlobal = "GameGlobal"

// opaque tells whether a module is a library that only computes: large, without any
// use of the platform in it or in what it requires. Running such code (ciphers,
// arithmetic, calendars, charts) costs most of the time and tells nothing about
// consent; what comes out of it is unknown data derived from what went in. Code that
// drives coroutines is run, because it orders what happens, and so is code of which it is
// hidden what it requires.
func (in *Interp) opaque(m *jsparse.Module) bool {
	return remembered(&in.opaques, m, func() bool {
		size := len(m.File.Text)
		if m.Unit != nil {
			size = m.Unit.Size() // of a compiled program: one of many in the file
		}
		return size > maxPure && in.pure(m, 0) && !in.helps(m) && !in.fewConstants(m) && !in.holdsChunk(m.Unit)
	})
}

// helps tells a module of a compiler's helpers: all that it does when it is loaded is to
// export functions, and some of them the engine has models for. A build has the helpers
// for classes and spreads of its whole program in one.
func (in *Interp) helps(m *jsparse.Module) bool {
	if m.Unit == nil || in.bodyOf(m.Unit.Main()).has(func(i *ir.Instr) bool { return i.Op == ir.OpCall || i.Op == ir.OpNew }) {
		return false
	}
	return slices.ContainsFunc(m.Unit.Funcs, func(fn *ir.Func) bool {
		return in.definesKeys(fn) || in.spreader(fn) || in.definesData(fn)
	})
}

// maxTable is the number of instructions up to which a module without functions is run.
const maxTable = 2000

// fewConstants tells a module of some constants, such as the defaults of a component with
// a picture among them: large in bytes only.
func (in *Interp) fewConstants(m *jsparse.Module) bool {
	return m.Unit != nil && onlyConstants(m.Unit) && in.bodyOf(m.Unit.Funcs[0]).instrs <= maxTable
}

func onlyConstants(u *ir.Unit) bool { return len(u.Funcs) == 1 }

// largeTable tells a module of constants that are data, and not what the program says to its
// users.
func largeTable(u *ir.Unit) bool { return onlyConstants(u) && len(u.Source.Text) > maxPure }

func (in *Interp) pure(m *jsparse.Module, depth int) bool {
	if v, ok := in.pureOf[m]; ok {
		return v
	}
	if in.pureOf == nil {
		in.pureOf = map[*jsparse.Module]bool{}
	}
	if m.JSON {
		return true
	}
	if m.Unit == nil || depth > 20 {
		return false
	}
	in.pureOf[m] = true // while it is looked at: a circle is pure if all of it is
	pure := in.computes(m, depth)
	in.pureOf[m] = pure
	return pure
}

func (in *Interp) computes(m *jsparse.Module, depth int) bool {
	if m.Unit.Drives() || m.Unit.Unnamed {
		return false
	}
	for _, g := range m.Unit.Globals() {
		if own, _ := in.cat.IsNamespace(g); own || slices.Contains(platformNames, g) || in.isGlobalObject(g) && in.namesPlatform(m.Unit) {
			return false
		}
	}
	for _, spec := range m.Unit.Requires {
		if libraries[spec] != nil {
			return false
		}
		if to := in.prog.Resolve(m, spec); to != nil && !in.pure(to, depth+1) {
			return false
		}
	}
	return true
}

// namesPlatform tells whether code that has the global object could find the
// platform in it: the name is in its text, as a property or in a string, other
// than under typeof.
func (in *Interp) namesPlatform(u *ir.Unit) bool {
	names := []string{"Taro", "getApp", "getCurrentPages"}
	for _, g := range in.cat.Globals() {
		if own, _ := in.cat.IsNamespace(g.Name); own {
			names = append(names, g.Name)
		}
	}
	return slices.ContainsFunc(names, func(name string) bool {
		return sortedHas(u.Revealed, name) || countWord(u.Source.Text, name) > u.Tested(name)
	})
}

func countWord(text, word string) int {
	n := 0
	for {
		i := strings.Index(text, word)
		if i < 0 {
			return n
		}
		before, after := text[:i], text[i+len(word):]
		if (before == "" || !wordByte(before[len(before)-1])) && (after == "" || !wordByte(after[0])) {
			n++
		}
		text = after
	}
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
