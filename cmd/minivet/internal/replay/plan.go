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
	files map[string]map[string]bool // by page: the files of its code
	holds map[string]int             // by file: the pages whose code it is part of
	words []string                   // the last names of APIs that need consent
}

func newPlan(s *script) *plan {
	p := &plan{s: s, sites: map[*jsparse.Module][]site{}, pages: map[string][]site{}, files: map[string]map[string]bool{}, holds: map[string]int{}}
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
		p.page(page, seen)
	}
	return p
}

func (p *plan) page(page *jsparse.Page, code map[*jsparse.Module]bool) {
	files := map[string]bool{}
	for m := range code {
		p.pages[page.Path] = append(p.pages[page.Path], p.of(m)...)
		files[m.File.Tok.Name()] = true
	}
	if page.View != nil {
		files[page.View.File.Tok.Name()] = true
	}
	for f := range files {
		p.holds[f]++
	}
	p.files[page.Path] = files
}

// distance says how far a page is from a target: 0 is its own code, and what many
// pages share is far from each. Beyond their number it does not hold it at all.
func (p *plan) distance(page *jsparse.Page, t *Target) int {
	files := p.files[page.Path]
	switch {
	case !files[t.File]:
		return len(p.files) + 1
	case page.Module != nil && (page.Module.File.Tok.Name() == t.File || page.Module.File.Tok.Name() == t.From):
		return 0
	case t.From != "" && files[t.From]:
		return min(p.holds[t.File], p.holds[t.From])
	}
	return p.holds[t.File]
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
