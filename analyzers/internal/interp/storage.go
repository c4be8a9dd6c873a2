package interp

import (
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/decoder"
)

// storeModels are what APIs do with storage; where the key and the value stand in a
// call, the catalogue says.
var storeModels map[string]*native

func init() {
	storeModels = table("storage", map[string]func(*nativeCall) Value{"get": storageGet, "set": storageSet})
}

// stored is what was ever written under a key. Storage is one object for the whole
// program; keys are its properties.
//
// Of what is written under keys that are computed (`'history_' + id`) nothing is known to
// be what a key has that the program writes by its name: it may be, so it proves nothing,
// but it is no personal data there.
func (c *nativeCall) stored(key Value) Value {
	in := c.in
	out := single(atomEmpty, 0)
	names, known := in.keys(key)
	in.depend(&in.storage.shape, c.act)
	written := known
	for _, n := range names {
		if cell := in.storage.props[n]; cell != nil {
			out = join(out, in.read(cell, c.act))
		} else {
			written = false
		}
	}
	if !known {
		out = join(out, unknownValue)
	}
	if in.storage.any == nil {
		return out
	}
	computed := in.read(in.storage.any, c.act)
	if known && !written && !in.keysKnown {
		in.keyless = append(in.keyless, c.act)
	}
	if known && (written || !in.keysKnown) {
		computed = in.anonymous(computed)
	}
	return join(out, computed)
}

// anonymous is a value without what it holds and without whose data it is: what it proves
// is left.
func (in *Interp) anonymous(v Value) Value {
	var out Value
	for _, e := range v {
		if info := &in.atoms[e.A]; info.kind == kObject || info.label != 0 {
			e.A = atomUnknown
		}
		out = join(out, Value{e})
	}
	return out
}

// settleKeys gives the keys that are read, and written by nobody who names them, what is
// written under computed keys. Which those are is known at the end.
func (in *Interp) settleKeys() {
	in.keysKnown = true
	for _, a := range in.keyless {
		in.enqueue(a)
	}
	in.drain()
}

// place reads the argument or the member of one that a row of the catalogue names.
func (c *nativeCall) place(place string) Value {
	n, path, deeper := strings.Cut(place, ".")
	v := c.arg(int(n[0] - '0'))
	if deeper {
		return c.path(v, path)
	}
	return v
}

func storageGet(c *nativeCall) Value {
	name := c.obj.typ
	s := c.in.cat.Store(name)
	v := c.stored(c.place(s.Key))
	if s.Result != "" {
		o := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+6)
		c.in.add(c.in.prop(o, s.Result), v)
		v = o.val()
	}
	if c.formsOf(name).Has(catalogue.Sync) {
		return v
	}
	return c.api(name, &outcome{result: v})
}

func storageSet(c *nativeCall) Value {
	name := c.obj.typ
	s := c.in.cat.Store(name)
	c.store(c.place(s.Key), c.place(s.Value))
	if c.formsOf(name).Has(catalogue.Sync) {
		c.sinks(name)
		return single(atomUndefined, 0)
	}
	return c.api(name, nil)
}

// formsOf is how an API is called.
func (c *nativeCall) formsOf(name string) catalogue.Forms {
	if api := c.in.cat.API(name); api != nil {
		return api.Forms
	}
	return catalogue.FormsByName(name)
}

// store writes a copy: storage holds texts, so that what is done to an object later is not
// done to what was stored.
func (c *nativeCall) store(key, v Value) {
	in := c.in
	v = c.copier(c.inv, decoder.DeepCopy).value(v)
	names, known := in.keys(key)
	for _, n := range names {
		in.flags(in.prop(in.storage, n), c.st.must)
		in.add(in.prop(in.storage, n), lasting(tag(v, c.st.held())))
	}
	if !known {
		in.add(in.anyProp(in.storage), lasting(tag(v, c.st.held())))
	}
}
