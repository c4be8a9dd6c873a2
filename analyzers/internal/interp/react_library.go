package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse/wxml"
)

// What programs import from React, Taro and Remax.

func init() {
	libraries["react"] = func(in *Interp) *Object { return in.reactModule("react", oPlain, reactLibrary()) }
	for _, spec := range []string{"react/jsx-runtime", "react/jsx-dev-runtime", "nervjs", "@tarojs/react", "preact", "preact/hooks", "remax", "remax/macro"} {
		libraries[spec] = libraries["react"]
	}
	libraries["react-dom"] = func(in *Interp) *Object {
		return in.reactModule("react-dom", oPlain, reactDOM)
	}
	libraries["react-dom/client"] = libraries["react-dom"]
	libraries["@tarojs/taro"] = func(in *Interp) *Object { return in.reactModule("taro", oNamespace, taroLibrary()) }
	for _, spec := range []string{"remax/wechat", "remax/one"} {
		libraries[spec] = func(in *Interp) *Object {
			o := in.reactModule("remax", oNamespace, taroLibrary())
			o.typ = withElements
			return o
		}
	}
	libraries["@tarojs/components"] = func(in *Interp) *Object {
		o := in.reactModule("elements", oNamespace, nil)
		o.typ = withElements
		return o
	}
	libraries["react-redux"] = func(in *Interp) *Object { return in.reactModule("react-redux", oPlain, reduxLibrary()) }
	libraries["use-sync-external-store/with-selector"] = func(in *Interp) *Object {
		return in.reactModule("use-sync-external-store", oPlain, table("store", map[string]func(*nativeCall) Value{"useSyncExternalStoreWithSelector": selectedStore}))
	}
	for _, spec := range []string{"@tarojs/redux", "@tarojs/redux-h5"} {
		libraries[spec] = libraries["react-redux"]
	}
	libraries["zustand"] = func(in *Interp) *Object {
		o := in.reactModule("zustand", oPlain, zustandLibrary())
		in.add(in.prop(o, "default"), in.nativeObject(zustandLibrary()["create"]).val())
		return o
	}
	for _, spec := range []string{"mobx-react", "mobx-react-lite", "@tarojs/mobx"} {
		libraries[spec] = func(in *Interp) *Object { return in.reactModule("mobx-react", oPlain, observerLibrary()) }
	}
}

// withElements is the type of namespaces whose capitalised members are elements of the
// platform.
const withElements = "wx and elements"

// hostElement is the element that a member of such a namespace stands for.
func (in *Interp) hostElement(o *Object, name string) (Value, bool) {
	if o.typ != withElements || name == "" || name[0] < 'A' || name[0] > 'Z' || o.props[name] != nil {
		return nil, false
	}
	return single(in.str(wxml.Kebab(name)), 0), true
}

// reactModule is framework for packages that also bring classes and values.
func (in *Interp) reactModule(name string, kind ObjKind, members map[string]*native) *Object {
	if o := in.nspaces["library "+name]; o != nil {
		return o
	}
	o := in.framework(name, kind, members)
	switch name {
	case "react", "taro", "remax":
		for _, class := range []string{"Component", "PureComponent"} {
			in.add(in.prop(o, class), in.reactClass().val())
		}
		for _, plain := range []string{"Fragment", "Suspense", "StrictMode", "Profiler"} {
			in.add(in.prop(o, plain), single(in.str("block"), 0))
		}
	}
	switch name {
	case "react":
		children := in.newObject(oPlain)
		for _, m := range []string{"map", "forEach"} {
			in.add(in.prop(children, m), in.nativeObject(childrenMap).val())
		}
		in.add(in.prop(children, "toArray"), in.nativeObject(firstOf).val())
		in.add(in.prop(children, "only"), in.nativeObject(firstOf).val())
		in.add(in.prop(o, "Children"), children.val())
	case "taro", "remax":
		bus := in.channelOf("Taro.eventCenter")
		in.add(in.prop(bus, "trigger"), in.prop(bus, "emit").val)
		in.add(in.prop(o, "eventCenter"), bus.val())
		types := in.newObject(oPlain)
		types.open = true
		in.add(in.prop(types, "WEAPP"), single(in.str("WEAPP"), 0))
		in.add(in.prop(o, "ENV_TYPE"), types.val())
	}
	return o
}

var childrenMap, firstOf *native

func init() {
	childrenMap = &native{name: "Children.map", call: mapChildren}
	firstOf = &native{name: "the first argument", call: firstArg}
}

var reactNatives, taroNatives, reduxNatives, observerNatives map[string]*native

func reactMembers() map[string]func(*nativeCall) Value {
	return map[string]func(*nativeCall) Value{
		"createElement": createElement, "jsx": createJSX, "jsxs": createJSX, "jsxDEV": createJSX, "cloneElement": cloneElement,
		"useState": useState, "useReducer": useReducer, "useRef": useRef, "createRef": useRef, "useMemo": useMemo, "useCallback": firstArg,
		"useEffect": useEffect, "useLayoutEffect": useEffect, "useInsertionEffect": useEffect, "useImperativeHandle": imperativeHandle,
		"createContext": createContext, "useContext": useContext, "memo": firstArg, "forwardRef": firstArg, "lazy": lazyComponent,
		"useDeferredValue": firstArg, "useId": unknownResult, "useDebugValue": undefinedResult, "isValidElement": truthUnknown,
		"startTransition": runFirst, "useSyncExternalStore": externalStore, "useTransition": useTransition,
	}
}

func reactLibrary() map[string]*native {
	if reactNatives == nil {
		reactNatives = table("react", reactMembers())
	}
	return reactNatives
}

// externalStore is useSyncExternalStore(subscribe, snapshot): what the store holds.
func externalStore(c *nativeCall) Value {
	v, _ := c.now(c.arg(1), single(atomUndefined, 0), nil, 1)
	return v
}

// selectedStore is useSyncExternalStoreWithSelector(subscribe, snapshot, _, select): a part
// of it.
func selectedStore(c *nativeCall) Value {
	v := externalStore(c)
	if len(objectsOnly(c.in, c.arg(3))) == 0 {
		return v
	}
	v, _ = c.now(c.arg(3), single(atomUndefined, 0), []Value{v}, 2)
	return v
}

// useTransition is [pending, start].
func useTransition(c *nativeCall) Value {
	return c.newArray(312, []Value{unknownValue, c.in.nativeObject(reactLibrary()["startTransition"]).val()}, nil)
}

// runFirst calls its argument at once.
func runFirst(c *nativeCall) Value {
	c.now(c.arg(0), single(atomUndefined, 0), nil, 1)
	return single(atomUndefined, 0)
}

// taroLibrary is what Taro and Remax add to the platform: React, the life cycle as hooks.
func taroLibrary() map[string]*native {
	if taroNatives == nil {
		m := reactMembers()
		for name, phase := range vueHookNames {
			if strings.HasPrefix(name, "use") {
				m[name] = func(c *nativeCall) Value { return c.reactHook(name, phase, c.arg(0)) }
			}
		}
		for name, fn := range map[string]func(*nativeCall) Value{
			"usePageEvent": eventHook, "useAppEvent": eventHook, "useRouter": taroRouter, "useQuery": taroQuery, "getCurrentInstance": taroCurrent,
			"getApp": getApp, "getCurrentPages": currentPages, "getEnv": taroEnv, "pxTransform": unknownResult, "useNativeEffect": useEffect,
		} {
			m[name] = fn
		}
		taroNatives = table("taro", m)
	}
	return taroNatives
}

var taroHookNatives map[string]*native

// taroHooks is the object by which the parts of Taro's own runtime extend each other.
func taroHooks() map[string]*native {
	if taroHookNatives == nil {
		taroHookNatives = table("hooks of Taro", map[string]func(*nativeCall) Value{
			"tap": undefinedResult, "tapOneOrMany": undefinedResult, "on": undefinedResult, "off": undefinedResult,
			"call": unknownResult, "isExist": truthUnknown,
		})
	}
	return taroHookNatives
}

// taroHooksMade is that object; the module under way makes it.
func taroHooksMade(in *Interp) *Object {
	in.noteHooks()
	return in.framework("hooks of Taro", oPlain, taroHooks())
}

// reactHook lets the framework call a function as a life-cycle method of the page.
func (c *nativeCall) reactHook(name, phase string, fn Value) Value {
	if !c.in.react() || len(c.in.driven) == 0 {
		return c.hook(name, phase, fn)
	}
	if c.in.looking == firstLook {
		c.in.held = append(c.in.held, c.act)
		return single(atomUndefined, 0)
	}
	i := c.in.renderedBy(c.act)
	if i == nil {
		return c.hook(name, phase, fn) // of a component of Vue
	}
	c.enterHook(i, objectsOnly(c.in, fn), single(atomUndefined, 0), name, phase, 0)
	return single(atomUndefined, 0)
}

// eventHook is usePageEvent(name, fn).
func eventHook(c *nativeCall) Value { return c.eventHook(c.arg(0), c.arg(1)) }

func (c *nativeCall) eventHook(event, fn Value) Value {
	name, _ := c.in.constString(event)
	phase := vueHookNames[name]
	if phase == "" {
		phase = "event"
	}
	return c.reactHook(name, phase, fn)
}

// taroCurrent is getCurrentInstance(): its router knows what the page was opened with.
func taroCurrent(c *nativeCall) Value {
	o := c.allocSub(oPlain, c.inv.ins, 330)
	o.open = true
	c.in.add(c.in.prop(o, "router"), taroRouter(c))
	return o.val()
}

func taroRouter(c *nativeCall) Value {
	o := c.allocSub(oPlain, c.inv.ins, 331)
	o.open = true
	c.in.add(c.in.prop(o, "params"), taroQuery(c))
	return o.val()
}

func taroQuery(c *nativeCall) Value {
	if i := c.in.renderedBy(c.act); i != nil {
		return c.in.queryOf(i.path).val()
	}
	return unknownValue
}

func taroEnv(c *nativeCall) Value { return single(c.in.str("WEAPP"), 0) }

// observerLibrary: wrappers that yield the component that they are given.
func observerLibrary() map[string]*native {
	if observerNatives == nil {
		observerNatives = table("mobx-react", map[string]func(*nativeCall) Value{
			"observer": firstArg, "inject": wrapLater, "useLocalObservable": runForValue, "useLocalStore": runForValue, "useObserver": runForValue,
		})
	}
	return observerNatives
}

func runForValue(c *nativeCall) Value {
	v, _ := c.now(c.arg(0), single(atomUndefined, 0), nil, 1)
	return v
}

// wrapLater yields a function that yields the component that it is given.
func wrapLater(c *nativeCall) Value { return c.in.nativeObject(firstOf).val() }
