package replay

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// Verdict is what the replay says of a finding.
type Verdict string

// The verdicts.
const (
	Confirmed Verdict = "confirmed" // the call happened although the user refused
	Guarded   Verdict = "guarded"   // it was seen only with a user who agrees
	Unreached Verdict = "unreached" // it was not seen
)

// Target is a call that a finding is about.
type Target struct {
	API          string
	File         string // as in the program's file set
	Line, ToLine int    // from 1, inclusive
	// From is the file of the entry point that it is reached from, and FromLine its line; may
	// be "" and 0.
	From     string
	FromLine int
}

// Outcome is the verdict on one target.
type Outcome struct {
	Verdict Verdict
	Call    *Call  // the witness; nil for unreached
	Why     string // for unreached: what is known of it
}

// Result is what came of a replay.
type Result struct {
	Outcomes []Outcome // as the targets
	Gaps     []Call    // sensitive calls under refusal that no target is about
	// Withdrawn are calls that still happen after the user took back what was agreed to.
	// The rules hold consent for the rest of a run: no finding is about that.
	Withdrawn []Call
	// Bounds are the limits that were hit, one line each.
	Bounds []string
	Worlds int // runs
	Steps  int // work that all of them did
	// Thrown are the errors that the program did not catch, with their places, sorted.
	Thrown []string
}

// Options choose how a program is replayed.
type Options struct {
	Platform  catalogue.Platform
	Catalogue *catalogue.Catalogue // nil: the built-in one
	Targets   []Target
}

// Run replays a program with every user. Two runs on the same program give the
// same result on any machine, save where Bounds speaks of the clock or of memory.
func Run(prog *jsparse.Program, opt Options) *Result {
	s := newScript(prog, opt.Platform, opt.Catalogue)
	e := &explorer{
		s: s, r: &Result{Outcomes: make([]Outcome, len(opt.Targets))}, plan: newPlan(s), targets: opt.Targets,
		seen: map[site]bool{}, stopped: map[string]bool{}, halted: map[string]string{}, touched: map[place]bool{}, kept: map[string]map[string]string{}, thrown: map[fault]bool{}, ran: map[string]bool{}, started: time.Now(),
	}
	list := users() // the last agrees
	e.run(slices.Insert(list, len(list)-1, selective(s, opt.Targets)...))
	e.withdraw()
	if e.late {
		e.r.bound("the time was up before all pages were run with all users")
	}
	e.finish()
	return e.r
}

// open tells whether some target is not confirmed yet.
func (r *Result) open() bool {
	return slices.ContainsFunc(r.Outcomes, func(o Outcome) bool { return o.Verdict != Confirmed })
}

func (r *Result) bound(text string) {
	if !slices.Contains(r.Bounds, text) && len(r.Bounds) < 20 {
		r.Bounds = append(r.Bounds, text)
	}
}

// selective are users who grant one scope and refuse all else: they show that a
// grant is taken for more than it covers, and what comes after it.
func selective(s *script, targets []Target) []user {
	if len(targets) == 0 {
		return nil
	}
	var out []user
	for _, sc := range s.cat.Scopes() {
		if sc.On(s.platform) && len(s.about(sc.Name, targets)) > 0 {
			out = append(out, user{Name: "grants only " + sc.Name, Scopes: []string{sc.Name}, Server: true})
		}
	}
	return out
}

// about are the files that speak of a scope, or hold a call of which the platform asks for it.
func (s *script) about(scope string, targets []Target) []string {
	var out []string
	for _, f := range s.prog.Files {
		if strings.Contains(f.Text, scope) {
			out = append(out, f.Tok.Name())
		}
	}
	for i := range targets {
		if api := s.cat.API(targets[i].API); api != nil && api.ScopeOn(s.platform) == scope {
			out = append(out, targets[i].File)
		}
	}
	return out
}

// refused tells whether a call happened although the user agreed to nothing that covers it.
func (s *script) refused(c *Call) bool {
	if !c.Refuse {
		return false
	}
	api := s.cat.API(c.API)
	return api == nil || !slices.ContainsFunc(c.agreed, func(a string) bool {
		return a == api.Category || api.CoveredBy(a, s.platform)
	})
}

// withdrawn tells whether a call happened although the consent to it was taken back: lost
// covers it, nothing covers it now, and the platform lets it pass without a question.
func (s *script) withdrawn(c *Call, lost []string) bool {
	api := s.cat.API(c.API)
	if api == nil || api.Consent != catalogue.ConsentAlways || api.PromptsOn(s.platform) {
		return false
	}
	by := func(a string) bool { return a == "" || a == api.Category || api.CoveredBy(a, s.platform) }
	return slices.ContainsFunc(lost, by) && !slices.ContainsFunc(c.agreed, by)
}

// take matches a call with the targets; it tells whether the user refused. on are the
// categories that a target has switched on in the same run: what such a call brings is
// no result of its own.
func (r *Result) take(s *script, targets []Target, c *Call, on map[string]bool) bool {
	hit := false
	refused := s.refused(c)
	for i := range targets {
		if !targets[i].is(c) {
			continue
		}
		hit = true
		o := &r.Outcomes[i]
		switch {
		case o.Verdict == Confirmed:
		case refused:
			*o = Outcome{Verdict: Confirmed, Call: c}
		case o.Verdict == "":
			*o = Outcome{Verdict: Guarded, Call: c}
		}
	}
	api := s.cat.API(c.API)
	switch {
	case api == nil:
	case hit && api.Role == catalogue.RoleSwitch:
		on[api.Category] = true
	case !hit && refused && api.Consent == catalogue.ConsentAlways && len(c.Frames) > 0 && !on[api.Category]:
		r.Gaps = add(r.Gaps, c)
	}
	if c.Withdrawn && len(c.Frames) > 0 {
		r.Withdrawn = add(r.Withdrawn, c)
	}
	return refused
}

// same tells whether two calls are of one API at one place.
func (c *Call) same(d *Call) bool {
	return c.API == d.API && len(d.Frames) > 0 && d.Frames[0] == c.Frames[0]
}

// maxGaps are the calls of one kind that are told.
const maxGaps = 200

// add puts a call in a list that has not the same yet.
func add(list []Call, c *Call) []Call {
	if len(list) >= maxGaps || slices.ContainsFunc(list, func(g Call) bool { return g.same(c) }) {
		return list
	}
	return append(list, *c)
}

// is tells whether a call is the target: the call itself or, of a wrapper, one of
// its callers, lies on the target's lines.
func (t *Target) is(c *Call) bool {
	if t.API != c.API {
		return false
	}
	for _, f := range c.Frames {
		if f.File == t.File && f.Line >= t.Line && f.Line <= t.ToLine {
			return true
		}
	}
	return false
}

// finish says of what was not seen what is known of it, and sorts.
func (e *explorer) finish() {
	r := e.r
	r.Steps = e.spent
	for f := range e.thrown {
		r.Thrown = append(r.Thrown, f.String())
	}
	slices.Sort(r.Thrown)
	for i := range r.Outcomes {
		if r.Outcomes[i].Verdict == "" {
			r.Outcomes[i] = Outcome{Verdict: Unreached, Why: e.blocked(&e.targets[i])}
		}
	}
	e.shorten()
	for _, calls := range [][]Call{r.Gaps, r.Withdrawn} {
		slices.SortFunc(calls, byPlace)
	}
}

func byPlace(a, b Call) int {
	return cmp.Or(cmp.Compare(a.Frames[0].File, b.Frames[0].File), cmp.Compare(a.Frames[0].Line, b.Frames[0].Line), cmp.Compare(a.API, b.API))
}
