package interp

import (
	"fmt"
	"io"
)

// Dump writes what is known of every activation, for people who debug the engine.
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
