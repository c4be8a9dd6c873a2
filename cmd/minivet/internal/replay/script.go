package replay

import (
	"embed"
	"slices"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/cmd/minivet/internal/replay/jstree"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/wxml"
)

//go:embed host/*.js
var hostFiles embed.FS

// hostOrder is the order in which the host's parts are put together.
var hostOrder = []string{"clock", "modules", "user", "server", "wx", "answers", "instance", "react", "library", "vue", "view", "actions", "driver"}

// unmetered parts say themselves what they do, by the number of elements that they go through.
var unmetered = []string{"view", "actions", "react"}

// hostPrograms are the parts, compiled once.
var hostPrograms = sync.OnceValue(func() []*goja.Program {
	var out []*goja.Program
	for _, name := range hostOrder {
		text, err := hostFiles.ReadFile("host/" + name + ".js")
		if err != nil {
			panic(err)
		}
		tree, err := goja.Parse(hostPrefix+name, hostHead+string(text)+hostTail, parser.WithDisableSourceMaps)
		if err != nil {
			panic(err)
		}
		if !slices.Contains(unmetered, name) {
			jstree.Meter(tree, dear) // what the host does counts too
		}
		out = append(out, compileTree(tree))
	}
	return out
})

// Programs may assign to globals; the host keeps those that it had at the start.
const (
	hostHead = `(function (host, native, global) {
		var Object = global.Object, Array = global.Array, String = host.String || (host.String = global.String), Promise = global.Promise, Proxy = host.Proxy || (host.Proxy = global.Proxy), Reflect = global.Reflect,
			JSON = global.JSON, Math = global.Math, Map = global.Map, WeakSet = global.WeakSet, Symbol = global.Symbol, Error = host.Error || (host.Error = global.Error), RangeError = global.RangeError;
		return (`
	hostTail = `)(host, native, global); })`
)

// hostPrefix starts the names of scripts that are not the program's.
const hostPrefix = "minivet:"

// script is a program ready to be run any number of times.
type script struct {
	prog      *jsparse.Program
	platform  catalogue.Platform
	cat       *catalogue.Catalogue
	table     map[string]row
	names     []string // members of wx that can be listed
	labels    labels
	patterns  patterns          // regular expressions
	ready     sync.Map          // module's key to func() *lowered
	receivers []string          // globals that stand for the platform
	views     map[string]*view  // by path of the page or component
	modules   map[string]string // page or component to its module's key
	owner     map[string]string // the other way round
	keys      map[*jsparse.Module]string
	pages     map[string]bool
	trees     map[string]*wxml.File
	react     bool // its views are made by React
}

func newScript(prog *jsparse.Program, platform catalogue.Platform, cat *catalogue.Catalogue) *script {
	if cat == nil {
		cat = catalogue.Default()
	}
	cat = cat.On(platform)
	s := &script{
		prog: prog, platform: platform, cat: cat, labels: labels{cat: cat}, views: map[string]*view{}, modules: map[string]string{}, owner: map[string]string{},
		keys: map[*jsparse.Module]string{}, pages: map[string]bool{}, trees: map[string]*wxml.File{},
	}
	s.react = s.reacts()
	s.table = tableOf(s.cat, platform)
	s.receivers = s.globals()
	s.names = namesOf(s.table)
	for key, m := range prog.Modules {
		s.keys[m] = key
	}
	for _, p := range prog.Pages {
		s.pages[p.Path] = true
		s.add(p.Path, p.Module, p.View, p.Uses)
	}
	for _, c := range prog.Components {
		if !s.pages[c.Path] {
			s.add(c.Path, c.Module, c.View, c.Uses)
		}
	}
	return s
}

func (s *script) add(path string, m *jsparse.Module, v *jsparse.View, uses map[string]*jsparse.Component) {
	if m != nil {
		s.modules[path] = s.keys[m]
		if s.owner[s.keys[m]] == "" {
			s.owner[s.keys[m]] = path
		}
	}
	if v != nil && v.Tree != nil {
		s.views[path] = s.compileView(v, uses)
	}
}

// lowered is the module at key, nil if it can't be run. Worlds share it.
func (s *script) lowered(key string) *lowered {
	m := s.prog.Modules[key]
	if m == nil || m.JSON {
		return nil
	}
	f, _ := s.ready.LoadOrStore(key, sync.OnceValue(func() *lowered { return s.lower(key, m) }))
	return f.(func() *lowered)()
}
