package ir

import js "github.com/evanw/esbuild/minivet"

func (r *resolver) stmts(list []js.Stmt) {
	for _, s := range list {
		r.stmt(s)
	}
}

// stmt visits one statement.
func (r *resolver) stmt(s js.Stmt) {
	pos := s.Loc.Start
	switch s := s.Data.(type) {
	case nil:
	case *js.SExpr:
		r.expr(s.Value)
	case *js.SLocal:
		r.local(s)
	case *js.SReturn:
		r.returns(s.ValueOrNil)
	case *js.SIf:
		r.ifStmt(s)
	case *js.SBlock:
		r.stmts(s.Stmts)
	case *js.SThrow:
		r.expr(s.Value)
	case *js.STry:
		r.try(s)
	case *js.SSwitch:
		r.expr(s.Test)
		for _, c := range s.Cases {
			r.expr(c.ValueOrNil)
			r.stmts(c.Body)
		}
	case *js.SFor, *js.SForIn, *js.SForOf, *js.SWhile, *js.SDoWhile:
		r.loopStmt(s)
	case *js.SLabel:
		r.stmt(s.Stmt)
	case *js.SWith:
		r.expr(s.Value)
		r.stmt(s.Body)
	default:
		r.declaration(s, pos)
	}
}

func (r *resolver) returns(e js.Expr) {
	last := e
	d, sequence := e.Data.(*js.EBinary)
	sequence = sequence && d.Op == js.BinOpComma
	if sequence {
		last = d.Right
	}
	if m := machineOf(r.u, last); m != nil && r.fn != 0 && r.u.fns[r.fn].machine == nil {
		if sequence {
			r.expr(d.Left)
		}
		r.absorb(m)
		return
	}
	switch last.Data.(type) {
	case *js.ENew:
		r.u.fns[r.fn].words |= wordReturn | wordStarts
	case *js.EFunction, *js.EArrow:
		r.u.fns[r.fn].words |= wordReturn
	}
	r.expr(e)
}

// ifStmt walks else-if chains without recursion: generated code has long ones.
func (r *resolver) ifStmt(s *js.SIf) {
	for {
		r.expr(s.Test)
		r.stmt(s.Yes)
		next, ok := s.NoOrNil.Data.(*js.SIf)
		if !ok {
			break
		}
		s = next
	}
	if s.NoOrNil.Data != nil {
		r.stmt(s.NoOrNil)
	}
}

func (r *resolver) try(s *js.STry) {
	r.stmts(s.Block.Stmts)
	if s.Catch != nil {
		r.bindingLocal(s.Catch.BindingOrNil, js.LocalLet)
		r.catches++
		r.stmts(s.Catch.Block.Stmts)
		r.catches--
	}
	if s.Finally != nil {
		r.stmts(s.Finally.Block.Stmts)
	}
}

func (r *resolver) local(s *js.SLocal) {
	for _, d := range s.Decls {
		b, ok := d.Binding.Data.(*js.BIdentifier)
		set := ok && s.Kind == js.LocalVar && d.ValueOrNil.Data != nil
		fresh := set && r.u.syms[r.u.follow(b.Ref)].use == nobody
		r.bindingLocal(d.Binding, s.Kind)
		if ok {
			if d.ValueOrNil.Data != nil {
				r.u.syms[r.u.follow(b.Ref)].init = d.ValueOrNil.Data
			}
			if fresh {
				// Set anew in each iteration and, unless a use elsewhere tells otherwise, of no
				// meaning beyond it: as good as let. Compilers make var of let.
				r.u.syms[r.u.follow(b.Ref)].loop = r.loop
			}
			if set {
				r.assign(b.Ref) // `var` may repeat a parameter
			}
			r.hinted(d.ValueOrNil, b.Ref, d.Binding.Loc)
			continue
		}
		r.expr(d.ValueOrNil)
	}
	if s.IsExport && r.fn == 0 {
		r.u.ESM = true
		for _, d := range s.Decls {
			r.exportBinding(d.Binding)
		}
	}
}

// exportBinding notes that each name of a pattern is exported as itself.
func (r *resolver) exportBinding(b js.Binding) {
	switch b := b.Data.(type) {
	case *js.BIdentifier:
		r.exportAs(b.Ref, r.u.tree.Symbols[b.Ref.InnerIndex].OriginalName)
	case *js.BArray:
		for _, it := range b.Items {
			r.exportBinding(it.Binding)
		}
	case *js.BObject:
		for _, p := range b.Properties {
			r.exportBinding(p.Value)
		}
	}
}

func (r *resolver) exportAs(ref js.Ref, name string) {
	r.u.ESM = true
	i := r.u.follow(ref)
	r.u.export[i] = append(r.u.export[i], name)
}

func (r *resolver) bindingLocal(b js.Binding, kind js.LocalKind) {
	r.binding(b, func(ref js.Ref) { r.declare(ref, kind) })
}

// binding visits a pattern and hands each name in it to declare.
func (r *resolver) binding(b js.Binding, declare func(js.Ref)) {
	switch b := b.Data.(type) {
	case *js.BIdentifier:
		declare(b.Ref)
	case *js.BArray:
		for _, it := range b.Items {
			r.binding(it.Binding, declare)
			r.expr(it.DefaultValueOrNil)
		}
	case *js.BObject:
		for _, p := range b.Properties {
			if p.IsComputed {
				r.expr(p.Key)
			}
			r.binding(p.Value, declare)
			r.expr(p.DefaultValueOrNil)
		}
	}
}

// loopStmt visits a loop. Only its body is a loop context: the header of a
// three-part `for` keeps its variables in the scope around.
func (r *resolver) loopStmt(s js.S) {
	if m := r.u.fns[r.fn].machine; m != nil && m.loop == s {
		r.stmt(loopBody(s))
		return
	}
	outer := r.loop
	enter := func() {
		r.u.loops = append(r.u.loops, loopCtx{fn: r.fn, parent: outer})
		r.loop = int32(len(r.u.loops) - 1)
	}
	switch s := s.(type) {
	case *js.SFor:
		if s.InitOrNil.Data != nil {
			r.stmt(s.InitOrNil)
		}
		r.expr(s.TestOrNil)
		r.expr(s.UpdateOrNil)
		enter()
	case *js.SForIn:
		r.expr(s.Value)
		enter()
		r.forInit(s.Init)
	case *js.SForOf:
		r.expr(s.Value)
		enter()
		r.forInit(s.Init)
	case *js.SWhile:
		r.expr(s.Test)
		enter()
	case *js.SDoWhile:
		r.expr(s.Test)
		enter()
	}
	// The loop's number is what lowering looks up; see Unit.loopOf.
	r.u.byNode[s] = r.loop
	r.stmt(loopBody(s))
	r.loop = outer
}

// forInit visits the left side of for-in and for-of, which is assigned.
func (r *resolver) forInit(s js.Stmt) {
	switch s := s.Data.(type) {
	case *js.SLocal:
		for _, d := range s.Decls {
			r.bindingLocal(d.Binding, s.Kind)
			if b, ok := d.Binding.Data.(*js.BIdentifier); ok && s.Kind == js.LocalVar {
				r.assign(b.Ref)
			}
			r.expr(d.ValueOrNil)
		}
	case *js.SExpr:
		r.target(s.Value)
	}
}

func loopBody(s js.S) js.Stmt {
	switch s := s.(type) {
	case *js.SFor:
		return s.Body
	case *js.SForIn:
		return s.Body
	case *js.SForOf:
		return s.Body
	case *js.SWhile:
		return s.Body
	case *js.SDoWhile:
		return s.Body
	}
	return js.Stmt{}
}

// declaration visits statements that declare functions, classes, imports and exports.
func (r *resolver) declaration(s js.S, pos int32) {
	switch s := s.(type) {
	case *js.SFunction:
		r.functionDecl(&s.Fn, pos, s.IsExport)
	case *js.SClass:
		r.classDecl(&s.Class, s.IsExport)
	case *js.SImport:
		r.importStmt(s)
	case *js.SExportClause:
		for _, it := range s.Items {
			r.use(it.Name.Ref)
			r.exportAs(it.Name.Ref, it.Alias)
		}
		r.u.ESM = true
	case *js.SExportFrom:
		r.exportFrom(s)
	case *js.SExportStar:
		r.u.ESM = true
		r.record(s.ImportRecordIndex, ImportStatic)
	case *js.SExportDefault:
		r.exportDefault(s)
	case *js.SExportEquals:
		r.expr(s.Value)
	}
}

func (r *resolver) functionDecl(fn *js.Fn, pos int32, exported bool) {
	if fn.Name != nil {
		r.declare(fn.Name.Ref, js.LocalVar)
		r.assign(fn.Name.Ref)
		r.u.syms[r.u.follow(fn.Name.Ref)].fn = fn
		if exported && r.fn == 0 {
			r.exportAs(fn.Name.Ref, r.u.tree.Symbols[fn.Name.Ref.InnerIndex].OriginalName)
		}
	}
	r.function(fn, pos, 0, nil)
}

func (r *resolver) classDecl(c *js.Class, exported bool) {
	if c.Name != nil {
		r.declare(c.Name.Ref, js.LocalConst)
		if exported && r.fn == 0 {
			r.exportAs(c.Name.Ref, r.u.tree.Symbols[c.Name.Ref.InnerIndex].OriginalName)
		}
	}
	r.class(c, c.ClassKeyword.Loc.Start)
}

func (r *resolver) exportDefault(s *js.SExportDefault) {
	r.u.ESM = true
	r.hint, r.hintPos = "default", s.Value.Loc.Start
	switch v := s.Value.Data.(type) {
	case *js.SFunction:
		r.functionDecl(&v.Fn, s.Value.Loc.Start, false)
		if v.Fn.Name != nil {
			r.exportAs(v.Fn.Name.Ref, "default")
		}
	case *js.SClass:
		r.classDecl(&v.Class, false)
		if v.Class.Name != nil {
			r.exportAs(v.Class.Name.Ref, "default")
		}
	case *js.SExpr:
		if !isFunction(v.Value) {
			r.hint = ""
		}
		r.expr(v.Value)
	}
	r.hint = ""
}

func (r *resolver) importStmt(s *js.SImport) {
	r.u.ESM = true
	r.record(s.ImportRecordIndex, ImportStatic)
	r.declare(s.NamespaceRef, js.LocalConst)
	ns := r.u.follow(s.NamespaceRef)
	item := func(ref js.Ref, name string) {
		sym := &r.u.syms[r.u.follow(ref)]
		sym.kind, sym.ns, sym.name = importVar, ns, name
	}
	if s.DefaultName != nil {
		item(s.DefaultName.Ref, "default")
	}
	if s.Items != nil {
		for _, it := range *s.Items {
			item(it.Name.Ref, it.Alias)
		}
	}
}

// exportFrom: the items are no variables of this module, only names.
func (r *resolver) exportFrom(s *js.SExportFrom) {
	r.u.ESM = true
	r.record(s.ImportRecordIndex, ImportStatic)
}

func (r *resolver) record(index uint32, kind ImportKind) {
	rec := &r.u.tree.ImportRecords[index]
	r.u.Imports = append(r.u.Imports, Import{Spec: rec.Path.Text, Pos: r.u.Source.at(rec.Range.Loc.Start), Kind: kind})
}
