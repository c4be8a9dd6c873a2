package fuzzylocation

import (
	_ "embed"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
)

//go:embed doc.go
var doc string

// Analyzer is the rule fuzzylocation.
var Analyzer = &analysis.Analyzer{
	Name:       "fuzzylocation",
	Doc:        rule.MustExtractDoc(doc, "fuzzylocation"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	var results rule.Results
	for _, call := range prog.Calls {
		if !yields(call) {
			continue
		}
		need, words := need(call)
		if need > interp.Coarse {
			continue
		}
		results = append(results, result(prog, call, need, words))
	}
	propose(prog, results)
	return rule.Report(pass, results), nil
}

// propose adds the fix to the results that it mends. It is one for the program.
func propose(prog *engine.Program, results rule.Results) {
	if !slices.ContainsFunc(results, func(r rule.Result) bool { return r.Level == rule.Warning }) ||
		slices.ContainsFunc(prog.Calls, func(c *interp.Call) bool { return c.API.Name == "onLocationChange" }) {
		return // there is no listener for approximate positions: that has to be written anew
	}
	if fix, ok := fix(prog); ok {
		for i := range results {
			if results[i].Level == rule.Warning {
				results[i].SuggestedFixes = []analysis.SuggestedFix{fix}
			}
		}
	}
}

// yields tells the calls that hand a precise position over; startLocationUpdate and
// its kin only switch that on.
func yields(call *interp.Call) bool {
	return call.API.Name == precise || call.API.Name == "onLocationChange"
}

// need is how exact the position of a call has to be, over all its callers.
func need(call *interp.Call) (interp.Precision, string) {
	need, words := call.Sources[0].Need()
	for _, s := range call.Sources[1:] {
		if n, w := s.Need(); n > need {
			need, words = n, w
		}
	}
	return need, words
}

func result(prog *engine.Program, call *interp.Call, need interp.Precision, words string) rule.Result {
	category := "coarse"
	message := fmt.Sprintf("the precise position is taken, but %s: call getFuzzyLocation", words)
	if need == interp.Unused {
		category = "unused"
		message = "the precise position is taken, but " + words + ": remove the call, or call getFuzzyLocation"
	}
	level := rule.Warning
	if other := preciseElsewhere(prog, call); other != "" {
		level = rule.Note
		message += "; the program cannot change over as long as " + other
	}
	return prog.CallResult(call, level, category, message)
}

// preciseElsewhere says which other call keeps the program from declaring
// getFuzzyLocation; "" if none does.
func preciseElsewhere(prog *engine.Program, call *interp.Call) string {
	for _, c := range prog.Calls {
		if c == call || !c.API.PrivateInfo || !c.API.Precise || c.API.Consent == "picker" {
			continue
		}
		if !yields(c) {
			if call.API.Name == precise || follows(prog) {
				return c.API.Written() + " follows the position in " + c.Unit.Source.Path
			}
			continue
		}
		if n, words := need(c); n > interp.Coarse {
			return "the position is precise elsewhere: " + words + " in " + c.Unit.Source.Path
		}
	}
	return showsUser(prog)
}

// follows tells whether a listener needs the positions that it is given to be
// precise, or there is none: what is then switched on for is not known.
func follows(prog *engine.Program) bool {
	listens := false
	for _, c := range prog.Calls {
		if c.API.Name == "onLocationChange" {
			listens = true
			if n, _ := need(c); n > interp.Coarse {
				return true
			}
		}
	}
	return !listens
}

// showsUser says which view shows the user on a map; "" if none does.
func showsUser(prog *engine.Program) string {
	for _, page := range prog.Pages {
		if page.View == nil {
			continue
		}
		for _, el := range page.View.Elements {
			if el.Tag != "map" {
				continue
			}
			for i := range el.Attrs {
				if a := &el.Attrs[i]; a.Name == "show-location" && a.Value != "false" && a.Value != "{{false}}" {
					return "a map shows where the user is in " + page.View.Tree.Path
				}
			}
		}
	}
	return ""
}
