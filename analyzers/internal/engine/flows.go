package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
)

// Consented tells whether consent holds wherever a source is called.
// A picker's dialogue is the consent.
func (p *Program) Consented(src *interp.Source) bool {
	if src.API.Consent == catalogue.ConsentPicker {
		return true
	}
	// What another call collects is consented to where that is.
	handsOut := src.API.Consent == catalogue.ConsentNone
	for _, c := range p.Calls {
		if handsOut && c.API.Category == src.API.Category && c.Verdict != interp.Guarded && !c.Switched {
			return false
		}
		for _, s := range c.Sources {
			if s == src && c.Verdict != interp.Guarded {
				return false
			}
		}
	}
	return true
}

// DataWords says in a sentence what a flow carries: "the location (latitude, longitude)".
func (p *Program) DataWords(f *interp.Flow) string {
	words := f.Source.API.Category
	if c := p.Catalogue.Category(words); c != nil {
		words = c.Data
	}
	var paths []string
	for _, path := range f.Paths {
		if path != "" && path[0] != '@' { // @: derived, not read
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return words
	}
	sortFields(paths, f.Source.API.Fields)
	return words + " (" + strings.Join(paths[:min(len(paths), maxFields)], ", ") + ")"
}

// maxFields bounds the fields named in a sentence, maxPlaces the addresses.
const (
	maxFields = 4
	maxPlaces = 3
)

// sortFields puts fields in the order of the catalogue, so that what is the same reads the same.
func sortFields(paths, order []string) {
	rank := func(path string) int {
		i := slices.IndexFunc(order, func(f string) bool { return path == f || strings.HasPrefix(path, f) })
		if i < 0 {
			return len(order)
		}
		return i
	}
	slices.SortFunc(paths, func(a, b string) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b)) })
}

// Goes says where a flow leads, for a sentence: the addresses as far as they are known,
// else what the catalogue says of the sink.
func (p *Program) Goes(f *interp.Flow) string {
	if len(f.URLs) == 0 {
		return f.Sink.Dest
	}
	var known []string
	for _, u := range f.URLs {
		if a := address(u); Host(u) != "" && !slices.Contains(known, a) {
			known = append(known, a)
		}
	}
	slices.Sort(known)
	switch n := len(known); {
	case n == 0:
		return address(f.URLs[0])
	case n > maxPlaces:
		return strings.Join(known[:maxPlaces], ", ") + fmt.Sprintf(" and %d more", n-maxPlaces)
	case n > 1:
		return strings.Join(known[:n-1], ", ") + " and " + known[n-1]
	}
	return known[0]
}

// address shortens a URL to scheme and host; … stands for what is not known.
func address(url string) string {
	scheme, _, ok := strings.Cut(url, "://")
	if !ok {
		return url
	}
	host := Host(url)
	if host == "" {
		host = "…"
	}
	return scheme + "://" + host
}

// FlowResult places a result on a flow's sink, with the steps that lead there.
func (p *Program) FlowResult(r rule.Result, f *interp.Flow) rule.Result {
	r.Pos, r.End = p.Range(f.Unit, f.Ins.Pos, f.Ins.End)
	r.Steps = p.Steps(f.Steps)
	r.Data = map[string]string{"api": f.Source.API.Name, "dataCategory": f.Source.API.Category, "sink": f.Sink.Name}
	return r
}

// Host is the host of an address, "" if it is not known: a beginning such as
// "https://" or a path has none.
func Host(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	host := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host = rest[:i]
	}
	if strings.HasSuffix(host, ":") {
		return "" // a base to which a whole address was added, which the program then does not use
	}
	return host
}

// Foreign are the hosts of a flow that the list does not name, if there is a list.
func (p *Program) Foreign(f *interp.Flow) []string {
	var out []string
	if len(p.Domains) == 0 {
		return nil
	}
	for _, u := range f.URLs {
		if h := Host(u); h != "" && !p.listed(h) && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

func (p *Program) listed(host string) bool {
	name, _, _ := strings.Cut(strings.ToLower(host), ":")
	return slices.ContainsFunc(p.Domains, func(d string) bool {
		d = strings.ToLower(d)
		if below, ok := strings.CutPrefix(d, "*"); ok {
			return strings.HasSuffix(name, below)
		}
		return name == d
	})
}
