package replay

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// origin is where a value that nobody knows, such as a server's, was found.
type origin struct {
	holder *goja.Object
	key    string
}

// pin is the meter's function for comparisons: a value that nobody knows becomes
// the constant that it is compared with, unless that tells of trouble, the last one for
// a user who goes backward, and stays that.
func (w *world) pin(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	o, ok := v.(*goja.Object)
	if !ok || len(w.unknown) == 0 || len(call.Arguments) < 2 {
		return v
	}
	from, ok := w.unknown[o]
	if !ok {
		return v
	}
	var fine []goja.Value
	for _, a := range call.Arguments[1:] {
		if _, object := a.(*goja.Object); !object && !goja.IsUndefined(a) && !goja.IsNull(a) && !trouble(a) {
			fine = append(fine, a)
		}
	}
	if len(fine) == 0 {
		return v
	}
	is := fine[0]
	if w.launch == backward {
		is = fine[len(fine)-1]
	}
	if from.holder != nil {
		_ = from.holder.Set(from.key, is)
	}
	return is
}

// trouble tells whether a constant tells of trouble: a status that is no success, a
// negative code.
func trouble(v goja.Value) bool {
	switch n := v.Export().(type) {
	case int64:
		return n < 0 || n >= 300 && n < 600
	case string:
		return len(n) == 3 && n >= "300" && n < "600"
	}
	return false
}

func anys(list []goja.Value) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// unknownMark is the member by which the text of a value that nobody knows is told: what
// a program writes to the storage and reads back is as unknown as it was.
const unknownMark = "minivet:unknown"

// written is what stands for an unknown value in a text.
func (w *world) written(o *goja.Object) goja.Value {
	at := slices.Index(w.texts, o)
	if at < 0 {
		at = len(w.texts)
		w.texts = append(w.texts, o)
	}
	w.work(1 + at/listPerStep)
	out := w.vm.NewObject()
	_ = out.Set(unknownMark, at)
	return out
}

// parsed is JSON.parse that gives unknown values for what stands for them.
func (w *world) parsed(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		if o, ok := call.Argument(0).(*goja.Object); ok {
			if _, unknown := w.unknown[o]; unknown {
				return o
			}
		}
		w.charge(call)
		out := w.through(f, call)
		if text, ok := call.Argument(0).(goja.String); ok && strings.Contains(text.String(), unknownMark) {
			return w.revived(out, 0)
		}
		return out
	}
}

// revived puts unknown values where their marks are.
func (w *world) revived(v goja.Value, depth int) goja.Value {
	o, ok := v.(*goja.Object)
	if !ok || depth > cloneDepth {
		return v
	}
	if at := o.Get(unknownMark); at != nil {
		if n, ok := at.Export().(int64); ok && n >= 0 && int(n) < len(w.texts) {
			return w.texts[n]
		}
		anything, _ := goja.AssertFunction(w.host.Get("anything"))
		out, err := anything(nil, w.vm.ToValue(0)) // it was written at an earlier launch
		if err != nil {
			panic(err)
		}
		return out
	}
	for _, k := range o.Keys() {
		w.work(1)
		if old := o.Get(k); old != nil {
			if now := w.revived(old, depth+1); now != old {
				_ = o.Set(k, now)
			}
		}
	}
	return v
}
