package replay

// Bounds of one run.
const (
	maxActions = 60
	maxRounds  = 4

	maxJourney        = 20 // pages
	maxJourneyActions = 15 // on one of them
)

// launch is a way to run a page.
type launch int

const (
	forward  launch = iota // the user does what is possible in the order of the view
	again                  // the same, with what the storage holds after the first time
	backward               // in the opposite order
	glance                 // as forward, for a short time: what is easily seen is seen on every page
)

// launches are the ways in which u runs a page.
func launches(u *user) []launch {
	if u.Again {
		return []launch{forward, again, backward}
	}
	return []launch{forward, backward}
}

// journey visits all pages in one run.
func (s *script) journey(u *user, limit int) *world {
	w := newWorld(s, u, forward, nil, limit)
	defer w.close()
	w.page = s.prog.Pages[0].Path
	w.call("boot", w.page)
	w.settle(5000)
	for pass := 0; pass < 2; pass++ {
		w.call("fresh")
		for i, p := range s.prog.Pages {
			if i >= maxJourney || w.over {
				break
			}
			w.call("enter", p.Path)
			w.settle(2000)
			w.roam(forward, maxJourneyActions)
		}
	}
	return w
}

// visit launches the program with a page and does everything that can be done on it.
// storage is what it holds if it is launched again.
func (s *script) visit(u *user, page string, o launch, storage map[string]string, limit int) *world {
	if o != again {
		storage = nil
	}
	w := newWorld(s, u, o, storage, limit)
	defer w.close()
	if o == again {
		w.event("the program is launched again, with the storage of the first time")
	}
	w.page = page
	w.call("boot", page)
	w.settle(5000)
	if o != backward {
		w.listeners()
	}
	w.call("fresh")
	w.roam(o, maxActions)
	if o != glance {
		w.call("fresh")
		w.roam(o, maxActions)
	}
	w.call("further")
	w.settle(1000)
	w.call("hide")
	w.settle(65000)
	w.call("back", 1)
	w.settle(1000)
	return w
}

// roam does what is possible, each thing but once, at most limit things.
func (w *world) roam(o launch, limit int) {
	for n, round := 0, 0; round < maxRounds && !w.over; round++ {
		acted := false
		for n < limit && !w.over {
			key := w.call("choose", o == backward).String()
			if key == "" || w.over {
				break
			}
			acted = true
			n++
			w.acted++
			w.call("act", key)
			w.settle(3500)
		}
		w.listeners()
		if !acted {
			break
		}
	}
}

func (w *world) listeners() {
	w.call("fireListeners")
	w.settle(1000)
}

// kept is the storage as it is now.
func (w *world) kept() map[string]string {
	out := map[string]string{}
	for _, k := range w.storage.Keys() {
		out[k] = w.storage.Get(k).String()
	}
	return out
}
