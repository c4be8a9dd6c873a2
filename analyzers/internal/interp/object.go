package interp

import (
	"maps"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// Cell is a place that values flow into and never leave: a property, a captured
// variable, a parameter, a function's result, a promise's outcome.
type Cell struct {
	val  Value
	deps []*Activation        // to evaluate again when val changes
	has  map[*Activation]bool // deps as a set, once there are many
	succ []flow               // cells that everything here flows on to
	wide widened
	// given is consent that held at some write of a flag here, if not at every: who tests
	// it is guarded on some way.
	given Bits
}

// flags notes that a flag was written while consent held.
func (in *Interp) flags(c *Cell, must Bits) { c.given |= must & consentAll }

// flow is an edge between cells; bits hold whenever a value takes it.
type flow struct {
	to   *Cell
	bits Bits
	by   *copier // what takes it is a copy of the value
}

// through is a value as it arrives.
func (f *flow) through(v Value) Value {
	if f.by != nil {
		v = f.by.value(v)
	}
	return tag(v, f.bits)
}

// ObjKind tells apart objects that behave in a way of their own.
type ObjKind uint8

const (
	oPlain ObjKind = iota
	oArray
	oFunction    // a closure
	oNative      // a function of the platform or the language
	oPromise     // fulfil and reject hold its outcome
	oGenerator   // a suspended call of a generator
	oNamespace   // wx and its like: members are APIs by name
	oPlatform    // an object that an API handed out; typ is its type
	oAuthSetting // authSetting: member scope is truthy once granted
	oStorage     // all of storage: members are keys
	oProxy       // new Proxy(target, handler)
	oHost        // the host object of a render function
	oProps       // this.props of a component
	oMap         // Map, Set and their weak forms
)

// Object is everything that is allocated at one site in one context.
type Object struct {
	atom  Atom
	kind  ObjKind
	props map[string]*Cell
	order []string // keys of props as they came, for deterministic enumeration
	any   *Cell    // values written under keys that are not known
	every *Cell    // see everyProp
	proto *Cell    // where a missing property is looked up
	shape Cell     // its deps want to know of new properties

	fn     *ir.Func // oFunction
	env    *Env
	home   *Object // the object that a method was defined in, for super
	super  *Cell   // superclass of a class
	native *native // oNative
	bound  *bound  // oNative: what it is bound to
	typ    string  // oPlatform, oNative: type or name
	getter map[string]*Cell
	setter map[string]*Cell

	fulfil, reject *Cell // oPromise
	gen            *genCall
	inst           *Instance // App, page or component instance that the object is
	site           *ir.Instr
	module         *moduleState
	missing        map[string]*Cell       // looked for and not there, see absent
	runtime        []*Object              // the frameworks whose code it is, see recognise
	lazy           *packed                // it runs when it is first read, see bundles
	model          bool                   // a model of a framework
	open           bool                   // a property that is not there is unknown, not undefined
	keys           *Object                // oMap: see keyset
	count          *Cell                  // oArray: what its length proves, see arrayFilter
	copies         []copying              // of it, see copier
	copyOf         *Object                // what it is a copy of
	written        map[string][]overwrite // see overwrites
	shrinks        bool                   // oArray: something takes elements out, see shrink
	templates      bool                   // some of its properties have templates for names, see putUnder
	loose          bool                   // oArray: some of the elements of another, each at its place there, see arrayFilter
}

// bound is the receiver and leading arguments of a native function.
type bound struct {
	this Value
	args []Value
	fn   Value
	obj  *Object
	data any
	busy bool // a call through it is under way
}

// genCall is a call of a generator function that has not run yet.
type genCall struct {
	fn   Elem
	this Value
	args callArgs
}

// Env is one environment: the captured variables of one scope.
type Env struct {
	scope  *ir.Scope
	parent *Env
	slots  []Cell
	act    *Activation
}

// maxProps bounds the known properties of an object; further ones share `any`.
const maxProps = 2000

func (in *Interp) newObject(kind ObjKind) *Object {
	o := &Object{kind: kind}
	in.stats.held += heldObject
	in.atoms = append(in.atoms, atomInfo{kind: kObject, obj: o})
	o.atom = Atom(len(in.atoms) - 1)
	return o
}

// programWide finds or makes the object of a name that a program has one of.
func (in *Interp) programWide(name string) *Object {
	o := in.nspaces[name]
	if o == nil {
		o = in.newObject(oPlain)
		in.nspaces[name] = o
	}
	return o
}

// val is the object as a value.
func (o *Object) val() Value { return Value{{A: o.atom}} }

// prop finds or makes the cell of an own property.
func (in *Interp) prop(o *Object, name string) *Cell {
	if c := o.props[name]; c != nil {
		return c
	}
	if o.props == nil {
		o.props = map[string]*Cell{}
	}
	if len(o.props) >= maxProps {
		return in.anyProp(o)
	}
	c := o.missing[name]
	if c == nil {
		c = &Cell{}
	} else {
		delete(o.missing, name)
	}
	in.stats.held += heldProp
	o.props[name] = c
	o.order = append(o.order, name)
	if o.every != nil {
		in.link(c, o.every, 0)
	}
	in.notify(&o.shape)
	for _, k := range o.copies {
		k.by.linkProp(c, k.to, name)
	}
	if runtimeSigns[name] != nil {
		in.recognise(o, name)
	}
	if strings.Contains(name, holeStart) {
		o.templates = true
		for _, n := range slices.Sorted(maps.Keys(o.missing)) {
			in.notify(o.missing[n])
		}
	}
	if strings.HasPrefix(name, "webpack") {
		in.lists = append(in.lists, c) // a list that chunks are handed to may hang on any object
	}
	return c
}

// absent notes that an activation looked for a property that is not there: it is
// evaluated again when the property, or one of an unknown name, gets a value.
func (in *Interp) absent(o *Object, name string, a *Activation) {
	c := o.props[name]
	if c == nil {
		c = o.missing[name]
	}
	if c == nil {
		if o.missing == nil {
			o.missing = map[string]*Cell{}
		}
		c = &Cell{}
		in.stats.held += heldProp
		o.missing[name] = c
	}
	in.depend(c, a)
}

// everyProp is the cell of all values under any key, made when a key that is not
// known is first read.
func (in *Interp) everyProp(o *Object) *Cell {
	if o.every == nil {
		o.every = &Cell{}
		for _, name := range o.order {
			in.link(o.props[name], o.every, 0)
		}
		if o.any != nil {
			in.link(o.any, o.every, 0)
		}
	}
	return o.every
}

func (in *Interp) anyProp(o *Object) *Cell {
	if o.any == nil {
		o.any = &Cell{}
		if o.every != nil {
			in.link(o.any, o.every, 0)
		}
		in.notify(&o.shape)
		for _, name := range slices.Sorted(maps.Keys(o.missing)) {
			in.notify(o.missing[name])
		}
		for _, k := range o.copies {
			k.by.linkAny(o.any, k.to)
		}
	}
	return o.any
}

// add lets a value flow into a cell and wakes what depends on it.
func (in *Interp) add(c *Cell, v Value) {
	if len(v) == 0 {
		return
	}
	if c.wide != (widened{}) && in.absorbed(c, v) {
		return
	}
	next := join(c.val, v)
	if same(next, c.val) {
		return
	}
	in.stats.work += len(next) / elemsPerWork
	// What the bound takes out again is no change.
	if next = in.bound(next, &c.wide); slices.Equal(next, c.val) {
		return
	}
	in.stats.held += heldElem * max(len(next)-len(c.val), 0)
	c.val = in.stored.value(next)
	in.noteWrite(c, v)
	in.notify(c)
	for i := range c.succ {
		in.pass(c, c.succ[i])
	}
}

// pass lets what is in a cell flow on.
func (in *Interp) pass(c *Cell, f flow) {
	if f.by != nil {
		at := in.at
		in.at = f.by.at
		defer func() { in.at = at }()
	}
	in.add(f.to, f.through(c.val))
}

// link makes everything in from flow to to; bits hold whenever it does.
func (in *Interp) link(from, to *Cell, bits Bits) { in.linkBy(from, to, bits, nil) }

// linkBy is link for what is copied on the way.
func (in *Interp) linkBy(from, to *Cell, bits Bits, by *copier) {
	if from == to {
		return
	}
	for i := range from.succ {
		if f := &from.succ[i]; f.to == to && f.by == by {
			if f.bits&^bits != 0 {
				f.bits &= bits
				in.pass(from, *f)
			}
			return
		}
	}
	in.stats.held += heldDep
	in.stats.work += len(from.succ) / elemsPerWork
	f := flow{to, bits, by}
	from.succ = append(from.succ, f)
	in.pass(from, f)
}

func (in *Interp) notify(c *Cell) {
	for _, a := range c.deps {
		in.enqueue(a)
	}
}

// read is the cell's value; the activation is evaluated again when it changes.
func (in *Interp) read(c *Cell, a *Activation) Value {
	in.depend(c, a)
	return c.val
}

func (in *Interp) depend(c *Cell, a *Activation) {
	if a == nil {
		return
	}
	if n := len(c.deps); n > 0 && c.deps[n-1] == a {
		return // the one that reads it most
	}
	if c.has[a] || c.has == nil && slices.Contains(c.deps, a) {
		return
	}
	in.stats.held += heldDep
	c.deps = append(c.deps, a)
	if c.has != nil {
		c.has[a] = true
	} else if len(c.deps) > 12 {
		c.has = make(map[*Activation]bool, 32)
		for _, d := range c.deps {
			c.has[d] = true
		}
	}
}

// widened says which constants a cell no longer tells apart, because it had too
// many: further ones are unknown data at once.
type widened struct {
	numbers, all bool
	full         bool // it holds as many objects as it may
	lastData     Atom // the last of the objects that are no functions, if there are too many
}

// absorbed tells that bound would take out again whatever is new in v: a cell that is
// full is written as often as one that is not, and joining takes long.
func (in *Interp) absorbed(c *Cell, v Value) bool {
	rest := Elem{T: everything, F: everything} // of the constants that become unknown
	last := c.val[len(c.val)-1].A
	i := 0
	for _, e := range v {
		for i < len(c.val) && c.val[i].A < e.A {
			i++
		}
		if i < len(c.val) && c.val[i].A == e.A {
			if old := c.val[i]; old.T&^e.T != 0 || old.F&^e.F != 0 {
				return false
			}
			continue
		}
		switch info := &in.atoms[e.A]; {
		case (info.kind == kNumber && (c.wide.numbers || c.wide.all) || info.kind == kString && c.wide.all) && e.A > atomZero:
			rest.T &= in.known(e)
			rest.F &= in.known(e)
		case c.wide.full && len(c.val) >= maxObjects && e.A > last:
		case c.wide.lastData != 0 && e.A > c.wide.lastData && info.isData():
		default:
			return false
		}
	}
	k := slices.IndexFunc(c.val, func(e Elem) bool { return e.A == atomUnknown })
	return rest.T == everything && rest.F == everything || k >= 0 && c.val[k].T&^rest.T == 0 && c.val[k].F&^rest.F == 0
}

// isData tells an object that is no function.
func (a *atomInfo) isData() bool {
	return a.obj != nil && a.obj.kind != oFunction && a.obj.kind != oNative
}

// bound keeps a value small: too many constants become unknown data.
func (in *Interp) bound(v Value, wide *widened) Value {
	numbers := wide.numbers || len(v) > maxNumbers && in.numbers(v) > maxNumbers
	many := wide.all || len(v) > maxElems
	if !numbers && !many {
		return v
	}
	if len(v) > maxData {
		v = in.fewer(v, wide)
	}
	out := make(Value, 0, len(v))
	rest := Elem{A: atomUnknown, T: everything, F: everything}
	dropped := false
	for _, e := range v {
		switch k := in.atoms[e.A].kind; k {
		case kNumber, kString:
			if e.A > atomZero && (k == kNumber || many) {
				rest.T &= in.known(e)
				rest.F &= in.known(e)
				dropped = true
				continue
			}
		}
		out = append(out, e)
	}
	if dropped {
		wide.numbers, wide.all = true, many
	}
	if dropped {
		out = join(out, Value{rest})
	}
	if len(out) > maxObjects {
		in.hit("a variable or property holds more than 400 functions: calls of the others are not followed")
		out, wide.full = out[:maxObjects], true
	}
	return out
}

// maxData bounds the objects in a value that are no functions. More of them are a
// heap that is no longer told apart: the first ones stand for all.
const maxData = 256

func (in *Interp) fewer(v Value, wide *widened) Value {
	n, last := 0, atomNone
	for i, e := range v {
		if !in.atoms[e.A].isData() {
			continue
		}
		if n++; n <= maxData {
			last = e.A
			continue
		}
		in.hit("a variable or property holds more than 256 objects: data in the others is not followed")
		wide.lastData = last
		out := append(Value(nil), v[:i]...)
		for _, e := range v[i:] {
			if !in.atoms[e.A].isData() {
				out = append(out, e)
			}
		}
		return out
	}
	return v
}

// maxNumbers bounds the numbers in a value: more of them are a computation, of which
// nothing but the bound of a loop was ever of use.
const maxNumbers = 4

func (in *Interp) numbers(v Value) int {
	n := 0
	for _, e := range v {
		if in.atoms[e.A].kind == kNumber {
			n++
		}
	}
	return n
}

// maxObjects bounds the objects in one value.
const maxObjects = 400

// str, num and unknown intern atoms.
func (in *Interp) str(s string) Atom {
	if s == "" {
		return atomEmpty
	}
	if a, ok := in.strs[s]; ok {
		return a
	}
	in.atoms = append(in.atoms, atomInfo{kind: kString, str: s})
	a := Atom(len(in.atoms) - 1)
	in.strs[s] = a
	in.mentioned.made(s)
	return a
}

func (in *Interp) num(n float64) Atom {
	if n == 0 {
		return atomZero
	}
	if n != n { // the one number that a map does not find
		if in.nan == 0 {
			in.atoms = append(in.atoms, atomInfo{kind: kNumber, num: n})
			in.nan = Atom(len(in.atoms) - 1)
		}
		return in.nan
	}
	if a, ok := in.nums[n]; ok {
		return a
	}
	in.atoms = append(in.atoms, atomInfo{kind: kNumber, num: n})
	a := Atom(len(in.atoms) - 1)
	in.nums[n] = a
	return a
}

// Label tells which personal data unknown data derives from: 0 for none, else
// an index into Interp.labels.
type Label int32

// labelInfo is one piece of personal data.
type labelInfo struct {
	src  *Source
	path string // in the payload: "latitude", "devices[].name", "" for all of it
}

func (in *Interp) unknown(l Label) Atom {
	if l == 0 {
		return atomUnknown
	}
	if a, ok := in.unknowns[l]; ok {
		return a
	}
	in.atoms = append(in.atoms, atomInfo{kind: kUnknown, label: l})
	a := Atom(len(in.atoms) - 1)
	in.unknowns[l] = a
	return a
}

// prefixed is unknown text of which the beginning is known.
func (in *Interp) prefixed(l Label, prefix string) Atom {
	key := prefixKey{l, prefix}
	if a, ok := in.prefixes[key]; ok {
		return a
	}
	in.atoms = append(in.atoms, atomInfo{kind: kUnknown, label: l, str: prefix})
	a := Atom(len(in.atoms) - 1)
	in.prefixes[key] = a
	return a
}

type prefixKey struct {
	label  Label
	prefix string
}

func (in *Interp) label(src *Source, path string) Label {
	key := labelKey{src, path}
	if l, ok := in.labelOf[key]; ok {
		return l
	}
	if src.labels >= maxLabels && path != "" && path != pathAnswer {
		if strings.HasPrefix(path, pathAnswer) {
			return in.label(src, pathAnswer)
		}
		return in.label(src, "")
	}
	src.labels++
	in.labels = append(in.labels, labelInfo{src, path})
	l := Label(len(in.labels) - 1)
	in.labelOf[key] = l
	return l
}

// maxLabels bounds the distinct paths read from one source's result.
const maxLabels = 60

type labelKey struct {
	src  *Source
	path string
}

func constAtom(in *Interp, c ir.Const) Atom {
	switch c.Kind {
	case ir.Null:
		return atomNull
	case ir.True:
		return atomTrue
	case ir.False:
		return atomFalse
	case ir.Number:
		return in.num(c.Num)
	case ir.String, ir.BigInt:
		return in.str(c.Str)
	}
	return atomUndefined
}
