package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/inventory"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Declared reads what an owner has declared: the JSON that Write makes, or a text
// with one category in a line (`location: to find the nearest shop`; the purpose is
// not looked at; # begins a comment). Errors name the line.
func Declared(name string, text []byte, known *catalogue.Catalogue) ([]string, error) {
	if trimmed := bytes.TrimSpace(text); len(trimmed) > 0 && trimmed[0] == '{' {
		var doc struct{ Programs []program }
		if err := json.Unmarshal(text, &doc); err != nil {
			return nil, fmt.Errorf("%s: %w; want what minivet inventory --format json prints", name, err)
		}
		var out []string
		for _, p := range doc.Programs {
			for _, r := range p.Inventory {
				out = append(out, r.Category)
			}
		}
		return unique(out), nil
	}
	var out []string
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		word, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		if word = strings.ToLower(strings.TrimSpace(word)); word == "" {
			continue
		}
		if known.Category(word) == nil {
			return nil, fmt.Errorf("%s:%d: %q is no category of personal data; the categories are %s", name, n, word, strings.Join(categories(known), ", "))
		}
		out = append(out, word)
	}
	return unique(out), nil
}

func categories(known *catalogue.Catalogue) []string {
	var out []string
	for _, a := range known.APIs() {
		if a.Category != "" {
			out = append(out, a.Category)
		}
	}
	return unique(out)
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// Against says what of the programs' data is not declared, and what is declared and
// not used any more, one line each; none if they agree. Data that stays in the
// program counts as used, and need not be declared.
func Against(declared []string, rep *finding.Report) []string {
	used, collected := map[string]bool{}, map[string][]string{}
	for _, p := range rep.Programs {
		for _, r := range p.Inventory {
			used[r.Category] = true
			if r.Consent != "not needed" {
				collected[r.Category] = append(collected[r.Category], r.API+" ("+list(r.Places)+")")
			}
		}
	}
	var out []string
	for category, where := range collected {
		if !slices.Contains(declared, category) {
			out = append(out, fmt.Sprintf("missing: %s is collected and not declared: %s", category, list(where)))
		}
	}
	for _, category := range declared {
		if !used[category] {
			out = append(out, fmt.Sprintf("stale: %s is declared, and nothing collects it any more", category))
		}
	}
	slices.Sort(out)
	return out
}

// Diff says what a new version newly collects, sends, keeps or no longer guards, and
// what it stopped collecting, one line each. news tells whether there is anything
// that an owner has to answer for.
func Diff(older, newer *finding.Report) (lines []string, news bool) {
	was, is := rows(older), rows(newer)
	say := func(new bool, format string, args ...any) {
		lines = append(lines, fmt.Sprintf(format, args...))
		news = news || new
	}
	for _, key := range sortedKeys(is) {
		n, o := is[key], was[key]
		name := n.Category + ", " + n.API
		if n.Package != "" {
			name += " in " + n.Package
		}
		if o == nil {
			say(true, "collects: %s (%s; consent: %s)", name, list(n.Places), consent(n))
			for _, where := range slices.Concat(n.Goes, n.Keeps) {
				say(true, "sends: %s → %s", name, where)
			}
			continue
		}
		for _, where := range without(n.Goes, o.Goes) {
			say(true, "sends: %s → %s", name, where)
		}
		for _, where := range without(n.Keeps, o.Keeps) {
			say(true, "keeps: %s in %s", name, where)
		}
		if safe(o.Consent) && !safe(n.Consent) {
			say(true, "stopped guarding: %s was %s, is %s (%s)", name, consent(o), n.Consent, list(n.Places))
		} else if !safe(o.Consent) && safe(n.Consent) {
			say(false, "guards now: %s is %s", name, consent(n))
		}
		for _, page := range without(n.Pages, o.Pages) {
			say(true, "used by: %s from %s", name, page)
		}
	}
	for _, key := range sortedKeys(was) {
		if is[key] == nil {
			say(false, "no longer collects: %s, %s", was[key].Category, was[key].API)
		}
	}
	return lines, news
}

func safe(consent string) bool {
	return consent == "guarded" || consent == "by picker" || consent == "not needed"
}

// rows of all programs by their keys; the same use in two programs is two rows.
func rows(rep *finding.Report) map[string]*inventory.Row {
	out := map[string]*inventory.Row{}
	for i := range rep.Programs {
		p := &rep.Programs[i]
		for j := range p.Inventory {
			key := p.Inventory[j].Key()
			if len(rep.Programs) > 1 {
				key = fmt.Sprint(i, " ", key)
			}
			out[key] = &p.Inventory[j]
		}
	}
	return out
}

func sortedKeys(m map[string]*inventory.Row) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func without(list, known []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(known, s) })
}
