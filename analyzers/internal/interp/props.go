package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// propsOf is this.props of a component, on platforms that have it.
func (in *Interp) propsOf(i *Instance) *Object {
	key := "props " + i.path
	if o := in.natives[key]; o != nil {
		return o
	}
	o := in.newObject(oProps)
	o.bound = &bound{data: i}
	in.natives[key] = o
	return o
}

// getProp reads a property: the handler that was bound on the component's tag, if its
// name is onChange, else what the tag or the default gives.
func (f *frame) getProp(ins *ir.Instr, o *Object, name string) Value {
	in := f.in
	i := o.bound.data.(*Instance)
	v := f.getOwn(ins, i.data, Elem{A: i.data.atom}, name)
	if event, ok := strings.CutPrefix(name, "on"); ok && event != "" {
		handlers := in.read(in.prop(i.listens, strings.ToLower(event)), f.act)
		if len(handlers) > 0 {
			return join(objectsOnly(in, v), handlers)
		}
	}
	return v
}
