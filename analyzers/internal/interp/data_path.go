package interp

import "strings"

// The fields that setData writes may be named by paths with an index in them:
//
//	this.setData({ [`list[${i}].open`]: true })
//
// Such a text is kept as a template (see hole), and a property of that name stands for all
// properties of the form: the value reaches that field of the elements of the list, and
// nothing else of the page's data.

// maxPath bounds the templates of paths, in bytes.
const maxPath = 120

// startsPath tells whether a text begins like such a path, and goes on with a key: `list[`.
func startsPath(text string) bool {
	return len(text) > 1 && len(text) < maxPath && (strings.HasSuffix(text, "[") || strings.HasSuffix(text, ".")) && isPath(text)
}

// templatePath tells whether a text is a path with holes in it.
func templatePath(text string) bool {
	start, _, holes := strings.Cut(text, holeStart)
	return holes && len(text) < maxPath && strings.ContainsAny(start, "[.") && isPath(text)
}

// isPath: names, and what stands between them. Holes are no more than labels in numbers.
func isPath(text string) bool {
	if text == "" || !wordByte(text[0]) {
		return false
	}
	for i := range len(text) {
		if c := text[i]; !wordByte(c) && !strings.ContainsRune(".[]-,"+holeStart+holeEnd, rune(c)) {
			return false
		}
	}
	return true
}

// dataPaths are the templates that a key may be; ok if it is nothing else that is not known.
func (in *Interp) dataPaths(key Value) (paths []string, ok bool) {
	for _, e := range key {
		if a := &in.atoms[e.A]; a.kind == kUnknown {
			if !templatePath(a.str) {
				return nil, false
			}
			paths = append(paths, a.str)
		} else if _, known := in.keys(Value{e}); !known {
			return nil, false
		}
	}
	return paths, true
}

// putUnder writes a property whose name is not known, or known as a template.
func (in *Interp) putUnder(o *Object, key, val Value) {
	if paths, ok := in.dataPaths(key); ok && o.kind == oPlain && o.inst == nil && !in.isData(o) {
		for _, p := range paths {
			in.add(in.prop(o, p), val)
		}
		return
	}
	in.add(in.anyProp(o), val)
}

// templated is what an object has under templates that a name is of the form of.
func (f *frame) templated(o *Object, name string) Value {
	var out Value
	for _, p := range o.order {
		if start, _, holes := strings.Cut(p, holeStart); holes && strings.HasPrefix(name, start) {
			out = join(out, f.in.read(o.props[p], f.act))
		}
	}
	return out
}

// below are the objects that a part of a path leads to, made where there are none; a part
// with a hole leads to all.
func (c *nativeCall) below(w *Object, part string, sub int32) []*Object {
	in := c.in
	cell := in.partOf(w, part)
	found := cell
	if cell == w.any {
		found = in.everyProp(w)
	}
	objs := in.objects(in.read(found, c.act))
	if len(objs) == 0 {
		made := c.allocSub(oPlain, c.inv.ins, sub)
		in.add(cell, made.val())
		objs = []*Object{made}
	}
	return objs
}

// partOf is where a part of a path is written: under any name, if it has a hole.
func (in *Interp) partOf(o *Object, part string) *Cell {
	if strings.Contains(part, holeStart) {
		return in.anyProp(o)
	}
	return in.prop(o, part)
}
