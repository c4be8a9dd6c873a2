package replay

import (
	"fmt"
	"slices"
	"time"

	"github.com/minivet/minivet/jsparse"
)

// Bounds of the exploration of one program. Work is in steps, see meter.go.
const (
	maxSpent     = 400_000
	maxOther     = 150_000         // besides, for calls that no target is about
	maxBack      = 60_000          // and for what happens after consent was taken back
	maxTotal     = 3 * time.Minute // the last line
	group        = 4               // runs that are made side by side before it is looked at what came of them
	company      = 10              // pages of one run of a survey
	leastCompany = 4               // of them, where a survey is more than one run
	maxNear      = 6               // pages that are looked at for one target, save by the first user
)

// shares of the work: of what is left, in hundredths, what the first and any other user
// may use, in each round.
var shares = [2][2]int{{35, 20}, {50, 30}}

// explorer runs a program with one user after the other, as long as something is open.
type explorer struct {
	s       *script
	r       *Result
	plan    *plan
	targets []Target
	seen    map[site]bool                // a call under refusal came from there
	stopped map[string]bool              // pages whose run did not come to an end
	halted  map[string]string            // pages of which no run came to an end, and why the first did not
	touched map[place]bool               // elements with which something was done
	kept    map[string]map[string]string // by user and page: the storage after the first launch
	thrown  map[fault]bool
	ran     map[string]bool // pages that were launched
	spent   int
	short   bool // the work that may be done was not enough for something
	late    bool // the time was up
	started time.Time
}

// run has every user look for the targets, and then for calls that are none. First each
// goes to all pages for a short time, then to those that are left alone.
func (e *explorer) run(list []user) {
	e.round(list, maxSpent, shares[0], e.surveyTargets)
	e.round(list, maxSpent, shares[1], e.visitTargets)
	all := slices.DeleteFunc(slices.Clone(list), func(u user) bool { return !u.everything() })
	most := min(e.spent+maxOther, maxSpent+maxOther/4)
	e.round(all, most, shares[0], e.surveyOthers)
	e.round(all, most, shares[1], e.visitOthers)
	if n := e.unrun(e.holdsSite); n > 0 && e.short {
		e.r.bound(fmt.Sprintf("%d pages that mention calls that need consent were not run within %d steps; what they call is not known", n, maxOther))
	}
}

// unrun is the number of pages that have something open and were never gone to.
func (e *explorer) unrun(open func(page string) bool) int {
	n := 0
	for _, p := range e.s.prog.Pages {
		if !e.ran[p.Path] && open(p.Path) {
			n++
		}
	}
	return n
}

// withdraw has a user agree, and take that back, where something may be called that
// the platform does not ask for.
func (e *explorer) withdraw() {
	u := fickle()
	e.short = false
	e.round([]user{u}, e.spent+maxBack, [2]int{100}, func(t *turn) func() []job {
		return e.pass(t, []launch{forward}, func() []*jsparse.Page { return e.s.prog.Pages }, e.holdsUnasked)
	})
	if e.short {
		e.r.bound(fmt.Sprintf("not all pages were run with a user who %s, within %d steps", u.Name, maxBack))
	}
}

// holdsUnasked tells whether the code of a page mentions a call that the platform does not ask for.
func (e *explorer) holdsUnasked(page string) bool {
	return slices.ContainsFunc(e.plan.pages[page], func(s site) bool { return !e.s.cat.API(s.api).PromptsOn(e.s.platform) })
}

// surveyTargets has a user go to pages with targets, several in one run; the first user to all.
func (e *explorer) surveyTargets(t *turn) func() []job {
	most := maxNear
	if t.first {
		most = len(e.s.prog.Pages)
	}
	return e.whileOpen(e.survey(t, e.near(most), e.speaking(t.u)))
}

// visitTargets has a user launch the program with each page that may lead to a target.
func (e *explorer) visitTargets(t *turn) func() []job {
	near := func() []*jsparse.Page { return e.near(maxNear) }
	return e.whileOpen(e.pass(t, launches(t.u), near, e.speaking(t.u)))
}

func (e *explorer) surveyOthers(t *turn) func() []job {
	return e.survey(t, e.s.prog.Pages, e.holdsSite)
}

func (e *explorer) visitOthers(t *turn) func() []job {
	return e.pass(t, launches(t.u), func() []*jsparse.Page { return e.s.prog.Pages }, e.holdsSite)
}

// whileOpen gives no more runs once every target is confirmed.
func (e *explorer) whileOpen(next func() []job) func() []job {
	return func() []job {
		if !e.r.open() {
			return nil
		}
		return next()
	}
}

// speaking tells of which pages with targets a user is worth a run: one who grants a
// scope only where the program speaks of it.
func (e *explorer) speaking(u *user) func(page string) bool {
	if len(u.Scopes) == 0 {
		return e.holdsTarget
	}
	speak := e.s.about(u.Scopes[0], e.targets)
	return func(page string) bool {
		return e.holdsTarget(page) && slices.ContainsFunc(speak, func(file string) bool { return e.plan.files[page][file] })
	}
}

// survey gives runs to all pages of a list that have something open, several in one run,
// so that what is easily seen is seen at little cost.
func (e *explorer) survey(t *turn, pages []*jsparse.Page, open func(page string) bool) func() []job {
	company, least, passes := company, company, 1
	if t.first {
		least = leastCompany
	}
	var list []string
	for _, p := range pages {
		if !e.stopped[p.Path] && open(p.Path) {
			list = append(list, p.Path)
		}
	}
	if len(list) > 0 && len(e.s.prog.Pages) <= 2*company { // all of them, as what one leaves behind meets the others
		company, least, list = 2*company, 2*company, nil
		if t.u.first() {
			passes = 2
		}
		for _, p := range e.s.prog.Pages {
			if !e.stopped[p.Path] {
				list = append(list, p.Path)
			}
		}
	}
	tries := 0
	return func() (out []job) {
		if len(list) == 0 || tries >= len(e.s.prog.Pages) || e.over(t) {
			return nil
		}
		tries++
		batch := list[:min(len(list), group*company)]
		list = list[len(batch):]
		// Two runs of half the pages are done sooner than one of all. Of the others several
		// are made side by side anyway.
		parts := slices.Collect(slices.Chunk(batch, min(company, max(least, (len(batch)+1)/2))))
		limit := t.most(len(parts))
		for _, part := range parts {
			out = append(out, job{t, limit, func() *world { return e.s.journey(t.u, part, passes, limit) }, func(w *world) {
				if n := len(w.entered); w.over && n < len(part) && !e.over(t) {
					list = append(list, part[max(n, 1):]...) // one of them stopped the run
				}
			}})
		}
		return out
	}
}

// pass gives runs that launch the pages of a list that have something open, in each of the
// ways; for each the list is looked at anew.
func (e *explorer) pass(t *turn, ways []launch, list func() []*jsparse.Page, open func(page string) bool) func() []job {
	var pages []*jsparse.Page
	var l launch
	return func() []job {
		var now []string
		for len(now) == 0 {
			if len(pages) == 0 {
				if len(ways) == 0 {
					return nil
				}
				l, ways, pages = ways[0], ways[1:], list()
			}
			for len(pages) > 0 && len(now) < group {
				if p := pages[0].Path; !e.stopped[p] && open(p) {
					now = append(now, p)
				}
				pages = pages[1:]
			}
		}
		if e.over(t) {
			return nil
		}
		return e.visits(t, l, now)
	}
}

// near are the pages whose code holds an open target, those first that a target shares
// with few others; of each target no more than most.
func (e *explorer) near(most int) []*jsparse.Page {
	rank := map[*jsparse.Page]int{}
	for i := range e.targets {
		if e.r.Outcomes[i].Verdict == Confirmed {
			continue
		}
		for _, p := range e.closest(&e.targets[i], most) {
			d := e.plan.distance(p, &e.targets[i])
			if r, ok := rank[p]; !ok || d < r {
				rank[p] = d
			}
		}
	}
	return ranked(e.s.prog.Pages, rank)
}

// closest are the pages that hold a target, at most so many.
func (e *explorer) closest(t *Target, most int) []*jsparse.Page {
	rank := map[*jsparse.Page]int{}
	for _, p := range e.s.prog.Pages {
		if e.plan.files[p.Path][t.File] {
			rank[p] = e.plan.distance(p, t)
		}
	}
	list := ranked(e.s.prog.Pages, rank)
	return list[:min(len(list), most)]
}

// ranked are the pages that have a rank, in its order.
func ranked(pages []*jsparse.Page, rank map[*jsparse.Page]int) []*jsparse.Page {
	var out []*jsparse.Page
	for _, p := range pages {
		if _, ok := rank[p]; ok {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *jsparse.Page) int { return rank[a] - rank[b] })
	return out
}

func (e *explorer) holdsTarget(page string) bool {
	for i, t := range e.targets {
		if e.r.Outcomes[i].Verdict != Confirmed && e.plan.files[page][t.File] {
			return true
		}
	}
	return false
}

// holdsSite tells whether the code of a page has a mention that was not seen to be a call.
func (e *explorer) holdsSite(page string) bool {
	return slices.ContainsFunc(e.plan.pages[page], func(s site) bool { return !e.seen[s] })
}

// visits are runs that launch pages.
func (e *explorer) visits(t *turn, l launch, pages []string) (out []job) {
	limit := t.most(len(pages))
	for _, p := range pages {
		key := t.u.Name + " " + p
		out = append(out, job{t, limit, func() *world { return e.s.visit(t.u, p, l, e.kept[key], limit) }, func(w *world) {
			e.stopped[p] = e.stopped[p] || w.over && !w.cut
			if t.u.Again && l == forward {
				e.kept[key] = w.kept()
			}
		}})
	}
	return out
}

// take notes what came of a world.
func (e *explorer) take(w *world) {
	e.r.Worlds++
	e.spent += w.spent
	e.short = e.short || w.cut
	if w.over && !w.cut {
		e.r.bound("on page " + w.last() + ": " + w.why)
	}
	for i, p := range w.entered {
		switch {
		case !w.over || i < len(w.entered)-1:
			e.halted[p] = "" // this one came to an end
		case e.halted[p] == "" && !e.ran[p]:
			e.halted[p] = w.why
			if w.cut {
				e.halted[p] = "it took more steps than it had"
			}
		}
	}
	for _, p := range w.entered {
		e.ran[p] = true
	}
	for p := range w.touched {
		e.touched[p] = true
	}
	for _, n := range w.notes {
		e.r.bound("on page " + w.last() + ": " + n)
	}
	for _, t := range w.thrown {
		e.thrown[t] = true
	}
	on := map[string]bool{}
	for i := range w.calls {
		c := &w.calls[i]
		if e.r.take(e.s, e.targets, c, on) {
			for _, f := range c.Frames {
				e.seen[site{f.File, f.Line, c.API}] = true
			}
		}
	}
}
