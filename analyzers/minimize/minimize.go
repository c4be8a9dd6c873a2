package minimize

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
)

//go:embed doc.go
var doc string

// Analyzer is the rule minimize.
var Analyzer = &analysis.Analyzer{
	Name:       "minimize",
	Doc:        rule.MustExtractDoc(doc, "minimize"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	prog := engine.Of(pass)
	called := map[string]bool{}
	for _, use := range prog.APIs {
		called[use.Name] = true
	}
	var results rule.Results
	for _, call := range prog.Calls {
		if f := prog.File(call.Unit); call.Framework || f != nil && f.Package.Name != "" {
			continue // what a library reads for other programs is not this one's doing
		}
		if category, message := judge(prog, call, called); category != "" {
			r := prog.CallResult(call, rule.Warning, category, message)
			if category == "narrower" {
				r.Level = rule.Note // nothing is used that the program should not have: advice
				r.SuggestedFixes = narrow(prog, call)
			}
			results = append(results, r)
		}
	}
	return rule.Report(pass, results), nil
}

// judge says what of a call is more than needed, if anything.
func judge(prog *engine.Program, call *interp.Call, called map[string]bool) (category, message string) {
	name := call.API.Written()
	fields, escaped := reads(call)
	switch {
	case call.API.Role == catalogue.RoleSwitch || strings.HasPrefix(call.API.Name, "<") || elsewhere(call.API):
	case len(fields) == 0 && !escaped:
		return "unread", fmt.Sprintf("nothing of what %s yields is read: remove the call", name)
	case !escaped:
		if getters := prog.Catalogue.Narrower(call.API.Name, fields); len(getters) > 0 {
			return "narrower", fmt.Sprintf("of %s only %s is read: call wx.%s, which yields less", name, strings.Join(fields, ", "), getters[0])
		}
	}
	switch {
	case lingers(call, called):
		return "listener", fmt.Sprintf("%s is never undone, %s: call %s in onUnload", name, lingering(prog.Catalogue, call.API, called), prog.Catalogue.Written(call.API.Off))
	case call.Timer && call.API.Consent != catalogue.ConsentPicker: // the user answers each time
		return "timer", fmt.Sprintf("%s is called again and again by a timer: collect when something happens instead", name)
	}
	return "", ""
}

// narrow calls the getter that yields less instead, where both answer at once.
func narrow(prog *engine.Program, call *interp.Call) []analysis.SuggestedFix {
	fields, _ := reads(call)
	getter := prog.Catalogue.Narrower(call.API.Name, fields)[0]
	f, site, ok := prog.Site(call)
	if !ok || !site.Method || !strings.HasSuffix(call.API.Name, "Sync") {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   "call wx." + getter,
		TextEdits: []analysis.TextEdit{engine.Rename(f, site.Names[0], call.API.Name, getter)},
	}}
}

// elsewhere tells an API whose data arrives through another one: a recording is handed
// over when it is stopped.
func elsewhere(api *catalogue.API) bool {
	return strings.Contains(api.Off, "stop")
}

// reads are the fields of a call's result that the program reads, sorted.
func reads(call *interp.Call) (fields []string, escaped bool) {
	for _, s := range call.Sources {
		escaped = escaped || s.Escaped || s.Shown
		for _, path := range s.Reads {
			field, _, _ := strings.Cut(strings.ReplaceAll(path, "[", "."), ".")
			if !slices.Contains(fields, field) {
				fields = append(fields, field)
			}
		}
	}
	slices.Sort(fields)
	return fields, escaped
}

// lingers tells whether a listener of a page is never taken off.
func lingers(call *interp.Call, called map[string]bool) bool {
	api := call.API
	return api.Role == catalogue.RoleListener && (api.Category == "bluetooth" || api.Category == "location") &&
		api.Off != "" && !called[api.Off] && call.Page
}

// lingering says what comes of that: what is closed is quiet until it is opened for
// something else.
func lingering(c *catalogue.Catalogue, api *catalogue.API, called map[string]bool) string {
	if closed(c, api, called) {
		return "and what is closed reaches it again once it is opened anew"
	}
	return "so the page goes on collecting when it is left"
}

// closed tells whether the program closes what an API needs.
func closed(c *catalogue.Catalogue, api *catalogue.API, called map[string]bool) bool {
	return slices.ContainsFunc(api.Needs, func(name string) bool {
		need := c.API(name)
		return need != nil && strings.HasPrefix(need.Off, "close") && called[need.Off]
	})
}
