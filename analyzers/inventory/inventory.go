package inventory

import (
	"cmp"
	"go/token"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
)

// Analyzer yields a *Table.
var Analyzer = &analysis.Analyzer{
	Name:       "inventory",
	Doc:        "list the personal data that a mini program uses",
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: reflect.TypeFor[*Table](),
	Run:        run,
}

// Table is the inventory of one program, sorted by category, API and package.
type Table struct{ Rows []Row }

// Row is one use of personal data: one API, in own code or in one package.
type Row struct {
	Category string `json:"category"` // key of the catalogue: "location"
	Words    string `json:"words"`    // in a sentence: "the location"
	// Terms: the category is among those of TCMPP's data-processing terms.
	Terms bool   `json:"terms"`
	API   string `json:"api"` // as it is called: "wx.getLocation"
	// Pages use it: pages and components as in app.json, and "app".
	Pages []string `json:"pages"`
	// Purpose is what app.json tells the user, "" if it says nothing.
	Purpose string `json:"purpose,omitempty"`
	// Goes is where the data goes, Keeps where it is kept, as far as is known.
	Goes  []string `json:"goes"`
	Keeps []string `json:"keeps"`
	// Hosts are those among Goes that are hosts.
	Hosts []string `json:"-"`
	// Fields of the result that the program reads.
	Fields []string `json:"fields"`
	// Consent is "guarded", "by picker", or the category of the rule consent:
	// "unguarded", "partial", "wrongscope", "unchecked". "not needed": it stays.
	Consent string   `json:"consent"`
	Guards  []string `json:"guards"`
	// Package is the third-party code that calls it: "name 1.2.3"; "" for own code.
	Package string `json:"package,omitempty"`
	// Places of the calls, as "file:line"; filled in by those who know how files are shown.
	Places []string    `json:"places"`
	Calls  []token.Pos `json:"-"`
}

// Key tells rows apart across versions of a program.
func (r *Row) Key() string {
	name, _, _ := strings.Cut(r.Package, " ")
	return r.Category + " " + r.API + " " + name
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	rows := map[string]*Row{}
	var order []string
	for _, call := range prog.Calls {
		if harmless(call) {
			continue
		}
		row := rowOf(prog, call)
		key := row.Key()
		if old := rows[key]; old != nil {
			old.merge(&row)
			continue
		}
		rows[key] = &row
		order = append(order, key)
	}
	slices.Sort(order)
	table := &Table{}
	for _, key := range order {
		table.Rows = append(table.Rows, *rows[key])
	}
	slices.SortStableFunc(table.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.API, b.API), cmp.Compare(a.Package, b.Package))
	})
	return table, nil
}

// harmless tells a call of which only fields are read that say nothing of a person
// or device, such as the language.
func harmless(call *interp.Call) bool {
	if call.API.Consent != catalogue.ConsentIfLeaves || len(call.Leaves) > 0 {
		return false
	}
	for _, s := range call.Sources {
		if s.Escaped || s.Shown || slices.ContainsFunc(s.Reads, func(path string) bool { return slices.Contains(call.API.Fields, path) }) {
			return false
		}
	}
	return true
}

func rowOf(prog *engine.Program, call *interp.Call) Row {
	row := Row{
		Category: call.API.Category, Words: call.API.Category, API: call.API.Written(),
		Pages: call.Pages, Guards: call.Guards, Consent: Consent(call), Purpose: purpose(prog, call.API),
	}
	if c := prog.Catalogue.Category(call.API.Category); c != nil {
		row.Words, row.Terms = c.Words, c.Terms
	}
	if f := prog.File(call.Unit); f != nil {
		row.Package = f.Package.String()
	}
	for _, s := range call.Sources {
		for _, path := range s.Reads {
			if !strings.HasPrefix(path, "@") { // not what a server answered to it
				row.Fields = add(row.Fields, path)
			}
		}
	}
	for _, f := range prog.Flows {
		if !slices.Contains(call.Sources, f.Source) {
			continue
		}
		switch {
		case f.Sink.Stores:
			row.Keeps = add(row.Keeps, f.Sink.Dest)
		case f.Sink.Leaves:
			hosts := hostsOf(f)
			for _, h := range hosts {
				row.Hosts, row.Goes = add(row.Hosts, h), add(row.Goes, h)
			}
			if len(hosts) == 0 {
				row.Goes = add(row.Goes, f.Sink.Dest)
			}
		}
	}
	pos, _ := prog.Range(call.Unit, call.Ins.Pos, call.Ins.End)
	row.Calls = []token.Pos{pos}
	return row
}

// hostsOf are the hosts that a flow is known to go to.
func hostsOf(f *interp.Flow) []string {
	var out []string
	for _, u := range f.URLs {
		out = add(out, engine.Host(u))
	}
	return out
}

// Consent says under which consent a call is made, in the words of [Row.Consent].
func Consent(call *interp.Call) string {
	switch {
	case call.API.Consent == catalogue.ConsentPicker:
		return "by picker"
	case call.API.Consent == catalogue.ConsentIfLeaves && len(call.Leaves) == 0:
		return "not needed"
	case call.Verdict == interp.Guarded || call.Switched:
		return "guarded"
	}
	return string(call.Verdict)
}

// purpose is the text in app.json that the platform shows when it asks.
func purpose(prog *engine.Program, api *catalogue.API) string {
	scope := api.ScopeOn(prog.Platform)
	for _, p := range prog.App.Permission {
		if p.Scope == scope {
			return p.Desc.Text
		}
	}
	return ""
}

// grades of consent, the best first: a row is as good as its worst call.
var grades = []string{"not needed", "by picker", "guarded", "partial", "unchecked", "wrongscope", "unguarded"}

func (r *Row) merge(o *Row) {
	for _, p := range o.Pages {
		r.Pages = add(r.Pages, p)
	}
	for _, p := range o.Goes {
		r.Goes = add(r.Goes, p)
	}
	for _, p := range o.Hosts {
		r.Hosts = add(r.Hosts, p)
	}
	for _, p := range o.Keeps {
		r.Keeps = add(r.Keeps, p)
	}
	for _, p := range o.Fields {
		r.Fields = add(r.Fields, p)
	}
	for _, p := range o.Guards {
		r.Guards = add(r.Guards, p)
	}
	if slices.Index(grades, o.Consent) > slices.Index(grades, r.Consent) {
		r.Consent = o.Consent
	}
	r.Calls = append(r.Calls, o.Calls...)
}

// add puts s into a sorted list without doubles.
func add(list []string, s string) []string {
	if i, found := slices.BinarySearch(list, s); !found && s != "" {
		return slices.Insert(list, i, s)
	}
	return list
}
