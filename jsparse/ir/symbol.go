package ir

import js "github.com/evanw/esbuild/minivet"

// Values of symbol.use, assign and decl that are no function's ID.
const (
	nobody = -1
	many   = -2
)

// symbol is what the resolution pass finds out about one name of the text.
type symbol struct {
	use    int32 // the function that mentions it, if only one does
	assign int32 // the function that assigns it after its declaration, or many
	tried  bool  // all assignments so far are in catch clauses
	decl   int32 // the function that declares it
	loop   int32 // index in Unit.loops of the loop body that declares it, or -1
	reg    Reg   // its register in decl, None until lowering asks for one
	kind   varKind
	v      *Var // its place in an environment, if closures capture it
	ns     uint32
	name   string // the exported name, if it is an import
	count  int32  // how often it is mentioned, declarations and exports left out
	reads  int32  // how often a property of it is
	wrote  bool   // a property of it is assigned or deleted
	sets   int32  // how often it is assigned; var with a value is an assignment too
	init   js.E   // the value that it is declared with, see reveal
	fn     *js.Fn // the function that it is declared as
	asked  int32  // how often it is called with what may be constants
}

type varKind uint8

const (
	plainVar  varKind = iota
	hoistVar          // var: holds undefined before its declaration runs
	importVar         // an item of an import statement: item name of namespace ns
)

// captured: some closure mentions it.
func (s *symbol) captured() bool { return s.use == many }

// shared: a closure assigns it, so that every access must go to the environment.
func (s *symbol) shared() bool {
	return s.captured() && s.assign != nobody && s.assign != s.decl
}

// follow returns the symbol that ref stands for after esbuild merged
// declarations, as an index into Unit.syms.
func (u *Unit) follow(ref js.Ref) uint32 {
	for {
		link := u.tree.Symbols[ref.InnerIndex].Link
		if link == js.InvalidRef {
			return ref.InnerIndex
		}
		ref = link
	}
}

// fnInfo is what lowering needs to know of a function beside its Func.
type fnInfo struct {
	args    []js.Arg
	rest    bool
	body    []js.Stmt
	class   *js.Class // for constructors: the class whose fields they set
	synth   bool      // a constructor that is not in the text
	home    *home
	loop    int32 // innermost loop body around the function, in the function that holds it
	with    int64 // symbol of the parameter that Options.With names, or nobody
	machine *machine
	words   wordSet
}

// home owns this, arguments and new.target for itself and the arrow functions
// inside. It is a non-arrow function, or the static part of a class.
type home struct {
	fn     *Func
	static bool
	// The variables through which arrow functions reach them; nil if none does.
	this, arguments, newTarget *Var
}

// loopCtx is the body of a loop in the text.
type loopCtx struct {
	fn     int32
	parent int32  // enclosing loop body of the same function, or -1
	scope  *Scope // nil if closures capture nothing of it
}

// wordSet remembers what helpers that drive coroutines are known by.
type wordSet uint16

const (
	wordNext wordSet = 1 << iota
	wordThrow
	wordPromise
	wordReturn  // the function itself returns a function or a new object
	wordMachine // a state machine is inside: whoever holds one is driven, and drives nobody
	wordStarts  // what it returns is a new object: the promise of a coroutine that it starts
	wordGenTag  // "[object Generator]", or isGeneratorFunction, which such a runtime offers
	wordGenName // "GeneratorFunction"
	allWords    = wordNext | wordThrow | wordPromise | wordReturn
	genWords    = wordGenTag | wordGenName
)
