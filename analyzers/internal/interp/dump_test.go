package interp

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
)

// TestDump prints what the engine knows of a program, for people who debug it:
//
//	MINIVET_DUMP=testdata/florist go test ./analyzers/internal/interp -run TestDump -v
//
// The folder is relative to the root of the module.
func TestDump(t *testing.T) {
	dir := os.Getenv("MINIVET_DUMP")
	if dir == "" {
		t.Skip("SKIPPED: MINIVET_DUMP names no folder")
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join("../../..", dir)
	}
	opened, err := jsparse.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, prog := range opened.Programs {
		in := newInterp(prog, catalogue.Default(), catalogue.WeChat)
		in.allow(loadSteps+runSteps+reviveSteps, loadWork+runWork+reviveWork, reviveHeld)
		in.loadModules()
		in.drain()
		in.revive(func(a *Activation) bool { return a.fn.Flags&ir.Module != 0 })
		in.start()
		in.drain()
		in.revive(in.worthReviving)
		in.dump(os.Stdout)
	}
}

// dump writes every activation: what holds there, its values and its callers.
func (in *Interp) dump(w io.Writer) {
	for _, a := range in.order {
		fmt.Fprintf(w, "#%d %s must=%x may=%x reached=%v stuck=%v lenient=%v evals=%d ret=%s\n", a.id, in.funcName(a.fn), a.must, a.may, a.reached, a.stuck, a.lenient, a.evals, in.text(a.ret.val))
		for i := range a.params {
			fmt.Fprintf(w, "   param %d: %s\n", i, in.text(a.params[i].val))
		}
		for _, e := range a.in {
			from := "framework"
			if e.from != nil && e.site == nil {
				from = "import"
			} else if e.from != nil {
				from = fmt.Sprintf("#%d@%d", e.from.id, e.site.Pos)
			}
			fmt.Fprintf(w, "   <- %s must=%x %s\n", from, e.must, e.why)
		}
		for s, e := range a.envs {
			for i, v := range s.scope.Vars {
				fmt.Fprintf(w, "   var %s: %s\n", v.Name, in.text(e.slots[i].val))
			}
		}
	}
}

// text is a value in readable form.
func (in *Interp) text(v Value) string {
	out := "{"
	for i, e := range v {
		if i > 0 {
			out += ", "
		}
		info := &in.atoms[e.A]
		switch info.kind {
		case kUndefined:
			out += "undefined"
		case kNull:
			out += "null"
		case kTrue:
			out += "true"
		case kFalse:
			out += "false"
		case kNumber:
			out += fmt.Sprint(info.num)
		case kString:
			out += fmt.Sprintf("%q", info.str)
		case kUnknown:
			out += fmt.Sprintf("unknown/%d", info.label)
		case kObject:
			out += fmt.Sprintf("object#%d/%d", e.A, info.obj.kind)
			if info.obj.fn != nil {
				out += ":" + info.obj.fn.Name
			}
		}
		if e.T|e.F != 0 {
			out += fmt.Sprintf("[%x|%x]", e.T, e.F)
		}
	}
	return out + "}"
}
