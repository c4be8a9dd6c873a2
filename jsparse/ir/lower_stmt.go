package ir

import js "github.com/evanw/esbuild/minivet"

// block lowers a list of statements; its function declarations come first.
func (l *lowerer) block(list []js.Stmt) {
	for _, s := range list {
		switch d := s.Data.(type) {
		case *js.SFunction:
			l.functionDecl(&d.Fn, s.Loc.Start)
		case *js.SExportDefault:
			if f, ok := d.Value.Data.(*js.SFunction); ok {
				l.defaultFunction(&f.Fn, d.Value.Loc.Start)
			}
		}
	}
	for _, s := range list {
		l.stmt(s)
	}
}

func (l *lowerer) functionDecl(fn *js.Fn, pos int32) {
	r := l.closure(fn, pos)
	if fn.Name != nil {
		l.write(fn.Name.Ref, r, true, pos)
	}
}

func (l *lowerer) stmt(s js.Stmt) {
	if l.dead || s.Data == nil {
		return
	}
	if l.tooDeep() {
		l.depth--
		return
	}
	defer func() { l.depth-- }()
	pos := s.Loc.Start
	switch d := s.Data.(type) {
	case *js.SExpr:
		l.effect(d.Value)
	case *js.SLocal:
		l.localDecl(d)
	case *js.SIf:
		l.ifStmt(d)
	case *js.SReturn:
		l.returnStmt(d, pos)
	case *js.SBlock:
		l.block(d.Stmts)
	case *js.SThrow:
		l.leave(Throw, l.expr(d.Value), pos, 0)
	case *js.STry:
		l.try(d, pos)
	case *js.SSwitch:
		l.switchStmt(d)
	case *js.SFor, *js.SForIn, *js.SForOf, *js.SWhile, *js.SDoWhile:
		l.loopStmt(s)
	case *js.SLabel:
		l.label(d)
	case *js.SBreak:
		l.breakStmt(d.Label, false)
	case *js.SContinue:
		l.breakStmt(d.Label, true)
	case *js.SClass:
		l.class(&d.Class, pos)
	case *js.SExportDefault, *js.SExportEquals:
		l.exportStmt(d, pos)
	case *js.SWith:
		l.effect(d.Value)
		l.stmt(d.Body)
	}
}

func (l *lowerer) localDecl(s *js.SLocal) {
	for _, d := range s.Decls {
		pos := d.Binding.Loc.Start
		if d.ValueOrNil.Data != nil {
			l.bind(d.Binding, l.expr(d.ValueOrNil), true)
			continue
		}
		if b, ok := d.Binding.Data.(*js.BIdentifier); ok && (s.Kind != js.LocalVar || l.setElsewhere(b.Ref)) {
			l.write(b.Ref, l.undefined(pos), true, pos)
		}
	}
}

// setElsewhere tells a variable that another function assigns, or that is assigned where
// something failed alone: `var done;` says that it starts out undefined, as `let done;` does.
// Any other that its own function alone assigns has its value in time, as far as can be
// seen: compilers put var before what they hoist.
func (l *lowerer) setElsewhere(ref js.Ref) bool {
	if l.u.tree.Symbols[ref.InnerIndex].Kind != js.SymbolHoisted {
		return false
	}
	s, _ := l.sym(ref)
	return s.v != nil && s.decl == int32(l.f.ID) && (s.shared() || s.captured() && s.tried)
}

func (l *lowerer) ifStmt(s *js.SIf) {
	join := l.newBlock()
	for {
		yes := l.newBlock()
		no := join
		if s.NoOrNil.Data != nil {
			no = l.newBlock()
		}
		l.cond(s.Test, yes, no)
		l.enter(yes)
		l.stmt(s.Yes)
		l.jump(join)
		if s.NoOrNil.Data == nil {
			break
		}
		l.enter(no)
		next, ok := s.NoOrNil.Data.(*js.SIf)
		if !ok {
			l.stmt(s.NoOrNil)
			l.jump(join)
			break
		}
		s = next
	}
	l.enter(join)
}

func (l *lowerer) switchStmt(s *js.SSwitch) {
	val := l.expr(s.Test)
	after := l.newBlock()
	bodies := make([]*Block, len(s.Cases))
	for i := range bodies {
		bodies[i] = l.newBlock()
	}
	other := after
	for i, c := range s.Cases {
		if c.ValueOrNil.Data == nil {
			other = bodies[i]
			continue
		}
		pos := c.ValueOrNil.Loc.Start
		next := l.newBlock()
		eq := l.op(OpBinary, StrictEq, val, l.expr(c.ValueOrNil), pos)
		l.branch(eq, bodies[i], next, pos)
		l.enter(next)
	}
	l.jump(other)
	l.push(&ctl{brk: after, labels: l.takeLabels()})
	for i, c := range s.Cases {
		l.flow(bodies[i])
		l.block(c.Body)
	}
	l.pop()
	l.flow(after)
}

func (l *lowerer) label(s *js.SLabel) {
	l.labels = append(l.labels, l.u.follow(s.Name.Ref))
	switch s.Stmt.Data.(type) {
	case *js.SFor, *js.SForIn, *js.SForOf, *js.SWhile, *js.SDoWhile, *js.SLabel, *js.SSwitch:
		l.stmt(s.Stmt)
		return
	}
	after := l.newBlock()
	l.push(&ctl{brk: after, labels: l.takeLabels(), plain: true})
	l.stmt(s.Stmt)
	l.pop()
	l.flow(after)
}

func (l *lowerer) takeLabels() []uint32 {
	labels := l.labels
	l.labels = nil
	return labels
}
