package interp

import (
	"slices"

	"github.com/minivet/minivet/jsparse"
)

// In a build, React's components reach the platform by a function of the framework:
// Page(createPageConfig(Home, 'pages/home/index', {root: {cn: []}})). Its name is lost, and
// between the platform and the component stand a reconciler and a document that the
// framework keeps. So the call is told by what it is given, a component and the path of a
// page, and what it yields stands for the component until it is registered.

// ofComponent is the type of what such a function yields.
const ofComponent = "configuration of a component"

// configures tells a call that makes the configuration of a page, or of the app, of a
// component.
func (f *frame) configures(inv *invocation) (Value, bool) {
	in := f.in
	list := inv.args.list
	if len(list) < 2 || inv.isNew || inv.later || !in.namesPage(list[1]) && !in.reactModuleAt(list) || !in.ofProgram(inv.fn) {
		return nil, false
	}
	components := objectsOnly(in, list[0])
	if len(components) == 0 {
		return nil, false
	}
	return f.configuration(inv, components), true
}

// configuration stands for components until it is registered.
func (f *frame) configuration(inv *invocation, components Value) Value {
	o := f.allocSub(oPlain, inv.ins, 370)
	o.typ, o.open = ofComponent, true
	f.in.add(f.in.prop(o, "#component"), components)
	f.in.builtReact = true
	return o.val()
}

// ofProgram tells functions whose code is there.
func (in *Interp) ofProgram(fn Value) bool {
	return len(fn) > 0 && !slices.ContainsFunc(fn, func(e Elem) bool {
		info := &in.atoms[e.A]
		return info.kind != kUnknown && (info.kind != kObject || info.obj.kind != oFunction)
	})
}

// namesPage tells the path of a page of the program.
func (in *Interp) namesPage(v Value) bool {
	path, ok := in.constString(v)
	return ok && slices.ContainsFunc(in.prog.Pages, func(p *jsparse.Page) bool { return p.Path == path })
}

// reactModuleAt tells arguments that are a component, React, what renders, and the
// configuration of an app.
func (in *Interp) reactModuleAt(list []Value) bool {
	if len(list) < 4 {
		return false
	}
	react := slices.ContainsFunc(in.objects(list[1]), func(o *Object) bool { return o.runtime != nil })
	return react && slices.ContainsFunc(in.objects(list[3]), func(o *Object) bool { return o.props["pages"] != nil })
}

// show renders the component that a configuration stands for as what an instance is.
func (in *Interp) show(i *Instance, options Value, words string) bool {
	for _, o := range in.objects(options) {
		if o.typ != ofComponent {
			continue
		}
		i.view = nil
		cell := in.prop(o, "#component")
		in.render(i, words, func(c *nativeCall) Value { return in.read(cell, c.act) })
		return true
	}
	return false
}
