// Package appservice reads the scripts that a compiled program consists of
// (app-service.js, app.js of lazy packages, chunks). It answers "which modules and
// which configuration stand in this script, and where": a module is the function of a
// call define("pages/a/a.js", function (require, module, exports, …) {…}), wherever that
// call stands, a page's JSON is assigned to __wxAppCode__["pages/a/a.json"]. The script
// is parsed, never run.
package appservice

import (
	"reflect"
	"strings"

	js "github.com/evanw/esbuild/minivet"

	"github.com/minivet/minivet/jsparse/ir"
)

// Module is one module of a script.
type Module struct {
	ID string // path relative to the program's root, with ending: "pages/a/a.js"
	// Pos and End are the byte offsets of the function's body without its braces, if the
	// function calls its parameters require, module and exports; else of the function.
	Pos, End int32
	Body     bool
}

// JSON is the configuration of one page or component; [Pos, End) is the object literal.
type JSON struct {
	Path     string // "pages/a/a.json"
	Pos, End int32
}

// Script is what a script holds.
type Script struct {
	Modules []Module // in the order of the text; of two with one ID the last counts
	JSONs   []JSON
	// Beyond is where the first module stands that is beyond the bound on modules; 0: none is.
	Beyond int32
}

// MaxModules bounds the modules of one script; a platform's package has some thousands.
const MaxModules = 65_536

// Read finds the modules and configurations of a script. The problems say why it could
// not be parsed.
func Read(path, text string) (Script, []ir.Problem) {
	var s Script
	if !strings.Contains(text, "define") && !strings.Contains(text, "__wxAppCode__") {
		return s, nil
	}
	tree, problems := ir.Tree(&ir.Source{Path: path, Text: text})
	if problems != nil {
		return s, problems
	}
	w := walker{tree: &tree, text: text, out: &s}
	for _, part := range tree.Parts {
		w.walk(reflect.ValueOf(part.Stmts), 0)
	}
	return s, nil
}

// walker looks for calls and assignments of that shape in all of a tree, except in the
// modules themselves.
type walker struct {
	tree *js.Tree
	text string
	out  *Script
}

// maxNesting bounds the descent; ir refuses deeper texts anyway.
const maxNesting = 20_000

func (w *walker) walk(v reflect.Value, depth int) {
	if depth > maxNesting {
		return
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			w.walk(v.Elem(), depth+1)
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.walk(v.Index(i), depth+1)
		}
	case reflect.Struct:
		if e, ok := v.Interface().(js.Expr); ok && w.expr(e) {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				w.walk(v.Field(i), depth+1)
			}
		}
	}
}

// expr reads a definition; true: what is in it need not be looked at.
func (w *walker) expr(e js.Expr) bool {
	switch d := e.Data.(type) {
	case *js.ECall:
		return w.define(e, d)
	case *js.EBinary:
		return d.Op == js.BinOpAssign && w.appCode(d)
	}
	return false
}

// define reads define("id", function …).
func (w *walker) define(e js.Expr, d *js.ECall) bool {
	if !w.global(d.Target, "define") || len(d.Args) < 2 {
		return false
	}
	id, ok := d.Args[0].Data.(*js.EString)
	fn, isFn := d.Args[1].Data.(*js.EFunction)
	if !ok || !isFn {
		return false
	}
	if len(w.out.Modules) >= MaxModules {
		if w.out.Beyond == 0 {
			w.out.Beyond = e.Loc.Start
		}
		return true
	}
	block := fn.Fn.Body
	m := Module{ID: clean(js.UTF16ToString(id.Value)), Pos: block.Loc.Start + 1, End: block.Block.CloseBraceLoc.Start, Body: true}
	if !w.plain(fn.Fn.Args) {
		m.Pos, m.End, m.Body = d.Args[1].Loc.Start, m.End+1, false
	}
	if m.ID != "" && m.Pos <= m.End && int(m.End) <= len(w.text) {
		w.out.Modules = append(w.out.Modules, m)
	}
	return true
}

// plain tells whether the parameters have the names that modules know them by.
func (w *walker) plain(args []js.Arg) bool {
	for i, want := range []string{"require", "module", "exports"} {
		if i >= len(args) {
			return true
		}
		if b, ok := args[i].Binding.Data.(*js.BIdentifier); !ok || w.tree.Symbols[b.Ref.InnerIndex].OriginalName != want {
			return false
		}
	}
	return true
}

// appCode reads __wxAppCode__["pages/a/a.json"] = {…}.
func (w *walker) appCode(d *js.EBinary) bool {
	at, ok := d.Left.Data.(*js.EIndex)
	obj, isObj := d.Right.Data.(*js.EObject)
	if !ok || !isObj || !w.global(at.Target, "__wxAppCode__") {
		return false
	}
	name, ok := at.Index.Data.(*js.EString)
	path := ""
	if ok {
		path = clean(js.UTF16ToString(name.Value))
	}
	if strings.HasSuffix(path, ".json") {
		w.out.JSONs = append(w.out.JSONs, JSON{path, d.Right.Loc.Start, obj.CloseBraceLoc.Start + 1})
	}
	return true
}

// clean makes a path of an ID; "" if it leads out of the program.
func clean(id string) string {
	id = strings.TrimPrefix(strings.TrimPrefix(id, "./"), "/")
	for part := range strings.SplitSeq(id, "/") {
		if part == ".." {
			return ""
		}
	}
	return id
}

// global tells whether an expression is a name that the text does not declare.
func (w *walker) global(e js.Expr, name string) bool {
	id, ok := e.Data.(*js.EIdentifier)
	if !ok {
		return false
	}
	s := &w.tree.Symbols[id.Ref.InnerIndex]
	return s.Kind == js.SymbolUnbound && s.OriginalName == name
}
