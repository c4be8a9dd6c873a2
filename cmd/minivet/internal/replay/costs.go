package replay

import (
	"math"
	"strconv"

	"github.com/dop251/goja"
)

// Built-in functions whose work grows with what they are given would go past the
// meter, which counts what is written in the program. Their work is counted here.
var costly = map[string][]string{
	"Array": {
		"copyWithin", "every", "fill", "filter", "find", "findIndex", "findLast", "findLastIndex", "flatMap", "forEach", "includes", "indexOf", "lastIndexOf",
		"map", "pop", "reduce", "reduceRight", "reverse", "shift", "slice", "some", "sort", "splice",
	},
	"String": {
		"at", "concat", "includes", "indexOf", "lastIndexOf", "localeCompare", "normalize", "slice", "split", "startsWith",
		"substring", "substr", "toLowerCase", "toUpperCase", "trim",
	},
}

// costlyStatics are functions of a constructor or namespace; what they are given is looked at.
var costlyStatics = map[string][]string{
	"Object": {"assign", "entries", "fromEntries", "keys", "values", "freeze", "getOwnPropertyNames"},
	"Array":  {"from", "of"},
	"String": {"raw", "fromCharCode"},
}

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

// weight is the number of units of the text that a value makes with all that is in
// it, as far as limit. A value that is in another twice counts twice.
func weight(v goja.Value, limit, depth int) int {
	o, ok := v.(*goja.Object)
	if !ok {
		return 4 + length(v)
	}
	n := 2
	if depth > 200 {
		return n
	}
	switch o.ClassName() {
	case "Array":
		for i, items := 0, length(o); i < items && n < limit; i++ {
			n += 1 + weight(o.Get(strconv.Itoa(i)), limit-n, depth+1)
		}
	case "Object":
		for _, k := range o.Keys() {
			if n >= limit {
				break
			}
			n += len(k) + 4 + weight(o.Get(k), limit-n, depth+1)
		}
	}
	return n
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

// applied is a function that calls another with a list of arguments, its argument number
// at. Only that is looked at: to ask any other for its length may run code of the program.
func (w *world) applied(at int) func(goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(f goja.Callable) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			if n := length(call.Argument(at)); n > unitsPerStep {
				w.work(n / unitsPerStep)
			}
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
					n := weight(v, maxText+1, 0)
					if o.ClassName() == "Array" {
						n += bounded(float64(length(o)) * float64(length(call.Argument(0)))) // the separators
					}
					w.sized(n, maxText, unitsPerStep)
				}
			}
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
	w.keepRegexps()
	pattern := global.Get("RegExp").ToObject(w.vm).Get("prototype").ToObject(w.vm)
	replace(pattern, "test", w.tested)
	if f, ok := goja.AssertFunction(pattern.Get("exec")); ok {
		_ = pattern.Set("exec", w.matched(f)) // the machine sees that, and makes no short cut
	}
	replace(global.Get("Function").ToObject(w.vm).Get("prototype").ToObject(w.vm), "apply", w.applied(1))
	replace(global.Get("Reflect").ToObject(w.vm), "apply", w.applied(2))
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
