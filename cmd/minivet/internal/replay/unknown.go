package replay

import "github.com/dop251/goja"

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
		if !trouble(a) {
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
