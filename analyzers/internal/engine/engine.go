// Package engine makes the abstract interpreter's result available to the rules as
// an analyzer, so that it runs once for each program however many rules need it.
package engine

import (
	"fmt"
	"go/token"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
)

// Analyzer yields a *Program.
var Analyzer = &analysis.Analyzer{
	Name:       "engine",
	Doc:        "find values, calls and consent states of a mini program",
	Run:        run,
	ResultType: reflect.TypeFor[*Program](),
}

// Program is what rules work on: the mini program and what the engine found.
type Program struct {
	*jsparse.Program
	Catalogue *catalogue.Catalogue
	Platform  catalogue.Platform
	*interp.Result
	// Domains are the hosts that personal data may go to; none: there is no list.
	Domains []string
	files   map[string]*jsparse.File
}

// Input is what a pass analyses. It is registered under the pass's package path,
// because go/analysis has no place for sources that are not Go.
type Input struct {
	Program   *jsparse.Program
	Catalogue *catalogue.Catalogue
	Platform  catalogue.Platform
	Domains   []string
}

var inputs sync.Map // package path → *Input

// Register makes in the input of the pass over package path; call the result when done.
func Register(path string, in *Input) (release func()) {
	inputs.Store(path, in)
	return func() { inputs.Delete(path) }
}

func run(pass *analysis.Pass) (any, error) {
	v, ok := inputs.Load(pass.Pkg.Path())
	if !ok {
		return nil, fmt.Errorf("no mini program is registered as %s", pass.Pkg.Path())
	}
	in := v.(*Input)
	cat := in.Catalogue.On(in.Platform)
	p := &Program{Program: in.Program, Catalogue: cat, Platform: in.Platform, Domains: in.Domains, files: map[string]*jsparse.File{}}
	for _, f := range in.Program.Files {
		p.files[f.Path] = f
	}
	// So does a module of a compiled program, and it had a path of its own.
	for _, m := range in.Program.Modules {
		if m.Unit != nil && p.files[m.Unit.Source.Path] == nil {
			p.files[m.Unit.Source.Path] = m.File
		}
	}
	// A view that was compiled stands in a script; its unit has the path that it had.
	for _, v := range in.Program.Views() {
		p.files[v.Tree.Path] = v.File
	}
	p.Result = interp.Run(in.Program, cat, in.Platform)
	return p, nil
}

// Of is the engine's result for a rule's pass.
func Of(pass *analysis.Pass) *Program { return pass.ResultOf[Analyzer].(*Program) }

// Range turns byte offsets in a unit into positions.
func (p *Program) Range(u *ir.Unit, pos, end int32) (token.Pos, token.Pos) {
	f := p.files[u.Source.Path]
	if f == nil {
		return token.NoPos, token.NoPos
	}
	return f.Pos(pos), f.Pos(max(pos, end))
}

// File is the file of a unit.
func (p *Program) File(u *ir.Unit) *jsparse.File { return p.files[u.Source.Path] }

// Steps turns the hops of a path into the steps of a result.
func (p *Program) Steps(steps []interp.Step) []rule.Step {
	var out []rule.Step
	for _, s := range steps {
		pos, end := p.Range(s.Unit, s.Pos, s.End)
		if pos.IsValid() {
			out = append(out, rule.Step{Pos: pos, End: end, Message: s.Words})
		}
	}
	return out
}
