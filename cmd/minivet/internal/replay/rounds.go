package replay

import (
	"runtime"
	"slices"
	"sync"
	"time"
)

// turn is what one user does in a round.
type turn struct {
	u     *user
	first bool
	limit int // of the steps
	spent int
	next  func() []job // the runs to make next; none: the user is done
}

// job is one run.
type job struct {
	t     *turn
	limit int // of its steps
	run   func() *world
	then  func(*world) // looks at what came of it
}

// leastWork is what a run has in any case.
const leastWork = 20_000

// most is the number of steps that each of n runs may have: its part of what is left for the user.
func (t *turn) most(n int) int { return min(maxWork, max(leastWork, (t.limit-t.spent)/n)) }

// over tells whether no more runs are possible in a turn.
func (e *explorer) over(t *turn) bool {
	e.late = e.late || time.Since(e.started) > maxTotal
	e.short = e.short || t.spent >= t.limit
	return e.late || t.spent >= t.limit
}

// round has one user after the other make its runs, as long as not more than most steps
// were made. Of what is left the first user may use share[0] hundredths, any other share[1].
//
// The first user is alone, as it finds most of what there is. The others with few runs to
// make do not wait for those before them: what they make may be in vain, but there is more
// than one processor. How many are made side by side does not depend on how many there are.
func (e *explorer) round(list []user, most int, share [2]int, look func(*turn) func() []job) {
	var turns []*turn
	for i := range list {
		turns = append(turns, &turn{u: &list[i], first: i == 0})
	}
	for len(turns) > 0 {
		var now []job
		planned := e.spent
		for i := 0; i < len(turns) && len(now) < group; {
			t := turns[i]
			if len(now) > 0 && (turns[0].first || planned >= most) {
				break
			}
			if t.next == nil {
				part := share[1]
				if t.first {
					part = share[0]
				}
				t.limit = max(0, most-e.spent) * part / 100
				t.next = look(t)
			}
			jobs := t.next()
			if len(jobs) == 0 {
				turns = slices.Delete(turns, i, i+1)
				continue
			}
			for _, j := range jobs {
				planned += j.limit
			}
			now = append(now, jobs...)
			i++
		}
		e.side(now)
	}
}

// side makes runs side by side; what comes of them is taken in their order, so that it
// does not depend on how many processors there are.
func (e *explorer) side(jobs []job) {
	worlds := make([]*world, len(jobs))
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i := range jobs {
		all.Go(func() {
			turn <- struct{}{}
			worlds[i] = jobs[i].run()
			<-turn
		})
	}
	all.Wait()
	for i, w := range worlds {
		jobs[i].t.spent += w.spent
		e.take(w)
		jobs[i].then(w)
	}
}
