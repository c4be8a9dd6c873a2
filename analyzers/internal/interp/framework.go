package interp

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// Instance is the app, a page or a component as it runs: one stands for all of
// its kind.
type Instance struct {
	kind       string // app, page, component
	path       string // "pages/a/a"; "app" for the app
	this       *Object
	data       *Object        // this.data; a component's properties are in it too
	options    Value          // what was registered
	registered []registration // by what
	view       *jsparse.View
	uses       map[string]*jsparse.Component
	// listens holds, by lower-case event name, the handlers that parents bound on
	// the component's tag.
	listens *Object
	shown   *Object // the attributes of its view's elements by index, where computed
	host    *Object
	comp    *jsparse.Component // whose file registered it, if it is one's
	first   bool
	vue     bool // it is its own data, see vueInstance
	// rewritten: a behavior may add groups of its own to the definition, see derivedData.
	rewritten bool
	draw      *Cell                    // functions that make what a component of Vue shows
	root      *rendering               // what a component of React shows as this page
	pieces    map[*wxml.Element]*piece // what the elements of such a view were made of
	exports   *moduleState             // of kind exports, see exported
	part      string                   // which component of a page it is, see wepyParts
	// observed are the observers of a component by the data fields they watch.
	drive *Activation // reads options and starts entries
}

func (in *Interp) newInstance(kind, path string) *Instance {
	i := &Instance{kind: kind, path: path, this: in.newObject(oPlain), data: in.newObject(oPlain), listens: in.newObject(oPlain)}
	i.this.inst = i
	i.data.typ = "data"
	in.add(in.prop(i.this, "data"), i.data.val())
	in.instances = append(in.instances, i)
	return i
}

// isData tells the data of a page or component, and globalData.
func (in *Interp) isData(o *Object) bool { return o.typ == "data" }

// rootOf is the page or component file on whose behalf a call runs: the nearest on
// the way in.
func (in *Interp) rootOf(a *Activation) *moduleState {
	return onBehalf(a, func(a *Activation) *moduleState {
		if st := in.startedFor[a]; st != nil {
			return st
		}
		if st := in.stateOf(a.fn.Unit); st != nil && (st.page != nil || st.comp != nil) {
			return st
		}
		return nil
	})
}

func appRegister(c *nativeCall) Value {
	c.in.register(c.in.appInstance(), c.arg(0), c)
	return single(atomUndefined, 0)
}

func pageRegister(c *nativeCall) Value {
	st := c.in.rootOf(c.act)
	if st == nil {
		c.in.register(c.in.newPageless(c), c.arg(0), c)
		return single(atomUndefined, 0)
	}
	c.in.register(c.in.instanceOf(st), c.arg(0), c)
	return single(atomUndefined, 0)
}

func componentRegister(c *nativeCall) Value {
	st := c.in.rootOf(c.act)
	if st == nil {
		return single(atomUndefined, 0)
	}
	i := c.in.instanceOf(st)
	i.kind = "component"
	c.in.register(i, c.arg(0), c)
	return single(atomUndefined, 0)
}

// behaviorRegister returns the definition itself: components mix it in.
func behaviorRegister(c *nativeCall) Value {
	c.in.registers(c.act)
	return c.arg(0)
}

// newPageless is the instance of a page that is registered on behalf of no known
// page file.
func (in *Interp) newPageless(c *nativeCall) *Instance {
	for _, i := range in.instances {
		if i.path == "?"+c.act.fn.Unit.Source.Path {
			return i
		}
	}
	return in.newInstance("page", "?"+c.act.fn.Unit.Source.Path)
}

// instanceOf is the instance of a page or component file.
func (in *Interp) instanceOf(st *moduleState) *Instance {
	if st.page != nil {
		i := in.pages[st.page]
		if i == nil {
			i = in.newInstance("page", st.page.Path)
			i.view, i.uses = st.page.View, st.page.Uses
			i.first = st.page == in.firstPage()
			in.pages[st.page] = i
		}
		if st.comp != nil {
			in.comps[st.comp], i.comp = i, st.comp
		}
		return i
	}
	i := in.comps[st.comp]
	if i == nil {
		i = in.newInstance("component", st.comp.Path)
		i.view, i.uses = st.comp.View, st.comp.Uses
		in.comps[st.comp], i.comp = i, st.comp
	}
	return i
}

// appInstance is the instance of the app.
func (in *Interp) appInstance() *Instance {
	if in.app == nil {
		in.app = in.newInstance("app", "app")
		in.app.first = true
	}
	return in.app
}

// firstPage is the page that the program opens with.
func (in *Interp) firstPage() *jsparse.Page {
	if len(in.prog.Pages) == 0 {
		return nil
	}
	if entry := strings.Trim(in.prog.App.EntryPagePath.Text, "/"); entry != "" {
		for _, p := range in.prog.Pages {
			if p.Path == strings.TrimSuffix(entry, ".html") {
				return p
			}
		}
	}
	return in.prog.Pages[0]
}

// register makes the registered options those of an instance.
func (in *Interp) register(i *Instance, options Value, c *nativeCall) {
	in.registers(c.act)
	if in.show(i, options, shownAs(i)) {
		return
	}
	i.options = join(i.options, options)
	if r := (registration{c.act, c.inv.ins}); !slices.Contains(i.registered, r) {
		i.registered = append(i.registered, r)
	}
	in.add(in.protoOf(i.this), options)
	if i.kind == "component" {
		in.mixin(i, options, c, map[*Object]bool{})
		return
	}
	in.mixin(i, options, c, map[*Object]bool{})
}

// maxMixins bounds the definitions of one component: more are those of many components
// that one function registers.
const maxMixins = 48

// mixin adds what a definition, and the behaviors it names, bring to an instance.
// Each counts once, however often it is named.
func (in *Interp) mixin(i *Instance, options Value, c *nativeCall, seen map[*Object]bool) {
	ins := c.inv.ins
	for _, e := range options {
		o := in.atoms[e.A].obj
		if o == nil || seen[o] {
			continue
		}
		if seen[o] = true; len(seen) > maxMixins {
			in.hit("too many definitions flow into one registration of a component; those beyond the bound are left out")
			return
		}
		read := func(name string) Value { return c.getOwn(ins, o, e, name) }
		in.initialData(c, i, read("data"))
		in.add(in.protoOf(i.this), objectsOnly(in, read("methods")))
		in.properties(c, i, read("properties"))
		mixed := read("behaviors")
		if in.cat.Props() {
			in.initialData(c, i, read("props"))
			mixed = join(mixed, read("mixins"))
		}
		for _, b := range in.objects(mixed) {
			elems, rest, _ := c.arrayElements(b)
			for _, x := range elems {
				rest = join(rest, x)
			}
			i.rewritten = i.rewritten || in.rewrites(rest)
			in.add(in.protoOf(i.this), objectsOnly(in, rest))
			i.options = join(i.options, objectsOnly(in, rest))
			in.mixin(i, rest, c, seen)
		}
	}
}

func objectsOnly(in *Interp, v Value) Value {
	var out Value
	for _, e := range v {
		if in.atoms[e.A].kind == kObject {
			out = append(out, e)
		}
	}
	return out
}

func (in *Interp) initialData(c *nativeCall, i *Instance, data Value) {
	for _, e := range data {
		d := in.atoms[e.A].obj
		if d == nil || d == i.data {
			continue
		}
		if d.kind == oFunction { // data() of some frameworks
			if v, ok := c.now(Value{e}, i.this.val(), nil, 90); ok {
				in.initialData(c, i, slices.DeleteFunc(objectsOnly(in, v), func(e Elem) bool { return in.atoms[e.A].obj.kind == oFunction }))
			}
			continue
		}
		in.depend(&d.shape, c.act)
		for _, name := range d.order {
			in.add(in.prop(i.data, name), in.read(d.props[name], c.act))
		}
	}
}

// properties are data fields that the parent sets; value is their default.
func (in *Interp) properties(c *nativeCall, i *Instance, props Value) {
	tags := in.tagsOf(i)
	for _, o := range in.objects(props) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			cell := in.prop(i.data, name)
			if alwaysGiven(tags, name) {
				continue // no code of the component meets the default
			}
			for _, def := range in.objects(in.read(o.props[name], c.act)) {
				if v := def.props["value"]; v != nil {
					in.add(cell, in.read(v, c.act))
				} else {
					in.add(cell, single(atomUndefined, 0))
				}
			}
		}
	}
	in.add(in.prop(i.this, "properties"), i.data.val())
}

// alwaysGiven tells whether all of a component's tags give a property as a constant;
// none do where there are no tags.
func alwaysGiven(tags []*wxml.Element, name string) bool {
	for _, el := range tags {
		if v, ok := givenAs(el, name); !ok || v == "" || strings.Contains(v, "{{") {
			return false
		}
	}
	return len(tags) > 0
}

// tagsOf are the elements of all views that a component is rendered for.
func (in *Interp) tagsOf(i *Instance) []*wxml.Element {
	if i.kind != "component" {
		return nil
	}
	if in.tags == nil {
		in.indexTags()
	}
	return in.tags[i.comp]
}

// indexTags finds the tags of every component, once for the program.
func (in *Interp) indexTags() {
	in.tags = map[*jsparse.Component][]*wxml.Element{}
	index := func(view *jsparse.View, uses map[string]*jsparse.Component) {
		if view == nil {
			return
		}
		for _, el := range view.Elements {
			if comp := uses[el.Tag]; comp != nil {
				in.tags[comp] = append(in.tags[comp], el)
			}
		}
	}
	for _, p := range in.prog.Pages {
		index(p.View, p.Uses)
	}
	for _, comp := range in.prog.Components {
		index(comp.View, comp.Uses)
	}
}

// givenAs is the attribute of a tag that sets a property.
func givenAs(el *wxml.Element, name string) (string, bool) {
	for _, a := range el.Attrs {
		if camel(a.Name) == name {
			return a.Value, true
		}
	}
	return "", false
}

// getInstance reads members that the platform gives to instances.
func (f *frame) getInstance(ins *ir.Instr, o *Object, e Elem, name string) (Value, bool) {
	in, n := f.in, instanceMethods[name]
	if n == nil {
		switch name {
		case "route", "is":
			return single(f.in.str(o.inst.path), 0), true
		case "properties":
			return o.inst.data.val(), true
		case "options":
			if f.in.isPage(o.inst) { // the query that the page was opened with
				return join(f.in.queryOf(o.inst.path).val(), f.ownWrites(o, name)), true
			}
		case "props":
			if f.in.cat.Props() {
				return f.in.propsOf(o.inst).val(), true
			}
		case "$mp":
			if o.inst.vue && (in.prog.Framework != "" || in.vue2 != nil) {
				return in.nativePage(o.inst).val(), true
			}
		case "$root":
			if o.inst.vue && in.isPage(o.inst) {
				return o.val(), true
			}
		case "globalData":
			if o.inst.kind == "app" {
				for _, d := range f.in.objects(f.getOwn(ins, o, e, name)) {
					if d.typ == "" {
						d.typ = "data"
					}
				}
			}
		}
		if own, _ := f.in.cat.IsNamespace("app." + name); own && o.inst.kind == "app" {
			return f.in.namespace("wx").val(), true
		}
		return nil, false
	}
	key := "instance " + o.inst.path + "." + name
	m := f.in.natives[key]
	if m == nil {
		m = f.in.newObject(oNative)
		m.native, m.bound = n, &bound{data: o.inst}
		f.in.natives[key] = m
	}
	return join(m.val(), f.ownWrites(o, name)), true
}

// ownWrites is what the program itself wrote to a member that the platform gives.
func (f *frame) ownWrites(o *Object, name string) Value {
	if c := o.props[name]; c != nil {
		return f.in.read(c, f.act)
	}
	f.in.absent(o, name, f.act)
	return nil
}

func (c *nativeCall) instance() *Instance { return c.obj.bound.data.(*Instance) }

var instanceMethods map[string]*native

func init() {
	instanceMethods = table("instance", map[string]func(*nativeCall) Value{
		"setData": setData, "triggerEvent": triggerEvent, "selectComponent": selectComponent, "selectAllComponents": selectAll, "getRelationNodes": relationNodes,
		"getOpenerEventChannel": openerChannel, "groupSetData": groupSetData, "hasBehavior": truthUnknown,
		"createSelectorQuery": unknownResult, "createIntersectionObserver": unknownResult, "getPageId": unknownResult,
		"getTabBar": selectTabBar, "$emit": triggerEvent, "$spliceData": setData,
	})
}

// setData writes data fields by path.
func setData(c *nativeCall) Value {
	i := c.instance()
	for _, e := range c.arg(0) {
		info := &c.in.atoms[e.A]
		if info.kind == kUnknown {
			c.in.add(c.in.anyProp(i.data), tag(Value{e}, c.st.held()))
			continue
		}
		o := info.obj
		if o == nil {
			continue
		}
		c.in.depend(&o.shape, c.act)
		for _, name := range o.order {
			c.setPath(i.data, name, lasting(tag(c.in.read(o.props[name], c.act), c.st.held())))
		}
		if o.any != nil {
			c.in.add(c.in.anyProp(i.data), tag(c.in.read(o.any, c.act), c.st.held()))
		}
	}
	c.later(c.arg(1), i.this.val(), nil, 1, 0, "callback of setData")
	return single(atomUndefined, 0)
}

// setPath writes "a.b[0].c" below an object.
func (c *nativeCall) setPath(o *Object, path string, v Value) {
	in := c.in
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
	if len(parts) == 0 {
		return
	}
	owners := []*Object{o}
	for k, part := range parts[:len(parts)-1] {
		var next []*Object
		for _, w := range owners {
			next = append(next, c.below(w, part, 200+int32(k))...)
		}
		owners = next
	}
	for _, w := range owners {
		cell := in.partOf(w, parts[len(parts)-1])
		in.flags(cell, c.st.must)
		in.add(cell, v)
	}
}

func groupSetData(c *nativeCall) Value {
	c.now(c.arg(0), c.this(), nil, 1)
	return single(atomUndefined, 0)
}

// inOneWord takes out what camel case does without.
var inOneWord = strings.NewReplacer(":", "", "-", "")

// triggerEvent runs the handlers that parents bound on the component.
func triggerEvent(c *nativeCall) Value {
	i := c.instance()
	in := c.in
	names, known := in.keys(c.arg(0))
	sent := []Value{c.arg(1)}
	event := c.allocSub(oPlain, c.inv.ins, 40)
	in.add(in.prop(event, "detail"), c.arg(1))
	in.add(in.prop(event, "type"), c.arg(0))
	event.open = true
	fire := func(h Value, name string, k int) {
		if !i.vue {
			sent = []Value{event.val()} // Vue hands over the arguments themselves
		}
		c.later(h, unknownValue, sent, int32(41+k), 0, "event "+name+" of "+i.path)
	}
	in.depend(&i.listens.shape, c.act)
	if !known {
		names = i.listens.order
	}
	for k, name := range names {
		cell := i.listens.props[strings.ToLower(name)]
		if cell == nil && i.vue { // compiled views have update:name as updateName
			cell = i.listens.props[inOneWord.Replace(strings.ToLower(name))]
		}
		if cell != nil {
			fire(in.read(cell, c.act), name, k)
		}
	}
	return single(atomUndefined, 0)
}

func selectTabBar(c *nativeCall) Value {
	if t := c.in.prog.TabBar; t != nil && c.in.comps[t] != nil {
		return c.in.comps[t].this.val()
	}
	return unknownValue
}

func getApp(c *nativeCall) Value {
	return c.in.appInstance().this.val()
}

// currentPages is any of the pages.
func currentPages(c *nativeCall) Value {
	in := c.in
	if in.shownFor != len(in.pages) {
		var elems []Elem
		for _, p := range in.prog.Pages {
			if i := in.pages[p]; i != nil && len(elems) < maxData {
				elems = append(elems, Elem{A: i.this.atom})
			}
		}
		in.shown, in.shownFor = valueOf(elems...), len(in.pages)
	}
	return c.newArray(1, nil, in.shown)
}

// channel is the event channel to the page that a URL names; one for all if that
// is not known.
func (in *Interp) channel(url Value) *Object {
	key := "?"
	if s, ok := in.constString(url); ok {
		s, _, _ = strings.Cut(s, "?")
		key = strings.TrimPrefix(s, "/")
	}
	return in.channelOf(key)
}

func (in *Interp) channelOf(key string) *Object {
	if o := in.channels[key]; o != nil {
		return o
	}
	o := in.newObject(oPlain)
	o.typ = "channel"
	in.channels[key] = o
	for name, n := range channelMethods {
		m := in.newObject(oNative)
		m.native, m.bound = n, &bound{obj: o}
		in.add(in.prop(o, name), m.val())
	}
	return o
}

// listeners of a channel by event name.
func (in *Interp) listeners(ch *Object) *Object {
	if ch.home == nil {
		ch.home = in.newObject(oPlain)
	}
	return ch.home
}

var channelMethods map[string]*native

func init() {
	channelMethods = table("EventChannel", map[string]func(*nativeCall) Value{
		"on": channelOn, "once": channelOn, "emit": channelEmit, "off": undefinedResult,
	})
}

func channelOn(c *nativeCall) Value {
	names, _ := c.in.keys(c.arg(0))
	for _, n := range names {
		c.in.add(c.in.prop(c.in.listeners(c.obj.bound.obj), n), tag(c.arg(1), c.st.held()))
	}
	return single(atomUndefined, 0)
}

func channelEmit(c *nativeCall) Value {
	in := c.in
	names, _ := in.keys(c.arg(0))
	for _, ch := range []*Object{c.obj.bound.obj, in.channelOf("?")} {
		l := in.listeners(ch)
		in.depend(&l.shape, c.act)
		for k, n := range names {
			if cell := l.props[n]; cell != nil {
				var args []Value
				if len(c.inv.args.list) > 1 {
					args = c.inv.args.list[1:]
				}
				c.later(in.read(cell, c.act), unknownValue, args, int32(1+k), 0, "event "+n+" of the event channel")
			}
		}
	}
	return single(atomUndefined, 0)
}

func openerChannel(c *nativeCall) Value { return c.in.channelOf(c.instance().path).val() }
