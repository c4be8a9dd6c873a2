package replay

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// TestBench reports on the benchmark in the folder that MINIVET_BENCH names: of
// the calls that are marked as unconsented, how many are seen to happen under
// refusal; of the clean cases, which have such a call.
func TestBench(t *testing.T) {
	root := os.Getenv("MINIVET_BENCH")
	if root == "" {
		t.Skip("MINIVET_BENCH names no folder of cases")
	}
	cases, _ := filepath.Glob(filepath.Join(root, "*", "case.json"))
	count := map[Verdict]int{}
	clean, dirty := 0, 0
	for _, file := range cases {
		var c struct {
			Rules    []string
			Platform catalogue.Platform
		}
		text, err := os.ReadFile(file)
		if err != nil || json.Unmarshal(text, &c) != nil {
			t.Fatalf("%s can't be read", file)
		}
		if only := os.Getenv("MINIVET_CASE"); !slices.Contains(c.Rules, "consent") || only != "" && !strings.Contains(file, only) {
			continue
		}
		name := filepath.Base(filepath.Dir(file))
		opened, err := jsparse.Open(filepath.Dir(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		prog := opened.Programs[0]
		marked := markers(prog)
		targets := targetsOf(t, prog, c.Platform)
		for _, m := range marked {
			if !slices.ContainsFunc(targets, func(x Target) bool { return x.File == m.File && x.Line == m.Line }) {
				t.Logf("%s: no static result at %s:%d", name, m.File, m.Line)
			}
		}
		res := Run(prog, Options{Platform: c.Platform, Targets: targets})
		for i, o := range res.Outcomes {
			if !slices.ContainsFunc(marked, func(m Target) bool { return m.File == targets[i].File && m.Line == targets[i].Line }) {
				continue
			}
			count[o.Verdict]++
			if o.Verdict != Confirmed {
				t.Logf("%s: %s %s:%d is %s %s", name, targets[i].API, targets[i].File, targets[i].Line, o.Verdict, o.Why)
			}
		}
		if len(marked) == 0 {
			if clean++; len(res.Gaps) > 0 {
				dirty++
			}
		}
		for _, g := range res.Gaps {
			t.Logf("%s: gap %s %s:%d, a user who %s", name, g.API, g.Frames[0].File, g.Frames[0].Line, g.User)
			if os.Getenv("MINIVET_CASE") != "" {
				for _, s := range g.Steps {
					t.Log("    ", s.Text)
				}
			}
		}
		for _, b := range res.Bounds {
			t.Logf("%s: bound: %s", name, b)
		}
	}
	total := count[Confirmed] + count[Guarded] + count[Unreached]
	t.Logf("of %d marked calls %d confirmed, %d guarded, %d unreached; of %d clean cases %d have a call under refusal",
		total, count[Confirmed], count[Guarded], count[Unreached], clean, dirty)
}

// markers are the lines that expect a result of rule consent.
func markers(prog *jsparse.Program) []Target {
	var out []Target
	for _, f := range prog.Files {
		for i, line := range strings.Split(f.Text, "\n") {
			_, mark, ok := strings.Cut(line, "@expect ")
			for _, m := range strings.Split(mark, ";") {
				if ok && strings.HasPrefix(strings.TrimSpace(m), "consent ") {
					out = append(out, Target{File: f.Tok.Name(), Line: i + 1})
				}
			}
		}
	}
	return out
}

// targetsOf are the calls that rule consent reports.
func targetsOf(t testing.TB, prog *jsparse.Program, platform catalogue.Platform) []Target {
	t.Helper()
	rep, err := analyzers.Run(prog, analyzers.Options{Platform: platform, Rules: []string{"consent"}})
	if err != nil {
		t.Fatal(err)
	}
	var out []Target
	for _, f := range rep.Findings {
		from, to := prog.Fset.Position(f.Pos), prog.Fset.Position(max(f.Pos, f.End))
		x := Target{API: f.Data["api"], File: from.Filename, Line: from.Line, ToLine: to.Line}
		if len(f.Steps) > 0 {
			x.From = prog.Fset.Position(f.Steps[0].Pos).Filename
		}
		out = append(out, x)
	}
	return out
}
