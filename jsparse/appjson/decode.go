package appjson

import "fmt"

// Value is a string of a JSON file with its place.
type Value struct {
	Text     string
	Pos, End int32 // byte offsets [Pos,End), quotes included
}

// List is a key whose value is a list of strings.
type List struct {
	// Declared: the key is there.
	Declared       bool
	KeyPos, KeyEnd int32
	Items          []Value
}

// Entry is one key of a map of strings.
type Entry struct {
	Key            string
	KeyPos, KeyEnd int32
	Value
}

// decoder reads typed values out of nodes and notes what has the wrong type.
type decoder struct{ problems []Problem }

func (d *decoder) wrong(n *Node, key, want string) {
	d.problems = append(d.problems, Problem{n.Pos, fmt.Sprintf("%q has to be %s, not %s", clip(key), want, n.Kind)})
}

// text reads an optional string.
func (d *decoder) text(n *Node, key string) Value {
	v := n.Find(key)
	if v == nil || v.Kind == Null {
		return Value{}
	}
	if v.Kind != String {
		d.wrong(v, key, "a string")
		return Value{}
	}
	return valueOf(v)
}

func valueOf(n *Node) Value { return Value{n.Str, n.Pos, n.End} }

// list reads an optional list of strings; elements of another type are left out.
func (d *decoder) list(n *Node, key string) List {
	m := n.Member(key)
	if m == nil {
		return List{}
	}
	l := List{Declared: true, KeyPos: m.KeyPos, KeyEnd: m.KeyEnd}
	l.Items = d.strings(m.Value, key)
	return l
}

func (d *decoder) strings(n *Node, key string) []Value {
	if n.Kind != Array {
		if n.Kind != Null {
			d.wrong(n, key, "a list")
		}
		return nil
	}
	items := make([]Value, 0, len(n.Elems))
	for _, e := range n.Elems {
		if e.Kind != String {
			d.wrong(e, "an element of "+key, "a string")
			continue
		}
		items = append(items, valueOf(e))
	}
	return items
}

// entries reads an optional object of strings in the order of the text. Of a
// key that stands twice the last counts.
func (d *decoder) entries(n *Node, key string) []Entry {
	obj := d.object(n, key)
	if obj == nil {
		return nil
	}
	last := make(map[string]int, len(obj.Members))
	for i := range obj.Members {
		last[obj.Members[i].Key] = i
	}
	var out []Entry
	for i := range obj.Members {
		m := &obj.Members[i]
		if last[m.Key] != i {
			continue
		}
		if m.Value.Kind != String {
			d.wrong(m.Value, m.Key, "a string")
			continue
		}
		out = append(out, Entry{m.Key, m.KeyPos, m.KeyEnd, valueOf(m.Value)})
	}
	return out
}

// object returns an optional object, nil if it is absent or none.
func (d *decoder) object(n *Node, key string) *Node {
	v := n.Find(key)
	if v == nil || v.Kind == Null {
		return nil
	}
	if v.Kind != Object {
		d.wrong(v, key, "an object")
		return nil
	}
	return v
}
