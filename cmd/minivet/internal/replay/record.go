package replay

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/dop251/goja"
)

// Frame is a place in the program's own code.
type Frame struct {
	File         string // as in the program's file set
	Line, Column int    // from 1
	Func         string
}

// Step is one thing that happened in a run, in words.
type Step struct{ Text string }

// Call is a sensitive call that was seen.
type Call struct {
	API    string
	Frames []Frame // innermost first; the first is the call itself
	User   string
	Refuse bool // the user refuses, and agreed to nothing that covers all data by then
	// Withdrawn: the user had agreed, took that back, and nothing asked again.
	Withdrawn bool
	Steps     []Step
	agreed    []string // what was agreed to by then: a scope, a category, or "" for all data
	by        *user
	launch    launch
	start     map[string]string // what the storage held at the start
	ops       []op              // what was done up to it
}

// recorder notes what happens in a world.
type recorder struct {
	calls  []Call
	marks  []Call
	steps  []Step
	agreed []agreement
	lost   []agreement // what was agreed to and taken back
	back   bool        // something was
	thrown []fault
	// touched are the elements with which something was done.
	touched map[place]bool
}

// place is a line of a file, as in the program's file set.
type place struct {
	file string
	line int
}

// agreement is something that the user agreed to.
type agreement struct {
	covers string // a scope, a category, or "" for all data
	own    bool   // in a dialogue or panel of the program, not of the platform
}

// takeBack takes back what the user agreed to: what the platform keeps, or what the
// program asked for, which can be taken back only where the program offers that.
func (r *recorder) takeBack(own bool) {
	r.back = true
	r.agreed = slices.DeleteFunc(r.agreed, func(a agreement) bool {
		if a.own == own {
			r.lost = append(r.lost, a)
		}
		return a.own == own
	})
}

func covers(list []agreement) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.covers)
	}
	return out
}

// maxSteps bounds a trace; the newest are kept.
const maxSteps = 60

func (r *recorder) event(format string, args ...any) {
	if len(r.steps) >= 4*maxSteps {
		r.steps = append(r.steps[:1:1], r.steps[len(r.steps)-maxSteps:]...)
	}
	r.steps = append(r.steps, Step{printable(fmt.Sprintf(format, args...))})
}

// printable takes out what a program could do to a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}

// fault is an error that the program did not catch.
type fault struct {
	text string
	file string // where it was thrown, as in the program's file set; "" if that is not known
	line int
	load string // the module that was being loaded, as a file; "" if none was
}

func (f fault) String() string {
	if f.file == "" {
		return f.text
	}
	return fmt.Sprintf("%s (%s:%d)", f.text, f.file, f.line)
}

// threw notes an error of the program, each but once. stack is as the machine
// writes it; loading is the key of the module that it put an end to, or "".
func (w *world) threw(text, stack, loading string) {
	f := fault{text: printable(text)}
	if m := w.s.prog.Modules[loading]; m != nil {
		f.load = m.File.Tok.Name()
	}
	for _, m := range stackPlace.FindAllStringSubmatch(stack, 10) {
		if mod := w.s.prog.Modules[m[1]]; mod != nil {
			f.file = mod.File.Tok.Name()
			f.line, _ = strconv.Atoi(m[2])
			break
		}
	}
	if len(w.thrown) < maxThrown && !slices.Contains(w.thrown, f) {
		w.thrown = append(w.thrown, f)
	}
}

var stackPlace = regexp.MustCompile(`([^\s()]+):(\d+):\d+\(\d+\)`)

// mark notes a call with its stack; it counts once it is committed: the platform
// may hold it back.
func (w *world) mark(api string) int {
	if len(w.marks) >= maxCalls {
		return -1
	}
	c := Call{API: api, User: w.user.Name}
	for _, f := range w.vm.CaptureCallStack(0, nil) {
		if fr, ok := w.s.frame(f); ok {
			c.Frames = append(c.Frames, fr)
		}
	}
	w.marks = append(w.marks, c)
	return len(w.marks) - 1
}

// frame is a place of the machine's as one of the program's files.
func (s *script) frame(f goja.StackFrame) (Frame, bool) {
	pos, m := f.Position(), s.prog.Modules[f.SrcName()]
	if m == nil || pos.Line <= 0 {
		return Frame{}, false
	}
	out := Frame{m.File.Tok.Name(), pos.Line, pos.Column, f.FuncName()}
	if m.Unit != nil && m.Unit.Source.Map != nil {
		at := s.prog.Fset.Position(m.File.Pos(m.Unit.Source.Map(offsetOf(m.Unit.Source.Text, pos.Line, pos.Column))))
		out.Line, out.Column = at.Line, at.Column
	}
	return out, true
}

// offsetOf is the byte offset of a place in a text.
func offsetOf(text string, line, column int) int32 {
	at := 0
	for ; line > 1; line-- {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
	}
	return int32(min(at+max(column-1, 0), len(text)))
}

func (w *world) commit(mark int) {
	if mark < 0 || mark >= len(w.marks) {
		return
	}
	c := w.marks[mark]
	c.agreed = covers(w.agreed)
	c.Refuse = w.user.refuses() && !slices.Contains(c.agreed, "")
	c.Withdrawn = w.back && w.s.withdrawn(&c, covers(w.lost))
	c.Steps = append([]Step(nil), w.steps...)
	if len(c.Steps) > maxSteps {
		c.Steps = append(c.Steps[:1:1], c.Steps[len(c.Steps)-maxSteps:]...)
	}
	c.by, c.launch, c.start, c.ops = w.user, w.launch, w.start, w.ops[:len(w.ops):len(w.ops)]
	w.calls = append(w.calls, c)
	if w.wanted != nil && w.wanted(&c) {
		w.halt(whySeen)
	}
}
