package interp

import (
	"slices"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// Bits is a set of facts that hold from some moment on: consents given,
// questions asked, data switched on. Facts never cease to hold within a run.
type Bits uint64

// The layout of Bits. Categories and scopes are numbered by the catalogue's order.
const (
	maxCategories = 23
	maxScopes     = 15 // the last one stands for all further scopes

	scopeShift  = maxCategories + 1         // consent given for a scope
	allShift    = scopeShift + maxScopes    // consent for everything (privacy agreement)
	switchShift = allShift + 1              // a switching-on call of the category succeeded
	maxSwitches = 6                         //
	askedShift  = switchShift + maxSwitches // asked for a scope; the answer may be anything
	askedAll    = Bits(1) << (askedShift + maxScopes)
	denied      = askedAll << 1 // the user has refused, and has done nothing since
	willing     = denied << 1   // the user has done something of their own will, and has refused nothing since
	lastAnswer  = denied | willing

	// consentAll is what a privacy agreement gives, and askedEverything what it implies was asked.
	consentAll      = Bits(1)<<(allShift+1) - 1
	askedSomething  = Bits(1) << maxCategories // settings were looked at, whichever
	askedEverything = (Bits(1)<<(maxScopes)-1)<<askedShift | askedAll
	scopeMask       = (Bits(1)<<maxScopes - 1) << scopeShift
	everything      = ^Bits(0)
)

// layout numbers the categories and scopes of a catalogue.
type layout struct {
	category map[string]int
	scope    map[string]int
	switched map[string]int
}

func newLayout(c *catalogue.Catalogue) *layout {
	l := &layout{category: map[string]int{}, scope: map[string]int{}, switched: map[string]int{}}
	for _, s := range c.Scopes() {
		if !proves(s) {
			continue
		}
		l.scope[s.Name] = min(len(l.scope), maxScopes-1)
	}
	for _, api := range c.APIs() {
		if api.Category == "" {
			continue
		}
		if _, ok := l.category[api.Category]; !ok {
			l.category[api.Category] = min(len(l.category), maxCategories-1)
		}
		if _, ok := l.switched[api.Category]; !ok && api.Role == "switch" {
			l.switched[api.Category] = min(len(l.switched), maxSwitches-1)
		}
	}
	return l
}

func (l *layout) scopeBit(name string) Bits {
	if i, ok := l.scope[name]; ok {
		return 1 << (scopeShift + i)
	}
	return 0
}

func (l *layout) askedBit(name string) Bits {
	if i, ok := l.scope[name]; ok {
		return 1 << (askedShift + i)
	}
	return 0
}

// granted is everything that holds once the user granted a scope.
func (l *layout) granted(scope string) Bits { return l.scopeBit(scope) | l.askedBit(scope) }

func (l *layout) categoryBit(name string) Bits {
	if i, ok := l.category[name]; ok {
		return 1 << i
	}
	return 0
}

func (l *layout) switchBit(category string) Bits {
	if i, ok := l.switched[category]; ok {
		return 1 << (switchShift + i)
	}
	return 0
}

// gain is b with what holds from now on. Of denied and willing the later one
// replaces the other: they are the only facts that cease.
func (b Bits) gain(more Bits) Bits {
	switch {
	case more&willing != 0:
		return (b | more) &^ denied
	case more&denied != 0:
		return (b | more) &^ willing
	}
	return b | more
}

// lasting is a value without what the user did last: for places that are read again
// when the user has done something else.
func lasting(v Value) Value {
	for i, e := range v {
		if (e.T|e.F)&lastAnswer == 0 {
			continue
		}
		out := slices.Clone(v)
		for k := i; k < len(out); k++ {
			out[k].T &^= lastAnswer
			out[k].F &^= lastAnswer
		}
		return out
	}
	return v
}

// agreed is everything that holds once the user agreed to a privacy policy.
const agreed = consentAll | askedEverything
