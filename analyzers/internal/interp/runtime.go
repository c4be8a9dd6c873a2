package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// A build holds the code of its framework: React's hooks, Vue's refs, a promise for each
// API. Like a package of that framework in a source (see library.go) it is modelled, not
// run. What tells it is what a module exports, for builds rename files, functions and
// modules, but not the members that other code reaches by name.

// runtime is a framework's code in a build: an object that has all of the signs is read as
// the library says, where that knows a member.
type runtime struct {
	signs   []string
	library func(*Interp) *Object
}

var runtimes []runtime

func init() {
	runtimes = []runtime{
		{[]string{"useState", "useEffect", "createElement"}, packaged("react")},
		{[]string{"jsx", "jsxs"}, packaged("react")},
		{[]string{"jsxDEV"}, packaged("react")},
		{[]string{"ENV_TYPE", "getEnv", "eventCenter"}, packaged("@tarojs/taro")},
		{[]string{"useSyncExternalStoreWithSelector"}, packaged("use-sync-external-store/with-selector")},
		{[]string{"connect", "Provider"}, packaged("react-redux")},
		{[]string{"useDispatch", "useSelector"}, packaged("react-redux")},
		{[]string{"mapState", "mapActions"}, packaged("vuex")},
		{[]string{"Store", "mapState"}, packaged("vuex")},
		{[]string{"tap", "isExist", "tapOneOrMany"}, taroHooksMade},
		{[]string{"injectMixins", "observable", "watch"}, packaged("@mpxjs/core")},
		{[]string{"ref", "unref", "isRef"}, packaged("vue")},
		{[]string{"onMounted", "onUnmounted", "onBeforeMount"}, packaged("vue")},
		{[]string{"createPage", "createComponent", "createStore"}, packaged("@mpxjs/core")},
		{[]string{"createSSRApp", "index"}, func(in *Interp) *Object { return in.framework("uni", oPlain, uniLibrary()) }},
		{[]string{"createSSRApp", "defineComponent"}, packaged("vue")},
		{[]string{"__esModule", "createApp", "createPage", "createComponent", "default"}, uni2},
		{[]string{"set", "nextTick", "observable", "mixin"}, packaged("vue")},       // the class itself,
		{[]string{"set", "delete", "nextTick", "mixin", "extend"}, packaged("vue")}, // of before 2.6
		{[]string{"defineStore", "createPinia"}, packaged("pinia")},
		{[]string{"nextTick", "delete", "app", "page", "component"}, wepy2Built},
		{[]string{"render", "createPortal", "findDOMNode"}, packaged("react-dom")},
		{[]string{"createPage", "destroyPage", "$$adapter"}, kboneLibrary},
		{[]string{"install", "isNavigationFailure", "NavigationFailureType"}, routerLibrary},
		{[]string{"$createApp", "$createPage"}, func(in *Interp) *Object { return in.framework("runtime of wepy", oNamespace, wepyBuilt()) }},
	}
	for n, r := range runtimes {
		for _, s := range r.signs {
			runtimeSigns[s] = append(runtimeSigns[s], n)
		}
	}
}

// packaged is the model of a package.
func packaged(name string) func(*Interp) *Object {
	return func(in *Interp) *Object { return libraries[name](in) }
}

// runtimeSigns are the runtimes that a name is a sign of.
var runtimeSigns = map[string][]int{}

// recognise notes that an object has a property of a name: it may be a framework's now.
func (in *Interp) recognise(o *Object, name string) {
	for _, n := range runtimeSigns[name] {
		r := runtimes[n]
		if o.model || slices.ContainsFunc(r.signs, func(s string) bool { return o.props[s] == nil }) {
			continue
		}
		if lib := r.library(in); !slices.Contains(o.runtime, lib) {
			o.runtime = append(o.runtime, lib)
			in.notify(&o.shape)
			if o.kind == oFunction {
				in.ofPackage(o.fn.Parent)
			}
		}
	}
}

// runtimeMember reads a member of a framework's code as its model has it.
func (f *frame) runtimeMember(ins *ir.Instr, o *Object, name string) (Value, bool) {
	in := f.in
	for _, lib := range o.runtime {
		if lib.props[name] == nil && lib.kind != oNamespace {
			continue
		}
		if name == "default" && in.prop(lib, name).val.has(lib.atom) {
			return o.val(), true
		}
		return f.getAtom(ins, Elem{A: lib.atom}, name), true
	}
	return nil, false
}

// extends gives a framework what a program adds to its class in a build, as a program's
// source does: wepy.$ask = ask.
func (f *frame) extends(o *Object, name string, val Value) {
	if o.kind != oFunction || len(o.runtime) == 0 || f.in.ofFramework(f.act) {
		return
	}
	for _, lib := range o.runtime {
		f.in.add(f.in.prop(lib, name), val)
	}
}
