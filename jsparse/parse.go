package jsparse

import (
	"cmp"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/sfc"
	"github.com/minivet/minivet/jsparse/wxml"
)

// job is one file to parse.
type job struct {
	path   string
	module *Module   // or
	view   *View     // …
	wxs    *wxml.Wxs // code inside a view, for module
	// Of a view: the compiled text; its wxs modules are asked for afterwards.
	compiled *wxml.Compiled
	scanned  []string // see scanRequires
	size     int
}

// module asks for the script or JSON file at p, which exists.
func (l *loader) module(p string) *Module {
	if m := l.modules[p]; m != nil {
		return m
	}
	m := &Module{JSON: strings.HasSuffix(p, ".json")}
	l.modules[p] = m
	l.queue = append(l.queue, &job{path: p, module: m})
	return m
}

// view asks for the WXML file at p, which exists.
func (l *loader) view(p string) *View {
	if v := l.views[p]; v != nil {
		return v
	}
	v := &View{}
	l.views[p] = v
	l.queue = append(l.queue, &job{path: p, view: v})
	return v
}

// inlineWxs asks for a wxs module whose code stands in a view.
func (l *loader) inlineWxs(w *wxml.Wxs) {
	if l.modules[w.ID] != nil {
		return
	}
	m := &Module{}
	l.modules[w.ID] = m
	l.queue = append(l.queue, &job{path: w.ID, module: m, wxs: w})
}

// parseAll parses what was asked for and what that imports, in rounds: all files
// of a round in parallel, then their imports in order, so that the result does
// not depend on which goroutine was faster.
func (l *loader) parseAll() {
	for len(l.queue) > 0 {
		round := l.queue
		l.queue = nil
		round = l.charge(round)
		l.runRound(round)
		slices.SortFunc(round, func(a, b *job) int { return cmp.Compare(a.path, b.path) })
		for _, j := range round {
			l.follow(j)
		}
	}
	// What can't be read is no module or view after all.
	drop(l.modules, func(m *Module) bool { return m.File == nil })
	drop(l.views, func(v *View) bool { return v.File == nil })
	l.dropDangling()
}

func drop[V any](m map[string]V, bad func(V) bool) {
	for k, v := range m {
		if bad(v) {
			delete(m, k)
		}
	}
}

// dropDangling removes mentions of files that could not be read.
func (l *loader) dropDangling() {
	keep := func(m **Module, v **View) {
		if *m != nil && (*m).File == nil {
			*m = nil
		}
		if *v != nil && (*v).File == nil {
			*v = nil
		}
	}
	for _, p := range l.pages {
		keep(&p.Module, &p.View)
	}
	for _, c := range l.components {
		keep(&c.Module, &c.View)
	}
	if m := l.prog.AppModule; m != nil && m.File == nil {
		l.prog.AppModule = nil
	}
}

// runRound parses files in parallel, the largest first: it must not be the last.
func (l *loader) runRound(round []*job) {
	for _, j := range round {
		if f := l.read(l.holder(j)); f != nil {
			j.size = len(f.Text)
		}
	}
	slices.SortFunc(round, func(a, b *job) int { return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.path, b.path)) })
	jobs := make(chan *job)
	var crashed crashes
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(round)) {
		wg.Go(func() {
			for j := range jobs {
				crashed.guard(j.path, func() { l.parse(j) })
			}
		})
	}
	for _, j := range round {
		jobs <- j
	}
	close(jobs)
	wg.Wait()
	crashed.rethrow()
}

func (l *loader) parse(j *job) {
	f := l.read(l.holder(j))
	switch {
	case f == nil:
	case j.view != nil:
		l.parseView(j, f)
	case j.module.JSON:
		j.module.File = f
		if root, problems := appjson.Parse(f.Text); root == nil {
			l.jsonProblems(f.Path, problems)
		}
	default:
		l.parseModule(j, f)
	}
}

func (l *loader) parseModule(j *job, f *File) {
	j.module.File = f
	src := &ir.Source{Path: j.path, Text: f.Text}
	if w := j.wxs; w != nil {
		src.Text, src.Map = w.Text, func(offset int32) int32 { return w.Pos + offset }
	} else if d := l.tree.defined[j.path]; f.Path != j.path && d.holder == f.Path {
		src = d.source(f.Text)
	}
	opt := scriptOptions(src.Path)
	cache, key := l.opt.Cache, l.tree.full(f.Path)
	if src.Map != nil {
		cache = nil // its positions depend on the text around it
	}
	if sfc.Is(f.Path) {
		src, opt = l.componentScript(f)
		key += "#script" // its view is in the file too
	}
	if l.opt.Framework == codepkg.UniApp {
		src.Text = sfc.Conditionals(src.Text)
	}
	unit, problems, scanned := cache.script(key, src, opt)
	if unit != nil && l.startsApp(f, unit) {
		src = &ir.Source{Path: src.Path, Text: src.Text + "\n;createApp();"}
		unit, problems, scanned = cache.script(key+"#start", src, opt)
	}
	j.module.Unit, j.scanned = unit, scanned
	if unit == nil {
		// The first problem is the cause; the others mostly follow from it.
		message := "cannot be parsed"
		pos := int32(0)
		if len(problems) > 0 {
			message, pos = message+": "+problems[0].Message, problems[0].Pos
		}
		l.problem(f.Path, pos, oneLine(message)+"; the file is left out")
	}
}

// scriptOptions are those that the ending of a script's name asks for.
func scriptOptions(name string) ir.Options {
	ext := path.Ext(name)
	return ir.Options{TS: ext == ".ts" || ext == ".tsx", JSX: ext == ".jsx" || ext == ".tsx"}
}

// parseView compiles a view and parses the result.
func (l *loader) parseView(j *job, f *File) {
	v := j.view
	v.File, v.Tree = f, l.wxml(j.path)
	if v.Tree == nil { // in node_modules
		v.Tree = l.parseWXML(f)
	}
	made := l.opt.Cache.view(l.tree.full(j.path), f.Text, v.Tree, l.wxml)
	c, unit, problems := made.compiled, made.unit, made.problems
	v.Unit, v.Elements, j.compiled = unit, c.Elements, c
	if unit == nil {
		message := ""
		if len(problems) > 0 {
			message = ": " + problems[0].Message
		}
		l.problem(f.Path, 0, "the view cannot be compiled"+oneLine(message)+"; it is left out")
	}
	l.viewProblems(v.Tree.Problems)
	l.viewProblems(c.Problems)
}

// viewProblems leaves out those of libraries, which the reader can't mend.
func (l *loader) viewProblems(problems []wxml.Problem) {
	for _, p := range problems {
		if packageDir(p.File) == "" {
			l.problem(l.tree.holder(p.File), p.Pos, oneLine(p.Message))
		}
	}
}

func parseCompiled(name string, c *wxml.Compiled) (*ir.Unit, []ir.Problem) {
	src := &ir.Source{Path: name, Text: c.JS, Map: c.Map}
	return ir.Parse(src, ir.Options{With: wxml.Data, WithExcept: wxml.FreeNames(), TS: c.TS})
}

// valid tells whether a text is an expression, of TypeScript if ts.
func valid(ts bool) func(expr string) bool {
	return func(expr string) bool {
		u, _ := ir.Parse(&ir.Source{Path: "expression", Text: "(" + expr + ")"}, ir.Options{TS: ts})
		return u != nil
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// follow asks for what a parsed file refers to.
func (l *loader) follow(j *job) {
	if j.compiled != nil {
		for i := range j.compiled.Wxs {
			l.followWxs(&j.compiled.Wxs[i])
		}
	}
	if j.module == nil || j.module.Unit == nil {
		return
	}
	if l.fromDecoded(j) {
		return
	}
	for _, im := range j.module.Unit.Imports {
		l.followImport(j.module, im)
	}
	for _, spec := range j.scanned {
		if p := l.resolver.resolve(j.module.path(), spec); p != "" && !l.tree.outside(p) {
			l.module(p)
		}
	}
}

func (l *loader) followWxs(w *wxml.Wxs) {
	switch {
	case w.Src == "":
		l.inlineWxs(w)
	case l.tree.exists(w.ID):
		l.module(w.ID)
	case packageDir(w.File) == "":
		l.problem(w.File, w.Pos, fmt.Sprintf("there is no %s; correct the src of <wxs>", w.ID))
	}
}

// followImport asks for a module that a script imports. A missing one is a
// problem unless it is an npm package or a library's.
func (l *loader) followImport(m *Module, im ir.Import) {
	from := m.path()
	if l.opt.Framework != "" && modelled(im.Spec) {
		return
	}
	p := l.resolver.resolve(from, im.Spec)
	switch {
	case p != "" && !l.tree.outside(p):
		l.module(p)
	case from != m.File.Path && !strings.Contains(im.Spec, "://"):
		l.leaveOut(im.Spec, "a module that is not in the package: open it together with its subpackages")
	case packageDir(from) != "" || strings.Contains(im.Spec, "://") || im.Spec == "":
	case p != "":
		l.problem(from, im.Pos, fmt.Sprintf("the module %s is outside of the program's folder; it is not followed", oneLine(im.Spec)))
	case modelled(im.Spec), l.resolver.isAsset(from, im.Spec):
	case l.resolver.packageNamed(im.Spec) != "":
		l.leaveOut(l.resolver.packageNamed(im.Spec), "an npm package that is not in the program: build npm first to have it analysed")
	case l.resolver.isTypes(from, im.Spec):
	default:
		l.lacks(from, im.Pos, im.Spec)
	}
}
