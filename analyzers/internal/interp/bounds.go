package interp

import "github.com/minivet/minivet/jsparse/ir"

// Bounds on the whole run. All of them are counts of what was done or kept, so that a
// run ends at the same point on every machine. Each phase has its own, so that a program
// whose modules take too long to load has the handlers of its pages looked at all the same.
//
// A step is a property looked up, a call, a block; it takes a few microseconds. What a
// step takes besides depends on the values and the size of the function: work counts the
// instructions, and what is copied and compared of values and registers, of which the
// largest programs known need 8 million. Together they are reached in less than a minute.
const (
	loadSteps   = 3_000_000
	runSteps    = 6_000_000
	reviveSteps = 2_500_000

	loadWork   = 30_000_000
	runWork    = 40_000_000
	reviveWork = 15_000_000

	elemsPerWork = 8 // of values
	regsPerWork  = 4

	maxDepth = 120 // of calls that are evaluated at once
)

// maxHeld bounds what is kept until the end, in bytes as far as counts tell. The largest
// programs known keep 100 MB. A phase leaves something to the next one.
const (
	loadHeld   = 260 << 20
	runHeld    = 340 << 20
	reviveHeld = 380 << 20
)

// What things that are kept take, in bytes; roughly, with what is mostly in them.
const (
	heldModule     = 6000 // with its text's tree, its scope and exports
	heldObject     = 500
	heldProp       = 300
	heldActivation = 1500
	heldSlot       = 100 // of an activation or an environment
	heldEdge       = 300
	heldInstr      = 160
	heldBlock      = 160
	heldElem       = 32
	heldDep        = 60
)

// What of loadWork and loadHeld one file may take, so that something is left for others.
// Of what is kept, it is also as much as its size lets expect: programs keep about 100 bytes
// for each of their text. A few files of a page each, in which everything is called through
// proxies or tables, otherwise take what a thousand others need.
const (
	fileWork    = 20_000_000
	fileHeld    = 160 << 20
	leastHeld   = 4 << 20
	heldPerByte = 256
)

// heldShare is what a file may keep.
func heldShare(u *ir.Unit) int {
	return min(fileHeld, leastHeld+heldPerByte*len(u.Source.Text))
}

// maxState bounds the registers that one evaluation of a function keeps: those that live
// across its blocks, for each block. Those of the largest functions known are 31 000.
const maxState = 2_000_000

const (
	tooLarge  = "the program is too large to be analysed to the end"
	tooMuch   = "the values of the program are too large for it to be analysed to the end"
	tooHeavy  = "the program has too many objects and functions to be analysed to the end"
	tooTangle = "a function has too many branches and variables to be analysed: "
)

// stepsPerCall is what a call counts besides what it does.
const stepsPerCall = 2

// spending counts what a run has taken.
type spending struct {
	evals, instrs, visits int
	steps                 int // see loadSteps
	work                  int // see loadWork
	held                  int // see loadHeld
}

// evaluation is what the run had taken when an evaluation began, and what others that
// began within it have taken since.
type evaluation struct{ work, held, innerWork, innerHeld int }

// begin counts what a file takes; the result is for end.
func (in *Interp) begin() evaluation {
	outer := in.under
	in.under = evaluation{work: in.stats.work, held: in.stats.held}
	return outer
}

func (in *Interp) end(w *work, outer evaluation) {
	u := in.under
	work, held := in.stats.work-u.work, in.stats.held-u.held
	w.work += work - u.innerWork
	w.held += held - u.innerHeld
	in.under = outer
	in.under.innerWork += work
	in.under.innerHeld += held
}

// greedy tells whether a file has taken what one file may.
func (in *Interp) greedy(w *work) bool {
	u := &in.under
	return w.work+in.stats.work-u.work-u.innerWork > fileWork || w.held+in.stats.held-u.held-u.innerHeld > fileHeld
}

// allow begins a phase.
func (in *Interp) allow(steps, work, held int) {
	in.allowed = spending{steps: in.stats.steps + steps, work: in.stats.work + work, held: held}
}

// overspent tells whether the phase under way has taken what it may.
func (in *Interp) overspent() bool {
	switch {
	case in.stats.steps > in.allowed.steps:
		in.hit(tooLarge)
	case in.stats.work > in.allowed.work:
		in.hit(tooMuch)
	case in.stats.held > in.allowed.held:
		in.hit(tooHeavy)
	default:
		return false
	}
	return true
}

// So many instructions of one block, and blocks of one function, are evaluated before the
// bounds are looked at again.
const (
	instrsPerCheck = 1024
	visitsPerCheck = 256
)
