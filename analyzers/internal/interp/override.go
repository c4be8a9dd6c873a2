package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// Members of a definition that a function replaces before it registers it:
//
//	Page = function (options) {
//	  const old = options.onLoad
//	  options.onLoad = function (query) { if (ask()) old.call(this, query) }
//	  original(options)
//	}
//
// Objects have no order: options.onLoad is either function. The framework calls the later
// one only, so that what stood there before is called by it, or not at all.

// overwrite is a write of a property that held functions already.
type overwrite struct {
	act *Activation
	ins *ir.Instr
	val Value
}

// registration is a call that makes options those of an instance.
type registration struct {
	act *Activation
	ins *ir.Instr
}

// overwrites notes a write of a function where there is another one.
func (f *frame) overwrites(ins *ir.Instr, o *Object, name string, val Value) {
	if o.kind != oPlain || !f.in.onlyClosures(val) {
		return
	}
	c := o.props[name]
	if c == nil || !slices.ContainsFunc(c.val, func(e Elem) bool { return f.in.isClosure(e.A) && !val.has(e.A) }) {
		return
	}
	if o.written == nil {
		o.written = map[string][]overwrite{}
	}
	for k := range o.written[name] {
		if w := &o.written[name][k]; w.act == f.act && w.ins == ins {
			w.val = join(w.val, val)
			return
		}
	}
	if len(o.written[name]) < maxOverwrites {
		o.written[name] = append(o.written[name], overwrite{f.act, ins, val})
	}
}

// maxOverwrites bounds what is kept of the writes of one property.
const maxOverwrites = 16

func (in *Interp) isClosure(a Atom) bool {
	o := in.atoms[a].obj
	return o != nil && o.kind == oFunction
}

func (in *Interp) onlyClosures(v Value) bool {
	return len(v) > 0 && !slices.ContainsFunc(v, func(e Elem) bool { return !in.isClosure(e.A) })
}

// current is what of a property of a definition is there when it is registered: what the
// last write brought that every way to the registration passes. A function that was there
// before and that nothing calls is kept in the second phase: how the one in its place calls
// it was not understood.
func (f *frame) current(i *Instance, o *Object, name string, v Value) Value {
	if len(o.written[name]) == 0 || len(i.registered) == 0 {
		return v
	}
	last, ok := f.in.lastWrite(i, o.written[name], name)
	if !ok {
		return v
	}
	return slices.DeleteFunc(slices.Clone(v), func(e Elem) bool {
		if !f.in.isClosure(e.A) || last.has(e.A) {
			return false
		}
		called := slices.ContainsFunc(f.in.byClosure[e.A], func(a *Activation) bool { return a.reached })
		if !called {
			f.act.stuck = true
		}
		return called || !f.act.lenient
	})
}

// lastWrite is what the last of some writes that all registrations of an instance come
// after wrote; not ok if one of them comes after none.
func (in *Interp) lastWrite(i *Instance, writes []overwrite, name string) (Value, bool) {
	var out Value
	for _, r := range i.registered {
		if in.outdone(r, i.registered) {
			continue
		}
		ways := in.registering(r)
		var last Value
		var at *moment
		for _, w := range writes {
			switch m := in.passes(w, ways, name); {
			case m == nil || at != nil && m.before(at):
			case at == nil || at.before(m):
				at, last = m, w.val
			default:
				last = join(last, w.val)
			}
		}
		if at == nil {
			return nil, false
		}
		out = join(out, last)
	}
	return out, len(out) > 0
}

// registering are a registration and the calls that lead to it.
func (in *Interp) registering(r registration) []moment {
	return in.waysTo(moment{r.act, r.ins, 0}, func(moment) bool { return true })
}

// outdone tells whether what a registration calls leads to another one of the same: Page
// was replaced by a function that calls the Page of the platform.
func (in *Interp) outdone(r registration, all []registration) bool {
	return slices.ContainsFunc(all, func(other registration) bool {
		return other != r && slices.ContainsFunc(in.registering(other), func(m moment) bool { return m.act == r.act && m.ins == r.ins })
	})
}

// moment is when a function that runs does something itself or, so many calls below it,
// has it done.
type moment struct {
	act   *Activation
	ins   *ir.Instr
	depth int
}

// before tells whether one of two moments that a registration passes is before the other:
// what is done farther above the registration is.
func (m *moment) before(n *moment) bool {
	if m.depth != n.depth {
		return m.depth > n.depth
	}
	return m.ins.Pos < n.ins.Pos
}

// overrideReach is how many calls a write and a registration may be below the function
// that leads to both.
const overrideReach = 3

// waysTo are a moment and the calls that lead to it, along those that are wanted.
func (in *Interp) waysTo(m moment, wanted func(moment) bool) []moment {
	out := []moment{m}
	for k := 0; k < len(out); k++ {
		p := out[k]
		if p.depth == overrideReach || p.act.fn.Unit.Funcs == nil || !wanted(p) {
			continue
		}
		for _, e := range p.act.in {
			if e.from != nil && (e.why == "" || e.why == "callback") && len(out) < maxOverwrites {
				out = append(out, moment{e.from, e.site, p.depth + 1})
			}
		}
	}
	return out
}

// passes finds the moment at which a write is done on every way to a registration, told by
// how far above the registration it is; nil if there is none.
func (in *Interp) passes(w overwrite, ways []moment, name string) *moment {
	// What is done below a function is done by it only if the function below always does it.
	writes := in.waysTo(moment{w.act, w.ins, 0}, func(m moment) bool { return in.always(m.act.fn, m.ins, nil, name) })
	for _, r := range ways {
		for _, m := range writes {
			if m.act == r.act && m.ins != r.ins && in.always(m.act.fn, m.ins, r.ins, name) {
				return &moment{m.act, m.ins, r.depth}
			}
		}
	}
	return nil
}

// always tells whether every way through a function to an instruction, or to its end for
// nil, passes another one. Ways on which the property has no function do not count: there
// is nothing to replace. Neither do those on which a list, of names or hooks, is empty.
func (in *Interp) always(fn *ir.Func, must, to *ir.Instr, name string) bool {
	b := in.bodyOf(fn)
	return b.passes(0, must, to, func(blk *ir.Block) []int32 { return b.present(blk, must, name) })
}

// passes tells whether every way from a block to an instruction, or to the end of the
// function or the block itself for nil, passes another one.
func (b *body) passes(from int32, must, to *ir.Instr, next func(*ir.Block) []int32) bool {
	seen := make([]bool, len(b.Blocks))
	passed := false
	for queue := []int32{from}; len(queue) > 0; queue = queue[1:] {
		blk := b.Blocks[queue[0]]
		if seen[blk.ID] {
			continue
		}
		seen[blk.ID] = true
		at, end := indexOf(blk, must), indexOf(blk, to)
		if at >= 0 && (end < 0 || at < end) {
			passed = true
			continue
		}
		after := next(blk)
		if end >= 0 || to == nil && (blk.Term.Kind == ir.Return || from > 0 && slices.Contains(after, from)) {
			return false
		}
		queue = append(queue, after...)
	}
	return passed
}

// present are the blocks that follow one where there is something to replace.
func (b *body) present(blk *ir.Block, must *ir.Instr, name string) []int32 {
	t := blk.Term
	switch t.Kind {
	case ir.Jump:
		return t.Succs[:1]
	case ir.Next:
		if b.reaches(t.Succs[:1], must, blk.ID) { // it is done in the loop
			return t.Succs[:1]
		}
		return t.Succs[:]
	case ir.Branch:
		switch there, ok := b.asksMember(t.A, name, 0); {
		case ok && there:
			return t.Succs[:1]
		case ok:
			return t.Succs[1:]
		}
		return t.Succs[:]
	}
	return nil
}

// reaches tells whether a way from some blocks comes to an instruction without passing a
// block; -1: none is left out.
func (b *body) reaches(from []int32, ins *ir.Instr, without int32) bool {
	seen := make([]bool, len(b.Blocks))
	if without >= 0 {
		seen[without] = true
	}
	for queue := slices.Clone(from); len(queue) > 0; queue = queue[1:] {
		id := queue[0]
		if seen[id] {
			continue
		}
		seen[id] = true
		if indexOf(b.Blocks[id], ins) >= 0 {
			return true
		}
		queue = append(queue, b.succs(id)...)
	}
	return false
}

// asksMember tells whether a condition asks if a property is there, or a list has
// elements, and whether it is true when that is so.
func (b *body) asksMember(r ir.Reg, name string, depth int) (there, ok bool) {
	if depth > maxRefine {
		return false, false
	}
	defs := b.definitions(r)
	if len(defs) != 1 {
		return false, false
	}
	switch def := defs[0]; def.Op {
	case ir.OpUnary:
		if def.Sub == ir.Not {
			there, ok = b.asksMember(def.A, name, depth+1)
			return !there, ok
		}
	case ir.OpBinary: // typeof old === 'function'
		if left := b.definitions(def.A); len(left) == 1 && left[0].Op == ir.OpUnary && left[0].Sub == ir.Typeof && b.isMember(left[0].A, name, 0) {
			if right := b.definitions(def.B); len(right) == 1 && right[0].Op == ir.OpConst && right[0].X.Const.Kind == ir.String {
				same := right[0].X.Const.Str == "function"
				equal := def.Sub == ir.StrictEq || def.Sub == ir.LooseEq
				return same == equal, equal || def.Sub == ir.StrictNe || def.Sub == ir.LooseNe
			}
		}
	}
	return true, b.isMember(r, name, 0)
}

// isMember tells whether a register holds what was read from a property: of that name, of
// a computed one, or the length of a list.
func (b *body) isMember(r ir.Reg, name string, depth int) bool {
	defs := b.definitions(r)
	if len(defs) == 0 || depth > maxRefine {
		return false
	}
	for _, def := range defs {
		switch def.Op {
		case ir.OpGet:
		case ir.OpGetProp:
			if def.Name != name && def.Name != "length" {
				return false
			}
		case ir.OpMove:
			if !b.isMember(def.A, name, depth+1) {
				return false
			}
		case ir.OpLoadVar:
			stored := b.stores(def.X.Var)
			if len(stored) == 0 || slices.ContainsFunc(stored, func(s ir.Reg) bool { return !b.isMember(s, name, depth+1) }) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// definitions are the instructions that write a register.
func (b *body) definitions(r ir.Reg) []*ir.Instr {
	var out []*ir.Instr
	for _, blk := range b.Blocks {
		for i := range blk.Instrs {
			if r >= 0 && blk.Instrs[i].Dst == r {
				out = append(out, &blk.Instrs[i])
			}
		}
	}
	return out
}

// stores are the registers that a function stores in a variable.
func (b *body) stores(v *ir.Var) []ir.Reg {
	var out []ir.Reg
	for _, blk := range b.Blocks {
		for i := range blk.Instrs {
			if ins := &blk.Instrs[i]; ins.Op == ir.OpStoreVar && ins.X.Var == v {
				out = append(out, ins.A)
			}
		}
	}
	return out
}
