package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

// In a build of kbone, a page's file is
//
//	const base = getBaseConfig(runtime, config, init)   // init: (window, document) => …
//	Component({...base.base, methods: base.methods})
//
// where init hands the page's window to the chunks, and the last of them sets
// window.createApp.

// kbonePage tells the call that makes the configuration of a page, and starts the page. What
// it yields has nothing else in it.
func (f *frame) kbonePage(inv *invocation) (Value, bool) {
	in, list := f.in, inv.args.list
	runtime := in.nspaces["library "+kboneName]
	if runtime == nil || len(list) < 3 || inv.isNew || inv.later || !in.isRuntime(list[0], runtime) || !in.ofProgram(inv.fn) {
		return nil, false
	}
	c := &nativeCall{frame: f, inv: inv}
	start := c.functions(list[2])
	st := in.rootOf(f.act)
	if st == nil || st.page == nil || len(start) == 0 {
		return nil, false
	}
	w := in.windowOf(st.page)
	in.add(in.prop(in.instanceOf(st).this, "window"), w.val())
	in.add(in.prop(in.instanceOf(st).this, "document"), in.documentOf(st.page).val())
	c.now(start, single(atomUndefined, 0), []Value{w.val(), in.documentOf(st.page).val()}, 1)
	c.startWindow(st)
	c.startApp(st, c.functions(c.optionalGet(w.val(), "createApp")))
	base := f.allocSub(oPlain, inv.ins, 480)
	for k, name := range []string{"base", "methods"} {
		in.add(in.prop(base, name), f.allocSub(oPlain, inv.ins, 481+int32(k)).val())
	}
	return base.val(), true
}

// isRuntime tells a framework's code, or the model of it.
func (in *Interp) isRuntime(v Value, model *Object) bool {
	return slices.ContainsFunc(in.objects(v), func(o *Object) bool { return o == model || slices.Contains(o.runtime, model) })
}

// isChunk tells a call of the function that a file of a build is.
func (in *Interp) isChunk(inv *invocation, o *Object) bool {
	return len(inv.args.list) == 2 && !inv.isNew && !inv.later && in.chunkFunc(o.fn)
}

// chunkFunc tells such a function, (window, document) => …: it gives the modules in it what a
// browser has under global names.
func (in *Interp) chunkFunc(fn *ir.Func) bool {
	return fn.NumParams == 2 && fn.Parent != nil && fn.Parent.Flags&ir.Module != 0 && in.membersOf(fn).has(memberRead, browserNames)
}

// holdsChunk tells a file of a build.
func (in *Interp) holdsChunk(u *ir.Unit) bool {
	return u != nil && slices.ContainsFunc(u.Funcs, in.chunkFunc)
}

// browserNames are some of those names.
var browserNames = []string{"HTMLElement", "localStorage", "sessionStorage", "history", "location", "getComputedStyle"}

// requiresPacked notes the require function of a chunk of kbone, and its modules. Each page's
// last chunk brings webpack's runtime, with a cache of its own; what other chunks hold are
// modules of the same build, so each of those is there once.
func (in *Interp) requiresPacked(a *Activation, require, table *Object) {
	inChunk := onBehalf(a, func(a *Activation) *Activation {
		if a.ctx != nil && a.ctx.key.entry == chunkOfKbone {
			return a
		}
		return nil
	})
	if inChunk == nil || in.requirers[require] != nil {
		return
	}
	if in.requirers == nil {
		in.requirers, in.requireOf = map[*Object]*Object{}, map[*Object]*Object{}
	}
	in.requirers[require] = table
}

// requireFor is the require of the modules of a table.
func (in *Interp) requireFor(table *Object) *Object {
	if in.requireOf[table] == nil {
		in.requireOf[table] = in.newRequire()
		in.requireOf[table].bound = &bound{obj: table}
	}
	return in.requireOf[table]
}

// chunkOfKbone is the context of the functions that chunks are.
const chunkOfKbone = "chunk of kbone"
