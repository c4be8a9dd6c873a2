package ir

import js "github.com/evanw/esbuild/minivet"

// cond lowers e where only its truth counts: control goes to yes or no, and no
// value is made. This is what turns `if (a && !b)` into edges with polarity.
func (l *lowerer) cond(e js.Expr, yes, no *Block) {
	if l.tooDeep() {
		l.depth--
		l.branch(l.undefined(e.Loc.Start), yes, no, e.Loc.Start)
		return
	}
	defer func() { l.depth-- }()
	switch d := e.Data.(type) {
	case *js.EUnary:
		if d.Op == js.UnOpNot {
			l.cond(d.Value, no, yes)
			return
		}
	case *js.EBinary:
		if l.condBinary(d, e, yes, no) {
			return
		}
	case *js.EIf:
		a, b := l.newBlock(), l.newBlock()
		l.cond(d.Test, a, b)
		l.enter(a)
		l.cond(d.Yes, yes, no)
		l.enter(b)
		l.cond(d.No, yes, no)
		return
	case *js.EAnnotation:
		l.cond(d.Value, yes, no)
		return
	}
	if c, ok := constantOf(l.u, e); ok {
		if c.truthy() {
			no = yes
		}
		l.jump(no)
		return
	}
	var r Reg
	if isChain(e) {
		r = l.link(e, no)
	} else {
		r = l.expr(e)
	}
	l.branch(l.local(r), yes, no, e.Loc.Start)
}

// condBinary handles the operators that are control flow themselves.
func (l *lowerer) condBinary(d *js.EBinary, e js.Expr, yes, no *Block) bool {
	switch d.Op {
	case js.BinOpLogicalAnd, js.BinOpLogicalOr, js.BinOpComma:
	default:
		return false
	}
	list := operands(e, d.Op)
	for _, x := range list[:len(list)-1] {
		if d.Op == js.BinOpComma {
			l.effect(x)
			continue
		}
		next := l.newBlock()
		if d.Op == js.BinOpLogicalAnd {
			l.cond(x, next, no)
		} else {
			l.cond(x, yes, next)
		}
		l.enter(next)
	}
	l.cond(list[len(list)-1], yes, no)
	return true
}

func (c Const) truthy() bool {
	switch c.Kind {
	case True:
		return true
	case Number:
		return c.Num != 0 && c.Num == c.Num
	case String:
		return c.Str != ""
	case BigInt:
		return c.Str != "0"
	}
	return false
}

// effect lowers e where neither value nor truth counts.
func (l *lowerer) effect(e js.Expr) {
	if l.tooDeep() {
		l.depth--
		return
	}
	defer func() { l.depth-- }()
	switch d := e.Data.(type) {
	case *js.EBinary:
		switch d.Op {
		case js.BinOpComma:
			for _, x := range operands(e, js.BinOpComma) {
				l.effect(x)
			}
			return
		case js.BinOpLogicalAnd, js.BinOpLogicalOr:
			l.effectLogical(d, e)
			return
		case js.BinOpAssign:
			if l.machineWrite(d) {
				return
			}
		}
	case *js.EIf:
		l.effectIf(d)
		return
	case *js.EUnary:
		if d.Op == js.UnOpNot || d.Op == js.UnOpVoid {
			l.effect(d.Value)
			return
		}
	case *js.EIdentifier:
		if s := &l.u.tree.Symbols[d.Ref.InnerIndex]; s.Kind != js.SymbolUnbound {
			return
		}
	}
	if isChain(e) {
		done := l.newBlock()
		l.link(e, done)
		l.flow(done)
		return
	}
	if _, ok := constantOf(l.u, e); !ok {
		l.expr(e)
	}
}

func (l *lowerer) effectLogical(d *js.EBinary, e js.Expr) {
	list := operands(e, d.Op)
	done := l.newBlock()
	for _, x := range list[:len(list)-1] {
		next := l.newBlock()
		if d.Op == js.BinOpLogicalAnd {
			l.cond(x, next, done)
		} else {
			l.cond(x, done, next)
		}
		l.enter(next)
	}
	l.effect(list[len(list)-1])
	l.flow(done)
}

func (l *lowerer) effectIf(d *js.EIf) {
	join := l.newBlock()
	for {
		yes, no := l.newBlock(), l.newBlock()
		l.cond(d.Test, yes, no)
		l.enter(yes)
		l.effect(d.Yes)
		l.jump(join)
		l.enter(no)
		next, ok := d.No.Data.(*js.EIf)
		if !ok {
			break
		}
		d = next
	}
	l.effect(d.No)
	l.flow(join)
}
