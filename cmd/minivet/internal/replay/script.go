package replay

import (
	"embed"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/wxml"
)

//go:embed host/*.js
var hostFiles embed.FS

// hostOrder is the order in which the host's parts are put together.
var hostOrder = []string{"clock", "harden", "modules", "user", "server", "wx", "answers", "instance", "view", "driver"}

// hostPrograms are the parts, compiled once.
var hostPrograms = sync.OnceValue(func() []*goja.Program {
	var out []*goja.Program
	for _, name := range hostOrder {
		text, err := hostFiles.ReadFile("host/" + name + ".js")
		if err != nil {
			panic(err)
		}
		out = append(out, goja.MustCompile(hostPrefix+name, hostHead+string(text)+hostTail, false))
	}
	return out
})

// Programs may assign to globals; the host keeps those that it had at the start.
const (
	hostHead = `(function (host, native, global) {
		var Object = global.Object, Array = global.Array, String = global.String, Promise = global.Promise, Proxy = global.Proxy, Reflect = global.Reflect,
			JSON = global.JSON, Math = global.Math, Map = global.Map, WeakSet = global.WeakSet, Symbol = global.Symbol, Error = global.Error, RangeError = global.RangeError;
		return (`
	hostTail = `)(host, native, global); })`
)

// hostPrefix starts the names of scripts that are not the program's.
const hostPrefix = "minivet:"

// script is a program ready to be run any number of times.
type script struct {
	prog     *jsparse.Program
	platform catalogue.Platform
	cat      *catalogue.Catalogue
	table    map[string]row
	lowered  map[string]*goja.Program // by path of the module
	views    map[string]*view         // by path of the page or component
	modules  map[string]string        // page or component to its module's key
	keys     map[*jsparse.Module]string
	pages    map[string]bool
	trees    map[string]*wxml.File
	stopped  map[string]bool // pages whose run did not come to an end
	started  time.Time
	cut      bool // there are more pages than are run
	late     bool // the time was up
}

func newScript(prog *jsparse.Program, platform catalogue.Platform) *script {
	s := &script{
		prog: prog, platform: platform, cat: catalogue.Default(), lowered: map[string]*goja.Program{}, views: map[string]*view{},
		modules: map[string]string{}, keys: map[*jsparse.Module]string{}, pages: map[string]bool{}, trees: map[string]*wxml.File{}, stopped: map[string]bool{}, started: time.Now(),
	}
	s.table = tableOf(s.cat, platform)
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
	}
	if v != nil && v.Tree != nil {
		s.views[path] = s.compileView(v, uses)
	}
}

// program is the lowered module at key, nil if it can't be run.
func (s *script) program(key string) *goja.Program {
	p, ok := s.lowered[key]
	if m := s.prog.Modules[key]; !ok && m != nil && !m.JSON {
		p = lower(m)
		s.lowered[key] = p
	}
	return p
}

// mentions tells whether a script of the program has a word.
func (s *script) mentions(word string) bool {
	for _, f := range s.prog.Files {
		if strings.Contains(f.Text, word) {
			return true
		}
	}
	return false
}
