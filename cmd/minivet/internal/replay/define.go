package replay

import "github.com/dop251/goja"

// defined is Object.defineProperty. Of a proxy whose handler lets the definition of an
// accessor through, the machine says that it was not let through if that can't be changed
// later: as Vue defines what an app adds to its instance. So it is looked at what is there.
func (w *world) defined(f goja.Callable) func(goja.FunctionCall) goja.Value {
	describe, _ := goja.AssertFunction(w.vm.GlobalObject().Get("Object").ToObject(w.vm).Get("getOwnPropertyDescriptor"))
	return func(call goja.FunctionCall) goja.Value {
		out, err := f(call.This, call.Arguments...)
		if err == nil {
			return out
		}
		asked, ok := call.Argument(2).(*goja.Object)
		if !ok || asked.Get("value") != nil {
			panic(err)
		}
		now, failed := describe(nil, call.Argument(0), call.Argument(1))
		if d, ok := now.(*goja.Object); failed == nil && ok && same(d.Get("get"), asked.Get("get")) && same(d.Get("set"), asked.Get("set")) {
			return call.Argument(0)
		}
		panic(err)
	}
}

// same tells whether two members of descriptors are the same function, or both none.
func same(a, b goja.Value) bool {
	none := func(v goja.Value) bool { return v == nil || goja.IsUndefined(v) }
	return none(a) && none(b) || !none(a) && !none(b) && a.StrictEquals(b)
}
