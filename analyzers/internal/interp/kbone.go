package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/codepkg"
)

// kbone runs programs that were written for browsers: each page has a window and a document
// of its own, and what the page shows are the elements that its code makes there, as a rule
// by a framework that mounts a component. The runtime is modelled: it is a whole document,
// and nothing in it touches what programs are asked about.

// kboneName is the package of that runtime.
const kboneName = "miniprogram-render"

func kboneLibrary(in *Interp) *Object { return in.framework(kboneName, oPlain, kboneNatives) }

var kboneNatives = table("runtime of kbone", map[string]func(*nativeCall) Value{
	"createPage": unknownResult, "destroyPage": undefinedResult,
})

// kbone tells programs whose pages have windows.
func (in *Interp) kbone() bool {
	return in.prog.Framework == codepkg.Kbone || in.nspaces["library "+kboneName] != nil
}

// startApp lets the framework call what makes the app of a page.
func (c *nativeCall) startApp(st *moduleState, create Value) {
	in := c.in
	i := in.instanceOf(st)
	for _, e := range create {
		o := in.atoms[e.A].obj
		if o.kind != oFunction {
			continue
		}
		a := in.activation(o, in.context(ctxKey{entry: i.path + " createApp"}))
		if in.startedFor == nil {
			in.startedFor = map[*Activation]*moduleState{}
		}
		in.startedFor[a] = st
		c.enterEntry(i, Value{e}, nil, "page life-cycle onLoad", "createApp", "start")
	}
}

// startEntryOf starts a page in the source: what makes its app is the default export of its
// entry. The view of a page that is a single-file component is read as it is.
func (in *Interp) startEntryOf(p *jsparse.Page) {
	in.runRoot(p.Start, p, nil)
	st := in.moduleState(p.Start)
	if st == nil {
		return
	}
	d := in.driver("app of "+p.Path, func(c *nativeCall) Value {
		if p.View == nil {
			c.startWindow(st)
		} else {
			c.startHandlersOf(in.instanceOf(st), in.windowOf(p))
		}
		c.startApp(st, c.functions(c.importDefault(in.exportsOf(st, c.act))))
		return single(atomUndefined, 0)
	})
	in.enter(d, &edge{entry: &Entry{Words: "framework", Phase: "start"}}, unknownValue, callArgs{})
	in.drain()
}

// startWindow shows what is put into the document of a page, and starts the handlers that
// hang on its window.
func (c *nativeCall) startWindow(st *moduleState) {
	in := c.in
	i := in.instanceOf(st)
	if i.root != nil {
		return
	}
	w, body := in.windowOf(st.page), in.bodyElement(c, st.page)
	in.registers(c.act)
	in.builtReact, i.view = true, nil
	mounted := in.mountedOn(i)
	in.render(i, shownAs(i), func(c *nativeCall) Value {
		c.startHandlersOf(i, w)
		return join(body.val(), in.read(mounted, c.act))
	})
}

// startHandlersOf starts the handlers that are members of a window.
func (c *nativeCall) startHandlersOf(i *Instance, w *Object) {
	for k, name := range windowHandlers {
		if cell := w.props[name]; cell != nil {
			c.windowEvent(i, strings.ToLower(strings.TrimPrefix(name, "on")), c.functions(c.in.read(cell, c.act)), int32(k))
		} else {
			c.in.absent(w, name, c.act)
		}
	}
}

// browserGlobal is a global name that a browser has, in the source.
func (f *frame) browserGlobal(name string) Value {
	in := f.in
	st := in.rootOf(f.act)
	of := in.windowMembers()
	if st != nil && st.page != nil {
		of = in.windowOf(st.page)
	}
	switch name {
	case "window", "self":
		return of.val()
	case "document", "localStorage", "sessionStorage", "XMLHttpRequest", "addEventListener":
		for _, o := range []*Object{of, in.windowMembers()} {
			if cell := o.props[name]; cell != nil {
				return in.read(cell, f.act)
			}
		}
	}
	return nil
}

// windowHandlers are members of a window that the framework calls.
var windowHandlers = []string{"onload", "onbeforeunload", "onShareAppMessage", "onShareTimeline", "onAddToFavorites", "onTabItemTap"}

// mountedOn are the components that the code of a page mounts.
func (in *Interp) mountedOn(i *Instance) *Cell {
	return in.anyProp(in.programWide("mounted on " + i.path))
}

// kboneOwner is the page whose window code works on, nil if there is none.
func (c *nativeCall) kboneOwner() *Instance {
	if i := c.in.renderedBy(c.act); i != nil {
		return i
	}
	if st := c.in.rootOf(c.act); st != nil && st.page != nil {
		return c.in.instanceOf(st)
	}
	return nil
}

// windowPhases are the phases of events on a window; others are the user's.
var windowPhases = map[string]string{
	"load": "start", "DOMContentLoaded": "start", "wxload": "start", "wxshow": "start", "wxready": "start",
	"wxhide": "end", "wxunload": "end", "beforeunload": "end",
	"error": "event", "unhandledrejection": "event", "resize": "event", "popstate": "event", "hashchange": "event", "visibilitychange": "event", "storage": "event",
}

// windowEvent lets the framework call a handler of the window.
func (c *nativeCall) windowEvent(i *Instance, event string, fn Value, sub int32) {
	phase := windowPhases[event]
	if phase == "" {
		phase = "user"
	}
	again := *c.inv
	again.sub = c.inv.sub*100 + sub
	(&nativeCall{frame: c.frame, inv: &again, obj: c.obj}).enterHook(i, fn, single(atomUndefined, 0), event+" of the window", phase, 0)
}
