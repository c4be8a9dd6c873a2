package interp

import (
	"slices"
	"sort"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// start calls everything that the framework calls: life-cycle methods, observers,
// and the views, whose render functions call the event handlers.
func (in *Interp) start() {
	in.lookFirst()
	in.lookForLabels()
	in.exported()
	// What is put on the worklist last comes first.
	for _, i := range slices.Backward(in.startOrder()) {
		if !in.neverShown(i) {
			in.startView(i)
			in.startInstance(i)
		}
	}
}

// startOrder is the order in which a program is looked at: the app, its pages, its
// components, those of others. A program that comes to its bounds has its beginning seen.
func (in *Interp) startOrder() []*Instance {
	order := slices.Clone(in.instances)
	rank := func(i *Instance) int {
		switch {
		case i.kind == "app":
			return 0
		case i.kind == "page":
			return 1
		case i.comp != nil && i.comp.Module != nil && i.comp.Module.File != nil && i.comp.Module.File.Package.Installed():
			return 3
		}
		return 2
	}
	slices.SortStableFunc(order, func(a, b *Instance) int { return rank(a) - rank(b) })
	return order
}

// startInstance evaluates a driver: a function of our own that reads the instance's
// methods and calls them, so that methods that turn up later are called too.
func (in *Interp) startInstance(i *Instance) {
	d := in.driver("entries of "+i.path, func(c *nativeCall) Value { return c.startEntries(i) })
	in.enter(d, &edge{entry: &Entry{Words: "framework", Phase: "start"}}, unknownValue, callArgs{})
	i.drive = d
}

// driver is an activation whose body is Go code.
func (in *Interp) driver(name string, run func(*nativeCall) Value) *Activation {
	o := in.newObject(oNative)
	o.native = &native{name: name, call: run}
	fn := driverFunc(name)
	f := in.newObject(oFunction)
	f.fn = fn
	a := in.activation(f, in.context(ctxKey{entry: name}))
	in.add(&a.this, o.val())
	return a
}

// driverFunc is a function that calls its `this`.
func driverFunc(name string) *ir.Func {
	u := &ir.Unit{Source: &ir.Source{Path: name}}
	return &ir.Func{Name: name, Unit: u}
}

func driverBody(fn *ir.Func) *ir.Body {
	call := ir.Instr{Op: ir.OpCall, Dst: 1, A: 0, B: ir.None, C: ir.None, X: &ir.Extra{}}
	this := ir.Instr{Op: ir.OpThis, Dst: 0, A: ir.None, B: ir.None, C: ir.None}
	block := &ir.Block{ID: 0, Instrs: []ir.Instr{this, call}, Term: ir.Term{Kind: ir.Return, A: ir.None, Dst: ir.None}, Handler: -1, Loop: -1}
	return &ir.Body{Fn: fn, NumRegs: 2, Blocks: []*ir.Block{block}}
}

// startEntries calls the methods of an instance that the framework knows by name.
func (c *nativeCall) startEntries(i *Instance) Value {
	in := c.in
	if i.exports != nil {
		return c.startExports(i)
	}
	kinds := []string{i.kind}
	for _, lc := range in.cat.Lifecycles() {
		if lc.Kind != kinds[0] && !(lc.Kind == "page" && i.kind == "component" && in.isPage(i)) {
			continue
		}
		v := c.getOwn(c.inv.ins, i.this, Elem{A: i.this.atom}, lc.Name)
		arg := unknownValue
		if lc.Kind == "page" && lc.Name == "onLoad" {
			arg = in.queryOf(i.path).val()
		}
		c.enterEntry(i, v, []Value{arg}, lc.Words, lc.Name, lc.Phase)
	}
	if i.vue {
		c.vueEntries(i)
	}
	for k, opt := range i.options {
		if o := in.atoms[opt.A].obj; o != nil && !i.vue {
			c.derivedData(i, o, opt, k)
		}
	}
	if i.kind != "component" {
		return single(atomUndefined, 0)
	}
	for k, opt := range i.options {
		c.groups(i, opt, k)
	}
	return single(atomUndefined, 0)
}

func (in *Interp) isPage(i *Instance) bool {
	for _, p := range in.prog.Pages {
		if in.pages[p] == i {
			return true
		}
	}
	return false
}

// groups are the parts of a component's definition that hold callbacks.
func (c *nativeCall) groups(i *Instance, opt Elem, k int) {
	in := c.in
	o := in.atoms[opt.A].obj
	if o == nil {
		return
	}
	read := func(name string) []*Object { return in.objects(c.getOwn(c.inv.ins, o, opt, name)) }
	for _, group := range []struct{ name, kind string }{{"lifetimes", "component"}, {"pageLifetimes", "pageLifetimes"}} {
		for _, g := range read(group.name) {
			for _, lc := range in.cat.Lifecycles() {
				if lc.Kind == group.kind && g.props[lc.Name] != nil {
					c.enterEntry(i, in.read(g.props[lc.Name], c.act), []Value{unknownValue}, lc.Words, group.name+lc.Name, lc.Phase)
				}
			}
		}
	}
	for _, lc := range in.cat.Lifecycles() {
		if lc.Kind == "component" && o.props[lc.Name] != nil {
			c.enterEntry(i, in.read(o.props[lc.Name], c.act), []Value{unknownValue}, lc.Words, lc.Name, lc.Phase)
		}
	}
	for _, g := range read("observers") {
		for _, name := range g.order {
			c.enterEntry(i, in.read(g.props[name], c.act), c.observed(i, name), "observer of "+name, "observer "+name, "event")
		}
	}
	for _, g := range read("properties") {
		for _, name := range g.order {
			for _, def := range in.objects(in.read(g.props[name], c.act)) {
				if ob := def.props["observer"]; ob != nil {
					v := c.methodByName(i, in.read(ob, c.act))
					c.enterEntry(i, v, c.observed(i, name), "observer of property "+name, "property observer "+name, "event")
				}
			}
		}
	}
	for _, g := range read("relations") {
		for _, name := range g.order {
			for _, def := range in.objects(in.read(g.props[name], c.act)) {
				for _, hook := range []string{"linked", "linkChanged", "unlinked"} {
					if h := def.props[hook]; h != nil {
						c.enterEntry(i, in.read(h, c.act), []Value{in.related(i, name)}, "relation "+hook, "relation "+name+hook, "event")
					}
				}
			}
		}
	}
}

// methodByName turns the name of a method into the method.
func (c *nativeCall) methodByName(i *Instance, v Value) Value {
	if s, ok := c.in.constString(v); ok {
		return c.getOwn(c.inv.ins, i.this, Elem{A: i.this.atom}, s)
	}
	return v
}

// observed are the values of the data fields that an observer watches.
func (c *nativeCall) observed(i *Instance, fields string) []Value {
	in := c.in
	var out []Value
	in.depend(&i.data.shape, c.act)
	for _, field := range strings.Split(fields, ",") {
		field = strings.TrimSpace(field)
		var v Value
		if cell := i.data.props[field]; cell != nil {
			v = in.read(cell, c.act)
		} else if strings.HasPrefix(field, "**") {
			v = i.data.val()
		} else {
			v = c.path(i.data.val(), strings.TrimSuffix(field, ".**"))
		}
		if i.data.any != nil {
			v = join(v, in.read(i.data.any, c.act))
		}
		if len(v) == 0 {
			v = single(atomUndefined, 0)
		}
		out = append(out, v)
	}
	return out
}

// enterEntry lets the framework call a function.
func (c *nativeCall) enterEntry(i *Instance, fn Value, args []Value, words, short, phase string) {
	in := c.in
	for _, e := range fn {
		info := &in.atoms[e.A]
		if info.kind != kObject || info.obj.kind != oFunction {
			if info.kind == kObject && info.obj.kind == oNative {
				c.later(Value{e}, i.this.val(), args, 1, 0, words)
			}
			continue
		}
		o := info.obj
		a := in.activation(o, in.context(ctxKey{entry: i.path + " " + short}))
		en := &Entry{Words: words + " of " + i.path, Short: short, Phase: phase, Page: i.path, Unit: o.fn.Unit, Pos: o.fn.NamePos, End: o.fn.NamePos, First: i.first}
		if o.fn.Name != "" {
			en.End += int32(len(o.fn.Name))
		}
		key := edgeKey{site: entrySite(in, i, short)}
		if a.edges[key] == nil {
			in.entries = append(in.entries, en)
		}
		in.enter(a, &edge{edgeKey: key, entry: en}, i.this.val(), callArgs{list: args})
	}
}

// entrySite tells entries apart; it is no real instruction.
func entrySite(in *Interp, i *Instance, short string) *ir.Instr {
	key := i.path + " " + short
	if in.entrySites == nil {
		in.entrySites = map[string]*ir.Instr{}
	}
	s := in.entrySites[key]
	if s == nil {
		s = &ir.Instr{}
		in.entrySites[key] = s
	}
	return s
}
