package interp

import (
	"maps"
	"slices"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// pagesOf are the pages and components (and "app") whose entry points lead to a
// call, sorted.
func (in *Interp) pagesOf(ats []*callAt) []string {
	seen := map[*Activation]bool{}
	pages := map[string]bool{}
	var queue []*Activation
	for _, at := range ats {
		queue = append(queue, at.act)
	}
	for len(queue) > 0 {
		a := queue[0]
		queue = queue[1:]
		if seen[a] {
			continue
		}
		seen[a] = true
		for _, e := range a.in {
			if e.entry != nil && e.entry.Page != "" {
				pages[e.entry.Page] = true
			}
			if e.from != nil {
				queue = append(queue, e.from)
			}
		}
	}
	return slices.Sorted(maps.Keys(pages))
}

// guardsOf says in words which of the facts that cover an API hold.
func (in *Interp) guardsOf(api *catalogue.API, must Bits) []string {
	var out []string
	if in.gateHolds(api) {
		out = append(out, "privacy gate (onNeedPrivacyAuthorization)")
	}
	if must&(Bits(1)<<allShift) != 0 {
		return append(out, "privacy agreement")
	}
	for _, s := range in.cat.Scopes() {
		if api.CoveredBy(s.Name, in.platform) && proves(s) && must&in.bits.scopeBit(s.Name) != 0 {
			out = append(out, s.Name)
		}
	}
	if must&in.bits.categoryBit(api.Category) != 0 {
		out = append(out, "platform data button")
	}
	return out
}
