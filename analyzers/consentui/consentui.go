package consentui

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
)

//go:embed doc.go
var doc string

// Analyzer is the rule consentui.
var Analyzer = &analysis.Analyzer{
	Name:       "consentui",
	Doc:        rule.MustExtractDoc(doc, "consentui"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

var messages = map[interp.PromptKind]string{
	interp.PromptTicked:    "this agreement is ticked before the user has chosen, so it is no consent: leave it unticked at first",
	interp.PromptSame:      "both answers of this dialogue take the data, so confirming it is no consent: take nothing where the user refuses",
	interp.PromptNoRefusal: "this dialogue asks for consent but cannot be refused (showCancel is false), so confirming it is no consent: give it a refuse button",
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	return rule.Report(pass, prog.PromptResults(messages, rule.Warning)), nil
}
