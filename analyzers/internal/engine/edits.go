package engine

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
)

// Edit replaces [pos, end) of a file.
func Edit(f *jsparse.File, pos, end int32, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: f.Pos(pos), End: f.Pos(end), NewText: []byte(text)}
}

// Rename replaces a word by another; where the word is a key and a variable at
// once, the variable keeps its name.
func Rename(f *jsparse.File, w ir.Word, old, name string) analysis.TextEdit {
	if w.Short {
		name += ": " + old
	}
	return Edit(f, w.Pos, w.End, name)
}

// Site is how a call of one API is written, if an edit can be made there: in the
// program's own scripts, with the API's name once in it.
func (p *Program) Site(call *interp.Call) (*jsparse.File, ir.CallSite, bool) {
	f := p.File(call.Unit)
	if f == nil || f.Package.Name != "" || call.Unit.Source.Map != nil {
		return nil, ir.CallSite{}, false
	}
	site, ok := call.Unit.CallSite(call.Ins.End, call.API.Name)
	return f, site, ok && len(site.Names) == 1
}

// OwnScripts are the scripts of the program that are no third-party code, in order.
func (p *Program) OwnScripts() []*jsparse.Module {
	var out []*jsparse.Module
	for _, m := range p.Modules {
		if m.Unit != nil && m.File.Package.Name == "" && m.Unit.Source.Map == nil {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b *jsparse.Module) int { return int(a.File.Tok.Base() - b.File.Tok.Base()) })
	return out
}

// Path is the file of a path relative to the program's root; nil if there is none.
func (p *Program) Path(path string) *jsparse.File { return p.files[path] }
