package config

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Effective is one value that holds, and where it comes from.
type Effective struct{ Key, Value, From string }

// Effective lists all values in a fixed order.
func (f *File) Effective() []Effective {
	var out []Effective
	add := func(key, value string, given bool) {
		from := "default"
		if given {
			from = f.Path
		}
		out = append(out, Effective{key, value, from})
	}
	list := func(key string, values []string) {
		text, _ := json.Marshal(append([]string{}, values...)) // strings always marshal
		add(key, string(text), len(values) > 0)
	}
	add("platform", cmp.Or(f.Platform, "auto"), f.Platform != "")
	add("fail-on", cmp.Or(f.FailOn, "warning"), f.FailOn != "")
	for _, rule := range slices.Sorted(maps.Keys(f.Rules)) {
		add("rules."+rule, f.Rules[rule], true)
	}
	list("domains", f.Domains)
	var guards []string
	for _, g := range f.Guards {
		guards = append(guards, strings.TrimSpace(g.Call+" gives "+cmp.Or(g.Gives, "all")+" "+g.When))
	}
	list("guards", guards)
	list("receivers", f.Receivers)
	list("catalogue", f.Catalogue)
	list("paths.exclude", f.Paths.Exclude)
	list("declared", f.Declared)
	return out
}
