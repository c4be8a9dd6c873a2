package replay

import (
	"runtime"
	"slices"
	"sync"
	"time"
)

// Bounds of the exploration of one program. Work is in steps, see meter.go.
const (
	maxSpent = 4_000_000
	maxTotal = 30 * time.Second // the last line
	// firstShare is the part of the work that is the first user's at most, in
	// hundredths; each user after that has otherShare of what is left.
	firstShare, otherShare = 45, 40
	group                  = 8 // pages that are run before it is looked at what came of it
)

// explorer runs a program with one user after the other, as long as something is open.
type explorer struct {
	s       *script
	r       *Result
	plan    *plan
	targets []Target
	seen    map[site]bool   // a call under refusal came from there
	stopped map[string]bool // pages whose run did not come to an end
	thrown  map[string]bool
	spent   int
	late    bool // the time was up
	short   map[string]bool
	started time.Time
}

// user explores the program with u, within its share of the work.
func (e *explorer) user(u *user, first bool) {
	limit := e.spent + (maxSpent-e.spent)*otherShare/100
	if first {
		limit = maxSpent * firstShare / 100
	}
	order := e.order(u)
	for len(order) > 0 {
		var now []string
		for len(order) > 0 && len(now) < group {
			if e.open(u, order[0]) {
				now = append(now, order[0])
			}
			order = order[1:]
		}
		if e.over(u, limit) && len(now) > 0 {
			e.short[u.Name] = true
			break
		}
		e.together(u, now)
	}
	e.journeys(u, limit)
}

// over tells whether no more runs are possible.
func (e *explorer) over(_ *user, limit int) bool {
	if time.Since(e.started) > maxTotal {
		e.late = true
	}
	return e.late || e.spent > limit
}

// order puts the pages whose code holds an open target first.
func (e *explorer) order(u *user) []string {
	var first, rest []string
	for _, p := range e.s.prog.Pages {
		switch {
		case e.stopped[p.Path]:
		case e.holdsTarget(p.Path):
			first = append(first, p.Path)
		case u.everything():
			rest = append(rest, p.Path)
		}
	}
	return append(first, rest...)
}

func (e *explorer) holdsTarget(page string) bool {
	for _, s := range e.plan.pages[page] {
		for i, t := range e.targets {
			if t.File == s.file && t.Line <= s.line && s.line <= t.ToLine && t.API == s.api && e.r.Outcomes[i].Verdict != Confirmed {
				return true
			}
		}
	}
	return false
}

// open tells whether something on a page is not decided yet.
func (e *explorer) open(u *user, page string) bool {
	if e.stopped[page] {
		return false
	}
	if !u.everything() {
		return e.holdsTarget(page)
	}
	return e.holdsTarget(page) || slices.ContainsFunc(e.plan.pages[page], func(s site) bool { return !e.seen[s] })
}

// together runs pages side by side; what comes of it is taken in their order, so
// that it does not depend on how many processors there are.
func (e *explorer) together(u *user, pages []string) {
	worlds := make([][]*world, len(pages))
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i, p := range pages {
		all.Go(func() {
			turn <- struct{}{}
			worlds[i] = e.s.page(u, p)
			<-turn
		})
	}
	all.Wait()
	for i, list := range worlds {
		for _, w := range list {
			e.take(w)
			e.stopped[pages[i]] = e.stopped[pages[i]] || w.over
		}
	}
}

// journeys run all pages in one run, so that what one leaves behind meets the others.
func (e *explorer) journeys(u *user, limit int) {
	pages := e.s.prog.Pages
	if len(pages) < 2 || e.over(u, limit) || e.stopped[pages[0].Path] || !u.everything() && e.r.settled() {
		return
	}
	e.take(e.s.journey(u))
}

// take notes what came of a world.
func (e *explorer) take(w *world) {
	e.r.Worlds++
	e.spent += w.spent
	if w.over {
		e.r.bound("launched with " + w.page + ": " + w.why)
	}
	for _, t := range w.thrown {
		e.thrown[t] = true
	}
	for i := range w.calls {
		c := &w.calls[i]
		if e.r.take(e.s, e.targets, c) {
			for _, f := range c.Frames {
				e.seen[site{f.File, f.Line, c.API}] = true
			}
		}
	}
}
