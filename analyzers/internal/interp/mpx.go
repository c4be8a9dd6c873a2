package interp

import "github.com/minivet/minivet/jsparse/ir"

// In a build of mpx, a module says what it is before it calls createPage: it sets
// global.currentCtor to Page, Component or App, and createPage hands its options to that.
// A view calls the methods that have arguments by one handler, with the calls as data:
// bindtap="__invoke" data-eventconfigs="{{({bubble: {tap: [['send', form]]}})}}".

// registersMpx tells createPage and its like.
func (in *Interp) registersMpx(fn *ir.Func) bool {
	return remembered(&in.mpxRegisters, fn, func() bool {
		return fn.Flags&ir.Module == 0 && in.bodyOf(fn).reads("currentCtor")
	})
}

// invoked is the handler that stands for calls that a view has as data.
const invoked = "__invoke"

// eachInvoked visits the calls that an element's data has for an event: the methods, and
// the arguments.
func (c *nativeCall) eachInvoked(i *Instance, event string, dataset, detail Value, visit func(fn Value, args []Value)) {
	configs := objectsOnly(c.in, c.optionalGet(objectsOnly(c.in, dataset), "eventconfigs"))
	for _, when := range []string{"bubble", "capture"} {
		group := objectsOnly(c.in, c.optionalGet(configs, when))
		for _, list := range c.in.objects(c.optionalGet(group, event)) {
			calls, _, _ := c.arrayElements(list)
			for _, call := range calls {
				for _, o := range c.in.objects(call) {
					parts, _, _ := c.arrayElements(o)
					if len(parts) > 1 {
						if name, _ := c.in.constString(parts[0]); name == "__model" {
							path, _ := c.in.constString(parts[1])
							c.setPath(i.data, path, c.optionalGet(detail, "value"))
							continue
						}
					}
					if len(parts) > 0 {
						visit(c.handlers(i, parts[0]), parts[1:])
					}
				}
			}
		}
	}
}
