package jstree

import (
	"reflect"
	"slices"
	"sync"

	"github.com/dop251/goja/ast"
)

// hooks are called for each node, before and after what is in it. leave may give
// another expression or statement in the node's place, nil keeps it; it is asked
// only where one can stand.
type hooks struct {
	enter func(n any)
	leave func(n any) any
}

// walk goes through all nodes below v in the order of the source.
func walk(v reflect.Value, h *hooks) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		n := v.Interface()
		h.enter(n)
		inside(v.Elem(), h)
		if r := h.leave(n); r != nil && reflect.TypeOf(r).Implements(v.Type()) {
			v.Set(reflect.ValueOf(r))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			n := v.Interface()
			h.enter(n)
			inside(v, h)
			h.leave(n)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), h)
		}
	case reflect.Struct:
		fields(v, h)
	}
}

// inside goes through what a node holds.
func inside(v reflect.Value, h *hooks) {
	if v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Struct {
		fields(v.Elem(), h)
	}
}

func fields(v reflect.Value, h *hooks) {
	for _, i := range fieldsOf(v.Type()) {
		walk(v.Field(i), h)
	}
}

var kinds sync.Map // of struct type to the fields that can hold nodes

// unwalked are fields that hold nodes a second time, or none.
var unwalked = []string{"DeclarationList", "File", "Name", "Identifier", "Label", "Meta", "Property", "Elements"}

func fieldsOf(t reflect.Type) []int {
	if f, ok := kinds.Load(t); ok {
		return f.([]int)
	}
	var out []int
	for i := range t.NumField() {
		f := t.Field(i)
		// Elements of a template are text, those of a pattern are expressions.
		if slices.Contains(unwalked, f.Name) && (f.Name != "Elements" || t == reflect.TypeFor[ast.TemplateLiteral]()) {
			continue
		}
		switch f.Type.Kind() {
		case reflect.Interface, reflect.Pointer, reflect.Struct, reflect.Slice:
			if f.Type != reflect.TypeFor[any]() { // a constant's value
				out = append(out, i)
			}
		}
	}
	kinds.Store(t, out)
	return out
}

// rewrite goes through a program.
func rewrite(p *ast.Program, h *hooks) { walk(reflect.ValueOf(&p.Body).Elem(), h) }
