package constant

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// settings are what builds for the mini program put in place of names.
var settings = map[string]string{
	"process.env.TARO_ENV":     "weapp",
	"process.env.UNI_PLATFORM": "mp-weixin",
	"process.env.NODE_ENV":     "production",
}

// member is a member of what has any.
func (f *frame) member(v *Value, name string, ins *ir.Instr) *Value {
	switch v.Kind {
	case Object:
		if x := v.Find(name); x != nil {
			return f.placed(x, ins)
		}
	case namespace:
		return f.placed(f.take(v, name), ins)
	case global:
		name = v.Text + "." + name
		if s, ok := settings[name]; ok {
			return f.here(&Value{Kind: Text, Text: s}, ins)
		}
		return &Value{Kind: global, Text: name}
	case List, Text:
		return &Value{Kind: function, Text: name, Elems: []*Value{v}}
	}
	return unknown
}

// placed is a text that stands elsewhere, at the place that refers to it.
func (f *frame) placed(v *Value, ins *ir.Instr) *Value {
	if !f.main || v.Kind != Text {
		return v
	}
	c := *v
	return f.here(&c, ins)
}

// imported is what a module exports.
func (f *frame) imported(spec string) *Value {
	if f.e.find == nil {
		return unknown
	}
	src, ok := f.e.find(f.src.Path, spec)
	if !ok {
		return unknown
	}
	m := f.e.load(src)
	if m == nil {
		return unknown
	}
	return &Value{Kind: namespace, in: m}
}

// take is an export of a module; the default one of a module of CommonJS is the module.
func (f *frame) take(v *Value, name string) *Value {
	if v.Kind != namespace {
		return unknown
	}
	exports := v.in.exports()
	if x := exports.Find(name); x != nil {
		return x
	}
	if name == "default" || name == "*" {
		return exports
	}
	return unknown
}

func (f *frame) call(ins *ir.Instr) *Value {
	fn, args := f.get(ins.A), f.list(ins.X.Args)
	switch {
	case fn.Kind == function && fn.fn != nil:
		return fn.in.run(fn.fn, args)
	case fn.Kind == function && fn.Text == "concat" && fn.Elems[0].Kind == List:
		out := slices.Clone(fn.Elems[0].Elems)
		for _, a := range args {
			if a.Kind == List {
				out = append(out, a.Elems...)
			} else {
				out = append(out, a)
			}
		}
		return f.here(&Value{Kind: List, Elems: out[:min(len(out), maxElems)]}, ins)
	case fn.Kind != global || len(args) == 0:
		return unknown
	case fn.Text == "require" && args[0].Kind == Text:
		if v := f.imported(args[0].Text); v.Kind == namespace {
			return v.in.exports()
		}
		return unknown
	case fn.Text == "Object.assign":
		for _, a := range args[1:] {
			for _, m := range a.Members {
				args[0].set(m.Name, m.Value, m.Pos)
			}
		}
	}
	// defineAppConfig, Object.freeze and their like hand back what they are given.
	return args[0]
}

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
		if yes, known := f.get(ins.A).truth(); known && ins.Sub == ir.Not {
			return &Value{Kind: Bool, True: !yes}
		}
		return &Value{}
	}
	a, b := f.get(ins.A), f.get(ins.B)
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
