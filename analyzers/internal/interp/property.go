package interp

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// get reads a property of every object that a value may be.
func (f *frame) get(ins *ir.Instr, obj Value, name string) Value {
	var out Value
	if len(obj) > fewJoined {
		found := make([]Value, 0, len(obj))
		for _, e := range obj {
			found = append(found, f.getAtom(ins, e, name))
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
	if _, err := strconv.Atoi(name); err == nil && o.loose {
		return f.getAny(ins, o, e) // which of them comes first is not known
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
		out = join(out, unknownValue)
	default:
		out = join(out, single(atomUndefined, 0))
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
	if info.path == "" && name == "1" && !info.src.personal("[]") {
		return Value{{e.A, e.T, 0}} // const [error, res] = await uni.getLocation(), in uni-app with Vue 2
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
	names, known := in.keys(key)
	if len(names)*len(obj) > maxProduct {
		names, known = nil, false
	}
	var out []Value
	for _, n := range names {
		out = append(out, f.get(ins, obj, n))
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

// put writes a property of every object that a value may be.
func (f *frame) put(ins *ir.Instr, obj Value, name string, val Value) {
	held := f.st.held()
	tagged := tag(val, held)
	for _, e := range obj {
		if o := f.in.atoms[e.A].obj; o != nil {
			if h := f.st.held(); h != held { // a setter proved something
				held, tagged = h, tag(val, h)
			}
			f.putObject(ins, o, e, name, tagged)
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
			f.in.add(f.in.anyProp(o), val)
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
				f.in.add(f.in.anyProp(do), Value{{s.A, s.T, 0}})
			case kObject:
				f.copyProps(ins, do, info.obj, s, except)
			}
		}
	}
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
		for _, name := range in.apiNames() {
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

// elements are the elements of what an iterator runs over, or of an array. whole:
// these are all of them, in order; else rest stands for any.
func (f *frame) elements(v Value) (elems []Value, rest Value, whole bool) {
	in := f.in
	if len(v) == 1 {
		if o := in.atoms[v[0].A].obj; o != nil && (o.typ == "iterator" || o.typ == "keys" || o.typ == awaitIterator) {
			over := in.read(o.props["over"], f.act)
			switch o.typ {
			case "keys":
				return f.keysOf(over)
			case awaitIterator:
				return f.awaitElements(over)
			}
			return f.elements(over)
		}
	}
	whole = len(v) == 1
	for _, e := range v {
		info := &in.atoms[e.A]
		switch info.kind {
		case kUnknown:
			rest = join(rest, f.getUnknown(info.label, e, "0"))
			whole = false
		case kObject:
			es, r, w := f.arrayElements(info.obj)
			if !w || !whole {
				whole = false
			}
			if len(v) == 1 {
				elems = es
			} else {
				for _, x := range es {
					rest = join(rest, x)
				}
			}
			rest = join(rest, r)
		case kString:
			rest = join(rest, single(atomUnknown, 0))
			whole = false
		}
	}
	return elems, rest, whole && len(rest) == 0
}

// anyElement is what any element of an array, map or generator may be.
func (f *frame) anyElement(v Value) Value {
	elems, rest, _ := f.elements(v)
	for _, e := range elems {
		rest = join(rest, e)
	}
	return rest
}

func (f *frame) arrayElements(o *Object) (elems []Value, rest Value, whole bool) {
	in := f.in
	switch o.kind {
	case oMap:
		return nil, join(f.iterated(o), Value{{A: atomUnknown}}), false
	case oGenerator:
		if o.any != nil {
			return nil, in.read(o.any, f.act), false
		}
		return nil, single(atomUnknown, 0), false
	case oPlatform:
		return nil, single(atomUnknown, 0), false
	case oArray:
	default:
		return nil, nil, true
	}
	in.depend(&o.shape, f.act)
	if o.loose {
		return nil, in.read(in.everyProp(o), f.act), false
	}
	whole = true
	for i := 0; i < len(o.order); i++ {
		c := o.props[strconv.Itoa(i)]
		if c == nil {
			break
		}
		elems = append(elems, in.read(c, f.act))
	}
	if len(elems) < countIndexes(o) {
		whole = false
		for _, name := range o.order {
			if _, err := strconv.Atoi(name); err == nil {
				rest = join(rest, in.read(o.props[name], f.act))
			}
		}
	}
	if o.any != nil {
		whole = false
		rest = join(rest, in.read(o.any, f.act))
	}
	return elems, rest, whole
}

// looseElements are the elements of an array that is loose, each at its place in the
// array that they were taken from; nil where there is none.
func (f *frame) looseElements(o *Object) (elems []Value, rest Value) {
	f.in.depend(&o.shape, f.act)
	elems = make([]Value, 0, len(o.order))
	for i := range maxUnroll {
		if c := o.props[strconv.Itoa(i)]; c != nil {
			for len(elems) < i {
				elems = append(elems, nil)
			}
			elems = append(elems, f.in.read(c, f.act))
		}
	}
	if o.any != nil {
		rest = f.in.read(o.any, f.act)
	}
	return elems, rest
}

func countIndexes(o *Object) int {
	n := 0
	for _, name := range o.order {
		if name != "" && name[0] >= '0' && name[0] <= '9' {
			n++
		}
	}
	return n
}

// keysOf are the property names that for-in or Object.keys yield.
func (f *frame) keysOf(v Value) (names []Value, rest Value, whole bool) {
	in := f.in
	whole = len(v) > 0
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			names = append(names, single(in.str(name), 0))
		}
	}
	for _, e := range v {
		info := &in.atoms[e.A]
		switch {
		case info.kind == kUnknown:
			whole = false
			rest = join(rest, single(atomUnknown, 0))
		case info.kind == kObject && info.obj.kind == oNamespace:
			for _, n := range in.apiNames() {
				add(n)
			}
		case info.kind == kObject && (info.obj.kind == oPlatform || info.obj.open):
			whole = false
			rest = join(rest, single(atomUnknown, 0))
		case info.kind == kObject:
			in.depend(&info.obj.shape, f.act)
			for _, n := range info.obj.order {
				add(n)
			}
			if info.obj.any != nil {
				whole = false
				rest = join(rest, single(atomUnknown, 0))
			}
			if p := info.obj.proto; p != nil && info.obj.fn == nil {
				for _, pe := range in.read(p, f.act) {
					if po := in.atoms[pe.A].obj; po != nil && po.kind == oPlain && po.home == nil {
						for _, n := range po.order {
							if n != "constructor" {
								add(n)
							}
						}
					}
				}
			}
		}
	}
	return names, rest, whole
}

// apiNames are the members of wx that matter when a program enumerates it: those
// of the catalogue that the program mentions anywhere, in order.
func (in *Interp) apiNames() []string {
	if in.mentioned != nil {
		return in.mentioned
	}
	set := map[string]bool{}
	for _, api := range in.cat.APIs() {
		if !strings.ContainsAny(api.Name, ".<#:") {
			set[api.Name] = true
		}
	}
	for _, s := range in.cat.Sinks() {
		if !strings.ContainsAny(s.Name, ".<#:") {
			set[s.Name] = true
		}
	}
	for _, n := range []string{"showToast", "showLoading", "hideLoading", "navigateTo", "redirectTo", "showModal", "setStorageSync", "getStorageSync"} {
		set[n] = true
	}
	in.mentioned = in.mentions(slices.Sorted(maps.Keys(set)))
	return in.mentioned
}

// maxMentions is how many of the names a module may have for all of them to count: one
// with more has a library's list of all APIs, which says nothing of what is used. Of such
// a module those count that are read as members.
const maxMentions = 60

// mentions are those of the names that stand in some module.
func (in *Interp) mentions(names []string) []string {
	found := map[string]bool{}
	for _, m := range in.prog.Modules {
		if m.Unit == nil {
			continue
		}
		var here []string
		for _, n := range names {
			if strings.Contains(m.Unit.Source.Text, n) {
				here = append(here, n)
			}
		}
		for _, n := range here {
			if len(here) <= maxMentions || strings.Contains(m.Unit.Source.Text, "."+n) {
				found[n] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// labelsIn collects the personal data in a value, through objects, up to a bound.
func (f *frame) labelsIn(v Value) []Label {
	c := &collector{f: f, seen: map[*Object]bool{}, got: map[Label]bool{}}
	c.value(v, 0)
	return c.out
}

type collector struct {
	f    *frame
	seen map[*Object]bool
	got  map[Label]bool
	out  []Label
}

// maxCollected bounds the objects looked into at one sink.
const maxCollected = 400

func (c *collector) value(v Value, depth int) {
	for _, e := range v {
		info := &c.f.in.atoms[e.A]
		c.f.in.escape(Value{e})
		if info.label != 0 && !c.got[info.label] {
			c.got[info.label] = true
			c.out = append(c.out, info.label)
		}
		if info.kind == kObject && depth < 8 {
			c.object(info.obj, depth)
		}
	}
}

func (c *collector) object(o *Object, depth int) {
	if c.seen[o] || len(c.seen) > maxCollected || !o.holdsData() {
		return
	}
	c.seen[o] = true
	c.f.spend(1)
	in := c.f.in
	in.depend(&o.shape, c.f.act)
	o.each(func(cell *Cell) { c.value(in.read(cell, c.f.act), depth+1) })
}

// toFixed is the method of a position's number: to few decimals, the place is lost.
func (in *Interp) toFixed(src *Source, path string) *Object {
	key := "toFixed " + path + " " + itoa(int(in.label(src, path)))
	o := in.natives[key]
	if o == nil {
		o = in.newObject(oNative)
		o.native = &native{name: "toFixed", call: func(c *nativeCall) Value {
			v := single(in.unknown(in.label(src, path)), 0)
			if n, ok := in.constNumber(c.arg(0)); path == pathNear || ok && n > 2 || !ok && len(c.inv.args.list) > 0 {
				return v
			}
			return in.rounded(v, "it is rounded to two decimals or fewer")
		}}
		in.natives[key] = o
	}
	return o
}
