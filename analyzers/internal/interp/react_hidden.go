package interp

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// Taro's own runtime in a build (a document, elements, what feeds them to the view) takes
// most of the time to run, and nothing that it does is not modelled. Its parts extend each
// other by one object and send events by one class, neither of which programs import: the
// modules that do are its parts. Their bodies run, since they say what they export; what is
// called in them does not.

// hooksSigns are members that only that object and that class have.
var hooksSigns = []string{"tapOneOrMany", "eventSplitter"}

// noteHooks remembers the modules that make the object.
func (in *Interp) noteHooks(id string, fn Value) {
	for _, o := range in.objects(fn) {
		text := o.fn.Unit.Source.Text
		if pos, end := int(o.fn.Pos), int(o.fn.End); pos < end && end <= len(text) && slices.ContainsFunc(hooksSigns, func(s string) bool { return strings.Contains(text[pos:end], s) }) {
			if in.hooksIn == nil {
				in.hooksIn = map[string]bool{}
			}
			in.hooksIn[id] = true
		}
	}
}

// partOfTaro tells a module that is a part of Taro's runtime.
func (in *Interp) partOfTaro(id string, fn *ir.Func) bool {
	if in.hooksIn == nil {
		return false
	}
	if in.hooksIn[id] {
		return true
	}
	return slices.ContainsFunc(in.requires(fn), func(id string) bool { return in.hooksIn[id] })
}

// requires are the modules that the body of one asks for by a constant, as far as tables
// have them: it calls its third parameter, as ids that are numbers are no different from
// what else functions are given.
func (in *Interp) requires(fn *ir.Func) []string {
	if fn.NumParams <= requireParam {
		return nil
	}
	var out []string
	vars := map[*ir.Var]bool{} // the parameter, where inner functions have it, too
	for _, b := range in.bodyOf(fn).Blocks {
		consts, require := map[ir.Reg]Value{}, map[ir.Reg]bool{requireParam: true}
		for i := range b.Instrs {
			ins := &b.Instrs[i]
			switch {
			case ins.Op == ir.OpConst:
				consts[ins.Dst] = single(constAtom(in, ins.X.Const), 0)
			case ins.Op == ir.OpMove:
				require[ins.Dst] = require[ins.A]
			case ins.Op == ir.OpStoreVar && ins.Sub == 1 && require[ins.A]:
				vars[ins.X.Var] = true
			case ins.Op == ir.OpLoadVar:
				require[ins.Dst] = vars[ins.X.Var]
			case ins.Op == ir.OpCall && len(ins.X.Args) == 1 && require[ins.A]:
				names, _ := in.keys(consts[ins.X.Args[0].Reg])
				if len(names) == 1 && in.tables[names[0]] != nil {
					out = append(out, names[0])
				}
			}
		}
	}
	return out
}

// requireParam is the place of require among the parameters of a module in a table.
const requireParam = 2

// hidden tells functions that are not run, because they are in a part of Taro's runtime.
func (in *Interp) hidden(fn *ir.Func) bool {
	if len(in.parts) == 0 || in.parts[fn] {
		return false // the body of the module
	}
	for p := fn.Parent; p != nil; p = p.Parent {
		if in.parts[p] {
			return in.callsOthers(fn)
		}
	}
	return false
}

// callsOthers tells functions that call others. Those that don't, such as what a module exports
// its variables by, cost nothing.
func (in *Interp) callsOthers(fn *ir.Func) bool {
	return slices.ContainsFunc(in.bodyOf(fn).Blocks, func(b *ir.Block) bool {
		return slices.ContainsFunc(b.Instrs, func(i ir.Instr) bool { return i.Op == ir.OpCall || i.Op == ir.OpNew })
	})
}
