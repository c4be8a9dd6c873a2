// Package consents lists the sensitive calls of a program with the consent that
// holds at each. It answers what somebody asks who points at a call in an editor:
// what is this, may it run, and what lets it.
package consents

import (
	"go/token"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/inventory"
	"github.com/minivet/minivet/analyzers/rule"
)

// Call is one sensitive call.
type Call struct {
	API      string // as it is called: "wx.getLocation"
	Category string // of the catalogue: "location"
	Words    string // the category in a sentence: "the location"
	// State is one of the words of inventory.Row.Consent.
	State string
	// Guards are, in words, the consents that hold on every path to it.
	Guards   []string
	Pos, End token.Pos
	// Steps lead from an entry point to the call; if a path lacks consent, they are
	// that path.
	Steps []rule.Step
}

// List is sorted by file and position.
type List []Call

// Analyzer yields a List.
var Analyzer = &analysis.Analyzer{
	Name:       "consents",
	Doc:        "list the sensitive calls with their consent",
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: reflect.TypeFor[List](),
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	var list List
	for _, call := range prog.Calls {
		c := Call{
			API: call.API.Written(), Category: call.API.Category, Words: call.API.Category,
			State: inventory.Consent(call), Guards: call.Guards, Steps: prog.Steps(call.Steps),
		}
		if category := prog.Catalogue.Category(c.Category); category != nil {
			c.Words = category.Words
		}
		c.Pos, c.End = prog.Range(call.Unit, call.Ins.Pos, call.Ins.End)
		list = append(list, c)
	}
	return list, nil
}
