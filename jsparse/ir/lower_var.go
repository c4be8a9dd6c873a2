package ir

import js "github.com/evanw/esbuild/minivet"

// read returns the value of a name.
func (l *lowerer) read(ref js.Ref, loc js.Loc) Reg {
	pos := loc.Start
	sym := &l.u.tree.Symbols[ref.InnerIndex]
	switch sym.Kind {
	case js.SymbolUnbound:
		return l.readFree(sym.OriginalName, pos)
	case js.SymbolArguments:
		return l.arguments(pos)
	}
	s, _ := l.sym(ref)
	switch {
	case s.kind == importVar:
		return l.importGet(s, pos)
	case s.decl == nobody && s.v == nil:
		s.decl = int32(l.f.ID) // made by esbuild without a declaration
	case s.v != nil && (s.decl != int32(l.f.ID) || s.shared()):
		return l.loadVar(s.v, pos)
	}
	return l.regOf(s)
}

func (l *lowerer) arguments(pos int32) Reg {
	if l.home.fn != l.f && l.home.arguments != nil {
		return l.loadVar(l.home.arguments, pos)
	}
	return l.op(OpArguments, 0, None, None, pos)
}

// regOf returns the register of a variable of this function.
func (l *lowerer) regOf(s *symbol) Reg {
	if s.reg == None {
		s.reg = l.varReg()
		if s.kind == hoistVar {
			l.undef = append(l.undef, s.reg)
		}
	}
	return s.reg
}

// readFree reads a name that nothing in the text declares.
func (l *lowerer) readFree(name string, pos int32) Reg {
	if l.hasWith(name) {
		return l.getProp(l.withObject(pos), name, pos, pos+int32(len(name)))
	}
	return l.loadGlobal(name, pos)
}

func (l *lowerer) hasWith(name string) bool {
	return l.info.with != nobody && !l.u.except[name]
}

func (l *lowerer) withObject(pos int32) Reg {
	return l.readIndex(uint32(l.info.with), pos)
}

// readIndex is read for a symbol that is certainly a variable.
func (l *lowerer) readIndex(i uint32, pos int32) Reg {
	s := &l.u.syms[i]
	if s.v != nil && (s.decl != int32(l.f.ID) || s.shared()) {
		return l.loadVar(s.v, pos)
	}
	return l.regOf(s)
}

func (l *lowerer) importGet(s *symbol, pos int32) Reg {
	ns := l.readIndex(s.ns, pos)
	dst := l.temp()
	l.emit(Instr{Op: OpImportGet, Dst: dst, A: ns, B: None, C: None, Name: s.name, Pos: pos})
	return dst
}

// write assigns a name; init marks the store that its declaration makes.
func (l *lowerer) write(ref js.Ref, val Reg, init bool, pos int32) {
	sym := &l.u.tree.Symbols[ref.InnerIndex]
	if sym.Kind == js.SymbolUnbound {
		l.writeFree(sym.OriginalName, val, pos)
		return
	}
	s, i := l.sym(ref)
	if s.decl == nobody && s.v == nil {
		s.decl = int32(l.f.ID)
	}
	if s.v == nil || s.decl == int32(l.f.ID) && !s.shared() {
		if s.reg == None && l.cur.ID == 0 {
			s.reg = l.varReg() // assigned before anything can read it
		}
		if r := l.regOf(s); r != val {
			l.assignReg(r, val, pos)
		}
	}
	if s.v != nil {
		l.storeVar(s.v, val, init, pos)
	}
	l.export(i, val, pos)
}

func (l *lowerer) writeFree(name string, val Reg, pos int32) {
	if l.hasWith(name) {
		l.setProp(l.withObject(pos), name, val, pos)
		return
	}
	l.emit(Instr{Op: OpStoreGlobal, Dst: None, A: val, B: None, C: None, Name: name, Pos: pos})
}

// export repeats an assignment on the exports object, under every exported name.
func (l *lowerer) export(i uint32, val Reg, pos int32) {
	if len(l.u.export) == 0 {
		return
	}
	for _, name := range l.u.export[i] {
		l.setProp(l.loadGlobal("exports", pos), name, val, pos)
	}
}

// --- patterns

// bind declares the names of a pattern with the parts of val.
func (l *lowerer) bind(b js.Binding, val Reg, init bool) {
	if l.tooDeep() {
		return
	}
	defer func() { l.depth-- }()
	switch d := b.Data.(type) {
	case *js.BIdentifier:
		l.write(d.Ref, val, init, b.Loc.Start)
	case *js.BArray:
		for i, it := range d.Items {
			if _, hole := it.Binding.Data.(*js.BMissing); hole {
				continue
			}
			if d.HasSpread && i == len(d.Items)-1 {
				l.bind(it.Binding, l.op(OpArrRest, uint8(min(i, 255)), val, None, it.Loc.Start), init)
				continue
			}
			part := l.getProp(val, numberName(float64(i)), it.Binding.Loc.Start, 0)
			l.bind(it.Binding, l.withDefault(part, it.DefaultValueOrNil), init)
		}
	case *js.BObject:
		l.bindObject(d, val, init)
	}
}

func (l *lowerer) bindObject(d *js.BObject, val Reg, init bool) {
	var taken restOf
	for i := range d.Properties {
		p := &d.Properties[i]
		if p.IsSpread {
			l.bind(p.Value, l.objRest(val, taken, p.Loc.Start), init)
			continue
		}
		part := l.part(val, p.Key, p.IsComputed, &taken)
		l.bind(p.Value, l.withDefault(part, p.DefaultValueOrNil), init)
	}
}

// restOf are the properties that a pattern took before its rest.
type restOf struct {
	names []string
	regs  []Arg
}

// part reads one property of val for a pattern.
func (l *lowerer) part(val Reg, key js.Expr, computed bool, taken *restOf) Reg {
	name, reg := l.key(key, computed)
	pos := key.Loc.Start
	if reg != None {
		taken.regs = append(taken.regs, Arg{Reg: reg})
		return l.op(OpGet, 0, val, reg, pos)
	}
	taken.names = append(taken.names, name)
	return l.getProp(val, name, pos, 0)
}

func (l *lowerer) objRest(val Reg, taken restOf, pos int32) Reg {
	dst := l.temp()
	x := l.extra()
	x.Names, x.Args = taken.names, taken.regs
	l.emit(Instr{Op: OpObjRest, Dst: dst, A: val, B: None, C: None, Pos: pos, X: x})
	return dst
}

// withDefault returns val, or the value of def where val is undefined.
func (l *lowerer) withDefault(val Reg, def js.Expr) Reg {
	if def.Data == nil {
		return val
	}
	pos := def.Loc.Start
	res := l.temp()
	absent, join := l.newBlock(), l.newBlock()
	l.move(res, val, pos)
	l.branch(l.op(OpUnary, IsUndefined, val, None, pos), absent, join, pos)
	l.enter(absent)
	l.move(res, l.expr(def), pos)
	l.flow(join)
	return res
}

// assignPattern assigns the parts of val to the targets of a pattern.
func (l *lowerer) assignPattern(e js.Expr, val Reg) {
	if l.tooDeep() {
		return
	}
	defer func() { l.depth-- }()
	switch d := e.Data.(type) {
	case *js.EArray:
		l.assignArray(d, val)
	case *js.EObject:
		l.assignObject(d, val)
	case *js.EBinary: // [a = 1] = …
		if d.Op == js.BinOpAssign {
			l.assignPattern(d.Left, l.withDefault(val, d.Right))
		}
	case *js.EMissing:
	default:
		l.store(l.place(e), val, e.Loc.Start)
	}
}

func (l *lowerer) assignArray(d *js.EArray, val Reg) {
	for i, it := range d.Items {
		switch x := it.Data.(type) {
		case *js.EMissing:
		case *js.ESpread:
			l.assignPattern(x.Value, l.op(OpArrRest, uint8(min(i, 255)), val, None, it.Loc.Start))
		default:
			l.assignPattern(it, l.getProp(val, numberName(float64(i)), it.Loc.Start, 0))
		}
	}
}

func (l *lowerer) assignObject(d *js.EObject, val Reg) {
	var taken restOf
	for i := range d.Properties {
		p := &d.Properties[i]
		if p.Kind == js.PropertySpread {
			l.assignPattern(p.ValueOrNil, l.objRest(val, taken, p.Loc.Start))
			continue
		}
		part := l.part(val, p.Key, p.Flags&js.PropertyIsComputed != 0, &taken)
		l.assignPattern(p.ValueOrNil, l.withDefault(part, p.InitializerOrNil))
	}
}

// --- places that can be assigned

// place is a name or property with its object and key evaluated.
type place struct {
	kind placeKind
	ref  js.Ref
	name string
	obj  Reg
	key  Reg
	hold held // of obj
}

type placeKind uint8

const (
	noPlace placeKind = iota
	namePlace
	propPlace
	superPlace
)

func (l *lowerer) place(e js.Expr) place {
	switch d := e.Data.(type) {
	case *js.EIdentifier:
		return place{kind: namePlace, ref: d.Ref}
	case *js.EImportIdentifier:
		return place{}
	case *js.EDot:
		if _, ok := d.Target.Data.(*js.ESuper); ok {
			return place{kind: superPlace, name: d.Name, obj: l.thisReg(e.Loc.Start), key: None}
		}
		obj := l.expr(d.Target)
		return place{kind: propPlace, name: d.Name, obj: obj, key: None, hold: l.hold(obj)}
	case *js.EIndex:
		if _, ok := d.Target.Data.(*js.ESuper); ok {
			name, key := l.key(d.Index, true)
			return place{kind: superPlace, name: name, obj: l.thisReg(e.Loc.Start), key: key}
		}
		obj := l.expr(d.Target)
		h := l.hold(obj)
		name, key := l.key(d.Index, true)
		return place{kind: propPlace, name: name, obj: obj, key: key, hold: h}
	}
	l.expr(e)
	return place{}
}

// load reads the place e, which p was made from.
func (l *lowerer) load(p place, e js.Expr) Reg {
	pos := accessPos(e)
	switch p.kind {
	case namePlace:
		return l.read(p.ref, e.Loc)
	case propPlace:
		if p.key != None {
			return l.op(OpGet, 0, p.obj, p.key, pos)
		}
		return l.getProp(p.obj, p.name, pos, exprEnd(e))
	case superPlace:
		dst := l.temp()
		l.emit(Instr{Op: OpSuperGet, Dst: dst, A: p.obj, B: p.key, C: None, Name: p.name, Pos: pos})
		return dst
	}
	return l.undefined(pos)
}

func (l *lowerer) store(p place, val Reg, pos int32) {
	switch p.kind {
	case namePlace:
		l.write(p.ref, val, false, pos)
	case propPlace:
		obj := p.obj
		if p.hold.block != nil {
			obj = l.settle(p.hold)
		}
		if p.key != None {
			l.emit(Instr{Op: OpSet, Dst: None, A: obj, B: p.key, C: val, Pos: pos})
			return
		}
		l.setProp(obj, p.name, val, pos)
	case superPlace:
		l.emit(Instr{Op: OpSuperSet, Dst: None, A: p.obj, B: p.key, C: val, Name: p.name, Pos: pos})
	}
}
