package interp

import (
	"container/heap"
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// state is what holds at a point of an activation.
type state struct {
	must, may Bits
	regs      []Value // by body.cross
	env       *Env    // the innermost environment of this activation, or the closure's
}

// held is what holds from now on for good: what a value keeps that is made or stored here.
func (s *state) held() Bits { return s.must &^ lastAnswer }

// bygone lets values tell no more what the user did last: they have done something since.
func (s *state) bygone() {
	for i, v := range s.regs {
		s.regs[i] = lasting(v)
	}
}

// point is a block in an iteration of the loops around it.
type point struct {
	block int32
	loop  *loopCtx
}

// pending is the state at the start of a block.
type pending struct {
	point
	state
	queued  bool
	visits  int
	caught  Value // a handler's exception
	decided bool  // of a loop header: its condition was decided for this iteration
}

// frame is one evaluation of an activation.
type frame struct {
	in      *Interp
	act     *Activation
	body    *body
	scratch []Value // registers that live within one block
	states  map[point]*pending
	queue   pointHeap
	visits  int
	limit   int
	unroll  bool
	st      *state
	at      point
	proxies int // depth of the look-up through proxies under way
	last    lastStore
	// narrowed are the scratch registers that refine narrowed for one side of a branch.
	narrowed []narrowed
	// receivers are those of the method look-ups of the block under way, and before.
	receivers map[*ir.Instr]receivers
}

// pointHeap orders blocks by reverse postorder within the order of iterations.
type pointHeap struct {
	items []*pending
	order []int32
}

func (h *pointHeap) Len() int { return len(h.items) }
func (h *pointHeap) Less(i, j int) bool {
	a, b := h.items[i], h.items[j]
	if x, y := h.order[a.block], h.order[b.block]; x != y {
		return x < y
	}
	return a.loop.num() < b.loop.num()
}
func (h *pointHeap) Swap(i, j int) { h.items[i], h.items[j] = h.items[j], h.items[i] }
func (h *pointHeap) Push(x any)    { h.items = append(h.items, x.(*pending)) }
func (h *pointHeap) Pop() any {
	last := h.items[len(h.items)-1]
	h.items = h.items[:len(h.items)-1]
	return last
}

func (c *loopCtx) num() int {
	if c == nil {
		return 0
	}
	return c.number
}

// evaluate runs an activation over abstract values until nothing changes in it.
func (in *Interp) evaluate(a *Activation) {
	if a.body == nil {
		a.body = in.bodyOf(a.fn)
	}
	a.evals++
	if a.evals > maxEvals {
		in.unsettled[a.fn] = true
		return
	}
	if in.exhausted(a) {
		return
	}
	in.stats.evals++
	a.running, a.dirty, a.queued = true, false, false
	in.depth++
	at := in.at
	outer := in.begin()
	defer func() {
		in.end(a.body.work, outer)
		in.depth--
		in.at = at
		a.running = false
		if a.dirty {
			a.dirty = false
			in.enqueue(a)
		}
	}()
	f := &frame{in: in, act: a, body: a.body, unroll: !a.body.flat, limit: 400 + 10*len(a.body.Blocks)}
	if a.body.flat {
		f.limit = 1 << 30
	}
	if !f.run() {
		// Too much unrolling: from now on, join all iterations.
		a.body.flat = true
		f = &frame{in: in, act: a, body: a.body, limit: 1 << 30}
		f.run()
	}
}

// A file may use this many evaluations of blocks, and one for every few bytes; code
// that takes more is not going to settle in a time that anyone waits for.
const (
	fileVisits    = 30_000
	libraryVisits = 8_000 // the same for third-party code
	bytesPerVisit = 4
	stepsPerVisit = 8
	// Where a phase has less left than this many files may use up, a file has a part of
	// what is left, and no less than leastVisits: others come after it.
	filesOfRest = 15
	leastVisits = 2_000
)

// share is how many evaluations of blocks a file may use, by what the phase has left.
func (in *Interp) share(u *ir.Unit, w *work) int {
	n := fileVisits
	if in.library(u) {
		n = libraryVisits
	}
	n += w.extra + len(u.Source.Text)/bytesPerVisit
	rest := (in.allowed.steps - in.stats.steps) / stepsPerVisit
	return min(n, max(rest/filesOfRest, leastVisits))
}

// exhausted tells whether the file of an activation has used up its share of work, or
// all files together theirs.
func (in *Interp) exhausted(a *Activation) bool {
	if in.overspent() {
		a.queued = false
		return true
	}
	u := a.fn.Unit
	if w := a.body.work; w.visits+w.steps/stepsPerVisit <= in.share(u, w) && w.work <= fileWork && w.held <= heldShare(u) {
		return false
	}
	in.inPart(u)
	a.queued = false
	return true
}

// stops tells whether the evaluation under way is to be given up.
func (f *frame) stops() bool {
	if f.in.overspent() {
		return true
	}
	if f.in.greedy(f.body.work) {
		f.in.inPart(f.act.fn.Unit)
		return true
	}
	return false
}

func (f *frame) run() bool {
	a := f.act
	a.sources, a.events, a.stuck = nil, nil, false
	f.scratch = make([]Value, f.body.NumRegs)
	f.in.stats.work += f.body.NumRegs / regsPerWork
	f.states = make(map[point]*pending, len(f.body.Blocks))
	f.queue.order = f.body.order
	start := state{must: a.must, may: a.may, regs: make([]Value, f.body.ncross), env: a.env}
	f.st = &start
	for i := range a.params {
		f.set(ir.Reg(i), f.in.read(&a.params[i], a))
	}
	f.flow(point{}, &start)
	for {
		for f.queue.Len() > 0 {
			p := heap.Pop(&f.queue).(*pending)
			p.queued = false
			p.visits++
			f.in.stats.visits++
			f.act.body.work.visits++
			f.in.stats.steps += 2
			if f.visits++; f.visits > f.limit {
				return false
			}
			f.block(p)
			if f.visits%visitsPerCheck == 0 && f.stops() {
				return true
			}
			if len(f.states)*f.body.ncross > maxState {
				f.in.hit(tooTangle + f.in.funcName(a.fn))
				return true
			}
		}
		if !f.unraised() {
			return true
		}
	}
}

// unraised finds handlers that nothing raised an exception to. What throws is
// followed through calls, rejected promises and calls of unknown functions; a
// handler that none of these reaches is followed in the second phase from the
// start of what it guards, since almost anything may throw.
func (f *frame) unraised() bool {
	more := false
	for _, blk := range f.body.Blocks {
		p := f.states[point{blk.ID, nil}]
		if blk.Handler < 0 || p == nil || f.states[point{blk.Handler, nil}] != nil || f.body.Blocks[blk.Handler].Loop >= 0 {
			continue
		}
		f.act.stuck = true
		if f.act.lenient {
			f.flow(point{blk.Handler, nil}, &p.state)
			more = true
		}
	}
	return more
}

// reg reads a register; set writes it.
func (f *frame) reg(r ir.Reg) Value {
	if r < 0 {
		return single(atomUndefined, 0)
	}
	if i := f.body.cross[r]; i >= 0 {
		return f.st.regs[i]
	}
	return f.scratch[r]
}

func (f *frame) set(r ir.Reg, v Value) {
	if r < 0 {
		return
	}
	if i := f.body.cross[r]; i >= 0 {
		f.st.regs[i] = v
	} else {
		f.scratch[r] = v
	}
}

// flow joins a state into the start of a block.
func (f *frame) flow(to point, st *state) {
	f.in.stats.work += 1 + len(st.regs)/regsPerWork
	p := f.states[to]
	if p == nil {
		p = &pending{point: to, state: state{st.must, st.may, append([]Value(nil), st.regs...), st.env}}
		f.states[to] = p
		f.push(p)
		return
	}
	must := p.must & st.must
	mine, theirs := p.must&^must, st.must&^must
	changed := must != p.must || st.may&^p.may != 0
	p.must = must
	p.may |= st.may
	if p.env != st.env && st.env != nil && p.env != nil {
		// Environments of different iterations meet outside the loop only.
		if depth(st.env) < depth(p.env) {
			p.env = st.env
		}
	}
	for i, v := range st.regs {
		old := p.regs[i]
		if len(v) == 0 && mine == 0 {
			continue
		}
		// Where one way in knows more, its values carry that knowledge on.
		next := join(tag(old, mine), tag(v, theirs))
		if same(next, old) {
			continue
		}
		if next = f.in.bound(next, &widened{}); !slices.Equal(next, old) {
			p.regs[i] = next
			changed = true
		}
	}
	if changed {
		f.push(p)
	}
}

func depth(e *Env) int {
	n := 0
	for ; e != nil; e = e.parent {
		n++
	}
	return n
}

func (f *frame) push(p *pending) {
	if !p.queued {
		p.queued = true
		heap.Push(&f.queue, p)
	}
}

// block evaluates one block from its start state and hands the result on.
func (f *frame) block(p *pending) {
	blk := f.body.Blocks[p.block]
	st := state{p.must, p.may, append([]Value(nil), p.regs...), p.env}
	f.st = &st
	f.at, f.last = p.point, lastStore{}
	f.in.stats.work += len(blk.Instrs)
	for i := range blk.Instrs {
		ins := &blk.Instrs[i]
		if i%instrsPerCheck == instrsPerCheck-1 && f.stops() {
			return
		}
		if ins.Op == ir.OpCatch {
			f.set(ins.Dst, join(failure, p.caught))
			continue
		}
		f.in.at = writer{f.act, ins}
		if !f.step(ins, blk) {
			return // control does not get past this instruction (yet)
		}
	}
	f.leave(blk)
}

// raise hands an exception to the block's handler, or out of the function.
func (f *frame) raise(blk *ir.Block, v Value) {
	if blk.Handler < 0 {
		f.in.add(&f.act.thrown, tag(v, f.st.must))
		return
	}
	to := f.target(f.at.block, blk.Handler, f.at.loop)
	st := *f.st
	st.must = st.must.gain(f.in.proves(v) & denied) // the rejection of a question is a refusal
	f.flow(to, &st)
	p := f.states[to]
	if next := join(p.caught, v); !same(next, p.caught) {
		p.caught = next
		f.push(p)
	}
}

// target finds the iteration in which an edge arrives.
func (f *frame) target(from, to int32, c *loopCtx) point {
	for c != nil && !f.body.inLoop(to, c.loop) {
		c = c.parent
	}
	loop := f.body.Blocks[to].Loop
	if loop < 0 || f.body.Loops[loop].Header != to || !f.unroll {
		return point{to, c}
	}
	if f.body.inLoop(from, loop) { // a back edge
		f.roundOnRefusal(to)
		if c == nil || c.loop != loop {
			return point{to, c}
		}
		if h := f.states[point{to, c}]; h != nil && h.decided && c.iter+1 < maxUnroll {
			return point{to, f.in.loopCtx(c.parent, loop, c.iter+1)}
		}
		return point{to, c}
	}
	return point{to, f.in.loopCtx(c, loop, 0)}
}

// maxUnroll bounds the iterations that are kept apart.
const maxUnroll = 64

func (f *frame) leave(blk *ir.Block) {
	t := &blk.Term
	switch t.Kind {
	case ir.Jump:
		f.flow(f.target(blk.ID, t.Succs[0], f.at.loop), f.st)
	case ir.Branch:
		f.branch(blk)
	case ir.Next:
		f.next(blk)
	case ir.Return:
		v := f.reg(t.A)
		if t.A < 0 {
			v = single(atomUndefined, 0)
		}
		f.act.mayRet |= f.st.may
		if f.act.generator || f.act.fn.Flags&ir.Async != 0 {
			f.pause()
		}
		f.result(v)
	case ir.Throw:
		f.raise(blk, f.reg(t.A))
	}
}

// result is a normal return.
func (f *frame) result(v Value) {
	f.in.add(&f.act.ret, f.vouch(tag(v, f.st.must)))
}

// branch follows both outcomes of a condition that are possible.
func (f *frame) branch(blk *ir.Block) {
	t := &blk.Term
	v := f.reg(t.A)
	if len(v) == 0 {
		f.act.stuck = true
		return
	}
	yes, yesBits := f.in.narrow(v, mayTrue)
	no, noBits := f.in.narrow(v, mayFalse)
	if loop := blk.Loop; loop >= 0 && f.at.loop != nil && f.at.loop.loop == loop && len(yes)*len(no) == 0 && f.exact(blk, t.A) {
		f.decide(blk, loop)
	}
	base := f.st
	for side, n := range [2]Value{yes, no} {
		bits, want := yesBits, mayTrue
		if side == 1 {
			bits, want = noBits, mayFalse
		}
		if len(n) == 0 {
			if !f.revived(blk, t.A) {
				continue
			}
			n, bits = v, 0
		}
		st := state{base.must.gain(bits), base.may | bits&mayFacts, append([]Value(nil), base.regs...), base.env}
		if bits&willing != 0 {
			st.bygone()
		}
		if f.st = &st; want == mayTrue && bits&consentAll == 0 {
			st.may |= f.flagged(blk, t.A, 0)
		}
		f.narrowTo(t.A, n)
		if ok := f.refine(blk, t.A, want, 0); ok || f.act.lenient {
			f.flow(f.target(blk.ID, t.Succs[side], f.at.loop), f.st)
		} else {
			f.act.stuck = true
		}
		f.st = base
		f.widen()
	}
}

// maxFirst bounds the first iterations that are kept apart, while its condition is
// decided, in a loop that goes on after a failure: a helper that tries three times ends
// there, and what it throws then is the last failure. Of other loops only the first is:
// it certainly happens.
const maxFirst = 4

// decide remembers that the condition in a loop's header is decided in this
// iteration, so that the next one is kept apart.
func (f *frame) decide(blk *ir.Block, loop int32) {
	header := f.body.Loops[loop].Header
	if blk.ID != header && !f.onlyTo(header, blk.ID) {
		return
	}
	first := int32(1)
	if f.body.catches[loop] {
		first = maxFirst
	}
	if !f.body.builds[loop] && f.at.loop.iter >= first {
		return
	}
	if h := f.states[point{header, f.at.loop}]; h != nil {
		h.decided = true
	}
}

// exact tells a condition that is no comparison of several numbers: that all of them are
// below a bound keeps no iterations apart.
func (f *frame) exact(blk *ir.Block, cond ir.Reg) bool {
	def := defining(blk, cond)
	if def == nil || def.Op != ir.OpBinary {
		return true
	}
	return len(f.reg(def.A)) == 1 && len(f.reg(def.B)) == 1
}

// onlyTo tells whether block b is reached from the header by jumps alone.
func (f *frame) onlyTo(header, b int32) bool {
	for i := 0; i < 4; i++ {
		t := f.body.Blocks[header].Term
		if t.Kind != ir.Jump {
			return false
		}
		if header = t.Succs[0]; header == b {
			return true
		}
	}
	return false
}

// next hands out the elements of an iterator.
func (f *frame) next(blk *ir.Block) {
	t := &blk.Term
	it := f.reg(t.A)
	if len(it) == 0 {
		f.act.stuck = true
		return
	}
	elems, rest, whole := f.elements(it)
	c := f.at.loop
	done := func() { f.flow(f.target(blk.ID, t.Succs[1], c), f.st) }
	body := func(v Value) {
		if f.awaits(it) {
			f.pause()
			if v = f.awaited(v, func(reason Value) { f.raise(blk, reason) }); len(v) == 0 {
				f.act.stuck = true
				return
			}
			f.prove(f.in.proves(v))
		}
		f.set(t.Dst, v)
		f.flow(point{t.Succs[0], c}, f.st)
	}
	if whole && f.unroll && c != nil && len(elems) < maxUnroll {
		if h := f.states[f.at]; h != nil {
			h.decided = true
		}
		if int(c.iter) < len(elems) {
			body(elems[c.iter])
		} else {
			done()
		}
		return
	}
	done()
	if v := join(rest, joinAll(elems)); len(v) > 0 {
		body(v)
	}
}
