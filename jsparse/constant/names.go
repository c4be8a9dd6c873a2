package constant

import "github.com/minivet/minivet/jsparse/ir"

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
	case namespace, external:
		return f.placed(f.take(v, name), ins)
	case function:
		if x := v.Find(name); x != nil {
			return f.placed(x, ins)
		}
	case global:
		name = v.Text + "." + name
		if s, ok := settings[name]; ok {
			return f.here(&Value{Kind: Text, Text: s}, ins)
		}
		return &Value{Kind: global, Text: name}
	case List, Text:
		if name == "length" {
			return &Value{Kind: Number, Num: float64(max(len(v.Elems), len(v.Text)))}
		}
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

// element is a[b].
func (f *frame) element(v, key *Value, ins *ir.Instr) *Value {
	switch i := int(key.Num); {
	case key.Kind == Text:
		return f.member(v, key.Text, ins)
	case key.Kind == Number && v.Kind == List && i >= 0 && i < len(v.Elems):
		return f.placed(v.Elems[i], ins)
	}
	return unknown
}

// imported is what a module exports.
func (f *frame) imported(spec string) *Value {
	if f.e.find != nil {
		if src, ok := f.e.find(f.src.Path, spec); ok {
			return &Value{Kind: namespace, from: &src}
		}
	}
	return &Value{Kind: external, Text: spec}
}

// take is an export of a module; the default one of a module of CommonJS is the module.
func (f *frame) take(v *Value, name string) *Value {
	switch v.Kind {
	case external:
		return &Value{Kind: external, Text: v.Text, name: name}
	case namespace:
	default:
		return unknown
	}
	m := f.e.load(*v.from)
	if m == nil {
		return unknown
	}
	exports := m.exports()
	if x := exports.Find(name); x != nil {
		return x
	}
	if name == "default" || name == "*" {
		return exports
	}
	return unknown
}
