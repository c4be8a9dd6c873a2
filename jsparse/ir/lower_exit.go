package ir

import js "github.com/evanw/esbuild/minivet"

// maxFinallyCopies bounds how often finally bodies are repeated in one function.
// Beyond it each is lowered once, and a register tells which way it was entered:
// nested finally statements would otherwise grow as a power of their depth.
const maxFinallyCopies = 24

// ctl is a statement that break, continue or return leaves.
type ctl struct {
	labels    []uint32
	brk, cont *Block // cont is nil for what can't be continued
	plain     bool   // a labelled block: only a break with its label ends it
	fin       *finally
}

// finally collects the ways on which control leaves a try statement early.
type finally struct {
	handler, loop int32 // around the statement
	exits         []exit
}

// exit is one such way: to a statement, or out of the function (target nil).
type exit struct {
	target *ctl
	cont   bool
	block  *Block // where the finally body for it starts
}

func (l *lowerer) push(c *ctl) { l.ctls = append(l.ctls, c) }
func (l *lowerer) pop()        { l.ctls = l.ctls[:len(l.ctls)-1] }

func (l *lowerer) breakStmt(label *js.LocRef, cont bool) {
	if label == nil && !cont && l.machineBreak() {
		return
	}
	for i := len(l.ctls) - 1; i >= 0; i-- {
		c := l.ctls[i]
		if c.fin != nil || cont && c.cont == nil {
			continue
		}
		if label == nil && c.plain || label != nil && !c.has(l.u.follow(label.Ref)) {
			continue
		}
		l.exitTo(c, cont)
		return
	}
	l.kill() // esbuild has refused such texts
}

func (c *ctl) has(label uint32) bool {
	for _, x := range c.labels {
		if x == label {
			return true
		}
	}
	return false
}

// exitTo jumps to the end (or next iteration) of target, or leaves the function
// for nil, by way of the innermost finally between here and there.
func (l *lowerer) exitTo(target *ctl, cont bool) {
	for i := len(l.ctls) - 1; i >= 0; i-- {
		c := l.ctls[i]
		if c.fin != nil {
			l.jump(c.fin.exit(l, target, cont))
			return
		}
		if c == target {
			break
		}
	}
	switch {
	case target == nil:
		l.leave(Return, l.result, 0, 0)
	case cont:
		l.jump(target.cont)
	default:
		l.jump(target.brk)
	}
}

func (f *finally) exit(l *lowerer, target *ctl, cont bool) *Block {
	for _, e := range f.exits {
		if e.target == target && e.cont == cont {
			return e.block
		}
	}
	b := l.newBlock()
	b.Handler, b.Loop = f.handler, f.loop
	f.exits = append(f.exits, exit{target, cont, b})
	return b
}

func (l *lowerer) returnStmt(s *js.SReturn, pos int32) {
	if l.machineCallee(s) || l.machineReturn(s, pos) {
		return
	}
	val := None
	if s.ValueOrNil.Data != nil {
		val = l.expr(s.ValueOrNil)
	}
	l.returnValue(val, pos)
}

func (l *lowerer) returnValue(val Reg, pos int32) {
	crossed := false
	for _, c := range l.ctls {
		crossed = crossed || c.fin != nil
	}
	if !crossed {
		l.leave(Return, val, pos, 0)
		return
	}
	if val == None {
		val = l.undefined(pos)
	}
	if l.result == None {
		l.result = l.temp()
	}
	l.move(l.result, val, pos)
	l.exitTo(nil, false)
}

func (l *lowerer) returnUndefined() { l.leave(Return, None, 0, 0) }

func (l *lowerer) try(s *js.STry, pos int32) {
	outer := l.handler
	after := l.newBlock()
	var fin *finally
	var finEntry, finThrow *Block
	done := after
	if s.Finally != nil {
		fin = &finally{handler: outer, loop: l.loop}
		finEntry, finThrow = l.newBlock(), l.newBlock()
		done = finEntry
		l.push(&ctl{fin: fin})
		l.handler = finThrow.ID
	}
	inner := l.handler
	var caught *Block
	if s.Catch != nil {
		caught = l.newBlock()
		l.handler = caught.ID
	}
	l.flow(l.newBlock())
	l.block(s.Block.Stmts)
	l.handler = inner
	l.jump(done)
	if s.Catch != nil {
		l.enter(caught)
		l.catch(s.Catch)
		l.jump(done)
	}
	if fin != nil {
		l.pop()
		l.handler = outer
		l.finally(s.Finally.Block.Stmts, fin, finEntry, finThrow, after, s.Finally.Loc.Start)
	}
	l.enter(after)
}

func (l *lowerer) catch(c *js.Catch) {
	exc := l.op(OpCatch, 0, None, None, c.Loc.Start)
	if c.BindingOrNil.Data != nil {
		l.bind(c.BindingOrNil, exc, true)
	}
	l.block(c.Block.Stmts)
}

// finally lowers a finally body once for each way into it.
func (l *lowerer) finally(body []js.Stmt, f *finally, entry, thrown, after *Block, pos int32) {
	l.copies += 2 + len(f.exits)
	if l.copies > maxFinallyCopies {
		l.mergedFinally(body, f, entry, thrown, after, pos)
		return
	}
	l.enter(entry)
	l.block(body)
	l.jump(after)
	for _, e := range f.exits {
		l.enter(e.block)
		l.block(body)
		l.exitTo(e.target, e.cont)
	}
	l.enter(thrown)
	exc := l.op(OpCatch, 0, None, None, pos)
	l.block(body)
	l.leave(Throw, exc, pos, 0)
}

// mergedFinally lowers the body once; way says how it was entered: 0 normally, 1
// by an exception, 2… by the exits.
func (l *lowerer) mergedFinally(body []js.Stmt, f *finally, entry, thrown, after *Block, pos int32) {
	way, exc := l.varReg(), l.varReg()
	shared := l.newBlock()
	into := func(b *Block, n int) {
		l.enter(b)
		if n == 1 {
			l.move(exc, l.op(OpCatch, 0, None, None, pos), pos)
		}
		l.move(way, l.num(float64(n), pos), pos)
		l.jump(shared)
	}
	into(entry, 0)
	into(thrown, 1)
	for i, e := range f.exits {
		into(e.block, i+2)
	}
	l.enter(shared)
	l.block(body)
	for n := range len(f.exits) + 2 {
		yes, no := l.newBlock(), l.newBlock()
		l.branch(l.op(OpBinary, StrictEq, way, l.num(float64(n), pos), pos), yes, no, pos)
		l.enter(yes)
		switch n {
		case 0:
			l.jump(after)
		case 1:
			l.leave(Throw, exc, pos, 0)
		default:
			l.exitTo(f.exits[n-2].target, f.exits[n-2].cont)
		}
		l.enter(no)
	}
	l.kill()
}
