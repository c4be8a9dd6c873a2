package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// whyCmd is `minivet why`.
type whyCmd struct {
	Name  string   `arg:"" help:"An API (getLocation, wx.getLocation) or a category of personal data (location)."`
	Paths []string `arg:"" optional:"" name:"path" help:"Folders with mini programs. Default: the current folder."`
	setup
	platformFlag
}

// Help is shown below the flags.
func (*whyCmd) Help() string {
	return `Lists every place that names the API, also in npm packages, bundled SDKs and code that never runs: an upload is scanned with all of it. Says whose code it is, whether any entry point reaches it and by which path, and what app.json has to declare.

Exit status: 0 no place names it; 1 some do; 2 the run failed.`
}

func (c *whyCmd) run(s streams) (Status, error) {
	if err := c.read(c.Paths, config.Flags{}); err != nil {
		return NotRun, err
	}
	apis := c.apis()
	if len(apis) == 0 {
		return NotRun, fmt.Errorf("%q is no API and no category of the catalogue; minivet explain NAME says what is known", c.Name)
	}
	opt := c.options(c.Paths, c.Platform)
	opt.Mentions = apis
	report, err := check.Run(opt)
	if err != nil {
		return NotRun, err
	}
	for _, n := range report.Notices {
		fmt.Fprintf(s.err, "minivet: %s%s\n", where(n), n.Message)
	}
	if report.Failed() {
		return NotRun, nil
	}
	found := false
	for i := range report.Programs {
		found = c.answer(&visible{w: s.out}, &report.Programs[i]) || found
	}
	if found {
		return Found, nil
	}
	return Clean, nil
}

// apis are the APIs that the name stands for, on any platform: which one a program is
// for shows only when it is read.
func (c *whyCmd) apis() []string {
	var out []string
	for _, p := range c.tables.Platforms() {
		out = append(out, c.apisOn(c.tables.On(catalogue.Platform(p.Name)))...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *whyCmd) apisOn(cat *catalogue.Catalogue) []string {
	var out []string
	if cat.Category(c.Name) != nil {
		for _, a := range cat.APIs() {
			if a.Category == c.Name && a.IsSource() {
				out = append(out, a.Name)
			}
		}
		return out
	}
	for _, a := range findAPIs(cat, c.Name) {
		out = append(out, a.Name)
	}
	return out
}

// stateWords say of each state of a mention whether the code runs.
var stateWords = map[string]string{
	"called":  "an entry point reaches the call",
	"runs":    "the code around it runs",
	"dead":    "no entry point reaches this code",
	"unused":  "nothing refers to this file",
	"element": "in a view",
}

// answer prints what one program has of it.
func (c *whyCmd) answer(w io.Writer, p *finding.Program) bool {
	if len(p.Mentions) == 0 {
		fmt.Fprintf(w, "%s: nothing names %s\n", p.Root, c.Name)
		return false
	}
	fmt.Fprintf(w, "%s (%s): %d places name %s\n", p.Root, p.Platform, len(p.Mentions), c.Name)
	var called []string
	for _, m := range p.Mentions {
		fmt.Fprintf(w, "\n%s:%d:%d: %s: %s", m.Place.File, m.Place.Start.Line, m.Place.Start.Column, m.API, stateWords[m.State])
		if m.Package != "" {
			fmt.Fprintf(w, " (in %s)", m.Package)
		}
		fmt.Fprintln(w)
		for i, s := range m.Steps {
			fmt.Fprintf(w, "    %d. %s:%d:%d: %s\n", i+1, s.Place.File, s.Place.Start.Line, s.Place.Start.Column, s.Message)
		}
		if !slices.Contains(called, m.API) && (len(m.Steps) > 0 || m.State == "called" || m.State == "element") {
			called = append(called, m.API)
		}
	}
	fmt.Fprintln(w)
	c.declare(w, p, called)
	return true
}

// declare says what app.json must, or must not, declare.
func (c *whyCmd) declare(w io.Writer, p *finding.Program, called []string) {
	if len(called) == 0 {
		fmt.Fprintln(w, "no call was seen to run: app.json need not declare it; take the code out, because the platform looks at what is uploaded, not at what runs")
		return
	}
	platform := catalogue.Platform(p.Platform)
	for _, name := range called {
		api := c.tables.On(platform).API(name)
		if api == nil {
			continue
		}
		var must []string
		if api.PrivateInfo && platform == catalogue.WeChat {
			must = append(must, fmt.Sprintf("name %q in requiredPrivateInfos", name))
		}
		if scope := api.ScopeOn(platform); strings.HasPrefix(scope, "scope.user") && strings.Contains(scope, "Location") {
			must = append(must, fmt.Sprintf("say in permission[%q].desc what it is for", scope))
		}
		if name == "startLocationUpdateBackground" {
			must = append(must, `name "location" in requiredBackgroundModes`)
		}
		if len(must) == 0 {
			must = append(must, "declare nothing for it")
		}
		fmt.Fprintf(w, "for %s, app.json has to %s\n", name, strings.Join(must, ", and "))
		if api.PrivateInfo && api.Precise && platform == catalogue.WeChat && api.Consent != catalogue.ConsentPicker {
			fmt.Fprintf(w, "  and must not name getFuzzyLocation beside it\n")
		}
	}
}
