package replay

import (
	"path"
	"strings"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/minivet/minivet/jsparse"
)

// Every module is a function of the usual three names.
const (
	moduleHead = "(function (exports, require, module) {"
	moduleTail = "\n})"
)

// lower compiles a module to a program whose value is a function of exports,
// require and module. Positions map back to the source. nil: it can't be run.
func lower(m *jsparse.Module) *goja.Program {
	name := m.File.Tok.Name()
	loaders := []api.Loader{api.LoaderJS, api.LoaderJSX, api.LoaderTSX}
	switch strings.ToLower(path.Ext(name)) {
	case ".ts":
		loaders = []api.Loader{api.LoaderTS}
	case ".tsx":
		loaders = []api.Loader{api.LoaderTSX}
	}
	for _, l := range loaders {
		out := api.Transform(m.File.Text, api.TransformOptions{
			Loader: l, Format: api.FormatCommonJS, Target: api.ES2017, Banner: moduleHead, Footer: moduleTail,
			Sourcemap: api.SourceMapInline, SourcesContent: api.SourcesContentExclude, Sourcefile: "source", LogLevel: api.LogLevelSilent,
		})
		if len(out.Errors) > 0 {
			continue
		}
		if p, err := goja.Compile(name, string(out.Code), false); err == nil {
			return p
		}
	}
	return nil
}
