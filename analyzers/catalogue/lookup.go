package catalogue

import (
	"slices"
	"strings"
)

// API is the row of that name, nil if there is none. See Resolve for names under
// another global than wx, Method for methods of objects.
func (c *Catalogue) API(name string) *API { return c.apis[name] }

// APIs are all rows, sorted by name. The slice is shared: do not change it.
func (c *Catalogue) APIs() []*API { return c.sorted }

// Types are the names of all types that factories return or methods belong to, sorted.
func (c *Catalogue) Types() []string { return c.types }

// Method is the method name of type typ, nil if the catalogue has none.
func (c *Catalogue) Method(typ, name string) *API { return c.apis[typ+"."+name] }

// Resolve is the API that a program reaches as global.name: a row for that very
// global (uni.getSystemInfoSync) before the one for wx. nil if there is none or
// global is none of the platform's.
func (c *Catalogue) Resolve(global, name string) *API {
	g := c.globals[global]
	if g == nil || !c.reaches(g) {
		return nil
	}
	if a := c.apis[g.Prefix+name]; a != nil {
		return a
	}
	return c.apis[name]
}

// ResolveSink is Resolve for sinks.
func (c *Catalogue) ResolveSink(global, name string) *Sink {
	g := c.globals[global]
	if g == nil || !c.reaches(g) {
		return nil
	}
	if s := c.sinks[g.Prefix+name]; s != nil {
		return s
	}
	return c.sinks[name]
}

// reaches tells whether a name is one of this platform's.
func (c *Catalogue) reaches(g *Global) bool {
	return len(g.Platforms) == 0 || slices.ContainsFunc(g.Platforms, c.Has)
}

// IsNamespace tells whether a global is the namespace of this platform, and whether
// it is that of another one: then it is undefined here.
func (c *Catalogue) IsNamespace(name string) (own, foreign bool) {
	g := c.globals[name]
	if g == nil || g.Module {
		return false, false
	}
	return c.reaches(g), !c.reaches(g)
}

// Global is a name that reaches the platform ("wx", "uni"), nil if it is none.
func (c *Catalogue) Global(name string) *Global { return c.globals[name] }

// Globals are all such names, sorted.
func (c *Catalogue) Globals() []*Global { return c.glSorted }

// Category is the category of that name, nil if there is none.
func (c *Catalogue) Category(name string) *Category { return c.categories[name] }

// Categories are all categories, sorted by name.
func (c *Catalogue) Categories() []*Category { return c.catSorted }

// Scope is the scope of that name ("scope.userLocation"), nil if there is none.
func (c *Catalogue) Scope(name string) *Scope { return c.scopes[name] }

// Scopes are all scopes, sorted by name.
func (c *Catalogue) Scopes() []*Scope { return c.scSorted }

// Guards are all rows of table guard, sorted by ID, call and path.
func (c *Catalogue) Guards() []Guard { return c.guards }

// GuardsOf are the guards that a call can be; none for most.
func (c *Catalogue) GuardsOf(call string) []Guard { return c.guardsOf[call] }

// EventGuard are the guards that the handler of an event can be; event is its
// canonical name ("agreeprivacyauthorization"), lower case, without bind.
func (c *Catalogue) EventGuard(event string) []Guard { return c.eventsOf[event] }

// On tells whether the guard exists on p.
func (g Guard) On(p Platform) bool { return g.Platform == "" || g.Platform == p }

// Sink is the sink of that name, nil if there is none.
func (c *Catalogue) Sink(name string) *Sink { return c.sinks[name] }

// Sinks are all sinks, sorted by name.
func (c *Catalogue) Sinks() []*Sink { return c.sinkSorted }

// Lifecycle is the life-cycle method name of an "app", "page", "component" or
// "pageLifetimes", nil if the framework calls none of that name.
func (c *Catalogue) Lifecycle(kind, name string) *Lifecycle { return c.lifecycles[kind+"."+name] }

// Lifecycles are all life-cycle methods, sorted by kind and name.
func (c *Catalogue) Lifecycles() []*Lifecycle { return c.lcSorted }

// Narrower are the getters that have every one of fields and can stand for the
// wide getter (getSystemInfo), sorted; none if no single one has them all, or
// if no field is given.
func (c *Catalogue) Narrower(wide string, fields []string) []string {
	var out []string
	if len(fields) == 0 {
		return nil
	}
	for _, g := range c.getters {
		if !slices.Contains(g.narrows, wide) {
			continue
		}
		has := func(f string) bool { return slices.Contains(g.fields, root(f)) }
		if !slices.ContainsFunc(fields, func(f string) bool { return !has(f) }) {
			out = append(out, g.name)
		}
	}
	return out
}

// IsGetter tells a narrow getter.
func (c *Catalogue) IsGetter(name string) bool {
	return slices.ContainsFunc(c.getters, func(g getter) bool { return g.name == name })
}

// root is the first member of a path: safeArea of safeArea.top.
func root(path string) string {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return path
}

// FormsByName is how a wx API is called going by its name, for those that the
// catalogue does not list: names in Sync and on*/off*/create*/get*Manager have
// forms of their own, all others take callbacks or return a promise.
func FormsByName(name string) Forms {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	switch {
	case strings.HasSuffix(name, "Sync"):
		return Sync
	case prefixed(name, "on"), prefixed(name, "off"):
		return Listener
	case prefixed(name, "create"), prefixed(name, "get") && (strings.HasSuffix(name, "Manager") || strings.HasSuffix(name, "Adapter")):
		return Factory
	}
	return Callback | Promise
}

// prefixed tells whether name is prefix and a capitalised word: onX, not once.
func prefixed(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	return ok && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z'
}
