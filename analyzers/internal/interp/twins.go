package interp

import "github.com/minivet/minivet/jsparse/ir"

// The body of a finally is lowered once for each way into it, so that a call in it is
// several instructions. For the reader it is one call: what is found at any of them is
// reported once.

// findTwins notes the calls of a body that stand for the text of an earlier one.
func (in *Interp) findTwins(b *body) {
	type text struct {
		op       ir.Op
		pos, end int32
	}
	first := map[text]*ir.Instr{}
	for _, blk := range b.Blocks {
		for i := range blk.Instrs {
			ins := &blk.Instrs[i]
			if ins.Op != ir.OpCall && ins.Op != ir.OpNew || ins.End == 0 {
				continue
			}
			key := text{ins.Op, ins.Pos, ins.End}
			if one := first[key]; one != nil {
				in.twins[ins] = one
			} else {
				first[key] = ins
			}
		}
	}
}

// textOf is the instruction that stands for all that were made of the same text.
func (in *Interp) textOf(ins *ir.Instr) *ir.Instr {
	if one := in.twins[ins]; one != nil {
		return one
	}
	return ins
}
