package replay

// Bounds of one run.
const (
	maxActions = 60
	maxRounds  = 4
	maxAway    = 10 // on a page that the program opened

	maxJourneyActions = 15     // on one page of several
	maxGuest          = 30_000 // steps that one of them may have
)

// launch is a way to run a page.
type launch int

const (
	forward  launch = iota // the user does what is possible in the order of the view
	again                  // the same, with what the storage holds after the first time
	backward               // in the opposite order
)

// launches are the ways in which u runs a page.
func launches(u *user) []launch {
	if u.Again {
		return []launch{forward, again, backward}
	}
	return []launch{forward, backward}
}

// op is one thing that the driver does: those of a run, in their order, are the run.
type op struct {
	do   doing
	arg  string // the page, or the key of what is done on it
	page string // that was shown when it was done
}

// doing is a kind of op.
type doing string

// The kinds. Each lets its time pass.
const (
	boot    doing = "boot"          // launches the program with page arg
	enter   doing = "enter"         // goes to page arg as from a menu
	act     doing = "act"           // does the thing arg on the page that is shown
	listen  doing = "fireListeners" // fires what the program listens for
	further doing = "further"       // does to the page what is no touch
	hide    doing = "hide"          // goes to the background and comes back
	leave   doing = "leave"         // goes back
	revoke  doing = "revoke"        // takes back what was agreed to
)

// takes is the virtual time that a kind of op takes, in milliseconds.
var takes = map[doing]int64{boot: 5000, enter: 2000, act: 3500, listen: 1000, further: 1000, hide: 65000, leave: 1000, revoke: 1000}

// does does one thing and lets its time pass.
func (w *world) does(do doing, arg string) {
	if w.over {
		return
	}
	w.ops = append(w.ops, op{do: do, arg: arg, page: w.call("top").String()})
	switch do {
	case boot, enter:
		w.entered = append(w.entered, arg)
		w.call(string(do), arg)
	case act:
		w.call(string(do), arg)
	case revoke:
		w.takeBack(false)
		w.call(string(do))
	default:
		w.call(string(do))
	}
	w.settle(takes[do])
}

const whyAgain = "the program is launched again, with the storage of the first time"

// journey visits pages in one run, so that what one leaves behind meets the others,
// as often as passes says. None of them gets more than its part of the limit.
func (s *script) journey(u *user, pages []string, passes, limit int) *world {
	w := newWorld(s, u, forward, nil, limit)
	defer w.close()
	w.allow(limit, 2*maxGuest)
	w.does(boot, pages[0])
	part := (limit - w.spent) / (passes * len(pages))
	for pass := range passes {
		w.call("fresh", pass > 0)
		for i, p := range pages {
			if w.over {
				break
			}
			w.allow(limit, maxGuest)
			if pass+i > 0 {
				w.does(enter, p)
			}
			w.roam(forward, maxJourneyActions, w.spent+part)
		}
	}
	return w
}

// visit launches the program with a page and does everything that can be done on it.
// storage is what it holds if it is launched again.
func (s *script) visit(u *user, page string, l launch, storage map[string]string, limit int) *world {
	if l != again {
		storage = nil
	}
	w := newWorld(s, u, l, storage, limit)
	defer w.close()
	if l == again {
		w.event(whyAgain)
	}
	w.does(boot, page)
	if l != backward {
		w.does(listen, "")
	}
	w.twice(page, limit)
	if u.Revokes {
		w.does(revoke, "")
		w.twice(page, limit)
	}
	w.does(further, "")
	w.does(hide, "")
	w.does(leave, "")
	return w
}

// twice does what is possible on a page, and then again: what was done changes what is.
func (w *world) twice(page string, limit int) {
	for pass := range 2 {
		if w.call("top").String() != page {
			w.does(enter, page)
		}
		w.call("fresh", pass > 0)
		w.roam(w.launch, maxActions, limit)
	}
}

// roam does what is possible, each thing but once, at most limit things, until so
// many steps are spent.
func (w *world) roam(l launch, limit, until int) {
	home, away := w.call("depth").ToInteger(), 0
	for n, round := 0, 0; round < maxRounds && !w.over; round++ {
		acted := false
		for n < limit && !w.over && w.spent < until {
			key := w.call("choose", l == backward).String()
			if deeper := w.call("depth").ToInteger() > home; deeper && (key == "" || away >= maxAway) {
				w.does(leave, "") // the program opened this page
				away = 0
				continue
			} else if deeper {
				away++
			}
			if key == "" || w.over {
				break
			}
			acted = true
			n++
			w.does(act, key)
		}
		w.does(listen, "")
		if !acted {
			break
		}
	}
}

// kept is the storage as it is now.
func (w *world) kept() map[string]string {
	out := map[string]string{}
	for _, k := range w.storage.Keys() {
		out[k] = w.storage.Get(k).String()
	}
	return out
}

// last is the page that the user went to last.
func (w *world) last() string {
	if len(w.entered) == 0 {
		return "no page"
	}
	return w.entered[len(w.entered)-1]
}
