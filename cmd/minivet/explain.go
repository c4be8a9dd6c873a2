package main

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"text/tabwriter"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// explainCmd is `minivet explain`.
type explainCmd struct {
	Name string `arg:"" help:"The name of a rule (consent) or of an API (getLocation, wx.getLocation, NFCAdapter.startDiscovery, '<camera>'); list names the rules."`
	setup
	Platform string `enum:"${platforms}" default:"auto" help:"The platform whose API is meant: ${enum} (auto: by the name's namespace, else WeChat)." placeholder:"NAME"`
}

func (c *explainCmd) run(s streams) (Status, error) {
	if c.Name == "list" {
		listRules(s.out)
		return Clean, nil
	}
	name, _, _ := strings.Cut(c.Name, "/") // consent/unguarded, as reports write it
	for _, info := range check.Rules(nil) {
		if info.Name == name {
			fmt.Fprintln(s.out, strings.TrimSpace(info.Doc))
			return Clean, nil
		}
	}
	if err := c.read(nil, config.Flags{}); err != nil {
		return NotRun, err
	}
	cat := catalogueFor(c.tables, c.Platform, c.Name)
	if rows := findAPIs(cat, c.Name); len(rows) > 0 {
		for i, api := range rows {
			if i > 0 {
				fmt.Fprintln(s.out)
			}
			describeAPI(s.out, cat, api)
		}
		return Clean, nil
	}
	return NotRun, fmt.Errorf("%q is no rule and no API of the catalogue; minivet explain list names the rules", c.Name)
}

// catalogueFor is the catalogue of a platform; auto is that of the namespace that a
// name begins with.
func catalogueFor(c *catalogue.Catalogue, platform, name string) *catalogue.Catalogue {
	if platform != "auto" {
		return c.On(catalogue.Platform(platform))
	}
	global, _, _ := strings.Cut(name, ".")
	return c.On(c.OfNamespace(global))
}

func listRules(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, info := range check.Rules(nil) {
		fmt.Fprintf(tw, "%s\t%s\n", info.Name, summary(info))
	}
	tw.Flush()
}

func summary(info finding.RuleInfo) string {
	if info.Builtin {
		return info.Summary + " (always on)"
	}
	return info.Summary
}

// findAPIs looks a name up as people write it: with or without the global in
// front, in any case. A method's name alone finds it in every type that has it.
func findAPIs(c *catalogue.Catalogue, name string) []*catalogue.API {
	if api := c.API(name); api != nil {
		return []*catalogue.API{api}
	}
	if global, rest, ok := strings.Cut(name, "."); ok {
		if api := c.Resolve(global, rest); api != nil {
			return []*catalogue.API{api}
		}
		if c.Global(global) != nil {
			name = rest
		}
	}
	var rows []*catalogue.API
	for _, api := range c.APIs() {
		last := api.Name[strings.LastIndexByte(api.Name, '.')+1:]
		tag, _, _ := strings.Cut(strings.Trim(api.Name, "<>"), " ")
		if strings.EqualFold(api.Name, name) || strings.EqualFold(last, name) || strings.HasPrefix(api.Name, "<") && strings.EqualFold(tag, strings.Trim(name, "<>")) {
			rows = append(rows, api)
		}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Name < rows[j].Name })
	return rows
}

// describeAPI prints one row of the catalogue as a page.
func describeAPI(w io.Writer, c *catalogue.Catalogue, api *catalogue.API) {
	title := api.Name
	if !c.Has(catalogue.WeChat) {
		title = api.Written()
	}
	fmt.Fprintf(w, "%s: %s\n\n", title, roleWords(c, api))
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(label, value string) {
		if value != "" {
			fmt.Fprintf(tw, "  %s\t%s\n", label, value)
		}
	}
	row("consent", consentWords(api))
	for _, p := range c.Platforms() {
		if p := catalogue.Platform(p.Name); c.Has(p) {
			row("scope ("+string(p)+")", api.ScopeOn(p))
		}
	}
	row("also covered by", strings.Join(api.Covers, ", "))
	row("asks by itself", promptWords(c, api))
	row("personal fields", strings.Join(api.Fields, ", "))
	row("arrives", api.Payload)
	row("events", strings.Join(api.Events, ", "))
	row("returns", api.Returns)
	row("undone by", api.Off)
	row("since", api.Since)
	if c.Has(catalogue.TCMPP) {
		row("on tcmpp", map[string]string{"y": "yes", "unknown": "not known"}[api.TCMPP])
	}
	row("known from", api.Provenance)
	row("notes", api.Notes)
	tw.Flush()
}

func roleWords(c *catalogue.Catalogue, api *catalogue.API) string {
	about := "no personal data"
	if cat := c.Category(api.Category); cat != nil {
		about = fmt.Sprintf("%s (category %s)", cat.Words, cat.Name)
	}
	switch api.Role {
	case "source":
		return "yields " + about
	case "switch":
		return "switches on " + about
	case "listener":
		return "listens for " + about
	}
	return "touches " + about + ", yields nothing"
}

func consentWords(api *catalogue.API) string {
	switch api.Consent {
	case catalogue.ConsentAlways:
		return "the user must have agreed before"
	case catalogue.ConsentIfLeaves:
		return "the user must have agreed before where the value is stored or leaves the device"
	case catalogue.ConsentPicker:
		return "the platform's dialogue, in which the user picks what to hand over, is the consent"
	}
	return "none needed"
}

func promptWords(c *catalogue.Catalogue, api *catalogue.API) string {
	var on []string
	for _, p := range c.Platforms() {
		if c.Has(catalogue.Platform(p.Name)) && api.PromptsOn(catalogue.Platform(p.Name)) {
			on = append(on, p.Name)
		}
	}
	if len(on) == 0 {
		return "no"
	}
	return "yes, at the first call, on " + strings.Join(on, " and ")
}
