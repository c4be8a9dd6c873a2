package interp

// worklist holds the activations that wait for an evaluation. Within a level the last
// comes first: what a call waits for is evaluated before the caller. An activation that
// was evaluated often is on a higher level, and waits until everything below has
// settled: values reach the hubs of a program (the function that makes all requests, the
// watcher of a store) from everywhere, and each evaluation of a hub for one of them alone
// would be passed on to all that use it. Ordering by how often something was processed
// is, with that by when, the usual remedy for a stack's habit of following each change to
// its end (Pearce, Kelly, Hankin: Online cycle detection and difference propagation,
// SCAM 2003).
type worklist struct{ levels [worklistLevels][]*Activation }

const (
	// firstEvals are as many evaluations as an activation has at once when it is called;
	// the levels begin at its powers, and are as many as maxEvals needs.
	firstEvals     = 4
	worklistLevels = 5
)

func (w *worklist) push(a *Activation) {
	l := 0
	for n := a.evals; n > 0 && l < worklistLevels-1; n /= firstEvals {
		l++
	}
	w.levels[l] = append(w.levels[l], a)
}

// pop takes the next out, nil if there is none.
func (w *worklist) pop() *Activation {
	for l := range w.levels {
		q := &w.levels[l]
		if n := len(*q); n > 0 {
			a := (*q)[n-1]
			*q = (*q)[:n-1]
			return a
		}
	}
	return nil
}

// enqueue asks for an evaluation.
func (in *Interp) enqueue(a *Activation) {
	if a.running {
		a.dirty = true
		return
	}
	if a.queued || !a.reached {
		return
	}
	a.queued = true
	in.work.push(a)
}

// drain evaluates what waits until nothing does.
func (in *Interp) drain() {
	for again := true; again; again = in.tellNames() {
		for a := in.work.pop(); a != nil; a = in.work.pop() {
			if a.queued { // else it was evaluated for a call
				a.queued = false
				in.evaluate(a)
			}
		}
	}
}
