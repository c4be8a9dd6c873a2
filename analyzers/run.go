// Package analyzers runs the rules over a program. It answers "which rules are
// there, and what do they find"; it knows nothing of files, formats or levels at
// which a run fails.
package analyzers

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/consents"
	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/inventory"
	"github.com/minivet/minivet/analyzers/mentions"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse"
)

// Options choose what is run.
type Options struct {
	Platform catalogue.Platform
	Rules    []string // names of rules; empty: all
	// Domains are the hosts that personal data may go to: "api.shop.test", or
	// "*.shop.test" for all below; none: there is no list.
	Domains []string
	// Catalogue is what is known of the platforms; nil: the built-in one.
	Catalogue *catalogue.Catalogue
	// Inventory asks for Report.Inventory.
	Inventory bool
	// Consents asks for Report.Consents.
	Consents bool
	// Mentions are APIs of the catalogue for Report.Mentions.
	Mentions []string
}

// Finding is one result with the name of its rule.
type Finding struct {
	Rule string
	rule.Result
}

// Report is what the rules found in one program, and what was covered.
type Report struct {
	Findings []Finding
	// Bounds that were hit, one line each: the analysis is incomplete there.
	Bounds []string
	// Inventory is nil unless it was asked for.
	Inventory *inventory.Table
	// Consents are the sensitive calls, if they were asked for.
	Consents consents.List
	// Mentions are the places that name the APIs asked for.
	Mentions mentions.List
	// Entries is the number of entry points analysed, Calls of the sensitive calls
	// seen, Reached of the functions analysed.
	Entries, Calls, Reached int
}

var runs atomic.Int64

// Run analyses prog. An error means that a rule could not run at all.
func Run(prog *jsparse.Program, opt Options) (*Report, error) {
	path := fmt.Sprintf("minivet.invalid/program%d", runs.Add(1))
	release := engine.Register(path, &engine.Input{Program: prog, Catalogue: cmp.Or(opt.Catalogue, catalogue.Default()), Platform: opt.Platform, Domains: opt.Domains})
	defer release()
	list := append(chosen(opt.Rules), engine.Analyzer)
	if opt.Inventory {
		list = append(list, inventory.Analyzer)
	}
	if opt.Consents {
		list = append(list, consents.Analyzer)
	}
	if len(opt.Mentions) > 0 {
		list = append(list, mentions.Analyzer(opt.Mentions))
	}
	// One after the other, in this goroutine: a panic in one of its own could not be
	// recovered from, and would end the run for all programs.
	graph, err := checker.Analyze(list, []*packages.Package{handMade(path, prog)}, &checker.Options{Sequential: true})
	if err != nil {
		return nil, err
	}
	report := &Report{}
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, fmt.Errorf("%s: %w", act.Analyzer.Name, act.Err)
		}
		switch res := act.Result.(type) {
		case rule.Results:
			for _, r := range res {
				report.Findings = append(report.Findings, Finding{act.Analyzer.Name, r})
			}
		case *inventory.Table:
			report.Inventory = res
		case consents.List:
			report.Consents = res
		case mentions.List:
			report.Mentions = res
		case *engine.Program:
			report.Bounds, report.Entries, report.Calls, report.Reached = res.Bounds, res.Result.Entries, len(res.Calls), res.Reached
		}
	}
	slices.SortStableFunc(report.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End), cmp.Compare(a.Rule, b.Rule))
	})
	report.Findings = attribute(prog, report.Findings)
	return report, nil
}

func chosen(names []string) []*analysis.Analyzer {
	all := All()
	if len(names) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(a *analysis.Analyzer) bool { return !slices.Contains(names, a.Name) })
}

// handMade is the package that go/analysis wants: no Go files, the program's own
// as OtherFiles.
func handMade(path string, prog *jsparse.Program) *packages.Package {
	pkg := types.NewPackage(path, "program")
	pkg.MarkComplete()
	p := &packages.Package{
		ID: path, Name: "program", PkgPath: path, Fset: prog.Fset,
		Types: pkg, TypesInfo: &types.Info{}, TypesSizes: types.SizesFor("gc", "amd64"),
	}
	for _, f := range prog.Files {
		p.OtherFiles = append(p.OtherFiles, f.Path)
	}
	return p
}
