package interp

import (
	"github.com/minivet/minivet/jsparse/ir"
)

// maxMembers is how many names of a list data from outside becomes when it was found in
// the list: of more, a value would not keep them apart.
const maxMembers = 24

// refineMember narrows what was looked for in a list, where it was found: behind
// `if (!ROUTES.includes(name)) return` the name is one of the routes.
func (f *frame) refineMember(blk *ir.Block, call *ir.Instr) bool {
	list, ok := f.searched(call)
	if !ok {
		return true
	}
	r := call.X.Args[0].Reg
	v := f.reg(r)
	var out Value
	for _, e := range v {
		switch f.in.atoms[e.A].kind {
		case kUnknown:
			if f.in.atoms[e.A].label != 0 || len(list) > maxMembers {
				out = join(out, Value{e})
				continue
			}
			out = join(out, tag(list, e.T&e.F))
		case kObject:
		default:
			if list.has(e.A) {
				out = join(out, Value{e})
			}
		}
	}
	if len(out) == 0 {
		return len(v) == 0
	}
	for def := defining(blk, r); ; def = defining(blk, r) {
		f.narrowTo(r, out)
		if def == nil || def.Op != ir.OpMove || def.A == r {
			return true
		}
		r = def.A
	}
}

// searched are the elements of the array in which a call looks for its argument, if they
// are all constants.
func (f *frame) searched(call *ir.Instr) (Value, bool) {
	if call.X == nil || len(call.X.Args) != 1 || call.X.Args[0].Spread {
		return nil, false
	}
	fn := f.reg(call.A)
	if len(fn) != 1 {
		return nil, false
	}
	o := f.in.atoms[fn[0].A].obj
	if o == nil || o.native != arrayMethods["includes"] && o.native != arrayMethods["indexOf"] {
		return nil, false
	}
	list := f.anyElement(f.reg(call.B))
	for _, e := range list {
		if k := f.in.atoms[e.A].kind; k == kUnknown || k == kObject {
			return nil, false
		}
	}
	return list, len(list) > 0
}

// found is the call of indexOf that a comparison asks about, if the outcome means that
// there was something.
func (f *frame) found(blk *ir.Block, def *ir.Instr, want truth) *ir.Instr {
	call := defining(blk, def.A)
	if call == nil || call.Op != ir.OpCall {
		return nil
	}
	other := f.reg(def.B)
	if len(other) != 1 || f.in.atoms[other[0].A].kind != kNumber {
		return nil
	}
	if foundWhen[indexTest{def.Sub, f.in.atoms[other[0].A].num}] != want {
		return nil
	}
	return call
}

// indexTest is the comparison of an index with a number.
type indexTest struct {
	op  ir.BinaryOp
	num float64
}

// foundWhen are the outcomes of comparisons which mean that something was found.
var foundWhen = map[indexTest]truth{
	{ir.StrictNe, -1}: mayTrue, {ir.LooseNe, -1}: mayTrue, {ir.Gt, -1}: mayTrue, {ir.Ge, 0}: mayTrue,
	{ir.StrictEq, -1}: mayFalse, {ir.LooseEq, -1}: mayFalse, {ir.Lt, 0}: mayFalse, {ir.Le, -1}: mayFalse,
}
