package ir

import (
	"regexp"

	js "github.com/evanw/esbuild/minivet"
)

// machine is the body of a generator or async function as a compiler writes it: a
// switch over a state number, in a function that a helper drives. Three dialects are
// known, and in each the function whose last word hands the machine to the helper is
// turned back into the generator that it came from:
//
//	return r.wrap(function (c) { while (1) switch (c.prev = c.next) { case 0: c.next = 3; return f(); … } })   regenerator
//	return r().w(function (c) { while (1) switch (c.p = c.n) { case 0: c.n = 1; return f(); … } })             Babel from 7.27 (or switch (c.n))
//	return __generator(this, function (c) { switch (c.label) { case 0: return [4, f()]; … } })                 TypeScript, swc
type machine struct {
	call   *js.ECall
	fn     *js.Fn // the function of states
	ctx    uint32 // the symbol of its parameter, the machine's context
	loop   js.S   // the while or for around the switch; nil in TypeScript
	states *js.SSwitch
	before []js.Stmt // statements before the switch
	tries  []tryLoc
	ts     bool
	driven bool // the helper drives it, too: what comes back is a promise
}

// tryLoc is an entry of the table of try statements; absent places are -1.
type tryLoc struct{ try, catch, finally, after float64 }

// machineOf recognises the call that hands a machine to its helper.
func machineOf(u *Unit, e js.Expr) *machine {
	d, ok := e.Data.(*js.ECall)
	if !ok || len(d.Args) == 0 {
		return nil
	}
	if fn := functionArg(d, 0); fn != nil {
		m := findMachine(u, fn)
		if m != nil {
			m.call, m.driven = d, calleeName(u, d.Target) == "async"
			if len(d.Args) > 3 {
				m.tries = tryTable(d.Args[3])
			}
		}
		return m
	}
	if fn := functionArg(d, 1); fn != nil && len(d.Args) == 2 {
		return typeScriptMachine(u, d, fn)
	}
	return nil
}

// findMachine recognises the two dialects of Babel by their shape.
func findMachine(u *Unit, fn *js.Fn) *machine {
	ctx, ok := contextOf(u, fn)
	body := fn.Body.Block.Stmts
	for i, s := range body {
		if !ok {
			return nil
		}
		loop, inner := endlessLoop(s)
		if loop == nil {
			continue
		}
		sw, isSwitch := inner.Data.(*js.SSwitch)
		if !isSwitch || !isStateRead(u, sw.Test, ctx) {
			return nil
		}
		return &machine{fn: fn, ctx: ctx, loop: loop, states: sw, before: body[:i]}
	}
	return nil
}

// typeScriptMachine recognises `helper(this, function (c) { switch (c.label) … })`. A
// function that never waits has no switch; there the name of the helper has to tell.
func typeScriptMachine(u *Unit, d *js.ECall, fn *js.Fn) *machine {
	ctx, ok := contextOf(u, fn)
	if !ok || len(fn.Args) != 1 {
		return nil
	}
	m := &machine{call: d, fn: fn, ctx: ctx, ts: true}
	m.splitTS(u, fn.Body.Block.Stmts)
	if m.states == nil && !generatorName.MatchString(calleeName(u, d.Target)) {
		return nil
	}
	return m
}

// generatorName is `__generator` of TypeScript and `_ts_generator` of swc.
var generatorName = regexp.MustCompile(`^_?_(ts_)?generator$`)

func contextOf(u *Unit, fn *js.Fn) (uint32, bool) {
	if len(fn.Args) == 0 || len(fn.Args) > 2 {
		return 0, false
	}
	b, ok := fn.Args[0].Binding.Data.(*js.BIdentifier)
	if !ok {
		return 0, false
	}
	return u.follow(b.Ref), true
}

// endlessLoop returns a loop without an end and the one statement in it.
func endlessLoop(s js.Stmt) (js.S, js.Stmt) {
	var body js.Stmt
	switch d := s.Data.(type) {
	case *js.SWhile:
		if c, ok := constantOf(nil, d.Test); !ok || !c.truthy() {
			return nil, js.Stmt{}
		}
		body = d.Body
	case *js.SFor:
		if d.InitOrNil.Data != nil || d.TestOrNil.Data != nil {
			return nil, js.Stmt{}
		}
		body = d.Body
	default:
		return nil, js.Stmt{}
	}
	if b, ok := body.Data.(*js.SBlock); ok && len(b.Stmts) == 1 {
		body = b.Stmts[0]
	}
	return s.Data, body
}

// isStateRead recognises `c.prev = c.next` and `c.p = c.n`; Babel leaves the
// assignment out where there is no try statement.
func isStateRead(u *Unit, e js.Expr, ctx uint32) bool {
	if name := contextProp(u, e, ctx); name == "next" || name == "n" {
		return true
	}
	d, ok := e.Data.(*js.EBinary)
	if !ok || d.Op != js.BinOpAssign {
		return false
	}
	to, from := contextProp(u, d.Left, ctx), contextProp(u, d.Right, ctx)
	return to == "prev" && from == "next" || to == "p" && from == "n"
}

// contextProp returns the property of the context that e is, or "".
func contextProp(u *Unit, e js.Expr, ctx uint32) string {
	var target js.Expr
	name := ""
	switch d := e.Data.(type) {
	case *js.EDot:
		target, name = d.Target, d.Name
	case *js.EIndex:
		target, name = d.Target, keyName(u, d.Index)
	default:
		return ""
	}
	if id, ok := target.Data.(*js.EIdentifier); ok && u.follow(id.Ref) == ctx {
		return name
	}
	return ""
}

// absorb makes the function that is being visited the generator that m is the body of:
// what the machine's function declares and mentions, it does.
func (r *resolver) absorb(m *machine) {
	fn := r.fn
	r.u.fns[fn].machine = m
	r.u.fns[fn].words |= wordMachine
	if m.driven {
		r.u.Funcs[fn].Flags |= Async
	} else {
		r.u.Funcs[fn].Flags |= Generator
	}
	r.expr(m.call.Target)
	for _, a := range m.call.Args {
		if f, ok := a.Data.(*js.EFunction); !ok || &f.Fn != m.fn {
			r.expr(a)
		}
	}
	for _, a := range m.fn.Args {
		r.binding(a.Binding, r.param)
	}
	r.stmts(m.fn.Body.Block.Stmts)
}

// calleeName is the name that an expression ends with, "" if it has none; a tag of JSX,
// where a fragment has no expression at all, is named the same way.
func calleeName(u *Unit, e js.Expr) string {
	switch d := e.Data.(type) {
	case *js.EIdentifier:
		return u.tree.Symbols[d.Ref.InnerIndex].OriginalName
	case *js.EImportIdentifier:
		return u.tree.Symbols[d.Ref.InnerIndex].OriginalName
	case *js.EDot:
		return d.Name
	case *js.EIndex:
		return keyName(u, d.Index)
	case *js.EBinary:
		if d.Op == js.BinOpComma {
			return calleeName(u, d.Right)
		}
	}
	return ""
}

func functionArg(d *js.ECall, i int) *js.Fn {
	if i < len(d.Args) {
		if f, ok := d.Args[i].Data.(*js.EFunction); ok {
			return &f.Fn
		}
	}
	return nil
}

// splitTS finds the switch; a function that never waits has none.
func (m *machine) splitTS(u *Unit, body []js.Stmt) {
	m.before = body
	for i, s := range body {
		sw, ok := s.Data.(*js.SSwitch)
		if !ok || contextProp(u, sw.Test, m.ctx) != "label" {
			continue
		}
		m.states, m.before = sw, body[:i]
		for _, c := range sw.Cases {
			m.tsTries(u, c.Body)
		}
		return
	}
}

// tsTries collects `c.trys.push([1, 3, 4, 5])`, which minified is a part of what follows:
// `return c.trys.push([1, 3,, 4]), [4, ask()]`.
func (m *machine) tsTries(u *Unit, list []js.Stmt) {
	for _, s := range list {
		var e js.Expr
		switch d := s.Data.(type) {
		case *js.SExpr:
			e = d.Value
		case *js.SReturn:
			e = d.ValueOrNil
		}
		if e.Data == nil {
			continue
		}
		for _, x := range operands(e, js.BinOpComma) {
			if t, ok := m.trysPush(u, x); ok {
				m.tries = append(m.tries, t)
			}
		}
	}
}

func (m *machine) trysPush(u *Unit, e js.Expr) (tryLoc, bool) {
	call, ok := e.Data.(*js.ECall)
	if !ok || len(call.Args) != 1 {
		return tryLoc{}, false
	}
	push, ok := call.Target.Data.(*js.EDot)
	if !ok || push.Name != "push" || contextProp(u, push.Target, m.ctx) != "trys" {
		return tryLoc{}, false
	}
	return tryEntry(call.Args[0])
}

func tryTable(e js.Expr) []tryLoc {
	list, ok := e.Data.(*js.EArray)
	if !ok {
		return nil
	}
	var tries []tryLoc
	for _, it := range list.Items {
		if t, ok := tryEntry(it); ok {
			tries = append(tries, t)
		}
	}
	return tries
}

func tryEntry(e js.Expr) (tryLoc, bool) {
	list, ok := e.Data.(*js.EArray)
	if !ok || len(list.Items) == 0 {
		return tryLoc{}, false
	}
	v := [4]float64{-1, -1, -1, -1}
	for i, it := range list.Items {
		if n, ok := it.Data.(*js.ENumber); ok && i < len(v) {
			v[i] = n.Value
		}
	}
	return tryLoc{v[0], v[1], v[2], v[3]}, v[0] >= 0
}
