package replay

import (
	"path"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/minivet/minivet/cmd/minivet/internal/replay/jstree"
	"github.com/minivet/minivet/jsparse"
)

// Every module is a function of the usual three names, and of the meter's two.
const (
	moduleHead = "(function (exports, require, module) {"
	moduleTail = "\n})"
)

// replaced is what build tools replace in sources.
var replaced = map[string]string{
	"import.meta.env": "minivetEnv", "import.meta.glob": "minivetGlob", "process.env": "minivetEnv", "process.env.NODE_ENV": `"production"`,
}

// lowered is a module ready to be run.
type lowered struct {
	program *goja.Program // its value is a function of exports, require and module
	puts    []string      // members that it puts on the platform's objects if they are not there
}

// lower compiles a module, whose name is its key. Positions map back to the module's
// text. nil: it can't be run.
func (s *script) lower(key string, m *jsparse.Module) *lowered {
	jsx := api.JSXTransform
	if s.react {
		jsx = api.JSXAutomatic
	}
	name := m.File.Tok.Name()
	if m.Unit == nil { // what nests too deeply was refused, and would exhaust the stack here
		return nil
	}
	loaders := []api.Loader{api.LoaderJS, api.LoaderJSX, api.LoaderTSX}
	switch strings.ToLower(path.Ext(name)) {
	case ".ts":
		loaders = []api.Loader{api.LoaderTS}
	case ".tsx":
		loaders = []api.Loader{api.LoaderTSX}
	}
	for _, l := range loaders {
		out := api.Transform(m.Unit.Source.Text, api.TransformOptions{
			Loader: l, Format: api.FormatCommonJS, Target: api.ES2017, Banner: moduleHead, Footer: moduleTail,
			Define: replaced, JSX: jsx,
			Sourcemap: api.SourceMapInline, SourcesContent: api.SourcesContentExclude, Sourcefile: path.Base(key), LogLevel: api.LogLevelSilent,
		})
		if len(out.Errors) > 0 {
			continue
		}
		tree, err := goja.Parse(key, string(out.Code))
		if err != nil {
			continue
		}
		puts := jstree.Put(tree, func(global string) bool { return slices.Contains(s.receivers, global) })
		jstree.Meter(tree, dear)
		if p := compileTree(tree); p != nil {
			return &lowered{p, puts}
		}
	}
	return nil
}

// compileTree compiles a tree whose only statement is a function; the meter's
// functions become its last parameters.
func compileTree(tree *ast.Program) *goja.Program {
	if len(tree.Body) != 1 {
		return nil
	}
	s, _ := tree.Body[0].(*ast.ExpressionStatement)
	if s == nil {
		return nil
	}
	f, _ := s.Expression.(*ast.FunctionLiteral)
	if f == nil {
		return nil
	}
	for _, n := range jstree.Names {
		id := &ast.Identifier{Name: unistring.NewFromString(n), Idx: f.Idx0()}
		f.ParameterList.List = append(f.ParameterList.List, &ast.Binding{Target: id})
	}
	p, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil
	}
	return p
}
