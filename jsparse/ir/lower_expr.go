package ir

import (
	"slices"

	js "github.com/evanw/esbuild/minivet"
)

// expr lowers e and returns the register that holds its value.
func (l *lowerer) expr(e js.Expr) Reg {
	if l.tooDeep() {
		l.depth--
		return l.undefined(e.Loc.Start)
	}
	r := l.commonExpr(e)
	l.depth--
	return r
}

func (l *lowerer) commonExpr(e js.Expr) Reg {
	pos := e.Loc.Start
	switch d := e.Data.(type) {
	case *js.EIdentifier:
		return l.read(d.Ref, e.Loc)
	case *js.EImportIdentifier:
		return l.importRead(d.Ref, pos)
	case *js.EDot, *js.EIndex:
		return l.access(e)
	case *js.ECall:
		if d.OptionalChain != js.OptionalChainNone {
			return l.chain(e)
		}
		return l.callExpr(d, e, nil)
	case *js.ENew:
		return l.newExpr(d, pos)
	case *js.EBinary:
		return l.binary(d, e)
	case *js.EUnary:
		return l.unary(d, e)
	case *js.EIf:
		return l.conditional(d, pos)
	case *js.EFunction:
		r := l.closure(&d.Fn, pos)
		if d.Fn.Name != nil {
			l.bindOwnName(d.Fn.Name.Ref, r, pos)
		}
		return r
	case *js.EArrow:
		return l.closure(d, pos)
	case *js.EClass:
		return l.class(&d.Class, pos)
	case *js.EObject:
		return l.object(d, pos)
	case *js.EArray:
		return l.array(d, pos)
	case *js.EThis:
		return l.thisReg(pos)
	case *js.EAwait:
		return l.op(OpAwait, 0, l.expr(d.Value), None, pos)
	}
	if c, ok := constantOf(l.u, e); ok {
		return l.constant(c, pos)
	}
	return l.rareExpr(e)
}

// bindOwnName makes the name of a function expression known to its inside.
func (l *lowerer) bindOwnName(ref js.Ref, fn Reg, pos int32) {
	if s, _ := l.sym(ref); s.v != nil && l.sees(s.v.Scope) {
		l.write(ref, fn, true, pos)
	}
}

// sees tells whether a scope is the function's own or one around it. A parameter of the
// same name hides a function's own name: (function f({ f }) { … }).
func (l *lowerer) sees(s *Scope) bool {
	if s.Fn == l.f {
		return true
	}
	for o := l.f.Outer; o != nil; o = o.Parent {
		if o == s {
			return true
		}
	}
	return false
}

func (l *lowerer) rareExpr(e js.Expr) Reg {
	pos := e.Loc.Start
	switch d := e.Data.(type) {
	case *js.ETemplate:
		if d.TagOrNil.Data != nil {
			return l.tagged(d, pos)
		}
		return l.template(templateParts(d), pos)
	case *js.ERegExp:
		dst := l.temp()
		l.emit(Instr{Op: OpRegExp, Dst: dst, A: None, B: None, C: None, Name: d.Value, Pos: pos})
		return dst
	case *js.EYield:
		return l.yield(d, pos)
	case *js.EJSXElement:
		return l.jsx(d, pos)
	case *js.EInlinedEnum:
		return l.expr(d.Value)
	case *js.EAnnotation:
		return l.expr(d.Value)
	case *js.ENewTarget:
		if l.home.fn != l.f && l.home.newTarget != nil {
			return l.loadVar(l.home.newTarget, pos)
		}
		return l.op(OpNewTarget, 0, None, None, pos)
	case *js.EImportMeta:
		return l.op(OpNewObject, 0, None, None, pos)
	case *js.EImportString:
		spec := l.u.tree.ImportRecords[d.ImportRecordIndex].Path.Text
		return l.importDyn(l.str(spec, pos), pos, d.CloseParenLoc)
	case *js.EImportCall:
		return l.importDyn(l.expr(d.Expr), pos, d.CloseParenLoc)
	case *js.ERequireString:
		spec := l.u.tree.ImportRecords[d.ImportRecordIndex].Path.Text
		return l.call(l.loadGlobal("require", pos), None, []Arg{{Reg: l.str(spec, pos)}}, pos, after(d.CloseParenLoc))
	case *js.EPrivateIdentifier:
		return l.str(keyName(l.u, e), pos)
	case *js.EJSXText:
		return l.str(trimmedText(d.Raw), pos)
	case *js.ESpread:
		return l.expr(d.Value)
	}
	return l.undefined(pos)
}

func (l *lowerer) importDyn(spec Reg, pos int32, end js.Loc) Reg {
	dst := l.temp()
	l.emit(Instr{Op: OpImportDyn, Dst: dst, A: spec, B: None, C: None, Pos: pos, End: after(end)})
	return dst
}

func (l *lowerer) importRead(ref js.Ref, pos int32) Reg {
	if s, _ := l.sym(ref); s.kind == importVar {
		return l.importGet(s, pos)
	}
	return l.undefined(pos)
}

// constantOf returns the primitive that e spells.
func constantOf(u *Unit, e js.Expr) (Const, bool) {
	switch d := e.Data.(type) {
	case *js.EString:
		return Const{Kind: String, Str: js.UTF16ToString(d.Value)}, true
	case *js.ENumber:
		return Const{Kind: Number, Num: d.Value}, true
	case *js.EBoolean:
		if d.Value {
			return Const{Kind: True}, true
		}
		return Const{Kind: False}, true
	case *js.ENull:
		return Const{Kind: Null}, true
	case *js.EUndefined, *js.EMissing:
		return Const{}, true
	case *js.EBigInt:
		return Const{Kind: BigInt, Str: d.Value}, true
	case *js.EInlinedEnum:
		return constantOf(u, d.Value)
	case *js.EUnary:
		if d.Op == js.UnOpVoid {
			_, ok := constantOf(u, d.Value)
			return Const{}, ok
		}
	}
	return Const{}, false
}

// --- properties

func (l *lowerer) access(e js.Expr) Reg {
	switch d := e.Data.(type) {
	case *js.EDot:
		if d.OptionalChain != js.OptionalChainNone {
			return l.chain(e)
		}
		if r, ok := l.machineRead(d.Target, d.Name); ok {
			return r
		}
	case *js.EIndex:
		if d.OptionalChain != js.OptionalChainNone {
			return l.chain(e)
		}
		if name := keyName(l.u, d.Index); name != "" {
			if r, ok := l.machineRead(d.Target, name); ok {
				return r
			}
		}
	}
	return l.load(l.place(e), e)
}

// chain lowers an optional chain: one way out for every `?.` in it.
func (l *lowerer) chain(e js.Expr) Reg {
	pos := e.Loc.Start
	res := l.temp()
	null, join := l.newBlock(), l.newBlock()
	v := l.link(e, null)
	l.move(res, v, pos)
	l.jump(join)
	l.enter(null)
	l.move(res, l.undefined(pos), pos)
	l.flow(join)
	return res
}

// link lowers one step of an optional chain; a nullish object leads to null.
func (l *lowerer) link(e js.Expr, null *Block) Reg {
	switch d := e.Data.(type) {
	case *js.EDot:
		obj := l.linkTarget(d.Target, d.OptionalChain, null)
		return l.getProp(obj, d.Name, accessPos(e), exprEnd(e))
	case *js.EIndex:
		obj := l.linkTarget(d.Target, d.OptionalChain, null)
		return l.index(obj, d, e)
	case *js.ECall:
		return l.callExpr(d, e, null)
	}
	return l.expr(e)
}

func (l *lowerer) index(obj Reg, d *js.EIndex, e js.Expr) Reg {
	name, key := l.key(d.Index, true)
	if key != None {
		return l.op(OpGet, 0, obj, key, accessPos(e))
	}
	return l.getProp(obj, name, accessPos(e), exprEnd(e))
}

func (l *lowerer) linkTarget(t js.Expr, how js.OptionalChain, null *Block) Reg {
	var obj Reg
	if isChain(t) {
		obj = l.link(t, null)
	} else {
		obj = l.expr(t)
	}
	if how == js.OptionalChainStart {
		l.nullCheck(obj, null, t.Loc.Start)
	}
	return obj
}

func (l *lowerer) nullCheck(r Reg, null *Block, pos int32) {
	next := l.newBlock()
	l.branch(l.op(OpUnary, IsNullish, r, None, pos), null, next, pos)
	l.enter(next)
}

func isChain(e js.Expr) bool {
	switch d := e.Data.(type) {
	case *js.EDot:
		return d.OptionalChain != js.OptionalChainNone
	case *js.EIndex:
		return d.OptionalChain != js.OptionalChainNone
	case *js.ECall:
		return d.OptionalChain != js.OptionalChainNone
	}
	return false
}

// --- literals

func (l *lowerer) object(d *js.EObject, pos int32) Reg {
	obj := l.temp()
	l.emit(Instr{Op: OpNewObject, Dst: obj, A: None, B: None, C: None, Pos: pos, End: after(d.CloseBraceLoc)})
	l.props(obj, d.Properties)
	return obj
}

func (l *lowerer) props(obj Reg, list []js.Property) {
	for i := range list {
		p := &list[i]
		if p.Kind == js.PropertySpread {
			l.emit(Instr{Op: OpSpread, Dst: None, A: obj, B: l.expr(p.ValueOrNil), C: None, Pos: p.Loc.Start})
			continue
		}
		computed := p.Flags&js.PropertyIsComputed != 0
		name, key := l.key(p.Key, computed)
		var val Reg
		if p.ValueOrNil.Data == nil { // <a b/>
			val = l.constant(Const{Kind: True}, p.Loc.Start)
		} else if text, ok := p.ValueOrNil.Data.(*js.EJSXText); ok {
			val = l.str(unquoted(text.Raw), p.ValueOrNil.Loc.Start)
		} else {
			val = l.expr(p.ValueOrNil)
		}
		kind := defineKind(p.Kind)
		if name == "__proto__" && kind == DefineField && !computed && p.Flags&js.PropertyWasShorthand == 0 {
			kind = DefineProto
		}
		l.define(obj, name, key, val, kind, p.Key.Loc.Start)
	}
}

func (l *lowerer) array(d *js.EArray, pos int32) Reg {
	args := l.args(d.Items)
	dst := l.temp()
	x := l.extra()
	x.Args = args
	l.emit(Instr{Op: OpNewArray, Dst: dst, A: None, B: None, C: None, Pos: pos, End: after(d.CloseBracketLoc), X: x})
	return dst
}

// template joins the values of expressions to a text.
func (l *lowerer) template(parts []js.Expr, pos int32) Reg {
	var args []Arg
	for _, p := range parts {
		if s, ok := p.Data.(*js.EString); ok && len(s.Value) == 0 {
			continue
		}
		args = append(args, Arg{Reg: l.expr(p)})
	}
	dst := l.temp()
	x := l.extra()
	x.Args = args
	l.emit(Instr{Op: OpConcat, Dst: dst, A: None, B: None, C: None, Pos: pos, X: x})
	return dst
}

func templateParts(d *js.ETemplate) []js.Expr {
	text := func(s []uint16, at js.Loc) js.Expr { return js.Expr{Data: &js.EString{Value: s}, Loc: at} }
	parts := []js.Expr{text(d.HeadCooked, d.HeadLoc)}
	for _, p := range d.Parts {
		parts = append(parts, p.Value, text(p.TailCooked, p.TailLoc))
	}
	return parts
}

// maxConcatenated bounds the calls of one chain, so that no text takes quadratic time.
const maxConcatenated = 32

// concatenated are the parts of `"a".concat(b, "c").concat(d)`, which is what compilers
// make of a template; nil if d is something else.
func concatenated(d *js.ECall) []js.Expr {
	var parts []js.Expr // the last first
	for range maxConcatenated {
		dot, ok := d.Target.Data.(*js.EDot)
		if !ok || dot.Name != "concat" || d.OptionalChain != js.OptionalChainNone || dot.OptionalChain != js.OptionalChainNone {
			return nil
		}
		for _, a := range slices.Backward(d.Args) {
			if _, spread := a.Data.(*js.ESpread); spread {
				return nil
			}
			parts = append(parts, a)
		}
		switch t := dot.Target.Data.(type) {
		case *js.EString:
			parts = append(parts, dot.Target)
			slices.Reverse(parts)
			return parts
		case *js.ECall:
			d = t
		default:
			return nil
		}
	}
	return nil
}

func (l *lowerer) tagged(d *js.ETemplate, pos int32) Reg {
	tag, this := l.callee(d.TagOrNil, js.OptionalChainNone, nil)
	texts := []Arg{{Reg: l.str(d.HeadRaw, d.HeadLoc.Start)}}
	args := make([]Arg, 1, len(d.Parts)+1)
	for _, p := range d.Parts {
		args = append(args, Arg{Reg: l.expr(p.Value)})
		texts = append(texts, Arg{Reg: l.str(p.TailRaw, p.TailLoc.Start)})
	}
	arr := l.temp()
	x := l.extra()
	x.Args = texts
	l.emit(Instr{Op: OpNewArray, Dst: arr, A: None, B: None, C: None, Pos: pos, X: x})
	args[0] = Arg{Reg: arr}
	dst := l.temp()
	x = l.extra()
	x.Args = args
	l.emit(Instr{Op: OpTagged, Dst: dst, A: tag, B: this, C: None, Pos: accessPos(d.TagOrNil), X: x})
	return dst
}

func (l *lowerer) jsx(d *js.EJSXElement, pos int32) Reg {
	var tag Reg
	if d.TagOrNil.Data != nil {
		tag = l.expr(d.TagOrNil)
	} else {
		tag = l.str("", pos)
	}
	props := l.op(OpNewObject, 0, None, None, pos)
	l.props(props, d.Properties)
	x := l.extra()
	for _, c := range d.NullableChildren {
		if t, ok := c.Data.(*js.EJSXText); c.Data == nil || ok && trimmedText(t.Raw) == "" {
			continue
		}
		_, spread := c.Data.(*js.ESpread)
		x.Args = append(x.Args, Arg{Reg: l.expr(c), Spread: spread})
	}
	dst := l.temp()
	l.emit(Instr{Op: OpJSX, Dst: dst, A: tag, B: props, C: None, Pos: pos, End: d.CloseLoc.Start, X: x, Name: calleeName(l.u, d.TagOrNil)})
	return dst
}

func (l *lowerer) yield(d *js.EYield, pos int32) Reg {
	val := None
	if d.ValueOrNil.Data != nil {
		val = l.expr(d.ValueOrNil)
	}
	if d.IsStar {
		return l.op(OpYieldAll, 0, val, None, pos)
	}
	return l.op(OpYield, 0, val, None, pos)
}
