package ir

import (
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// maxDepth bounds the recursion of lowering. [checkDepth] has refused texts that
// nest deeper; this is the second line of defence, for shapes it does not count.
const maxDepth = 20000

// lowerer turns one function into a body. Its methods read top down: lower*
// files hold one kind of syntax each.
type lowerer struct {
	u    *Unit
	f    *Func
	info *fnInfo
	body *Body
	cur  *Block
	// dead: control cannot get to cur, so that statements need no code.
	dead    bool
	handler int32
	loop    int32
	ctls    []*ctl // what break, continue and return cross, innermost last
	labels  []uint32
	depth   int
	home    *home
	this    Reg    // this in static parts of a class, else None
	isVar   []bool // by register: a variable, assigned many times
	writes  int    // assignments to variable registers so far
	undef   []Reg  // var registers that must hold undefined at entry
	result  Reg    // carries the value of return through finally
	copies  int    // copies of finally bodies so far
	supers  int
	m       *machineState // set in the functions that [Regenerator] flags
	extras  []Extra
}

func lower(u *Unit, f *Func) *Body {
	l := &lowerer{
		u: u, f: f, info: &u.fns[f.ID], body: &Body{Fn: f, NumRegs: f.NumParams},
		handler: -1, loop: -1, this: None, result: None,
	}
	l.home = l.info.home
	l.isVar = make([]bool, f.NumParams, f.NumParams+16)
	l.cur = l.newBlock()
	l.function()
	l.returnUndefined()
	l.clearHoisted()
	prune(l.body)
	return l.body
}

// clearHoisted sets the var registers to undefined before anything else.
func (l *lowerer) clearHoisted() {
	if len(l.undef) == 0 {
		return
	}
	entry := l.body.Blocks[0]
	list := make([]Instr, 0, len(l.undef)+len(entry.Instrs))
	for _, r := range l.undef {
		list = append(list, Instr{Op: OpConst, Dst: r, A: None, B: None, C: None, X: undefinedExtra})
	}
	entry.Instrs = append(list, entry.Instrs...)
}

var undefinedExtra = &Extra{}

// --- blocks

// newBlock appends a block in the current loop and try; it does not enter it.
func (l *lowerer) newBlock() *Block {
	b := &Block{ID: int32(len(l.body.Blocks)), Handler: l.handler, Loop: l.loop}
	b.Term = Term{Kind: Unreachable, A: None, Dst: None, Succs: [2]int32{-1, -1}}
	l.body.Blocks = append(l.body.Blocks, b)
	return b
}

// enter makes b current.
func (l *lowerer) enter(b *Block) { l.cur, l.dead = b, false }

// jump ends the current block; what follows is dead until enter.
func (l *lowerer) jump(to *Block) {
	if !l.dead {
		l.cur.Term = Term{Kind: Jump, A: None, Dst: None, Succs: [2]int32{to.ID, -1}}
	}
	l.kill()
}

// flow jumps to b and enters it.
func (l *lowerer) flow(b *Block) {
	l.jump(b)
	l.enter(b)
}

func (l *lowerer) branch(cond Reg, yes, no *Block, pos int32) {
	if !l.dead {
		l.cur.Term = Term{Kind: Branch, A: cond, Dst: None, Succs: [2]int32{yes.ID, no.ID}, Pos: l.at(pos)}
	}
	l.kill()
}

func (l *lowerer) leave(kind TermKind, a Reg, pos, end int32) {
	if !l.dead {
		l.cur.Term = Term{Kind: kind, A: a, Dst: None, Succs: [2]int32{-1, -1}, Pos: l.at(pos), End: l.at(end)}
	}
	l.kill()
}

// kill makes code that follows land in a block that nothing reaches.
func (l *lowerer) kill() {
	l.dead = true
	l.cur = &Block{ID: -1, Handler: l.handler, Loop: l.loop}
}

// --- instructions

func (l *lowerer) at(pos int32) int32 {
	if pos == 0 {
		return 0 // no place, rather than the first byte
	}
	return l.u.Source.at(pos)
}

func (l *lowerer) temp() Reg {
	r := Reg(l.body.NumRegs)
	l.body.NumRegs++
	l.isVar = append(l.isVar, false)
	return r
}

func (l *lowerer) varReg() Reg {
	r := l.temp()
	l.isVar[r] = true
	return r
}

// extra returns a zero Extra; they are made in chunks.
func (l *lowerer) extra() *Extra {
	if len(l.extras) == 0 {
		l.extras = make([]Extra, 16)
	}
	x := &l.extras[0]
	l.extras = l.extras[1:]
	return x
}

func (l *lowerer) emit(i Instr) {
	if l.dead {
		return
	}
	if l.u.Source.Map != nil {
		i.Pos = l.u.Source.at(i.Pos)
		if i.End > 0 {
			i.End = l.u.Source.at(i.End)
		}
	}
	l.cur.Instrs = append(l.cur.Instrs, i)
	if l.handler >= 0 && canThrow(i.Op) {
		l.flow(l.newBlock()) // so that the exception edge carries the state of here
	}
}

func canThrow(op Op) bool {
	switch op {
	case OpCall, OpNew, OpSuperCall, OpTagged, OpAwait, OpYield, OpYieldAll, OpImport:
		return true
	}
	return false
}

// op emits an instruction with a fresh destination.
func (l *lowerer) op(op Op, sub uint8, a, b Reg, pos int32) Reg {
	dst := l.temp()
	l.emit(Instr{Op: op, Sub: sub, Dst: dst, A: a, B: b, C: None, Pos: pos})
	return dst
}

func (l *lowerer) constant(c Const, pos int32) Reg {
	dst := l.temp()
	x := undefinedExtra
	if c.Kind != Undefined {
		x = l.extra()
		x.Const = c
	}
	l.emit(Instr{Op: OpConst, Dst: dst, A: None, B: None, C: None, Pos: pos, X: x})
	return dst
}

func (l *lowerer) undefined(pos int32) Reg { return l.constant(Const{}, pos) }

func (l *lowerer) str(s string, pos int32) Reg {
	return l.constant(Const{Kind: String, Str: s}, pos)
}

func (l *lowerer) num(v float64, pos int32) Reg {
	return l.constant(Const{Kind: Number, Num: v}, pos)
}

func (l *lowerer) move(dst, src Reg, pos int32) {
	l.emit(Instr{Op: OpMove, Dst: dst, A: src, B: None, C: None, Pos: pos})
}

// assignReg is move for the register of a variable.
func (l *lowerer) assignReg(dst, src Reg, pos int32) {
	l.writes++
	l.move(dst, src, pos)
}

func (l *lowerer) getProp(obj Reg, name string, pos, end int32) Reg {
	if name == "" {
		return l.op(OpGet, 0, obj, l.str("", pos), pos)
	}
	dst := l.temp()
	l.emit(Instr{Op: OpGetProp, Dst: dst, A: obj, B: None, C: None, Name: name, Pos: pos, End: end})
	return dst
}

func (l *lowerer) setProp(obj Reg, name string, val Reg, pos int32) {
	if name == "" {
		l.emit(Instr{Op: OpSet, Dst: None, A: obj, B: l.str("", pos), C: val, Pos: pos})
		return
	}
	l.emit(Instr{Op: OpSetProp, Dst: None, A: obj, B: val, C: None, Name: name, Pos: pos})
}

func (l *lowerer) loadGlobal(name string, pos int32) Reg {
	dst := l.temp()
	end := int32(0)
	if text := l.u.Source.Text; int(pos) < len(text) && strings.HasPrefix(text[pos:], name) {
		end = pos + int32(len(name)) // else it is not in the text, as for `export`
	}
	l.emit(Instr{Op: OpLoadGlobal, Dst: dst, A: None, B: None, C: None, Name: name, Pos: pos, End: end})
	return dst
}

func (l *lowerer) loadVar(v *Var, pos int32) Reg {
	dst := l.temp()
	x := l.extra()
	x.Var = v
	l.emit(Instr{Op: OpLoadVar, Dst: dst, A: None, B: None, C: None, Pos: pos, X: x})
	return dst
}

func (l *lowerer) storeVar(v *Var, val Reg, init bool, pos int32) {
	x := l.extra()
	x.Var = v
	i := Instr{Op: OpStoreVar, Dst: None, A: val, B: None, C: None, Pos: pos, X: x}
	if init {
		i.Sub = 1
	}
	l.emit(i)
}

func (l *lowerer) enterScope(s *Scope, pos int32) {
	if s != nil {
		x := l.extra()
		x.Scope = s
		l.emit(Instr{Op: OpEnterScope, Dst: None, A: None, B: None, C: None, Pos: pos, X: x})
	}
}

func (l *lowerer) call(fn, this Reg, args []Arg, pos, end int32) Reg {
	dst := l.temp()
	x := l.extra()
	x.Args = args
	l.emit(Instr{Op: OpCall, Dst: dst, A: fn, B: this, C: None, Pos: pos, End: end, X: x})
	return dst
}

// --- operands that later operands may overwrite

// held remembers where an operand was evaluated. In `f(a, a = 2)` the first
// argument is the old value, though a's register holds the new one by the time
// of the call.
type held struct {
	reg    Reg
	block  *Block
	index  int
	writes int
}

func (l *lowerer) hold(r Reg) held {
	return held{reg: r, block: l.cur, index: len(l.cur.Instrs), writes: l.writes}
}

// settle returns the register to use: the operand's own, or a copy that is put
// in where it was evaluated if a variable was assigned since. Settle the
// operands of one instruction in reverse order, so that the places stay valid.
func (l *lowerer) settle(h held) Reg {
	if h.reg < 0 || !l.isVar[h.reg] || h.writes == l.writes || h.block.ID < 0 {
		return h.reg
	}
	dst := l.temp()
	in := append(h.block.Instrs, Instr{})
	copy(in[h.index+1:], in[h.index:])
	in[h.index] = Instr{Op: OpMove, Dst: dst, A: h.reg, B: None, C: None}
	h.block.Instrs = in
	return dst
}

// tooDeep counts a level of recursion; it reports whether to give up.
func (l *lowerer) tooDeep() bool {
	l.depth++
	return l.depth > maxDepth
}

func (l *lowerer) sym(ref js.Ref) (*symbol, uint32) {
	i := l.u.follow(ref)
	return &l.u.syms[i], i
}
