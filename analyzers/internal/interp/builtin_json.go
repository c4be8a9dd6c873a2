package interp

import "encoding/json"

// jsonParse gives back what was written into a text, as far as that is known: personal
// data stays personal, and what the text proves its value proves as well. A constant
// (`JSON.parse(stored || '{}')`) is read.
func jsonParse(c *nativeCall) Value {
	in := c.in
	var out, data Value
	for _, e := range c.arg(0) {
		info := &in.atoms[e.A]
		switch {
		case info.kind == kString && len(info.str) <= maxJSON:
			var v any
			if json.Unmarshal([]byte(info.str), &v) == nil {
				n := int32(0)
				alloc := func(kind ObjKind) *Object {
					n++
					return c.allocSub(kind, c.inv.ins, jsonSub+c.inv.sub*maxJSON+n)
				}
				out = join(out, tag(in.fromJSON(v, 0, alloc), in.known(e)))
			}
		case info.kind == kUnknown && info.label != 0:
			data = join(data, Value{e})
		case info.kind == kNull || info.kind == kTrue || info.kind == kFalse || info.kind == kNumber:
			out = join(out, Value{e}) // it reads as itself
		case info.kind != kUndefined:
			out = join(out, single(atomUnknown, in.known(e)))
		}
	}
	if len(data) > 0 {
		out = join(out, c.derived(data))
	}
	if len(out) == 0 && c.unseen() {
		return unknownValue
	}
	return out
}

// maxJSON bounds the constant texts that are read, in bytes: larger ones are tables.
const maxJSON = 1000

// jsonSub tells the objects of texts apart from others that a call makes.
const jsonSub = 1 << 20
