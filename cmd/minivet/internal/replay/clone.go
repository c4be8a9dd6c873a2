package replay

import (
	"strconv"

	"github.com/dop251/goja"
)

// Bounds of what setData and the like copy.
const (
	cloneDepth   = 12
	clonePerStep = 16 // members
)

// cloner copies what is plain: lists, and objects without a class.
type cloner struct {
	w     *world
	plain *goja.Object // Object.prototype
	seen  int
}

func (w *world) clone(v goja.Value) goja.Value {
	if _, ok := v.(*goja.Object); !ok {
		return v
	}
	c := &cloner{w: w, plain: w.objects}
	out := c.copy(v, 0)
	w.work(c.seen / clonePerStep)
	return out
}

func (c *cloner) copy(v goja.Value, depth int) goja.Value {
	o, ok := v.(*goja.Object)
	if !ok || depth > cloneDepth || c.seen > maxList {
		return v
	}
	if _, unknown := c.w.unknown[o]; unknown {
		return v
	}
	switch o.ClassName() {
	case "Array":
		n := int(o.Get("length").ToInteger())
		if n > maxList {
			return v
		}
		items := make([]any, n)
		for i := range items {
			c.seen++
			items[i] = c.copy(o.Get(strconv.Itoa(i)), depth+1)
		}
		return c.w.vm.NewArray(items...)
	case "Object":
		if p := o.Prototype(); p != nil && p != c.plain {
			return v
		}
		out := c.w.vm.NewObject()
		for _, k := range o.Keys() {
			c.seen++
			_ = out.Set(k, c.copy(o.Get(k), depth+1))
		}
		return out
	}
	return v
}
