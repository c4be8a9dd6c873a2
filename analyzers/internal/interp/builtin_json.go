package interp

import (
	"encoding/json"
	"maps"
	"slices"
)

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
				n := 0
				out = join(out, tag(c.jsonValue(v, &n), in.known(e)))
			}
		case info.kind == kUnknown && info.label != 0:
			data = join(data, Value{e})
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

// jsonValue makes the value of a text that was read; n counts its objects.
func (c *nativeCall) jsonValue(v any, n *int) Value {
	in := c.in
	switch v := v.(type) {
	case nil:
		return single(atomNull, 0)
	case bool:
		return boolean(v, !v, 0, 0)
	case float64:
		return single(in.num(v), 0)
	case string:
		return single(in.str(v), 0)
	case []any:
		*n++
		o := c.allocSub(oArray, c.inv.ins, jsonSub+c.inv.sub*maxJSON+int32(*n))
		for i, x := range v {
			in.add(in.prop(o, itoa(i)), c.jsonValue(x, n))
		}
		return o.val()
	case map[string]any:
		*n++
		o := c.allocSub(oPlain, c.inv.ins, jsonSub+c.inv.sub*maxJSON+int32(*n))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			in.add(in.prop(o, name), c.jsonValue(v[name], n))
		}
		return o.val()
	}
	return unknownValue
}

// jsonSub tells the objects of texts apart from others that a call makes.
const jsonSub = 1 << 20
