package interp

// native is a function that the language or the platform brings.
type native struct {
	name string
	// call evaluates a call. nil means undefined, or, where may is set, that the
	// call does not return (yet).
	call func(c *nativeCall) Value
	may  bool
}

// nativeCall is one call of a native function.
type nativeCall struct {
	*frame
	inv    *invocation
	obj    *Object // the function
	self   Elem    // the function, with what holds where it was made
	after  Bits    // what held after calls of the callback for known elements, see visitedAll
	answer Value   // what a server answers, as data derived from what was sent
}

func (c *nativeCall) arg(i int) Value { return c.inv.args.at(i) }
func (c *nativeCall) this() Value     { return c.inv.this }

// later calls back after this call returned: args are what the callback receives,
// bits what the event proves.
func (c *nativeCall) later(fn Value, this Value, args []Value, sub int32, bits Bits, why string) Value {
	if !c.callable(fn) {
		return nil
	}
	v, _ := c.invoke(&invocation{ins: c.inv.ins, fn: fn, this: this, args: callArgs{list: args}, sub: c.inv.sub*1000 + sub, why: why, later: true, bits: bits})
	return v
}

// now calls back while this call runs.
func (c *nativeCall) now(fn Value, this Value, args []Value, sub int32) (Value, bool) {
	if !c.callable(fn) {
		return nil, false
	}
	return c.invoke(&invocation{ins: c.inv.ins, fn: fn, this: this, args: callArgs{list: args}, sub: c.inv.sub*1000 + sub, why: "callback"})
}

// callable tells whether some atom can be called.
func (f *frame) callable(fn Value) bool {
	for _, e := range fn {
		info := &f.in.atoms[e.A]
		if info.kind == kUnknown || info.kind == kObject && (info.obj.kind == oFunction || info.obj.kind == oNative) {
			return true
		}
	}
	return false
}

// native finds or makes the function object of a native by name.
func (in *Interp) nativeObject(n *native) *Object {
	if o := in.natives[n.name]; o != nil {
		return o
	}
	o := in.newObject(oNative)
	o.native = n
	in.natives[n.name] = o
	return o
}

// boundNative makes a native function of this call site, with data of its own.
func (c *nativeCall) boundNative(n *native, sub int32, b *bound) *Object {
	o := c.in.object(c.act, oNative, c.inv.ins, c.inv.sub*100+sub, c.at.loop)
	o.native, o.bound = n, b
	return o
}

func (c *nativeCall) newArray(sub int32, elems []Value, rest Value) Value {
	o := c.allocSub(oArray, c.inv.ins, c.inv.sub*100+sub)
	for i, e := range elems {
		if len(e) == 0 {
			continue // no element, or none yet
		}
		if i < 64 {
			c.in.add(c.in.prop(o, itoa(i)), e)
		} else {
			c.in.add(c.in.anyProp(o), e)
		}
	}
	if len(rest) > 0 {
		c.in.add(c.in.anyProp(o), rest)
	}
	return Value{{o.atom, c.st.held(), c.st.held()}}
}

// objects yields the objects of a value.
func (in *Interp) objects(v Value) []*Object {
	var out []*Object
	for _, e := range v {
		if o := in.atoms[e.A].obj; o != nil {
			out = append(out, o)
		}
	}
	return out
}

// constString is the only string that a value may be.
func (in *Interp) constString(v Value) (string, bool) {
	if len(v) != 1 || in.atoms[v[0].A].kind != kString {
		return "", false
	}
	return in.atoms[v[0].A].str, true
}

var unknownValue = Value{{A: atomUnknown}}

// maybeUndefined is undefined alone, as a value that is joined with others.
var maybeUndefined = Value{{A: atomUndefined}}

// failure is what the platform says of a call that failed: an object, of which
// nothing more is known.
var failure = Value{{A: atomReason}}
