package catalogue

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var formNames = map[string]Forms{
	"callback": Callback, "promise": Promise, "sync": Sync, "listener": Listener, "factory": Factory, "component": Component,
}

func (l *loader) apis(c *Catalogue) {
	c.apis = map[string]*API{}
	c.components = map[string][]*API{}
	for _, d := range l.entries("api") {
		a := d.api()
		for _, form := range d.list("forms", ",") {
			if formNames[form] == 0 {
				d.fail("forms", "unknown form %q (known: %s)", form, known(formNames))
			}
			a.Forms |= formNames[form]
		}
		if a.Forms == 0 {
			a.Forms = FormsByName(a.Name)
		}
		a.Prompt = a.PrivacyTable || a.Scope != "" && c.scopes[a.Scope] != nil && c.scopes[a.Scope].On(l.prompting)
		a.written = c.Written(a.Name)
		d.element(a)
		d.consistent(a)
		c.apis[a.Name] = a
		if a.Forms.Has(Component) {
			c.components[a.element.tag] = append(c.components[a.element.tag], a)
		}
	}
}

func (d decoder) api() *API {
	flags := d.flags("flags", "privacy-table", "private-info", "precise")
	consent := d.oneOf("consent", "", "none", "consent", "consent-if-leaves", "picker")
	return &API{
		Name:         d.key(),
		Category:     d.inTable("category", "category"),
		Role:         Role(d.oneOf("role", "", "source", "switch", "listener")),
		Consent:      Consent(cmp.Or(consent, "none")),
		Scope:        d.inTable("scope", "scope"),
		TCMPPScope:   d.inTable("tcmpp_scope", "scope"),
		Covers:       d.listIn("covers", "scope"),
		Fields:       d.list("fields", ","),
		Payload:      d.oneOf("payload", "", "success", "return", "event"),
		Events:       d.list("events", ","),
		Off:          d.text("off"),
		Needs:        d.list("needs", ","),
		PrivacyTable: flags["privacy-table"],
		PrivateInfo:  flags["private-info"],
		Precise:      flags["precise"],
		Since:        d.text("since"),
		TCMPP:        cmp.Or(d.oneOf("tcmpp", "", "y", "unknown"), "unknown"),
		Provenance:   strings.Join(d.listIn("provenance", "provenance"), ","),
		Notes:        d.text("notes"),
	}
}

var apiName = regexp.MustCompile(`^(plugin://)?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$`)

// element reads the tag of a component's name, and checks any other name.
func (d decoder) element(a *API) {
	e, ok := parseElement(a.Name)
	if !ok && !strings.HasPrefix(a.Name, "<") && !apiName.MatchString(a.Name) {
		d.fail(d.table, "%q is no name of an API (known: NAME, TYPE.NAME, <tag …>)", a.Name)
	}
	if ok != a.Forms.Has(Component) {
		d.fail("forms", `%s: form component is for names like <tag>, <tag attribute> or <tag attribute="value">`, a.Name)
	}
	a.element = e
}

var version = regexp.MustCompile(`^\d+(\.\d+){1,3}$`)

// consistent checks what must hold between the columns of an API.
func (d decoder) consistent(a *API) {
	if a.Role == RoleNone && a.Consent != ConsentNone {
		d.fail("consent", "%s needs %s but has no role", a.Name, a.Consent)
	}
	if a.Role != RoleNone && a.Category == "" {
		d.fail("category", "%s has a role but no category", a.Name)
	}
	if (a.Role == RoleSource || a.Role == RoleListener) && a.Payload == "" {
		d.fail("payload", "%s yields data but does not say where it arrives", a.Name)
	}
	if len(a.Events) > 0 && !a.Forms.Has(Component) {
		d.fail("events", "%s is no component but has events", a.Name)
	}
	if a.Since != "" && !version.MatchString(a.Since) {
		d.fail("since", "since %q is no version", a.Since)
	}
	for _, f := range a.Fields {
		if !validPath(f) {
			d.fail("fields", "field %q is no path like devices[].name", f)
		}
	}
}

var path = regexp.MustCompile(`^(\[\])?([A-Za-z_][A-Za-z0-9_-]*(\[\])*)?(\.[A-Za-z_][A-Za-z0-9_-]*(\[\])*)*$`)

func validPath(s string) bool { return s != "" && path.MatchString(s) }

// types adds what APIs return, and the factories that table api leaves out.
func (l *loader) types(c *Catalogue) {
	for _, d := range l.entries("type") {
		a := c.apis[d.key()]
		if a == nil {
			a = &API{
				Name: d.key(), Forms: Factory, Consent: ConsentNone, TCMPP: "unknown",
				Provenance: strings.Join(d.listIn("provenance", "provenance"), ","), Notes: d.text("notes"),
				written: c.Written(d.key()),
			}
			c.apis[a.Name] = a
		}
		d.returns(a)
	}
	types := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(c.apis)) {
		a := c.apis[name]
		c.sorted = append(c.sorted, a)
		types[a.Returns], types[a.Type()] = true, true
	}
	delete(types, "")
	c.types = slices.Sorted(maps.Keys(types))
}

// returns reads a row of table type into its API.
func (d decoder) returns(a *API) {
	a.Forms |= Factory
	a.Returns = d.text("returns")
	a.Via = cmp.Or(d.text("via"), "return")
	if a.Via != "return" {
		a.Forms |= Promise
	}
	if !apiName.MatchString(a.Name) {
		d.fail(d.table, "%q is no name of an API", a.Name)
	}
	if a.Returns == "" {
		d.fail("returns", "%s does not say what it returns", a.Name)
	}
	rest, ok := strings.CutPrefix(a.Via, "success")
	if a.Via != "return" && (!ok || rest != "" && (rest[0] != '.' || !validPath(rest[1:]))) {
		d.fail("via", "unknown via %q (known: return, success, success.PATH)", a.Via)
	}
}

// offs checks the columns off and needs once all APIs are known.
func (l *loader) offs(c *Catalogue) {
	for _, d := range l.entries("api") {
		if off := d.text("off"); off != "" && c.apis[off] == nil {
			d.fail("off", "off %q is no API of this catalogue", off)
		}
		for _, need := range d.list("needs", ",") {
			if c.apis[need] == nil {
				d.fail("needs", "needs %q is no API of this catalogue", need)
			}
		}
	}
}
