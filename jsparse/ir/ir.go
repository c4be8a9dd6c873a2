// Package ir is the small language that every later stage works on: each
// JavaScript function becomes a control flow graph of simple instructions over
// registers. It answers "what does this function do, step by step", with all
// of JavaScript's syntax already taken apart; it does not say what any value is.
//
// Shape, after golang.org/x/tools/go/ssa and go/cfg: a [Body] holds basic
// blocks, a block holds instructions and one terminator. Short circuits (&&,
// ||, ??, ?:, ?.) are branches, so that a guard written in any of these forms
// is an edge with a polarity. Temporaries are assigned once; a local variable
// that no closure captures is one register assigned many times.
//
// Variables that closures capture live in environments: a [Scope] is the static
// description, OpEnterScope makes a fresh one at run time. The scope of a loop
// body is entered once an iteration, as the language demands.
//
// Functions are lowered on demand (see [Unit.Body]): code that nothing reaches
// costs its parse and one walk that resolves captured variables, nothing more.
package ir

// Reg names a register of one body. Registers 0 … NumParams-1 hold the
// positional arguments as they were passed (undefined where missing).
type Reg int32

// None marks an operand that is absent.
const None Reg = -1

// Op is the operation of an instruction. The comment beside each gives the
// operands in use; `r.p` is property p of register r.
type Op uint8

const (
	OpInvalid Op = iota

	// Values and variables.
	OpConst       // Dst = X.Const
	OpMove        // Dst = A
	OpLoadVar     // Dst = X.Var (captured variable, found through the scope chain)
	OpStoreVar    // X.Var = A; Sub=1 for the initialising store of let/const/class/param
	OpEnterScope  // a fresh environment for X.Scope becomes current; a function with a Scope does so first. Its variables start out undefined
	OpLoadGlobal  // Dst = global Name; Sub=1 under typeof (no ReferenceError). `require`, `module`, `exports` of a module come here too
	OpStoreGlobal // global Name = A
	OpThis        // Dst = this (of the nearest non-arrow function; arrows load a captured variable instead)
	OpArguments   // Dst = the arguments object
	OpRest        // Dst = array of the positional arguments from index Sub on
	OpNewTarget   // Dst = new.target

	// Properties.
	OpGetProp    // Dst = A.Name
	OpGet        // Dst = A[B]
	OpSetProp    // A.Name = B
	OpSet        // A[B] = C
	OpDeleteProp // delete A.Name; Dst = result
	OpDelete     // delete A[B]; Dst = result
	OpDefine     // define A.Name = C (Name empty: A[B] = C) in an object literal or class; Sub is a DefineKind
	OpDecorate   // Dst = what the decorators X.Args make of method C, which is to be A.Name (Name empty: A[B])
	OpSuperGet   // Dst = super.Name (Name empty: super[B]); A is this
	OpSuperSet   // super.Name = C (Name empty: super[B]); A is this

	// Making things.
	OpNewObject // Dst = {}
	OpNewArray  // Dst = [X.Args…] (Arg.Spread for ...x, Arg.Reg None for a hole)
	OpSpread    // copy the own properties of B into A ({...b})
	OpObjRest   // Dst = own properties of A except those named in X.Names and the values of registers X.Args
	OpArrRest   // Dst = array of the elements of A from index Sub on
	OpClosure   // Dst = closure of X.Fn over the current environment
	OpClass     // Dst = class with constructor X.Fn, superclass A (or None); Dst."prototype" exists
	OpRegExp    // Dst = regular expression literal; Name is its text
	OpConcat    // Dst = template string of X.Args joined (constant parts are registers too)
	OpJSX       // Dst = element: A is the tag (string constant or component; Name is its last name), B the props object, X.Args the children

	// Calls. X.Args are the arguments. Pos..End of a call: see Instr.
	OpCall      // Dst = A(X.Args) with this = B (None: undefined)
	OpNew       // Dst = new A(X.Args)
	OpSuperCall // super(X.Args); Dst = this
	OpTagged    // Dst = A`…` with this = B; X.Args[0] is the array of strings
	OpImport    // Dst = namespace of the module named Name (static import, export-from)
	OpImportDyn // Dst = promise of the namespace of the module named by A (import(a))
	OpExportAll // every export of module namespace B is an export of A (export * from)
	OpImportGet // Dst = export Name of module namespace A (static `import {Name}`; "default" of a CommonJS module is the module itself)

	// Operators.
	OpUnary  // Dst = Sub(A), Sub is a UnaryOp
	OpBinary // Dst = A Sub B, Sub is a BinaryOp

	// Control that is also a value.
	OpAwait    // Dst = await A
	OpYield    // Dst = yield A (A may be None)
	OpYieldAll // Dst = yield* A
	OpIter     // Dst = iterator over A; Sub is an IterKind
	OpCatch    // Dst = the exception; first instruction of a handler block
)

// DefineKind says what OpDefine defines.
type DefineKind = uint8

const (
	DefineField  DefineKind = iota // value
	DefineMethod                   // method (C is a closure whose home object is A)
	DefineGetter
	DefineSetter
	DefineProto // __proto__: value in an object literal
)

// UnaryOp is Sub of OpUnary.
type UnaryOp = uint8

const (
	Not         UnaryOp = iota // !a
	Neg                        // -a
	Plus                       // +a
	BitNot                     // ~a
	Typeof                     // typeof a
	Void                       // void a
	IsNullish                  // a == null, written by ?. and ??
	IsUndefined                // a === undefined, written by default values
	ToNumeric                  // the operand of ++ and --
)

// BinaryOp is Sub of OpBinary.
type BinaryOp = uint8

const (
	Add BinaryOp = iota
	Sub
	Mul
	Div
	Rem
	Pow
	StrictEq
	StrictNe
	LooseEq
	LooseNe
	Lt
	Le
	Gt
	Ge
	In
	InstanceOf
	BitAnd
	BitOr
	BitXor
	Shl
	Shr
	UShr
)

// IterKind is Sub of OpIter.
type IterKind = uint8

const (
	IterOf      IterKind = iota // for (x of a)
	IterIn                      // for (x in a)
	IterAwaitOf                 // for await (x of a)
)

// Instr is one instruction. Operands that an operation does not use are None
// (registers) or zero.
type Instr struct {
	Op      Op
	Sub     uint8
	Dst     Reg
	A, B, C Reg
	// Pos and End are byte offsets into the unit's text, [Pos,End). For a call,
	// Pos is where the callee expression starts when it is a plain chain of names
	// (`wx.getLocation`), else where its last property name starts, so that a
	// result in a chain of calls is on the line of its own step; End is behind the
	// closing parenthesis. End is 0 where the tree does not tell.
	Pos, End int32
	Name     string
	X        *Extra
}

// Extra holds the operands that few instructions need.
type Extra struct {
	Const Const
	Var   *Var
	Scope *Scope
	Fn    *Func
	Args  []Arg
	Names []string
}

// Arg is one argument or array element.
type Arg struct {
	Reg    Reg
	Spread bool
}

// ConstKind is the type of a constant.
type ConstKind uint8

const (
	Undefined ConstKind = iota
	Null
	False
	True
	Number
	String
	BigInt
)

// Const is a primitive constant. Str is set for String and BigInt, Num for Number.
type Const struct {
	Kind ConstKind
	Num  float64
	Str  string
}

// Var is a variable that some closure captures.
type Var struct {
	Name  string
	Scope *Scope
	Slot  int
	// Const: the language forbids a second assignment (const, class, import).
	Const bool
}

// Scope describes one environment. Parent is the next enclosing scope that has
// an environment of its own (nil: none, the module's variables included).
type Scope struct {
	ID     int // unique within the unit
	Parent *Scope
	Fn     *Func
	Loop   bool // the scope of a loop body, entered anew in each iteration
	Vars   []*Var
}

// FuncFlags tell what kind of function it is.
type FuncFlags uint16

const (
	Arrow FuncFlags = 1 << iota
	Async
	Generator
	Method
	Getter
	Setter
	Ctor         // constructor of a class
	Derived      // constructor of a class that extends another
	Module       // the body of a unit
	AsyncRunner  // the text of a helper that drives a generator as a coroutine (__awaiter, asyncToGenerator): receives a function, uses "next" and "throw" on what it returns
	AsyncStarter // an AsyncRunner that starts the generator and returns a promise (__awaiter, esbuild's __async, co), in place of a function that does
	GenRuntime   // the innermost function around a runtime for compiled generators (regenerator, Babel's regenerator helper): it names the classes that the language gives to generators
	UsesThis     // the function or an arrow inside reads this
	UsesArguments
)

// Func is one function of a unit, lowered or not.
type Func struct {
	ID        int // its index in Unit.Funcs; 0 is the module body
	Name      string
	Unit      *Unit
	Parent    *Func // nil for the module body
	Flags     FuncFlags
	NumParams int
	// Pos and End are byte offsets into the unit's text; NamePos is where the
	// name, or else the function, starts. End is 0 where the tree does not tell:
	// an arrow function whose body is a name, say.
	Pos, End, NamePos int32
	// Scope holds its captured variables that live as long as one call; nil if none.
	Scope *Scope
	// Outer is the environment that a closure of it captures: the innermost scope around it.
	Outer *Scope
}

// Body is the control flow graph of one function. Block 0 is the entry.
type Body struct {
	Fn      *Func
	NumRegs int
	Blocks  []*Block
	Loops   []Loop
}

// Block is a basic block.
type Block struct {
	ID     int32
	Instrs []Instr
	Term   Term
	// Handler is the block to which an exception raised here goes, or -1.
	Handler int32
	// Loop is the index in Body.Loops of the innermost loop that holds the block, or -1.
	Loop int32
}

// Loop is a natural loop of the source: for, for-in, for-of, while, do.
type Loop struct {
	Parent int32 // enclosing loop or -1
	Header int32 // the block that the back edges go to
}

// TermKind is the kind of a terminator.
type TermKind uint8

const (
	Jump        TermKind = iota // Succs[0]
	Branch                      // Succs[0] if A is truthy, else Succs[1]
	Next                        // next element of iterator A into Dst and Succs[0], or Succs[1] when there is none
	Return                      // return A (None: undefined)
	Throw                       // throw A, to the block's handler or the caller
	Unreachable                 // no way on
)

// Term ends a block.
type Term struct {
	Kind     TermKind
	A, Dst   Reg
	Succs    [2]int32
	Pos, End int32
}
