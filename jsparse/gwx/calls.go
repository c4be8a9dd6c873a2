package gwx

import (
	"slices"
	"strings"

	js "github.com/evanw/esbuild/minivet"

	"github.com/minivet/minivet/jsparse/wxml"
)

// call returns what a call makes.
func (v *view) call(n *js.ECall, pos int32) (value, bool) {
	switch name := v.d.script.callee(n); name {
	case "_n":
		if tag, ok := argString(n, 0); ok {
			return value{node: v.make(element, tag, pos, n)}, true
		}
	case "_v":
		return value{node: v.make(virtual, "", pos, n)}, true
	case "_mz", "_m":
		return v.element(n, pos, name == "_mz")
	case "_oz", "_1z", "_o", "_1":
		x, ok := v.operation(n, 1, name == "_oz" || name == "_1z")
		return value{op: x, hasOp: ok, call: n}, ok
	case "_gd":
		if len(n.Args) > 1 {
			x := v.value(n.Args[1])
			x.template = true
			x.call = n
			return x, true
		}
	default:
		if id, ok := n.Target.Data.(*js.EIdentifier); ok {
			if p := v.d.script.pools[v.d.script.ref(id.Ref)]; p != nil {
				return value{pool: p}, true
			}
		}
	}
	return value{}, false
}

// make counts nodes.
func (v *view) make(k kind, tag string, pos int32, n *js.ECall) *node {
	if v.d.nodes++; v.d.nodes > maxNodes {
		v.once(pos, "the views of the script have too many elements; the rest is left out")
		return &node{kind: k, used: true}
	}
	return &node{kind: k, tag: tag, pos: pos, end: endOf(n)}
}

// element follows _mz(z,'view',['class',3,'id',1],['wx-item',2],e,s,gg). The
// number behind a name counts from the first that is not 0; a negative one stands
// for an attribute without value.
func (v *view) element(n *js.ECall, pos int32, pooled bool) (value, bool) {
	args := n.Args
	from := v.pool
	if pooled {
		if len(args) == 0 {
			return value{}, false
		}
		from, args = v.poolOf(args[0]), args[1:]
	}
	if len(args) < 2 {
		return value{}, false
	}
	tag, ok := str(args[0])
	if !ok {
		return value{}, false
	}
	el := v.make(element, tag, pos, n)
	base := 0
	for i, list := range args[1:min(3, len(args))] {
		pairs, ok := list.Data.(*js.EArray)
		if !ok {
			continue
		}
		for j := 0; j+1 < len(pairs.Items); j += 2 {
			name, named := str(pairs.Items[j])
			index, numbered := whole(pairs.Items[j+1])
			if !named || !numbered {
				v.once(pos, "an attribute is not understood; it is left out")
				continue
			}
			if i == 1 {
				name = "generic:" + strings.TrimPrefix(name, "wx-")
			}
			at := pairs.Items[j].Loc.Start
			if base+index < 0 {
				v.put(el, wxml.Attr{Name: sourceName(name), Pos: at, End: at, ValuePos: at})
				continue
			}
			v.put(el, v.attr(name, v.at(from, base+index, at), at))
			if base == 0 {
				base = index
			}
		}
	}
	return value{node: el}, true
}

// attribute follows _rz(z,node,'name',5,e,s,gg).
func (v *view) attribute(n *js.ECall, pooled bool) {
	skip := 0
	if pooled {
		skip = 1
	}
	name, ok := argString(n, skip+1)
	if !ok {
		return
	}
	to := v.node(n.Args[skip])
	x, hasOp := v.operation(n, 3, pooled)
	if !hasOp {
		return
	}
	if to == nil {
		v.once(n.Target.Loc.Start, "an attribute of something that is no element is left out")
		return
	}
	v.put(to, v.attr(name, x, n.Args[skip+1].Loc.Start))
}

// maxAttrs bounds the attributes of an element; real ones have some 20.
const maxAttrs = 1000

// put gives a node an attribute; of two of the same name the last counts, as
// when the script runs.
func (v *view) put(n *node, a wxml.Attr) {
	i := slices.IndexFunc(n.attrs, func(b wxml.Attr) bool { return b.Name == a.Name })
	if i >= 0 {
		n.attrs[i] = a
		return
	}
	if len(n.attrs) >= maxAttrs {
		v.once(a.Pos, "an element has too many attributes; the rest is left out")
		return
	}
	n.attrs = append(n.attrs, a)
}

// operation returns the entry of a pool that argument at names. at counts with
// the pool as the first argument; old scripts leave that out.
func (v *view) operation(n *js.ECall, at int, pooled bool) (op, bool) {
	p := v.pool
	if !pooled {
		at--
	} else if len(n.Args) > 0 {
		p = v.poolOf(n.Args[0])
	}
	index, ok := 0, at < len(n.Args)
	if ok {
		index, ok = whole(n.Args[at])
	}
	if !ok {
		v.once(n.Target.Loc.Start, "a call names no entry of the pool; what it makes is left out")
		return op{}, false
	}
	x := v.at(p, index, n.Args[at].Loc.Start)
	return x, x.e.Data != nil
}

// at returns an entry of a pool; it has no Data where there is none.
func (v *view) at(p *pool, index int, pos int32) op {
	if p == nil || index < 0 || index >= len(p.ops) {
		v.once(pos, "the pool of constants and expressions has no such entry; what uses it is left out")
		return op{}
	}
	return op{p.ops[index], p}
}

// poolOf returns the pool that an argument z stands for.
func (v *view) poolOf(e js.Expr) *pool {
	if p := v.value(e).pool; p != nil {
		return p
	}
	return v.pool
}

func argString(n *js.ECall, i int) (string, bool) {
	if i >= len(n.Args) {
		return "", false
	}
	return str(n.Args[i])
}
