package ir

import (
	"math"

	js "github.com/evanw/esbuild/minivet"
)

// call is the text that a call of a decoder yields, and which it is. Params are the
// constants that the function around the call was called with.
func (h *revealer) call(d *js.ECall, params map[uint32]any, depth int) (text string, by *Func, ok bool) {
	id, named := d.Target.Data.(*js.EIdentifier)
	if !named || depth > maxForwards || d.OptionalChain != js.OptionalChainNone || len(d.Args) == 0 {
		return "", nil, false
	}
	fn := h.function(h.u.follow(id.Ref), 0)
	if fn == nil {
		return "", nil, false
	}
	if inner := forwards(fn); inner != nil {
		if given := h.given(fn, d.Args, params, depth); len(given) > 0 {
			if text, by, ok := h.call(inner, given, depth+1); ok {
				return text, by, true
			}
		}
	}
	dec := h.decoder(fn)
	if dec == nil {
		return "", nil, false
	}
	args := make([]any, len(d.Args))
	for i, a := range d.Args {
		if args[i], ok = h.constant(a, params, depth+1); !ok {
			return "", nil, false
		}
	}
	by = h.u.Funcs[h.u.byNode[fn]]
	if text, ok = dec.Call(args...); !ok {
		h.failed[by.Parent] = true
	}
	return text, by, ok
}

// given are the parameters of a function that are constants in a call.
func (h *revealer) given(fn *js.Fn, args []js.Expr, params map[uint32]any, depth int) map[uint32]any {
	given := map[uint32]any{}
	for i, a := range fn.Args {
		b, simple := a.Binding.Data.(*js.BIdentifier)
		if !simple || a.DefaultOrNil.Data != nil {
			return nil
		}
		if i < len(args) {
			if v, ok := h.constant(args[i], params, depth+1); ok {
				given[h.u.follow(b.Ref)] = v
			}
		}
	}
	return given
}

// constant is the text or number that an expression is.
func (h *revealer) constant(e js.Expr, params map[uint32]any, depth int) (any, bool) {
	if h.left--; h.left < 0 || depth > maxForwards {
		return nil, false
	}
	switch d := e.Data.(type) {
	case *js.EString:
		if len(d.Value) > maxJoined {
			return nil, false
		}
		return js.UTF16ToString(d.Value), true
	case *js.ENumber:
		return d.Value, true
	case *js.EUnary:
		n, ok := h.number(d.Value, params, depth+1)
		switch {
		case ok && d.Op == js.UnOpNeg:
			return -n, true
		case ok && d.Op == js.UnOpPos:
			return n, true
		}
	case *js.EBinary:
		return h.joined(d, params, depth+1)
	case *js.EIdentifier:
		sym := h.u.follow(d.Ref)
		if v, ok := params[sym]; ok {
			return v, true
		}
		if s := &h.u.syms[sym]; s.setOnce() {
			return h.constant(js.Expr{Data: s.init}, nil, depth+1)
		}
	case *js.EDot:
		return h.memberConstant(d.Target, d.Name, depth+1)
	case *js.EIndex:
		if name, ok := h.constant(d.Index, params, depth+1); ok {
			if text, ok := name.(string); ok {
				return h.memberConstant(d.Target, text, depth+1)
			}
		}
	case *js.ECall:
		text, _, ok := h.call(d, params, depth+1)
		return text, ok
	}
	return nil, false
}

func (h *revealer) number(e js.Expr, params map[uint32]any, depth int) (float64, bool) {
	v, ok := h.constant(e, params, depth)
	n, isNumber := v.(float64)
	return n, ok && isNumber
}

// maxJoined bounds the texts that are put together, in UTF-16 units.
const maxJoined = 4_096

// joined is what an operator makes of constants. A chain of them nests to the left.
func (h *revealer) joined(d *js.EBinary, params map[uint32]any, depth int) (any, bool) {
	if !isArithmetic(d.Op) || isAssign(d.Op) {
		return nil, false
	}
	y, ok := h.constant(d.Right, params, depth)
	if !ok {
		return nil, false
	}
	x, ok := h.constant(d.Left, params, depth)
	if !ok {
		return nil, false
	}
	if s, ok := x.(string); ok {
		t, ok := y.(string)
		return s + t, ok && d.Op == js.BinOpAdd && len(s)+len(t) <= maxJoined
	}
	a, ok1 := x.(float64)
	b, ok2 := y.(float64)
	if !ok1 || !ok2 {
		return nil, false
	}
	switch d.Op {
	case js.BinOpAdd:
		return a + b, true
	case js.BinOpSub:
		return a - b, true
	case js.BinOpMul:
		return a * b, true
	case js.BinOpDiv:
		return a / b, true
	case js.BinOpRem:
		return math.Mod(a, b), true
	}
	return nil, false
}

// memberConstant is what stands under a name in an object of constants.
func (h *revealer) memberConstant(of js.Expr, name string, depth int) (any, bool) {
	switch v := h.member(of, name, depth+1).Data.(type) {
	case *js.EString, *js.ENumber, *js.EUnary, *js.EBinary:
		return h.constant(js.Expr{Data: v}, nil, depth+1)
	}
	return nil, false
}
