package interp

import "github.com/minivet/minivet/jsparse/ir"

// Decorators of methods.
//
// Those of TypeScript are given the class, the name and a descriptor. They write another
// function to the descriptor's value, or return another descriptor:
//
//	(target, name, descriptor) => {
//	  const method = descriptor.value
//	  descriptor.value = async function (...args) { if (await ask()) return method.apply(this, args) }
//	}
//
// Those of the language are given the method and a context, and return the function that
// takes its place. Decorators of packages that are not there leave the method as it is.

var describedMethod, describeMethod *native

func init() {
	describedMethod = &native{name: "value of a descriptor", call: func(c *nativeCall) Value { return c.obj.bound.fn }}
	describeMethod = &native{name: "set value of a descriptor", call: func(c *nativeCall) Value {
		c.in.add(c.in.prop(c.obj.bound.obj, describedAs), c.arg(0))
		return single(atomUndefined, 0)
	}}
}

// describedAs is the member that holds what was written to a descriptor's value: reading
// the value yields the method that was there before.
const describedAs = "written value"

// decorated is what the decorators of a method make of it; the last one comes first.
func (f *frame) decorated(ins *ir.Instr) Value {
	in := f.in
	method := f.reg(ins.C)
	for _, e := range method {
		for _, d := range in.objects(f.reg(ins.A)) {
			if o := in.atoms[e.A].obj; o != nil {
				o.home = d
			}
		}
	}
	for k := len(ins.X.Args) - 1; k >= 0; k-- {
		method = f.decoratedBy(ins, f.reg(ins.X.Args[k].Reg), method, int32(k%50))
	}
	return method
}

// decoratedBy is what one decorator makes of a method.
func (f *frame) decoratedBy(ins *ir.Instr, decorator, method Value, k int32) Value {
	in := f.in
	var out Value
	for _, e := range decorator {
		o := in.atoms[e.A].obj
		if o == nil || o.kind != oFunction {
			if o == nil && in.atoms[e.A].kind == kUnknown || o != nil && o.kind == oNative {
				f.invoke(&invocation{ins: ins, fn: Value{e}, this: single(atomUndefined, 0), args: callArgs{list: []Value{f.reg(ins.A)}}, sub: 500 + k, why: "callback"})
			}
			out = join(out, method)
			continue
		}
		name := single(in.str(ins.Name), 0)
		if ins.Name == "" {
			name = f.reg(ins.B)
		}
		desc := f.descriptor(ins, method, k)
		args := []Value{f.reg(ins.A), name, desc.val()}
		if o.fn.NumParams < 3 && in.yieldsValue(o.fn) {
			args = []Value{method, unknownValue}
		}
		made, _ := f.invoke(&invocation{ins: ins, fn: Value{e}, this: single(atomUndefined, 0), args: callArgs{list: args}, sub: 600 + k, why: "callback"})
		out = join(out, f.described(made, desc, method))
	}
	return out
}

// descriptor is what a decorator is given of a method.
func (f *frame) descriptor(ins *ir.Instr, method Value, k int32) *Object {
	in := f.in
	desc := f.allocSub(oPlain, ins, 700+k)
	get, set := f.allocSub(oNative, ins, 800+k), f.allocSub(oNative, ins, 850+k)
	get.native, get.bound = describedMethod, &bound{fn: method}
	set.native, set.bound = describeMethod, &bound{obj: desc}
	in.accessor(&desc.getter, desc, "value", get.val())
	in.accessor(&desc.setter, desc, "value", set.val())
	return desc
}

// described is the method by what a decorator returned, or wrote to its descriptor.
func (f *frame) described(made Value, desc *Object, method Value) Value {
	in := f.in
	written := in.read(in.prop(desc, describedAs), f.act)
	if len(written) == 0 {
		written = method
	}
	var out Value
	for _, e := range made {
		switch o := in.atoms[e.A].obj; {
		case o == nil || o == desc:
			out = join(out, written)
		case o.kind == oFunction || o.kind == oNative:
			out = join(out, Value{e})
		case o.props["value"] != nil:
			out = join(out, f.replacing(in.read(o.props["value"], f.act), method))
		default:
			out = join(out, method)
		}
	}
	if len(out) == 0 {
		return written
	}
	return out
}

// replacing is the value of a new descriptor, {...descriptor, value() {}}: without the
// method that came with the old one, if there is another.
func (f *frame) replacing(v, method Value) Value {
	var out Value
	for _, e := range v {
		if !method.has(e.A) {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return v
	}
	return out
}

// yieldsValue tells whether a function returns something.
func (in *Interp) yieldsValue(fn *ir.Func) bool {
	for _, blk := range in.bodyOf(fn).Blocks {
		if blk.Term.Kind == ir.Return && blk.Term.A >= 0 {
			return true
		}
	}
	return false
}
