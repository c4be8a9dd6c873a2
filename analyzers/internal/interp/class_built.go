package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// createsClass models the helper of compiled classes, createClass(C, [{key, value}], [{key, value}]),
// which defines the methods of a class on its prototype, and the static ones on the class
// itself. (Run, it would mix up the methods of all classes of a large program: a build has one
// helper for all of them.)
func (f *frame) createsClass(inv *invocation, helper *Object) (Value, bool) {
	in := f.in
	list := inv.args.list
	if len(list) < 2 || len(list) > 3 || inv.args.rest != nil || inv.isNew || len(list[0]) != 1 || helper.fn.NumParams < 2 || !in.readsPrototype(helper.fn) {
		return nil, false
	}
	class := in.atoms[list[0][0].A].obj
	if class == nil || class.kind != oFunction {
		return nil, false
	}
	var members [2][]Value
	for i, v := range list[1:] {
		var ok bool
		if members[i], ok = f.membersIn(v); !ok {
			return nil, false
		}
	}
	if len(members[0])+len(members[1]) == 0 {
		return nil, false
	}
	in.givePrototype(class)
	c := &nativeCall{frame: f, inv: inv, obj: helper}
	c.defineMembers(in.read(in.prop(class, "prototype"), f.act), members[0])
	c.defineMembers(class.val(), members[1])
	return list[0], true
}

// definesMembers models what is left of that helper where a minifier put the rest of it in
// place: a function that defines a list of members on an object, defineProperties(
// C.prototype, [{key, value}]).
func (f *frame) definesMembers(inv *invocation, helper *Object) (Value, bool) {
	in := f.in
	list := inv.args.list
	if len(list) != 2 || inv.args.rest != nil || inv.isNew || helper.fn.NumParams != 2 || len(objectsOnly(in, list[0])) != len(list[0]) || !in.definesKeys(helper.fn) {
		return nil, false
	}
	members, ok := f.membersIn(list[1])
	if !ok || len(members) == 0 {
		return nil, false
	}
	c := &nativeCall{frame: f, inv: inv, obj: helper}
	c.defineMembers(list[0], members)
	return single(atomUndefined, 0), true
}

// definesKeys tells functions that define a property by the key of something.
func (in *Interp) definesKeys(fn *ir.Func) bool {
	return remembered(&in.keyDefiners, fn, func() bool {
		b := in.bodyOf(fn)
		return b.reads("defineProperty") && b.reads("key")
	})
}

// membersIn are the members in the lists that a value may be.
func (f *frame) membersIn(v Value) ([]Value, bool) {
	var members []Value
	for _, e := range v {
		o := f.in.atoms[e.A].obj
		if o == nil {
			continue // no members of that kind
		}
		elems, rest, whole := f.arrayElements(o)
		if o.kind != oArray || !whole || len(rest) > 0 || !slices.ContainsFunc(elems, f.in.isMember) {
			return nil, false
		}
		members = append(members, elems...)
	}
	return members, true
}

func (c *nativeCall) defineMembers(on Value, members []Value) {
	for _, m := range members {
		names, _ := c.in.keys(c.optionalGet(objectsOnly(c.in, m), "key"))
		for _, name := range names {
			c.descriptor(objectsOnly(c.in, on), name, m)
		}
	}
}

// builtClass is a class of a framework's code in a build, told by methods that other code
// reaches by name.
type builtClass struct {
	signs []string
	make  func(*nativeCall) Value
}

var builtClasses []builtClass

func init() {
	builtClasses = []builtClass{
		{[]string{"commit", "dispatch", "registerModule"}, newVuexStore},
		{[]string{"walk", "observeArray"}, newObserver}, // of Vue 2 and mpx
		{[]string{"$forceUpdate", "$destroy"}, vueInstanceOf},
		{[]string{"beforeEach", "afterEach", "getMatchedComponents"}, routerOf},
	}
}

// builtInstance makes an instance of such a class.
func (f *frame) builtInstance(inv *invocation, class *Object) (Value, bool) {
	cell := class.props["prototype"]
	if !inv.isNew || cell == nil {
		return nil, false
	}
	for _, p := range f.in.objects(cell.val) {
		for _, b := range builtClasses {
			if !slices.ContainsFunc(b.signs, func(s string) bool { return p.props[s] == nil }) {
				return b.make(&nativeCall{frame: f, inv: inv, obj: class}), true
			}
		}
	}
	return nil, false
}

// newObserver is new Observer(value), which puts accessors in place of the fields of data
// that a view depends on.
func newObserver(c *nativeCall) Value {
	c.reactive(c.arg(0))
	o := c.allocSub(oPlain, c.inv.ins, 372)
	o.open = true
	c.in.add(c.in.prop(o, "value"), c.arg(0))
	return o.val()
}

// isMember tells a member as the helper takes them.
func (in *Interp) isMember(v Value) bool {
	return slices.ContainsFunc(in.objects(v), func(o *Object) bool {
		return o.props["key"] != nil && (o.props["value"] != nil || o.props["get"] != nil || o.props["set"] != nil)
	})
}

// readsPrototype tells functions that read the prototype of something.
func (in *Interp) readsPrototype(fn *ir.Func) bool {
	return remembered(&in.prototypers, fn, func() bool {
		return in.bodyOf(fn).reads("prototype")
	})
}
