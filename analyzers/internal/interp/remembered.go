package interp

import "github.com/minivet/minivet/jsparse/ir"

// remembered is what find says of something, often of a function: what a body looks like
// does not change, and is asked at each call, so it is found once.
func remembered[K comparable, T any](known *map[K]T, of K, find func() T) T {
	if v, ok := (*known)[of]; ok {
		return v
	}
	if *known == nil {
		*known = map[K]T{}
	}
	v := find()
	(*known)[of] = v
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
