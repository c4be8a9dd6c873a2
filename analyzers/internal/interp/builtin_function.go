package interp

import "strings"

func fnCall(c *nativeCall) Value {
	args := c.inv.args
	if len(args.list) > 0 {
		args.list = args.list[1:]
	}
	return c.passOn(c.this(), c.arg(0), args)
}

func fnApply(c *nativeCall) Value {
	var args callArgs
	if len(c.inv.args.list) > 1 {
		args = c.listed(c.arg(1))
	}
	return c.passOn(c.this(), c.arg(0), args)
}

// passOn calls through: the call counts as made here.
func (c *nativeCall) passOn(fn, this Value, args callArgs) Value {
	inv := *c.inv
	inv.fn, inv.this, inv.args, inv.isNew = fn, this, args, false
	v, ok := c.invoke(&inv)
	if !ok {
		return nil
	}
	return v
}

func fnBind(c *nativeCall) Value {
	var lead []Value
	if len(c.inv.args.list) > 1 {
		lead = c.inv.args.list[1:]
	}
	o := c.boundNative(boundFunction, 3, nil)
	if o.bound == nil {
		o.bound = &bound{}
	}
	o.bound.this, o.bound.args, o.bound.fn = c.arg(0), lead, c.this()
	return Value{{o.atom, c.st.held(), c.st.held()}}
}

// stringConcat is 'a'.concat(b, c), as compilers write a template text: 'a' + b + c.
func stringConcat(c *nativeCall) Value {
	out := c.this()
	for _, v := range c.inv.args.list {
		out = c.plus(out, v, true)
	}
	if c.inv.args.rest != nil {
		out = c.plus(out, join(c.inv.args.rest, unknownValue), true)
	}
	return out
}

var boundFunction = &native{name: "bound function", may: true}

func init() {
	boundFunction.call = func(c *nativeCall) Value {
		b := c.obj.bound
		fn := b.fn
		if b.busy { // this.f = this.f.bind(this): the function is bound to itself, too
			fn = builtins(c.in, fn)
		}
		if len(fn) == 0 {
			return nil
		}
		defer func(busy bool) { b.busy = busy }(b.busy)
		b.busy = true
		args := callArgs{list: append(append([]Value{}, b.args...), c.inv.args.list...), rest: c.inv.args.rest}
		inv := *c.inv
		inv.fn, inv.args = fn, args
		if !inv.isNew {
			inv.this = b.this
		}
		v, ok := c.invoke(&inv)
		if !ok {
			return nil
		}
		return v
	}
}

// builtins are the functions of the language and the platform in a value, without bound ones.
func builtins(in *Interp, fn Value) Value {
	var out Value
	for _, e := range fn {
		if o := in.atoms[e.A].obj; o != nil && o.kind == oNative && o.bound == nil {
			out = append(out, e)
		}
	}
	return out
}

// stringFunctions are evaluated exactly on constants, so that names built from
// parts are known; otherwise the result derives from the text.
var stringFunctions = map[string]func(*nativeCall) Value{
	"toUpperCase": textual(func(s string, _ []string) (string, bool) { return strings.ToUpper(s), true }),
	"toLowerCase": textual(func(s string, _ []string) (string, bool) { return strings.ToLower(s), true }),
	"trim":        textual(func(s string, _ []string) (string, bool) { return strings.TrimSpace(s), true }),
	"concat":      stringConcat,
	"toString":    textual(func(s string, _ []string) (string, bool) { return s, true }),
	"replace":     stringReplace,
	"split":       stringSplit,
	"charAt":      unknownResult,
	"slice":       unknownResult,
	"substring":   unknownResult,
	"substr":      unknownResult,
	"indexOf":     unknownResult,
	"includes":    unknownResult,
	"startsWith":  unknownResult,
	"match":       unknownResult,
	"forEach":     unknownResult,
}

func textual(fn func(string, []string) (string, bool)) func(*nativeCall) Value {
	return func(c *nativeCall) Value {
		s, ok := c.in.constString(c.this())
		var args []string
		for _, v := range c.inv.args.list {
			a, isConst := c.in.constString(v)
			ok = ok && isConst
			args = append(args, a)
		}
		if ok {
			if r, done := fn(s, args); done {
				return single(c.in.str(r), 0)
			}
		}
		return c.callUnknown(c.inv, Elem{A: atomUnknown})
	}
}

// stringReplace is text.replace(text or /expression/, text) of constants: the slash at the
// end of a server's address is often taken off this way.
func stringReplace(c *nativeCall) Value {
	in := c.in
	with, ok := in.constString(c.arg(1))
	old, plain := in.constString(c.arg(0))
	var replace func(string) string
	if plain {
		replace = func(s string) string { return strings.Replace(s, old, with, 1) }
	} else if re := c.expression(0); re != nil && !strings.Contains(with, "$") {
		replace = re.replacer(with)
	}
	var out Value
	for _, e := range c.this() {
		if !ok || replace == nil || len(c.inv.args.list) != 2 || in.atoms[e.A].kind != kString {
			return c.callUnknown(c.inv, Elem{A: atomUnknown})
		}
		out = join(out, single(in.str(replace(in.atoms[e.A].str)), in.known(e)))
	}
	return out
}

func stringSplit(c *nativeCall) Value {
	s, ok1 := c.in.constString(c.this())
	sep, ok2 := c.in.constString(c.arg(0))
	if !ok1 || !ok2 {
		return c.callUnknown(c.inv, Elem{A: atomUnknown})
	}
	var elems []Value
	for i, part := range strings.Split(s, sep) {
		if i == maxUnroll {
			break
		}
		elems = append(elems, single(c.in.str(part), 0))
	}
	return c.newArray(1, elems, nil)
}
