package constant

import (
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

func (f *frame) operation(ins *ir.Instr) *Value {
	switch ins.Op {
	case ir.OpConcat:
		var b strings.Builder
		for _, a := range ins.X.Args {
			v := f.get(a.Reg)
			if v.Kind != Text || b.Len()+len(v.Text) > maxText {
				return &Value{}
			}
			b.WriteString(v.Text)
		}
		return &Value{Kind: Text, Text: b.String()}
	case ir.OpUnary:
		v := f.get(ins.A)
		if ins.Sub == ir.ToNumeric && v.Kind == Number {
			return &Value{Kind: Number, Num: v.Num}
		}
		if yes, known := v.truth(); known && ins.Sub == ir.Not {
			return &Value{Kind: Bool, True: !yes}
		}
		return &Value{}
	}
	a, b := f.get(ins.A), f.get(ins.B)
	if a.Kind == Number && b.Kind == Number {
		return counted(ins.Sub, a.Num, b.Num)
	}
	if a.Kind != Text || b.Kind != Text {
		return &Value{}
	}
	switch ins.Sub {
	case ir.Add:
		if len(a.Text)+len(b.Text) <= maxText {
			return &Value{Kind: Text, Text: a.Text + b.Text}
		}
	case ir.StrictEq, ir.LooseEq:
		return &Value{Kind: Bool, True: a.Text == b.Text}
	case ir.StrictNe, ir.LooseNe:
		return &Value{Kind: Bool, True: a.Text != b.Text}
	}
	return &Value{}
}

// counted is what loops compute of numbers.
func counted(op ir.BinaryOp, a, b float64) *Value {
	switch op {
	case ir.Add:
		return &Value{Kind: Number, Num: a + b}
	case ir.Sub:
		return &Value{Kind: Number, Num: a - b}
	case ir.Lt:
		return &Value{Kind: Bool, True: a < b}
	case ir.Le:
		return &Value{Kind: Bool, True: a <= b}
	case ir.Gt:
		return &Value{Kind: Bool, True: a > b}
	case ir.Ge:
		return &Value{Kind: Bool, True: a >= b}
	}
	return &Value{}
}
