package interp

import (
	"strconv"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// get reads a property of every object that a value may be.
func (f *frame) get(ins *ir.Instr, obj Value, name string) Value {
	var out Value
	if len(obj) > 1 && f.body.dispatches[ins] {
		out = f.getMethod(ins, obj, name)
	} else if len(obj) > fewJoined {
		found := make([]Value, 0, len(obj))
		for _, e := range obj {
			// Objects that were filled under unknown keys all at once hold the same.
			if v := f.getAtom(ins, e, name); len(found) == 0 || !same(v, found[len(found)-1]) {
				found = append(found, v)
			}
		}
		out = joinAll(found)
	} else {
		for _, e := range obj {
			out = join(out, f.getAtom(ins, e, name))
		}
	}
	if len(out) == 0 && len(obj) > 0 && !f.act.lenient {
		f.act.stuck = true
	}
	return out
}

func (f *frame) getAtom(ins *ir.Instr, e Elem, name string) Value {
	in := f.in
	info := &in.atoms[e.A]
	switch info.kind {
	case kUndefined, kNull:
		return nil
	case kUnknown:
		return f.getUnknown(info.label, e, name)
	case kObject:
	default:
		return in.primitiveMethod(f, info, e, name)
	}
	f.spend(1)
	o := info.obj
	if special, ok := f.getSpecial(ins, o, e, name); ok {
		return special
	}
	if o.lazy != nil {
		f.startPacked(ins, o.lazy)
	}
	if o.runtime != nil {
		if v, ok := f.runtimeMember(ins, o, name); ok {
			return v
		}
	}
	return f.getOwn(ins, o, e, name)
}

// getOwn reads a property of an object, then of what it inherits from.
func (f *frame) getOwn(ins *ir.Instr, o *Object, e Elem, name string) Value {
	in := f.in
	var out Value
	found := false
	if o.kind == oArray && name == "length" {
		elems, _, whole := f.arrayElements(o)
		if whole && !o.shrinks {
			return single(in.num(float64(len(elems))), 0)
		}
		return f.size(o)
	}
	if o.kind == oMap && name == "size" {
		return f.size(o)
	}
	if name == "prototype" && o.kind == oFunction {
		in.givePrototype(o)
	}
	if o.loose {
		if _, err := strconv.Atoi(name); err == nil {
			return f.getAny(ins, o, e) // which of them comes first is not known
		}
	}
	if c := o.props[name]; c != nil {
		out = in.joins.join(out, in.read(c, f.act))
		found = len(c.val) > 0 || o.getter[name] == nil
	} else {
		in.absent(o, name, f.act)
	}
	if g := o.getter[name]; g != nil {
		found = true
		out = join(out, f.callGetter(ins, in.read(g, f.act), Value{e}))
	}
	if o.any != nil && o.keyed(name) {
		out = in.joins.join(out, in.read(o.any, f.act))
	}
	if o.templates {
		out = in.joins.join(out, f.templated(o, name))
	}
	if o.proto != nil && (!found || o.inst != nil) {
		if v := f.inherited(ins, o, e, name); len(v) > 0 {
			found = true
			out = join(out, v)
		}
	}
	if m := in.builtinMethod(o, name); m != nil && (!found || o.kind == oArray && f.body.kept[ins]) {
		if found { // what the code takes here it replaces below: it would be seen to call itself
			out = nil
		}
		found = true
		out = join(out, Value{{m.atom, e.T, e.T}})
	}
	switch {
	case found:
	case o.open:
		out = in.joins.join(out, unknownValue)
	default:
		out = in.joins.join(out, maybeUndefined)
	}
	return out
}

// keyed tells whether a name may be among the keys that are not known: of an array
// only indexes are, of a map none.
func (o *Object) keyed(name string) bool {
	switch o.kind {
	case oArray:
		return name != "" && name[0] >= '0' && name[0] <= '9'
	case oMap, oGenerator:
		return false
	}
	return true
}

// maxProtos bounds the prototypes that one look-up visits.
const maxProtos = 64

// inherited reads a property from what an object inherits from, with the receiver
// kept for getters. Where a prototype has the property, those behind it are not
// asked. A missing property yields nothing, not undefined.
func (f *frame) inherited(ins *ir.Instr, o *Object, recv Elem, name string) Value {
	in := f.in
	var out Value
	seen := map[*Object]bool{o: true}
	queue := in.read(o.proto, f.act)
	for len(queue) > 0 && len(seen) < maxProtos {
		p := queue[0]
		queue = queue[1:]
		po := in.atoms[p.A].obj
		if po == nil || seen[po] {
			continue
		}
		seen[po] = true
		v := f.getShallow(ins, po, recv, p, name)
		out = join(out, v)
		if len(v) == 0 && po.proto != nil {
			queue = append(queue[:len(queue):len(queue)], in.read(po.proto, f.act)...)
		}
	}
	return out
}

// getShallow reads a property of a prototype itself.
func (f *frame) getShallow(ins *ir.Instr, o *Object, recv, e Elem, name string) Value {
	in := f.in
	if o.kind != oPlain && o.kind != oFunction && o.kind != oArray {
		if special, ok := f.getSpecial(ins, o, e, name); ok {
			return special
		}
	}
	if o.runtime != nil {
		if v, ok := f.runtimeMember(ins, o, name); ok {
			return v
		}
	}
	var out Value
	if c := o.props[name]; c != nil {
		out = in.read(c, f.act)
		if i := in.atoms[recv.A].obj; i != nil && i.inst != nil {
			out = f.current(i.inst, o, name, out)
		}
	} else {
		in.absent(o, name, f.act)
	}
	if g := o.getter[name]; g != nil {
		out = join(out, f.callGetter(ins, in.read(g, f.act), Value{recv}))
	}
	if o.any != nil && o.keyed(name) {
		out = in.joins.join(out, in.read(o.any, f.act))
	}
	return out
}

func (f *frame) callGetter(ins *ir.Instr, fn Value, this Value) Value {
	v, _ := f.invoke(&invocation{ins: ins, fn: fn, this: this, sub: 900, why: "getter"})
	return v
}

// getUnknown reads a property of unknown data: still unknown, and still personal
// where the property is (or leads to) a personal field of the source's result.
func (f *frame) getUnknown(l Label, e Elem, name string) Value {
	if name == "concat" && f.in.atoms[e.A].str != "" { // a text whose beginning is known
		return Value{{f.in.nativeObject(stringMethods["concat"]).atom, e.T, e.T}}
	}
	if n := listBuilders[name]; n != nil {
		return Value{{f.in.nativeObject(n).atom, e.T, e.T}}
	}
	if l == 0 {
		return Value{{atomUnknown, e.T, 0}}
	}
	info := f.in.labels[l]
	if name == "toFixed" && info.coordinate() {
		return Value{{f.in.toFixed(info.src, info.path).atom, e.T, e.T}}
	}
	if info.path != "" && (info.src.personalWhole(info.path) || isContainerMethod(name)) {
		return Value{{e.A, e.T, 0}} // derived from a field: its length, a method of it
	}
	if info.path == "" && name == "1" && f.in.yieldsPairs() && !info.src.personal("[]") {
		return Value{{e.A, e.T, 0}} // const [error, res] = await uni.getLocation()
	}
	path := fieldPath(info.path, name)
	if strings.Count(path, ".") > 8 {
		return Value{{e.A, e.T, 0}}
	}
	// A list and what its methods hand to their callbacks are one value here, so that a
	// field of the elements is read off either.
	if elem := info.path + "[]." + name; !info.src.personal(path) && info.src.personal(elem) {
		path = elem
	}
	if !info.src.personal(path) {
		if info.src.personalWhole(info.path) {
			return Value{{e.A, e.T, 0}} // derived from a field: its length, a method of it
		}
		if isContainerMethod(name) {
			return Value{{e.A, e.T, 0}}
		}
		info.src.read(path)
		return Value{{atomUnknown, e.T, 0}}
	}
	info.src.read(path)
	return Value{{f.in.unknown(f.in.label(info.src, path)), e.T, 0}}
}

func fieldPath(path, name string) string {
	if _, err := strconv.Atoi(name); err == nil {
		return path + "[]"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

// isContainerMethod: what these return or hand to their callback is still the data.
func isContainerMethod(name string) bool {
	switch name {
	case "map", "forEach", "filter", "find", "some", "every", "reduce", "slice", "concat", "sort", "reverse",
		"splice", "join", "indexOf", "includes", "flat", "flatMap", "toString", "entries", "values", "keys", "length",
		"findIndex", "pop", "shift", "at":
		return true
	}
	return false
}

// maxProduct bounds the combinations of objects and keys that are told apart.
const maxProduct = 128

// getDynamic reads obj[key].
func (f *frame) getDynamic(ins *ir.Instr, obj, key Value) Value {
	in := f.in
	if len(key) == 0 {
		return nil
	}
	_, known := in.keys(key)
	if len(key)*len(obj) > maxProduct {
		key, known = nil, false
	}
	var out []Value
	for k, e := range key {
		// What is found under a name was asked for by it: in STEPS[state] the step for
		// "granted" is taken where the state is that.
		if names, _ := in.keys(key[k : k+1]); len(names) > 0 {
			out = append(out, tag(f.get(ins, obj, names[0]), in.known(e)&^lastAnswer))
		}
	}
	if known {
		return joinAll(out)
	}
	for _, e := range obj {
		info := &in.atoms[e.A]
		switch info.kind {
		case kUnknown:
			out = append(out, f.getUnknown(info.label, e, "0"))
		case kObject:
			out = append(out, f.getAny(ins, info.obj, e))
		case kString, kNumber, kTrue, kFalse:
			out = append(out, unknownValue)
		}
	}
	return joinAll(out)
}

// getAny reads a property whose name is not known: any of them.
func (f *frame) getAny(ins *ir.Instr, o *Object, e Elem) Value {
	in := f.in
	switch o.kind {
	case oNamespace:
		return in.nativeObject(unknownAPI).val()
	case oAuthSetting, oPlatform, oStorage:
		return single(atomUnknown, 0)
	}
	out := in.joins.join(maybeUndefined, in.read(in.everyProp(o), f.act))
	if o.proto != nil && o.kind == oPlain {
		for _, p := range in.read(o.proto, f.act) {
			if po := in.atoms[p.A].obj; po != nil && po != o && po.kind == oPlain {
				out = in.joins.join(out, in.read(in.everyProp(po), f.act))
			}
		}
	}
	return out
}
