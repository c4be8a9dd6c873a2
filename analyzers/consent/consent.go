package consent

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
)

//go:embed doc.go
var doc string

// Analyzer is the rule consent.
var Analyzer = &analysis.Analyzer{
	Name:       "consent",
	Doc:        rule.MustExtractDoc(doc, "consent"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	var results rule.Results
	for _, call := range prog.Calls {
		if r, ok := judge(prog, call); ok {
			results = append(results, r)
		}
	}
	return rule.Report(pass, results), nil
}

// judge decides whether a sensitive call is a result, and of which level.
func judge(prog *engine.Program, call *interp.Call) (rule.Result, bool) {
	if call.Verdict == interp.Guarded || call.Switched {
		return rule.Result{}, false
	}
	level := rule.Error
	if call.API.PromptsOn(prog.Platform) {
		level = rule.Warning
	}
	switch call.API.Consent {
	case catalogue.ConsentAlways:
	case catalogue.ConsentIfLeaves:
		if len(call.Leaves) == 0 {
			return rule.Result{}, false
		}
	case catalogue.ConsentPicker:
		if len(call.Leaves) == 0 {
			return rule.Result{}, false
		}
		level = rule.Note
	default:
		return rule.Result{}, false
	}
	return result(prog, call, level), true
}

func result(prog *engine.Program, call *interp.Call, level rule.Level) rule.Result {
	return prog.CallResult(call, level, string(call.Verdict), message(prog, call, interp.Display(call.API.Name)))
}

func message(prog *engine.Program, call *interp.Call, name string) string {
	what := call.API.Category
	if c := prog.Catalogue.Category(call.API.Category); c != nil {
		what = c.Words
	}
	head := fmt.Sprintf("%s touches %s", name, what)
	if call.API.Consent == catalogue.ConsentIfLeaves || call.API.Consent == catalogue.ConsentPicker {
		head = fmt.Sprintf("%s yields %s, which goes to %s", name, what, destinations(call))
	}
	if call.API.Consent == catalogue.ConsentPicker {
		return head + ": the user hands it over in the platform's dialogue, but is not asked whether it may go there; say so before"
	}
	switch call.Verdict {
	case interp.Partial:
		return head + " on a path where the user has not agreed; other paths ask first: " + advice(prog, call)
	case interp.WrongScope:
		return fmt.Sprintf("%s, but only %s was granted, which does not cover it: %s", head, strings.Join(call.Scopes, ", "), advice(prog, call))
	case interp.Unchecked:
		return head + " whatever the user answered: go on only where the answer was yes"
	}
	return head + " before the user has agreed: " + advice(prog, call)
}

func destinations(call *interp.Call) string {
	var out []string
	for _, f := range call.Leaves {
		seen := false
		for _, o := range out {
			seen = seen || o == f.Sink.Dest
		}
		if !seen {
			out = append(out, f.Sink.Dest)
		}
	}
	return strings.Join(out, " and ")
}

// advice says how consent for the call is had.
func advice(prog *engine.Program, call *interp.Call) string {
	if scope := call.API.ScopeOn(prog.Platform); scope != "" {
		return fmt.Sprintf("call it in the success callback of wx.authorize({scope: '%s'}), or after authSetting['%s'] was tested", scope, scope)
	}
	if prog.Platform == catalogue.TCMPP {
		return "ask in a dialogue or an agreement of your own that names this data, and call it only after the user agreed"
	}
	return "call it after wx.requirePrivacyAuthorize succeeded, or after an agreement of your own that names this data"
}
