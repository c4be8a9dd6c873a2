package gwx

import (
	"fmt"

	js "github.com/evanw/esbuild/minivet"

	"github.com/minivet/minivet/jsparse/wxml"
)

// view makes one view: it follows the statements of a building function as if
// they ran, in each branch and once for each loop.
type view struct {
	d        *decoder
	b        *wxml.Builder
	top      *node
	vars     map[js.Ref]value
	pool     *pool
	running  map[*js.Fn]bool
	imported map[string]bool
	seen     map[string]bool // problems that were noted
}

// run follows fn, whose third parameter is the node to append to, and returns that.
func (v *view) run(fn *js.Fn, p *pool, depth int) *node {
	v.vars, v.pool, v.running = map[js.Ref]value{}, p, map[*js.Fn]bool{}
	v.top = &node{kind: root}
	v.function(fn, v.top, depth)
	return v.top
}

func (v *view) function(fn *js.Fn, to *node, depth int) {
	if depth > maxDepth || v.running[fn] || v.d.nodes > maxNodes {
		v.problem(fn.Body.Loc.Start, "functions call each other in a circle, too deep or too often")
		return
	}
	v.running[fn] = true
	if len(fn.Args) > 2 {
		if b, ok := fn.Args[2].Binding.Data.(*js.BIdentifier); ok {
			v.vars[v.d.script.ref(b.Ref)] = value{node: to}
		}
	}
	v.stmts(fn.Body.Block.Stmts, depth+1)
	delete(v.running, fn)
}

func (v *view) stmts(list []js.Stmt, depth int) {
	for _, st := range list {
		v.stmt(st, depth)
	}
}

func (v *view) stmt(st js.Stmt, depth int) {
	if v.d.steps--; v.d.steps < 0 {
		v.once(st.Loc.Start, "the script uses its functions too often; what remains is left out")
		return
	}
	switch n := st.Data.(type) {
	case *js.SLocal:
		for _, decl := range n.Decls {
			if b, ok := decl.Binding.Data.(*js.BIdentifier); ok && decl.ValueOrNil.Data != nil {
				v.set(v.d.script.ref(b.Ref), decl.ValueOrNil)
			}
		}
	case *js.SExpr:
		v.effect(n.Value, depth)
	case *js.SIf:
		v.condition(n, depth)
	case *js.SBlock:
		v.stmts(n.Stmts, depth)
	case *js.STry:
		v.stmts(n.Block.Stmts, depth)
	case *js.SFunction:
		if n.Fn.Name != nil {
			v.d.script.fns[v.d.script.ref(n.Fn.Name.Ref)] = &n.Fn
		}
	case *js.SReturn: // minified code puts effects here
		v.effect(n.ValueOrNil, depth)
	case *js.SThrow, *js.SEmpty, *js.SDirective:
	default:
		v.once(st.Loc.Start, "a statement is not understood; what it adds to the view is left out")
	}
}

// set gives a variable its value. What is none of a view's is left out.
func (v *view) set(ref js.Ref, e js.Expr) {
	delete(v.vars, ref)
	switch n := e.Data.(type) {
	case *js.EIdentifier:
		if x, ok := v.vars[v.d.script.ref(n.Ref)]; ok {
			v.vars[ref] = x
		}
	case *js.EFunction:
		v.d.script.fns[ref] = &n.Fn
	case *js.EBinary: // _1z(z,0,e,s,gg) || {}
		if n.Op == js.BinOpLogicalOr {
			v.set(ref, n.Left)
		}
	case *js.ECall:
		if x, ok := v.call(n, e.Loc.Start); ok {
			v.vars[ref] = x
			if x.pool != nil {
				v.pool = x.pool
			}
		}
	}
}

// effect follows an expression for what it does.
func (v *view) effect(e js.Expr, depth int) {
	switch n := e.Data.(type) {
	case *js.EBinary:
		switch n.Op {
		case js.BinOpLogicalAnd: // as minifiers write if
			v.condition(&js.SIf{Test: n.Left, Yes: effectOf(n.Right)}, depth)
		case js.BinOpLogicalOr:
			v.condition(&js.SIf{Test: n.Left, Yes: js.Stmt{Data: &js.SEmpty{}, Loc: n.Right.Loc}, NoOrNil: effectOf(n.Right)}, depth)
		case js.BinOpComma:
			v.effect(n.Left, depth)
			v.effect(n.Right, depth)
		case js.BinOpAssign:
			if id, ok := n.Left.Data.(*js.EIdentifier); ok {
				v.set(v.d.script.ref(id.Ref), n.Right)
			} else {
				v.assign(n)
			}
		}
	case *js.EIf:
		v.condition(&js.SIf{Test: n.Test, Yes: effectOf(n.Yes), NoOrNil: effectOf(n.No)}, depth)
	case *js.ECall:
		v.do(n, e.Loc.Start, depth)
	}
}

// effectOf makes an expression a statement; a conditional one is an if again.
func effectOf(e js.Expr) js.Stmt {
	if n, ok := e.Data.(*js.EIf); ok {
		return js.Stmt{Data: &js.SIf{Test: n.Test, Yes: effectOf(n.Yes), NoOrNil: effectOf(n.No)}, Loc: e.Loc}
	}
	return js.Stmt{Data: &js.SExpr{Value: e}, Loc: e.Loc}
}

// assign follows a.rawAttr={…}. The others are bookkeeping.
func (v *view) assign(n *js.EBinary) {
	dot, ok := n.Left.Data.(*js.EDot)
	if !ok {
		return
	}
	to := v.node(dot.Target)
	if to == nil {
		return
	}
	if o, ok := n.Right.Data.(*js.EObject); ok && dot.Name == "rawAttr" {
		rawAttrs(to, o)
	}
}

// do follows a call that stands alone.
func (v *view) do(n *js.ECall, pos int32, depth int) {
	switch name := v.d.script.callee(n); name {
	case "_":
		if len(n.Args) == 2 {
			v.appendTo(n)
		}
	case "_rz", "_r":
		v.attribute(n, name == "_rz")
	case "_2z", "_2":
		v.loop(n, pos, name == "_2z", depth)
	case "_ic":
		v.include(n, pos)
	case "_ai":
		v.importing(n, pos)
	case "_w", "_wl", "_wp", "_af", "_tsd", "_p":
	case "": // oD.pop(), cs.push("a.wxml:view:1:1")
	default:
		if id, ok := n.Target.Data.(*js.EIdentifier); ok && v.vars[v.d.script.ref(id.Ref)].template {
			v.template(n, pos)
			return
		}
		v.once(pos, "calls of "+clip(name)+" are not understood; what they add to the view is left out")
	}
}

// appendTo follows _(parent, child). An operation becomes a text by that.
func (v *view) appendTo(n *js.ECall) {
	parent, child := v.node(n.Args[0]), v.value(n.Args[1])
	switch {
	case parent == nil:
		v.once(n.Args[0].Loc.Start, "a node is added to something that is none; it is left out")
	case child.node != nil:
		parent.append(child.node)
	case child.hasOp && !child.template:
		if v.d.nodes++; v.d.nodes > maxNodes {
			return
		}
		at := child.call.Target.Loc.Start
		parent.append(&node{kind: text, pos: at, end: endOf(child.call), parts: v.parts(child.op, at)})
	default:
		v.once(n.Args[1].Loc.Start, "something that is no node is added to one; it is left out")
	}
}

// value returns what an expression stands for.
func (v *view) value(e js.Expr) value {
	switch n := e.Data.(type) {
	case *js.EIdentifier:
		return v.vars[v.d.script.ref(n.Ref)]
	case *js.ECall:
		x, _ := v.call(n, e.Loc.Start)
		return x
	}
	return value{}
}

func (v *view) node(e js.Expr) *node { return v.value(e).node }

func endOf(n *js.ECall) int32 { return n.CloseParenLoc.Start + 1 }

// once notes a problem unless it was noted before in this view.
func (v *view) once(pos int32, message string) {
	if !v.seen[message] {
		v.seen[message] = true
		v.b.Problem(pos, message)
	}
}

func (v *view) problem(pos int32, format string, args ...any) {
	v.once(pos, fmt.Sprintf(format, args...))
}
