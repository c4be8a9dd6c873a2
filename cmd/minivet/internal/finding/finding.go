// Package finding holds the neutral result: what a rule found, with every
// position worked out, free of syntax trees and formats. It answers "what is to
// be told to people and machines"; how it looks is the business of the writers
// under report.
package finding

import (
	"cmp"
	"slices"

	"github.com/minivet/minivet/analyzers/rule"
)

// Finding is one result.
type Finding struct {
	Rule     string // "consent"
	Category string // sub-kind, "unguarded"; may be empty
	Level    rule.Level
	Place    Place
	Origin   *Origin // nil: not known
	Message  string  // one sentence without a full stop
	// Steps are how the program gets there, the entry point first.
	Steps   []Step
	Related []Step
	Fixes   []Fix
	// Symbol is what the result is about in words that survive edits; may be empty.
	Symbol string
	// Data are further properties for machine formats; the key "advice" is one
	// sentence that says what to do.
	Data map[string]string
	// Replay is how the call came about when the program was run, one event each; for
	// a call that was not seen, what is known of it. Data["replay"] is the verdict.
	Replay []string
	// Fingerprints by their name and version, see [Fingerprint].
	Fingerprints map[string]string
	// Program is the root of the program as displayed, see [Program.Root].
	Program string
	// Suppressed is the reason given in the source; empty for what is reported.
	Suppressed string
}

// Name is the rule, with the category where there is one: "consent/unguarded".
func (f *Finding) Name() string {
	if f.Category == "" {
		return f.Rule
	}
	return f.Rule + "/" + f.Category
}

// Step is one hop of a code flow, or a related place.
type Step struct {
	Place   Place
	Origin  *Origin // nil: not known
	Message string
}

// Fix is one way to mend a finding; its edits belong together.
type Fix struct {
	Message string
	Edits   []Edit
}

// Edit replaces a place with a text.
type Edit struct {
	Place   Place
	NewText string
}

// Sort orders findings by program, file, position, rule and message: a total
// order, so that two runs print the same bytes.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Program, b.Program),
			cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Start.Offset, b.Place.Start.Offset),
			cmp.Compare(a.Place.End.Offset, b.Place.End.Offset),
			cmp.Compare(a.Name(), b.Name()),
			cmp.Compare(a.Message, b.Message),
		)
	})
}
