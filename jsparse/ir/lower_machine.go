package ir

import js "github.com/evanw/esbuild/minivet"

// machineState is the lowering of a [machine].
type machineState struct {
	*machine
	states map[float64]*Block
	// By index in tries: where an exception of its try part goes, and one of its
	// catch part; nil where there is none.
	catches, finals []*Block
	sent            Reg // what the last suspension yielded, or the exception
	thrown          Reg // in finally: whether an exception led here
	temps           map[string]Reg
	state           float64 // the case that is being lowered
	ctls            int     // len(lowerer.ctls) outside all statements of the cases
	next            nextState
}

// nextState is what `c.next = …` announced; the jump follows at break or return.
type nextState struct {
	set     bool
	to      float64
	cond    Reg // None, or: yes if it is truthy, else no
	yes, no *nextState
}

// machineCallee handles the return that hands the function's machine to its helper:
// the machine's code stands there instead.
func (l *lowerer) machineCallee(s *js.SReturn) bool {
	m := l.info.machine
	if m == nil || l.m != nil {
		return false
	}
	list := operands(s.ValueOrNil, js.BinOpComma)
	if call, ok := list[len(list)-1].Data.(*js.ECall); !ok || call != m.call {
		return false
	}
	for _, x := range list[:len(list)-1] {
		l.effect(x)
	}
	handler := l.handler
	l.machine(m)
	l.handler = handler
	return true
}

// machine lowers a state machine as the code it was made from: a jump for each
// change of state, and OpYield for each return that a helper resumes from.
func (l *lowerer) machine(m *machine) {
	l.m = &machineState{machine: m, temps: map[string]Reg{}, states: map[float64]*Block{}, ctls: len(l.ctls)}
	s := l.m
	s.sent, s.thrown = l.machineReg(), l.machineReg()
	l.block(m.before)
	if m.states == nil {
		l.returnUndefined()
		return
	}
	l.machineTries()
	bodies := make([]*Block, len(m.states.Cases))
	for i, c := range m.states.Cases {
		n, isState := stateNumber(c.ValueOrNil)
		l.handler = -1
		if isState {
			l.handler = s.handlerAt(n)
		}
		bodies[i] = l.newBlock()
		if isState {
			s.states[n] = bodies[i]
		}
	}
	l.machineHandlers()
	for i, c := range m.states.Cases {
		if n, ok := stateNumber(c.ValueOrNil); ok {
			s.state = n
		}
		l.handler = bodies[i].Handler
		l.flow(bodies[i])
		l.block(c.Body)
	}
	l.returnUndefined()
}

func (l *lowerer) machineReg() Reg {
	r := l.varReg()
	l.undef = append(l.undef, r)
	return r
}

func stateNumber(e js.Expr) (float64, bool) {
	n, ok := e.Data.(*js.ENumber)
	if !ok {
		return 0, false
	}
	return n.Value, true
}

// machineTries makes the handler blocks; machineHandlers fills them.
func (l *lowerer) machineTries() {
	s := l.m
	s.catches = make([]*Block, len(s.tries))
	s.finals = make([]*Block, len(s.tries))
	for i, t := range s.tries {
		if t.catch >= 0 {
			s.catches[i] = l.newBlock()
		}
		if t.finally >= 0 {
			s.finals[i] = l.newBlock()
		}
	}
}

// handlerAt returns the handler block for code at a state number, or -1: that of
// the innermost try statement around it.
func (s *machineState) handlerAt(at float64) int32 {
	best, start := int32(-1), -1.0
	for i, t := range s.tries {
		if at < t.try || t.try < start {
			continue
		}
		switch {
		case t.catch >= 0 && at < t.catch:
			best, start = s.catches[i].ID, t.try
		case t.finally >= 0 && at < t.finally:
			best, start = s.finals[i].ID, t.try
		}
	}
	return best
}

// machineHandlers fills the blocks that take exceptions to their catch or finally.
func (l *lowerer) machineHandlers() {
	current, dead := l.cur, l.dead
	for i, t := range l.m.tries {
		if b := l.m.catches[i]; b != nil {
			l.machineHandler(b, t.catch, false)
		}
		if b := l.m.finals[i]; b != nil {
			l.machineHandler(b, t.finally, true)
		}
	}
	l.cur, l.dead = current, dead
}

func (l *lowerer) machineHandler(b *Block, to float64, final bool) {
	b.Handler = l.m.handlerAt(to)
	l.enter(b)
	exc := l.op(OpCatch, 0, None, None, 0)
	target := l.m.states[to]
	if target == nil {
		l.leave(Throw, exc, 0, 0)
		return
	}
	l.assignReg(l.m.sent, exc, 0)
	if final {
		l.assignReg(l.m.thrown, l.constant(Const{Kind: True}, 0), 0)
	}
	l.jump(target)
}

// goTo jumps to a state.
func (l *lowerer) goTo(state float64) {
	if b := l.m.states[state]; b != nil {
		l.jump(b)
		return
	}
	l.leave(Return, None, 0, 0)
}

// advance jumps to the state that was announced.
func (l *lowerer) advance() {
	n := l.m.next
	l.m.next = nextState{}
	l.advanceTo(&n)
}

func (l *lowerer) advanceTo(n *nextState) {
	if n.cond == None || !n.set {
		l.goTo(n.to)
		return
	}
	yes, no := l.newBlock(), l.newBlock()
	l.branch(l.local(n.cond), yes, no, 0)
	l.enter(yes)
	l.advanceTo(n.yes)
	l.enter(no)
	l.advanceTo(n.no)
}

// ctxProp returns the property of the machine's context that e is, or "".
func (l *lowerer) ctxProp(e js.Expr) string {
	if l.m == nil {
		return ""
	}
	return contextProp(l.u, e, l.m.ctx)
}

// machineRead reads a property of the context: what was sent, or a temporary.
func (l *lowerer) machineRead(target js.Expr, name string) (Reg, bool) {
	if l.m == nil {
		return None, false
	}
	id, ok := target.Data.(*js.EIdentifier)
	if !ok || l.u.follow(id.Ref) != l.m.ctx {
		return None, false
	}
	if name == "sent" || name == "v" {
		return l.m.sent, true
	}
	return l.machineTemp(name), true
}

func (l *lowerer) machineTemp(name string) Reg {
	r, ok := l.m.temps[name]
	if !ok {
		r = l.machineReg()
		l.m.temps[name] = r
	}
	return r
}

// machineWrite handles assignments to properties of the context.
func (l *lowerer) machineWrite(d *js.EBinary) bool {
	name := l.ctxProp(d.Left)
	switch name {
	case "":
		return false
	case "next", "n", "label":
		l.announce(d.Right)
	case "prev", "p":
		if n, ok := stateNumber(d.Right); ok {
			l.handler = l.m.handlerAt(n)
			l.flow(l.newBlock())
		}
	default:
		l.assignReg(l.machineTemp(name), l.expr(d.Right), d.Left.Loc.Start)
	}
	return true
}

func (l *lowerer) announce(e js.Expr) {
	if n := l.announced(e, 0); n != nil {
		l.m.next = *n
	}
}

// maxAnnounced bounds how deep the conditions of one announcement nest: a switch has one
// for each case, c.next = x === 1 ? 2 : x === 3 ? 4 : 5.
const maxAnnounced = 200

// announced is the state that an expression names, nil if it names none.
func (l *lowerer) announced(e js.Expr, depth int) *nextState {
	if n, ok := stateNumber(e); ok {
		return &nextState{set: true, to: n, cond: None}
	}
	d, ok := e.Data.(*js.EIf)
	if !ok || depth > maxAnnounced || !namesStates(d.Yes, depth) || !namesStates(d.No, depth) {
		return nil
	}
	n := &nextState{set: true, cond: l.expr(d.Test)}
	n.yes, n.no = l.announced(d.Yes, depth+1), l.announced(d.No, depth+1)
	if n.yes == nil || n.no == nil {
		return nil
	}
	return n
}

// namesStates tells whether all that an expression may be is the number of a state.
func namesStates(e js.Expr, depth int) bool {
	if _, ok := stateNumber(e); ok {
		return true
	}
	d, ok := e.Data.(*js.EIf)
	return ok && depth < maxAnnounced && namesStates(d.Yes, depth+1) && namesStates(d.No, depth+1)
}

// machineBreak handles a break that ends the case, not a statement in it.
func (l *lowerer) machineBreak() bool {
	if l.m == nil || !l.m.next.set {
		return false
	}
	for _, c := range l.ctls[l.m.ctls:] {
		if !c.plain && c.fin == nil {
			return false
		}
	}
	l.advance()
	return true
}

// machineCall handles the methods of the context that are values.
func (l *lowerer) machineCall(d *js.ECall) (Reg, bool) {
	if l.m == nil {
		return None, false
	}
	switch l.ctxProp(d.Target) {
	case "catch", "sent":
		return l.m.sent, true
	}
	if t, ok := l.m.trysPush(l.u, js.Expr{Data: d}); ok {
		l.handler = l.m.handlerAt(t.try)
		l.flow(l.newBlock())
		return l.undefined(0), true
	}
	return None, false
}

// machineReturn handles `return` in a machine; it is never dead on entry.
func (l *lowerer) machineReturn(s *js.SReturn, pos int32) bool {
	if l.m == nil {
		return false
	}
	l.machineResult(s.ValueOrNil, pos)
	return true
}

func (l *lowerer) machineResult(e js.Expr, pos int32) {
	switch d := e.Data.(type) {
	case nil:
		l.returnValue(None, pos)
		return
	case *js.EBinary:
		if d.Op == js.BinOpComma {
			list := operands(e, js.BinOpComma)
			for _, x := range list[:len(list)-1] {
				l.effect(x)
			}
			l.machineResult(list[len(list)-1], pos)
			return
		}
	case *js.EIf:
		if l.isCommand(d.Yes) || l.isCommand(d.No) {
			yes, no := l.newBlock(), l.newBlock()
			l.cond(d.Test, yes, no)
			next := l.m.next
			l.enter(yes)
			l.machineResult(d.Yes, pos)
			l.m.next = next
			l.enter(no)
			l.machineResult(d.No, pos)
			return
		}
	case *js.ECall:
		if name := l.ctxProp(d.Target); name != "" && l.command(name, d.Args, pos) {
			return
		}
	case *js.EArray:
		if l.m.ts && len(d.Items) > 0 {
			if n, ok := stateNumber(d.Items[0]); ok {
				l.tsCommand(n, d.Items[1:], pos)
				return
			}
		}
	}
	if !l.m.next.set {
		l.returnValue(l.expr(e), pos)
		return
	}
	l.suspend(e, OpYield)
	l.advance()
}

func (l *lowerer) isCommand(e js.Expr) bool {
	switch d := e.Data.(type) {
	case *js.ECall:
		return l.ctxProp(d.Target) != ""
	case *js.EBinary:
		return d.Op == js.BinOpComma && l.isCommand(d.Right)
	case *js.EArray:
		return l.m.ts
	}
	return false
}

// suspend waits for e and keeps what comes back.
func (l *lowerer) suspend(e js.Expr, op Op) {
	if l.m.driven {
		op = OpAwait
	}
	var val Reg
	if e.Data != nil {
		val = l.expr(e)
	} else {
		val = l.undefined(0)
	}
	l.assignReg(l.m.sent, l.op(op, 0, val, None, e.Loc.Start), e.Loc.Start)
}

// command lowers `return c.NAME(args)`.
func (l *lowerer) command(name string, args []js.Expr, pos int32) bool {
	switch name {
	case "stop":
		l.returnValue(None, pos)
	case "abrupt", "a":
		if len(args) == 0 {
			return false
		}
		l.abrupt(args[0], args[1:], pos)
	case "finish", "f":
		l.finish(args, pos)
	case "delegateYield", "d":
		if len(args) < 2 {
			return false
		}
		l.suspend(args[0], OpYieldAll)
		if len(args) > 2 {
			l.assignReg(l.machineTemp(keyName(l.u, args[1])), l.m.sent, pos)
		}
		n, _ := stateNumber(args[len(args)-1])
		l.goTo(n)
	default:
		return false
	}
	return true
}

// abrupt: the kind is a word in regenerator and a number in Babel's helper.
func (l *lowerer) abrupt(kind js.Expr, args []js.Expr, pos int32) {
	var arg js.Expr
	if len(args) > 0 {
		arg = args[0]
	}
	switch keyName(l.u, kind) {
	case "break", "continue", "3":
		n, _ := stateNumber(arg)
		l.goTo(n)
		return
	case "throw", "1":
		if arg.Data != nil {
			l.leave(Throw, l.expr(arg), pos, 0)
			return
		}
	}
	if arg.Data == nil {
		l.returnValue(None, pos)
		return
	}
	l.returnValue(l.expr(arg), pos)
}

// finish ends a finally part: on with the exception, or behind the statement.
// A return that passed through it is not modelled as such, see abrupt.
func (l *lowerer) finish(args []js.Expr, pos int32) {
	at := l.m.state
	if len(args) > 0 {
		at, _ = stateNumber(args[0])
	}
	after := -1.0
	for _, t := range l.m.tries {
		if t.finally == at || len(args) == 0 && t.finally >= 0 && t.finally <= at && (after < 0 || t.finally > after) {
			after = t.after
		}
	}
	yes, no := l.newBlock(), l.newBlock()
	l.branch(l.local(l.m.thrown), yes, no, pos)
	l.enter(yes)
	l.leave(Throw, l.m.sent, pos, 0)
	l.enter(no)
	if after >= 0 {
		l.goTo(after)
	}
}

// tsCommand lowers `return [n, …]` of TypeScript's machines.
func (l *lowerer) tsCommand(n float64, args []js.Expr, pos int32) {
	var arg js.Expr
	if len(args) > 0 {
		arg = args[0]
	}
	switch n {
	case 1:
		if arg.Data != nil {
			l.leave(Throw, l.expr(arg), pos, 0)
			return
		}
	case 3:
		to, _ := stateNumber(arg)
		l.goTo(to)
		return
	case 4, 5:
		op := OpYield
		if n == 5 {
			op = OpYieldAll
		}
		l.suspend(arg, op)
		l.goTo(l.m.state + 1)
		return
	case 7:
		l.finish(nil, pos)
		return
	}
	if arg.Data == nil {
		l.returnValue(None, pos)
		return
	}
	l.returnValue(l.expr(arg), pos)
}
