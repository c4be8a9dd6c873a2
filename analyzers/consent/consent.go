package consent

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse/ir"
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
	for _, group := range together(prog) {
		results = append(results, result(prog, group))
	}
	results = append(results, prog.PromptResults(unknown, rule.Note)...)
	return rule.Report(pass, results), nil
}

// unknown is said of a call whose API nothing tells.
var unknown = map[interp.PromptKind]string{
	interp.PromptUnknown: "the name of the API that is called here is not known, so whether it touches personal data can't be seen: take the name from constants",
}

// sensitive is a call that is a result.
type sensitive struct {
	*interp.Call
	level rule.Level
}

// together are the calls to report, by instruction: wx[name] over several names is one
// result. In each group the worst comes first.
func together(prog *engine.Program) [][]sensitive {
	var groups [][]sensitive
	at := map[*ir.Instr]int{}
	for _, call := range prog.Calls {
		level, ok := judge(prog, call)
		if !ok {
			continue
		}
		k, known := at[call.Ins]
		if !known {
			k, at[call.Ins] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[k] = append(groups[k], sensitive{call, level})
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b sensitive) int {
			return cmp.Or(cmp.Compare(b.level, a.level), cmp.Compare(slices.Index(gravest, a.Verdict), slices.Index(gravest, b.Verdict)))
		})
	}
	return groups
}

// gravest orders verdicts.
var gravest = []interp.Verdict{interp.Unguarded, interp.Unchecked, interp.WrongScope, interp.Partial}

// judge decides whether a sensitive call is a result, and of which level.
func judge(prog *engine.Program, call *interp.Call) (rule.Level, bool) {
	if call.Verdict == interp.Guarded || call.Switched {
		return 0, false
	}
	level := rule.Error
	if call.API.PromptsOn(prog.Platform) {
		level = rule.Warning
	}
	switch call.API.Consent {
	case catalogue.ConsentAlways:
		return level, true
	case catalogue.ConsentIfLeaves:
		return level, len(call.Leaves) > 0
	case catalogue.ConsentPicker:
		return rule.Note, len(call.Leaves) > 0
	}
	return 0, false
}

// result reports calls of one place.
func result(prog *engine.Program, group []sensitive) rule.Result {
	worst := group[0]
	r := prog.CallResult(worst.Call, worst.level, string(worst.Verdict), message(prog, worst.Call, subject(prog, group)))
	if len(group) > 1 {
		apis, categories := named(group)
		r.Symbol = strings.Join(apis, ",") + " " + string(worst.Verdict)
		r.Data["api"], r.Data["dataCategory"] = strings.Join(apis, ","), strings.Join(categories, ",")
	}
	return r
}

// named are the APIs and the kinds of data of calls, each once.
func named(group []sensitive) (apis, categories []string) {
	for _, c := range group {
		if !slices.Contains(apis, c.API.Name) {
			apis = append(apis, c.API.Name)
		}
		if !slices.Contains(categories, c.API.Category) {
			categories = append(categories, c.API.Category)
		}
	}
	return apis, categories
}

// subject begins the message: what touches or yields which data.
func subject(prog *engine.Program, group []sensitive) string {
	apis, categories := named(group)
	for i, name := range apis {
		apis[i] = prog.Catalogue.Written(name)
	}
	touches, yields, call := "touches", "yields", group[0].Call
	leaves := call.API.Consent == catalogue.ConsentIfLeaves || call.API.Consent == catalogue.ConsentPicker
	for i, name := range categories {
		if c := prog.Catalogue.Category(name); c != nil && leaves {
			categories[i] = c.Data
		} else if c != nil {
			categories[i] = c.Words
		}
	}
	if len(apis) > 1 {
		touches, yields = "touch", "yield"
	}
	if leaves {
		return fmt.Sprintf("%s %s %s, and the program %s", list(apis), yields, list(categories), destinations(prog, call))
	}
	return fmt.Sprintf("%s %s %s", list(apis), touches, list(categories))
}

// list joins words: "a, b and c".
func list(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return words[0]
}

func message(prog *engine.Program, call *interp.Call, head string) string {
	if call.API.Consent == catalogue.ConsentPicker {
		return head + ": the user picks it in the platform's dialogue, but is not told that it goes there; say so before"
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

// destinations are where the data of a call goes, each once: "sends this to … and keeps this in …".
func destinations(prog *engine.Program, call *interp.Call) string {
	var out []string
	for _, f := range call.Leaves {
		where := "sends this to " + prog.Goes(f)
		if f.Sink.Stores {
			where = "keeps this in " + f.Sink.Dest
		}
		if !slices.Contains(out, where) {
			out = append(out, where)
		}
	}
	return list(out)
}

// advice says how consent for the call is had.
func advice(prog *engine.Program, call *interp.Call) string {
	cat := prog.Catalogue
	if scope := call.API.ScopeOn(prog.Platform); scope != "" {
		if !slices.ContainsFunc(cat.GuardsOf("authorize"), func(g catalogue.Guard) bool { return g.Covers == "scope-argument" }) {
			return fmt.Sprintf("call it after authSetting['%s'] of %s was tested, or after an agreement of your own that names this data", scope, cat.Written("getSetting"))
		}
		return fmt.Sprintf("call it in the success callback of %s({scope: '%s'}), or after authSetting['%s'] was tested", cat.Written("authorize"), scope, scope)
	}
	if prog.Platform == catalogue.TCMPP || cat.API("requirePrivacyAuthorize") == nil {
		return "ask in a dialogue or an agreement of your own that names this data, and call it only after the user agreed"
	}
	return "call it after wx.requirePrivacyAuthorize succeeded, or after an agreement of your own that names this data"
}
