package jsparse

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/dialect"
	"github.com/minivet/minivet/jsparse/sfc"
)

// loader builds a Program in four steps: config reads what declares the program,
// structure finds pages and components through the JSON files, parseAll parses
// scripts and views and follows their imports, finish puts positions and order in.
type loader struct {
	prog     *Program
	opt      LoadOptions
	tree     *tree
	resolver *resolver
	packages *packages
	dialect  *dialect.Dialect // of the platform that the program is written for

	// mu guards what parsing goroutines write.
	mu      sync.Mutex
	sources map[string]*source
	issues  []issue
	leftOut map[LeftOut]bool
	total   int // bytes read
	spent   budget
	copied  int                   // see maxCopied
	global  map[string]*Component // for all views of a program in Vue, by tag
	missing []missing             // see sayMissing

	components map[string]*Component
	views      map[string]*View
	modules    map[string]*Module
	pages      []*Page
	entries    map[string]bool // paths of Program.Entries
	parsed     map[string]*sfc.File
	easy       *easycom // the components that uni-app finds by their names
	// Of uni-app: the components of the platform's own kind by page, and for all pages.
	native           map[string][]appjson.Entry
	nativeEverywhere []appjson.Entry

	kbone    map[string]string // the entries of a program of kbone by the path of the page
	kboneApp string            // … and that of the app
	pagesIn  string            // the file that names the pages, where app.Path does not
	queue    []*job            // asked for since the last round
}

func newLoader(fsys fs.FS, root string, opt LoadOptions) *loader {
	root = path.Clean(root)
	t := &tree{fsys: fsys, root: root, files: map[string]bool{}, looked: map[string]bool{}}
	l := &loader{
		prog: &Program{Root: root, Kind: opt.Kind}, opt: opt, tree: t, dialect: dialect.Default(),
		sources: map[string]*source{}, leftOut: map[LeftOut]bool{},
		components: map[string]*Component{}, views: map[string]*View{}, modules: map[string]*Module{},
		entries: map[string]bool{}, parsed: map[string]*sfc.File{},
	}
	l.packages = &packages{l: l, known: map[string]PackageRef{}}
	l.resolver = &resolver{tree: t, root: root, views: l.dialect.Views, scripts: []string{".js", ".ts"}, manifest: map[string]manifest{}, l: l}
	if opt.TypeScript {
		l.resolver.scripts = []string{".ts", ".js"}
	}
	return l
}

// config reads app.json and lists the files.
func (l *loader) config() error {
	if l.opt.Framework != "" {
		return l.sourceConfig()
	}
	name := l.opt.Kind.FileName()
	full := l.tree.full(name)
	_, err := fs.Stat(l.tree.fsys, full)
	if err != nil && l.isCompiled() {
		name = appjson.CompiledName
		full, err = l.tree.full(name), nil
	}
	if err != nil {
		return fmt.Errorf("no %s in %s (%s): a mini program needs one; open the folder that holds it", name, l.tree.root, codepkg.Reason(err))
	}
	f := l.read(name)
	if f == nil {
		return fmt.Errorf("%s: %s", full, l.issues[len(l.issues)-1].message)
	}
	var problems []appjson.Problem
	if name == appjson.CompiledName {
		l.prog.App, l.tree.configs, problems = appjson.ParseCompiled(name, f.Text)
	} else {
		l.prog.App, problems = appjson.ParseApp(l.opt.Kind, name, f.Text)
	}
	l.jsonProblems(name, problems)
	l.listFiles()
	l.decodeModules()
	l.decodeViews()
	// No package is named @: programs that a bundler puts together mean their own folder.
	l.resolver.alias = append(aliases(l.prog.App.ResolveAlias), alias{"@/", "", true})
	l.prog.Platform.Name, l.prog.Platform.Why = codepkg.DetectPlatform(l.tree.fsys, l.tree.root, l.ownViews())
	l.dialect = dialect.Of(l.prog.Platform.Name)
	l.resolver.views = l.dialect.Views
	return nil
}

// ownViews are the views of pages, or all that there are.
func (l *loader) ownViews() []string {
	var views []string
	refs, _ := l.prog.App.AllPages()
	for _, ref := range refs {
		for _, d := range dialect.All() {
			if view := path.Clean(ref.Path) + d.Views; l.tree.files[view] {
				views = append(views, view)
			}
		}
	}
	if len(views) > 0 {
		return views
	}
	return l.tree.list
}

func (l *loader) jsonProblems(file string, problems []appjson.Problem) {
	for _, p := range problems {
		l.problem(file, p.Pos, p.Message)
	}
}

// finish makes the program immutable.
func (l *loader) finish() *Program {
	p := l.prog
	l.sayMissing()
	files := l.addFiles(p)
	p.Modules = l.modules
	p.Components = sortedValues(l.components)
	p.Pages = l.pages
	for _, name := range sortedKeys(l.entries) {
		if m := l.modules[name]; m != nil {
			p.Entries = append(p.Entries, m)
		}
	}
	l.stats()
	slices.SortFunc(l.issues, func(a, b issue) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.pos, b.pos), cmp.Compare(a.message, b.message))
	})
	for _, i := range slices.Compact(l.issues) {
		problem := Problem{File: i.file, Message: i.message}
		if f := files[i.file]; f != nil && i.pos >= 0 {
			problem.Pos = f.Pos(i.pos)
		}
		p.Problems = append(p.Problems, problem)
	}
	p.resolver = l.resolver
	l.tree.fsys, l.tree.list, l.resolver.l = nil, nil, nil
	return p
}

func (l *loader) stats() {
	s := &l.prog.Stats
	s.Pages, s.Components, s.Views = len(l.pages), len(l.components), len(l.views)
	for _, m := range l.modules {
		if m.Unit != nil {
			s.Functions += len(m.Unit.Funcs)
		}
	}
	for _, v := range l.views {
		if v.Unit != nil {
			s.Functions += len(v.Unit.Funcs)
		}
	}
	for x := range l.leftOut {
		s.LeftOut = append(s.LeftOut, x)
	}
	slices.SortFunc(s.LeftOut, func(a, b LeftOut) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Why, b.Why)) })
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func sortedValues[V any](m map[string]V) []V {
	values := make([]V, 0, len(m))
	for _, k := range sortedKeys(m) {
		values = append(values, m[k])
	}
	return values
}
