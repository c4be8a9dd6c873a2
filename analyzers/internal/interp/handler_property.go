package interp

import "github.com/minivet/minivet/jsparse/ir"

// handlerName tells the names of event handlers: onload, onMessage.
func handlerName(name string) bool {
	return len(name) > 2 && name[:2] == "on" && (name[2] >= 'a' && name[2] <= 'z' || name[2] >= 'A' && name[2] <= 'Z')
}

// handlerOf calls the functions that a program sets as the handler of an object that is not
// the program's own: a picture's onload, a socket's onmessage. The object calls them when
// the event comes, as unknown code calls what it is given.
func (f *frame) handlerOf(ins *ir.Instr, on Elem, name string, val Value) {
	in := f.in
	if info := &in.atoms[on.A]; info.kind != kUnknown && info.kind != kObject {
		return
	}
	data := join(unknownValue, Value{{on.A, on.T, 0}})
	for i, e := range val {
		o := in.atoms[e.A].obj
		if o == nil || o.kind != oFunction || f.lent(ins, subHandler, e, on.A, data) {
			continue
		}
		f.invoke(&invocation{
			ins: ins, fn: Value{e}, this: Value{on}, args: callArgs{list: []Value{data}, rest: unknownValue},
			sub: subHandler + int32(i), why: "event handler " + name, later: true,
		})
	}
}

// subHandler numbers the calls of handlers among those of one instruction.
const subHandler = 910
