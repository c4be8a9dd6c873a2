package refusal

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
)

//go:embed doc.go
var doc string

// Analyzer is the rule refusal.
var Analyzer = &analysis.Analyzer{
	Name:       "refusal",
	Doc:        rule.MustExtractDoc(doc, "refusal"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

var messages = map[interp.PromptKind]string{
	interp.PromptAgain:   "the user has just refused and is asked again at once: go on without the data, and ask again only when the user does something that needs it",
	interp.PromptExit:    "the user's refusal ends the program: go on without the data",
	interp.PromptLeaves:  "the user's refusal ends the page: stay, and go on without the data",
	interp.PromptUnasked: "a permission dialogue comes up while the program starts, before the user has done anything that needs it: ask when the user taps what needs it",
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	return rule.Report(pass, prog.PromptResults(messages, rule.Warning)), nil
}
