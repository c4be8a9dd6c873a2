package replay

import "github.com/dop251/goja"

// origin is where a value that nobody knows, such as a server's, was found.
type origin struct {
	holder *goja.Object
	key    string
}

// pin is the meter's function for comparisons: a value that nobody knows becomes
// the constant that it is compared with, the last one for a user who goes backward,
// and stays that.
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
	is := call.Argument(1)
	if w.launch == backward {
		is = call.Arguments[len(call.Arguments)-1]
	}
	if from.holder != nil {
		_ = from.holder.Set(from.key, is)
	}
	return is
}

func anys(list []goja.Value) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
