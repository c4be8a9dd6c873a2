package interp_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/jsparse"
)

// renderInFull adds to [render] what only some rules read: the ways of the data, what
// is read of a source, the texts and the dynamic calls.
func renderInFull(r *interp.Result) string {
	var b strings.Builder
	b.WriteString(render(r))
	for _, c := range r.Calls {
		fmt.Fprintf(&b, "%s timer=%v page=%v\n", c.API.Name, c.Timer, c.Page)
		for _, s := range c.Sources {
			fmt.Fprintf(&b, "  %s:%d reads %v escaped=%v shown=%v uses=%d\n", s.Unit.Source.Path, s.Ins.Pos, s.Reads, s.Escaped, s.Shown, len(s.Uses))
		}
		for _, f := range c.Leaves {
			fmt.Fprintf(&b, "  leaves at %s:%d\n", f.Unit.Source.Path, f.Ins.Pos)
		}
	}
	for _, f := range r.Flows {
		fmt.Fprintf(&b, "%s → %s\n", f.Source.API.Name, f.Sink.Name)
		for _, s := range f.Steps {
			fmt.Fprintf(&b, "  %s:%d-%d %s\n", s.Unit.Source.Path, s.Pos, s.End, s.Words)
		}
	}
	fmt.Fprintf(&b, "%q\n", r.Texts)
	return b.String()
}

// Ten runs for each number of cores yield the same, loaded anew each time. What
// TestDeterminism compares is part of it.
func TestDeterminismInFull(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, name := range []string{"florist", "transit", "courier"} {
		t.Run(name, func(t *testing.T) {
			first := ""
			for _, cores := range []int{1, 2, 4} {
				runtime.GOMAXPROCS(cores)
				for i := range 10 {
					opened, err := jsparse.Open(filepath.Join("../../../testdata", name))
					if err != nil {
						t.Fatal(err)
					}
					got := ""
					for _, p := range opened.Programs {
						got += renderInFull(interp.Run(p, catalogue.Default(), catalogue.WeChat))
					}
					if first == "" {
						first = got
					}
					if got != first {
						t.Fatalf("run %d with %d cores:\n%s\nat first:\n%s", i, cores, got, first)
					}
				}
			}
		})
	}
}
