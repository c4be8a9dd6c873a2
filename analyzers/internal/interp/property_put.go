package interp

import (
	"slices"
	"strconv"

	"github.com/minivet/minivet/jsparse/ir"
)

// put writes a property of every object that a value may be.
func (f *frame) put(ins *ir.Instr, obj Value, name string, val Value) {
	held := f.st.held()
	tagged := tag(val, held)
	for _, e := range obj {
		o := f.in.atoms[e.A].obj
		if o != nil {
			if h := f.st.held(); h != held { // a setter proved something
				held, tagged = h, tag(val, h)
			}
			f.putObject(ins, o, e, name, tagged)
		}
		if (o == nil || o.kind == oPlatform) && handlerName(name) {
			f.handlerOf(ins, e, name, val)
		}
	}
}

func (f *frame) putObject(ins *ir.Instr, o *Object, e Elem, name string, val Value) {
	in := f.in
	if o.inst != nil || in.isData(o) {
		in.flags(in.prop(o, name), f.st.must)
		val = lasting(val)
	}
	if f.putSpecial(ins, o, name, val) || f.keepsForItself(o) {
		return
	}
	f.packTable(o, name, val)
	f.extends(o, name, val)
	if s := f.setterOf(o, name); s != nil {
		f.invoke(&invocation{ins: ins, fn: in.read(s, f.act), this: Value{e}, args: callArgs{list: []Value{val}}, sub: 901, why: "setter"})
		return
	}
	if o.kind == oArray && name == "length" {
		in.shrink(o)
	} else if o.kind == oArray {
		if n, err := strconv.Atoi(name); err == nil && n > 64 {
			in.add(in.anyProp(o), val)
			return
		}
	}
	if ins.Op == ir.OpSetProp || ins.Op == ir.OpSet {
		f.overwrites(ins, o, name, val)
	}
	in.add(in.prop(o, name), val)
}

// setterOf finds the setter of a property, its own or inherited.
func (f *frame) setterOf(o *Object, name string) *Cell {
	if s := o.setter[name]; s != nil || o.proto == nil {
		return s
	}
	seen := map[*Object]bool{o: true}
	queue := f.in.read(o.proto, f.act)
	for len(queue) > 0 && len(seen) < maxProtos {
		po := f.in.atoms[queue[0].A].obj
		queue = queue[1:]
		if po == nil || seen[po] {
			continue
		}
		seen[po] = true
		if s := po.setter[name]; s != nil {
			return s
		}
		if po.proto != nil {
			queue = append(queue[:len(queue):len(queue)], f.in.read(po.proto, f.act)...)
		}
	}
	return nil
}

func (f *frame) putDynamic(ins *ir.Instr, obj, key, val Value) {
	names, known := f.in.keys(key)
	if len(names)*len(obj) > maxProduct {
		names, known = nil, false
	}
	for _, n := range names {
		f.put(ins, obj, n, val)
	}
	if known {
		return
	}
	val = tag(val, f.st.held())
	for _, e := range obj {
		if o := f.in.atoms[e.A].obj; o != nil {
			f.in.putUnder(o, key, val)
		}
	}
}

// spread copies the own properties of src into dst, except some.
func (f *frame) spread(dst, src Value, except []string, ins *ir.Instr) {
	if len(dst) > 1 && len(dst)*len(src) > maxProduct {
		f.spreadAny(dst, src)
		return
	}
	for _, d := range dst {
		do := f.in.atoms[d.A].obj
		if do == nil {
			continue
		}
		for _, s := range src {
			info := &f.in.atoms[s.A]
			switch info.kind {
			case kUnknown:
				f.in.escape(Value{s})
				f.spreadUnknown(do, s, except)
			case kObject:
				f.copyProps(ins, do, info.obj, s, except)
			}
		}
	}
}

// spreadUnknown copies what is not known. Of a source's result its fields are: what else
// it holds is no personal data, and must not make such of every property that is read of
// the object later.
func (f *frame) spreadUnknown(do *Object, s Elem, except []string) {
	in := f.in
	info := in.labels[in.atoms[s.A].label]
	fields := info.fields()
	if len(fields) == 0 {
		in.add(in.anyProp(do), Value{{s.A, s.T, 0}})
		return
	}
	for _, name := range fields {
		if !slices.Contains(except, name) {
			in.add(in.prop(do, name), f.getUnknown(in.atoms[s.A].label, s, name))
		}
	}
	in.add(in.anyProp(do), Value{{atomUnknown, s.T, 0}})
}

// fields are the names of the personal fields of a source's result, or of what leads to
// some, where it is known to be an object of such; nil else.
func (l labelInfo) fields() []string {
	if l.src == nil || l.path != "" {
		return nil
	}
	var out []string
	for _, path := range l.src.API.Fields {
		name := root(path)
		if name == "" {
			return nil
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// spreadAny is spread where too many objects may be copied into too many: which name a
// value has is given up.
func (f *frame) spreadAny(dst, src Value) {
	in := f.in
	var all Value
	for _, s := range src {
		switch info := &in.atoms[s.A]; info.kind {
		case kUnknown:
			in.escape(Value{s})
			all = join(all, Value{{s.A, s.T, 0}})
		case kObject:
			all = join(all, in.read(in.everyProp(info.obj), f.act))
		}
	}
	f.spend(len(dst) + len(src))
	for _, d := range in.objects(dst) {
		in.add(in.anyProp(d), tag(all, f.st.held()))
	}
}

func (f *frame) copyProps(ins *ir.Instr, do, so *Object, s Elem, except []string) {
	in := f.in
	if do == so {
		return
	}
	if so.kind == oNamespace {
		for _, name := range f.apiNames() {
			if !slices.Contains(except, name) {
				in.add(in.prop(do, name), tag(f.getAtom(ins, s, name), f.st.held()))
			}
		}
		return
	}
	in.depend(&so.shape, f.act)
	for _, name := range so.order {
		if slices.Contains(except, name) || do.kind == oArray && name == "length" {
			continue
		}
		v := in.read(so.props[name], f.act)
		if g := so.getter[name]; g != nil {
			v = join(v, f.callGetter(ins, in.read(g, f.act), Value{s}))
		}
		f.spend(1)
		f.putObject(ins, do, Elem{A: do.atom}, name, tag(v, f.st.held()))
	}
	if so.any != nil {
		in.add(in.anyProp(do), tag(in.read(so.any, f.act), f.st.held()))
	}
}
