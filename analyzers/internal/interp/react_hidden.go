package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// Taro's own runtime in a build (a document, elements, what feeds them to the view) takes
// most of the time to run, and nothing that it does is not modelled. Its parts extend each
// other by one object, which programs do not import: the modules that make it or ask for it
// are its parts, in a table of webpack's or as one file that rollup made of them. Their
// bodies run, since they say what they export, and so does what programs call in them; what
// is called in that is not.

// noteHooks remembers that the module under way makes the object, or its class.
func (in *Interp) noteHooks() {
	if in.at.act == nil {
		return
	}
	if in.hooksIn == nil {
		in.hooksIn = map[*ir.Func]bool{}
	}
	in.hooksIn[in.moduleOf(in.at.act.fn)] = true
}

// moduleOf is the function of the module that a function is written in: one of a table, or
// the body of its file.
func (in *Interp) moduleOf(fn *ir.Func) *ir.Func {
	return remembered(&in.moduleFuncs, fn, func() *ir.Func {
		for fn.Parent != nil && !in.inTable[fn] {
			fn = fn.Parent
		}
		return fn
	})
}

// partOfTaro tells the function of a module that is a part of Taro's runtime.
func (in *Interp) partOfTaro(module *ir.Func) bool {
	if len(in.hooksIn) == 0 || in.hooksIn[module] {
		return in.hooksIn[module]
	}
	if !in.inTable[module] {
		return false
	}
	if n := len(in.hooksIn) + len(in.tables); in.askersAt != n { // there is more to ask for now
		in.askers, in.askersAt = nil, n
	}
	return remembered(&in.askers, module, func() bool {
		return slices.ContainsFunc(in.requires(module), func(id string) bool {
			return slices.ContainsFunc(in.objects(in.tables[id].val), func(o *Object) bool { return in.hooksIn[o.fn] })
		})
	})
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

// hidden tells functions that are not run, because they are in a part of Taro's runtime and
// called by one, or in a module that defines polyfills.
func (f *frame) hidden(fn *ir.Func) bool {
	in := f.in
	if len(in.hooksIn) == 0 && len(in.parts) == 0 {
		return false
	}
	module := in.moduleOf(fn)
	if module == fn {
		return false
	}
	if !in.parts[module] {
		by := in.moduleOf(f.act.fn)
		if in.atOnce(f.act.fn) || !in.partOfTaro(module) || !in.partOfTaro(by) {
			return false
		}
	}
	if !in.inTable[module] && in.bodyOf(fn).instrs <= smallBody {
		return false // of React or Vue, which are in the same file
	}
	return in.callsOthers(fn)
}

// atOnce tells the body of a module, and the functions in it that are called where they are
// written, as bundlers put modules of the old kind into a file:
//
//	(function (module, exports) { exports.useState = … })(react, react.exports)
func (in *Interp) atOnce(fn *ir.Func) bool {
	return fn.Parent == nil || in.inTable[fn] || remembered(&in.calledAtOnce, fn, func() bool {
		return in.atOnce(fn.Parent) && in.callsAtOnce(fn.Parent, fn)
	})
}

// callsAtOnce tells a function that calls another where it makes it.
func (in *Interp) callsAtOnce(fn, made *ir.Func) bool {
	return slices.ContainsFunc(in.bodyOf(fn).Blocks, func(b *ir.Block) bool {
		k := slices.IndexFunc(b.Instrs, func(i ir.Instr) bool { return i.Op == ir.OpClosure && i.X.Fn == made })
		return k >= 0 && slices.ContainsFunc(b.Instrs[k:], func(i ir.Instr) bool { return i.Op == ir.OpCall && i.A == b.Instrs[k].Dst })
	})
}

// callsOthers tells functions that call others. Those that don't, such as what a module exports
// its variables by, cost nothing.
func (in *Interp) callsOthers(fn *ir.Func) bool {
	return slices.ContainsFunc(in.bodyOf(fn).Blocks, func(b *ir.Block) bool {
		return slices.ContainsFunc(b.Instrs, func(i ir.Instr) bool { return i.Op == ir.OpCall || i.Op == ir.OpNew })
	})
}
