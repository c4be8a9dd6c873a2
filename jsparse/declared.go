package jsparse

import (
	"path"
	"strings"

	"github.com/minivet/minivet/jsparse/constant"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/sfc"
)

// What modules declare about a program is evaluated: see package constant.

// declared is what a module declares, as JSON, and the place in the module of each place
// there. What is no constant of the module, or of those that it imports, is null.
func (l *loader) declared(f *File) (json string, at func(int32) int32) {
	return declaration(l.evaluated(f).Declared())
}

// declaredIn is declared for the part of a file that holds a module, or an object alone.
func (l *loader) declaredIn(name, text string) (json string, at func(int32) int32) {
	before := ""
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		before = asModule
	}
	src := constant.Source{Source: &ir.Source{Path: name, Text: before + text}, Options: ir.Options{TS: true}}
	json, place := declaration(constant.Evaluate(src, l.constantModule).Declared())
	return json, func(pos int32) int32 { return max(0, place(pos)-int32(len(before))) }
}

// declaration is an object as JSON; an empty one for what is none.
func declaration(v *constant.Value) (json string, at func(int32) int32) {
	if v == nil || v.Kind != constant.Object {
		v = &constant.Value{Kind: constant.Object}
	}
	return v.JSON()
}

// asModule makes a module of the text of an object.
const asModule = "module.exports = "

// evaluated runs a module of the program.
func (l *loader) evaluated(f *File) *constant.Module {
	return constant.Evaluate(l.constantSource(f), l.constantModule)
}

func (l *loader) constantSource(f *File) constant.Source {
	switch {
	case sfc.Is(f.Path):
		src, opt := l.componentScript(f)
		return constant.Source{Source: src, Options: opt}
	case path.Ext(f.Path) == ".json":
		return constant.Source{Source: &ir.Source{Path: f.Path, Text: asModule + f.Text}}
	}
	return constant.Source{Source: &ir.Source{Path: f.Path, Text: f.Text}, Options: scriptOptions(f.Path)}
}

// constantModule finds a module of the program.
func (l *loader) constantModule(from, spec string) (constant.Source, bool) {
	p := l.resolver.resolve(from, spec)
	if p == "" || l.tree.outside(p) || packageDir(p) != "" || !isScript(p) && path.Ext(p) != ".json" {
		return constant.Source{}, false
	}
	m := l.read(p)
	if m == nil {
		return constant.Source{}, false
	}
	return l.constantSource(m), true
}
