package ir

import js "github.com/evanw/esbuild/minivet"

// binaryOps maps esbuild's operators, the assigning ones included.
var binaryOps = map[js.OpCode]BinaryOp{
	js.BinOpAdd: Add, js.BinOpSub: Sub, js.BinOpMul: Mul, js.BinOpDiv: Div, js.BinOpRem: Rem, js.BinOpPow: Pow,
	js.BinOpLt: Lt, js.BinOpLe: Le, js.BinOpGt: Gt, js.BinOpGe: Ge, js.BinOpIn: In, js.BinOpInstanceof: InstanceOf,
	js.BinOpShl: Shl, js.BinOpShr: Shr, js.BinOpUShr: UShr,
	js.BinOpLooseEq: LooseEq, js.BinOpLooseNe: LooseNe, js.BinOpStrictEq: StrictEq, js.BinOpStrictNe: StrictNe,
	js.BinOpBitwiseOr: BitOr, js.BinOpBitwiseAnd: BitAnd, js.BinOpBitwiseXor: BitXor,

	js.BinOpAddAssign: Add, js.BinOpSubAssign: Sub, js.BinOpMulAssign: Mul, js.BinOpDivAssign: Div,
	js.BinOpRemAssign: Rem, js.BinOpPowAssign: Pow, js.BinOpShlAssign: Shl, js.BinOpShrAssign: Shr,
	js.BinOpUShrAssign: UShr, js.BinOpBitwiseOrAssign: BitOr, js.BinOpBitwiseAndAssign: BitAnd,
	js.BinOpBitwiseXorAssign: BitXor,
}

func (l *lowerer) binary(d *js.EBinary, e js.Expr) Reg {
	switch d.Op {
	case js.BinOpLogicalAnd, js.BinOpLogicalOr, js.BinOpNullishCoalescing:
		return l.logical(d, e.Loc.Start)
	case js.BinOpComma:
		list := operands(e, js.BinOpComma)
		for _, x := range list[:len(list)-1] {
			l.effect(x)
		}
		return l.expr(list[len(list)-1])
	}
	if isAssign(d.Op) {
		return l.assign(d, e.Loc.Start)
	}
	return l.arithmetic(d, e)
}

// arithmetic walks `a + b + c + …` from its left end without recursion.
func (l *lowerer) arithmetic(d *js.EBinary, e js.Expr) Reg {
	spine := []*js.EBinary{d}
	for {
		left, ok := d.Left.Data.(*js.EBinary)
		if !ok || isAssign(left.Op) || !isArithmetic(left.Op) {
			break
		}
		spine = append(spine, left)
		d = left
	}
	r := l.expr(d.Left)
	for i := len(spine) - 1; i >= 0; i-- {
		h := l.hold(r)
		right := l.expr(spine[i].Right)
		r = l.op(OpBinary, binaryOps[spine[i].Op], l.settle(h), right, e.Loc.Start)
	}
	return r
}

func isArithmetic(op js.OpCode) bool {
	_, ok := binaryOps[op]
	return ok
}

// operands returns the operands of a chain of one left-associative operator.
func operands(e js.Expr, op js.OpCode) []js.Expr {
	var reversed []js.Expr
	for {
		d, ok := e.Data.(*js.EBinary)
		if !ok || d.Op != op {
			break
		}
		reversed = append(reversed, d.Right)
		e = d.Left
	}
	reversed = append(reversed, e)
	for i, j := 0, len(reversed)-1; i < j; i, j = i+1, j-1 {
		reversed[i], reversed[j] = reversed[j], reversed[i]
	}
	return reversed
}

// logical lowers a && b, a || b and a ?? b where the value counts.
func (l *lowerer) logical(d *js.EBinary, pos int32) Reg {
	list := operands(js.Expr{Data: d}, d.Op)
	res := l.temp()
	join := l.newBlock()
	for _, x := range list[:len(list)-1] {
		next := l.newBlock()
		switch d.Op {
		case js.BinOpLogicalAnd:
			l.logicalTo(x, res, next, join)
		case js.BinOpLogicalOr:
			l.logicalTo(x, res, join, next)
		default:
			v := l.expr(x)
			l.move(res, v, pos)
			l.decide(d.Op, v, next, join, x.Loc.Start)
		}
		l.enter(next)
	}
	l.move(res, l.expr(list[len(list)-1]), pos)
	l.flow(join)
	return res
}

// logicalTo puts the value of e into res and goes to yes or no by its truth. In
// `a && b || c` a falsy a leads straight to c: a join in between would forget
// which way was taken.
func (l *lowerer) logicalTo(e js.Expr, res Reg, yes, no *Block) {
	d, ok := e.Data.(*js.EBinary)
	if !ok || d.Op != js.BinOpLogicalAnd && d.Op != js.BinOpLogicalOr || l.tooDeep() {
		v := l.expr(e)
		l.move(res, v, e.Loc.Start)
		l.branch(res, yes, no, e.Loc.Start) // on res, so that it is narrowed too
		return
	}
	defer func() { l.depth-- }()
	list := operands(e, d.Op)
	for _, x := range list[:len(list)-1] {
		next := l.newBlock()
		if d.Op == js.BinOpLogicalAnd {
			l.logicalTo(x, res, next, no)
		} else {
			l.logicalTo(x, res, yes, next)
		}
		l.enter(next)
	}
	l.logicalTo(list[len(list)-1], res, yes, no)
}

// decide branches to next where the operator looks at its right operand.
func (l *lowerer) decide(op js.OpCode, v Reg, next, done *Block, pos int32) {
	switch op {
	case js.BinOpLogicalAnd, js.BinOpLogicalAndAssign:
		l.branch(l.local(v), next, done, pos)
	case js.BinOpLogicalOr, js.BinOpLogicalOrAssign:
		l.branch(l.local(v), done, next, pos)
	default:
		l.branch(l.op(OpUnary, IsNullish, v, None, pos), next, done, pos)
	}
}

// local returns r if the current block defines it as a temporary, else a copy:
// who reads the branch finds what its condition is in the same block.
func (l *lowerer) local(r Reg) Reg {
	if !l.isVar[r] {
		in := l.cur.Instrs
		for i := len(in) - 1; i >= 0 && i >= len(in)-2; i-- {
			if in[i].Dst == r {
				return r
			}
		}
	}
	t := l.temp()
	l.move(t, r, 0)
	return t
}

func (l *lowerer) conditional(d *js.EIf, pos int32) Reg {
	res := l.temp()
	join := l.newBlock()
	for {
		yes, no := l.newBlock(), l.newBlock()
		l.cond(d.Test, yes, no)
		l.enter(yes)
		l.move(res, l.expr(d.Yes), pos)
		l.jump(join)
		l.enter(no)
		next, ok := d.No.Data.(*js.EIf) // a ? b : c ? d : …
		if !ok {
			break
		}
		d = next
	}
	l.move(res, l.expr(d.No), pos)
	l.flow(join)
	return res
}

func (l *lowerer) unary(d *js.EUnary, e js.Expr) Reg {
	pos := e.Loc.Start
	switch d.Op {
	case js.UnOpNot:
		return l.op(OpUnary, Not, l.expr(d.Value), None, pos)
	case js.UnOpNeg:
		return l.op(OpUnary, Neg, l.expr(d.Value), None, pos)
	case js.UnOpPos:
		return l.op(OpUnary, Plus, l.expr(d.Value), None, pos)
	case js.UnOpCpl:
		return l.op(OpUnary, BitNot, l.expr(d.Value), None, pos)
	case js.UnOpVoid:
		if _, ok := constantOf(l.u, e); !ok {
			l.effect(d.Value)
		}
		return l.undefined(pos)
	case js.UnOpTypeof:
		return l.typeof(d.Value, pos)
	case js.UnOpDelete:
		return l.delete(d.Value, pos)
	}
	return l.step(d, pos)
}

func (l *lowerer) typeof(e js.Expr, pos int32) Reg {
	if id, ok := e.Data.(*js.EIdentifier); ok {
		sym := &l.u.tree.Symbols[id.Ref.InnerIndex]
		if sym.Kind == js.SymbolUnbound && !l.hasWith(sym.OriginalName) {
			dst := l.temp()
			l.emit(Instr{Op: OpLoadGlobal, Sub: 1, Dst: dst, A: None, B: None, C: None, Name: sym.OriginalName, Pos: e.Loc.Start})
			return l.op(OpUnary, Typeof, dst, None, pos)
		}
	}
	return l.op(OpUnary, Typeof, l.expr(e), None, pos)
}

func (l *lowerer) delete(e js.Expr, pos int32) Reg {
	var obj Reg
	name, key := "", None
	switch d := e.Data.(type) {
	case *js.EDot:
		obj, name = l.expr(d.Target), d.Name
	case *js.EIndex:
		obj = l.expr(d.Target)
		name, key = l.key(d.Index, true)
	default:
		l.effect(e)
		return l.constant(Const{Kind: True}, pos)
	}
	if key != None || name == "" {
		if key == None {
			key = l.str("", pos)
		}
		return l.op(OpDelete, 0, obj, key, pos)
	}
	dst := l.temp()
	l.emit(Instr{Op: OpDeleteProp, Dst: dst, A: obj, B: None, C: None, Name: name, Pos: pos})
	return dst
}

// step lowers ++ and --.
func (l *lowerer) step(d *js.EUnary, pos int32) Reg {
	op := Add
	if d.Op == js.UnOpPreDec || d.Op == js.UnOpPostDec {
		op = Sub
	}
	p := l.place(d.Value)
	old := l.op(OpUnary, ToNumeric, l.load(p, d.Value), None, pos)
	val := l.op(OpBinary, op, old, l.num(1, pos), pos)
	l.store(p, val, pos)
	if d.Op == js.UnOpPreDec || d.Op == js.UnOpPreInc {
		return val
	}
	return old
}

func (l *lowerer) assign(d *js.EBinary, pos int32) Reg {
	switch d.Op {
	case js.BinOpAssign:
		return l.plainAssign(d, pos)
	case js.BinOpLogicalAndAssign, js.BinOpLogicalOrAssign, js.BinOpNullishCoalescingAssign:
		return l.logicalAssign(d, pos)
	}
	p := l.place(d.Left)
	h := l.hold(l.load(p, d.Left))
	right := l.expr(d.Right)
	val := l.op(OpBinary, binaryOps[d.Op], l.settle(h), right, pos)
	l.store(p, val, pos)
	return val
}

func (l *lowerer) plainAssign(d *js.EBinary, pos int32) Reg {
	if l.machineWrite(d) {
		return l.undefined(pos)
	}
	switch d.Left.Data.(type) {
	case *js.EArray, *js.EObject:
		val := l.expr(d.Right)
		l.assignPattern(d.Left, val)
		return val
	}
	p := l.place(d.Left)
	val := l.expr(d.Right)
	l.store(p, val, pos)
	return val
}

func (l *lowerer) logicalAssign(d *js.EBinary, pos int32) Reg {
	p := l.place(d.Left)
	old := l.load(p, d.Left)
	res := l.temp()
	l.move(res, old, pos)
	next, join := l.newBlock(), l.newBlock()
	l.decide(d.Op, old, next, join, pos)
	l.enter(next)
	val := l.expr(d.Right)
	l.store(p, val, pos)
	l.move(res, val, pos)
	l.flow(join)
	return res
}
