package ir

import js "github.com/evanw/esbuild/minivet"

// callExpr lowers a call. null is where a nullish step leads if the call is
// part of an optional chain.
func (l *lowerer) callExpr(d *js.ECall, e js.Expr, null *Block) Reg {
	end := after(d.CloseParenLoc)
	if _, ok := d.Target.Data.(*js.ESuper); ok {
		return l.superCall(l.args(d.Args), e.Loc.Start, end)
	}
	if r, ok := l.machineCall(d); ok {
		return r
	}
	if parts := concatenated(d); parts != nil {
		return l.template(parts, e.Loc.Start)
	}
	fn, this := l.callee(d.Target, d.OptionalChain, null)
	fh, th := l.hold(fn), held{reg: None}
	if this != None {
		th = l.hold(this)
	}
	args := l.args(d.Args)
	fn = l.settle(fh)
	if this == th.reg && this != None && this != fn {
		this = l.settle(th)
	}
	return l.call(fn, this, args, accessPos(d.Target), end)
}

// callee evaluates what is called and, for a method, the object it is called on.
func (l *lowerer) callee(t js.Expr, how js.OptionalChain, null *Block) (fn, this Reg) {
	this = None
	switch d := t.Data.(type) {
	case *js.EDot:
		if d.OptionalChain != js.OptionalChainNone && null == nil {
			break
		}
		if isSuper(d.Target) {
			this = l.thisReg(t.Loc.Start)
			fn = l.load(place{kind: superPlace, name: d.Name, obj: this, key: None}, t)
			break
		}
		this = l.linkTarget(d.Target, d.OptionalChain, null)
		fn = l.getProp(this, d.Name, accessPos(t), exprEnd(t))
		return l.checked(fn, this, how, null, t)
	case *js.EIndex:
		if d.OptionalChain != js.OptionalChainNone && null == nil {
			break
		}
		if isSuper(d.Target) {
			this = l.thisReg(t.Loc.Start)
			name, key := l.key(d.Index, true)
			fn = l.load(place{kind: superPlace, name: name, obj: this, key: key}, t)
			break
		}
		this = l.linkTarget(d.Target, d.OptionalChain, null)
		fn = l.index(this, d, t)
		return l.checked(fn, this, how, null, t)
	case *js.EIdentifier:
		// In a render function a free name is a member of the data, called on it.
		if sym := &l.u.tree.Symbols[d.Ref.InnerIndex]; sym.Kind == js.SymbolUnbound && l.hasWith(sym.OriginalName) {
			this = l.withObject(t.Loc.Start)
			fn = l.getProp(this, sym.OriginalName, t.Loc.Start, exprEnd(t))
			return l.checked(fn, this, how, null, t)
		}
	}
	if this != None {
		return l.checked(fn, this, how, null, t)
	}
	if null != nil && isChain(t) {
		fn = l.link(t, null)
	} else {
		fn = l.expr(t)
	}
	return l.checked(fn, None, how, null, t)
}

func (l *lowerer) checked(fn, this Reg, how js.OptionalChain, null *Block, t js.Expr) (Reg, Reg) {
	if how == js.OptionalChainStart && null != nil {
		l.nullCheck(fn, null, t.Loc.Start)
	}
	return fn, this
}

func isSuper(e js.Expr) bool {
	_, ok := e.Data.(*js.ESuper)
	return ok
}

func (l *lowerer) newExpr(d *js.ENew, pos int32) Reg {
	fn := l.expr(d.Target)
	h := l.hold(fn)
	args := l.args(d.Args)
	x := l.extra()
	x.Args = args
	dst := l.temp()
	l.emit(Instr{Op: OpNew, Dst: dst, A: l.settle(h), B: None, C: None, Pos: pos, End: after(d.CloseParenLoc), X: x})
	return dst
}

// args evaluates arguments or array elements in order.
func (l *lowerer) args(list []js.Expr) []Arg {
	if len(list) == 0 {
		return nil
	}
	out := make([]Arg, len(list))
	var holds []held
	before := l.writes
	for i, e := range list {
		switch d := e.Data.(type) {
		case *js.EMissing:
			out[i].Reg = None
			continue
		case *js.ESpread:
			out[i] = Arg{Reg: l.expr(d.Value), Spread: true}
		default:
			out[i].Reg = l.expr(e)
		}
		if l.isVar[out[i].Reg] && len(list) > 1 {
			holds = append(holds, l.hold(out[i].Reg))
		}
	}
	if l.writes != before {
		l.settleArgs(out, holds)
	}
	return out
}

func (l *lowerer) settleArgs(args []Arg, holds []held) {
	n := len(holds)
	for i := len(args) - 1; i >= 0; i-- {
		if n > 0 && args[i].Reg == holds[n-1].reg {
			n--
			args[i].Reg = l.settle(holds[n])
		}
	}
}
