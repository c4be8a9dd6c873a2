package replay

import (
	"runtime"
	"slices"
	"sync"
)

// A witness is what a reader does by hand, so it is made short: runs of less are tried,
// and the shortest in which the call is still seen is what is told.
const (
	maxTries   = 14     // runs of less for one witness
	maxShorten = 60_000 // steps of them, and as many more as are there for each
	allShorten = 600_000
	maxShort   = 100 // witnesses that are shortened
)

const whySeen = "the call was seen"

// shorten makes witnesses short, side by side; each has work of its own, so that what
// comes of it does not depend on the others.
func (e *explorer) shorten() {
	var list []*shortener
	for i := range e.r.Outcomes {
		if o := &e.r.Outcomes[i]; o.Call != nil {
			list = append(list, &shortener{s: e.s, of: o.Call, is: e.targets[i].is})
		}
	}
	for _, calls := range [][]Call{e.r.Gaps, e.r.Withdrawn} {
		for i := range calls {
			c := &calls[i]
			list = append(list, &shortener{s: e.s, of: c, is: c.same})
		}
	}
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for _, s := range list[:min(len(list), maxShort)] {
		all.Go(func() {
			turn <- struct{}{}
			s.left = max(maxShorten, min(allShorten/len(list), maxWork))
			s.run()
			<-turn
		})
	}
	all.Wait()
	for _, s := range list {
		if s.best != nil {
			*s.of = *s.best
		}
	}
}

// shortener looks for a shorter run in which a call is seen.
type shortener struct {
	s     *script
	of    *Call
	is    func(*Call) bool // tells whether a call is the one
	left  int              // steps
	tries int
	best  *Call
}

func (s *shortener) run() {
	s.best = s.of
	ops := s.of.ops
	if len(ops) < 2 {
		return
	}
	first, last := ops[0], ops[len(ops)-1]
	direct := op{do: boot, arg: last.page}
	switch {
	case last.do == enter && s.try([]op{{do: boot, arg: last.arg}}):
	case last.page != "" && s.of.launch != again && s.try([]op{direct, last}):
	case s.try([]op{first, last}):
	case last.page != "" && s.of.launch != again && s.try(append([]op{direct}, sincePage(ops)...)):
	}
	s.fewer()
}

// sincePage are the last ops, all that were done on the page of the last one.
func sincePage(ops []op) []op {
	page, i := ops[len(ops)-1].page, len(ops)-1
	for i > 1 && ops[i-1].page == page {
		i--
	}
	return ops[i:]
}

// fewer leaves out parts of what is between the first and the last op, large ones first,
// after the algorithm ddmin (Zeller and Hildebrandt 2002) without its tests of subsets.
func (s *shortener) fewer() {
	for size := len(s.best.ops) - 2; size > 0; size /= 2 {
		for from := 1; from+size < len(s.best.ops); {
			ops := s.best.ops
			if !s.try(slices.Concat(ops[:from], ops[from+size:])) {
				from += size
			}
		}
	}
}

// try runs the ops; it tells whether the call is seen, and keeps that run if it is.
func (s *shortener) try(ops []op) bool {
	if len(ops) >= len(s.best.ops) || s.tries >= maxTries || s.left < runCost {
		return false
	}
	s.tries++
	var seen *Call
	w := newWorld(s.s, s.of.by, s.of.launch, s.of.start, min(s.left, maxWork))
	defer w.close()
	w.call("fresh", true) // as much can be touched as in any run
	w.wanted = func(c *Call) bool {
		if c.Withdrawn != s.of.Withdrawn || s.s.refused(c) != s.s.refused(s.of) || !s.is(c) {
			return false
		}
		seen = c
		return true
	}
	if s.of.launch == again {
		w.event(whyAgain)
	}
	for _, o := range ops {
		if w.over {
			break
		}
		if o.do != act || w.call("find", o.arg).ToBoolean() {
			w.does(o.do, o.arg)
		}
	}
	s.left -= w.spent
	if seen == nil {
		return false
	}
	s.best = seen
	return true
}
