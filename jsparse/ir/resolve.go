package ir

import js "github.com/evanw/esbuild/minivet"

// resolver walks the whole tree once. It creates the functions and notes for
// each symbol which functions mention, assign and declare it. Uses may precede
// declarations in the text, so conclusions are drawn only at the end (finish).
type resolver struct {
	u    *Unit
	fn   int32
	loop int32
	home *home
	with int64
	// catches is how many catch clauses are around, in any function.
	catches int
	// hint and hintPos name the function expression that is visited next.
	hint    string
	hintPos int32
}

func resolve(u *Unit) {
	u.syms = make([]symbol, len(u.tree.Symbols))
	for i := range u.syms {
		u.syms[i] = symbol{use: nobody, assign: nobody, decl: nobody, loop: -1, reg: None}
	}
	// The variables that esbuild would make for a bundle are plain globals here.
	u.tree.Symbols[u.tree.ModuleRef.InnerIndex].Kind = js.SymbolUnbound
	u.tree.Symbols[u.tree.ExportsRef.InnerIndex].Kind = js.SymbolUnbound
	u.byNode = map[any]int32{}
	u.static = map[*js.Class]*home{}
	u.export = map[uint32][]string{}
	u.tested = map[uint32]uint32{}
	if u.opt.With != "" {
		u.except = withExcept(u.opt.WithExcept)
	}
	r := &resolver{u: u, loop: -1, with: nobody}
	r.module()
	finish(u)
}

// module visits the parts of the tree as the body of function 0.
func (r *resolver) module() {
	var body []js.Stmt
	for _, part := range r.u.tree.Parts {
		body = append(body, part.Stmts...)
	}
	f := &Func{Unit: r.u, Flags: Module, End: int32(len(r.u.Source.Text))}
	f.Pos, f.End = r.u.Source.at(0), r.u.Source.at(f.End)
	f.NamePos = f.Pos
	r.home = &home{fn: f}
	r.u.Funcs = append(r.u.Funcs, f)
	r.u.fns = append(r.u.fns, fnInfo{body: body, home: r.home, loop: -1, with: nobody})
	r.stmts(body)
}

// --- symbols

func (r *resolver) use(ref js.Ref) { r.useIndex(r.u.follow(ref)) }

func (r *resolver) useIndex(i uint32) {
	s := &r.u.syms[i]
	if s.use == nobody {
		s.use = r.fn
	} else if s.use != r.fn {
		s.use = many
	}
	if s.kind == hoistVar && s.loop >= 0 && !r.inLoop(s) {
		s.loop = -1 // it outlives the iteration
	}
}

// inLoop tells whether the place that is being visited is in the loop body that declares s.
func (r *resolver) inLoop(s *symbol) bool {
	fn, loop := r.fn, r.loop
	for fn != s.decl {
		if fn == 0 {
			return false
		}
		fn, loop = int32(r.u.Funcs[fn].Parent.ID), r.u.fns[fn].loop
	}
	for loop >= 0 && loop != s.loop {
		loop = r.u.loops[loop].parent
	}
	return loop == s.loop
}

func (r *resolver) assign(ref js.Ref) {
	i := r.u.follow(ref)
	r.useIndex(i)
	s := &r.u.syms[i]
	if s.fn == nil || r.u.byNode[s.fn] != r.fn { // it may replace itself
		s.sets++
	}
	s.tried = r.catches > 0 && (s.assign == nobody || s.tried)
	if s.assign == nobody {
		s.assign = r.fn
	} else if s.assign != r.fn {
		s.assign = many
	}
}

// declare notes the function and, for block scoped names, the loop body.
func (r *resolver) declare(ref js.Ref, kind js.LocalKind) {
	i := r.u.follow(ref)
	r.useIndex(i)
	s := &r.u.syms[i]
	s.decl = r.fn
	if kind == js.LocalVar {
		s.kind = hoistVar
	} else {
		s.loop = r.loop
	}
}

// param is declare for parameters, which are neither hoisted nor in a loop.
func (r *resolver) param(ref js.Ref) {
	i := r.u.follow(ref)
	r.useIndex(i)
	r.u.syms[i].decl = r.fn
}

func (r *resolver) ident(ref js.Ref, write bool) {
	sym := &r.u.tree.Symbols[ref.InnerIndex]
	switch sym.Kind {
	case js.SymbolUnbound:
		if sym.OriginalName == "Promise" {
			r.u.fns[r.fn].words |= wordPromise
		}
		if r.with != nobody && !r.u.except[sym.OriginalName] {
			r.useIndex(uint32(r.with))
		}
		return
	case js.SymbolArguments:
		r.pseudo(&r.home.arguments, "arguments", UsesArguments)
		return
	}
	r.u.syms[r.u.follow(ref)].count++
	if write {
		r.assign(ref)
		return
	}
	r.use(ref)
}

// pseudo notes a use of this, arguments or new.target.
func (r *resolver) pseudo(v **Var, name string, flag FuncFlags) {
	for f := r.u.Funcs[r.fn]; f != nil; f = f.Parent {
		f.Flags |= flag
		if f.Flags&Arrow == 0 {
			break
		}
	}
	if *v == nil && r.home.fn.ID != int(r.fn) {
		*v = &Var{Name: name}
	}
}

// --- functions

// enter appends a function and returns a copy of the state to restore.
func (r *resolver) enter(f *Func, info fnInfo, node any) (outer resolver) {
	outer = *r
	f.ID, f.Unit, f.Parent = len(r.u.Funcs), r.u, r.u.Funcs[r.fn]
	if f.Name == "" && r.hint != "" {
		f.Name, f.NamePos = r.hint, r.hintPos
	}
	r.hint, outer.hint = "", ""
	at := r.u.Source.at
	f.Pos, f.End, f.NamePos = at(f.Pos), at(f.End), at(f.NamePos)
	info.loop = r.loop
	r.fn, r.loop = int32(f.ID), -1
	if f.Flags&Arrow == 0 {
		r.home = &home{fn: f}
	}
	for _, a := range info.args {
		if b, ok := a.Binding.Data.(*js.BIdentifier); ok && r.u.opt.With != "" &&
			r.u.tree.Symbols[b.Ref.InnerIndex].OriginalName == r.u.opt.With {
			r.with = int64(r.u.follow(b.Ref))
		}
	}
	info.home, info.with = r.home, r.with
	f.NumParams = len(info.args)
	if info.rest {
		f.NumParams--
	}
	r.u.Funcs = append(r.u.Funcs, f)
	r.u.fns = append(r.u.fns, info)
	r.u.byNode[node] = r.fn
	return outer
}

// leave restores the state around a function and hands its words up.
func (r *resolver) leave(outer resolver) {
	words := r.u.fns[r.fn].words &^ (wordReturn | wordStarts)
	*r = outer
	if r.fn != 0 {
		r.u.fns[r.fn].words |= words
	}
}

// function visits a function that is no arrow. pos is where it starts; a class
// is given for its constructor.
func (r *resolver) function(fn *js.Fn, pos int32, flags FuncFlags, class *js.Class) {
	if fn.IsAsync {
		flags |= Async
	}
	if fn.IsGenerator {
		flags |= Generator
	}
	f := &Func{Flags: flags, Pos: pos, NamePos: pos, End: after(fn.Body.Block.CloseBraceLoc)}
	if fn.Name != nil {
		f.Name, f.NamePos = r.u.tree.Symbols[fn.Name.Ref.InnerIndex].OriginalName, fn.Name.Loc.Start
	}
	info := fnInfo{args: fn.Args, rest: fn.HasRestArg, body: fn.Body.Block.Stmts, class: class}
	outer := r.enter(f, info, fn)
	r.body(fn.Args, fn.Body.Block.Stmts, class)
	r.leave(outer)
}

func (r *resolver) arrow(e *js.EArrow, pos int32) {
	flags := Arrow
	if e.IsAsync {
		flags |= Async
	}
	stmts := e.Body.Block.Stmts
	f := &Func{Flags: flags, Pos: pos, NamePos: pos, End: after(e.Body.Block.CloseBraceLoc)}
	if e.PreferExpr && len(stmts) == 1 {
		f.End = 0
		if ret, ok := stmts[0].Data.(*js.SReturn); ok {
			f.End = exprEnd(ret.ValueOrNil)
		}
	}
	outer := r.enter(f, fnInfo{args: e.Args, rest: e.HasRestArg, body: stmts}, e)
	r.body(e.Args, stmts, nil)
	r.leave(outer)
}

func (r *resolver) body(args []js.Arg, stmts []js.Stmt, class *js.Class) {
	for _, a := range args {
		r.binding(a.Binding, r.param)
		r.expr(a.DefaultOrNil)
	}
	if class != nil {
		r.fields(class)
	}
	r.stmts(stmts)
}

// --- classes

func (r *resolver) class(c *js.Class, pos int32) {
	for _, d := range c.Decorators {
		r.expr(d.Value)
	}
	r.expr(c.ExtendsOrNil)
	hint, hintPos := r.hint, r.hintPos
	r.hint = ""
	if c.Name != nil {
		hint, hintPos = r.u.tree.Symbols[c.Name.Ref.InnerIndex].OriginalName, c.Name.Loc.Start
	}
	flags := Ctor
	if c.ExtendsOrNil.Data != nil {
		flags |= Derived
	}
	ctor := constructorOf(c)
	if ctor == nil {
		r.synthetic(c, pos, hint, hintPos, flags)
	}
	for i := range c.Properties {
		p := &c.Properties[i]
		if ctor != nil && p.ValueOrNil.Data == js.E(ctor) {
			r.hint, r.hintPos = hint, hintPos
			r.function(&ctor.Fn, p.Loc.Start, flags, c)
			r.u.byNode[c] = r.u.byNode[&ctor.Fn]
			continue
		}
		r.member(c, p)
	}
}

// synthetic makes the constructor that a class without one has.
func (r *resolver) synthetic(c *js.Class, pos int32, name string, namePos int32, flags FuncFlags) {
	if name == "" {
		namePos = pos
	}
	f := &Func{Name: name, Flags: flags, Pos: pos, NamePos: namePos, End: after(c.CloseBraceLoc)}
	outer := r.enter(f, fnInfo{class: c, synth: true}, c)
	r.fields(c)
	r.leave(outer)
}

// member visits a method, or the static parts of a class in the static home.
// Instance fields belong to the constructor, see fields.
func (r *resolver) member(c *js.Class, p *js.Property) {
	for _, d := range p.Decorators {
		r.expr(d.Value)
	}
	if isInstanceField(p) {
		return
	}
	if p.Flags&js.PropertyIsComputed != 0 {
		r.expr(p.Key)
	}
	if p.Kind == js.PropertyMethod || p.Kind == js.PropertyGetter || p.Kind == js.PropertySetter {
		r.method(p)
		return
	}
	outer := r.home
	r.home = r.staticHome(c)
	if p.ClassStaticBlock != nil {
		r.stmts(p.ClassStaticBlock.Block.Stmts)
	}
	r.named(p.InitializerOrNil, p.Key)
	r.home = outer
}

func (r *resolver) staticHome(c *js.Class) *home {
	h := r.u.static[c]
	if h == nil {
		h = &home{fn: r.u.Funcs[r.fn], static: true}
		r.u.static[c] = h
	}
	return h
}

func (r *resolver) fields(c *js.Class) {
	for i := range c.Properties {
		if p := &c.Properties[i]; isInstanceField(p) {
			if p.Flags&js.PropertyIsComputed != 0 {
				r.expr(p.Key)
			}
			r.named(p.InitializerOrNil, p.Key)
		}
	}
}

func (r *resolver) method(p *js.Property) {
	fn, ok := p.ValueOrNil.Data.(*js.EFunction)
	if !ok {
		r.expr(p.ValueOrNil)
		return
	}
	flags := Method
	switch p.Kind {
	case js.PropertyGetter:
		flags |= Getter
	case js.PropertySetter:
		flags |= Setter
	}
	r.hint, r.hintPos = keyName(r.u, p.Key), p.Key.Loc.Start
	r.function(&fn.Fn, p.Loc.Start, flags, nil)
}

func isInstanceField(p *js.Property) bool {
	return (p.Kind == js.PropertyField || p.Kind == js.PropertyAutoAccessor) && p.Flags&js.PropertyIsStatic == 0
}

func constructorOf(c *js.Class) *js.EFunction {
	for i := range c.Properties {
		p := &c.Properties[i]
		if p.Kind != js.PropertyMethod || p.Flags&(js.PropertyIsStatic|js.PropertyIsComputed) != 0 {
			continue
		}
		if k, ok := p.Key.Data.(*js.EString); ok && js.UTF16EqualsString(k.Value, "constructor") {
			fn, _ := p.ValueOrNil.Data.(*js.EFunction)
			return fn
		}
	}
	return nil
}
