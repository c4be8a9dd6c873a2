package ir

import js "github.com/evanw/esbuild/minivet"

func (l *lowerer) loopStmt(s js.Stmt) {
	switch d := s.Data.(type) {
	case *js.SWhile:
		l.threePart(d, js.Stmt{}, d.Test, js.Expr{}, d.Body)
	case *js.SFor:
		l.threePart(d, d.InitOrNil, d.TestOrNil, d.UpdateOrNil, d.Body)
	case *js.SDoWhile:
		l.doWhile(d)
	case *js.SForIn:
		l.forEach(d, d.Init, d.Value, d.Body, IterIn, s.Loc.Start)
	case *js.SForOf:
		kind := IterOf
		if d.Await.Len > 0 {
			kind = IterAwaitOf
		}
		l.forEach(d, d.Init, d.Value, d.Body, kind, s.Loc.Start)
	}
}

// startLoop opens a loop and returns its header, which it enters.
func (l *lowerer) startLoop() *Block {
	l.body.Loops = append(l.body.Loops, Loop{Parent: l.loop})
	l.loop = int32(len(l.body.Loops) - 1)
	header := l.newBlock()
	l.body.Loops[l.loop].Header = header.ID
	l.flow(header)
	return header
}

// loopScope is the environment of a loop's body, or nil.
func (l *lowerer) loopScope(s js.S) *Scope {
	if i, ok := l.u.byNode[s]; ok {
		return l.u.loops[i].scope
	}
	return nil
}

// iteration lowers the body in a block of its own.
func (l *lowerer) iteration(s js.S, body js.Stmt, c *ctl) {
	l.enterScope(l.loopScope(s), body.Loc.Start)
	l.push(c)
	l.stmt(body)
	l.pop()
}

// threePart lowers while and for(;;).
func (l *lowerer) threePart(s js.S, init js.Stmt, test, update js.Expr, body js.Stmt) {
	labels := l.takeLabels()
	l.stmt(init)
	after, outer := l.newBlock(), l.loop
	header := l.startLoop()
	if test.Data != nil {
		first := l.newBlock()
		l.cond(test, first, after)
		l.enter(first)
	}
	next := header
	if update.Data != nil {
		next = l.newBlock()
	}
	l.iteration(s, body, &ctl{brk: after, cont: next, labels: labels})
	l.jump(next)
	if update.Data != nil {
		l.enter(next)
		l.effect(update)
		l.jump(header)
	}
	l.loop = outer
	l.enter(after)
}

func (l *lowerer) doWhile(s *js.SDoWhile) {
	labels := l.takeLabels()
	after, outer := l.newBlock(), l.loop
	header := l.startLoop()
	test := l.newBlock()
	l.iteration(s, s.Body, &ctl{brk: after, cont: test, labels: labels})
	l.flow(test)
	l.cond(s.Test, header, after)
	l.loop = outer
	l.enter(after)
}

// forEach lowers for-in, for-of and for-await-of.
func (l *lowerer) forEach(s js.S, init js.Stmt, value js.Expr, body js.Stmt, kind IterKind, pos int32) {
	labels := l.takeLabels()
	iter := l.op(OpIter, kind, l.expr(value), None, value.Loc.Start)
	after, outer := l.newBlock(), l.loop
	header := l.startLoop()
	first := l.newBlock()
	elem := l.temp()
	header.Term = Term{Kind: Next, A: iter, Dst: elem, Succs: [2]int32{first.ID, after.ID}, Pos: l.at(pos)}
	l.enter(first)
	l.enterScope(l.loopScope(s), body.Loc.Start)
	switch d := init.Data.(type) {
	case *js.SLocal:
		for _, decl := range d.Decls {
			l.bind(decl.Binding, elem, true)
		}
	case *js.SExpr:
		l.assignPattern(d.Value, elem)
	}
	l.push(&ctl{brk: after, cont: header, labels: labels})
	l.stmt(body)
	l.pop()
	l.jump(header)
	l.loop = outer
	l.enter(after)
}
