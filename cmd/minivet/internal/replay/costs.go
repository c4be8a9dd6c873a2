package replay

import (
	"math"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// Built-in functions whose work grows with what they are given would go past the
// meter, which counts what is written in the program. Their work is counted here.
var costly = map[string][]string{
	"Array": {
		"copyWithin", "every", "fill", "filter", "find", "findIndex", "findLast", "findLastIndex", "flatMap", "forEach", "includes", "indexOf", "lastIndexOf",
		"map", "pop", "reduce", "reduceRight", "reverse", "shift", "slice", "some", "sort", "splice", "toReversed", "toSorted", "toSpliced", "with",
	},
	"String": {
		"at", "concat", "includes", "indexOf", "lastIndexOf", "localeCompare", "normalize", "slice", "split", "startsWith",
		"substring", "substr", "toLowerCase", "toUpperCase", "trim", "endsWith", "toLocaleLowerCase", "toLocaleUpperCase", "trimStart", "trimEnd", "isWellFormed", "toWellFormed",
	},
}

// costlyStatics are functions of a constructor or namespace; what they are given is looked at.
var costlyStatics = map[string][]string{
	"Object": {"fromEntries", "groupBy"},
	"Array":  {"from", "of"},
	"String": {"fromCharCode", "fromCodePoint"},
	"Map":    {"groupBy"},
	"Date":   {"parse"},
}

// listing are functions of a namespace whose result has an item for each member of what
// they are given.
var listing = map[string][]string{
	"Object":  {"entries", "keys", "values", "getOwnPropertyNames", "getOwnPropertySymbols"},
	"Reflect": {"ownKeys"},
}

// membered are functions of a namespace that go through all members of what they are given.
var membered = []string{"assign", "defineProperties", "freeze", "getOwnPropertyDescriptors", "isFrozen", "isSealed", "seal"}

// converting are global functions that go through a text.
var converting = []string{"decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "parseFloat", "parseInt", "unescape"}

// growing are methods whose result is as long as an argument says.
var growing = []string{"repeat", "padStart", "padEnd"}

// unitsPerStep are those of texts and lists that a built-in function goes through.
const unitsPerStep = 256

// length is the number of units of a text, or of the items of what is like a list.
func length(v goja.Value) int {
	switch v := v.(type) {
	case goja.String:
		return v.Length()
	case *goja.Object:
		if v.ClassName() == "Function" {
			return 0
		}
		if n := v.Get("length"); n != nil {
			if _, object := n.(*goja.Object); !object {
				return bounded(n.ToFloat())
			}
		}
	}
	return 0
}

func bounded(n float64) int { return int(min(max(n, 0), math.MaxInt32)) }

// maxNesting are values within values that a text is made of: for each the machine looks
// through all around it.
const maxNesting = 1000

// weight is the number of units of the text that a value makes with all that is in
// it, as far as limit, where each line is indented by so many units for each level. A
// value that is in another twice counts twice.
func weight(v goja.Value, limit, depth, indent int) int {
	o, ok := v.(*goja.Object)
	if !ok {
		return 4 + length(v)
	}
	n := 2 + indent*depth
	if depth > maxNesting {
		return limit
	}
	switch o.ClassName() {
	case "Array":
		for i, items := 0, length(o); i < items && n < limit; i++ {
			n += 1 + indent*depth + weight(o.Get(strconv.Itoa(i)), limit-n, depth+1, indent)
		}
	case "Object":
		for _, k := range o.Keys() {
			if n >= limit {
				break
			}
			n += len(k) + 4 + indent*depth + weight(o.Get(k), limit-n, depth+1, indent)
		}
	default:
		n += itemText * length(o) // a buffer
	}
	return n
}

// indentOf is the most that an argument for the indentation may be.
func indentOf(v goja.Value) int {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return 0
	}
	return 10
}

// charge counts the work of a call of a built-in function.
func (w *world) charge(call goja.FunctionCall) {
	n := length(call.This)
	for _, a := range call.Arguments {
		n += length(a)
	}
	if n > unitsPerStep {
		w.work(n / unitsPerStep)
	}
}

// priced is a built-in function that counts its work first.
func (w *world) priced(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		w.charge(call)
		return w.through(f, call)
	}
}

// bindCost are the steps of binding a function: bound ones that are bound again take the
// machine's own stack when they are called.
const bindCost = 8

// bound is Function.prototype.bind, which makes the name longer each time.
func (w *world) bound(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		w.work(bindCost + len(call.Arguments)/argumentsPerStep)
		out := w.through(f, call)
		if o, ok := out.(*goja.Object); ok {
			if n := length(o.Get("name")); n > 0 {
				w.work(n / 64)
			}
		}
		return out
	}
}

// listed is a function whose result says how much it had to do.
func (w *world) listed(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		out := w.through(f, call)
		if n := length(out); n > listPerStep {
			w.work(n / listPerStep)
		}
		return out
	}
}

// counted is a function that goes through all members of its arguments.
func (w *world) counted(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		for _, a := range call.Arguments {
			if o, ok := a.(*goja.Object); ok {
				w.work(len(o.Keys()) / listPerStep)
			}
		}
		return w.through(f, call)
	}
}

// converted is a function that makes one text of another.
func (w *world) converted(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		w.charge(call)
		out := w.through(f, call)
		w.sized(length(out), maxText, unitsPerStep)
		return out
	}
}

// itemsPerStep are the items that an iterator of the machine's gives for one step.
const itemsPerStep = 4

// stepped is the function by which such an iterator gives the next item: a list says how
// many it has, and may have none of them.
func (w *world) stepped(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		if w.items++; w.items%itemsPerStep == 0 {
			w.work(1)
		}
		return w.through(f, call)
	}
}

// itemText is the longest text of an item of a buffer.
const itemText = 25

// writtenBuffer is a method that makes a text of a buffer.
func (w *world) writtenBuffer(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		w.sized(bounded(float64(length(call.This))*float64(itemText+length(call.Argument(0)))), maxText, unitsPerStep)
		return w.through(f, call)
	}
}

// cutBuffer is ArrayBuffer.prototype.slice.
func (w *world) cutBuffer(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		if o, ok := call.This.(*goja.Object); ok {
			if b, ok := o.Export().(goja.ArrayBuffer); ok {
				w.work(len(b.Bytes()) / unitsPerStep)
			}
		}
		return w.through(f, call)
	}
}

// hidden is a program whose value are the prototypes that no global names: of the
// iterators of lists and texts, and of buffers with a type, and the constructor of these.
var hidden = goja.MustCompile(hostPrefix+"hidden", "[Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(''[Symbol.iterator]()), Object.getPrototypeOf(Int8Array.prototype), Object.getPrototypeOf(Int8Array)]", true)

// argumentsPerStep are those that are put on the machine's stack, and in a list, for one step.
const argumentsPerStep = 16

// applied is a function that calls another with a list of arguments, its argument number
// at. Only that is looked at: to ask any other for its length may run code of the program.
func (w *world) applied(at int) func(goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(f goja.Callable) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			w.work(length(call.Argument(at)) / argumentsPerStep)
			return w.through(f, call)
		}
	}
}

// through calls a built-in function for a program; what it throws goes on to the program.
func (w *world) through(f goja.Callable, call goja.FunctionCall) goja.Value {
	if w.halted { // the machine does not see it before the function is done
		panic(w.vm.NewTypeError("stopped"))
	}
	out, err := f(call.This, call.Arguments...)
	if err != nil {
		panic(err)
	}
	return out
}

// grown is a built-in function whose result is as long as its first argument says,
// times the length of the text if that is repeated.
func (w *world) grown(f goja.Callable, times bool) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		n := call.Argument(0).ToFloat()
		if times {
			n *= float64(length(call.This))
		}
		w.sized(bounded(n), maxText, unitsPerStep)
		return w.through(f, call)
	}
}

// heavy is a built-in function that makes a text, or one list, of all that is in a value.
func (w *world) heavy(of func(goja.FunctionCall) goja.Value) func(goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(f goja.Callable) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			v := of(call)
			if o, ok := v.(*goja.Object); ok {
				if _, unknown := w.unknown[o]; !unknown {
					n := weight(v, maxText+1, 0, indentOf(call.Argument(2)))
					if o.ClassName() == "Array" {
						n += bounded(float64(length(o)) * float64(length(call.Argument(0)))) // the separators
					}
					w.sized(n, maxText, unitsPerStep)
				}
			}
			w.inside++
			defer func() { w.inside-- }()
			return w.through(f, call)
		}
	}
}

// extended is a method that makes a list longer by its arguments.
func (w *world) extended(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		n := length(call.This) + len(call.Arguments)
		if len(call.Arguments) > listPerStep {
			w.work(len(call.Arguments) / 8) // the machine puts each on its stack
		}
		w.sized(n, maxList, maxList)
		return w.through(f, call)
	}
}

// joined is a method that puts lists or texts together.
func (w *world) joined(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		n := length(call.This)
		for _, a := range call.Arguments {
			n += length(a)
		}
		if o, ok := call.This.(*goja.Object); ok && o.ClassName() == "Array" {
			w.sized(n, maxList, listPerStep)
		} else {
			w.sized(n, maxText, unitsPerStep)
		}
		return w.through(f, call)
	}
}

// replaced is a method that may put a text in the place of every unit of another.
func (w *world) replaced(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		w.charge(call)
		if with, ok := call.Argument(1).(goja.String); ok && with.Length() > 100 {
			w.sized(bounded(float64(length(call.This))*float64(with.Length())), 16*maxText, unitsPerStep)
		}
		out := w.through(f, call)
		w.sized(length(out), maxText, unitsPerStep)
		return out
	}
}

// priceHidden is price for what no global names.
func (w *world) priceHidden(replace func(*goja.Object, string, func(goja.Callable) func(goja.FunctionCall) goja.Value)) {
	v, err := w.vm.RunProgram(hidden)
	if err != nil {
		panic(err)
	}
	at := func(i int) *goja.Object { return v.ToObject(w.vm).Get(strconv.Itoa(i)).ToObject(w.vm) }
	replace(at(0), "next", w.stepped)
	replace(at(1), "next", w.stepped)
	texts := []string{"join", "toString", "toLocaleString"}
	for _, name := range at(2).GetOwnPropertyNames() {
		if f := w.method(at(2), name); f != nil && !slices.Contains(texts, name) {
			replace(at(2), name, w.priced)
		}
	}
	for _, name := range texts {
		replace(at(2), name, w.writtenBuffer)
	}
	replace(at(3), "from", w.priced)
	replace(w.vm.GlobalObject().Get("ArrayBuffer").ToObject(w.vm).Get("prototype").ToObject(w.vm), "slice", w.cutBuffer)
}

// price replaces built-in functions by ones that count.
func (w *world) price() {
	global := w.vm.GlobalObject()
	replace := func(owner *goja.Object, name string, make func(goja.Callable) func(goja.FunctionCall) goja.Value) {
		if f, ok := goja.AssertFunction(owner.Get(name)); ok {
			_ = owner.DefineDataProperty(name, w.vm.ToValue(make(f)), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	}
	for class, names := range costly {
		for _, n := range names {
			replace(global.Get(class).ToObject(w.vm).Get("prototype").ToObject(w.vm), n, w.priced)
		}
	}
	for class, names := range costlyStatics {
		for _, n := range names {
			replace(global.Get(class).ToObject(w.vm), n, w.priced)
		}
	}
	for class, names := range listing {
		for _, n := range names {
			replace(global.Get(class).ToObject(w.vm), n, w.listed)
		}
	}
	for _, n := range membered {
		replace(global.Get("Object").ToObject(w.vm), n, w.counted)
	}
	for _, n := range converting {
		replace(global, n, w.converted)
	}
	replace(global.Get("Object").ToObject(w.vm), "defineProperty", w.defined)
	w.priceHidden(replace)
	w.keepRegexps()
	pattern := global.Get("RegExp").ToObject(w.vm).Get("prototype").ToObject(w.vm)
	replace(pattern, "test", w.tested)
	if f, ok := goja.AssertFunction(pattern.Get("exec")); ok {
		_ = pattern.Set("exec", w.matched(f)) // the machine sees that, and makes no short cut
	}
	replace(global.Get("Function").ToObject(w.vm).Get("prototype").ToObject(w.vm), "apply", w.applied(1))
	replace(global.Get("Function").ToObject(w.vm).Get("prototype").ToObject(w.vm), "bind", w.bound)
	replace(global.Get("Reflect").ToObject(w.vm), "apply", w.applied(2))
	replace(global.Get("Reflect").ToObject(w.vm), "construct", w.applied(1))
	list := global.Get("Array").ToObject(w.vm).Get("prototype").ToObject(w.vm)
	this := func(call goja.FunctionCall) goja.Value { return call.This }
	for _, n := range []string{"join", "toString", "flat"} {
		replace(list, n, w.heavy(this))
	}
	replace(list, "concat", w.joined)
	replace(list, "push", w.extended)
	replace(list, "unshift", w.extended)
	replace(global.Get("JSON").ToObject(w.vm), "parse", w.parsed)
	replace(global.Get("JSON").ToObject(w.vm), "stringify", w.heavy(func(call goja.FunctionCall) goja.Value { return call.Argument(0) }))
	text := global.Get("String").ToObject(w.vm).Get("prototype").ToObject(w.vm)
	replace(text, "match", w.searched("", goja.SymMatch))
	replace(text, "matchAll", w.searched("g", goja.SymMatchAll))
	replace(text, "search", w.searched("", goja.SymSearch))
	replace(text, "replace", w.replaced)
	replace(text, "replaceAll", w.replaced)
	for _, n := range growing {
		replace(text, n, func(f goja.Callable) func(goja.FunctionCall) goja.Value { return w.grown(f, n == "repeat") })
	}
}
