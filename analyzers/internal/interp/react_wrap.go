package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// wrapped are the components among the arguments of a function that is not known: what
// it yields may show them, whatever it adds. They are rendered, not called back.
func (in *Interp) wrapped(v Value) Value {
	if !in.react() {
		return nil
	}
	var out Value
	for _, e := range v {
		if o := in.atoms[e.A].obj; o != nil && o.kind == oFunction && in.isComponent(o) {
			out = join(out, Value{e})
		}
	}
	return out
}

// isComponent tells a class that renders and a function that makes elements.
func (in *Interp) isComponent(o *Object) bool {
	if o.home != nil && o.home.props["render"] != nil {
		return true
	}
	return slices.ContainsFunc(in.bodyOf(o.fn).Blocks, func(b *ir.Block) bool {
		return slices.ContainsFunc(b.Instrs, func(ins ir.Instr) bool { return ins.Op == ir.OpJSX })
	})
}
