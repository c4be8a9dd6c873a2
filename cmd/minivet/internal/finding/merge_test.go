package finding_test

import (
	"testing"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

func TestMerge(t *testing.T) {
	at := func(line int) finding.Place {
		return finding.Place{File: "a.js", Start: finding.Point{Offset: line * 100, Line: line, Column: 1}}
	}
	f := func(message string, from int) finding.Finding {
		return finding.Finding{Rule: "egress", Place: at(9), Message: message, Steps: []finding.Step{{Place: at(from), Message: "yields the data"}, {Place: at(9)}}}
	}
	replayed := f("sends it", 5)
	replayed.Replay = []string{"tap"}
	got := finding.Merge([]finding.Finding{f("keeps it", 1), f("sends it", 1), f("sends it", 2), f("sends it", 2), f("sends it", 1), replayed})
	if len(got) != 3 {
		t.Fatalf("%d findings: %v", len(got), got)
	}
	ways := got[1].Related
	if len(ways) != 1 || ways[0].Place.Start.Line != 2 || ways[0].Message != "another way begins here: yields the data" {
		t.Errorf("related %v", ways)
	}
	if len(got[0].Related)+len(got[2].Related) != 0 {
		t.Errorf("others were merged: %v, %v", got[0], got[2])
	}
}
