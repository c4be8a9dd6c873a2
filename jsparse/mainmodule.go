package jsparse

import (
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/sfc"
	"github.com/minivet/minivet/jsparse/wxml"
)

// mainModule is what a program in Vue does with the components that a module imports.
type mainModule struct {
	// mounted are the modules whose exports are handed to constructors, in order:
	// `new Vue(App)`, `new Vue({store, ...App})`, `new Vue(Vue.extend(App))`; where there
	// is no such call, all that are imported.
	mounted []string
	// rendered are those whose exports are handed to plain functions: `h => h(App)`.
	rendered []string
	// components are those for all views, by tag: `Vue.component('badge', Badge)`.
	components map[string]string
}

// mainModule reads a main module, and registers the components for all views.
func (l *loader) mainModule(script string) mainModule {
	f := l.read(script)
	if f == nil {
		return mainModule{}
	}
	u, _ := ir.Parse(&ir.Source{Path: script, Text: sfc.Conditionals(f.Text)}, scriptOptions(script))
	if u == nil {
		return mainModule{}
	}
	m := readMain(u)
	for _, tag := range sortedKeys(m.components) {
		p := l.resolver.resolve(script, m.components[tag])
		if !sfc.Is(p) || l.tree.outside(p) {
			continue
		}
		base := strings.TrimSuffix(p, path.Ext(p))
		for _, name := range [...]string{tag, wxml.Kebab(tag)} {
			if l.global == nil {
				l.global = map[string]*Component{}
			}
			if l.global[name] == nil {
				l.global[name] = l.componentAt(base)
			}
		}
	}
	return m
}

// mainReader follows what a module imports through its body.
type mainReader struct {
	regs map[ir.Reg][]string // the modules whose exports are in a register
	vars map[*ir.Var][]string
	text map[ir.Reg]string // constant strings
	name map[ir.Reg]string // the property that was read
	made mainModule
	all  []string
}

func readMain(u *ir.Unit) mainModule {
	r := &mainReader{
		regs: map[ir.Reg][]string{}, vars: map[*ir.Var][]string{}, text: map[ir.Reg]string{}, name: map[ir.Reg]string{},
		made: mainModule{components: map[string]string{}},
	}
	for _, fn := range u.Funcs {
		for _, b := range u.Body(fn).Blocks {
			for i := range b.Instrs {
				r.instr(&b.Instrs[i])
			}
		}
		clear(r.regs) // another function has registers of its own
		clear(r.text)
		clear(r.name)
	}
	if r.made.mounted == nil {
		r.made.mounted = r.all
	}
	return r.made
}

func (r *mainReader) instr(ins *ir.Instr) {
	switch ins.Op {
	case ir.OpImport:
		r.regs[ins.Dst] = []string{ins.Name}
		r.all = append(r.all, ins.Name)
	case ir.OpConst:
		if ins.X.Const.Kind == ir.String {
			r.text[ins.Dst] = ins.X.Const.Str
		}
	case ir.OpMove, ir.OpImportGet, ir.OpGetProp:
		r.regs[ins.Dst] = r.regs[ins.A]
		if ins.Op == ir.OpGetProp {
			r.name[ins.Dst] = ins.Name
		}
	case ir.OpStoreVar:
		r.vars[ins.X.Var] = r.regs[ins.A]
	case ir.OpLoadVar:
		r.regs[ins.Dst] = r.vars[ins.X.Var]
	case ir.OpSpread:
		r.regs[ins.A] = append(slices.Clone(r.regs[ins.A]), r.regs[ins.B]...)
	case ir.OpCall, ir.OpNew:
		r.call(ins)
	}
}

func (r *mainReader) call(ins *ir.Instr) {
	var given []string
	for _, a := range ins.X.Args {
		given = append(given, r.regs[a.Reg]...)
	}
	r.regs[ins.Dst] = given
	switch {
	case ins.Op == ir.OpNew:
		r.made.mounted = append(r.made.mounted, given...)
	case r.name[ins.A] == "" && len(r.regs[ins.A]) == 0 && len(ins.X.Args) > 0 && len(r.regs[ins.X.Args[0].Reg]) > 0:
		r.made.rendered = append(r.made.rendered, r.regs[ins.X.Args[0].Reg]...)
	case len(ins.X.Args) == 2 && r.name[ins.A] == "component" && len(given) == 1 && r.text[ins.X.Args[0].Reg] != "":
		r.made.components[r.text[ins.X.Args[0].Reg]] = given[0]
	}
}
