package interp

import "github.com/minivet/minivet/jsparse/ir"

// remembered is what find says of a function, which is asked once: what a body looks like
// does not change, and is asked at each call.
func remembered[T any](known *map[*ir.Func]T, fn *ir.Func, find func() T) T {
	if v, ok := (*known)[fn]; ok {
		return v
	}
	if *known == nil {
		*known = map[*ir.Func]T{}
	}
	v := find()
	(*known)[fn] = v
	return v
}

// has tells whether some instruction of a function is of a kind.
func (b *body) has(is func(*ir.Instr) bool) bool {
	for _, blk := range b.Blocks {
		for i := range blk.Instrs {
			if is(&blk.Instrs[i]) {
				return true
			}
		}
	}
	return false
}

// reads tells whether a function reads a property of a name.
func (b *body) reads(name string) bool {
	return b.has(func(i *ir.Instr) bool { return i.Op == ir.OpGetProp && i.Name == name })
}
