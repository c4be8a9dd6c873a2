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
	for _, e := range val {
		f.callBack(ins, e, on, data, subHandler, "event handler "+name)
	}
}

// subHandler numbers the calls of handlers among those of one instruction.
const subHandler = 910
