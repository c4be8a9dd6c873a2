package interp

import (
	"slices"
	"strconv"
)

func itoa(i int) string { return strconv.Itoa(i) }

// builtinMethod is the method of a built-in type that a missing property of an
// object stands for.
func (in *Interp) builtinMethod(o *Object, name string) *Object {
	var table map[string]*native
	switch o.kind {
	case oFunction, oNative:
		table = functionMethods
	case oArray:
		table = arrayMethods
	case oPromise:
		table = promiseMethods
	case oMap:
		table = mapMethods
	case oGenerator:
		table = generatorMethods
	}
	n := table[name]
	if n == nil {
		n = objectMethods[name]
	}
	if n == nil {
		return nil
	}
	return in.nativeObject(n)
}

// primitiveMethod reads a property of a string, number or boolean.
func (in *Interp) primitiveMethod(f *frame, info *atomInfo, e Elem, name string) Value {
	if info.kind == kString {
		if name == "length" {
			return single(in.num(float64(len([]rune(info.str)))), in.known(e))
		}
		if n := stringMethods[name]; n != nil {
			return Value{{in.nativeObject(n).atom, e.T, e.T}}
		}
		if _, err := strconv.Atoi(name); err != nil && !slices.Contains(textMethods, name) {
			return single(atomUndefined, in.known(e))
		}
	}
	return Value{{atomUnknown, in.known(e), in.known(e)}}
}

// textMethods are the further methods of texts.
var textMethods = []string{
	"anchor", "at", "big", "blink", "bold", "charCodeAt", "codePointAt", "constructor", "endsWith", "fixed", "fontcolor", "fontsize",
	"hasOwnProperty", "isPrototypeOf", "isWellFormed", "italics", "lastIndexOf", "link", "localeCompare", "matchAll", "normalize",
	"padEnd", "padStart", "propertyIsEnumerable", "repeat", "replaceAll", "search", "small", "strike", "sub", "sup", "toLocaleLowerCase",
	"toLocaleString", "toLocaleUpperCase", "toWellFormed", "trimEnd", "trimLeft", "trimRight", "trimStart", "valueOf",
}

// table builds a method table; the type keeps names apart.
func table(typ string, m map[string]func(*nativeCall) Value) map[string]*native {
	out := map[string]*native{}
	for name, fn := range m {
		out[name] = &native{name: typ + "." + name, call: fn}
	}
	return out
}

var (
	functionMethods  map[string]*native
	arrayMethods     map[string]*native
	listBuilders     map[string]*native // of what may be a list
	promiseMethods   map[string]*native
	mapMethods       map[string]*native
	generatorMethods map[string]*native
	objectMethods    map[string]*native
	stringMethods    map[string]*native
	globalNatives    map[string]*native            // Page, setTimeout, …
	globalObjects    map[string]map[string]*native // Object.keys, JSON.parse, …
)

func init() {
	functionMethods = table("Function.prototype", map[string]func(*nativeCall) Value{
		"call": fnCall, "apply": fnApply, "bind": fnBind,
	})
	arrayMethods = table("Array.prototype", map[string]func(*nativeCall) Value{
		"push": arrayPush, "unshift": arrayPush, "pop": arrayTake, "shift": arrayTake, "at": arrayAt,
		"slice": arrayCopy, "concat": arrayConcat, "splice": arraySplice, "reverse": arraySelf, "sort": arraySort,
		"map": arrayMap, "forEach": arrayForEach, "reduce": arrayReduce, "reduceRight": arrayReduceRight,
		"flat": arrayFlat, "flatMap": arrayMap, "join": arrayJoin, "includes": arrayHas, "indexOf": arrayIndex,
		"entries": arrayCopy, "values": arrayCopy, "fill": arraySelf, "keys": unknownResult, "toString": arrayJoin,
	})
	for name, call := range map[string]func(*nativeCall) Value{
		"filter": arrayFilter, "find": arrayFind, "findLast": arrayFind, "findIndex": arrayFindIndex, "findLastIndex": arrayFindIndex,
		"some": arraySome, "every": arrayEvery,
	} {
		arrayMethods[name] = &native{name: "Array.prototype." + name, call: call, may: true}
	}
	listBuilders = table("list", map[string]func(*nativeCall) Value{"map": listBuilder(arrayMap), "flatMap": listBuilder(arrayMap), "reduce": listBuilder(arrayReduce)})
	promiseMethods = table("Promise.prototype", map[string]func(*nativeCall) Value{
		"then": promiseThen, "catch": promiseCatch, "finally": promiseFinally,
	})
	mapMethods = table("Map.prototype", map[string]func(*nativeCall) Value{
		"get": mapGet, "set": mapSet, "add": mapAdd, "has": mapHas, "delete": unknownResult, "clear": unknownResult,
		"forEach": mapForEach, "values": mapValues, "entries": mapEntries, "keys": mapKeyList,
	})
	generatorMethods = table("Generator.prototype", map[string]func(*nativeCall) Value{
		"next": generatorNext, "return": unknownResult, "throw": unknownResult,
	})
	objectMethods = table("Object.prototype", map[string]func(*nativeCall) Value{
		"hasOwnProperty": objectHas, "toString": unknownResult, "valueOf": arraySelf, "propertyIsEnumerable": unknownResult, "isPrototypeOf": unknownResult,
	})
	stringMethods = table("String.prototype", stringFunctions)
	initGlobals()
}

func unknownResult(c *nativeCall) Value {
	return c.callUnknown(c.inv, Elem{A: atomUnknown})
}
