package replay

import (
	"strings"
	"testing"
)

func TestExamine(t *testing.T) {
	for _, c := range []struct {
		source, flags string
		back          bool
		longest       int
		refused       bool
	}{
		{"^a+b$", "", false, -1, false},
		{`[\u4e00-\u9fa5]{1,20}`, "i", false, -1, false},
		{"(", "", false, -1, false}, // is none: the machine says so
		{"(?=a)b", "", true, longText, false},
		{`(a)\1`, "", true, longText, false},
		{"(?=a)a+b+", "", true, 510, false},
		{"(?=a)a+b+c+", "", true, 139, false},
		{"(?=a)(a|b)[(|]?c??", "", true, longText, false},
		{"(?=a)" + strings.Repeat("(a|aa)", 30), "", true, 0, false},
		{"(?=a)" + strings.Repeat("a?", 30), "", true, 0, false},
		{"(?=a)(a+)+", "", true, shortText, false},
		{"(a{1,1001})*b", "", true, shortText, false}, // too many repetitions for the other matcher
		{strings.Repeat("(a{999})", 200), "", false, -1, true},
		{"(?=a)" + strings.Repeat("a", maxBackUnits), "", true, longText, true},
	} {
		p := examine(c.source, c.flags)
		if p.back != c.back || p.longest != c.longest || p.refused != c.refused {
			t.Errorf("%.40s: back %v, longest %d, refused %v", c.source, p.back, p.longest, p.refused)
		}
	}
}

// TestPatternSteps: what takes the machine long costs steps.
func TestPatternSteps(t *testing.T) {
	folds, plain := examine("(?=a)"+strings.Repeat(`\S`, 100), "i"), examine("(?=a)"+strings.Repeat(`\S`, 100), "")
	if folds.steps < 100*plain.steps {
		t.Errorf("%d steps where case is ignored, %d where not", folds.steps, plain.steps)
	}
	many := examine(strings.Repeat("x?", 3000)+"y", "")
	if few := examine("x?y", ""); many.match(1<<20) < 500*few.match(1<<20) {
		t.Errorf("%d steps for a large pattern, %d for a small one", many.match(1<<20), few.match(1<<20))
	}
	if back := examine("(?=x)x+x+y", ""); back.match(4000) < 1000 || back.match(10) > 0 {
		t.Errorf("%d and %d steps to go back in a long text and a short one", back.match(4000), back.match(10))
	}
}
