package replay

import (
	"fmt"
	"time"

	"github.com/dop251/goja"
)

// Work is counted in steps: one for each function entered, round of a loop, and
// thing that the host does, and more for what is large. It is the same on every
// machine. Real time and memory are the last line.
const (
	maxWork       = 120_000     // steps of one run
	maxText       = 1 << 20     // units of a string that is put together
	maxList       = 1 << 18     // items of an array
	textPerStep   = 512         // units
	listPerStep   = 32          // items
	squarePerStep = 1000        // of a list's length, see spread
	runCost       = 1500        // steps for making a world
	insideCost    = 8           // steps of what is called while a text is made of a value: the machine goes through all that is around it
	catchCost     = 16          // steps of catching an error: it has the whole stack with it
	maxReal       = time.Minute // as on a machine that does much else
	maxHeap       = 768 << 20   // bytes above what was in use at the start
	watchPeriod   = 20 * time.Millisecond
)

var (
	whyWork = fmt.Sprintf("the program does more than %d steps in one run; it was stopped, and what it would have done after that is not known", maxWork)
	whySize = fmt.Sprintf("the program makes a value of more than %d units; it was stopped, and what it would have done after that is not known", maxText)
)

// work counts n steps; the world is stopped when they are too many.
func (w *world) work(n int) {
	if w.spent += min(n, max(0, w.limit-w.spent)+1); w.spent > w.limit {
		w.cut = w.limit < maxWork
		w.halt(whyWork)
	}
}

// allow sets the limit to n more steps, no more than most in all.
func (w *world) allow(most, n int) { w.limit = min(most, w.spent+n) }

// halt stops the world at the machine's next instruction.
func (w *world) halt(why string) {
	w.halted = true
	w.vm.Interrupt(why)
}

// tick and size are the meter's functions, see package jstree.
func (w *world) tick(call goja.FunctionCall) goja.Value {
	if len(call.Arguments) > 0 {
		w.work(catchCost)
	} else if w.inside > 0 {
		w.work(insideCost)
	} else {
		w.work(1)
	}
	return goja.Undefined()
}

func (w *world) size(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	switch v := v.(type) {
	case goja.String:
		w.sized(v.Length(), maxText, textPerStep)
	case *goja.Object:
		if v.ClassName() == "Array" {
			w.sized(int(v.Get("length").ToInteger()), maxList, listPerStep)
		}
	}
	return v
}

// spread counts a list that is spread over the arguments of a call: that takes the machine
// time that grows with the square of it.
func (w *world) spread(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	n := length(v)
	if o, ok := v.(*goja.Object); ok && (o.ClassName() == "Set" || o.ClassName() == "Map") {
		n = bounded(o.Get("size").ToFloat())
	}
	if n > maxList {
		w.halt(whySize)
	}
	w.work(n / listPerStep * n / squarePerStep)
	return v
}

// sized counts a value of n units.
func (w *world) sized(n, limit, perStep int) {
	if n > limit {
		w.halt(whySize)
	} else if n > perStep {
		w.work(n / perStep)
	}
}
