package ir

import (
	"slices"
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

func (r *resolver) exprs(list []js.Expr) {
	for _, e := range list {
		r.expr(e)
	}
}

// expr visits one expression, in the order of the text; an absent one is no
// error.
func (r *resolver) expr(e js.Expr) {
	switch d := e.Data.(type) {
	case nil:
	case *js.EIdentifier:
		r.ident(d.Ref, false)
	case *js.EDot:
		r.reads(d.Target)
		r.property(d.Name)
	case *js.EIndex:
		r.reads(d.Target)
		r.expr(d.Index)
		if name, ok := d.Index.Data.(*js.EString); ok {
			r.property(js.UTF16ToString(name.Value))
		}
	case *js.ECall:
		r.expr(d.Target)
		r.call(d)
	case *js.EBinary:
		if isAssign(d.Op) {
			r.assignment(d)
			return
		}
		r.binary(d)
	case *js.EString:
		r.word(d)
	default:
		r.otherExpr(e)
	}
}

// binary walks `a + b + c + …` from its left end without recursion: nothing
// bounds the length of such chains.
func (r *resolver) binary(d *js.EBinary) {
	left, ok := d.Left.Data.(*js.EBinary)
	if !ok || isAssign(left.Op) {
		r.expr(d.Left)
		r.expr(d.Right)
		return
	}
	spine := []*js.EBinary{d}
	for ok && !isAssign(left.Op) {
		spine = append(spine, left)
		left, ok = left.Left.Data.(*js.EBinary)
	}
	r.expr(spine[len(spine)-1].Left)
	for i := len(spine) - 1; i >= 0; i-- {
		r.expr(spine[i].Right)
	}
}

func (r *resolver) otherExpr(e js.Expr) {
	switch d := e.Data.(type) {
	case *js.EThis:
		r.pseudo(&r.home.this, "this", UsesThis)
	case *js.ESuper:
		r.pseudo(&r.home.this, "this", UsesThis)
	case *js.ENewTarget:
		r.pseudo(&r.home.newTarget, "new.target", 0)
	case *js.EFunction:
		r.functionExpr(d, e.Loc.Start)
	case *js.EArrow:
		r.arrow(d, e.Loc.Start)
	case *js.EClass:
		if d.Class.Name != nil {
			r.declare(d.Class.Name.Ref, js.LocalConst)
		}
		r.class(&d.Class, e.Loc.Start)
	case *js.EObject:
		r.object(d)
	case *js.EArray:
		r.exprs(d.Items)
	case *js.EUnary:
		r.unary(d)
	case *js.ENew:
		if len(d.Args) == 1 && isFunction(d.Args[0]) { // a polyfill's promise has another name
			r.u.fns[r.fn].words |= wordPromise
		}
		r.expr(d.Target)
		r.exprs(d.Args)
	case *js.EIf:
		r.expr(d.Test)
		r.expr(d.Yes)
		r.expr(d.No)
	case *js.ESpread:
		r.expr(d.Value)
	case *js.EAwait:
		r.expr(d.Value)
	case *js.EYield:
		r.expr(d.ValueOrNil)
	case *js.EImportIdentifier:
		r.importItem(d.Ref)
	default:
		r.rareExpr(d)
	}
}

func (r *resolver) rareExpr(e js.E) {
	switch d := e.(type) {
	case *js.ETemplate:
		r.expr(d.TagOrNil)
		for _, p := range d.Parts {
			r.expr(p.Value)
		}
	case *js.EJSXElement:
		r.expr(d.TagOrNil)
		r.props(d.Properties)
		r.exprs(d.NullableChildren)
	case *js.EInlinedEnum:
		r.expr(d.Value)
	case *js.EAnnotation:
		r.expr(d.Value)
	case *js.EImportCall:
		r.expr(d.Expr)
		r.expr(d.OptionsOrNil)
	case *js.EImportString:
		r.record(d.ImportRecordIndex, ImportDynamic)
	case *js.ERequireString:
		r.record(d.ImportRecordIndex, ImportRequire)
	case *js.ERequireResolveString:
		r.record(d.ImportRecordIndex, ImportRequire)
	}
}

func (r *resolver) importItem(ref js.Ref) {
	if s := &r.u.syms[r.u.follow(ref)]; s.kind == importVar {
		r.useIndex(s.ns)
		return
	}
	// A use above its import statement.
	if n, ok := r.u.tree.NamedImports[ref]; ok {
		r.use(n.NamespaceRef)
	}
}

// reads visits what a property is looked up in.
func (r *resolver) reads(of js.Expr) {
	if id, ok := of.Data.(*js.EIdentifier); ok {
		r.u.syms[r.u.follow(id.Ref)].reads++
	}
	r.expr(of)
}

// writes notes that a property is assigned, if e is one.
func (r *resolver) writes(e js.Expr) {
	switch d := e.Data.(type) {
	case *js.EDot:
		e = d.Target
	case *js.EIndex:
		e = d.Target
	default:
		return
	}
	if id, ok := e.Data.(*js.EIdentifier); ok {
		r.u.syms[r.u.follow(id.Ref)].wrote = true
	}
}

// property notes that a property of that name is read or written.
func (r *resolver) property(name string) {
	switch name {
	case "next":
		r.u.fns[r.fn].words |= wordNext
	case "throw":
		r.u.fns[r.fn].words |= wordThrow
	case "then":
		r.u.fns[r.fn].words |= wordPromise
	case "isGeneratorFunction":
		r.u.fns[r.fn].words |= wordGenTag
	}
}

func (r *resolver) word(s *js.EString) {
	switch len(s.Value) {
	case 4:
		if js.UTF16EqualsString(s.Value, "next") {
			r.u.fns[r.fn].words |= wordNext
		}
	case 5:
		if js.UTF16EqualsString(s.Value, "throw") {
			r.u.fns[r.fn].words |= wordThrow
		}
	case len("GeneratorFunction"):
		if js.UTF16EqualsString(s.Value, "GeneratorFunction") {
			r.u.fns[r.fn].words |= wordGenName
		}
	case len("[object Generator]"):
		if js.UTF16EqualsString(s.Value, "[object Generator]") {
			r.u.fns[r.fn].words |= wordGenTag
		}
	case len("isGeneratorFunction"):
		if js.UTF16EqualsString(s.Value, "isGeneratorFunction") {
			r.u.fns[r.fn].words |= wordGenTag
		}
	}
}

func (r *resolver) call(d *js.ECall) {
	if len(d.Args) > 0 {
		r.require(d)
		r.asks(d)
	}
	r.exprs(d.Args)
}

// hasPath tells whether a part of a path stands in what is joined by +.
func hasPath(e js.Expr) bool {
	return slices.ContainsFunc(operands(e, js.BinOpAdd), func(e js.Expr) bool {
		switch d := e.Data.(type) {
		case *js.EString:
			return strings.Contains(js.UTF16ToString(d.Value), "/")
		case *js.ETemplate:
			return true
		}
		return false
	})
}

// require notes require("x") and require.async("x"); both may have callbacks as
// further arguments.
func (r *resolver) require(d *js.ECall) {
	kind, fn := ImportRequire, d.Target
	if dot, ok := fn.Data.(*js.EDot); ok && dot.Name == "async" {
		kind, fn = ImportDynamic, dot.Target
	}
	id, ok := fn.Data.(*js.EIdentifier)
	if !ok {
		return
	}
	if sym := &r.u.tree.Symbols[id.Ref.InnerIndex]; sym.Kind != js.SymbolUnbound || sym.OriginalName != "require" {
		return
	}
	s, ok := d.Args[0].Data.(*js.EString)
	if !ok {
		r.u.Computed = true
		r.u.Unnamed = r.u.Unnamed || !hasPath(d.Args[0])
		return
	}
	r.u.Imports = append(r.u.Imports, Import{
		Spec: js.UTF16ToString(s.Value), Pos: r.u.Source.at(d.Args[0].Loc.Start), Kind: kind,
	})
}

func (r *resolver) functionExpr(d *js.EFunction, pos int32) {
	if d.Fn.Name != nil {
		// The name is visible only inside, but its binding is made outside, where
		// the closure is at hand.
		r.declare(d.Fn.Name.Ref, js.LocalConst)
	}
	r.function(&d.Fn, pos, 0, nil)
}

func (r *resolver) object(d *js.EObject) { r.props(d.Properties) }

func (r *resolver) props(list []js.Property) {
	for i := range list {
		p := &list[i]
		if p.Flags&js.PropertyIsComputed != 0 {
			r.expr(p.Key)
		} else if k, ok := p.Key.Data.(*js.EString); ok {
			r.word(k)
		}
		if p.Kind == js.PropertyMethod || p.Kind == js.PropertyGetter || p.Kind == js.PropertySetter {
			r.method(p)
			continue
		}
		r.named(p.ValueOrNil, p.Key)
		r.expr(p.InitializerOrNil)
	}
}

// named visits e with the name that a function expression gets from a key.
func (r *resolver) named(e js.Expr, key js.Expr) {
	if isFunction(e) {
		r.hint, r.hintPos = keyName(r.u, key), key.Loc.Start
	}
	r.expr(e)
	r.hint = ""
}

// hinted is named for the variable that e is assigned to.
func (r *resolver) hinted(e js.Expr, ref js.Ref, loc js.Loc) {
	if isFunction(e) {
		r.hint, r.hintPos = r.u.tree.Symbols[ref.InnerIndex].OriginalName, loc.Start
	}
	r.expr(e)
	r.hint = ""
}

func (r *resolver) unary(d *js.EUnary) {
	switch d.Op {
	case js.UnOpPreInc, js.UnOpPreDec, js.UnOpPostInc, js.UnOpPostDec:
		r.target(d.Value)
	case js.UnOpTypeof:
		r.tested(d.Value)
		r.expr(d.Value)
	default:
		if d.Op == js.UnOpDelete {
			r.writes(d.Value)
		}
		r.expr(d.Value)
	}
}

// tested counts `typeof x` and `typeof x.y` of a name.
func (r *resolver) tested(e js.Expr) {
	if d, ok := e.Data.(*js.EDot); ok {
		e = d.Target
	}
	if id, ok := e.Data.(*js.EIdentifier); ok {
		r.u.tested[r.u.follow(id.Ref)]++
	}
}

func (r *resolver) assignment(d *js.EBinary) {
	// `a = b = c = …` nests to the right.
	for {
		r.target(d.Left)
		next, ok := d.Right.Data.(*js.EBinary)
		if !ok || !isAssign(next.Op) {
			break
		}
		d = next
	}
	switch t := d.Left.Data.(type) {
	case *js.EIdentifier:
		r.hinted(d.Right, t.Ref, d.Left.Loc)
	case *js.EDot:
		if isFunction(d.Right) {
			r.hint, r.hintPos = t.Name, t.NameLoc.Start
		}
		r.expr(d.Right)
		r.hint = ""
	default:
		r.expr(d.Right)
	}
}

// target visits what is assigned to: a name, a property or a pattern.
func (r *resolver) target(e js.Expr) {
	switch d := e.Data.(type) {
	case *js.EIdentifier:
		r.ident(d.Ref, true)
	case *js.EArray:
		for _, it := range d.Items {
			r.target(it)
		}
	case *js.EObject:
		for i := range d.Properties {
			p := &d.Properties[i]
			if p.Flags&js.PropertyIsComputed != 0 {
				r.expr(p.Key)
			}
			r.target(p.ValueOrNil)
			r.expr(p.InitializerOrNil)
		}
	case *js.ESpread:
		r.target(d.Value)
	case *js.EBinary: // a default value: [a = 1] = x
		r.target(d.Left)
		r.expr(d.Right)
	default:
		r.writes(e)
		r.expr(e)
	}
}

func isAssign(op js.OpCode) bool { return op >= js.BinOpAssign }

func isFunction(e js.Expr) bool {
	switch d := e.Data.(type) {
	case *js.EFunction:
		return d.Fn.Name == nil
	case *js.EArrow:
		return true
	case *js.EClass:
		return d.Class.Name == nil
	}
	return false
}
