package constant

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

func (f *frame) call(ins *ir.Instr) *Value {
	fn, args := f.get(ins.A), f.list(ins.X.Args)
	switch {
	case fn.Kind == function && fn.fn != nil:
		return fn.in.run(fn, f.get(ins.B), args)
	case fn.Kind == function:
		return f.method(ins, fn.Text, fn.Elems[0], args)
	case fn.Kind == external:
		return f.used(fn, false, args)
	case fn.Kind == global:
		return f.builtin(fn.Text, args)
	case len(args) == 2 && args[0].Kind == external && args[1].Kind == List:
		// config.plugin(name).use(Plugin, [options]) of a chain that makes a configuration
		f.used(args[0], true, args[1].Elems)
	case len(args) > 0 && fn.Kind == Object: // connect({…})(Page): it was handed back in place of a function
		return args[0]
	}
	return unknown
}

func (f *frame) make(ins *ir.Instr) *Value {
	fn, args := f.get(ins.A), f.list(ins.X.Args)
	if fn.Kind == external {
		f.used(fn, true, args)
	}
	return unknown
}

// maxUses bounds the calls that are noted.
const maxUses = 1000

// used notes a call of what another module exports. What is known of it: the path module
// joins, what merges objects yields one with the members of all, and defineConfig and its
// like hand back what they are given.
func (f *frame) used(fn *Value, made bool, args []*Value) *Value {
	if len(f.e.uses) < maxUses {
		f.e.uses = append(f.e.uses, Use{Of: fn.Text, New: made, Args: args})
	}
	switch {
	case fn.Text == "path" || fn.Text == "node:path":
		return joined(fn.name, args)
	case len(args) == 0 || args[0].Kind == function: // a decorator, or what makes one
		return fn
	case len(args) > 1 && args[0].Kind == Object:
		made := args[0]
		for _, a := range args[1:] {
			made = f.merged(made, a, 0)
		}
		return made
	}
	return args[0]
}

// maxMerged bounds how deep objects are merged.
const maxMerged = 8

// merged is a value with what another one adds: members of both objects are merged, and
// lists are joined.
func (f *frame) merged(v, more *Value, depth int) *Value {
	switch {
	case depth >= maxMerged || v == nil || v.Kind != more.Kind:
		return more
	case v.Kind == List:
		return &Value{Kind: List, Elems: f.e.joinedLists(v.Elems, more.Elems), Pos: more.Pos, End: more.End}
	case v.Kind != Object:
		return more
	}
	made := &Value{Kind: Object, Members: slices.Clone(v.Members), Pos: more.Pos, End: more.End, in: f.module}
	for _, m := range more.Members {
		made.set(m.Name, f.merged(v.Find(m.Name), m.Value, depth+1), m.Pos)
	}
	return made
}

func (e *evaluator) joinedLists(a, b []*Value) []*Value {
	e.spend((len(a) + len(b)) / elemsPerStep)
	made := slices.Concat(a, b)
	return made[:min(len(made), maxElems)]
}

// joined is what a function of the module path makes of parts. What comes before the first
// that is known is where the project lies.
func joined(name string, args []*Value) *Value {
	made := ""
	for i, a := range args {
		switch {
		case a.Kind == Text && name == "resolve" && strings.HasPrefix(a.Text, "/"):
			made = a.Text
		case a.Kind == Text:
			made = path.Join(made, a.Text)
		case i > 0 && made != "":
			return unknown
		}
	}
	switch name {
	case "resolve", "join", "normalize":
	case "dirname":
		made = path.Dir(made)
	case "basename":
		made = path.Base(made)
	default:
		return unknown
	}
	if made == "" || len(made) > maxText {
		return unknown
	}
	return &Value{Kind: Text, Text: made}
}

// builtin calls a function of the surroundings.
func (f *frame) builtin(name string, args []*Value) *Value {
	if name == "process.cwd" {
		return &Value{Kind: Text, Text: "/"}
	}
	if len(args) == 0 {
		return unknown
	}
	switch v := args[0]; name {
	case "require":
		return f.required(v)
	case "require.resolve":
		if s := v.Str(); strings.HasPrefix(s, ".") {
			return &Value{Kind: Text, Text: path.Join("/", path.Dir(f.src.Path), s)}
		}
	case "Object.assign":
		for _, a := range args[1:] {
			f.e.assign(v, a)
		}
	case "Object.keys":
		return &Value{Kind: List, Elems: steps(v, ir.IterIn)}
	case "Object.values", "Object.entries":
		made := &Value{Kind: List}
		for _, m := range v.Members {
			e := m.Value
			if name == "Object.entries" {
				e = &Value{Kind: List, Elems: []*Value{{Kind: Text, Text: m.Name}, e}}
			}
			made.Elems = append(made.Elems, e)
		}
		return made
	}
	// defineAppConfig, Object.freeze and their like hand back what they are given.
	return args[0]
}

// required is what require yields.
func (f *frame) required(spec *Value) *Value {
	if spec.Kind != Text {
		return unknown
	}
	v := f.imported(spec.Text)
	if v.Kind == namespace {
		return f.take(v, "*")
	}
	return v
}

// steps are what a loop over a value goes through: elements, or names.
func steps(v *Value, kind ir.IterKind) []*Value {
	if kind != ir.IterIn {
		return slices.Clone(v.Elems)
	}
	var names []*Value
	for _, m := range v.Members {
		names = append(names, &Value{Kind: Text, Text: m.Name})
	}
	for i := range v.Elems {
		names = append(names, &Value{Kind: Text, Text: strconv.Itoa(i)})
	}
	return names
}

// method calls a method of a list.
func (f *frame) method(ins *ir.Instr, name string, list *Value, args []*Value) *Value {
	if list.Kind != List || len(args) == 0 {
		return unknown
	}
	made := f.here(&Value{Kind: List}, ins)
	switch name {
	case "push":
		list.Elems = f.e.joinedLists(list.Elems, args)
		return unknown
	case "concat":
		made.Elems = slices.Clone(list.Elems)
		for _, a := range args {
			if a.Kind != List {
				a = &Value{Elems: []*Value{a}}
			}
			made.Elems = f.e.joinedLists(made.Elems, a.Elems)
		}
		return made
	case "reduce":
		return f.reduce(list.Elems, args)
	case "map", "forEach", "filter":
	default:
		return unknown
	}
	for i, e := range list.Elems {
		v := f.apply(args[0], e, &Value{Kind: Number, Num: float64(i)})
		if name == "filter" {
			if yes, known := v.truth(); known && !yes {
				continue
			}
			v = e
		}
		made.Elems = append(made.Elems, v)
	}
	return made
}

func (f *frame) reduce(elems, args []*Value) *Value {
	if len(args) < 2 {
		return unknown
	}
	made := args[1]
	for _, e := range elems {
		made = f.apply(args[0], made, e)
	}
	return made
}

// apply calls a function of the program.
func (f *frame) apply(fn *Value, args ...*Value) *Value {
	if fn.Kind != function || fn.fn == nil {
		return unknown
	}
	return fn.in.run(fn, unknown, args)
}
