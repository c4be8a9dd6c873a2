package replay

import "github.com/dop251/goja"

// hardened are the objects whose methods the host relies on.
var hardened = []string{"Object", "Array", "String", "Number", "Reflect", "JSON", "Promise", "Math"}

var hardenedPrototypes = []string{"Promise", "Array", "String", "Function", "RegExp", "Map", "Set", "WeakSet"}

// harden keeps built-in methods as they are: the host runs in the same realm as the
// program, and a program that assigns to a built-in method changes nothing. Objects
// that inherit from it may still have a member of their own of that name.
func (w *world) harden() error {
	global := w.vm.GlobalObject()
	for _, name := range hardened {
		if err := w.fixAll(global.Get(name).ToObject(w.vm)); err != nil {
			return err
		}
	}
	for _, name := range hardenedPrototypes {
		if err := w.fixAll(global.Get(name).ToObject(w.vm).Get("prototype").ToObject(w.vm)); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) fixAll(owner *goja.Object) error {
	for _, name := range owner.GetOwnPropertyNames() {
		f := w.method(owner, name)
		if f == nil {
			continue
		}
		if _, ok := goja.AssertFunction(f); !ok {
			continue
		}
		if err := owner.DefineAccessorProperty(name, w.constant(f), w.override(owner, name), goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return nil
}

// method is a built-in method, nil if the member is something else.
func (w *world) method(owner *goja.Object, name string) (f *goja.Object) {
	if name == "constructor" || name == "prototype" {
		return nil
	}
	// Some members are getters, which fail here.
	_ = w.vm.Try(func() { f, _ = owner.Get(name).(*goja.Object) })
	return f
}

// constant is a getter.
func (w *world) constant(v goja.Value) goja.Value {
	return w.vm.ToValue(func(goja.FunctionCall) goja.Value { return v })
}

// override is a setter that gives an heir of owner a member of its own.
func (w *world) override(owner *goja.Object, name string) goja.Value {
	return w.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		if heir, ok := call.This.(*goja.Object); ok && heir != owner {
			_ = heir.DefineDataProperty(name, call.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
		return goja.Undefined()
	})
}
