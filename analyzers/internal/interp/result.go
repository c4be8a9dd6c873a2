package interp

import (
	"cmp"
	"maps"
	"slices"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/ir"
)

// Verdict is how far consent holds at a call.
type Verdict string

const (
	Guarded    Verdict = ""
	Unguarded  Verdict = "unguarded"  // no path has a guard
	Partial    Verdict = "partial"    // some paths have one
	WrongScope Verdict = "wrongscope" // guarded, for another scope
	Unchecked  Verdict = "unchecked"  // asked, the answer is not looked at
)

// Call is a sensitive call at the place where it is reported.
type Call struct {
	API     *catalogue.API
	Sources []*Source // whose results it yields: several, for a wrapper
	Unit    *ir.Unit
	Ins     *ir.Instr
	Verdict Verdict
	// Steps lead from an entry point to the call.
	Steps []Step
	// Switched: it can only run after a switching-on call of its category succeeded.
	Switched bool
	// Scopes are scopes that are granted there, for WrongScope.
	Scopes []string
	// Timer: an interval timer calls it. Page: a page or component calls it, not the
	// app alone.
	Timer, Page bool
	// Framework: the framework calls it for itself, with code of its own that a build has.
	Framework bool
	// Pages are the pages and components whose entry points lead to it, and "app".
	Pages []string
	// Guards are, in words, the consents that hold on every path to it.
	Guards []string
	// Leaves: its data reaches a sink that stores it or sends it away.
	Leaves []*Flow
}

// Step is a hop of a path.
type Step struct {
	Unit     *ir.Unit
	Pos, End int32
	Words    string
}

// Result is what an analysis found.
type Result struct {
	Calls   []*Call
	Flows   []*Flow
	Prompts []*Prompt
	// Controls are the elements of views that the user hands personal data over with, to
	// a handler of the program: buttons with an open-type, a field for the nickname.
	Controls []*Source
	// APIs are all calls of the platform's APIs, sensitive or not.
	APIs []APIUse
	// Texts are the constant texts of the scripts that run, sorted; those of views
	// are in their trees.
	Texts   []string
	Bounds  []string
	Entries int
	Reached int
	ran     map[*ir.Func]bool
	Evals   int
	// Work is what was counted on the way: steps and work as the bounds have them.
	Work int
}

func (in *Interp) finish() *Result {
	in.settleHanded()
	in.settleSinks()
	in.openReturns()
	r := &Result{Bounds: in.boundsHit(), Entries: len(in.entries), Flows: in.flowOrder, Evals: in.stats.evals, Work: in.stats.steps + in.stats.work}
	fns := map[*ir.Func]bool{}
	for _, a := range in.order {
		if a.reached && a.fn.Unit.Funcs != nil {
			fns[a.fn] = true
		}
	}
	r.Reached, r.ran = len(fns), fns
	in.indexCallees()
	in.trails()
	in.rankings()
	r.Calls = in.calls()
	r.Controls = in.controls
	r.Prompts = in.allPrompts()
	r.APIs = in.apiUses.sorted()
	r.Texts = slices.Sorted(maps.Keys(in.texts))
	return r
}

// Ran tells whether the function that holds an offset of a unit is one that some
// entry point reaches.
func (r *Result) Ran(u *ir.Unit, pos int32) bool {
	var inner *ir.Func
	for _, f := range u.Funcs {
		if f.Flags&ir.Module != 0 || f.Pos <= pos && (pos < f.End || f.End == 0) {
			if inner == nil || f.Pos >= inner.Pos {
				inner = f
			}
		}
	}
	return inner != nil && r.ran[inner]
}

// placed is a place where calls of one API are reported.
type placed struct {
	unit *ir.Unit
	ins  *ir.Instr
	api  *catalogue.API
}

// calls groups the sensitive calls of all activations by where they are reported.
func (in *Interp) calls() []*Call {
	groups := map[placed][]*callAt{}
	var order []placed
	for _, a := range in.order {
		if !a.reached {
			continue
		}
		for _, at := range a.sources {
			for _, p := range in.places(at) {
				if groups[p] == nil {
					order = append(order, p)
				}
				groups[p] = append(groups[p], at)
			}
		}
	}
	var out []*Call
	for _, p := range order {
		out = append(out, in.judge(p, groups[p]))
	}
	slices.SortStableFunc(out, func(a, b *Call) int {
		return cmp.Or(cmp.Compare(a.Unit.Source.Path, b.Unit.Source.Path), cmp.Compare(a.Ins.Pos, b.Ins.Pos), cmp.Compare(a.API.Name, b.API.Name))
	})
	return out
}

// judge decides what consent holds at a place over all contexts.
func (in *Interp) judge(p placed, ats []*callAt) *Call {
	c := &Call{API: p.api, Unit: p.unit, Ins: p.ins}
	cover := in.covering(p.api)
	must, may := everything, Bits(0)
	var worst *callAt
	asked := true
	c.Framework = true
	for _, at := range ats {
		c.Framework = c.Framework && in.ofFramework(at.act)
		if !slices.Contains(c.Sources, at.src) {
			c.Sources = append(c.Sources, at.src)
		}
		c.Timer = c.Timer || in.repeated(at)
		c.Page = c.Page || in.ofPage(at.act, map[*Activation]bool{})
		must &= at.must
		may |= at.may
		if at.must&cover == 0 {
			if at.must&in.askedFor(p.api) == 0 {
				asked = false
			}
			if worst == nil || worst.must&in.askedFor(p.api) != 0 && at.must&in.askedFor(p.api) == 0 {
				worst = at
			}
		}
	}
	for _, fl := range in.flowOrder {
		if slices.Contains(c.Sources, fl.Source) && fl.Sink.Leaves {
			c.Leaves = append(c.Leaves, fl)
		}
	}
	if sw := in.bits.switchBit(p.api.Category); sw != 0 {
		c.Switched = must&sw != 0
	}
	c.Pages, c.Guards = in.pagesOf(ats), in.guardsOf(p.api, must)
	if worst == nil || in.gateHolds(p.api) {
		c.Steps = in.path(ats[0], everything)
		return c
	}
	c.Steps = in.path(worst, cover)
	scopes := must & scopeMask &^ cover
	switch {
	case scopes != 0 && !in.askedCover(p.api, worst.must):
		c.Verdict = WrongScope
		for _, s := range in.cat.Scopes() {
			if scopes&in.bits.scopeBit(s.Name) != 0 {
				c.Scopes = append(c.Scopes, s.Name)
			}
		}
	case asked:
		c.Verdict = Unchecked
	case may&cover != 0:
		c.Verdict = Partial
	default:
		c.Verdict = Unguarded
	}
	return c
}

// gateHolds (G3b): the platform holds back every call of its privacy table until
// the program's handler, which agrees only from an agree control, has agreed.
func (in *Interp) gateHolds(api *catalogue.API) bool {
	return api.PrivacyTable && in.platform == catalogue.WeChat && in.gated && in.gateAgrees && !in.fakeGate
}

// covering are the facts of which each covers a call of an API.
func (in *Interp) covering(api *catalogue.API) Bits {
	bits := in.bits.categoryBit(api.Category) | Bits(1)<<allShift
	for _, s := range in.cat.Scopes() {
		if api.CoveredBy(s.Name, in.platform) && proves(s) {
			bits |= in.bits.scopeBit(s.Name)
		}
	}
	return bits
}

// proves tells whether a scope's grant proves anything. That a scope is not asked for
// on one platform does not make a test of it there worthless.
func proves(s *catalogue.Scope) bool { return !s.Retired && !s.Key }

// askedFor are the facts that say that the user was asked about an API's data.
func (in *Interp) askedFor(api *catalogue.API) Bits {
	bits := askedAll
	scoped := false
	for _, s := range in.cat.Scopes() {
		if api.CoveredBy(s.Name, in.platform) && proves(s) {
			bits |= in.bits.askedBit(s.Name)
			scoped = true
		}
	}
	if scoped {
		bits |= askedSomething
	}
	return bits
}

// askedCover: a scope that would cover was asked for by name.
func (in *Interp) askedCover(api *catalogue.API, must Bits) bool {
	for _, s := range in.cat.Scopes() {
		if api.CoveredBy(s.Name, in.platform) && must&in.bits.askedBit(s.Name) != 0 {
			return true
		}
	}
	return must&askedAll != 0
}

// repeated tells whether an interval timer leads to a call without anything that happens
// in between, or whether a function that leads to it starts a timer that leads back to it.
func (in *Interp) repeated(at *callAt) bool {
	return in.ticks(at.act, at.src.Ins, map[*Activation]bool{}) || in.wound(at)
}

// ticks follows plain calls backwards from an instruction to an interval timer that has
// not been cleared on the way: one that waits for something and then clears itself does
// what it waited for once.
func (in *Interp) ticks(a *Activation, at *ir.Instr, seen map[*Activation]bool) bool {
	seen[a] = true
	if in.clearsBefore(a.fn, at) {
		return false
	}
	for _, e := range a.in {
		if e.why == "interval timer" {
			return true
		}
		if e.from != nil && e.why == "" && !seen[e.from] && in.ticks(e.from, e.site, seen) {
			return true
		}
	}
	return false
}

// clearsBefore tells whether every way through a function to an instruction clears an
// interval timer.
func (in *Interp) clearsBefore(fn *ir.Func, at *ir.Instr) bool {
	if fn.Unit.Funcs == nil {
		return false
	}
	b := in.bodyOf(fn)
	seen := make([]bool, len(b.Blocks))
	cleared := false // somewhere
	for queue := []int32{0}; len(queue) > 0; queue = queue[1:] {
		id := queue[0]
		if seen[id] {
			continue
		}
		seen[id] = true
		switch clear, reached := clearing(b.Blocks[id], at); {
		case reached:
			return false
		case clear:
			cleared = true
		default:
			queue = append(queue, b.succs(id)...)
		}
	}
	return cleared
}

// clearing tells whether a block clears an interval timer, or whether it comes to an
// instruction before it does.
func clearing(blk *ir.Block, at *ir.Instr) (clear, reached bool) {
	global := ir.None
	for i := range blk.Instrs {
		switch ins := &blk.Instrs[i]; {
		case ins == at:
			return false, true
		case ins.Op == ir.OpLoadGlobal && ins.Name == "clearInterval":
			global = ins.Dst
		case ins.Op == ir.OpCall && ins.A == global && global != ir.None:
			return true, false
		}
	}
	return false, false
}

// ofPage tells whether an entry point of a page or component leads to an activation.
func (in *Interp) ofPage(a *Activation, seen map[*Activation]bool) bool {
	seen[a] = true
	for _, e := range a.in {
		if e.entry != nil && e.entry.Page != "" && e.entry.Page != "app" {
			return true
		}
		if e.from != nil && !seen[e.from] && in.ofPage(e.from, seen) {
			return true
		}
	}
	return false
}
