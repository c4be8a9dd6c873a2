package replay

import "github.com/dop251/goja"

// args are the arguments of a function that the host is given. They are read here and
// not by reflection, as these functions run most often of all.
type args struct{ list []goja.Value }

func (a args) at(i int) goja.Value {
	if i < len(a.list) {
		return a.list[i]
	}
	return goja.Undefined()
}

// text is "" for what is not there.
func (a args) text(i int) string {
	if v := a.at(i); !goja.IsUndefined(v) {
		return v.String()
	}
	return ""
}

func (a args) int(i int) int  { return int(a.at(i).ToInteger()) }
func (a args) yes(i int) bool { return a.at(i).ToBoolean() }

// object is nil for what is none.
func (a args) object(i int) *goja.Object {
	o, _ := a.at(i).(*goja.Object)
	return o
}

// function makes f one of the machine's. It returns nil, a value of the machine's, or
// what the machine takes as it is: a truth value, a number, a text.
func (w *world) function(f func(args) any) goja.Value {
	return w.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		switch v := f(args{call.Arguments}).(type) {
		case nil:
			return goja.Undefined()
		case goja.Value:
			return v
		default:
			return w.vm.ToValue(v)
		}
	})
}
