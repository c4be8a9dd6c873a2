package html

import (
	"cmp"
	"slices"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// tally counts the findings of one rule or category of data.
type tally struct {
	Name   string
	Counts finding.Counts
	Bars   []bar
}

// bar is the part of one level in the bar of a tally.
type bar struct {
	Level    string
	X, Width int // in thousandths of the longest bar
}

// All is the number of findings.
func (t *tally) All() int { return t.Counts.Errors + t.Counts.Warnings + t.Counts.Notes }

// tallies counts findings by what key says of them, the gravest first.
func tallies(fs []finding.Finding, key func(*finding.Finding) string) []tally {
	by := map[string][]finding.Finding{}
	for i := range fs {
		k := key(&fs[i])
		by[k] = append(by[k], fs[i])
	}
	var out []tally
	for name, list := range by {
		out = append(out, tally{Name: name, Counts: finding.Count(list)})
	}
	slices.SortFunc(out, func(a, b tally) int {
		return cmp.Or(
			cmp.Compare(b.Counts.Errors, a.Counts.Errors),
			cmp.Compare(b.Counts.Warnings, a.Counts.Warnings),
			cmp.Compare(b.Counts.Notes, a.Counts.Notes),
			cmp.Compare(a.Name, b.Name),
		)
	})
	draw(out)
	return out
}

// draw lays out the bars, all to the same scale.
func draw(ts []tally) {
	longest := 1
	for i := range ts {
		longest = max(longest, ts[i].All())
	}
	for i := range ts {
		c, x := ts[i].Counts, 0
		for k, n := range []int{c.Errors, c.Warnings, c.Notes} {
			if n == 0 {
				continue
			}
			w := max(8, n*1000/longest) // what there is can be seen
			ts[i].Bars = append(ts[i].Bars, bar{Level: levels[k].String(), X: x, Width: w})
			x += w
		}
	}
}
