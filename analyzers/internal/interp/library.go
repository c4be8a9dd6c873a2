package interp

import (
	"sort"
	"strings"
)

// libraries are the packages of frameworks by the name that programs import. Their
// code would tell less than a model of what they do.
var libraries map[string]func(*Interp) *Object

func init() {
	libraries = map[string]func(*Interp) *Object{
		"@dcloudio/uni-app":                  func(in *Interp) *Object { return in.framework("vue", oNative, vueLibrary()) },
		"wepy":                               func(in *Interp) *Object { return in.framework("wepy", oNamespace, platformLibrary()) },
		"@mpxjs/core":                        func(in *Interp) *Object { return in.framework("mpx", oNamespace, platformLibrary()) },
		"regenerator-runtime":                func(in *Interp) *Object { return in.framework("regenerator", oPlain, generatorMembers) },
		kboneName:                            kboneLibrary,
		"vue-router":                         routerLibrary,
		"@babel/runtime/helpers/regenerator": func(in *Interp) *Object { return in.framework(generatorMaker, oNative, nil) },
		"@babel/runtime/helpers/asyncToGenerator": func(in *Interp) *Object { return in.framework(coroutineMaker, oNative, nil) },
	}
	for alias, name := range map[string]string{
		"vue": "@dcloudio/uni-app", "mpvue": "@dcloudio/uni-app", "@vue/composition-api": "@dcloudio/uni-app", "@vue/runtime-core": "@dcloudio/uni-app",
		"@wepy/core": "wepy", "@mpxjs/composition": "@mpxjs/core",
		"regenerator-runtime/runtime": "regenerator-runtime", "@babel/runtime/regenerator": "regenerator-runtime", "babel-runtime/regenerator": "regenerator-runtime",
		"@babel/runtime/helpers/regeneratorRuntime": "@babel/runtime/helpers/regenerator",
		"babel-runtime/helpers/asyncToGenerator":    "@babel/runtime/helpers/asyncToGenerator",
	} {
		libraries[alias] = libraries[name]
	}
}

// libraryOf is the module that a framework's package stands for, nil if spec is none.
func (in *Interp) libraryOf(spec string) Value {
	if lib := libraries[spec]; lib != nil {
		return lib(in).val()
	}
	return in.exportedBy(spec)
}

// framework makes the object of a package: a plain one, or the platform itself with
// further members.
func (in *Interp) framework(name string, kind ObjKind, members map[string]*native) *Object {
	key := "library " + name
	if o := in.nspaces[key]; o != nil {
		return o
	}
	o := in.newObject(kind)
	o.model = true
	in.nspaces[key] = o
	if kind == oNamespace && name != "elements" {
		o.typ = "wx"
		in.add(in.prop(o, "wx"), in.namespace("wx").val())
	} else {
		o.open = true
	}
	names := make([]string, 0, len(members))
	for m := range members {
		names = append(names, m)
	}
	sort.Strings(names)
	for _, m := range names {
		in.add(in.prop(o, m), in.nativeObject(members[m]).val())
	}
	switch name {
	case "vue":
		o.native = newVue
		in.add(in.prop(o, "prototype"), in.vuePrototype().val())
	case "vue-router":
		o.native = newRouter
	case coroutineMaker:
		o.native = asyncToGenerator
	case generatorMaker:
		o.native = regenerator
	case uni2Name:
		in.add(in.prop(o, "default"), in.namespace("wx").val())
	case "uni":
		in.add(in.prop(o, "index"), in.namespace("wx").val())
	}
	if o.props["default"] == nil {
		in.add(in.prop(o, "default"), o.val())
	}
	return o
}

// hooks are functions that register a callback: name → phase and words.
var vueHookNames = map[string]string{
	"onLoad": "start", "onShow": "start", "onReady": "start", "onLaunch": "start", "onMounted": "start", "onBeforeMount": "start",
	"onCreated": "start", "onBeforeCreate": "start", "onInit": "start", "onActivated": "start", "watchEffect": "start", "onAttached": "start",
	"watchPostEffect": "start", "useLoad": "start", "useDidShow": "start", "useReady": "start", "useLaunch": "start",
	"onHide": "end", "onUnload": "end", "onUnmounted": "end", "onBeforeUnmount": "end", "useDidHide": "end", "useUnload": "end",
	"onUpdated": "event", "onResize": "event", "onError": "event", "usePageScroll": "user", "useReachBottom": "user",
	"onPullDownRefresh": "user", "onReachBottom": "user", "onPageScroll": "user", "onTabItemTap": "user", "onBackPress": "user",
	"onShareAppMessage": "user", "onShareTimeline": "user", "onAddToFavorites": "user",
	"usePullDownRefresh": "user", "useShareAppMessage": "user", "useShareTimeline": "user", "useTabItemTap": "user",
}

// hookTable makes the natives of hooks whose names start with a prefix.
func hookTable(prefixes ...string) map[string]func(*nativeCall) Value {
	m := map[string]func(*nativeCall) Value{}
	for name, phase := range vueHookNames {
		for _, p := range prefixes {
			if strings.HasPrefix(name, p) {
				m[name] = func(c *nativeCall) Value { return c.hook(name, phase, c.arg(0)) }
			}
		}
	}
	return m
}

// hook lets the framework call a function as a life-cycle method of the page,
// component or app on whose behalf the call runs.
func (c *nativeCall) hook(name, phase string, fn Value) Value {
	arg := unknownValue
	if i := c.hookOwner(); i != nil && (name == "onLoad" || name == "useLoad") {
		arg = c.in.queryOf(i.path).val()
	}
	return c.hookWith(name, phase, fn, []Value{arg, unknownValue})
}

// hookWith is hook for a function that is given something.
func (c *nativeCall) hookWith(name, phase string, fn Value, args []Value) Value {
	if i := c.hookOwner(); i != nil {
		c.enterEntry(i, fn, args, "life-cycle "+name, name+" "+itoa(int(c.inv.ins.Pos)), phase)
	} else {
		c.later(fn, single(atomUndefined, 0), args, 1, 0, name)
	}
	return single(atomUndefined, 0)
}

func (c *nativeCall) hookOwner() *Instance {
	if i := c.vueOwner(); i != nil {
		return i
	}
	if st := c.in.rootOf(c.act); st != nil {
		return c.in.vueInstance(c.in.instanceOf(st))
	}
	return nil
}

var vueLibraryNatives map[string]*native

func vueLibrary() map[string]*native {
	if vueLibraryNatives == nil {
		m := hookTable("on", "watchEffect", "watchPostEffect")
		for name, fn := range map[string]func(*nativeCall) Value{
			"ref": vueRef, "shallowRef": vueRef, "customRef": vueCustomRef, "reactive": vueReactive, "shallowReactive": vueReactive,
			"readonly": firstArg, "markRaw": firstArg, "toRaw": firstArg, "defineComponent": firstArg, "extend": firstArg,
			"computed": vueComputedRef, "watch": vueWatchRef, "toRefs": vueToRefs, "toRef": vueToRef, "unref": vueUnref,
			"nextTick": timer, "getCurrentInstance": vueCurrent, "createSSRApp": vueApp, "createApp": vueApp,
			"mixin": vueMixin, "use": vueUse, "component": vueComponent,
		} {
			m[name] = fn
		}
		for name, fn := range vnodeMembers() {
			m[name] = fn
		}
		vueLibraryNatives = table("vue", m)
		vueLibraryNatives["inject"].may, vueLibraryNatives["resolveComponent"].may = true, true
	}
	return vueLibraryNatives
}

var platformLibraryNatives map[string]*native

// platformLibrary is what mpx and WePY 2 add to the platform.
func platformLibrary() map[string]*native {
	if platformLibraryNatives == nil {
		m := hookTable("on", "watchEffect")
		delete(m, "onError") // the platform's listener
		for name, fn := range map[string]func(*nativeCall) Value{
			"createPage": vueRegister, "createComponent": vueRegister, "createApp": vueRegister,
			"page": vueRegister, "component": unknownObjectOr(vueRegister), "app": vueRegister,
			"ref": vueRef, "shallowRef": vueRef, "customRef": vueCustomRef, "reactive": vueReactive, "shallowReactive": vueReactive, "markRaw": firstArg,
			"computed": vueComputedRef, "watch": vueWatchRef, "toRefs": vueToRefs, "toRef": vueToRef, "unref": vueUnref, "getCurrentInstance": vueCurrent,
			"use": vueUse, "mixin": injectMixins, "injectMixins": injectMixins, "getMixin": firstArg, "createStore": newVuexStore, "createStoreWithThis": newVuexStore,
		} {
			m[name] = fn
		}
		platformLibraryNatives = table("mpx", m)
	}
	return platformLibraryNatives
}

// unknownObjectOr serves a name that is a function and the base of classes.
func unknownObjectOr(fn func(*nativeCall) Value) func(*nativeCall) Value {
	return func(c *nativeCall) Value {
		if len(c.inv.args.list) == 0 {
			return single(atomUndefined, 0) // super()
		}
		return fn(c)
	}
}

// newRef makes a ref of this call.
func (c *nativeCall) newRef(sub int32) *Object {
	o := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+sub)
	if c.in.refs == nil {
		c.in.refs = map[*Object]bool{}
	}
	c.in.refs[o] = true
	o.typ = "data"
	mark := c.in.programWide("what refs are")
	c.in.add(c.in.prop(mark, "__v_isRef"), single(atomTrue, 0))
	c.in.add(c.in.protoOf(o), mark.val())
	return o
}

func vueRef(c *nativeCall) Value {
	o := c.newRef(1)
	v := c.arg(0)
	if len(c.inv.args.list) == 0 {
		v = single(atomUndefined, 0)
	}
	c.in.add(c.in.prop(o, "value"), tag(c.reactive(v), c.st.must))
	return o.val()
}

func vueReactive(c *nativeCall) Value { return c.reactive(c.arg(0)) }

// reactive marks objects as data of the page.
func (c *nativeCall) reactive(v Value) Value {
	for _, o := range c.in.objects(v) {
		if o.kind == oPlain && o.typ == "" {
			o.typ = "data"
		}
	}
	return v
}

// vueComputedRef is computed(get) or computed({get, set}).
func vueComputedRef(c *nativeCall) Value { return c.accessorRef(c.arg(0)) }

// accessorRef is a ref whose value is read, and written, by functions.
func (c *nativeCall) accessorRef(by Value) Value {
	in := c.in
	o := c.newRef(2)
	for _, e := range by {
		def := in.atoms[e.A].obj
		switch {
		case def == nil:
		case def.kind == oFunction:
			in.accessor(&o.getter, o, "value", Value{e})
		default:
			if g := def.props["get"]; g != nil {
				in.accessor(&o.getter, o, "value", in.read(g, c.act))
			}
			if s := def.props["set"]; s != nil {
				in.accessor(&o.setter, o, "value", in.read(s, c.act))
			}
		}
	}
	return o.val()
}

// vueToRefs makes a ref of each field; they are one with the fields.
func vueToRefs(c *nativeCall) Value {
	return c.refsOf(func(ref, o *Object, name string) { c.share(ref, "value", c.in.prop(o, name)) })
}

// refsOf makes an object with a ref for each field of the argument; of is given the ref,
// and what it is a ref of.
func (c *nativeCall) refsOf(of func(ref, o *Object, name string)) Value {
	in := c.in
	out := c.allocSub(oPlain, c.inv.ins, c.inv.sub*100+3)
	for _, o := range in.objects(c.arg(0)) {
		in.depend(&o.shape, c.act)
		for k, name := range o.order {
			if in.refs[o] || k >= maxUnroll {
				break
			}
			ref := c.newRef(10 + int32(k))
			of(ref, o, name)
			in.add(in.prop(out, name), ref.val())
		}
	}
	return out.val()
}

func vueToRef(c *nativeCall) Value {
	in := c.in
	ref := c.newRef(4)
	if name, ok := in.constString(c.arg(1)); ok {
		for _, o := range in.objects(c.arg(0)) {
			c.share(ref, "value", in.prop(o, name))
		}
	}
	return ref.val()
}

func vueUnref(c *nativeCall) Value {
	var out Value
	for _, e := range c.arg(0) {
		if o := c.in.atoms[e.A].obj; o != nil && c.in.refs[o] {
			out = join(out, c.getOwn(c.inv.ins, o, e, "value"))
			continue
		}
		out = join(out, Value{e})
	}
	return out
}

// vueCurrent is getCurrentInstance(): its proxy is the instance.
func vueCurrent(c *nativeCall) Value {
	o := c.allocSub(oPlain, c.inv.ins, 1)
	o.open = true
	if i := c.hookOwner(); i != nil {
		for _, name := range []string{"proxy", "ctx"} {
			c.in.add(c.in.prop(o, name), i.this.val())
		}
	}
	return o.val()
}
