package interp

import (
	"slices"
	"unicode"

	"github.com/minivet/minivet/jsparse/decoder"
	"github.com/minivet/minivet/jsparse/ir"
)

// Deep copies and merges: functions that go down into an object, call themselves for what
// is in it, and return another object of the same shape. Run, all their calls below the
// second would be one, so that every copied object got all that any copied object has.
//
// Which functions are such is not told by their looks, since one that leaves something out,
// or hides it, looks the same: they are run, in a sandbox, for objects that hold all the
// names that they mention. See decoder.Bench.Deep.

// deepKey is a function and a number of arguments.
type deepKey struct {
	fn   *ir.Func
	args int
}

const (
	maxBrokenDeep  = 16   // functions that do not run; each may take its time until then
	maxCopied      = 4000 // objects that one call copies; further ones are the same object
	maxMergedDepth = 8    // objects in objects that are merged; below, they are copied
)

// deepOf is what a function does, "" if it is neither a copy nor a merge.
func (in *Interp) deepOf(fn *ir.Func, args int) decoder.Deep {
	key := deepKey{fn, args}
	if d, known := in.deeps[key]; known {
		return d
	}
	if in.deeps == nil {
		in.deeps = map[deepKey]decoder.Deep{}
	}
	in.deeps[key] = ""
	if slice, ok := fn.Unit.Recursive(fn); ok && in.brokenDeep < maxBrokenDeep {
		d, err := in.bench.Deep(slice.Text, slice.Name, quoted(slice.Text), args)
		if err != nil {
			in.brokenDeep++ // it is followed like others
		}
		in.deeps[key] = d
	}
	return in.deeps[key]
}

// quoted are the texts in quotes that could be names of properties: what a function may
// treat in a way of its own.
func quoted(text string) []string {
	var out []string
	for i := 0; i < len(text); i++ {
		q := text[i]
		if q != '\'' && q != '"' && q != '`' {
			continue
		}
		end := i + 1
		for end < len(text) && text[end] != q && text[end] != '\n' {
			end++
		}
		if end < len(text) && text[end] == q {
			if name := text[i+1 : end]; isName(name) && !slices.Contains(out, name) {
				out = append(out, name)
			}
			i = end
		}
	}
	return out
}

// isName tells texts that may be names of the program's data: those that start with two
// underscores mark what frameworks add.
func isName(s string) bool {
	if s == "" || len(s) > 40 || len(s) > 1 && s[:2] == "__" {
		return false
	}
	for _, r := range s {
		if r != '_' && r != '$' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// copiesDeep models a call of such a function. Primitive values and functions are
// themselves.
func (f *frame) copiesDeep(inv *invocation, o *Object) (Value, bool) {
	in := f.in
	args := inv.args.list
	if o.fn.Flags&ir.UsesArguments == 0 && len(args) > o.fn.NumParams {
		args = args[:o.fn.NumParams]
	}
	if len(args) == 0 || len(args) > 3 || inv.args.rest != nil || inv.isNew || inv.later {
		return nil, false
	}
	if !slices.ContainsFunc(args, func(v Value) bool { return slices.ContainsFunc(v, in.isCopied) }) {
		return nil, false
	}
	kind := in.deepOf(o.fn, min(len(args), 2))
	if kind == "" || kind == decoder.DeepCopy && len(args) > 1 {
		return nil, false
	}
	c := f.copier(inv, kind)
	var out Value
	for _, v := range args {
		if c.merges {
			v = in.mergeable(v)
		}
		out = join(out, c.value(v))
	}
	return out, len(out) > 0
}

// mergeable is a value without what is no object: nothing of undefined is in a merged one.
func (in *Interp) mergeable(v Value) Value {
	return slices.DeleteFunc(slices.Clone(v), func(e Elem) bool {
		k := in.atoms[e.A].kind
		return k != kObject && k != kUnknown
	})
}

// isCopied tells the objects that are copied: data, not what code works with.
func (in *Interp) isCopied(e Elem) bool {
	o := in.atoms[e.A].obj
	return o != nil && (o.kind == oPlain || o.kind == oArray) && o.inst == nil && !o.model && o.native == nil && len(o.getter)+len(o.setter) == 0
}
