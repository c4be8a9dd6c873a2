package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/appjson"
)

// exported makes entries of the functions that something outside of the program
// calls by the names under which modules export them: the host program those of a
// plugin's main, the platform those of functional pages.
func (in *Interp) exported() {
	p := in.prog
	if p.Kind == appjson.Plugin && p.AppModule != nil {
		in.exportsOfModule(p.AppModule)
	}
	for _, m := range p.Entries {
		if p.App.FunctionalPages && strings.HasPrefix(m.File.Path, "functional-pages/") {
			in.exportsOfModule(m)
		}
	}
}

func (in *Interp) exportsOfModule(m *jsparse.Module) {
	if st := in.moduleState(m); st != nil {
		in.newInstance("exports", m.File.Path).exports = st
	}
}

// startExports calls what a module exports.
func (c *nativeCall) startExports(i *Instance) Value {
	in := c.in
	for _, o := range in.objects(in.exportsOf(i.exports, c.act)) {
		in.depend(&o.shape, c.act)
		for _, name := range o.order {
			c.enterEntry(i, in.read(o.props[name], c.act), []Value{unknownValue}, "export "+name+" is called from outside", name, "event")
		}
	}
	return single(atomUndefined, 0)
}
