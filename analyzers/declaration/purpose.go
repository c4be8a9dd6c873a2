package declaration

import (
	"fmt"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse/appjson"
)

// locationScopes are the scopes whose purpose app.json has to state.
var locationScopes = [...]string{"scope.userLocation", "scope.userFuzzyLocation", "scope.userLocationBackground"}

// purposes wants a text for each location scope that the code uses.
func (c *checker) purposes() {
	needed := c.neededScopes()
	for _, scope := range locationScopes {
		if use, ok := needed[scope]; ok {
			c.purpose(scope, use)
		}
	}
}

// neededScopes are the location scopes that the platform asks for, with the call that
// makes it ask.
func (c *checker) neededScopes() map[string]interp.APIUse {
	needed := map[string]interp.APIUse{}
	var listeners []interp.APIUse
	for _, use := range c.prog.APIs {
		api := c.prog.Catalogue.API(use.Name)
		switch {
		case api == nil || !api.IsSource() || api.Category != "location":
		case api.Role == catalogue.RoleListener:
			listeners = append(listeners, use)
		default:
			add(needed, api.ScopeOn(c.prog.Platform), use)
		}
	}
	// A listener is served by whatever switched the data on, under the scope of that.
	if len(needed) == 0 {
		for _, use := range listeners {
			add(needed, c.prog.Catalogue.API(use.Name).ScopeOn(c.prog.Platform), use)
		}
	}
	return needed
}

// add keeps the first call for a scope.
func add(needed map[string]interp.APIUse, scope string, use interp.APIUse) {
	if _, ok := needed[scope]; scope != "" && !ok {
		needed[scope] = use
	}
}

func (c *checker) purpose(scope string, use interp.APIUse) {
	at := span{c.app.PermissionKey.Pos, c.app.PermissionKey.End}
	what := "is missing"
	for _, p := range c.app.Permission {
		if p.Scope != scope {
			continue
		}
		if c.stated(p) {
			return
		}
		at = span{p.KeyPos, p.KeyEnd}
		if p.Desc.End > 0 {
			at, what = valueSpan(p.Desc), "is empty"
		}
	}
	c.report(finding{level: rule.Warning, category: "purpose", at: at, about: scope, use: &use,
		message: fmt.Sprintf("%s is called, but the desc of permission[%q] %s: say there what the location is used for", c.prog.Catalogue.Written(use.Name), scope, what)})
}

// stated tells whether an entry of permission has a text. On TCMPP it may be one for a
// language, as in desc-en.
func (c *checker) stated(p appjson.Permission) bool {
	if strings.TrimSpace(p.Desc.Text) != "" {
		return true
	}
	entry := c.app.Root.Find("permission", p.Scope)
	if c.prog.Platform != catalogue.TCMPP || entry == nil {
		return false
	}
	for _, m := range entry.Members {
		if strings.HasPrefix(m.Key, "desc-") && strings.TrimSpace(m.Value.Text()) != "" {
			return true
		}
	}
	return false
}
