package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/appjson"
)

// Which components are ever shown.
//
// A program that names a library's components in app.json registers all of them, and
// shows those whose tags stand in its views. The others are never attached: what their
// life-cycle methods and handlers would do does not happen. That is relied on for
// third-party components only: one's own component that no view shows yet is code that
// its author wants to know about.

// neverShown tells whether an instance is a third-party component that no view shows.
func (in *Interp) neverShown(i *Instance) bool {
	if i.kind != "component" || in.prog.Kind == appjson.Plugin {
		return false
	}
	if in.rendered == nil {
		in.findRendered()
	}
	return third(i.comp) && !in.rendered[i.comp] && !in.isPage(i)
}

// third tells a component of a package.
func third(comp *jsparse.Component) bool {
	return comp != nil && comp.Module != nil && comp.Module.File != nil && comp.Module.File.Package.Installed()
}

// findRendered follows the tags from the pages down.
func (in *Interp) findRendered() {
	in.rendered = map[*jsparse.Component]bool{}
	var queue []*jsparse.Component
	show := func(comp *jsparse.Component) {
		if comp != nil && !in.rendered[comp] {
			in.rendered[comp] = true
			queue = append(queue, comp)
		}
	}
	shown := func(view *jsparse.View, uses map[string]*jsparse.Component) {
		if view == nil { // made by code that is not seen
			for _, comp := range sortedUses(uses) {
				show(comp)
			}
			return
		}
		for _, el := range view.Elements {
			show(uses[el.Tag])
			for _, a := range el.Attrs {
				switch {
				case strings.HasPrefix(a.Name, "generic:"):
					show(uses[a.Value])
				case el.Tag == "component" && strings.HasSuffix(a.Name, "is"):
					for _, comp := range sortedUses(uses) {
						show(comp)
					}
				}
			}
		}
	}
	for _, p := range in.prog.Pages {
		shown(p.View, p.Uses)
	}
	show(in.prog.TabBar)
	for _, comp := range in.prog.Components {
		if !third(comp) {
			show(comp)
		}
	}
	for len(queue) > 0 {
		comp := queue[0]
		queue = queue[1:]
		shown(comp.View, comp.Uses)
	}
}
