package interp

import (
	"github.com/minivet/minivet/jsparse/dialect"
	"github.com/minivet/minivet/jsparse/ir"
)

// body is an ir.Body prepared for evaluation.
type body struct {
	*ir.Body
	// cross numbers the registers that live across blocks; -1 for the others,
	// which need no place in the state that flows from block to block.
	cross  []int32
	ncross int
	order  []int32 // reverse postorder number of each block
	// builds tells the loops that make functions or name properties: only there is
	// it worth telling iterations apart.
	builds []bool
	// catches tells the loops that hold an exception handler, and so may go on after a
	// failure.
	catches []bool
	// flat: keeping iterations apart was tried and took too long.
	flat bool
	// indexes: a parameter is used as the key of a look-up.
	indexes bool
	keyed   []int // parameters that name the property that is written, see findKeyed
	// kept are the reads of built-in methods of arrays that the code after them
	// replaces, see findKept.
	kept   map[*ir.Instr]bool
	copies map[*ir.Instr]ir.Reg // see findCopies
	// methods are the look-ups of the callees of method calls, by the call; dispatches
	// are these look-ups. See findMethods.
	methods    map[*ir.Instr]*ir.Instr
	dispatches map[*ir.Instr]bool

	returns bool  // some path returns
	wraps   *bool // see Interp.wraps; nil before it was asked
	closed  *bool // see asksArguments; nil before it was asked
	work    *work
	instrs  int // in all blocks
}

// work is what a file has cost so far.
type work struct {
	visits int // evaluations of blocks
	steps  int // property look-ups and calls
	extra  int // what it may cost more than others, see registrar.go
	work   int // as in spending, evaluations under way left out
	held   int
}

// spend counts steps that an evaluation takes.
func (f *frame) spend(steps int) {
	f.body.work.steps += steps
	f.in.stats.steps += steps
}

func (in *Interp) bodyOf(f *ir.Func) *body {
	if b := in.bodies[f]; b != nil {
		return b
	}
	var raw *ir.Body
	if f.Unit.Funcs == nil {
		raw = driverBody(f)
	} else {
		raw = f.Unit.Body(f)
	}
	b := &body{Body: raw}
	for _, blk := range raw.Blocks {
		b.instrs += len(blk.Instrs)
	}
	b.number()
	b.findBuilders()
	in.findTwins(b)
	b.findKeyed()
	b.findKept()
	b.findMethods()
	b.findCopies()
	b.cross = make([]int32, b.NumRegs)
	seen := make([]int32, b.NumRegs)
	for i := range b.cross {
		b.cross[i] = -1
		seen[i] = -1
	}
	for i := 0; i < f.NumParams && i < b.NumRegs; i++ {
		b.mark(seen, ir.Reg(i), 0)
	}
	// The constants of a view are its attributes too: class names are no texts.
	script := !dialect.IsView(f.Unit.Source.Path) && !largeTable(f.Unit)
	for _, blk := range b.Blocks {
		for i := range blk.Instrs {
			ins := &blk.Instrs[i]
			if ins.Op == ir.OpConst && ins.X.Const.Kind == ir.String && script {
				in.texts[ins.X.Const.Str] = true
			}
			b.mark(seen, ins.Dst, blk.ID)
			b.mark(seen, ins.A, blk.ID)
			b.mark(seen, ins.B, blk.ID)
			b.mark(seen, ins.C, blk.ID)
			if ins.X != nil {
				for _, a := range ins.X.Args {
					b.mark(seen, a.Reg, blk.ID)
				}
			}
		}
		b.mark(seen, blk.Term.A, blk.ID)
		if blk.Term.Kind == ir.Next {
			// The element is written on the way to the body.
			b.mark(seen, blk.Term.Dst, blk.ID)
			b.mark(seen, blk.Term.Dst, blk.Term.Succs[0])
		}
	}
	in.bodies[f] = b
	in.mentioned.reads(b)
	if in.works[f.Unit] == nil {
		in.works[f.Unit] = &work{}
	}
	b.work = in.works[f.Unit]
	in.stats.instrs += b.instrs
	in.chargeBody(b)
	return b
}

// chargeBody counts what a body takes for its file, whoever asked for it. A large one
// leaves half of what the file may take to its evaluation.
func (in *Interp) chargeBody(b *body) {
	n := min(heldInstr*b.instrs+heldBlock*len(b.Blocks), fileHeld/2)
	in.stats.held += n
	in.under.innerHeld += n
	b.work.held += n
}

func (b *body) findBuilders() {
	b.builds = make([]bool, len(b.Loops))
	b.catches = make([]bool, len(b.Loops))
	for _, blk := range b.Blocks {
		if blk.Handler >= 0 {
			for l := b.Blocks[blk.Handler].Loop; l >= 0; l = b.Loops[l].Parent {
				b.catches[l] = true
			}
		}
		b.returns = b.returns || blk.Term.Kind == ir.Return
		for i := range blk.Instrs {
			ins := &blk.Instrs[i]
			if ins.Op == ir.OpGet && ins.B >= 0 && int(ins.B) < b.Fn.NumParams {
				b.indexes = true
			}
			if op := ins.Op; op == ir.OpClosure || op == ir.OpSet {
				for l := blk.Loop; l >= 0 && op == ir.OpClosure || l >= 0 && l == blk.Loop; l = b.Loops[l].Parent {
					b.builds[l] = true
				}
			}
		}
	}
}

// maxKeyed bounds the functions that are told apart by the keys they write, in instructions.
const maxKeyed = 64

// findKeyed finds the parameters by which a small function writes a property: obj[key],
// also where the key went through another function first, or Object.defineProperty.
// Helpers of compilers are such: defineProperty(this, "name", value).
func (b *body) findKeyed() {
	if b.instrs > maxKeyed {
		return
	}
	for p := range b.Fn.NumParams {
		from := map[ir.Reg]bool{ir.Reg(p): true}
		captured := map[*ir.Var]bool{} // a parameter that a closure uses is read like any variable
		key := false
		for range 2 { // a reassigned parameter is read above the place where it is written
			for _, blk := range b.Blocks {
				for i := range blk.Instrs {
					ins := &blk.Instrs[i]
					switch ins.Op {
					case ir.OpMove:
						from[ins.Dst] = from[ins.Dst] || from[ins.A]
					case ir.OpStoreVar:
						captured[ins.X.Var] = captured[ins.X.Var] || from[ins.A]
					case ir.OpLoadVar:
						from[ins.Dst] = from[ins.Dst] || captured[ins.X.Var]
					case ir.OpSet:
						key = key || from[ins.B]
					case ir.OpCall:
						args := ins.X.Args
						if len(args) == 3 {
							key = key || from[args[1].Reg] && ins.B >= 0
						}
						if len(args) == 1 && from[args[0].Reg] {
							from[ins.Dst] = true
						}
					}
				}
			}
		}
		if key {
			b.keyed = append(b.keyed, p)
		}
	}
}

// findKept finds where a function takes a method of an array that it then replaces:
// `const old = list.push.bind(list); list.push = f`. What it takes is the built-in one.
func (b *body) findKept() {
	type place struct {
		block int32 // by its number in order
		i     int
	}
	last := map[string]place{} // where the last replacement is
	for n, blk := range b.Blocks {
		for i := range blk.Instrs {
			ins := &blk.Instrs[i]
			if ins.Op != ir.OpSetProp || arrayMethods[ins.Name] == nil {
				continue
			}
			if p, ok := last[ins.Name]; !ok || b.order[n] >= p.block {
				last[ins.Name] = place{b.order[n], i}
			}
		}
	}
	if len(last) == 0 {
		return
	}
	b.kept = map[*ir.Instr]bool{}
	for n, blk := range b.Blocks {
		for i := range blk.Instrs {
			ins := &blk.Instrs[i]
			p, ok := last[ins.Name]
			if ok && ins.Op == ir.OpGetProp && (b.order[n] < p.block || b.order[n] == p.block && i < p.i) {
				b.kept[ins] = true
			}
		}
	}
}

// wraps tells whether a function, or one in it, looks an API up by a name that is not
// written there: wx[name].
func (in *Interp) wraps(fn *ir.Func, depth int) bool {
	if depth > 3 || fn.Unit.Funcs == nil {
		return false
	}
	b := in.bodyOf(fn)
	if b.wraps == nil {
		found := in.looksUpAPI(b, depth)
		b.wraps = &found
	}
	return *b.wraps
}

func (in *Interp) looksUpAPI(b *body, depth int) bool {
	global := map[ir.Reg]bool{}
	for _, blk := range b.Blocks {
		for i := range blk.Instrs {
			switch ins := &blk.Instrs[i]; {
			case ins.Op == ir.OpLoadGlobal && in.cat.Global(ins.Name) != nil:
				global[ins.Dst] = true
			case ins.Op == ir.OpGet && global[ins.A]:
				return true
			case ins.Op == ir.OpClosure && in.wraps(ins.X.Fn, depth+1):
				return true
			}
		}
	}
	return false
}

// maxForward bounds what forwards takes for a small function, in instructions.
const maxForward = 24

// forwards: the function only computes arguments and calls on with them, as the
// wrappers do that obfuscators put around decoders. Such a one costs next to nothing
// to evaluate for each set of constants.
func (b *body) forwards() bool {
	if len(b.Blocks) != 1 || len(b.Blocks[0].Instrs) > maxForward || b.Blocks[0].Term.Kind != ir.Return {
		return false
	}
	for i := range b.Blocks[0].Instrs {
		switch b.Blocks[0].Instrs[i].Op {
		case ir.OpConst, ir.OpMove, ir.OpLoadVar, ir.OpGetProp, ir.OpUnary, ir.OpBinary, ir.OpCall, ir.OpEnterScope:
		default:
			return false
		}
	}
	return true
}

func (b *body) mark(seen []int32, r ir.Reg, block int32) {
	if r < 0 || int(r) >= len(seen) || b.cross[r] >= 0 {
		return
	}
	if seen[r] == -1 {
		seen[r] = block
		return
	}
	if seen[r] != block {
		b.cross[r] = int32(b.ncross)
		b.ncross++
	}
}

// number gives blocks their place in reverse postorder, so that a block is
// evaluated after what leads to it.
func (b *body) number() {
	n := len(b.Blocks)
	b.order = make([]int32, n)
	seen := make([]bool, n)
	next := int32(n)
	type frame struct {
		block int32
		i     int
	}
	stack := []frame{{0, 0}}
	seen[0] = true
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		succs := b.succs(top.block)
		if top.i < len(succs) {
			s := succs[top.i]
			top.i++
			if s >= 0 && int(s) < n && !seen[s] {
				seen[s] = true
				stack = append(stack, frame{s, 0})
			}
			continue
		}
		next--
		b.order[top.block] = next
		stack = stack[:len(stack)-1]
	}
}

func (b *body) succs(id int32) []int32 {
	blk := b.Blocks[id]
	var out []int32
	if blk.Handler >= 0 {
		out = append(out, blk.Handler)
	}
	switch blk.Term.Kind {
	case ir.Jump:
		out = append(out, blk.Term.Succs[0])
	case ir.Branch, ir.Next:
		// The body of a loop is numbered before what follows it.
		out = append(out, blk.Term.Succs[1], blk.Term.Succs[0])
	}
	return out
}

// inLoop tells whether a block lies in a loop.
func (b *body) inLoop(block, loop int32) bool {
	for l := b.Blocks[block].Loop; l >= 0; l = b.Loops[l].Parent {
		if l == loop {
			return true
		}
	}
	return false
}

// loopCtx is an iteration of an unrolled loop, within that of the loop around it.
type loopCtx struct {
	parent *loopCtx
	loop   int32
	iter   int32
	number int
}

func (in *Interp) loopCtx(parent *loopCtx, loop, iter int32) *loopCtx {
	key := loopCtx{parent: parent, loop: loop, iter: iter}
	if c := in.loops[key]; c != nil {
		return c
	}
	c := &loopCtx{parent, loop, iter, len(in.loops) + 1}
	in.loops[key] = c
	return c
}
