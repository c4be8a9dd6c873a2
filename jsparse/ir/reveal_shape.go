package ir

import (
	"reflect"
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// assemble puts objects together that are filled property by property right after they
// were declared, so that they can be looked at like literals:
//
//	var o = {}; o["a"] = 1, o["b"] = f, g()   →   var o = { a: 1, b: f }; g()
func (h *revealer) assemble(list *[]js.Stmt) {
	for i, s := range *list {
		local, ok := s.Data.(*js.SLocal)
		if !ok || local.IsExport || len(local.Decls) == 0 {
			continue
		}
		decl := &local.Decls[len(local.Decls)-1]
		b, named := decl.Binding.Data.(*js.BIdentifier)
		object, literal := decl.ValueOrNil.Data.(*js.EObject)
		if named && literal && len(object.Properties) == 0 {
			h.absorb(object, h.u.follow(b.Ref), (*list)[i+1:])
		}
	}
}

// absorb moves the assignments that the next statement begins with into an object.
// Functions that are declared in between are there before.
func (h *revealer) absorb(object *js.EObject, sym uint32, next []js.Stmt) {
	for i := range next {
		if _, fn := next[i].Data.(*js.SFunction); fn {
			continue
		}
		s, ok := next[i].Data.(*js.SExpr)
		if !ok {
			return
		}
		list := operands(s.Value, js.BinOpComma)
		n := 0
		for n < len(list) && h.fills(object, sym, list[n]) {
			n++
		}
		if n == 0 {
			return
		}
		h.changed = true
		if n < len(list) {
			s.Value = joinComma(list[n:])
			return
		}
		next[i].Data = &js.SEmpty{}
	}
}

// fills adds what `o.name = value` does to an object; false if e does anything else.
func (h *revealer) fills(object *js.EObject, sym uint32, e js.Expr) bool {
	d, ok := e.Data.(*js.EBinary)
	if !ok || d.Op != js.BinOpAssign {
		return false
	}
	key, of := js.Expr{}, js.Expr{}
	switch t := d.Left.Data.(type) {
	case *js.EDot:
		of, key = t.Target, js.Expr{Data: &js.EString{Value: js.StringToUTF16(t.Name)}, Loc: t.NameLoc}
	case *js.EIndex:
		of, key = t.Target, t.Index
	}
	id, named := of.Data.(*js.EIdentifier)
	name, text := key.Data.(*js.EString)
	if !named || !text || h.u.follow(id.Ref) != sym || js.UTF16EqualsString(name.Value, "__proto__") || h.mentions(d.Right, sym) {
		return false
	}
	object.Properties = append(object.Properties, js.Property{Key: key, ValueOrNil: d.Right, Loc: key.Loc, Kind: js.PropertyField})
	return true
}

func (h *revealer) mentions(e js.Expr, sym uint32) bool {
	found := false
	walkNodes(reflect.ValueOf(&e).Elem(), func(v reflect.Value) {
		if x, ok := v.Addr().Interface().(*js.Expr); ok {
			if id, ok := x.Data.(*js.EIdentifier); ok && h.u.follow(id.Ref) == sym {
				found = true
			}
		}
	}, 0)
	return found
}

func joinComma(list []js.Expr) js.Expr {
	e := list[0]
	for _, next := range list[1:] {
		e = js.Expr{Data: &js.EBinary{Op: js.BinOpComma, Left: e, Right: next}, Loc: e.Loc}
	}
	return e
}

// prune leaves out what a test of a constant never comes to.
func (h *revealer) prune(list *[]js.Stmt) {
	for i := range *list {
		s, ok := (*list)[i].Data.(*js.SIf)
		if !ok {
			continue
		}
		if test, constant := s.Test.Data.(*js.EBoolean); constant {
			(*list)[i].Data = &js.SEmpty{}
			if test.Value {
				(*list)[i] = s.Yes
			} else if s.NoOrNil.Data != nil {
				(*list)[i] = s.NoOrNil
			}
			h.changed = true
		}
	}
}

// straighten puts statements in order that are cases of a switch in a loop, which a
// constant text leads through:
//
//	var o = "1|0".split("|"), i = 0; while (true) { switch (o[i++]) { case "0": b(); continue; case "1": a(); continue } break }
func (h *revealer) straighten(list *[]js.Stmt) {
	for i := range *list {
		if i == 0 {
			continue
		}
		loop, ok := (*list)[i].Data.(*js.SWhile)
		if !ok {
			continue
		}
		sw := flattened(loop)
		if sw == nil {
			continue
		}
		if ordered := h.ordered((*list)[i-1], sw); ordered != nil {
			(*list)[i].Data = &js.SBlock{Stmts: ordered, CloseBraceLoc: sw.CloseBraceLoc}
			h.changed = true
		}
	}
}

// flattened is the switch that is all that an endless loop has, before it ends.
func flattened(loop *js.SWhile) *js.SSwitch {
	test, ok := constantOf(nil, loop.Test)
	if !ok {
		test.Kind = Null
		if not, is := loop.Test.Data.(*js.EUnary); is && not.Op == js.UnOpNot { // !![]
			if inner, is := not.Value.Data.(*js.EUnary); is && inner.Op == js.UnOpNot {
				if _, is := inner.Value.Data.(*js.EArray); is {
					test.Kind = True
				}
			}
		}
	}
	body, block := loop.Body.Data.(*js.SBlock)
	if !test.truthy() || !block || len(body.Stmts) != 2 {
		return nil
	}
	end, breaks := body.Stmts[1].Data.(*js.SBreak)
	sw, _ := body.Stmts[0].Data.(*js.SSwitch)
	if !breaks || end.Label != nil {
		return nil
	}
	return sw
}

// ordered are the cases of a switch over what the statement before it declares: a constant
// text that is split, and a counter; nil if they are not.
func (h *revealer) ordered(before js.Stmt, sw *js.SSwitch) []js.Stmt {
	local, ok := before.Data.(*js.SLocal)
	test, index := sw.Test.Data.(*js.EIndex)
	if !ok || !index || len(local.Decls) < 2 {
		return nil
	}
	n := len(local.Decls)
	order, counter := local.Decls[n-2], local.Decls[n-1]
	up, ok := test.Index.Data.(*js.EUnary)
	zero, starts := counter.ValueOrNil.Data.(*js.ENumber)
	if !ok || up.Op != js.UnOpPostInc || !starts || zero.Value != 0 || !h.only(order.Binding, test.Target) || !h.only(counter.Binding, up.Value) {
		return nil
	}
	cases := map[string][]js.Stmt{}
	for _, c := range sw.Cases {
		name, ok := c.ValueOrNil.Data.(*js.EString)
		if !ok {
			return nil
		}
		cases[js.UTF16ToString(name.Value)] = c.Body
	}
	var out []js.Stmt
	for _, name := range strings.Split(h.splitText(order.ValueOrNil), "|") {
		body, ok := cases[name]
		if !ok {
			return nil
		}
		delete(cases, name) // each once
		last := len(body) - 1
		if last < 0 {
			return nil
		}
		switch end := body[last].Data.(type) {
		case *js.SContinue:
			if end.Label != nil {
				return nil
			}
			out = append(out, body[:last]...)
		case *js.SReturn, *js.SThrow:
			out = append(out, body...)
		default:
			return nil
		}
		if leaves(body[:last], 0) {
			return nil
		}
	}
	return out
}

// splitText is the text that e splits at bars.
func (h *revealer) splitText(e js.Expr) string {
	d, ok := e.Data.(*js.ECall)
	if !ok || len(d.Args) != 1 || calleeName(h.u, d.Target) != "split" {
		return ""
	}
	var of js.Expr
	switch t := d.Target.Data.(type) {
	case *js.EDot:
		of = t.Target
	case *js.EIndex:
		of = t.Target
	}
	text, ok := of.Data.(*js.EString)
	if bar, isText := d.Args[0].Data.(*js.EString); !ok || !isText || !js.UTF16EqualsString(bar.Value, "|") {
		return ""
	}
	return js.UTF16ToString(text.Value)
}

// only tells whether an expression is the one mention of a variable.
func (h *revealer) only(b js.Binding, e js.Expr) bool {
	name, ok := b.Data.(*js.BIdentifier)
	id, named := e.Data.(*js.EIdentifier)
	return ok && named && h.u.follow(name.Ref) == h.u.follow(id.Ref) && h.u.syms[h.u.follow(id.Ref)].count == 1
}

// leaves tells whether statements end or go on with a loop or switch around them.
func leaves(list []js.Stmt, depth int) bool {
	for _, s := range list {
		if depth > maxForwards || leavesIn(s, depth+1) {
			return true
		}
	}
	return false
}

func leavesIn(s js.Stmt, depth int) bool {
	one := func(s js.Stmt) bool { return s.Data != nil && leaves([]js.Stmt{s}, depth) }
	switch d := s.Data.(type) {
	case *js.SBreak, *js.SContinue, *js.SLabel:
		return true
	case *js.SBlock:
		return leaves(d.Stmts, depth)
	case *js.SIf:
		return one(d.Yes) || one(d.NoOrNil)
	case *js.STry:
		return leaves(d.Block.Stmts, depth) || d.Catch != nil && leaves(d.Catch.Block.Stmts, depth) || d.Finally != nil && leaves(d.Finally.Block.Stmts, depth)
	}
	return false // loops and switches have their own; a labelled one of this loop has no name
}
