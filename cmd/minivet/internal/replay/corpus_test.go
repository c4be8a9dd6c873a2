package replay

import (
	"cmp"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

// TestCorpus reports on the programs in the folders that MINIVET_CORPUS names
// (a list like PATH): the verdicts on what rule consent finds there, the gaps,
// and how long the replay took.
func TestCorpus(t *testing.T) {
	roots := filepath.SplitList(os.Getenv("MINIVET_CORPUS"))
	if len(roots) == 0 {
		t.Skip("MINIVET_CORPUS names no folders")
	}
	for _, root := range roots {
		opened, err := jsparse.Open(root)
		if err != nil {
			t.Errorf("%s: %v", root, err)
			continue
		}
		for _, prog := range opened.Programs {
			corpusProgram(t, root, prog)
		}
	}
}

func corpusProgram(t *testing.T, root string, prog *jsparse.Program) {
	platform := catalogue.Platform(cmp.Or(prog.Platform.Name, "wechat"))
	targets := targetsOf(t, prog, platform)
	start := time.Now()
	res := Run(prog, Options{Platform: platform, Targets: targets})
	took := time.Since(start)
	count := map[Verdict]int{}
	for i, o := range res.Outcomes {
		count[o.Verdict]++
		if o.Verdict != Confirmed {
			t.Logf("  %s %s %s:%d %s", o.Verdict, targets[i].API, targets[i].File, targets[i].Line, o.Why)
		}
	}
	for _, g := range res.Gaps {
		t.Logf("  gap %s %s:%d, a user who %s", g.API, g.Frames[0].File, g.Frames[0].Line, g.User)
	}
	if os.Getenv("MINIVET_THROWN") != "" {
		for _, f := range res.Thrown {
			t.Logf("  thrown %s", f)
		}
	}
	for _, b := range res.Bounds {
		t.Logf("  bound %s", b)
	}
	t.Logf("TABLE\t%s\t%s\t%d pages\t%d confirmed\t%d guarded\t%d unreached\t%d gaps\t%d worlds\t%d steps\t%.2f s", root, prog.Root, len(prog.Pages),
		count[Confirmed], count[Guarded], count[Unreached], len(res.Gaps), res.Worlds, res.Steps, took.Seconds())
}
