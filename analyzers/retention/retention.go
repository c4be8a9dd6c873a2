package retention

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
)

//go:embed doc.go
var doc string

// Analyzer is the rule retention.
var Analyzer = &analysis.Analyzer{
	Name:       "retention",
	Doc:        rule.MustExtractDoc(doc, "retention"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	var results rule.Results
	for _, f := range prog.Flows {
		if f.Sink.Stores {
			results = append(results, result(prog, f))
		}
	}
	return rule.Report(pass, results), nil
}

func result(prog *engine.Program, f *interp.Flow) rule.Result {
	r := rule.Result{Level: rule.Note, Symbol: f.Source.API.Name + " → " + f.Sink.Name}
	r.Category = "inventory"
	r.Message = fmt.Sprintf("%s keeps %s in %s", prog.Catalogue.Written(f.Sink.Name), prog.DataWords(f), f.Sink.Dest)
	if !prog.Consented(f.Source) {
		r.Level, r.Category = rule.Warning, "unconsented"
		r.Message += fmt.Sprintf(", and the user has not agreed when %s reads it: ask first", f.Source.API.Written())
	}
	return prog.FlowResult(r, f)
}
