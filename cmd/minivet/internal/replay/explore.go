package replay

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/minivet/minivet/jsparse"
)

// Bounds of the exploration of one program. Work is in steps, see meter.go.
const (
	maxSpent = 400_000
	maxOther = 150_000         // besides, for calls that no target is about
	maxBack  = 60_000          // and for what happens after consent was taken back
	maxTotal = 3 * time.Minute // the last line
	group    = 4               // pages that are run before it is looked at what came of it
	company  = 10              // pages of one run of a survey
	maxNear  = 6               // pages that are looked at for one target, save by the first user
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
	kept    map[string]map[string]string // by page: the storage after the first launch
	thrown  map[fault]bool
	ran     map[string]bool // pages that were launched
	spent   int
	limit   int  // of the work that is being done
	short   bool // it was not enough for something
	late    bool // the time was up
	started time.Time
}

// run has every user look for the targets, and then for calls that are none. First each
// goes to all pages for a short time, then to those that are left alone.
func (e *explorer) run(list []user) {
	for round, look := range []func(*user, bool){e.surveyTargets, e.visitTargets} {
		for i := range list {
			e.allow(maxSpent, round, i)
			if e.r.open() {
				look(&list[i], i == 0)
			}
		}
	}
	most := min(e.spent+maxOther, maxSpent+maxOther/4)
	for round, look := range []func(*user, bool){e.surveyOthers, e.visitOthers} {
		for i := range list {
			e.allow(most, round, i)
			if list[i].everything() {
				look(&list[i], i == 0)
			}
		}
	}
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
	e.limit = e.spent + maxBack
	e.short = false
	for _, p := range e.s.prog.Pages {
		if e.holdsUnasked(p.Path) {
			if e.over() {
				e.r.bound(fmt.Sprintf("not all pages were run with a user who %s, within %d steps", u.Name, maxBack))
				return
			}
			e.together(&u, forward, []string{p.Path})
		}
	}
}

// holdsUnasked tells whether the code of a page mentions a call that the platform does not ask for.
func (e *explorer) holdsUnasked(page string) bool {
	return slices.ContainsFunc(e.plan.pages[page], func(s site) bool { return !e.s.cat.API(s.api).PromptsOn(e.s.platform) })
}

// surveyTargets has a user go to pages with targets, several in one run; the first user to all.
func (e *explorer) surveyTargets(u *user, first bool) {
	most := maxNear
	if first {
		most = len(e.s.prog.Pages)
	}
	e.survey(u, e.near(most), e.speaking(u))
}

// visitTargets has a user launch the program with each page that may lead to a target.
func (e *explorer) visitTargets(u *user, _ bool) {
	for _, l := range launches(u) {
		e.pass(u, l, e.near(maxNear), e.speaking(u))
	}
}

func (e *explorer) surveyOthers(u *user, _ bool) { e.survey(u, e.s.prog.Pages, e.holdsSite) }

func (e *explorer) visitOthers(u *user, _ bool) {
	for _, l := range launches(u) {
		e.pass(u, l, e.s.prog.Pages, e.holdsSite)
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

// survey goes to all pages of a list that have something open, several in one run, so
// that what is easily seen is seen at little cost.
func (e *explorer) survey(u *user, pages []*jsparse.Page, open func(page string) bool) {
	company, passes := company, 1
	var list []string
	for _, p := range pages {
		if !e.stopped[p.Path] && open(p.Path) {
			list = append(list, p.Path)
		}
	}
	switch {
	case len(list) == 0:
		return
	case len(e.s.prog.Pages) <= 2*company: // all of them, as what one leaves behind meets the others
		company, list = 2*company, nil
		if u.first() {
			passes = 2
		}
		for _, p := range e.s.prog.Pages {
			if !e.stopped[p.Path] {
				list = append(list, p.Path)
			}
		}
	}
	for tries := 0; len(list) > 0 && tries < len(e.s.prog.Pages) && !e.over(); tries++ {
		batch := list[:min(len(list), group*company)]
		list = list[len(batch):]
		parts := slices.Collect(slices.Chunk(batch, company))
		limit := e.most(len(parts))
		e.side(len(parts), func(i int) *world { return e.s.journey(u, parts[i], passes, limit) }, func(i int, w *world) {
			if n := len(w.entered); w.over && n < len(parts[i]) && !e.over() {
				list = append(list, parts[i][max(n, 1):]...) // one of them stopped the run
			}
		})
	}
}

// allow sets the limit for user i in a round, where all may use up to most.
func (e *explorer) allow(most, round, i int) {
	share := shares[round][min(i, 1)]
	e.limit = e.spent + max(0, most-e.spent)*share/100
}

// pass launches the pages of a list that have something open.
func (e *explorer) pass(u *user, l launch, pages []*jsparse.Page, open func(page string) bool) {
	for len(pages) > 0 {
		var now []string
		for len(pages) > 0 && len(now) < group {
			if p := pages[0].Path; !e.stopped[p] && open(p) {
				now = append(now, p)
			}
			pages = pages[1:]
		}
		if len(now) == 0 {
			return
		}
		if e.over() {
			return
		}
		e.together(u, l, now)
	}
}

// leastWork is what a run has in any case.
const leastWork = 20_000

// most is the number of steps that each of n runs may have: its part of what is left for the user.
func (e *explorer) most(n int) int { return min(maxWork, max(leastWork, (e.limit-e.spent)/n)) }

// over tells whether no more runs are possible.
func (e *explorer) over() bool {
	e.late = e.late || time.Since(e.started) > maxTotal
	e.short = e.short || e.spent >= e.limit
	return e.late || e.spent >= e.limit
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

// together launches pages side by side.
func (e *explorer) together(u *user, l launch, pages []string) {
	limit := e.most(len(pages))
	e.side(len(pages), func(i int) *world { return e.s.visit(u, pages[i], l, e.kept[pages[i]], limit) }, func(i int, w *world) {
		e.stopped[pages[i]] = e.stopped[pages[i]] || w.over && !w.cut
		if u.Again && l == forward {
			e.kept[pages[i]] = w.kept()
		}
	})
}

// side makes n runs side by side; what comes of them is taken in their order, so that it
// does not depend on how many processors there are.
func (e *explorer) side(n int, run func(int) *world, then func(int, *world)) {
	worlds := make([]*world, n)
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			turn <- struct{}{}
			worlds[i] = run(i)
			<-turn
		})
	}
	all.Wait()
	for i, w := range worlds {
		e.take(w)
		then(i, w)
	}
}

// take notes what came of a world.
func (e *explorer) take(w *world) {
	e.r.Worlds++
	for _, p := range w.entered {
		e.ran[p] = true
	}
	e.spent += w.spent
	e.short = e.short || w.cut
	if w.over && !w.cut {
		e.r.bound("on page " + w.last() + ": " + w.why)
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
