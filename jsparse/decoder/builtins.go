package decoder

import (
	"encoding/base64"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// removed are built-in functions that make much out of little, or run code that is not
// counted. No decoder needs them.
var removed = map[string][]string{
	"": {
		"eval", "Proxy", "Reflect", "BigInt", "ArrayBuffer", "SharedArrayBuffer", "DataView", "Uint8Array", "Uint8ClampedArray",
		"Int8Array", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
		"Promise", "WeakRef", "WeakMap", "WeakSet", "JSON",
	},
	"String.prototype": {"repeat", "padStart", "padEnd", "replaceAll", "normalize", "localeCompare", "matchAll", "match", "search"},
	"Array.prototype":  {"fill", "flat", "flatMap", "copyWithin", "toLocaleString", "with", "toSpliced"},
	"String":           {"raw"},
	"Array":            {"from", "fromAsync"},
	"Object":           {"fromEntries", "groupBy"},
}

// confine takes away what can't be counted and makes the rest count.
func (d *Decoder) confine() error {
	global := d.vm.GlobalObject()
	if _, err := d.vm.RunString(dynamicFunctions); err != nil {
		return err
	}
	pattern := global.Get("RegExp").ToObject(d.vm).Get("prototype").ToObject(d.vm)
	for _, n := range []string{"exec", "test"} {
		d.replace(pattern, n)
	}
	if err := pattern.Delete("compile"); err != nil {
		return err
	}
	patterns := global.Get("RegExp")
	for owner, names := range removed {
		o := global
		for _, step := range strings.Split(owner, ".") {
			if step != "" {
				o = o.Get(step).ToObject(d.vm)
			}
		}
		for _, n := range names {
			if err := o.Delete(n); err != nil {
				return err
			}
		}
	}
	for _, class := range []string{"String", "Array"} {
		o := global.Get(class).ToObject(d.vm)
		d.price(o)
		d.price(o.Get("prototype").ToObject(d.vm))
	}
	d.price(global.Get("Object").ToObject(d.vm))
	for _, name := range []string{"decodeURIComponent", "decodeURI", "encodeURIComponent", "encodeURI", "escape", "unescape"} {
		d.replace(global, name)
	}
	made := d.vm.ToValue(func(call goja.ConstructorCall) *goja.Object { return d.pattern(patterns, call.Arguments) })
	return errors.Join(
		pattern.DefineDataProperty("constructor", made, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE), global.Set("RegExp", made),
		global.Set("atob", d.atob), global.Set(tickName, d.tick), global.Set(sizeName, d.size),
		global.Set("Function", d.function),
		global.Get("Math").ToObject(d.vm).Set("random", func(goja.FunctionCall) goja.Value { return d.vm.ToValue(0.5) }),
	)
}

// dynamicFunctions takes away the constructors by which text becomes code.
const dynamicFunctions = `for (var f of [function () {}, function* () {}, async function () {}])
	Object.defineProperty(Object.getPrototypeOf(f), 'constructor', { value: function (text) { return Function(text) } })`

var returnsThis = regexp.MustCompile(`^\s*return\s*\(?\s*(?:this|function\s*\(\)\s*\{\s*\}\.constructor\(\s*["']return this["']\s*\)\s*\(\s*\))\s*\)?\s*;?\s*$`)

// function stands for the constructor of functions: it knows the one text that
// obfuscators need, which yields the global object.
func (d *Decoder) function(call goja.FunctionCall) goja.Value {
	text := call.Argument(0)
	if _, ok := text.(goja.String); ok && text.(goja.String).Length() < 200 && returnsThis.MatchString(text.String()) {
		return d.vm.ToValue(func(goja.FunctionCall) goja.Value { return d.vm.GlobalObject() })
	}
	panic(d.vm.NewTypeError("there are no functions of texts"))
}

// maxPattern bounds the patterns that are made of texts.
const maxPattern = 256

// repeatsGroup tells patterns that repeat more than one character or class. Those by which a
// decoder looks at its own text do not.
var repeatsGroup = regexp.MustCompile(`(?:^|[^\\])\)[*+?{]`)

// pattern stands for the constructor of patterns, which decoders need that look at their own
// text: it knows short ones that take time in proportion to what they are matched with.
func (d *Decoder) pattern(made goja.Value, args []goja.Value) *goja.Object {
	for _, a := range args {
		text, ok := a.(goja.String)
		if !ok || text.Length() > maxPattern || goesBack.MatchString(text.String()) || repeatsGroup.MatchString(text.String()) {
			panic(d.vm.NewTypeError("a pattern that may take very long"))
		}
		d.sized(unitsPerStep * maxPattern)
	}
	d.check()
	o, err := d.vm.New(made, args...)
	if err != nil {
		panic(err)
	}
	return o
}

// callUnits are those of each call of a built-in function, patterns included.
const callUnits = 64

// price makes the functions of an object count what they go through.
func (d *Decoder) price(o *goja.Object) {
	for _, name := range o.GetOwnPropertyNames() {
		if name != "constructor" && name != "prototype" {
			d.replace(o, name)
		}
	}
}

func (d *Decoder) replace(o *goja.Object, name string) {
	var f goja.Callable
	_ = d.vm.Try(func() { f, _ = goja.AssertFunction(o.Get(name)) }) // some are getters
	if f == nil {
		return
	}
	counted := func(call goja.FunctionCall) goja.Value {
		n := callUnits + d.weight(call.This)
		for _, v := range call.Arguments {
			n += d.weight(v)
		}
		if name == "join" || name == "replace" || name == "toString" {
			n += d.woven(call)
		}
		d.sized(n)
		if name == "replace" {
			call.Arguments = d.replacing(call.Arguments)
		}
		d.check() // the machine would notice only afterwards
		out, err := f(call.This, call.Arguments...)
		if err != nil {
			panic(err)
		}
		d.sized(length(out))
		return out
	}
	_ = o.DefineDataProperty(name, d.vm.ToValue(counted), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// check ends a built-in function once there are no steps left.
func (d *Decoder) check() {
	if d.left < 0 {
		panic(d.vm.NewTypeError("stopped"))
	}
}

// replacing has the results counted of a function by which a text is replaced.
func (d *Decoder) replacing(args []goja.Value) []goja.Value {
	if len(args) < 2 {
		return args
	}
	f, ok := goja.AssertFunction(args[1])
	if !ok {
		return args
	}
	return []goja.Value{args[0], d.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		out, err := f(call.This, call.Arguments...)
		if err != nil {
			panic(err)
		}
		d.sized(length(out))
		d.check()
		return out
	})}
}

// weight is how many units a built-in function goes through.
func (d *Decoder) weight(v goja.Value) int {
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Object" {
		return unitsPerKey * len(o.Keys())
	}
	return length(v)
}

// woven is at most how long the text is that join or replace makes.
func (d *Decoder) woven(call goja.FunctionCall) int {
	o, ok := call.This.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		with := call.Argument(1)
		n := float64(length(call.This)) * float64(length(with))
		if _, ok := with.(goja.String); ok && strings.Contains(with.String(), "$") {
			n *= float64(length(call.This)) // $' is the rest of the text
		}
		return bounded(n)
	}
	items := length(o) / unitsPerItem
	n := bounded(float64(items) * float64(length(call.Argument(0))))
	for i := 0; i < items && n < maxUnits; i++ {
		switch v := o.Get(strconv.Itoa(i)).(type) {
		case *goja.Object:
			n = maxUnits + 1 // a list in a list may be another one many times
		case goja.String:
			n += v.Length()
		}
	}
	return n
}

// length is the number of units of a text or of the items of a list.
func length(v goja.Value) int {
	switch v := v.(type) {
	case goja.String:
		return v.Length()
	case *goja.Object:
		if v.ClassName() == "Array" {
			return bounded(unitsPerItem * v.Get("length").ToFloat())
		}
	}
	return 0
}

func bounded(n float64) int { return int(min(max(n, 0), math.MaxInt32)) }

// atob decodes base64 into a text of which each character is one byte; "" if it is none.
func (d *Decoder) atob(text string) string {
	d.sized(len(text))
	data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		return ""
	}
	out := make([]rune, len(data))
	for i, b := range data {
		out[i] = rune(b)
	}
	return string(out)
}
