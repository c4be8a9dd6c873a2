package interp

import (
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// ctx is a calling context: a chain of call sites, or the constants of the call.
// Contexts are interned, so equal ones are one pointer.
type ctx struct {
	key    ctxKey
	depth  int
	number int
}

type ctxKey struct {
	site   *ir.Instr // the call
	sub    int32     // which of a native's callbacks, or which element
	loop   *loopCtx  // the unrolled iteration around the call
	consts string    // functional context: the constant arguments
	entry  string    // an entry point
	parent *ctx
}

func (in *Interp) context(key ctxKey) *ctx {
	if c := in.contexts[key]; c != nil {
		return c
	}
	c := &ctx{key: key, number: len(in.contexts)}
	if key.parent != nil {
		c.depth = key.parent.depth + 1
	}
	in.contexts[key] = c
	return c
}

// truncate keeps the last n call sites.
func (in *Interp) truncate(c *ctx, n int) *ctx {
	if c == nil || n <= 0 {
		return nil
	}
	if c.depth < n {
		return c
	}
	key := c.key
	key.parent = in.truncate(c.key.parent, n-1)
	return in.context(key)
}

// Activation is one function in one context: what is known of all its calls there.
type Activation struct {
	id   int
	fn   *ir.Func
	fnEl Atom // the closure
	env  *Env
	ctx  *ctx
	body *body

	this     Cell
	params   []Cell
	extra    []*Cell // arguments beyond the parameters, up to maxExtra
	restArgs Cell    // arguments of unknown position

	// ret holds what normal returns yield; each element carries what holds then.
	ret, thrown Cell
	promise     *Object // of an async function
	// pause holds what holds when an async function gives control back to its caller,
	// at an await or at its end, as facts of a value: what it did before has been done.
	pause     Cell
	packed    bool // the body of a module in a table, see bundles
	generator bool // evaluated as a coroutine: yields are awaits

	// must and may are the consent states on entry: what holds on every way in,
	// and on some way in. reached is false before the first call.
	must, may Bits
	mayRet    Bits
	reached   bool

	in      []*edge // ways in, in order of discovery
	edges   map[edgeKey]*edge
	envs    map[envKey]*Env
	objects map[objKey]*Object
	lent    map[lentKey]lentWith

	queued, running, dirty bool
	evals                  int
	lenient                bool // second phase: see Interp.revive
	registrar              bool // it registers a page or component: see registrar.go
	apart                  int8 // how far below it calls are told apart, for the same reason
	stuck                  bool // something kept a path from going on

	sources []*callAt // sensitive calls of the last evaluation
	events  []eventAt // further things of note: prompts, exits …
}

type edgeKey struct {
	from *Activation
	site *ir.Instr
	sub  int32
}

// edge is a way into an activation.
type edge struct {
	edgeKey
	to        *Activation
	must, may Bits
	// why is how the call comes about: "" for a plain call, else words.
	why string
	// entry is set for edges from the framework; from is nil then.
	entry *Entry
}

type envKey struct {
	scope *ir.Scope
	loop  *loopCtx
}

type objKey struct {
	site *ir.Instr
	sub  int32
	loop *loopCtx
}

// Entry is something that the framework calls.
type Entry struct {
	Words string // "page life-cycle onLoad of pages/a/a"
	Short string // "onLoad"
	Phase string // start, user, event, end, view
	Page  string
	Unit  *ir.Unit
	Pos   int32
	End   int32
	First bool // of the page that is shown first, or the app
}

// object finds or makes the object allocated at a site of the activation.
func (in *Interp) object(a *Activation, kind ObjKind, site *ir.Instr, sub int32, loop *loopCtx) *Object {
	key := objKey{site, sub, loop}
	if o := a.objects[key]; o != nil {
		return o
	}
	if a.objects == nil {
		a.objects = map[objKey]*Object{}
	}
	o := in.newObject(kind)
	o.site = site
	a.objects[key] = o
	return o
}

// Bounds on contexts: beyond them, calls of a function share one context. They
// tighten as a program turns out to be large, so that small ones, and the own code
// that is met first, are analysed most precisely.
const (
	maxContexts = 24 // of one closure
	maxPerFunc  = 48 // of one function, over all its closures
	// The same for functions of few instructions, wherever they are.
	smallBody     = 40
	smallContexts = 120
	ampleContexts = 600 // of a function with a class of its own, see localClass
	largeFile     = 60_000
	maxEvals      = 150 // of one activation
)

// affordable tells whether a closure may have one more context.
func (in *Interp) affordable(o *Object, c *ctx, apart bool) bool {
	limit, perFunc := maxContexts, maxPerFunc
	if apart && len(in.order) < registrarMaxContext {
		return in.perClosure[o.atom] < registrarContexts && in.perFunc[o.fn] < registrarPerFunc
	}
	switch {
	case in.bodyOf(o.fn).instrs <= smallBody:
		// The helpers of compilers, which copy one object into another: cheap, and in one
		// context for all callers every object would get the properties of all others.
		limit, perFunc = smallContexts, smallContexts
	case in.library(o.fn.Unit):
		limit, perFunc = 8, 24
	case len(o.fn.Unit.Source.Text) > largeFile:
		limit, perFunc = 4, 16
	}
	tight := in.tight()
	if (strings.HasPrefix(c.key.consts, givenAPI) || strings.HasPrefix(c.key.consts, givenThis)) && tight < shut {
		return true // as many as there are APIs, or pages and components
	}
	if strings.HasPrefix(c.key.consts, givenKey) && tight < scarce && in.perFunc[o.fn] < maxPerKeyed {
		return true
	}
	switch {
	case tight == shut:
		limit, perFunc = 0, 0
	case tight == scarce:
		limit, perFunc = 1, 4
	case tight == dear:
		limit, perFunc = min(limit, 6), 16
	case tight == ample && limit == maxContexts && in.localClass(o.fn):
		limit, perFunc = ampleContexts, ampleContexts
	}
	if b := in.bodyOf(o.fn); c.key.consts != "" && (b.indexes || b.forwards()) && tight < shut {
		return true // a module loader: each module is loaded once; or a wrapper of a decoder
	}
	return in.perClosure[o.atom] < limit && in.perFunc[o.fn] < perFunc
}

// tightness tells how much of what a run may keep is taken, and so how far calls can still
// be told apart.
type tightness int

const (
	ample tightness = iota // also for each caller of what makes a class of its own
	plenty
	dear // contexts are for the functions that are called from a few places
	scarce
	shut // none is left
)

// tight goes by what is kept and not by the number of functions: a program of many small
// ones, all calls of which are told apart, takes less than one where they are not, since
// what flows through one context for all callers goes to all of them.
func (in *Interp) tight() tightness {
	switch held := in.stats.held; {
	case held > runHeld/20*19:
		return shut
	case held > runHeld/20*17:
		return scarce
	case held > runHeld/20*14:
		return dear
	case held > runHeld/20*5:
		return plenty
	}
	return ample
}

// maxPerKeyed bounds the contexts of a function that writes the property that it is told.
const maxPerKeyed = 300

type actKey struct {
	fn  Atom
	ctx *ctx
}

// library tells third-party code.
func (in *Interp) library(u *ir.Unit) bool {
	st := in.unitOf[u]
	return st != nil && st.file != nil && st.file.Package.Installed()
}

// activation finds or makes the activation of a closure in a context.
func (in *Interp) activation(o *Object, c *ctx) *Activation { return in.activationApart(o, c, 0) }

// activationApart is the same for a call that is told apart, see registrar.go.
func (in *Interp) activationApart(o *Object, c *ctx, apart int8) *Activation {
	key := actKey{o.atom, c}
	if a := in.acts[key]; a != nil {
		return a
	}
	if c != nil && !in.affordable(o, c, apart > 0) {
		return in.activation(o, nil)
	}
	in.perClosure[o.atom]++
	in.perFunc[o.fn]++
	a := &Activation{id: len(in.order), fn: o.fn, fnEl: o.atom, env: o.env, ctx: c, must: everything, apart: apart}
	a.params = make([]Cell, o.fn.NumParams)
	a.edges = map[edgeKey]*edge{}
	in.stats.held += heldActivation + heldSlot*len(a.params)
	in.acts[key] = a
	in.order = append(in.order, a)
	in.byClosure[o.atom] = append(in.byClosure[o.atom], a)
	return a
}

// enter lets a call flow into an activation.
func (in *Interp) enter(a *Activation, e *edge, this Value, args callArgs) {
	if e.from != nil && e.from.body != nil {
		e.from.body.work.steps += stepsPerCall
	}
	in.stats.steps += stepsPerCall
	if old := a.edges[e.edgeKey]; old != nil {
		old.must &= e.must
		old.may |= e.may
	} else {
		in.stats.held += heldEdge
		e.to = a
		a.edges[e.edgeKey] = e
		a.in = append(a.in, e)
	}
	changed := !a.reached || a.must&^e.must != 0 || e.may&^a.may != 0
	a.reached = true
	a.must &= e.must
	a.may |= e.may
	in.depend(&a.this, a)
	in.add(&a.this, this)
	for i := range a.params {
		in.depend(&a.params[i], a)
		switch {
		case i < len(args.list):
			in.add(&a.params[i], args.list[i])
		case args.rest == nil:
			in.add(&a.params[i], single(atomUndefined, 0))
		}
		in.add(&a.params[i], args.rest)
	}
	in.enterExtra(a, args)
	if changed {
		in.enqueue(a)
	}
}

// maxExtra bounds the arguments beyond the parameters whose places are told apart. The
// helpers of compilers have no parameters and copy from arguments[1] to arguments[0]:
// without places, every source would get the properties of the target.
const maxExtra = 8

// enterExtra lets the arguments flow in that no parameter takes.
func (in *Interp) enterExtra(a *Activation, args callArgs) {
	extra := args.list[min(len(a.params), len(args.list)):]
	if a.fn.Flags&ir.UsesArguments == 0 && len(extra) == 0 {
		return
	}
	in.depend(&a.restArgs, a)
	for i, v := range extra {
		switch {
		case i >= maxExtra:
			in.add(&a.restArgs, v)
			continue
		case i == len(a.extra):
			c := &Cell{}
			in.depend(c, a)
			if len(a.in) > 1 {
				in.add(c, single(atomUndefined, 0)) // for the calls that give fewer
			}
			a.extra = append(a.extra, c)
			in.enqueue(a)
		}
		in.add(a.extra[i], v)
	}
	for i := len(extra); i < len(a.extra); i++ {
		in.add(a.extra[i], single(atomUndefined, 0))
	}
	in.add(&a.restArgs, args.rest)
}

// envFor finds or makes the environment of a scope in this activation.
func (in *Interp) envFor(a *Activation, s *ir.Scope, parent *Env, loop *loopCtx) *Env {
	key := envKey{s, loop}
	if e := a.envs[key]; e != nil {
		return e
	}
	if a.envs == nil {
		a.envs = map[envKey]*Env{}
	}
	e := &Env{scope: s, parent: parent, slots: make([]Cell, len(s.Vars)), act: a}
	in.stats.held += heldSlot * (1 + len(e.slots))
	a.envs[key] = e
	return e
}

// onBehalf finds what an activation runs for: what of says of it, or of the nearest caller
// that it says something of, along the ways in that were found first.
func onBehalf[T any](a *Activation, of func(*Activation) *T) *T {
	seen := map[*Activation]bool{}
	for a != nil && !seen[a] {
		seen[a] = true
		if v := of(a); v != nil {
			return v
		}
		if len(a.in) == 0 {
			return nil
		}
		a = a.in[0].from
	}
	return nil
}
