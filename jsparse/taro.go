package jsparse

import (
	"path"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
)

// Taro and Remax programs are modules of React or Vue: app.config.ts stands for
// app.json, index.config.ts for the JSON of a page, and views are values that code
// makes.

// isTaro tells programs whose pages are components of React or Vue.
func (l *loader) isTaro() bool {
	return l.opt.Framework == codepkg.Taro || l.opt.Framework == codepkg.Remax
}

// taroConfig reads what declares the program. Places are those in the module.
func (l *loader) taroConfig(f *File) {
	text, at := l.declared(f)
	app, _ := appjson.ParseAppAt(appjson.MiniProgram, f.Path, text, at)
	l.prog.App = app
	if app.Root == nil || len(app.Pages) == 0 && len(app.SubPackages) == 0 {
		l.fileProblem(f.Path, "it names no pages as constants, so none are analysed: list them in `pages`")
	}
}

// taroPageConfig is the JSON of a page or component: that of a module beside it, or
// of the script itself.
func (l *loader) taroPageConfig(p, script string) *appjson.Page {
	for _, ext := range [...]string{".config.ts", ".config.js"} {
		if name := p + ext; l.tree.exists(name) {
			if f := l.read(name); f != nil {
				text, _ := l.declared(f)
				config, _ := appjson.ParsePage(name, text)
				return config
			}
		}
	}
	if f := l.read(script); f != nil && strings.Contains(f.Text, "usingComponents") {
		text, _ := l.declared(f)
		config, _ := appjson.ParsePage(script, text)
		return config
	}
	return &appjson.Page{}
}

// tsPaths are the short names of folders in the project's tsconfig.json, as far as
// they lead into the program.
func (l *loader) tsPaths() []alias {
	var list []alias
	for dir := l.tree.root; ; dir = path.Dir(dir) {
		text := ""
		for _, name := range [...]string{"tsconfig.json", "jsconfig.json"} {
			if s, err := codepkg.ReadText(l.tree.fsys, path.Join(dir, name)); err == nil {
				text = s
				break
			}
		}
		if text != "" {
			root, _ := appjson.Parse(text)
			options := root.Find("compilerOptions")
			base := path.Join(dir, options.Find("baseUrl").Text())
			if paths := options.Find("paths"); paths != nil {
				for i := range paths.Members {
					list = append(list, l.tsPath(base, &paths.Members[i])...)
				}
			}
			return list
		}
		if dir == "." || dir == "/" {
			return list
		}
	}
}

func (l *loader) tsPath(base string, m *appjson.Member) []alias {
	from, star := strings.CutSuffix(m.Key, "*")
	if from == "" {
		return nil
	}
	for _, e := range elems(m.Value) {
		to := path.Join(base, strings.TrimSuffix(e.Text(), "*"))
		if to == l.tree.root || strings.HasPrefix(to, l.tree.root+"/") || l.tree.root == "." {
			return []alias{{from, strings.TrimPrefix(l.relative(to), "./"), star}}
		}
	}
	return nil
}

// isAsset tells a mention of a style sheet, an image and the like that is there.
func (r *resolver) isAsset(from, spec string) bool {
	spec, aliased := r.aliased(spec)
	spec, _, _ = strings.Cut(spec, "?") // what a bundler makes of it
	if path.Ext(spec) == "" || r.l == nil {
		return false
	}
	p := path.Join(path.Dir(from), spec)
	if aliased || strings.HasPrefix(spec, "/") {
		p = strings.TrimPrefix(path.Clean(spec), "/")
	}
	return !readable(p) && !r.l.tree.outside(p) && r.l.tree.isFile(p)
}
