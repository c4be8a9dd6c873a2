package replay

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// site is a place in a script that a sensitive call may come from.
type site struct {
	file string // as in the program's file set
	line int
	api  string
}

// plan says which pages are worth a run of their own: those whose code, with all
// that it requires and all components that it shows, holds a target, or mentions
// an API that needs consent.
type plan struct {
	s     *script
	sites map[*jsparse.Module][]site
	pages map[string][]site
	words []string // the last names of APIs that need consent
}

func newPlan(s *script, targets []Target) *plan {
	p := &plan{s: s, sites: map[*jsparse.Module][]site{}, pages: map[string][]site{}}
	for _, a := range s.cat.APIs() {
		if a.IsSource() && a.Consent == catalogue.ConsentAlways && !strings.HasPrefix(a.Name, "<") {
			p.words = append(p.words, a.Name)
		}
	}
	for _, page := range s.prog.Pages {
		seen := map[*jsparse.Module]bool{}
		if !page.Independent {
			p.module(s.prog.AppModule, seen)
		}
		p.module(page.Module, seen)
		p.components(page.Uses, seen, map[*jsparse.Component]bool{})
		for m := range seen {
			p.pages[page.Path] = append(p.pages[page.Path], p.of(m)...)
			for _, t := range targets {
				if m.File.Tok.Name() == t.File {
					p.pages[page.Path] = append(p.pages[page.Path], site{t.File, t.Line, t.API})
				}
			}
		}
	}
	return p
}

func (p *plan) module(m *jsparse.Module, seen map[*jsparse.Module]bool) {
	if m == nil || seen[m] {
		return
	}
	seen[m] = true
	if m.Unit != nil {
		for _, spec := range m.Unit.Requires {
			p.module(p.s.prog.Resolve(m, spec), seen)
		}
	}
}

func (p *plan) components(uses map[string]*jsparse.Component, seen map[*jsparse.Module]bool, done map[*jsparse.Component]bool) {
	for _, c := range uses {
		if c != nil && !done[c] {
			done[c] = true
			p.module(c.Module, seen)
			p.components(c.Uses, seen, done)
		}
	}
}

// of are the mentions in a module.
func (p *plan) of(m *jsparse.Module) []site {
	if out, ok := p.sites[m]; ok || m.JSON {
		return out
	}
	var out []site
	if p.mentions(m.File.Text) {
		for i, line := range strings.Split(m.File.Text, "\n") {
			if len(line) > 0 {
				out = append(out, p.line(m.File.Tok.Name(), i+1, line)...)
			}
		}
	}
	p.sites[m] = out
	return out
}

func (p *plan) mentions(text string) bool {
	return slices.ContainsFunc(p.words, func(w string) bool { return strings.Contains(text, last(w)) })
}

func (p *plan) line(file string, n int, text string) []site {
	var out []site
	for _, w := range p.words {
		if strings.Contains(text, last(w)) {
			out = append(out, site{file, n, w})
		}
	}
	return out
}

// last is the part of a name behind its last dot.
func last(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
