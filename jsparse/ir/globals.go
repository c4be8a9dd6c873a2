package ir

import (
	"slices"

	js "github.com/evanw/esbuild/minivet"
)

// Globals lists the names that the text uses without declaring them, sorted: what
// it takes from the language, the platform and other scripts. A name that only
// stands under typeof (`typeof wx.canIUse == 'function'`) is not used.
func (u *Unit) Globals() []string {
	var out []string
	for i := range u.tree.Symbols {
		if s := &u.tree.Symbols[i]; s.Kind == js.SymbolUnbound && s.UseCountEstimate > u.tested[uint32(i)] {
			out = append(out, s.OriginalName)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Tested counts how often a name that the text does not declare stands under typeof.
func (u *Unit) Tested(name string) int {
	n := 0
	for i, count := range u.tested {
		if s := &u.tree.Symbols[i]; s.Kind == js.SymbolUnbound && s.OriginalName == name {
			n += int(count)
		}
	}
	return n
}
