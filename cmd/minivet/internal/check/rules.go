package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Rules of the command itself. They always run.
const (
	RuleParse    = "parse"
	RuleSuppress = "suppress"
)

// Builtins describe them, in order of their names.
var Builtins = []finding.RuleInfo{
	{Name: RuleParse, Builtin: true,
		Summary: "something in the program could not be read, so it was not analysed",
		Advice:  "mend the file, or the results are incomplete",
		Doc: `parse: something in the program could not be read, so it was not analysed

A file that does not parse, JSON with a mistake, a page of app.json without
files, a file that can't be opened, an import that leads out of the package. All
other files are analysed, but results may be missing: a guard or a call in what
could not be read is not seen.

# What to do

Mend what the message names. For code that is not meant to be analysed, say so
with a comment: minivet-ignore parse: reason.
`},
	{Name: RuleSuppress, Builtin: true,
		Summary: "a minivet-ignore comment has no effect",
		Advice:  "write `minivet-ignore RULE: reason`, or remove the comment",
		Doc: `suppress: a minivet-ignore comment has no effect

A comment takes a result out of the report:

	// minivet-ignore consent: the courier agreed to this in the contract
	wx.getLocation({ success: send })

It stands on the line of the result or on the one above, in // or /* */ or, in a
view, <!-- -->. Several rules are separated by commas; consent/unguarded means
that category alone. Text after the colon is the reason, and must be there.

Categories:

  - reason: it gives no reason, and so suppresses nothing.
  - malformed: it names no rule.
  - unknown: it names a rule that does not exist.
  - unused (a note): there is no result here that it could take out.

# What to do

Write the comment as above, or remove it.
`},
}

func isBuiltin(name string) bool {
	return slices.ContainsFunc(Builtins, func(r finding.RuleInfo) bool { return r.Name == name })
}

// Rules describe the rules of these names (none: all), and the built-in ones, by
// name.
func Rules(names []string) []finding.RuleInfo {
	list := slices.Clone(Builtins)
	for _, a := range analyzers.All() {
		if len(names) == 0 || slices.Contains(names, a.Name) {
			list = append(list, describe(a.Name, a.Doc))
		}
	}
	slices.SortFunc(list, func(a, b finding.RuleInfo) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// describe takes an analyzer's page apart. Its first paragraph is the summary,
// with the name in front; the first sentence below the heading `What to do` is
// the advice.
func describe(name, doc string) finding.RuleInfo {
	doc = strings.TrimSpace(doc)
	if rest, ok := strings.CutPrefix(doc, "# Analyzer "+name+"\n"); ok {
		doc = strings.TrimSpace(rest)
	}
	first, _, _ := strings.Cut(doc, "\n\n")
	first = strings.Join(strings.Fields(first), " ")
	info := finding.RuleInfo{Name: name, Doc: doc + "\n", Summary: strings.TrimSuffix(strings.TrimPrefix(first, name+": "), ".")}
	if _, below, ok := strings.Cut(doc, "# What to do\n"); ok {
		paragraph, _, _ := strings.Cut(strings.TrimSpace(below), "\n\n")
		sentence, _, _ := strings.Cut(strings.Join(strings.Fields(paragraph), " ")+" ", ". ")
		info.Advice = strings.TrimSuffix(strings.TrimSpace(sentence), ".")
	}
	return info
}

func isRule(name string) bool {
	return slices.ContainsFunc(Rules(nil), func(r finding.RuleInfo) bool { return r.Name == name })
}

// knownRules fails for names that are no rules.
func knownRules(names []string) error {
	for _, name := range names {
		if isRule(name) {
			continue
		}
		var known []string
		for _, r := range Rules(nil) {
			known = append(known, r.Name)
		}
		return fmt.Errorf("there is no rule %q; the rules are %s", name, strings.Join(known, ", "))
	}
	return nil
}
