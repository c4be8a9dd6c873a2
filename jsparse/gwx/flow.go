package gwx

import (
	"strings"

	js "github.com/evanw/esbuild/minivet"

	"github.com/minivet/minivet/jsparse/wxml"
)

// condition follows an if statement: of a wx:if chain, around a template, or of
// the bookkeeping.
func (v *view) condition(n *js.SIf, depth int) {
	switch test := n.Test.Data.(type) {
	case *js.ECall:
		if x, ok := v.call(test, n.Test.Loc.Start); ok && x.hasOp {
			v.chain(n, depth)
			return
		}
	case *js.EIdentifier:
		if v.vars[v.d.script.ref(test.Ref)].template {
			v.stmt(n.Yes, depth)
			return
		}
	case *js.EIndex: // if(p_[b]){…return}: a template in itself
		return
	}
	v.once(n.Test.Loc.Start, "a condition is not understood; what depends on it is taken to be always there")
	v.stmt(n.Yes, depth)
	if n.NoOrNil.Data != nil {
		v.stmt(n.NoOrNil, depth)
	}
}

// chain follows if(_oz(z,1,e,s,gg)){a.wxVkey=1 …} else if … else {…}.
func (v *view) chain(n *js.SIf, depth int) {
	name := "wx:if"
	for {
		x := v.value(n.Test)
		if !x.hasOp {
			v.once(n.Test.Loc.Start, "a condition is not understood; what depends on it is left out")
			return
		}
		v.branch(n.Yes, v.attr(name, x.op, n.Test.Loc.Start), depth)
		name = "wx:elif"
		if n.NoOrNil.Data == nil {
			return
		}
		next, ok := n.NoOrNil.Data.(*js.SIf)
		if !ok {
			at := n.NoOrNil.Loc.Start
			v.branch(n.NoOrNil, wxml.Attr{Name: "wx:else", Pos: at, End: at, ValuePos: at}, depth)
			return
		}
		n = next
	}
}

func (v *view) branch(body js.Stmt, a wxml.Attr, depth int) {
	list := []js.Stmt{body}
	if b, ok := body.Data.(*js.SBlock); ok {
		list = b.Stmts
	}
	to := v.keyed(list)
	if to == nil || to.open || to.kind == loop || to.kind == element {
		v.once(body.Loc.Start, "a condition is not understood; what depends on it is taken to be always there")
		v.stmts(list, depth)
		return
	}
	to.kind, to.open = chain, true
	to.branches = append(to.branches, branch{attr: a})
	v.stmts(list, depth)
	to.open = false
}

// keyed returns the node whose wxVkey a branch sets first of all.
func (v *view) keyed(list []js.Stmt) *node {
	for _, st := range list {
		x, ok := st.Data.(*js.SExpr)
		if !ok {
			continue
		}
		e := x.Value
		for { // the first of a sequence
			b, ok := e.Data.(*js.EBinary)
			if !ok {
				break
			}
			if b.Op == js.BinOpAssign {
				if dot, ok := b.Left.Data.(*js.EDot); ok && dot.Name == "wxVkey" {
					return v.node(dot.Target)
				}
				break
			}
			e = b.Left
		}
	}
	return nil
}

// loop follows _2z(z,22,body,e,s,gg,node,'item','index','key').
func (v *view) loop(n *js.ECall, pos int32, pooled bool, depth int) {
	args := n.Args
	if pooled && len(args) > 0 {
		args = args[1:]
	}
	list, ok := v.operation(n, 1, pooled)
	if len(args) < 6 || !ok {
		v.once(pos, "a loop is not understood; it is left out")
		return
	}
	to, fn := v.node(args[5]), v.d.script.function(args[1])
	if to == nil || fn == nil || to.kind != virtual {
		v.once(pos, "a loop is not understood; it is left out")
		return
	}
	to.kind = loop
	to.attrs = []wxml.Attr{v.attr("wx:for", list, pos)}
	for i, x := range [...]struct{ name, usual string }{{"wx:for-item", "item"}, {"wx:for-index", "index"}, {"wx:key", ""}} {
		if s, ok := argString(n, len(n.Args)-len(args)+6+i); ok && s != x.usual && strings.TrimSpace(s) != "" {
			to.attrs = append(to.attrs, constant(x.name, s, pos))
		}
	}
	body := &node{kind: root}
	v.function(fn, body, depth)
	to.kids = append(to.kids, body.kids...)
}

// template follows f(data,data,node,gg), where f came from _gd().
func (v *view) template(n *js.ECall, pos int32) {
	id, ok := n.Target.Data.(*js.EIdentifier)
	if !ok || len(n.Args) < 3 {
		return
	}
	x, to, data := v.vars[v.d.script.ref(id.Ref)], v.node(n.Args[2]), v.value(n.Args[0])
	if to == nil || to.kind != virtual || !x.hasOp {
		v.once(pos, "the use of a template is not understood; it is left out")
		return
	}
	at := x.call.Target.Loc.Start
	to.kind, to.tag, to.pos, to.end = element, "template", at, endOf(x.call)
	to.attrs = []wxml.Attr{v.attr("is", x.op, at)}
	if data.hasOp {
		to.attrs = append(to.attrs, v.data(data.op, data.call.Target.Loc.Start))
	}
}

// include follows _ic(x[2],e_,x[0],e,s,node,gg).
func (v *view) include(n *js.ECall, pos int32) {
	if len(n.Args) < 6 {
		return
	}
	src, ok := v.d.script.path(n.Args[0])
	to := v.node(n.Args[5])
	if !ok || to == nil {
		v.once(pos, "an include is not understood; it is left out")
		return
	}
	el := v.make(element, "include", pos, n)
	el.attrs = []wxml.Attr{constant("src", src, pos)}
	to.append(el)
}

// importing follows _ai(list,x[1],e_,x[0],6,2).
func (v *view) importing(n *js.ECall, pos int32) {
	if len(n.Args) < 2 {
		return
	}
	src, ok := v.d.script.path(n.Args[1])
	if !ok || v.imported[src] {
		return
	}
	v.imported[src] = true
	el := v.make(element, "import", pos, n)
	el.attrs = []wxml.Attr{constant("src", src, pos)}
	v.top.append(el)
}
