package replay

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
)

const whyClock = "a regular expression was stopped by the clock; it was taken not to match, and what would have come of it is not known"

const whyPattern = "a regular expression that may take very long was not tried on a long text; it is taken not to match"

const whySizeOfPattern = "a regular expression is too large; it is taken not to match"

const matchTime = 2 * time.Second

func init() { regexp2.DefaultMatchTimeout = matchTime } // the last line

// Bounds of what is kept of regular expressions for all runs of a program.
const (
	maxPatterns     = 2000
	maxPatternUnits = 4000 // of one that is kept
)

// patternKey names a regular expression.
type patternKey struct{ source, flags string }

// patterns are the regular expressions of a program. Worlds share them.
type patterns struct {
	known, made sync.Map // of patternKey: *pattern, and *goja.Program whose value is a new one
	n           atomic.Int32
}

// keeps tells whether one more is kept.
func (p *patterns) keeps(k patternKey) bool {
	return len(k.source) <= maxPatternUnits && p.n.Add(1) <= maxPatterns
}

// of is what is known of a pattern.
func (p *patterns) of(k patternKey) *pattern {
	if known, ok := p.known.Load(k); ok {
		return known.(*pattern)
	}
	x := examine(k.source, k.flags)
	if p.keeps(k) {
		p.known.Store(k, &x)
	}
	return &x
}

// program is one whose value is a new regular expression, nil if that is none.
func (p *patterns) program(k patternKey) *goja.Program {
	if made, ok := p.made.Load(k); ok {
		return made.(*goja.Program)
	}
	tree := &ast.Program{Body: []ast.Statement{&ast.ExpressionStatement{Expression: &ast.RegExpLiteral{Pattern: k.source, Flags: k.flags}}}}
	made, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil
	}
	if p.keeps(k) {
		p.made.Store(k, made)
	}
	return made
}

// regexps are the machine's functions for regular expressions, as they were at the start.
type regexps struct{ source, flags, unicode goja.Callable }

func (w *world) keepRegexps() {
	proto := w.vm.GlobalObject().Get("RegExp").ToObject(w.vm).Get("prototype")
	describe, _ := goja.AssertFunction(w.vm.GlobalObject().Get("Object").ToObject(w.vm).Get("getOwnPropertyDescriptor"))
	getter := func(name string) goja.Callable {
		d, err := describe(nil, proto, w.vm.ToValue(name))
		if err != nil {
			return nil
		}
		f, _ := goja.AssertFunction(d.ToObject(w.vm).Get("get"))
		return f
	}
	w.regexps = regexps{source: getter("source"), flags: getter("flags"), unicode: getter("unicode")}
	_ = proto.ToObject(w.vm).Delete("compile") // it would go past the constructor
}

// ask calls a getter on a regular expression.
func (w *world) ask(get goja.Callable, o *goja.Object) goja.Value {
	v, err := get(o)
	if err != nil {
		panic(err)
	}
	return v
}

func isRegexp(v goja.Value) (*goja.Object, bool) {
	o, ok := v.(*goja.Object)
	return o, ok && o.ClassName() == "RegExp"
}

// regexp is what the constructor of regular expressions makes of its arguments, nil if
// that is left to the machine.
func (w *world) regexp(from, flags goja.Value) goja.Value {
	var k patternKey
	o, copies := isRegexp(from)
	switch {
	case copies:
		k.source = w.ask(w.regexps.source, o).String()
	case !goja.IsUndefined(from):
		k.source = from.ToString().String()
	}
	switch {
	case !goja.IsUndefined(flags):
		k.flags = flags.ToString().String()
	case copies:
		k.flags = w.ask(w.regexps.flags, o).String()
	}
	return w.patternOf(k)
}

// patternOf makes a regular expression and counts what that takes.
func (w *world) patternOf(k patternKey) goja.Value {
	w.sized(len(k.source), maxText, unitsPerStep)
	p := w.s.patterns.of(k)
	w.work(p.steps)
	if p.refused {
		w.note(whySizeOfPattern)
		k.source = "[]"
	}
	if w.halted { // the machine does not see it before this is done
		panic(w.vm.NewTypeError("stopped"))
	}
	made := w.s.patterns.program(k)
	if made == nil {
		return nil
	}
	v, err := w.vm.RunProgram(made)
	if err != nil {
		panic(err)
	}
	return v
}

// dearSteps are those from which on a regular expression is made only where it is needed.
const dearSteps = 20

// dear tells whether it takes long to compile a regular expression.
func dear(source, flags string) bool {
	p := examine(source, flags)
	return p.refused || p.steps > dearSteps
}

// literal is the meter's function for regular expressions, see package jstree.
func (w *world) literal(call goja.FunctionCall) goja.Value {
	if made := w.regexp(call.Argument(0), call.Argument(1)); made != nil {
		return made
	}
	panic(w.vm.NewTypeError("no regular expression"))
}

// searched is a method of texts that makes a regular expression of what it is given, if
// that is none.
func (w *world) searched(flags string, by *goja.Symbol) func(goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(f goja.Callable) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			w.charge(call)
			from := call.Argument(0)
			if o, ok := from.(*goja.Object); !ok && !goja.IsNull(from) || ok && o.GetSymbol(by) == nil {
				if made := w.regexp(from, w.vm.ToValue(flags)); made != nil {
					call.Arguments = []goja.Value{made}
				}
			}
			return w.through(f, call)
		}
	}
}

// tested is RegExp.prototype.test within the bounds of what is tried.
func (w *world) tested(f goja.Callable) func(goja.FunctionCall) goja.Value {
	exec := w.matched(f)
	return func(call goja.FunctionCall) goja.Value {
		if v := exec(call); v != goja.Null() {
			return v
		}
		return w.vm.ToValue(false)
	}
}

// matched is RegExp.prototype.exec within those bounds.
func (w *world) matched(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		o, ok := isRegexp(call.This)
		if !ok {
			return w.through(f, call)
		}
		text := call.Argument(0).ToString()
		call.Arguments = []goja.Value{text}
		w.charge(call)
		k := patternKey{source: w.ask(w.regexps.source, o).String()}
		if w.ask(w.regexps.unicode, o).ToBoolean() {
			k.flags = "u"
		}
		p, n := w.s.patterns.of(k), length(text)
		if p.longest >= 0 && n > p.longest {
			w.note(whyPattern)
			return goja.Null()
		}
		if steps := p.match(n); steps > 0 {
			w.work(steps)
		}
		if p.back {
			defer func(start time.Time) {
				if time.Since(start) >= matchTime {
					w.note(whyClock)
				}
			}(time.Now())
		}
		return w.through(f, call)
	}
}
