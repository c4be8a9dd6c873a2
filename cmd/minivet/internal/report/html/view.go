package html

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Bounds of the page; machine formats have everything.
const (
	maxFindings = 3000
	maxSteps    = 60       // of one path
	maxEdits    = 40       // of one fix
	maxOldText  = 600      // bytes of what an edit replaces, and of what it puts there
	maxSource   = 32 << 20 // bytes of all excerpts together
)

// page is what page.tmpl shows.
type page struct {
	Policy  string
	Style   template.CSS
	Script  template.JS
	Texts   map[string]map[string]string
	Report  *finding.Report
	Counts  finding.Counts
	Total   finding.Program
	Left    int // findings beyond maxFindings
	Groups  []group
	ByKind  []tally // by category of data
	ByRule  []tally
	Kinds   []option // of the filter by rule: rules and their categories
	Rules   []finding.RuleInfo
	Fatal   []finding.Notice
	Notices []finding.Notice
	LeftOut []finding.LeftOut
	// Collects: some program uses personal data.
	Collects bool
}

// group are the findings of one file of one program.
type group struct {
	Program, File string
	Cards         []card
}

// card is one finding.
type card struct {
	*finding.Finding
	ID      int // from 1, in the order of the report
	Kind    string
	Advice  string
	Excerpt *excerpt
	Path    []stop
	Beyond  int      // steps beyond maxSteps
	Events  []string // of a replay, up to maxSteps
	Later   int      // events beyond maxSteps
	Places  []stop
	Mends   []mend
}

// stop is a step of a path, or a related place.
type stop struct {
	finding.Step
	Number  int
	Excerpt *excerpt
}

// mend is a fix.
type mend struct {
	Message string
	Changes []change
	Beyond  int
}

// change is an edit, with the text that it replaces.
type change struct {
	Place    finding.Place
	Old, New string
}

func newPage(rep *finding.Report) *page {
	shown, left := bounded(rep.Findings)
	p := &page{
		Policy: policy(), Style: template.CSS(style), Script: template.JS(script), Texts: texts,
		Report: rep, Counts: finding.Count(rep.Findings), Total: rep.Total(), Left: left,
		ByKind: tallies(shown, kindOf), ByRule: tallies(shown, func(f *finding.Finding) string { return f.Rule }),
		Kinds: options(shown), LeftOut: rep.Total().LeftOut,
	}
	for _, n := range rep.Notices {
		if n.Fatal {
			p.Fatal = append(p.Fatal, n)
		} else {
			p.Notices = append(p.Notices, n)
		}
	}
	v := &viewer{rep: rep, left: maxSource}
	named := map[string]bool{}
	for i := range shown {
		f := &shown[i]
		named[f.Rule] = true
		k := len(p.Groups) - 1
		if k < 0 || p.Groups[k].Program != f.Program || p.Groups[k].File != f.Place.File {
			p.Groups = append(p.Groups, group{Program: f.Program, File: f.Place.File})
			k++
		}
		p.Groups[k].Cards = append(p.Groups[k].Cards, v.card(f, i+1))
	}
	for _, r := range rep.Rules {
		if named[r.Name] {
			p.Rules = append(p.Rules, r)
		}
	}
	p.Collects = slices.ContainsFunc(rep.Programs, func(q finding.Program) bool { return len(q.Inventory) > 0 })
	return p
}

// bounded are the findings to show: all, or the gravest. left is how many are not.
func bounded(fs []finding.Finding) (shown []finding.Finding, left int) {
	if len(fs) <= maxFindings {
		return fs, 0
	}
	shown = slices.Clone(fs)
	slices.SortStableFunc(shown, func(a, b finding.Finding) int { return cmp.Compare(b.Level, a.Level) })
	shown = shown[:maxFindings]
	finding.Sort(shown)
	return shown, len(fs) - maxFindings
}

// kindOf is the category of data that a finding is about; "-" if it is about none.
func kindOf(f *finding.Finding) string { return cmp.Or(f.Data["dataCategory"], "-") }

// viewer makes cards, and keeps count of the sources that they show.
type viewer struct {
	rep  *finding.Report
	left int // bytes of excerpts that may follow
}

func (v *viewer) card(f *finding.Finding, id int) card {
	c := card{Finding: f, ID: id, Kind: kindOf(f), Advice: f.Data["advice"], Excerpt: v.excerpt(f.Place)}
	if c.Advice == "" {
		for _, r := range v.rep.Rules {
			if r.Name == f.Rule {
				c.Advice = r.Advice
			}
		}
	}
	c.Path, c.Beyond = v.stops(f.Steps)
	c.Events = f.Replay[:min(len(f.Replay), maxSteps)]
	c.Later = len(f.Replay) - len(c.Events)
	c.Places, _ = v.stops(f.Related)
	for _, fix := range f.Fixes {
		c.Mends = append(c.Mends, v.mend(fix))
	}
	return c
}

// excerpt is the source around p; nil if it is not at hand, or too much is shown already.
func (v *viewer) excerpt(p finding.Place) *excerpt {
	if v.left <= 0 {
		return nil
	}
	e := excerptOf(v.rep.Sources[p.File], p)
	if e != nil {
		for _, l := range e.Lines {
			v.left -= len(l.Before) + len(l.Mark) + len(l.After)
		}
	}
	return e
}

// stops are steps with their sources, up to maxSteps, and how many are left out.
func (v *viewer) stops(steps []finding.Step) (out []stop, beyond int) {
	for i, s := range steps[:min(len(steps), maxSteps)] {
		out = append(out, stop{Step: s, Number: i + 1, Excerpt: v.excerpt(s.Place)})
	}
	return out, len(steps) - len(out)
}

func (v *viewer) mend(fix finding.Fix) mend {
	edits := fix.Edits[:min(len(fix.Edits), maxEdits)]
	m := mend{Message: fix.Message, Beyond: len(fix.Edits) - len(edits)}
	for _, e := range edits {
		c := change{Place: e.Place, New: visible(cutEnd(e.NewText, maxOldText))}
		from, to := e.Place.Start.Offset, e.Place.End.Offset
		if src := v.rep.Sources[e.Place.File]; src != nil && 0 <= from && from <= to && to <= len(src.Text) {
			c.Old = visible(cutEnd(src.Text[from:to], maxOldText))
		}
		m.Changes = append(m.Changes, c)
	}
	return m
}

// option is an entry of a filter.
type option struct {
	Value string
	N     int
}

// options are the rules, each followed by its categories where it has any.
func options(fs []finding.Finding) []option {
	n := map[string]int{}
	for i := range fs {
		n[fs[i].Rule]++
		if fs[i].Category != "" {
			n[fs[i].Name()]++
		}
	}
	var out []option
	for name, k := range n {
		out = append(out, option{name, k})
	}
	slices.SortFunc(out, func(a, b option) int { return strings.Compare(a.Value, b.Value) })
	return out
}

// LevelName is the level as the script filters by it.
func (c *card) LevelName() string { return c.Level.String() }

// levels, the gravest first.
var levels = []rule.Level{rule.Error, rule.Warning, rule.Note}
