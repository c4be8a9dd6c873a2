package constant

import "github.com/minivet/minivet/jsparse/ir"

const (
	maxSteps   = 200_000 // instructions of one evaluation
	maxCalls   = 16      // calls and modules within each other
	maxMembers = 5000    // of one object
	maxElems   = 5000    // of one list
	maxText    = 4096    // of a text that is put together
)

// Source is a module and how it is parsed.
type Source struct {
	*ir.Source
	ir.Options
}

// Modules finds the module that spec names in the module at path from; ok is false if
// there is none, or it is none of the program's.
type Modules func(from, spec string) (Source, bool)

// Exported is what a module declares: its default export, what it assigns to
// module.exports, or its export `config`. It is unknown if it can't be parsed.
func Exported(src Source, find Modules) *Value {
	e := &evaluator{find: find, modules: map[string]*module{}}
	m := e.load(src)
	if m == nil {
		return unknown
	}
	exports := m.exports()
	for _, name := range [...]string{"default", "config"} {
		if v := exports.Find(name); v != nil && v.Kind == Object {
			return v
		}
	}
	if exports.Find("default") != nil { // a class or a function
		return unknown
	}
	return exports
}

type evaluator struct {
	find    Modules
	modules map[string]*module
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
	m.run(u.Main(), nil)
	return m
}

// run evaluates a function and yields what it returns.
func (m *module) run(fn *ir.Func, args []*Value) *Value {
	e := m.e
	if e.depth >= maxCalls {
		return unknown
	}
	e.depth++
	defer func() { e.depth-- }()
	body := m.unit.Body(fn)
	f := &frame{module: m, regs: make([]*Value, body.NumRegs)}
	for i := 0; i < fn.NumParams && i < len(args); i++ {
		f.regs[i] = args[i]
	}
	for b := int32(0); ; {
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
		switch t := &blk.Term; t.Kind {
		case ir.Jump:
			b = t.Succs[0]
		case ir.Branch:
			b = t.Succs[0]
			if yes, known := f.get(t.A).truth(); known && !yes {
				b = t.Succs[1]
			}
		case ir.Next: // loops build nothing here
			b = t.Succs[1]
		case ir.Return:
			return f.get(t.A)
		default:
			return unknown
		}
	}
}

type frame struct {
	*module
	regs []*Value
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
		f.set(ins.Dst, f.here(&Value{Kind: Object}, ins))
	case ir.OpDefine, ir.OpSetProp, ir.OpSet:
		f.define(ins)
	case ir.OpSpread:
		for _, m := range f.get(ins.B).Members {
			f.get(ins.A).set(m.Name, m.Value, m.Pos)
		}
	case ir.OpNewArray:
		f.set(ins.Dst, f.here(&Value{Kind: List, Elems: f.list(ins.X.Args)}, ins))
	case ir.OpGetProp:
		f.set(ins.Dst, f.member(f.get(ins.A), ins.Name, ins))
	case ir.OpGet:
		if k := f.get(ins.B); k.Kind == Text {
			f.set(ins.Dst, f.member(f.get(ins.A), k.Text, ins))
		}
	case ir.OpConcat, ir.OpBinary, ir.OpUnary:
		f.set(ins.Dst, f.here(f.operation(ins), ins))
	case ir.OpClosure:
		f.set(ins.Dst, &Value{Kind: function, fn: ins.X.Fn, in: f.module})
	case ir.OpCall:
		f.set(ins.Dst, f.call(ins))
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
	if o := f.get(ins.A); o.Kind == Object && name != "" {
		o.set(name, v, ins.Pos)
	}
}
