package jsparse

import (
	"fmt"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/sfc"
)

// uses loads the components that a usingComponents names; file is the JSON file.
func (l *loader) uses(file string, entries []appjson.Entry) map[string]*Component {
	if len(entries) == 0 {
		return nil
	}
	uses := make(map[string]*Component, len(entries))
	for _, e := range entries {
		if c := l.component(file, e); c != nil {
			uses[e.Key] = c
		}
	}
	return uses
}

// component loads the component that an entry of file names, nil if its code is
// not in the package.
func (l *loader) component(file string, e appjson.Entry) *Component {
	spec := strings.TrimSpace(e.Text)
	if strings.Contains(spec, "://") {
		l.leaveOut(spec, "a component of a plugin or of the platform, whose code is not in the package")
		return nil
	}
	base := l.resolver.componentFrom(file, spec)
	switch {
	case modelled(packageOf(base)) || modelled(spec):
		return nil // such as the element by which the runtime of kbone shows a document
	case base != "" && (!leadsOut(base) || l.tree.beside(base)):
		return l.componentAt(base)
	case packageOf(file) != "":
		// What a library lacks is not for the reader to mend.
	case base != "":
		l.problem(file, e.Pos, fmt.Sprintf("the component %s leads out of the program's folder; it is not followed", spec))
	case l.resolver.packageNamed(spec) != "":
		l.leaveOut(l.resolver.packageNamed(spec), "an npm package that is not in the program: build npm first to have it analysed")
	default:
		l.problem(file, e.Pos, fmt.Sprintf("there is no component %s; correct the path or remove the entry", spec))
	}
	return nil
}

// componentAt loads the component whose files start with base.
func (l *loader) componentAt(base string) *Component {
	if c := l.components[base]; c != nil {
		return c
	}
	c := &Component{Path: base}
	l.components[base] = c // before its own components, which may use it
	c.Config = l.pageConfig(base)
	script := l.scriptOf(base)
	if script != "" {
		c.Module = l.module(script)
	}
	if view := base + l.dialect.Views; l.tree.exists(view) || l.tree.view(view) {
		c.View = l.view(view)
	} else if sfc.Is(script) {
		c.View = l.view(script)
	}
	name := base + ".json"
	c.Uses = l.uses(name, c.Config.UsingComponents)
	c.Uses = l.imported(script, c.Uses)
	for tag, d := range l.uses(name, c.Config.Generics) {
		if c.Uses == nil {
			c.Uses = map[string]*Component{}
		}
		if c.Uses[tag] == nil {
			c.Uses[tag] = d
		}
	}
	return c
}
