package egress

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
)

//go:embed doc.go
var doc string

// Analyzer is the rule egress.
var Analyzer = &analysis.Analyzer{
	Name:       "egress",
	Doc:        rule.MustExtractDoc(doc, "egress"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	var results rule.Results
	for _, f := range prog.Flows {
		if f.Sink.Class == "network" || f.Sink.Class == "log" && f.Sink.Leaves {
			results = append(results, result(prog, f))
		}
	}
	return rule.Report(pass, results), nil
}

func result(prog *engine.Program, f *interp.Flow) rule.Result {
	consented := prog.Consented(f.Source)
	plain := plainAddress(f)
	r := rule.Result{Level: rule.Note, Symbol: f.Source.API.Name + " → " + f.Sink.Name}
	r.Message = fmt.Sprintf("%s sends %s to %s", prog.Catalogue.Written(f.Sink.Name), prog.DataWords(f), prog.Goes(f))
	r.Category = "inventory"
	switch {
	case !consented:
		r.Level, r.Category = rule.Error, "unconsented"
		r.Message += fmt.Sprintf(", and the user has not agreed when %s reads it: ask first", f.Source.API.Written())
		if plain != "" {
			r.Message += fmt.Sprintf(", and do not send it over %s, which anyone on the way can read", plain)
		}
	case len(prog.Foreign(f)) > 0:
		r.Level, r.Category = rule.Error, "unlisted"
		r.Message += fmt.Sprintf(", and %s is not among the configured domains: add it to them, or do not send it there", strings.Join(prog.Foreign(f), ", "))
	case plain != "":
		r.Level, r.Category = rule.Error, "plaintext"
		r.Message += fmt.Sprintf(" over %s, which anyone on the way can read: use the encrypted form", plain)
	}
	return prog.FlowResult(r, f)
}

// plainAddress is the scheme of an address that is not encrypted.
func plainAddress(f *interp.Flow) string {
	for _, u := range f.URLs {
		for _, scheme := range []string{"http://", "ws://"} {
			if strings.HasPrefix(u, scheme) {
				return strings.TrimSuffix(scheme, "://")
			}
		}
	}
	return ""
}
