package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// builtFunction is a function of a package in a build, told by members of the object that it
// makes: other code reaches those by name, so that they keep their names.
type builtFunction struct {
	members []string
	// within: a function in it makes the object.
	within bool
	call   func(*nativeCall) Value
}

var builtFunctions []builtFunction

func init() {
	connects := []string{"initMapStateToProps", "initMapDispatchToProps", "initMergeProps"}
	builtFunctions = []builtFunction{
		{[]string{"dispatch", "subscribe", "getState", "replaceReducer"}, false, reduxStore},
		{[]string{"actions", "caseReducers", "getInitialState"}, false, createSlice},
		{connects, false, reduxConnect}, // of react-redux 5 to 7
		{connects, true, reduxConnect},
	}
}

// builtCall models a call of such a function.
func (f *frame) builtCall(inv *invocation, o *Object) (Value, bool) {
	if inv.isNew || o.fn.Flags&(ir.Module|ir.Async|ir.Generator) != 0 || len(inv.args.list) == 0 || inv.args.rest != nil {
		return nil, false
	}
	of := f.in.builtOf(o.fn)
	if of < 0 {
		return nil, false
	}
	return builtFunctions[of].call(&nativeCall{frame: f, inv: inv, obj: o}), true
}

// builtOf is the place of a function among builtFunctions, -1 if it has none.
func (in *Interp) builtOf(fn *ir.Func) int {
	return remembered(&in.builtAs, fn, func() int {
		return slices.IndexFunc(builtFunctions, func(b builtFunction) bool {
			if !b.within {
				return in.definesAll(fn, b.members)
			}
			return in.bodyOf(fn).has(func(i *ir.Instr) bool { return i.Op == ir.OpClosure && in.definesAll(i.X.Fn, b.members) })
		})
	})
}

// definesAll tells functions that make an object with members of these names.
func (in *Interp) definesAll(fn *ir.Func, names []string) bool {
	found := map[string]bool{}
	in.bodyOf(fn).has(func(i *ir.Instr) bool {
		if i.Op == ir.OpDefine && slices.Contains(names, i.Name) {
			found[i.Name] = true
		}
		return false
	})
	return len(found) == len(names)
}
