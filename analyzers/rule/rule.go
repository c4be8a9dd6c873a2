// Package rule is what every rule shares: the shape of a result and the way a
// rule is described. It answers "what does a rule hand over", and knows neither
// the engine behind a rule nor the formats that results are written in.
package rule

import (
	"go/token"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Level is how grave a result is.
type Level uint8

const (
	Note Level = iota
	Warning
	Error
)

func (l Level) String() string { return [...]string{"note", "warning", "error"}[l] }

// Result is one finding of a rule. Diagnostic.Category is the sub-kind that the
// rule's page lists (`unguarded`), Diagnostic.Message one sentence without a
// full stop that names what, and what to do.
type Result struct {
	analysis.Diagnostic
	Level Level
	// Steps are how the program gets there, in the order of execution: the entry
	// point first, the place of the result last.
	Steps []Step
	// Symbol is what the result is about in stable words (API, category, entry):
	// the part of the fingerprint that survives moved and reformatted lines. The name
	// of the rule stands for the whole program.
	Symbol string
	// Data are further properties for machine formats: "api", "dataCategory", "scope" …
	Data map[string]string
}

// Step is one hop of a code flow.
type Step struct {
	Pos, End token.Pos
	// Message says why control or data is here: "entry: page life-cycle onLoad".
	Message string
}

// Results is the ResultType of every rule, in order of position.
type Results []Result

// ResultType is the reflect type that every rule's Analyzer declares.
var ResultType = reflect.TypeFor[Results]()

// Report hands the results to the pass as diagnostics and returns them sorted,
// so that a rule's Run ends in `return rule.Report(pass, results), nil`.
func Report(pass *analysis.Pass, results Results) Results {
	slices.SortStableFunc(results, func(a, b Result) int {
		if a.Pos != b.Pos {
			return int(a.Pos - b.Pos)
		}
		return int(a.End - b.End)
	})
	for i := range results {
		r := &results[i]
		for _, s := range r.Steps {
			r.Related = append(r.Related, analysis.RelatedInformation{Pos: s.Pos, End: s.End, Message: s.Message})
		}
		pass.Report(r.Diagnostic)
	}
	return results
}
