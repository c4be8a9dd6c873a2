package interp

import (
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/ir"
)

// namespace is wx: an object whose members are APIs by name.
func (in *Interp) namespace(typ string) *Object {
	key := "namespace " + typ
	if o := in.nspaces[key]; o != nil {
		return o
	}
	o := in.newObject(oNamespace)
	o.typ = typ
	in.nspaces[key] = o
	return o
}

// getSpecial reads members of objects that the platform brings. ok is false for
// ordinary objects.
func (f *frame) getSpecial(ins *ir.Instr, o *Object, e Elem, name string) (Value, bool) {
	in := f.in
	switch o.kind {
	case oNamespace:
		if v, ok := in.hostElement(o, name); ok {
			return v, true
		}
		return f.member(o, e, "", name), true
	case oPlatform:
		return f.member(o, e, o.typ, name), true
	case oAuthSetting:
		in.scopeRead(f, name)
		if s := in.cat.Scope(name); s == nil || !proves(s) {
			return Value{{A: atomUnknown}}, true
		}
		granted := in.bits.granted(name)
		return Value{{A: atomUndefined}, {atomTrue, granted, granted}, {A: atomFalse}}, true // not asked yet, granted, refused
	case oProps:
		return f.getProp(ins, o, name), true
	case oProxy:
		return f.getProxy(ins, o, e, name), true
	case oHost:
		methods := hostMethods
		if o.typ == firstLook || o.typ == labelLook {
			methods = lookMethods
		}
		if n := methods[name]; n != nil {
			key := o.typ + "view " + o.bound.data.(*Instance).path + "." + name
			m := in.natives[key]
			if m == nil {
				m = in.newObject(oNative)
				m.native, m.bound = n, &bound{obj: o}
				in.natives[key] = m
			}
			return m.val(), true
		}
	}
	if o.inst != nil {
		return f.getInstance(ins, o, e, name)
	}
	if o == in.globals {
		return in.globalMember(name)
	}
	return nil, false
}

// scopeRead: the answer for this scope is looked at.
func (in *Interp) scopeRead(f *frame, scope string) {
	f.st.must = f.st.must.gain(in.bits.askedBit(scope))
}

// member reads a member of wx or of an object that an API handed out.
func (f *frame) member(o *Object, e Elem, typ, name string) Value {
	in := f.in
	if c := o.props[name]; c != nil && len(c.val) > 0 {
		own := in.read(c, f.act)
		if n := runtimeRegister[name]; n != nil && typ == "" && !o.model {
			return in.nativeObject(n).val()
		}
		if in.lookupAPI(typ, name) == nil {
			return own
		}
		return join(own, in.apiFunction(typ, name).val())
	}
	in.absent(o, name, f.act)
	if o.any != nil {
		return join(in.read(o.any, f.act), in.apiFunction(typ, name).val())
	}
	if typ == "" && name == "cloud" {
		return in.platformObject("cloud").val()
	}
	if event, ok := strings.CutPrefix(name, "$"); ok && typ == "" && channelMethods[event] != nil {
		return in.read(in.prop(in.channelOf("events of uni"), event), f.act) // uni.$on
	}
	if typ == "" && name == "worklet" {
		return in.worklets().val()
	}
	if typ == "" && name == "env" {
		return unknownValue
	}
	if typ == "" && strings.Contains(name, "webpack") {
		return single(atomUndefined, 0)
	}
	if typ != "" && !in.knownMember(typ, name) {
		return unknownValue // a field, or a method that no table knows
	}
	v := Value{{in.apiFunction(typ, name).atom, e.T, e.T}}
	if typ == "" && in.mayLack(name) {
		v = join(single(atomUndefined, 0), v)
	}
	return v
}

// mayLack: the platform is not known to have this guard, so a test of whether it is
// there has two outcomes, and what does without it asks nobody. (WeChat has all of
// them; elsewhere in the catalogue no evidence is no reason to doubt.)
func (in *Interp) mayLack(name string) bool {
	api := in.cat.API(name)
	return in.platform == catalogue.TCMPP && api != nil && api.TCMPP != "y" && len(in.cat.GuardsOf(name)) > 0
}

func (in *Interp) knownMember(typ, name string) bool {
	full := typ + "." + name
	if in.cat.API(full) != nil || in.cat.Sink(full) != nil {
		return true
	}
	f := catalogue.FormsByName(name)
	return f.Has(catalogue.Listener)
}

func (in *Interp) lookupAPI(typ, name string) *catalogue.API {
	if typ == "" {
		return in.cat.API(name)
	}
	return in.cat.Method(typ, name)
}

// apiFunction is the function object of an API, known or not.
func (in *Interp) apiFunction(typ, name string) *Object {
	full := name
	if typ != "" {
		full = typ + "." + name
	}
	key := "api " + full
	if o := in.natives[key]; o != nil {
		return o
	}
	o := in.newObject(oNative)
	o.typ = full
	o.native = apiNative
	if n := apiModels[full]; n != nil {
		o.native = n
	}
	if s := in.cat.Store(full); s != nil {
		o.native = storeModels[s.Does]
	}
	in.natives[key] = o
	return o
}

// platformObject is the object of a type that APIs hand out; one stands for all.
func (in *Interp) platformObject(typ string) *Object {
	key := "object " + typ
	if o := in.natives[key]; o != nil {
		return o
	}
	o := in.newObject(oPlatform)
	o.typ = typ
	in.natives[key] = o
	return o
}

// putSpecial writes members of special objects.
func (f *frame) putSpecial(ins *ir.Instr, o *Object, name string, v Value) bool {
	switch o.kind {
	case oAuthSetting, oHost, oProps:
		return true
	case oNamespace:
		return f.in.standsIn(name, v)
	}
	return false
}

// maxProxies bounds proxies of proxies.
const maxProxies = 10

func (f *frame) getProxy(ins *ir.Instr, o *Object, e Elem, name string) Value {
	in := f.in
	target, handler := in.read(in.prop(o, "target"), f.act), in.read(in.prop(o, "handler"), f.act)
	if f.proxies++; f.proxies > maxProxies {
		return unknownValue // a proxy of itself
	}
	defer func() { f.proxies-- }()
	get := f.get(ins, handler, "get")
	if !f.callable(get) {
		return f.get(ins, target, name)
	}
	v, _ := f.invoke(&invocation{ins: ins, fn: get, this: handler, args: callArgs{list: []Value{target, single(in.str(name), 0), Value{e}}}, sub: 902})
	return v
}

// apiNative is the model of every API that has no model of its own: it reads
// nothing but the catalogue.
var apiNative *native

// apiModels are the APIs whose effect is more than data, prompts and callbacks.
var apiModels map[string]*native

func init() {
	apiNative = &native{name: "api", call: func(c *nativeCall) Value { return c.api(c.obj.typ, nil) }}
	apiModels = table("wx", map[string]func(*nativeCall) Value{
		"removeStorageSync": undefinedResult, "removeStorage": undefinedResult, "clearStorageSync": undefinedResult,
		"nextTick": timer, "canIUse": truthUnknown,
		"navigateTo": navigate, "redirectTo": open("redirectTo"), "reLaunch": open("reLaunch"), "onNeedPrivacyAuthorization": onNeedPrivacy,
		"arrayBufferToBase64": toText, "base64ToArrayBuffer": toText,
		"createPage": pageRegister, "createComponent": componentRegister, "createApp": appRegister, "createPlugin": undefinedResult,
	})
}

// outcome is what a call of an API gives its callbacks.
type outcome struct {
	result Value
	bits   Bits // what success proves
	asked  Bits // what the call itself asks
}

// api models a call of an API by its row: prompts, data, sinks, callbacks, promise.
func (c *nativeCall) api(name string, o *outcome) Value {
	in := c.in
	in.apiUses.add(name, c.act.fn.Unit, in.textOf(c.inv.ins))
	api := in.cat.API(name)
	if o == nil {
		o = c.guard(name)
	}
	data := o.result
	if api != nil && api.IsSource() && api.Consent != catalogue.ConsentNone {
		data = c.sensitive(api)
	} else if api != nil && api.Category != "" && len(api.Fields) > 0 && o.result == nil {
		// It hands out what another call collects: a recording, a value of a device.
		data = single(in.unknown(in.label(in.source(api, c.inv.ins, c.act.fn.Unit, nil), "")), 0)
	}
	if len(data) == 0 {
		data = unknownValue
	}
	if sw := in.switched(api); sw != 0 {
		o.bits |= sw
	}
	c.sinks(name)
	c.handed(name)
	c.prompts(name)
	if len(c.answer) > 0 {
		data = c.answer
	}
	c.st.must |= o.asked
	forms := catalogue.FormsByName(name)
	if api != nil {
		forms = api.Forms
	}
	switch {
	case forms.Has(catalogue.Listener):
		return c.listen(name, data)
	case api != nil && forms&(catalogue.Callback|catalogue.Promise) == 0:
		return c.returned(api, data)
	case api == nil && forms.Has(catalogue.Factory):
		c.callUnknown(c.inv, Elem{A: atomUnknown})
		return unknownValue
	case api == nil && forms.Has(catalogue.Sync):
		return unknownValue
	}
	return c.async(api, data, o)
}

func (in *Interp) switched(api *catalogue.API) Bits {
	if api == nil || api.Role != catalogue.RoleSwitch {
		return 0
	}
	return in.bits.switchBit(api.Category)
}

// returned is the result of a synchronous API.
func (c *nativeCall) returned(api *catalogue.API, data Value) Value {
	if api.Returns != "" && api.Via == "return" {
		return c.in.platformObject(api.Returns).val()
	}
	return data
}

// listen registers a listener: it runs from now on, whenever the event occurs.
func (c *nativeCall) listen(name string, data Value) Value {
	short := name[strings.LastIndexByte(name, '.')+1:]
	if strings.HasPrefix(short, "off") {
		return single(atomUndefined, 0)
	}
	for i := range c.inv.args.list {
		c.later(c.arg(i), single(atomUndefined, 0), []Value{data}, int32(10+i), 0, "listener of "+c.in.cat.Written(name))
	}
	return single(atomUndefined, 0)
}

// async calls success, fail and complete of the options, and makes the promise.
func (c *nativeCall) async(api *catalogue.API, data Value, o *outcome) Value {
	in := c.in
	if o.result == nil { // else it is modelled already
		data = c.successObject(api, data)
	}
	for i := range c.inv.args.list {
		opts := c.inv.args.list[i]
		for k, name := range [...]string{"success", "fail", "complete"} {
			fn := c.option(opts, name)
			if len(fn) == 0 {
				continue
			}
			args, bits := []Value{data}, o.bits
			if name != "success" {
				args, bits = []Value{failure}, 0
			}
			if name == "fail" && c.asks(c.obj.typ) {
				bits = denied
			}
			if name == "complete" {
				args = []Value{join(data, unknownValue)}
			}
			c.later(fn, opts, args, int32(1+k+10*i), bits, name+" of "+in.cat.Written(c.obj.typ))
		}
	}
	if api != nil && api.Returns != "" && api.Via == "return" && !api.Forms.Has(catalogue.Promise) {
		if s := in.cat.Sink(c.obj.typ); s != nil && s.Subclass == "websocket" {
			return c.socket().val()
		}
		return in.platformObject(api.Returns).val()
	}
	p := c.promiseAt(c.inv.ins, c.inv.sub*100+5)
	c.pair(data, c.st.must|o.bits)
	in.add(p.fulfil, tag(data, c.st.must|o.bits))
	refused := Bits(0)
	if c.asks(c.obj.typ) {
		refused = denied
		in.add(p.reject, single(in.refusal, c.st.must.gain(refused)))
	}
	in.add(p.reject, tag(failure, c.st.must.gain(refused)))
	out := Value{{p.atom, c.st.held(), c.st.held()}}
	if api != nil && api.Returns != "" && api.Via == "return" {
		out = join(out, in.platformObject(api.Returns).val())
	}
	return out
}

// pair lets the result of an API be read as what uni-app makes of it with Vue 2: a pair of
// what went wrong and the result, [error, res].
func (c *nativeCall) pair(data Value, bits Bits) {
	in := c.in
	if !in.yieldsPairs() {
		return
	}
	for _, e := range data {
		if o := in.atoms[e.A].obj; o != nil && o.kind == oPlain {
			in.add(in.prop(o, "0"), join(single(atomUndefined, bits), failure))
			in.add(in.prop(o, "1"), Value{e})
		}
	}
}

// yieldsPairs tells programs in uni-app, whichever Vue it is with.
func (in *Interp) yieldsPairs() bool {
	return in.prog.Framework == codepkg.UniApp || in.nspaces["library "+uni2Name] != nil
}

// successObject puts what an API hands out into its result.
func (c *nativeCall) successObject(api *catalogue.API, data Value) Value {
	if api == nil || api.Returns == "" || !strings.HasPrefix(api.Via, "success") {
		if len(data) == 0 {
			return unknownValue
		}
		return data
	}
	obj := c.in.platformObject(api.Returns).val()
	field, ok := strings.CutPrefix(api.Via, "success.")
	if !ok {
		return obj
	}
	o := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+7)
	c.in.add(c.in.prop(o, field), obj)
	return o.val()
}

// option is a member of an options object; nothing if it is absent or undefined.
func (c *nativeCall) option(opts Value, name string) Value {
	var out Value
	for _, e := range opts {
		o := c.in.atoms[e.A].obj
		if o == nil || o.kind != oPlain {
			continue
		}
		for _, x := range c.getOwn(c.inv.ins, o, e, name) {
			if k := c.in.atoms[x.A].kind; k == kObject {
				out = join(out, Value{x})
			} else if k == kUnknown && o.any != nil {
				continue
			}
		}
	}
	return out
}

// sinks notes the data that a call hands out.
func (c *nativeCall) sinks(name string) {
	s := c.in.cat.Sink(name)
	if s == nil {
		return
	}
	c.sinkArgs(s)
}

func (c *nativeCall) sinkArgs(s *catalogue.Sink) {
	url := c.address(s)
	if s.Class == "network" {
		for i, v := range c.inv.args.list {
			if s.Where == catalogue.WhereArg && i == s.Arg {
				c.answer = c.sent(v, url)
			}
		}
	}
	for i, v := range c.inv.args.list {
		if s.Where == catalogue.WhereArg && i != s.Arg || s.Where == catalogue.WhereAll && i < s.Arg {
			continue
		}
		if len(s.Keys) == 0 || s.Where == catalogue.WhereAll {
			c.sink(s, c.inv.ins, v, url)
			continue
		}
		for _, key := range s.Keys {
			c.sink(s, c.inv.ins, c.path(v, key), url)
		}
	}
}

// address is where a sink sends to. A socket sends to where it was connected; one that
// is not known, to where some socket was.
func (c *nativeCall) address(s *catalogue.Sink) Value {
	in := c.in
	if s.Subclass == "websocket" {
		cell := in.prop(in.namespace(""), "#sockets")
		if s.URLKey != "" {
			url := c.path(c.arg(0), s.URLKey)
			in.add(cell, url)
			in.add(in.prop(c.socket(), socketAddress), url)
			return url
		}
		if own := c.connectedTo(); len(own) > 0 {
			return own
		}
		return in.read(cell, c.act)
	}
	if s.URLKey == "" {
		return nil
	}
	return c.path(c.arg(s.Arg), s.URLKey)
}

// socketAddress is the member of a socket that holds where it was connected to.
const socketAddress = "#address"

// socket is the object of a connection: each call that connects makes one of its own.
func (c *nativeCall) socket() *Object {
	o := c.allocSub(oPlatform, c.inv.ins, c.inv.sub*100+11)
	o.typ = c.in.cat.API(c.obj.typ).Returns
	return o
}

// connectedTo is where the sockets that a method is called on were connected to;
// nothing when one of them is not known.
func (c *nativeCall) connectedTo() Value {
	var out Value
	for _, e := range c.inv.this {
		o := c.in.atoms[e.A].obj
		if o == nil {
			if k := c.in.atoms[e.A].kind; k == kUndefined || k == kNull {
				continue
			}
			return nil
		}
		if o.props[socketAddress] == nil {
			return nil
		}
		out = join(out, c.in.read(o.props[socketAddress], c.act))
	}
	return out
}

// path reads a.b[].c of a value.
func (c *nativeCall) path(v Value, path string) Value {
	for _, part := range strings.Split(path, ".") {
		part, list := strings.CutSuffix(part, "[]")
		if part != "" {
			v = c.optionalGet(v, part)
		}
		if list {
			v = c.anyElement(v)
		}
	}
	return v
}

func (c *nativeCall) optionalGet(v Value, name string) Value {
	var out Value
	for _, e := range v {
		out = join(out, c.getAtom(c.inv.ins, e, name))
	}
	return out
}
