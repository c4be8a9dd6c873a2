package ir

import (
	"slices"

	js "github.com/evanw/esbuild/minivet"
)

// Globals lists the names that the text uses without declaring them, sorted: what
// it takes from the language, the platform and other scripts.
func (u *Unit) Globals() []string {
	var out []string
	for i := range u.tree.Symbols {
		if s := &u.tree.Symbols[i]; s.Kind == js.SymbolUnbound && s.UseCountEstimate > 0 {
			out = append(out, s.OriginalName)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
