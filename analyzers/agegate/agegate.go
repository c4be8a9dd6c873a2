package agegate

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

//go:embed doc.go
var doc string

// Analyzer is the rule agegate.
var Analyzer = &analysis.Analyzer{
	Name:       "agegate",
	Doc:        rule.MustExtractDoc(doc, "agegate"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	var results rule.Results
	if taken := collected(prog); len(taken) > 0 && !asksAge(prog) {
		results = append(results, result(prog, taken))
	}
	return rule.Report(pass, results), nil
}

// harmless tells whether a call collects nothing: what describes the device counts
// only where it is stored or leaves.
func harmless(call *interp.Call) bool {
	return call.API.Consent == catalogue.ConsentIfLeaves && len(call.Leaves) == 0
}

// taking is where personal data is collected.
type taking struct {
	api      *catalogue.API
	unit     *ir.Unit
	pos, end int32
}

// collected are the calls that collect personal data, then the elements that do.
func collected(prog *engine.Program) []taking {
	var out []taking
	for _, call := range prog.Calls {
		if !harmless(call) {
			out = append(out, taking{call.API, call.Unit, call.Ins.Pos, call.Ins.End})
		}
	}
	for _, s := range prog.Controls {
		out = append(out, taking{s.API, s.Unit, s.Ins.Pos, s.Ins.End})
	}
	return out
}

// result stands on the first place, and names what all of them collect.
func result(prog *engine.Program, taken []taking) rule.Result {
	first := taken[0]
	pos, end := prog.Range(first.unit, first.pos, first.end)
	what := words(prog, taken)
	return rule.Result{
		Diagnostic: analysis.Diagnostic{Pos: pos, End: end, Message: fmt.Sprintf(
			"the program collects personal data (%s), and nothing in it asks or checks the user's age: where children may use it, ask first, and have a guardian agree", strings.Join(what, ", "))},
		Level:  rule.Note,
		Symbol: "agegate",
		Data:   map[string]string{"api": first.api.Name, "dataCategory": first.api.Category},
	}
}

// words are the kinds of data that are collected, as people call them.
func words(prog *engine.Program, taken []taking) []string {
	var out []string
	for _, t := range taken {
		what := t.api.Category
		if c := prog.Catalogue.Category(what); c != nil {
			what = c.Words
		}
		if !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	return out
}

// asksAge tells whether a text of the views or of the code that runs is about age.
func asksAge(prog *engine.Program) bool {
	about := prog.Catalogue.AgeText
	if slices.ContainsFunc(prog.Texts, about) {
		return true
	}
	for _, v := range views(prog) {
		if v != nil && (v.Tree != nil && about(v.Tree.AllText()) || slices.ContainsFunc(v.Elements, func(el *wxml.Element) bool { return elementSays(el, about) })) {
			return true
		}
	}
	return false
}

func views(prog *engine.Program) []*jsparse.View {
	var out []*jsparse.View
	for _, p := range prog.Pages {
		out = append(out, p.View)
	}
	for _, c := range prog.Components {
		out = append(out, c.View)
	}
	return out
}

// elementSays looks at the attributes that a user sees or that name what is entered:
// placeholders, labels, fields, with the data that they are bound to. Its text counts
// too, for templates of other files.
func elementSays(el *wxml.Element, about func(string) bool) bool {
	for i := range el.Attrs {
		switch a := &el.Attrs[i]; a.Name {
		case "class", "style", "id", "src", "hover-class":
		default:
			if about(a.Value) {
				return true
			}
		}
	}
	return slices.ContainsFunc(el.Children, func(n wxml.Node) bool {
		t, ok := n.(*wxml.Text)
		return ok && slices.ContainsFunc(t.Parts, func(p wxml.Part) bool { return about(p.Text) })
	})
}
