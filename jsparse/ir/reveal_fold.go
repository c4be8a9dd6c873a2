package ir

import js "github.com/evanw/esbuild/minivet"

// fold puts in place what the texts that were put back make known, until nothing more is:
// texts and numbers that are joined or compared, and what stands in objects of constants.
func (h *revealer) fold() {
	h.folding, h.objects = true, map[*js.EObject]map[string]int{}
	for range maxFolds {
		h.changed = false
		exprs(h.u.tree, func(e *js.Expr) {
			if by := h.simpler(e); by != nil {
				h.replace(e, by)
				h.changed = true
			}
		})
		stmtLists(h.u.tree, h.straighten)
		stmtLists(h.u.tree, h.prune)
		if !h.changed {
			return
		}
	}
}

// simpler is what an expression is, nil where that is not known.
func (h *revealer) simpler(e *js.Expr) js.E {
	switch d := e.Data.(type) {
	case *js.EBinary:
		return h.folded(d)
	case *js.EDot:
		return literal(h.member(d.Target, d.Name, 0).Data)
	case *js.EIndex:
		return literal(h.indexed(d, 0).Data)
	case *js.ECall:
		return h.dispatch(d)
	}
	return nil
}

// indexed is member for o["name"].
func (h *revealer) indexed(d *js.EIndex, depth int) js.Expr {
	if name, ok := d.Index.Data.(*js.EString); ok {
		return h.member(d.Target, js.UTF16ToString(name.Value), depth)
	}
	return js.Expr{}
}

// literal is a copy of a constant.
func literal(e js.E) js.E {
	switch d := e.(type) {
	case *js.EString:
		return &js.EString{Value: d.Value}
	case *js.ENumber:
		return &js.ENumber{Value: d.Value}
	case *js.EBoolean:
		return &js.EBoolean{Value: d.Value}
	}
	return nil
}

func isLiteral(e js.Expr) bool { return literal(e.Data) != nil }

// folded is what an operator makes of two constants.
func (h *revealer) folded(d *js.EBinary) js.E {
	if !isLiteral(d.Left) || !isLiteral(d.Right) {
		return nil
	}
	switch d.Op {
	case js.BinOpStrictEq, js.BinOpLooseEq, js.BinOpStrictNe, js.BinOpLooseNe:
		x, _ := constantOf(h.u, d.Left)
		y, _ := constantOf(h.u, d.Right)
		if x.Kind != y.Kind {
			return nil
		}
		return &js.EBoolean{Value: (x == y) == (d.Op == js.BinOpStrictEq || d.Op == js.BinOpLooseEq)}
	}
	h.left = max(h.left, maxForwards) // what is literal takes no searching
	switch v, _ := h.joined(d, nil, 0); v := v.(type) {
	case string:
		return h.known(v)
	case float64:
		return &js.ENumber{Value: v}
	}
	return nil
}

// member is what stands under a name in the object that a variable is declared as and that
// nothing changes.
func (h *revealer) member(of js.Expr, name string, depth int) js.Expr {
	if depth > maxForwards {
		return js.Expr{}
	}
	id, ok := of.Data.(*js.EIdentifier)
	if !ok {
		return js.Expr{}
	}
	object := h.constants(h.u.follow(id.Ref), 0, depth)
	if object == nil {
		return js.Expr{}
	}
	values, known := h.objects[object]
	if !known {
		if values = h.values(object, depth); values != nil {
			h.objects[object] = values
		}
	}
	if i, ok := values[name]; ok {
		return object.Properties[i].ValueOrNil
	}
	return js.Expr{}
}

// constants is the object that a variable is declared as and that is only read; others are
// the mentions beside. The variable may be another name of one.
func (h *revealer) constants(sym uint32, others int32, depth int) *js.EObject {
	s := &h.u.syms[sym]
	if depth > maxForwards || !s.setOnce() || s.wrote || s.reads+others != s.count || h.u.export[sym] != nil {
		return nil
	}
	switch d := s.init.(type) {
	case *js.EObject:
		return d
	case *js.EIdentifier:
		return h.constants(h.u.follow(d.Ref), 1, depth+1)
	}
	return nil
}

// values finds the places of an object's values by name, where a call of none of them can
// change the object.
func (h *revealer) values(object *js.EObject, depth int) map[string]int {
	at := map[string]int{}
	for i := range object.Properties {
		p := &object.Properties[i]
		if p.Kind != js.PropertyField || p.Flags&js.PropertyIsComputed != 0 {
			return nil
		}
		switch d := p.ValueOrNil.Data.(type) {
		case *js.EString, *js.ENumber, *js.EBoolean, *js.EUnary, *js.EBinary, *js.EArrow:
		case *js.EDot:
			if h.member(d.Target, d.Name, depth+1).Data == nil {
				return nil
			}
		case *js.EIndex:
			if h.indexed(d, depth+1).Data == nil {
				return nil
			}
		case *js.ECall: // of a decoder, as yet
			if h.folding {
				return nil
			}
		case *js.EFunction:
			if id, ok := h.u.byNode[&d.Fn]; !ok || h.u.Funcs[id].Flags&UsesThis != 0 {
				return nil
			}
		default:
			return nil
		}
		at[keyName(h.u, p.Key)] = i
	}
	return at
}

// dispatch is a call of a function that only does one operation or call with what it is
// given: o.add(a, b) is a + b, and o.call(f, a) is f(a).
func (h *revealer) dispatch(d *js.ECall) js.E {
	var fn *js.EFunction
	switch t := d.Target.Data.(type) {
	case *js.EDot:
		fn, _ = h.member(t.Target, t.Name, 0).Data.(*js.EFunction)
	case *js.EIndex:
		fn, _ = h.indexed(t, 0).Data.(*js.EFunction)
	}
	if fn == nil || len(fn.Fn.Args) != len(d.Args) || d.OptionalChain != js.OptionalChainNone {
		return nil
	}
	for _, a := range d.Args {
		if _, spread := a.Data.(*js.ESpread); spread {
			return nil
		}
	}
	switch does := yields(&fn.Fn).Data.(type) {
	case *js.EBinary:
		strict := isArithmetic(does.Op) && !isAssign(does.Op)
		if strict && h.passes(&fn.Fn, []js.Expr{does.Left, does.Right}) {
			return &js.EBinary{Op: does.Op, Left: d.Args[0], Right: d.Args[1]}
		}
	case *js.ECall:
		if does.OptionalChain == js.OptionalChainNone && plainCallee(d.Args) && h.passes(&fn.Fn, append([]js.Expr{does.Target}, does.Args...)) {
			return &js.ECall{Target: d.Args[0], Args: d.Args[1:], CloseParenLoc: d.CloseParenLoc}
		}
	}
	return nil
}

// plainCallee tells whether the first argument is called without an object if it is
// called where it stands.
func plainCallee(args []js.Expr) bool {
	if len(args) == 0 {
		return false
	}
	switch args[0].Data.(type) {
	case *js.EIdentifier, *js.ECall, *js.EFunction:
		return true
	}
	return false
}

// passes tells whether these are the parameters of a function, in order.
func (h *revealer) passes(fn *js.Fn, list []js.Expr) bool {
	if len(fn.Args) != len(list) {
		return false
	}
	for i, a := range fn.Args {
		b, simple := a.Binding.Data.(*js.BIdentifier)
		id, name := list[i].Data.(*js.EIdentifier)
		if !simple || !name || a.DefaultOrNil.Data != nil || h.u.follow(b.Ref) != h.u.follow(id.Ref) {
			return false
		}
	}
	return true
}
