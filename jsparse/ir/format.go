package ir

import (
	"fmt"
	"strconv"
	"strings"
)

// String renders the graph, one instruction a line:
//
//	func 0 "" module
//	b0:
//	  r0 = global wx
//	  branch r0 ? b1 : b2
//
// A block's line names its loop and its handler where it has them.
func (b *Body) String() string {
	var w strings.Builder
	fmt.Fprintf(&w, "%s\n", b.Fn)
	for i, l := range b.Loops {
		fmt.Fprintf(&w, "  loop %d header b%d", i, l.Header)
		if l.Parent >= 0 {
			fmt.Fprintf(&w, " in %d", l.Parent)
		}
		w.WriteByte('\n')
	}
	for _, blk := range b.Blocks {
		blk.write(&w)
	}
	return w.String()
}

// String is one line: the function's number, name, kind and captured variables.
func (f *Func) String() string {
	s := fmt.Sprintf("func %d %q params=%d", f.ID, f.Name, f.NumParams)
	if f.Flags != 0 {
		s += " " + f.Flags.String()
	}
	if f.Scope != nil {
		s += " " + f.Scope.String()
	}
	if f.Outer != nil {
		s += fmt.Sprintf(" outer=s%d", f.Outer.ID)
	}
	return s
}

var flagNames = []string{
	"arrow", "async", "generator", "method", "getter", "setter", "ctor", "derived", "module",
	"asyncrunner", "asyncstarter", "genruntime", "this", "arguments",
}

// String lists the flags, joined by "|".
func (f FuncFlags) String() string {
	var on []string
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			on = append(on, name)
		}
	}
	return strings.Join(on, "|")
}

// String is `s1{a b}`, with a + behind the s of a loop's scope.
func (s *Scope) String() string {
	names := make([]string, len(s.Vars))
	for i, v := range s.Vars {
		names[i] = v.Name
	}
	mark := ""
	if s.Loop {
		mark = " loop"
	}
	return fmt.Sprintf("s%d{%s}%s", s.ID, strings.Join(names, " "), mark)
}

func (b *Block) write(w *strings.Builder) {
	fmt.Fprintf(w, "b%d:", b.ID)
	if b.Loop >= 0 {
		fmt.Fprintf(w, " loop %d", b.Loop)
	}
	if b.Handler >= 0 {
		fmt.Fprintf(w, " handler b%d", b.Handler)
	}
	w.WriteByte('\n')
	for i := range b.Instrs {
		fmt.Fprintf(w, "  %s\n", &b.Instrs[i])
	}
	fmt.Fprintf(w, "  %s\n", b.Term)
}

// String renders a terminator.
func (t Term) String() string {
	switch t.Kind {
	case Jump:
		return fmt.Sprintf("jump b%d", t.Succs[0])
	case Branch:
		return fmt.Sprintf("branch r%d ? b%d : b%d", t.A, t.Succs[0], t.Succs[1])
	case Next:
		return fmt.Sprintf("r%d = next r%d ? b%d : b%d", t.Dst, t.A, t.Succs[0], t.Succs[1])
	case Return:
		if t.A == None {
			return "return"
		}
		return fmt.Sprintf("return r%d", t.A)
	case Throw:
		return fmt.Sprintf("throw r%d", t.A)
	}
	return "unreachable"
}

// String renders an instruction without its place in the text.
func (i *Instr) String() string {
	if i.Dst == None {
		return i.right()
	}
	return fmt.Sprintf("r%d = %s", i.Dst, i.right())
}

var opNames = [...]string{
	OpMove: "move", OpThis: "this", OpArguments: "arguments", OpNewTarget: "new.target", OpNewObject: "object",
	OpGet: "get", OpSet: "set", OpDelete: "delete", OpSpread: "spread", OpAwait: "await", OpYield: "yield",
	OpYieldAll: "yield*", OpCatch: "catch", OpNewArray: "array", OpCall: "call", OpNew: "new", OpTagged: "tagged",
	OpConcat: "concat", OpSuperCall: "super", OpImportDyn: "import()", OpJSX: "jsx", OpObjRest: "objrest",
	OpExportAll: "exportall", OpIter: "iter", OpImport: "import", OpRegExp: "regexp", OpLoadGlobal: "global",
}

var unaryNames = [...]string{"!", "-", "+", "~", "typeof", "void", "isnullish", "isundefined", "tonumeric"}

var binaryNames = [...]string{
	"+", "-", "*", "/", "%", "**", "===", "!==", "==", "!=", "<", "<=", ">", ">=", "in", "instanceof",
	"&", "|", "^", "<<", ">>", ">>>",
}

var defineNames = [...]string{"field", "method", "getter", "setter", "proto"}

func (i *Instr) right() string {
	switch i.Op {
	case OpConst:
		return "const " + i.X.Const.String()
	case OpLoadVar:
		return "load " + i.X.Var.String()
	case OpStoreVar:
		return fmt.Sprintf("store %s = r%d%s", i.X.Var, i.A, pick(i.Sub == 1, " init"))
	case OpEnterScope:
		return "enter " + i.X.Scope.String()
	case OpLoadGlobal:
		return "global " + i.Name + pick(i.Sub == 1, " typeof")
	case OpStoreGlobal:
		return fmt.Sprintf("global %s = r%d", i.Name, i.A)
	case OpRest:
		return fmt.Sprintf("rest from %d", i.Sub)
	case OpArrRest:
		return fmt.Sprintf("arrrest r%d from %d", i.A, i.Sub)
	case OpClosure:
		return fmt.Sprintf("closure %d %q", i.X.Fn.ID, i.X.Fn.Name)
	case OpClass:
		return fmt.Sprintf("class %d %q%s", i.X.Fn.ID, i.X.Fn.Name, operand(" extends ", i.A))
	case OpUnary:
		return fmt.Sprintf("%s r%d", unaryNames[i.Sub], i.A)
	case OpBinary:
		return fmt.Sprintf("r%d %s r%d", i.A, binaryNames[i.Sub], i.B)
	case OpIter:
		return fmt.Sprintf("iter %s r%d", [...]string{"of", "in", "await"}[i.Sub], i.A)
	case OpObjRest:
		return fmt.Sprintf("objrest r%d without %q%s", i.A, i.X.Names, list(i.X.Args))
	}
	return i.property()
}

// property renders the operations on properties, and the rest by their operands.
func (i *Instr) property() string {
	name := propName(i.Name)
	key := "." + name
	if i.Name == "" {
		key = operand("[", i.B) + "]"
	}
	switch i.Op {
	case OpGetProp:
		return fmt.Sprintf("r%d.%s", i.A, name)
	case OpSetProp:
		return fmt.Sprintf("r%d.%s = r%d", i.A, name, i.B)
	case OpDeleteProp:
		return fmt.Sprintf("delete r%d.%s", i.A, name)
	case OpDefine:
		return fmt.Sprintf("define r%d%s = r%d %s", i.A, key, i.C, defineNames[i.Sub])
	case OpDecorate:
		return fmt.Sprintf("decorate r%d%s = r%d%s", i.A, key, i.C, list(i.X.Args))
	case OpSuperGet:
		return "super" + key
	case OpSuperSet:
		return fmt.Sprintf("super%s = r%d", key, i.C)
	case OpImportGet:
		return fmt.Sprintf("r%d import %s", i.A, i.Name)
	case OpCall, OpTagged:
		return fmt.Sprintf("%s r%d%s%s", opNames[i.Op], i.A, list(i.X.Args), operand(" this ", i.B))
	}
	s := opNames[i.Op] + operand(" ", i.A) + operand(" ", i.B) + operand(" ", i.C)
	if i.Name != "" {
		s += " " + strconv.Quote(i.Name)
	}
	if i.X != nil && i.Op != OpConst {
		s += list(i.X.Args)
	}
	return s
}

// propName quotes names that would not read as one word.
func propName(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r < 0x80 && r != '#' && !isWordByte(byte(r)) }) {
		return strconv.Quote(s)
	}
	return s
}

func operand(before string, r Reg) string {
	if r == None {
		return ""
	}
	return before + "r" + strconv.Itoa(int(r))
}

func pick(on bool, s string) string {
	if on {
		return s
	}
	return ""
}

func list(args []Arg) string {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = pick(a.Spread, "...") + operand("", a.Reg)
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// String is name@scope.slot.
func (v *Var) String() string {
	if v.Scope == nil {
		return v.Name
	}
	return fmt.Sprintf("%s@s%d.%d", v.Name, v.Scope.ID, v.Slot)
}

// String is the constant as the language spells it.
func (c Const) String() string {
	switch c.Kind {
	case Null:
		return "null"
	case False:
		return "false"
	case True:
		return "true"
	case Number:
		return strconv.FormatFloat(c.Num, 'g', -1, 64)
	case String:
		return strconv.Quote(c.Str)
	case BigInt:
		return c.Str + "n"
	}
	return "undefined"
}
