package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/agegate"
	"github.com/minivet/minivet/analyzers/consent"
	"github.com/minivet/minivet/analyzers/consentui"
	"github.com/minivet/minivet/analyzers/declaration"
	"github.com/minivet/minivet/analyzers/egress"
	"github.com/minivet/minivet/analyzers/fuzzylocation"
	"github.com/minivet/minivet/analyzers/minimize"
	"github.com/minivet/minivet/analyzers/refusal"
	"github.com/minivet/minivet/analyzers/retention"
)

// All are the rules, sorted by name. A new rule is a folder beside this file and a
// line here.
func All() []*analysis.Analyzer {
	return []*analysis.Analyzer{
		agegate.Analyzer,
		consent.Analyzer,
		consentui.Analyzer,
		declaration.Analyzer,
		egress.Analyzer,
		fuzzylocation.Analyzer,
		minimize.Analyzer,
		refusal.Analyzer,
		retention.Analyzer,
	}
}
