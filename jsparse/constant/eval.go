package constant

import (
	"cmp"
	"path"
	"slices"

	"github.com/minivet/minivet/jsparse/ir"
)

const (
	maxSteps   = 200_000 // instructions of one evaluation, and what they do to many values
	maxCalls   = 16      // calls and modules within each other
	maxMembers = 5000    // of one object
	maxElems   = 5000    // of one list
	maxText    = 4096    // of a text that is put together
)

// To look for a name among so many members, and to copy so many elements, counts as a step.
const (
	membersPerStep = 50
	elemsPerStep   = 50
)

// Source is a module and how it is parsed.
type Source struct {
	*ir.Source
	ir.Options
}

// Modules finds the module that spec names in the module at path from; ok is false if
// there is none, or it is none of the program's.
type Modules func(from, spec string) (Source, bool)

// Module is a module that was evaluated.
type Module struct {
	// Exports is its default export, or what it assigns to module.exports. It is unknown
	// if the module can't be parsed.
	Exports *Value
	// Uses are the calls that it and the modules that it needs make of what other modules
	// export, in order.
	Uses []Use

	all *Value // what it exports, by name
	e   *evaluator
}

// Use is a call of a function, or of a class, of a module that is none of the program's.
type Use struct {
	Of   string // how the module is named
	New  bool
	Args []*Value
}

// Evaluate runs a module.
func Evaluate(src Source, find Modules) *Module {
	e := &evaluator{find: find, modules: map[string]*module{}}
	m := e.load(src)
	if m == nil {
		return &Module{Exports: unknown, e: e}
	}
	all := m.exports()
	made := all.Find("default")
	if made == nil {
		made = all
	}
	return &Module{Exports: made, Uses: e.uses, all: all, e: e}
}

// Declared is what a module declares: the object that it exports, that a class or function
// of it has as `config`, or its export `config`. It is nil if there is none.
func (m *Module) Declared() *Value {
	made := m.Exports
	if made.Kind == function {
		made = m.e.instance(made).Find("config")
	}
	if made == m.all || made == nil || made.Kind != Object {
		made = cmp.Or(m.all.Find("config"), made)
	}
	if made == nil || made.Kind != Object || len(made.Members) == 0 {
		return nil
	}
	return made
}

// Made is what a value stands for where a build is told one: what a function hands back, else
// the value itself. Uses has what it calls.
func (m *Module) Made(v *Value) *Value {
	if v == nil || v.Kind != function || v.fn == nil {
		return v
	}
	v = v.in.run(v, unknown, nil)
	m.Uses = m.e.uses
	return v
}

type evaluator struct {
	find    Modules
	modules map[string]*module
	uses    []Use
	steps   int
	depth   int
}

// module is one that was evaluated, or is being.
type module struct {
	e    *evaluator
	src  Source
	unit *ir.Unit
	main bool // the one that was asked for
	vars map[*ir.Var]*Value
	self *Value // the object `module`
}

func (m *module) exports() *Value { return m.self.Find("exports") }

func (e *evaluator) load(src Source) *module {
	if m := e.modules[src.Path]; m != nil {
		return m
	}
	if e.depth >= maxCalls {
		return nil
	}
	u, _ := ir.Parse(src.Source, src.Options)
	if u == nil {
		return nil
	}
	m := &module{e: e, src: src, unit: u, main: len(e.modules) == 0, vars: map[*ir.Var]*Value{}, self: &Value{Kind: Object}}
	m.self.set("exports", &Value{Kind: Object}, 0)
	e.modules[src.Path] = m
	m.run(&Value{Kind: function, fn: u.Main(), in: m}, unknown, nil)
	return m
}

// spend counts what is done to many members or elements by one instruction.
func (e *evaluator) spend(steps int) { e.steps += steps }

// assign copies the members of one value to another.
func (e *evaluator) assign(v, from *Value) {
	if v.Kind != Object && v.Kind != function {
		return
	}
	for _, m := range from.Members {
		if e.spend(1 + len(v.Members)/membersPerStep); e.steps > maxSteps {
			return
		}
		v.set(m.Name, m.Value, m.Pos)
	}
}

// instance is what `new` makes of a class: what its constructor puts in, with what the class
// itself has.
func (e *evaluator) instance(class *Value) *Value {
	made := &Value{Kind: Object}
	e.assign(made, class)
	if class.fn != nil && class.fn.Flags&ir.Ctor != 0 {
		class.in.run(class, made, nil)
	}
	return made
}

// run evaluates a function of the module and yields what it returns.
func (m *module) run(v, this *Value, args []*Value) *Value {
	e, fn := m.e, v.fn
	if e.depth >= maxCalls {
		return unknown
	}
	e.depth++
	defer func() { e.depth-- }()
	body := m.unit.Body(fn)
	f := &frame{module: m, this: this, args: args, regs: make([]*Value, body.NumRegs), went: map[int32]bool{}}
	for i := 0; i < fn.NumParams && i < len(args); i++ {
		f.regs[i] = args[i]
	}
	for b := int32(0); b >= 0; {
		blk := body.Blocks[b]
		for i := range blk.Instrs {
			if e.steps++; e.steps > maxSteps {
				return unknown
			}
			f.instr(&blk.Instrs[i])
		}
		if e.steps++; e.steps > maxSteps {
			return unknown
		}
		if blk.Term.Kind == ir.Return {
			return f.get(blk.Term.A)
		}
		b = f.next(b, &blk.Term)
	}
	return unknown
}

// next is the block after one, or -1.
func (f *frame) next(b int32, t *ir.Term) int32 {
	switch t.Kind {
	case ir.Jump:
		return t.Succs[0]
	case ir.Branch:
		yes, known := f.get(t.A).truth()
		if !known { // the first side, and then, for a loop to end, the other
			yes, f.went[b] = !f.went[b], !f.went[b]
		}
		if yes {
			return t.Succs[0]
		}
		return t.Succs[1]
	case ir.Next:
		if it := f.get(t.A); it.Kind == iterator && len(it.Elems) > 0 {
			f.set(t.Dst, it.Elems[0])
			it.Elems = it.Elems[1:]
			return t.Succs[0]
		}
		return t.Succs[1]
	}
	return -1
}

type frame struct {
	*module
	this *Value
	args []*Value
	regs []*Value
	went map[int32]bool // the blocks after which the first side of an unknown condition was followed
}

func (f *frame) get(r ir.Reg) *Value {
	if r < 0 || int(r) >= len(f.regs) || f.regs[r] == nil {
		return unknown
	}
	return f.regs[r]
}

func (f *frame) set(r ir.Reg, v *Value) {
	if r >= 0 && int(r) < len(f.regs) {
		f.regs[r] = v
	}
}

// here gives a value the place of an instruction. Places are those in the module that was
// asked for.
func (f *frame) here(v *Value, ins *ir.Instr) *Value {
	if f.main {
		v.Pos, v.End = ins.Pos, max(ins.End, ins.Pos)
	}
	return v
}

func (f *frame) instr(ins *ir.Instr) {
	switch ins.Op {
	case ir.OpConst:
		f.set(ins.Dst, f.constant(ins))
	case ir.OpMove:
		f.set(ins.Dst, f.get(ins.A))
	case ir.OpLoadVar:
		if v := f.vars[ins.X.Var]; v != nil {
			f.set(ins.Dst, v)
		}
	case ir.OpStoreVar:
		f.vars[ins.X.Var] = f.get(ins.A)
	case ir.OpLoadGlobal:
		f.set(ins.Dst, f.global(ins))
	case ir.OpNewObject:
		f.set(ins.Dst, f.here(&Value{Kind: Object, in: f.module}, ins))
	case ir.OpThis:
		f.set(ins.Dst, f.this)
	case ir.OpAwait:
		f.set(ins.Dst, f.get(ins.A))
	case ir.OpRest:
		f.set(ins.Dst, &Value{Kind: List, Elems: slices.Clone(f.args[min(int(ins.Sub), len(f.args)):])})
	case ir.OpIter:
		f.set(ins.Dst, &Value{Kind: iterator, Elems: steps(f.get(ins.A), ins.Sub)})
	case ir.OpDefine, ir.OpSetProp, ir.OpSet:
		f.define(ins)
	case ir.OpSpread:
		f.e.assign(f.get(ins.A), f.get(ins.B))
	case ir.OpNewArray:
		f.set(ins.Dst, f.here(&Value{Kind: List, Elems: f.list(ins.X.Args)}, ins))
	case ir.OpGetProp:
		f.set(ins.Dst, f.member(f.get(ins.A), ins.Name, ins))
	case ir.OpGet:
		f.set(ins.Dst, f.element(f.get(ins.A), f.get(ins.B), ins))
	case ir.OpConcat, ir.OpBinary, ir.OpUnary:
		f.set(ins.Dst, f.here(f.operation(ins), ins))
	case ir.OpClosure, ir.OpClass:
		f.set(ins.Dst, &Value{Kind: function, fn: ins.X.Fn, in: f.module})
	case ir.OpCall:
		f.set(ins.Dst, f.call(ins))
	case ir.OpNew:
		f.set(ins.Dst, f.make(ins))
	case ir.OpImport:
		f.set(ins.Dst, f.imported(ins.Name))
	case ir.OpImportGet:
		f.set(ins.Dst, f.placed(f.take(f.get(ins.A), ins.Name), ins))
	default:
		f.set(ins.Dst, unknown)
	}
}

// list is what stands in brackets.
func (f *frame) list(args []ir.Arg) []*Value {
	var out []*Value
	for _, a := range args {
		if v := f.get(a.Reg); a.Spread {
			out = append(out, v.Elems...)
		} else {
			out = append(out, v)
		}
		if len(out) > maxElems {
			return out[:maxElems]
		}
	}
	return out
}

func (f *frame) constant(ins *ir.Instr) *Value {
	v := &Value{}
	switch c := ins.X.Const; c.Kind {
	case ir.String:
		v = &Value{Kind: Text, Text: c.Str}
	case ir.Undefined, ir.Null:
		return &Value{Kind: Nothing}
	case ir.Number:
		v = &Value{Kind: Number, Num: c.Num}
	case ir.True, ir.False:
		v = &Value{Kind: Bool, True: c.Kind == ir.True}
	}
	f.here(v, ins)
	if text := f.src.Text; f.main && v.End <= v.Pos && int(v.Pos) < len(text) {
		v.End = max(v.Pos, ir.QuotedEnd(text, v.Pos))
	}
	return v
}

func (f *frame) global(ins *ir.Instr) *Value {
	switch ins.Name {
	case "module":
		return f.self
	case "exports":
		return f.exports()
	case "__dirname":
		return &Value{Kind: Text, Text: path.Join("/", path.Dir(f.src.Path))}
	}
	return &Value{Kind: global, Text: ins.Name}
}

func (f *frame) define(ins *ir.Instr) {
	name, v := ins.Name, f.get(ins.C)
	switch {
	case ins.Op == ir.OpSetProp:
		v = f.get(ins.B)
	case name == "":
		if k := f.get(ins.B); k.Kind == Text {
			name = k.Text
		}
	}
	if o := f.get(ins.A); (o.Kind == Object || o.Kind == function && o.fn != nil) && name != "" {
		o.set(name, v, ins.Pos)
	}
}
