package replay

import (
	"path"
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

// lower compiles a module to a program whose value is a function of exports,
// require and module, named by the module's key. Positions map back to the
// module's text. nil: it can't be run.
func lower(key string, m *jsparse.Module, react bool) *goja.Program {
	jsx := api.JSXTransform
	if react {
		jsx = api.JSXAutomatic
	}
	name, text := m.File.Tok.Name(), m.File.Text
	if m.Unit != nil {
		text = m.Unit.Source.Text
	}
	loaders := []api.Loader{api.LoaderJS, api.LoaderJSX, api.LoaderTSX}
	switch strings.ToLower(path.Ext(name)) {
	case ".ts":
		loaders = []api.Loader{api.LoaderTS}
	case ".tsx":
		loaders = []api.Loader{api.LoaderTSX}
	}
	for _, l := range loaders {
		out := api.Transform(text, api.TransformOptions{
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
		jstree.Meter(tree, dear)
		if p := compileTree(tree); p != nil {
			return p
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
