package catalogue

import (
	"slices"
	"strconv"
	"strings"
)

// decode turns the rows into the tables and checks every name that one table
// uses of another.
func (l *loader) decode() *Catalogue {
	all := l.rows
	platforms := l.platforms()
	byNamespace := map[string]*Catalogue{}
	on := map[Platform]*Catalogue{}
	for _, p := range platforms {
		if byNamespace[p.Namespace] == nil {
			l.rows = ofNamespace(all, platforms, p)
			byNamespace[p.Namespace] = l.decodeOne(p, platforms)
		}
		on[Platform(p.Name)] = byNamespace[p.Namespace]
	}
	l.rows = all
	for _, c := range byNamespace {
		c.rows, c.on, c.platforms = all, on, platforms
	}
	return on[Platform(platforms[0].Name)]
}

// decodeOne decodes the rows of one namespace.
func (l *loader) decodeOne(p *PlatformRow, platforms []*PlatformRow) *Catalogue {
	c := empty()
	c.namespace = p.Namespace
	c.props = p.Props
	l.prompting, l.group = Platform(p.Name), nil
	for _, o := range platforms {
		if o.Namespace == p.Namespace {
			l.group = append(l.group, Platform(o.Name))
		}
	}
	l.categories(c)
	l.provenances()
	l.scopes(c)
	l.apis(c)
	l.types(c)
	l.offs(c)
	l.guards(c)
	l.sinks(c)
	if l.wordLists == nil { // they are the same for all, and take long
		l.words(c)
		l.wordLists = c.words
	}
	c.words = l.wordLists
	l.lifecycles(c)
	l.getters(c)
	l.globals(c)
	l.stores(c)
	l.exports(c)
	return c
}

func (l *loader) categories(c *Catalogue) {
	c.categories = map[string]*Category{}
	for _, d := range l.entries("category") {
		x := &Category{Name: d.key(), Words: d.text("words"), Data: d.text("data"), Terms: d.yes("terms"), Notes: d.text("notes")}
		if x.Data == "" {
			x.Data = x.Words
		}
		if x.Words == "" {
			d.fail("words", "category %q has no words", x.Name)
		}
		c.categories[x.Name] = x
		c.catSorted = append(c.catSorted, x)
	}
}

func (l *loader) provenances() {
	for _, d := range l.entries("provenance") {
		if d.text("words") == "" {
			d.fail("words", "provenance %q has no words", d.key())
		}
	}
}

func (l *loader) scopes(c *Catalogue) {
	c.scopes = map[string]*Scope{}
	for _, d := range l.entries("scope") {
		flags := d.flags("flags", "retired", "key")
		s := &Scope{
			Name:       d.key(),
			Categories: d.listIn("categories", "category"),
			Retired:    flags["retired"],
			Key:        flags["key"],
			Provenance: strings.Join(d.listIn("provenance", "provenance"), ","),
			Notes:      d.text("notes"),
		}
		for _, p := range d.list("platforms", ",") {
			s.Platforms = append(s.Platforms, d.known("platforms", p))
		}
		if len(s.Platforms) > 0 && !slices.ContainsFunc(s.Platforms, func(p Platform) bool { return slices.Contains(l.group, p) }) {
			continue // of another namespace
		}
		c.scopes[s.Name] = s
		c.scSorted = append(c.scSorted, s)
	}
}

func (l *loader) guards(c *Catalogue) {
	c.guardsOf, c.eventsOf, c.ownGuards = map[string][]Guard{}, map[string][]Guard{}, map[string][]Guard{}
	for _, d := range l.entries("guard") {
		g := Guard{
			ID: d.key(), Call: d.text("call"), Path: d.text("path"),
			Outcome: d.oneOf("outcome", "success", "result", "event", Returns, Truthy, Answers),
			Accept:  d.oneOf("accept", "", "truthy", "falsy"),
			Covers:  d.guardCovers(), Platform: d.platform("platform"), Notes: d.text("notes"),
		}
		if (g.Path == "") != (g.Accept == "") {
			d.fail("accept", "guard %s: path and accept go together", g.Call)
		}
		if isOwn(g.Outcome) {
			c.guards = append(c.guards, g)
			name := g.Call[strings.LastIndexByte(g.Call, '#')+1:]
			if name == "" {
				d.fail("call", "guard %q names no function", g.Call)
			}
			c.ownGuards[name] = append(c.ownGuards[name], g)
			continue
		}
		if g.Outcome != "event" && c.apis[g.Call] == nil {
			d.fail("call", "guard %q is no API of this catalogue", g.Call)
		}
		c.guards = append(c.guards, g)
		by := c.guardsOf
		if g.Outcome == "event" {
			by = c.eventsOf
		}
		by[g.Call] = append(by[g.Call], g)
	}
}

func (d decoder) guardCovers() string {
	if category, ok := strings.CutPrefix(d.text("covers"), "category:"); ok {
		d.check("covers", "category", category)
		return d.text("covers")
	}
	if scope, ok := strings.CutPrefix(d.text("covers"), "scope:"); ok && isOwn(d.text("outcome")) {
		d.check("covers", "scope", scope)
		return d.text("covers")
	}
	if isOwn(d.text("outcome")) {
		if d.text("covers") != "all" {
			d.fail("covers", "unknown covers %q of a function (known: all, category:NAME, scope:NAME)", d.text("covers"))
		}
		return d.text("covers")
	}
	if member, ok := strings.CutPrefix(d.text("covers"), "scope-argument:"); ok && validPath(member) {
		return d.text("covers")
	}
	return d.oneOf("covers", "scope-argument", "scope-attribute", "scope-key", "all", "all-if-consent-text", "privacy-table")
}

func (l *loader) sinks(c *Catalogue) {
	c.sinks, c.elements = map[string]*Sink{}, map[string][]*Sink{}
	for _, d := range l.entries("sink") {
		s := &Sink{
			Name: d.key(), Subclass: d.text("subclass"), Keys: d.list("keys", ";"), URLKey: d.text("url"),
			Class: d.oneOf("class", "network", "persistence", "share", "peer", "clipboard", "log", "ui"),
			Dest:  d.text("dest"), Leaves: d.yes("leaves"), Stores: d.yes("stores"), Notes: d.text("notes"),
		}
		s.Where, s.Arg = d.sinkPlace()
		for _, key := range s.Keys {
			if !validPath(key) {
				d.fail("keys", "key %q is no path like list[].value", key)
			}
		}
		e, ok := parseElement(s.Name)
		if ok != (s.Where == WhereAttr) {
			d.fail("place", "%s: place attr is for elements", s.Name)
		}
		if s.element = e; ok {
			c.elements[e.tag] = append(c.elements[e.tag], s)
		}
		c.sinks[s.Name] = s
		c.sinkSorted = append(c.sinkSorted, s)
	}
}

// sinkPlace reads `0` (argument), `all`, `2+` (all from there), `return` or `attr`.
func (d decoder) sinkPlace() (Where, int) {
	text := d.text("place")
	switch text {
	case "all", "return", "attr":
		return Where(text), 0
	}
	digits, more := strings.CutSuffix(text, "+")
	n, err := strconv.ParseUint(digits, 10, 4)
	if err != nil {
		d.fail("place", "unknown place %q (known: an argument's number from 0, NUMBER+, all, return, attr)", text)
	}
	if more {
		return WhereAll, int(n)
	}
	return WhereArg, int(n)
}

func (l *loader) lifecycles(c *Catalogue) {
	c.lifecycles = map[string]*Lifecycle{}
	for _, d := range l.entries("lifecycle") {
		kind, name, ok := strings.Cut(d.key(), ".")
		if !ok || !slices.Contains([]string{"app", "page", "component", "pageLifetimes"}, kind) {
			d.fail("lifecycle", "unknown lifecycle %q (known: app.NAME, page.NAME, component.NAME, pageLifetimes.NAME)", d.key())
		}
		x := &Lifecycle{
			Kind: kind, Name: name, Phase: d.oneOf("phase", "start", "user", "event", "end"),
			Words: d.text("words"), Notes: d.text("notes"),
		}
		if x.Words == "" {
			d.fail("words", "lifecycle %q has no words", d.key())
		}
		c.lifecycles[d.key()] = x
		c.lcSorted = append(c.lcSorted, x)
	}
}

// getter is a narrow getter: its fields and the wide ones that it can stand for.
type getter struct {
	name            string
	narrows, fields []string
}

func (l *loader) getters(c *Catalogue) {
	for _, d := range l.entries("getter") {
		g := getter{d.key(), d.list("narrows", ","), d.list("fields", ",")}
		for _, name := range append([]string{g.name}, g.narrows...) {
			if c.apis[name] == nil {
				d.fail("narrows", "getter %q is no API of this catalogue", name)
			}
		}
		c.getters = append(c.getters, g)
	}
}

func (l *loader) globals(c *Catalogue) {
	c.globals = map[string]*Global{}
	for _, d := range l.entries("global") {
		g := &Global{Name: d.key(), Prefix: d.text("prefix"), Module: d.yes("module"), Notes: d.text("notes")}
		for _, p := range d.list("platforms", ",") {
			if p != "other" {
				d.known("platforms", p)
			}
			g.Platforms = append(g.Platforms, Platform(p))
		}
		if g.Prefix != "" && !strings.HasSuffix(g.Prefix, ".") {
			d.fail("prefix", "prefix %q does not end in a dot", g.Prefix)
		}
		c.globals[g.Name] = g
		c.glSorted = append(c.glSorted, g)
	}
}
