package jsparse_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/minivet/minivet/jsparse"
)

// TestBenchCases loads the labelled programs that lie beside the repository in
// some checkouts: none may have a problem, and all code must be reached.
func TestBenchCases(t *testing.T) {
	cases := filepath.Join("..", "..", "shared", "bench", "cases")
	entries, err := os.ReadDir(cases)
	if err != nil {
		t.Skip("no ../shared/bench/cases beside the repository")
	}
	for _, e := range entries {
		dir := filepath.Join(cases, e.Name())
		if _, err := os.Stat(filepath.Join(dir, "case.json")); err != nil {
			continue
		}
		o, err := jsparse.Open(dir)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(o.Programs) != 1 || len(o.Problems) > 0 {
			t.Errorf("%s: %d programs, problems %v", e.Name(), len(o.Programs), o.Problems)
		}
		for _, p := range o.Programs {
			for _, x := range p.Problems {
				t.Errorf("%s: %s: %s", e.Name(), p.Fset.Position(x.Pos), x.Message)
			}
			for _, x := range p.Stats.LeftOut {
				t.Logf("%s: left out %s: %s", e.Name(), x.Path, x.Why)
			}
		}
	}
}
