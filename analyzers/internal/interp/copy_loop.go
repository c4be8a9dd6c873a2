package interp

import "github.com/minivet/minivet/jsparse/ir"

// Copies by a key: dst[k] = src[k]. What is copied keeps its name: a loop over names would
// else write everything everywhere. Where the key is not known, all that the source is known
// to have is copied.

// findCopies finds the writes of what was read by the same key of another object, and the
// register of that object.
func (b *body) findCopies() {
	for _, blk := range b.Blocks {
		type read struct{ object, key ir.Reg }
		reads := map[ir.Reg]read{}
		vars := map[ir.Reg]*ir.Var{}
		same := func(x, y ir.Reg) bool { return x == y || vars[x] != nil && vars[x] == vars[y] }
		for i := range blk.Instrs {
			switch ins := &blk.Instrs[i]; ins.Op {
			case ir.OpLoadVar:
				vars[ins.Dst] = ins.X.Var
			case ir.OpGet:
				reads[ins.Dst] = read{ins.A, ins.B}
			case ir.OpSet:
				if r, ok := reads[ins.C]; ok && same(r.key, ins.B) {
					if b.copies == nil {
						b.copies = map[*ir.Instr]ir.Reg{}
					}
					b.copies[ins] = r.object
				}
			}
		}
	}
}

// copyLoop models such a write where the key may be several, or is not known.
func (f *frame) copyLoop(ins *ir.Instr) bool {
	from, ok := f.body.copies[ins]
	if !ok {
		return false
	}
	if names, known := f.in.keys(f.reg(ins.B)); known {
		return f.copyNamed(ins, f.reg(from), names)
	}
	src := objectsOnly(f.in, f.reg(from))
	if len(src) == 0 || len(src) != len(f.reg(from)) {
		return false
	}
	for _, o := range f.in.objects(src) {
		if o.kind == oArray || o.kind == oMap || o.any != nil {
			return false
		}
	}
	f.spread(objectsOnly(f.in, f.reg(ins.A)), src, nil, ins)
	return true
}

// copyNamed copies some properties, each under its name.
func (f *frame) copyNamed(ins *ir.Instr, src Value, names []string) bool {
	dst := f.reg(ins.A)
	if len(names) < 2 || len(names)*len(src)*len(dst) > maxProduct {
		return false
	}
	for _, name := range names {
		f.put(ins, dst, name, f.get(ins, src, name))
	}
	return true
}
