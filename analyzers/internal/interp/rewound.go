package interp

import "github.com/minivet/minivet/jsparse/ir"

// Timers that wind themselves up again, which are intervals by another name:
//
//	const tick = () => { job(); id = setTimeout(tick, ms) }

// maxWound bounds the functions above a call that are looked at, and the way around from each.
const (
	maxWound  = 40
	maxAround = 500
)

// wound tells whether a function that leads to a call by plain calls is called again by a
// timer that it starts, and does both when it runs: one that waits for something either
// goes on waiting or does what it waited for.
func (in *Interp) wound(at *callAt) bool {
	above := []moment{{at.act, at.src.Ins, 0}}
	seen := map[*Activation]bool{at.act: true}
	for k := 0; k < len(above); k++ {
		switch {
		case k > 0 && !in.chooses(above[k]):
			continue
		case in.rewinds(above[k]):
			return true
		}
		for _, e := range above[k].act.in {
			if e.from != nil && e.why == "" && !seen[e.from] && len(above) < maxWound {
				seen[e.from] = true
				above = append(above, moment{e.from, e.site, 0})
			}
		}
	}
	return false
}

// maxChoice is how many functions a call may be of that counts as calling one of them.
const maxChoice = 4

// chooses tells whether what is called from a place is known well enough: a wrapper of all
// methods of a program calls any of them, and one of them starts a timer.
func (in *Interp) chooses(m moment) bool {
	fns := map[*ir.Func]bool{}
	for _, e := range in.callees[m.act] {
		if e.site == m.ins {
			fns[e.to.fn] = true
		}
	}
	return len(fns) <= maxChoice
}

// rewinds follows plain calls and timers backwards from a function: a way that comes back
// to it, by way of a timer, is a loop in time. A wrapper made again for each of many
// functions is as many functions.
func (in *Interp) rewinds(m moment) bool {
	type state struct {
		act   *Activation
		timed bool
	}
	seen := map[state]bool{}
	queue := []state{{m.act, false}}
	for len(queue) > 0 && len(seen) < maxAround {
		s := queue[0]
		queue = queue[1:]
		for _, e := range s.act.in {
			if e.from == nil || e.why != "" && e.why != "timer" {
				continue
			}
			next := state{e.from, s.timed || e.why == "timer"}
			if next.timed && next.act.fnEl == m.act.fnEl && in.together(m.act.fn, m.ins, e.site) {
				return true
			}
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return false
}

// together tells whether one run of a function may come to both of two instructions.
func (in *Interp) together(fn *ir.Func, x, y *ir.Instr) bool {
	if fn.Unit.Funcs == nil {
		return false
	}
	b := in.bodyOf(fn)
	return b.leads(x, y) || b.leads(y, x)
}

// leads tells whether a way through a function comes to an instruction after another.
func (b *body) leads(from, to *ir.Instr) bool {
	for _, blk := range b.Blocks {
		i := indexOf(blk, from)
		if i < 0 {
			continue
		}
		if indexOf(blk, to) >= i {
			return true
		}
		return b.reaches(b.succs(blk.ID), to, -1)
	}
	return false
}

// indexOf is where an instruction stands in a block, -1 if it does not.
func indexOf(blk *ir.Block, ins *ir.Instr) int {
	for i := range blk.Instrs {
		if &blk.Instrs[i] == ins {
			return i
		}
	}
	return -1
}
