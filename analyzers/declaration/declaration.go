package declaration

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/appjson"
)

//go:embed doc.go
var doc string

// Analyzer is the rule declaration.
var Analyzer = &analysis.Analyzer{
	Name:       "declaration",
	Doc:        rule.MustExtractDoc(doc, "declaration"),
	Requires:   []*analysis.Analyzer{engine.Analyzer},
	ResultType: rule.ResultType,
	Run:        run,
}

func run(pass *analysis.Pass) (any, error) {
	c := newChecker(engine.Of(pass))
	// A plug-in declares nothing; the program that uses it does.
	if c.file != nil && c.app.Root != nil && c.app.Kind != appjson.Plugin {
		c.privateInfos()
		c.purposes()
		c.backgroundModes()
	}
	return rule.Report(pass, c.results), nil
}

// checker compares app.json with the code of one program.
type checker struct {
	prog    *engine.Program
	app     *appjson.App
	file    *jsparse.File            // app.json or game.json; nil if there is none
	used    map[string]interp.APIUse // the first call of each API
	results rule.Results
}

func newChecker(prog *engine.Program) *checker {
	c := &checker{prog: prog, app: prog.App, used: map[string]interp.APIUse{}}
	for _, f := range prog.Files {
		if f.Path == prog.App.Path {
			c.file = f
		}
	}
	for _, use := range prog.APIs {
		if _, ok := c.used[use.Name]; !ok {
			c.used[use.Name] = use
		}
	}
	return c
}

func (c *checker) uses(api string) bool {
	_, ok := c.used[api]
	return ok
}

// span is a place in app.json; the zero span is its first character.
type span struct{ pos, end int32 }

func valueSpan(v appjson.Value) span { return span{v.Pos, v.End} }

// listSpan is where something that a list lacks is reported: at its key.
func listSpan(l appjson.List) span { return span{l.KeyPos, l.KeyEnd} }

// finding is a result in the making.
type finding struct {
	level    rule.Level
	category string
	at       span
	about    string // an API, scope or background mode
	message  string
	// use is a call that the result follows from; none for what is needless.
	use *interp.APIUse
}

func (c *checker) report(f finding) {
	pos, end := c.file.Pos(f.at.pos), c.file.Pos(f.at.end)
	r := rule.Result{
		Diagnostic: analysis.Diagnostic{Pos: pos, End: end, Category: f.category, Message: f.message},
		Level:      f.level,
		Symbol:     f.about + " " + f.category,
		Data:       map[string]string{"declaration": f.about},
	}
	if f.use != nil {
		r.Data["api"] = f.use.Name
		use, useEnd := c.prog.Range(f.use.Unit, f.use.Ins.Pos, f.use.Ins.End)
		// A call that the framework makes itself has no place.
		if use.IsValid() {
			r.Steps = []rule.Step{
				{Pos: use, End: useEnd, Message: c.prog.Catalogue.Written(f.use.Name) + " is called here"},
				{Pos: pos, End: end, Message: "this file has to declare it"},
			}
		}
	}
	c.results = append(c.results, r)
}

// privateInfos compares requiredPrivateInfos, which only WeChat has.
func (c *checker) privateInfos() {
	if c.prog.Platform != catalogue.WeChat {
		return
	}
	list := c.app.RequiredPrivateInfos
	declared := map[string]bool{}
	for _, item := range list.Items {
		declared[item.Text] = true
	}
	precise := c.preciseOf(func(api string) bool { return declared[api] })
	for _, item := range list.Items {
		c.privateInfo(item, precise)
	}
	for _, api := range c.prog.Catalogue.APIs() {
		if api.PrivateInfo && !declared[api.Name] && c.uses(api.Name) {
			c.missingInfo(api, declared)
		}
	}
}

// preciseOf is the first API that excludes getFuzzyLocation for which has holds, "" if
// there is none.
func (c *checker) preciseOf(has func(api string) bool) string {
	for _, api := range c.prog.Catalogue.APIs() {
		if excludesFuzzy(api) && has(api.Name) {
			return api.Name
		}
	}
	return ""
}

// fuzzy is the API that yields approximate positions.
const fuzzy = "getFuzzyLocation"

// excludesFuzzy tells whether WeChat refuses the API beside getFuzzyLocation: the
// precise ones are, those in which the user picks a place are not.
func excludesFuzzy(api *catalogue.API) bool {
	return api.PrivateInfo && api.Precise && api.Consent != catalogue.ConsentPicker
}

// privateInfo judges one element of the list. An element is one result at most.
func (c *checker) privateInfo(item appjson.Value, precise string) {
	api := c.prog.Catalogue.API(item.Text)
	switch {
	case api == nil || !api.PrivateInfo:
		c.report(finding{level: rule.Warning, category: "unknown", at: valueSpan(item), about: item.Text,
			message: fmt.Sprintf("requiredPrivateInfos does not take %q: remove the entry, the build fails on it", item.Text)})
	case item.Text == fuzzy && precise != "":
		c.report(finding{level: rule.Warning, category: "conflict", at: valueSpan(item), about: item.Text,
			message: fmt.Sprintf("getFuzzyLocation cannot be declared beside %s, the build fails on it: keep getFuzzyLocation if approximate positions do, else the other", precise)})
	case !c.uses(item.Text):
		c.needless("requiredPrivateInfos", item, "calls "+c.prog.Catalogue.Written(item.Text), []string{item.Text})
	}
}

// missingInfo reports an API that is called and not declared. The advice differs
// where it and another that is declared or called exclude each other.
func (c *checker) missingInfo(api *catalogue.API, declared map[string]bool) {
	wanted := func(name string) bool { return declared[name] || c.uses(name) }
	rival := ""
	switch {
	case api.Name == fuzzy:
		rival = c.preciseOf(wanted)
	case excludesFuzzy(api) && wanted(fuzzy):
		rival = fuzzy
	}
	advice := "add it, or the call fails on the device"
	if rival != "" {
		advice = fmt.Sprintf("it cannot be declared beside %s, so use only one of the two", rival)
	}
	use := c.used[api.Name]
	c.report(finding{level: rule.Warning, category: "missing", at: listSpan(c.app.RequiredPrivateInfos), about: api.Name, use: &use,
		message: fmt.Sprintf("%s is called, but requiredPrivateInfos does not name it: %s", api.Written(), advice)})
}
