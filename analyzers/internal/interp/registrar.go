package interp

import "github.com/minivet/minivet/jsparse/ir"

// Functions that register pages and components on behalf of others.
//
// Libraries of components, stores and page mixins have one function through which
// all pages or components of a program go:
//
//	function VantComponent(sfc) { const options = {}; mapKeys(sfc, options); Component(options) }
//
// In one context for all its callers every component would have the methods, data
// and properties of all others. There are as many calls as files that register, each
// made once while modules load, so telling them apart is affordable however many they
// are; and what such a function calls to put the options together has to be told apart
// with it.

const (
	// registrarReach is how far below a registering function calls are told apart:
	// a helper, and the callback that the helper gives to forEach.
	registrarReach = 2
	// maxRegistrars bounds the callers above a registration that count as registering.
	maxRegistrars = 5
	// registrarVisits is what a file may cost more for each registration through it.
	registrarVisits = 600

	registrarContexts   = 1000 // of one closure
	registrarPerFunc    = 4000
	registrarMaxContext = 10000 // in the whole program
)

// registers notes that an activation registers a page or component, or what they are
// mixed from.
func (in *Interp) registers(a *Activation) { in.markRegistrar(a, maxRegistrars) }

func (in *Interp) markRegistrar(a *Activation, depth int) {
	if a == nil || depth == 0 || a.registrar || a.fn.Flags&ir.Module != 0 || a.fn.Unit.Funcs == nil {
		return
	}
	a.registrar = true
	a.apart = registrarReach
	if in.registrars == nil {
		in.registrars = map[*ir.Func]bool{}
	}
	in.registrars[a.fn] = true
	if w := in.works[a.fn.Unit]; w != nil {
		w.extra += registrarVisits
	}
	for _, e := range a.in {
		in.markRegistrar(e.from, depth-1)
	}
}

// apart is how far below a new activation of a function calls are told apart.
func (f *frame) apart(fn *ir.Func) int8 {
	if f.in.registrars[fn] {
		return registrarReach
	}
	return max(f.act.apart-1, 0)
}
