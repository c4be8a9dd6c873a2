package json

import (
	"bytes"
	stdjson "encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata")

func sample() *finding.Report {
	at := func(line int) finding.Place {
		return finding.Place{File: "shop/app.js", Start: finding.Point{Line: line, Column: 3, Offset: 12}, End: finding.Point{Line: line, Column: 9, Offset: 18}}
	}
	f := finding.Finding{
		Rule: "consent", Category: "unguarded", Level: rule.Error, Program: "shop", Place: at(2), Origin: &finding.Origin{File: "src/a.ts", Line: 7, Column: 4}, Message: "wx.getLocation <b> & 中文",
		Steps:   []finding.Step{{Place: at(1), Origin: &finding.Origin{File: "src/b.ts", Line: 1, Column: 2}, Message: "entry: onLaunch"}, {Place: at(2), Message: "calls it"}},
		Related: []finding.Step{{Place: at(3), Origin: &finding.Origin{File: "src/c.ts", Line: 2, Column: 1}, Message: "see"}},
		Fixes:   []finding.Fix{{Message: "ask first", Edits: []finding.Edit{{Place: at(2), NewText: "ask()"}}}},
		Symbol:  "getLocation", Data: map[string]string{"api": "getLocation"}, Fingerprints: map[string]string{finding.Fingerprint: "0123:1"},
	}
	hidden := f
	hidden.Suppressed = "agreed on paper"
	return &finding.Report{
		Version: "test",
		Programs: []finding.Program{{Root: "shop", Platform: "wechat", PlatformWhy: "nothing speaks for another platform",
			Pages: 1, Components: 2, Views: 3, Files: 4, Bytes: 5, Functions: 7, Reached: 6, Entries: 8, Calls: 9,
			LeftOut: []finding.LeftOut{{Path: "shop/old.js", Why: "nothing refers to it"}}}},
		Findings: []finding.Finding{f}, Suppressed: []finding.Finding{hidden},
		Notices: []finding.Notice{{Program: "shop", Message: "a bound was hit"}, {Message: "cannot open gone", Fatal: true}},
	}
}

func TestWrite(t *testing.T) {
	var got bytes.Buffer
	if err := Write(&got, sample(), Options{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/report.json"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("output differs from %s (run with -update to accept):\n%s", golden, got.String())
	}
}

// Scripts iterate over these without asking whether they are there.
func TestEmpty(t *testing.T) {
	var got bytes.Buffer
	if err := Write(&got, &finding.Report{}, Options{}); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := stdjson.Unmarshal(got.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"findings", "programs"} {
		if _, ok := doc[key].([]any); !ok {
			t.Errorf("%s is %v, want a list", key, doc[key])
		}
	}
	if _, there := doc["suppressed"]; there {
		t.Error("suppressed findings are written without being asked for")
	}
}
