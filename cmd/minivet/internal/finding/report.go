package finding

import (
	"slices"
	"time"

	"github.com/minivet/minivet/analyzers/inventory"
	"github.com/minivet/minivet/analyzers/rule"
)

// Report is everything that one run has to say.
type Report struct {
	Version  string // of minivet
	Programs []Program
	// Findings are those to report, Suppressed those that a comment in the source
	// takes out; both in the order of [Sort].
	Findings, Suppressed []Finding
	// Notices are what kept something from being analysed and is no finding in a
	// file: a path that could not be opened, a bound that was hit.
	Notices []Notice
	// Rules describe the rules that were run and those that findings name, sorted.
	Rules []RuleInfo
	// LeftOut are files and folders that belong to no program.
	LeftOut []LeftOut
	// Sources are the texts of the files that findings, their steps, related places
	// and edits lie in, by [Place.File].
	Sources map[string]*Source
	Elapsed time.Duration
	// Since names what the run was compared with (a baseline, a revision): Findings
	// are only what is new. Empty: they are all there is.
	Since string
}

// Program is what was covered of one program.
type Program struct {
	Root     string // for display, as in [Place]
	Platform string // "wechat" or "tcmpp"
	// PlatformWhy says how the platform was found; empty if it was given.
	PlatformWhy string

	Pages, Components, Views int
	Files, Bytes             int
	Functions                int // in all files
	Reached                  int // analysed because something calls them
	Entries                  int // entry points
	Calls                    int // sensitive calls seen
	LeftOut                  []LeftOut
	// Inventory of personal data; nil unless it was asked for.
	Inventory []inventory.Row
	// Mentions of the APIs that were asked for.
	Mentions []Mention
	// Consents are the sensitive calls; nil unless they were asked for.
	Consents []Consent
	// Gaps are sensitive calls that a replay saw under refusal and no rule lists.
	Gaps []Gap
	// Failed says why the program could not be analysed; empty if it was.
	Failed string
}

// Gap is a call that a replay saw and the rules did not.
type Gap struct {
	API          string
	File         string // as in [Place]
	Line, Column int
	Trace        []string
	// Withdrawn: the user had agreed and took that back. The rules hold consent for the
	// rest of a run, so such a call is no gap of theirs.
	Withdrawn bool
}

// LeftOut is a file or folder that was not analysed on purpose.
type LeftOut struct{ Path, Why string }

// Notice is something about the run itself.
type Notice struct {
	Program string // as in [Finding]; empty: none
	Message string
	// Fatal: what it speaks of was not analysed at all, and the run failed.
	Fatal bool
}

// RuleInfo describes a rule for readers of reports.
type RuleInfo struct {
	Name    string
	Summary string // one sentence
	// Advice is what to do about a result, one sentence; may be empty.
	Advice  string
	Doc     string // the whole page
	Builtin bool   // of the command itself (parse, suppress), no rule on privacy
}

// Counts are findings by level.
type Counts struct{ Errors, Warnings, Notes int }

// Count counts findings by level.
func Count(fs []Finding) Counts {
	var c Counts
	for i := range fs {
		switch fs[i].Level {
		case rule.Error:
			c.Errors++
		case rule.Warning:
			c.Warnings++
		default:
			c.Notes++
		}
	}
	return c
}

// Total sums up what was covered in all programs. Its Root and Platform are empty.
func (r *Report) Total() Program {
	t := Program{LeftOut: slices.Clone(r.LeftOut)}
	for _, p := range r.Programs {
		t.Pages += p.Pages
		t.Components += p.Components
		t.Views += p.Views
		t.Files += p.Files
		t.Bytes += p.Bytes
		t.Functions += p.Functions
		t.Reached += p.Reached
		t.Entries += p.Entries
		t.Calls += p.Calls
		t.LeftOut = append(t.LeftOut, p.LeftOut...)
	}
	return t
}

// Failed tells whether something that was asked for was not analysed at all.
func (r *Report) Failed() bool {
	for _, n := range r.Notices {
		if n.Fatal {
			return true
		}
	}
	return false
}

// AtLeast tells whether any finding has level min or a higher one.
func (r *Report) AtLeast(min rule.Level) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Level >= min })
}

// Mention is a place that names an API; see package mentions for State.
type Mention struct {
	API, Package, State string
	Place               Place
	Steps               []Step
}

// Consent is a sensitive call; see package consents for what its fields mean.
type Consent struct {
	API, Category, Words, State string
	Guards                      []string
	Place                       Place
	Steps                       []Step
}
