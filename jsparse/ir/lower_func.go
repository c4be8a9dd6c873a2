package ir

import (
	"slices"

	js "github.com/evanw/esbuild/minivet"
)

// function lowers the whole function into the entry block and what follows.
func (l *lowerer) function() {
	l.enterScope(l.f.Scope, l.f.Pos)
	if h := l.info.home; h.fn == l.f {
		l.storePseudo(h)
	}
	if l.f.ID == 0 {
		l.hoistImports(l.info.body)
	}
	l.params()
	if c := l.info.class; c != nil {
		l.constructor(c)
	}
	l.block(l.info.body)
}

// storePseudo puts this, arguments and new.target where arrow functions find
// them. A derived constructor has its this only after super().
func (l *lowerer) storePseudo(h *home) {
	pos := l.f.Pos
	if h.this != nil && l.f.Flags&Derived == 0 {
		l.storeVar(h.this, l.thisReg(pos), true, pos)
	}
	if h.arguments != nil {
		l.storeVar(h.arguments, l.op(OpArguments, 0, None, None, pos), true, pos)
	}
	if h.newTarget != nil {
		l.storeVar(h.newTarget, l.op(OpNewTarget, 0, None, None, pos), true, pos)
	}
}

func (l *lowerer) params() {
	for i, a := range l.info.args {
		if l.info.rest && i == l.f.NumParams {
			r := l.op(OpRest, uint8(min(i, 255)), None, None, a.Binding.Loc.Start)
			l.bind(a.Binding, r, true)
			return
		}
		val := Reg(i)
		if a.DefaultOrNil.Data != nil {
			val = l.withDefault(val, a.DefaultOrNil)
		} else if b, ok := a.Binding.Data.(*js.BIdentifier); ok {
			if s, _ := l.sym(b.Ref); s.assign == nobody && s.reg == None {
				s.reg = val // never assigned: the argument's own register serves
			}
		}
		l.bind(a.Binding, val, true)
	}
}

func (l *lowerer) constructor(c *js.Class) {
	pos := l.f.Pos
	if l.f.Flags&Derived == 0 {
		l.initFields(c)
		return
	}
	if l.info.synth {
		args := []Arg{{Reg: l.op(OpRest, 0, None, None, pos), Spread: true}}
		l.superCall(args, pos, 0)
	}
}

// initFields sets the fields of the class that the function constructs.
func (l *lowerer) initFields(c *js.Class) {
	for i := range c.Properties {
		p := &c.Properties[i]
		if !isInstanceField(p) || p.InitializerOrNil.Data == nil && l.constructorSets(p.Key) {
			continue
		}
		this := l.thisReg(p.Loc.Start)
		l.defineField(this, p)
	}
}

// constructorSets tells whether the constructor under way gives a declared field its
// value, so that nobody sees it undefined.
func (l *lowerer) constructorSets(key js.Expr) bool {
	name := keyName(l.u, key)
	return slices.ContainsFunc(l.info.body, func(s js.Stmt) bool {
		e, ok := s.Data.(*js.SExpr)
		if !ok {
			return false
		}
		set, ok := e.Value.Data.(*js.EBinary)
		if !ok || set.Op != js.BinOpAssign {
			return false
		}
		field, ok := set.Left.Data.(*js.EDot)
		if !ok || field.Name != name {
			return false
		}
		_, ok = field.Target.Data.(*js.EThis)
		return ok
	})
}

// defineField defines one field, instance or static, on obj.
func (l *lowerer) defineField(obj Reg, p *js.Property) {
	name, key := l.key(p.Key, p.Flags&js.PropertyIsComputed != 0)
	var val Reg
	if p.InitializerOrNil.Data != nil {
		val = l.expr(p.InitializerOrNil)
	} else {
		val = l.undefined(p.Loc.Start)
	}
	l.define(obj, name, key, val, DefineField, p.Key.Loc.Start)
}

func (l *lowerer) define(obj Reg, name string, key, val Reg, kind DefineKind, pos int32) {
	l.emit(Instr{Op: OpDefine, Sub: kind, Dst: None, A: obj, B: key, C: val, Name: name, Pos: pos})
}

// key returns the name of a property or the register that holds it.
func (l *lowerer) key(e js.Expr, computed bool) (name string, reg Reg) {
	switch k := e.Data.(type) {
	case *js.EString, *js.ENumber, *js.EPrivateIdentifier, *js.EInlinedEnum, *js.EBigInt:
		if name = keyName(l.u, e); name != "" {
			return name, None
		}
		if _, ok := k.(*js.EString); ok {
			return "", l.str("", e.Loc.Start)
		}
	}
	if !computed {
		return keyName(l.u, e), None
	}
	return "", l.expr(e)
}

func (l *lowerer) thisReg(pos int32) Reg {
	h := l.home
	switch {
	case h.static && h.fn == l.f:
		return l.this
	case h.fn != l.f:
		if h.this == nil {
			return l.undefined(pos)
		}
		return l.loadVar(h.this, pos)
	}
	return l.op(OpThis, 0, None, None, pos)
}

func (l *lowerer) superCall(args []Arg, pos, end int32) Reg {
	dst := l.temp()
	x := l.extra()
	x.Args = args
	l.emit(Instr{Op: OpSuperCall, Dst: dst, A: None, B: None, C: None, Pos: pos, End: end, X: x})
	if v := l.info.home.this; v != nil {
		l.storeVar(v, dst, true, pos)
	}
	// An arrow function that calls super() sets no fields here; nobody writes that.
	if c := l.info.class; c != nil && l.supers < 4 {
		l.supers++
		l.initFields(c)
	}
	return dst
}

// closure emits the creation of a function of the unit.
func (l *lowerer) closure(node any, pos int32) Reg {
	id, ok := l.u.byNode[node]
	if !ok {
		return l.undefined(pos)
	}
	x := l.extra()
	x.Fn = l.u.Funcs[id]
	dst := l.temp()
	l.emit(Instr{Op: OpClosure, Dst: dst, A: None, B: None, C: None, Pos: pos, X: x})
	return dst
}

// --- classes

func (l *lowerer) class(c *js.Class, pos int32) Reg {
	super := None
	if c.ExtendsOrNil.Data != nil {
		super = l.expr(c.ExtendsOrNil)
	}
	x := l.extra()
	x.Fn = l.u.Funcs[l.u.byNode[c]]
	cls := l.temp()
	l.emit(Instr{Op: OpClass, Dst: cls, A: super, B: None, C: None, Pos: pos, End: after(c.CloseBraceLoc), X: x})
	if c.Name != nil {
		l.write(c.Name.Ref, cls, true, pos)
	}
	outerHome, outerThis := l.home, l.this
	static := l.u.static[c]
	if static != nil && static.this != nil {
		l.storeVar(static.this, cls, true, pos)
	}
	proto := None
	for i := range c.Properties {
		p := &c.Properties[i]
		if !decoratedMethod(p) {
			l.decorate(p.Decorators, cls)
		}
		if isInstanceField(p) || l.isCtor(c, p) {
			continue
		}
		l.member(c, p, cls, &proto, static)
		l.home, l.this = outerHome, outerThis
	}
	l.decorate(c.Decorators, cls)
	return cls
}

func (l *lowerer) isCtor(c *js.Class, p *js.Property) bool {
	fn, ok := p.ValueOrNil.Data.(*js.EFunction)
	return ok && l.u.byNode[&fn.Fn] == l.u.byNode[c]
}

// decorate calls the decorators of a class or a field for their effects; that they may
// replace what they decorate is not modelled.
func (l *lowerer) decorate(list []js.Decorator, cls Reg) {
	for _, d := range list {
		l.call(l.expr(d.Value), None, []Arg{{Reg: cls}}, d.AtLoc.Start, 0)
	}
}

func (l *lowerer) member(c *js.Class, p *js.Property, cls Reg, proto *Reg, static *home) {
	pos := p.Loc.Start
	if p.ClassStaticBlock != nil {
		l.home, l.this = static, cls
		l.block(p.ClassStaticBlock.Block.Stmts)
		return
	}
	obj := cls
	if p.Flags&js.PropertyIsStatic == 0 {
		if *proto == None {
			*proto = l.getProp(cls, "prototype", pos, 0)
		}
		obj = *proto
	}
	if kind := defineKind(p.Kind); kind != DefineField {
		name, key := l.key(p.Key, p.Flags&js.PropertyIsComputed != 0)
		val := l.expr(p.ValueOrNil)
		if decoratedMethod(p) {
			val = l.decorated(obj, name, key, val, p)
		}
		l.define(obj, name, key, val, kind, p.Key.Loc.Start)
		return
	}
	if p.Kind == js.PropertyField || p.Kind == js.PropertyAutoAccessor {
		l.home, l.this = static, cls
		l.defineField(obj, p)
	}
}

func decoratedMethod(p *js.Property) bool {
	return len(p.Decorators) > 0 && p.Kind == js.PropertyMethod
}

// decorated is what the decorators of a method make of it.
func (l *lowerer) decorated(obj Reg, name string, key, method Reg, p *js.Property) Reg {
	x := l.extra()
	for _, d := range p.Decorators {
		x.Args = append(x.Args, Arg{Reg: l.expr(d.Value)})
	}
	dst := l.temp()
	l.emit(Instr{Op: OpDecorate, Dst: dst, A: obj, B: key, C: method, Name: name, Pos: p.Decorators[0].AtLoc.Start, X: x})
	return dst
}

func defineKind(k js.PropertyKind) DefineKind {
	switch k {
	case js.PropertyMethod:
		return DefineMethod
	case js.PropertyGetter:
		return DefineGetter
	case js.PropertySetter:
		return DefineSetter
	}
	return DefineField
}
