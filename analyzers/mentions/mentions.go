// Package mentions finds every place where a program names an API, whether the code
// ever runs or not. It answers the question of people whose upload was refused:
// why does the platform believe that we use this?
package mentions

import (
	"cmp"
	"go/token"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
)

// Mention is one place.
type Mention struct {
	API      string // of the catalogue: "getLocation"
	Pos, End token.Pos
	Package  string // "name version" of third-party code; "" for own code
	State    State
	// Steps lead from an entry point to the call, where one is known.
	Steps []rule.Step
}

// State says whether the code runs.
type State string

const (
	Called  State = "called"  // an entry point reaches the call
	Runs    State = "runs"    // the code around it runs; it was not seen to be called there
	Dead    State = "dead"    // no entry point reaches the code
	Unused  State = "unused"  // no page, component or module refers to the file
	Element State = "element" // a component in a view
)

// List is sorted by file and position.
type List []Mention

// Analyzer makes an analyzer whose result is the List of the mentions of APIs.
func Analyzer(apis []string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "mentions", Doc: "find where APIs are named", Requires: []*analysis.Analyzer{engine.Analyzer},
		ResultType: reflect.TypeFor[List](),
		Run: func(pass *analysis.Pass) (any, error) {
			return find(engine.Of(pass), apis), nil
		},
	}
}

func find(prog *engine.Program, apis []string) List {
	var out List
	for _, api := range apis {
		for _, m := range prog.Modules {
			out = append(out, inModule(prog, m, api, false)...)
		}
		for _, m := range prog.Unused {
			out = append(out, inModule(prog, m, api, true)...)
		}
		if strings.HasPrefix(api, "<") {
			out = append(out, inViews(prog, api)...)
		}
	}
	slices.SortStableFunc(out, func(a, b Mention) int { return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.API, b.API)) })
	return out
}

func inModule(prog *engine.Program, m *jsparse.Module, api string, unused bool) (out List) {
	name := api[strings.LastIndexByte(api, '.')+1:]
	if m.Unit == nil || m.Unit.Source.Map != nil || !strings.Contains(m.File.Text, name) {
		return nil
	}
	words, _ := m.Unit.Words(name)
	for _, w := range words {
		x := Mention{API: api, Pos: m.File.Pos(w.Pos), End: m.File.Pos(w.End), Package: m.File.Package.String(), State: Unused}
		if !unused {
			x.State, x.Steps = state(prog, m.Unit, api, w)
		}
		out = append(out, x)
	}
	return out
}

// state says whether a mention is called, and how the program gets there.
func state(prog *engine.Program, u *ir.Unit, api string, w ir.Word) (State, []rule.Step) {
	within := func(unit *ir.Unit, ins *ir.Instr) bool {
		return unit == u && ins.Pos <= w.Pos && w.End <= max(ins.End, ins.Pos+(w.End-w.Pos))
	}
	for _, c := range prog.Calls {
		if c.API.Name == api && within(c.Unit, c.Ins) {
			return Called, prog.Steps(c.Steps)
		}
	}
	for i := range prog.APIs {
		if use := &prog.APIs[i]; use.Name == api && within(use.Unit, use.Ins) {
			return Called, nil
		}
	}
	if !prog.Ran(u, w.Pos) {
		return Dead, nil
	}
	return Runs, reached(prog, u, api)
}

// reached is a path to a call of the API that code of the same file leads to, such
// as a promisified function's.
func reached(prog *engine.Program, u *ir.Unit, api string) []rule.Step {
	for _, c := range prog.Calls {
		if c.API.Name == api && slices.ContainsFunc(c.Steps, func(s interp.Step) bool { return s.Unit == u }) {
			return prog.Steps(c.Steps)
		}
	}
	return nil
}

// inViews finds components of a view: `<camera>`, `<button open-type="getPhoneNumber">`.
func inViews(prog *engine.Program, api string) (out List) {
	for _, c := range prog.Calls {
		if c.API.Name != api {
			continue
		}
		pos, end := prog.Range(c.Unit, c.Ins.Pos, c.Ins.End)
		out = append(out, Mention{API: api, Pos: pos, End: end, State: Element, Steps: prog.Steps(c.Steps)})
	}
	return out
}
