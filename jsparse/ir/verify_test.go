package ir

import (
	"fmt"
	"testing"
)

// verify checks what every consumer of a body relies on.
func verify(t *testing.T, u *Unit, f *Func) {
	t.Helper()
	b := u.Body(f)
	if err := verifyBody(u, b); err != nil {
		t.Errorf("%s: %s: %v", u.Source.Path, f, err)
	}
}

func verifyBody(u *Unit, b *Body) error {
	if len(b.Blocks) == 0 {
		return fmt.Errorf("no blocks")
	}
	id := func(n int32) bool { return n >= 0 && int(n) < len(b.Blocks) }
	reg := func(r Reg) bool { return r >= None && int(r) < b.NumRegs }
	for i, blk := range b.Blocks {
		if int(blk.ID) != i || blk.Handler != -1 && !id(blk.Handler) || int(blk.Loop) >= len(b.Loops) {
			return fmt.Errorf("b%d: bad id, handler or loop", i)
		}
		for j, s := range blk.Term.Succs {
			need := blk.Term.Kind == Branch || blk.Term.Kind == Next || blk.Term.Kind == Jump && j == 0
			if need != id(s) {
				return fmt.Errorf("b%d: bad successor %d of %s", i, s, blk.Term)
			}
			if s == 0 {
				return fmt.Errorf("b%d: leads to the entry", i)
			}
		}
		if needs := blk.Term.Kind == Branch || blk.Term.Kind == Next || blk.Term.Kind == Throw; needs && blk.Term.A < 0 || !reg(blk.Term.A) {
			return fmt.Errorf("b%d: terminator without operand", i)
		}
		for k := range blk.Instrs {
			if err := verifyInstr(u, b, blk, k); err != nil {
				return fmt.Errorf("b%d: %s: %w", i, &blk.Instrs[k], err)
			}
		}
	}
	for i, l := range b.Loops {
		if !id(l.Header) || int(l.Parent) >= i || b.Blocks[l.Header].Loop != int32(i) {
			return fmt.Errorf("loop %d: bad header or parent", i)
		}
	}
	return nil
}

// needsA lists the operations without which A makes no sense.
var needsA = map[Op]bool{
	OpMove: true, OpStoreVar: true, OpStoreGlobal: true, OpGetProp: true, OpGet: true, OpSetProp: true, OpSet: true,
	OpDefine: true, OpSpread: true, OpObjRest: true, OpArrRest: true, OpCall: true, OpNew: true, OpTagged: true,
	OpUnary: true, OpBinary: true, OpAwait: true, OpIter: true, OpImportGet: true, OpImportDyn: true, OpJSX: true, OpDecorate: true,
}

var needsX = map[Op]bool{
	OpConst: true, OpLoadVar: true, OpStoreVar: true, OpEnterScope: true, OpClosure: true, OpClass: true,
	OpCall: true, OpNew: true, OpNewArray: true, OpConcat: true, OpSuperCall: true, OpTagged: true, OpJSX: true, OpObjRest: true, OpDecorate: true,
}

func verifyInstr(u *Unit, b *Body, blk *Block, k int) error {
	in := &blk.Instrs[k]
	for _, r := range []Reg{in.Dst, in.A, in.B, in.C} {
		if r < None || int(r) >= b.NumRegs {
			return fmt.Errorf("register out of range")
		}
	}
	switch {
	case in.Op == OpInvalid:
		return fmt.Errorf("no operation")
	case needsA[in.Op] && in.A == None:
		return fmt.Errorf("A is missing")
	case needsX[in.Op] && in.X == nil:
		return fmt.Errorf("X is missing")
	case in.Op == OpCatch && k != 0:
		return fmt.Errorf("catch is not first")
	case (in.Op == OpLoadVar || in.Op == OpStoreVar) && (in.X.Var == nil || in.X.Var.Scope == nil):
		return fmt.Errorf("variable without scope")
	case (in.Op == OpLoadVar || in.Op == OpStoreVar) && !visible(b.Fn, in.X.Var.Scope):
		return fmt.Errorf("variable %s of a scope that is not around %s", in.X.Var, b.Fn)
	case in.End != 0 && u.Source.Map == nil && (in.End < in.Pos || int(in.End) > len(u.Source.Text)):
		return fmt.Errorf("bad range [%d,%d)", in.Pos, in.End)
	case blk.Handler >= 0 && canThrow(in.Op) && k != len(blk.Instrs)-1:
		return fmt.Errorf("instructions behind a call in a block with a handler")
	}
	if in.X != nil {
		for _, a := range in.X.Args {
			if a.Reg < None || int(a.Reg) >= b.NumRegs {
				return fmt.Errorf("argument out of range")
			}
		}
	}
	return nil
}

// visible: a scope of the function itself or one around it.
func visible(f *Func, s *Scope) bool {
	if s.Fn == f {
		return true
	}
	for o := f.Outer; o != nil; o = o.Parent {
		if o == s {
			return true
		}
	}
	return false
}
