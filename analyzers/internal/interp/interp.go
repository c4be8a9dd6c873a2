package interp

import (
	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/decoder"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// Interp analyses one program. It is used once, by Run.
type Interp struct {
	prog     *jsparse.Program
	cat      *catalogue.Catalogue
	platform catalogue.Platform
	bits     *layout

	atoms    []atomInfo
	strs     map[string]Atom
	nan      Atom
	joins    joins
	stored   stored
	refusal  Atom // the error by which the user answered no to a question
	nums     map[float64]Atom
	unknowns map[Label]Atom
	prefixes map[prefixKey]Atom
	labels   []labelInfo
	labelOf  map[labelKey]Label

	contexts   map[ctxKey]*ctx
	loops      map[loopCtx]*loopCtx
	bodies     map[*ir.Func]*body
	twins      map[*ir.Instr]*ir.Instr // see findTwins
	acts       map[actKey]*Activation
	order      []*Activation
	perClosure map[Atom]int
	works      map[*ir.Unit]*work
	byClosure  map[Atom][]*Activation
	crowds     map[crowdKey]crowdState // see frame.crowd
	perFunc    map[*ir.Func]int
	work       worklist
	depth      int
	lenient    bool

	globals    *Object
	natives    map[string]*Object
	nspaces    map[string]*Object
	refs       map[*Object]bool   // made by ref() and its like
	methods    map[string]*Object // methods of built-in types by name
	modules    map[*jsparse.Module]*moduleState
	unitOf     map[*ir.Unit]*moduleState
	storage    *Object
	keyless    []*Activation // they read keys of storage that nobody was seen to write …
	keysKnown  bool          // … until this: see settleKeys
	app        *Instance
	pages      map[*jsparse.Page]*Instance
	comps      map[*jsparse.Component]*Instance
	shown      Value // the pages, as getCurrentPages yields them …
	shownFor   int   // … when there were this many
	instances  []*Instance
	entries    []*Entry
	entrySites map[string]*ir.Instr
	sources    map[sourceKey]*Source
	srcOrder   []*Source
	sunk       map[sunkKey]*sunk
	sunkOrder  []*sunk
	flowOrder  []*Flow
	apiUses    apiUses
	channels   map[string]*Object
	registrars map[*ir.Func]bool        // see registrar.go
	deeps      map[deepKey]decoder.Deep // see deepOf
	drivers    map[*ir.Func]*driven     // see drives
	brokenDeep int                      // functions that did not run there
	opaques    map[*jsparse.Module]bool // see opaque
	copiers    map[copierKey]*copier
	rendered   map[*jsparse.Component]bool // see rendered.go
	at         writer                      // the instruction under way
	written    []*Cell                     // the keys of writes, in order
	writes     map[*Cell][]writer          // of personal data, see trail.go
	callees    map[*Activation][]*edge     // after the fixpoint, see indexCallees
	below      map[belowKey]bool           // the same, see foundBelow
	queries    map[string]*Object          // what pages are opened with, see query.go
	handed     map[handedKey]*handedTo
	tags       map[*jsparse.Component][]*wxml.Element // see tagsOf
	mentioned  mentioned                              // see apiNames
	texts      map[string]bool                        // see Result.Texts
	replaced   map[replacement]bool
	patterns   map[string]*expression
	ticked     map[*wxml.Element]bool   // from the start, see look.go
	shows      map[*wxml.Element]*shows // constant texts, see label.go
	forms      map[formKey]*Object
	controls   []*Source                     // elements that the user hands data over with
	looking    string                        // the look under way, see look.go; "" for none
	decoders   map[*ir.Func]*decoder.Decoder // see decode.go; nil: a function is none
	reactState
	bundles

	bench          *decoder.Bench
	brokenDecoders int
	// blankModals are calls of dialogues whose text is empty as far as was seen, until
	// textsKnown: see settleTexts.
	blankModals []*Activation
	textsKnown  bool
	pureOf      map[*jsparse.Module]bool

	// gated: a handler of onNeedPrivacyAuthorization is registered; gateAgrees: one
	// resolves with agree somewhere, fakeGate: without the user's agreement.
	gated, gateAgrees, fakeGate bool

	bounds map[string]bool
	// partial are the files that took more than one may, and whether they are a library's.
	partial map[string]bool
	// unsettled are the functions whose values went on changing.
	unsettled map[*ir.Func]bool
	stats     spending
	// allowed is what the phase under way may bring stats to.
	allowed spending
	under   evaluation // the innermost evaluation under way
}

// Run analyses a program for a platform.
func Run(prog *jsparse.Program, cat *catalogue.Catalogue, platform catalogue.Platform) *Result {
	in := newInterp(prog, cat, platform)
	in.allow(loadSteps, loadWork, loadHeld)
	in.loadModules()
	in.drain()
	// A module that gets stuck registers nothing, so these cannot wait.
	in.revive((*Activation).ofModule)
	in.allow(runSteps, runWork, runHeld)
	in.start()
	in.runReact()
	in.drain()
	in.runWaiting()
	in.allow(reviveSteps, reviveWork, reviveHeld)
	in.settleTexts()
	in.settleKeys()
	in.openAll()
	in.drain()
	in.revive(in.worthReviving)
	in.settleReact()
	in.finishReact()
	in.settleMay()
	return in.finish()
}

func newInterp(prog *jsparse.Program, cat *catalogue.Catalogue, platform catalogue.Platform) *Interp {
	in := &Interp{
		prog: prog, cat: cat, platform: platform, bits: newLayout(cat),
		strs: map[string]Atom{}, texts: map[string]bool{}, nums: map[float64]Atom{}, unknowns: map[Label]Atom{}, prefixes: map[prefixKey]Atom{},
		labels: make([]labelInfo, 1), labelOf: map[labelKey]Label{},
		contexts: map[ctxKey]*ctx{}, crowds: map[crowdKey]crowdState{}, loops: map[loopCtx]*loopCtx{}, bodies: map[*ir.Func]*body{}, twins: map[*ir.Instr]*ir.Instr{},
		acts: map[actKey]*Activation{}, perClosure: map[Atom]int{}, works: map[*ir.Unit]*work{}, byClosure: map[Atom][]*Activation{}, perFunc: map[*ir.Func]int{},
		natives: map[string]*Object{}, nspaces: map[string]*Object{}, methods: map[string]*Object{},
		modules: map[*jsparse.Module]*moduleState{}, unitOf: map[*ir.Unit]*moduleState{},
		pages: map[*jsparse.Page]*Instance{}, comps: map[*jsparse.Component]*Instance{},
		sources: map[sourceKey]*Source{}, sunk: map[sunkKey]*sunk{},
		channels: map[string]*Object{}, queries: map[string]*Object{}, handed: map[handedKey]*handedTo{}, writes: map[*Cell][]writer{}, bounds: map[string]bool{}, partial: map[string]bool{}, unsettled: map[*ir.Func]bool{}, ticked: map[*wxml.Element]bool{}, shows: map[*wxml.Element]*shows{}, forms: map[formKey]*Object{}, decoders: map[*ir.Func]*decoder.Decoder{}, bench: decoder.NewBench(),
	}
	in.atoms = []atomInfo{{}, {kind: kUndefined}, {kind: kNull}, {kind: kTrue}, {kind: kFalse}, {kind: kUnknown}, {kind: kString}, {kind: kNumber}, {kind: kUnknown, sure: true}, {kind: kUnknown, count: true}, {kind: kUnknown, sure: true, count: true, num: 1}}
	in.globals = in.newObject(oPlain)
	in.storage = in.newObject(oStorage)
	refusal := in.newObject(oPlain)
	refusal.open = true
	in.refusal = refusal.atom
	return in
}

// revive is the second phase. In the first, a path that a value blocks is not
// followed: a flag that nothing sets, a function that is not there, a promise that
// nothing resolves. That is right while values still arrive. What is blocked at the
// end may still happen in reality, for reasons outside the program, so it is now
// followed with nothing proved.
func (in *Interp) revive(worth func(*Activation) bool) {
	in.lenient = true
	for round := 0; round < 8; round++ {
		again := false
		for i := 0; i < len(in.order); i++ {
			a := in.order[i]
			if a.reached && a.stuck && !a.lenient && worth(a) {
				a.lenient = true
				again = true
				in.enqueue(a)
			}
		}
		if !again {
			return
		}
		in.drain()
	}
}

// worthReviving: what blocks a path in a library is left, because libraries are full
// of paths for other platforms; so is all large code.
func (in *Interp) worthReviving(a *Activation) bool {
	if a.fn.Unit.Funcs == nil {
		return true
	}
	st := in.stateOf(a.fn.Unit)
	return len(a.fn.Unit.Source.Text) <= largeFile && (st == nil || st.file == nil || !st.file.Package.Installed())
}

// consentFacts are the bits that count as consent in `may`, mayFacts all that it keeps: a
// refusal on some way in tells what both answers of a dialogue lead to.
const (
	consentFacts = consentAll
	mayFacts     = consentAll | denied
)
