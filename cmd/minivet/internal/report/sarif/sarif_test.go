package sarif

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata")

// place is the range of what in src.
func place(src *finding.Source, what string) finding.Place {
	at := strings.Index(src.Text, what)
	return finding.Place{File: src.File, Start: src.Point(at), End: src.Point(at + len(what))}
}

// sample has everything that the writer can be given.
func sample() *finding.Report {
	home := finding.NewSource("shop 1/页/home.js", "Page({\n\tonLoad() {\n\t\t/* 😀 */ wx.getLocation({ success: f })\n\t},\n})\n")
	json := finding.NewSource("shop 1/app.json", "{}\n")
	call := place(home, "wx.getLocation({ success: f })")
	return &finding.Report{
		Version: "test",
		Programs: []finding.Program{{Root: "shop 1", Platform: "wechat", Pages: 1, Files: 2, Functions: 3, Reached: 2, Entries: 1, Calls: 1,
			LeftOut: []finding.LeftOut{{Path: "old.js", Why: "nothing refers to it"}}}},
		Findings: []finding.Finding{
			{Rule: "consent", Category: "unguarded", Level: rule.Error, Program: "shop 1", Place: call, Origin: &finding.Origin{File: "源/a.ts", Line: 7, Column: 4},
				Message: "wx.getLocation reads the location and nothing asks before", Symbol: "getLocation",
				Data:         map[string]string{"api": "getLocation", "category": "loses to ours"},
				Fingerprints: map[string]string{finding.Fingerprint: "0123456789abcdef:1", finding.LineHash: "abc:1"},
				Steps: []finding.Step{
					{Place: place(home, "onLoad"), Message: "entry: page life-cycle onLoad"},
					{Place: call, Origin: &finding.Origin{File: "源/a.ts", Line: 7, Column: 4}, Message: "calls wx.getLocation"}},
				Related: []finding.Step{{Place: place(json, "{}"), Message: "no purpose is declared here"}},
				Fixes: []finding.Fix{{Message: "declare it", Edits: []finding.Edit{
					{Place: place(json, "{}"), NewText: "{ \"permission\": {} }"}, {Place: call}}}}},
			{Rule: "parse", Level: rule.Warning, Place: finding.Place{File: "../gone.js", Start: finding.Point{Line: 1, Column: 1}, End: finding.Point{Line: 1, Column: 1}}, Message: "cannot be read"},
			{Rule: "unlisted", Level: rule.Note, Place: finding.Place{File: "/tmp/a b.js", Start: finding.Point{Line: 1, Column: 1}, End: finding.Point{Line: 1, Column: 1}}, Message: "a note"},
		},
		Suppressed: []finding.Finding{{Rule: "consent", Place: call, Message: "left out", Suppressed: "why"}},
		Notices:    []finding.Notice{{Program: "shop 1", Message: "more than 10 contexts"}, {Message: "cannot open x", Fatal: true}},
		Rules: []finding.RuleInfo{
			{Name: "consent", Summary: "personal data is read without consent", Doc: "consent: personal data is read without consent\n\nSome prose\nof two lines.\n\n# What to do\n\nAsk.\n"},
			{Name: "parse", Builtin: true}},
	}
}

func write(t *testing.T, rep *finding.Report) []byte {
	t.Helper()
	var got bytes.Buffer
	if err := Write(&got, rep); err != nil {
		t.Fatal(err)
	}
	return got.Bytes()
}

func TestWrite(t *testing.T) {
	got := write(t, sample())
	const golden = "testdata/report.sarif"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("output differs from %s (run with -update to accept):\n%s", golden, got)
	}
}

func TestSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, rep := range map[string]*finding.Report{"everything": sample(), "nothing": {}} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, rep)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What the schema does not ask for, and consumers do.
func TestConsumers(t *testing.T) {
	text := string(write(t, sample()))
	for _, unwanted := range []string{"left out\"", "-1", "[]", "null", "\"\""} {
		if strings.Contains(text, unwanted) {
			t.Errorf("the output has %s", unwanted)
		}
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	r := log.Runs[0]
	for _, res := range r.Results {
		if res.RuleIndex != nil && r.Tool.Driver.Rules[*res.RuleIndex].ID != res.RuleID {
			t.Errorf("ruleIndex of %s names another rule", res.RuleID)
		}
		g := res.Locations[0].PhysicalLocation.Region
		if g.StartLine < 1 || g.StartColumn < 1 || g.EndLine < g.StartLine || g.EndLine == g.StartLine && g.EndColumn < g.StartColumn {
			t.Errorf("region of %s: %+v", res.RuleID, g)
		}
	}
	if empty := string(write(t, &finding.Report{})); !strings.Contains(empty, `"results": []`) {
		t.Errorf("no results are not written as an empty list:\n%s", empty)
	}
}

func TestURI(t *testing.T) {
	for file, want := range map[string]string{
		"pages/a/a.js": "pages/a/a.js", "./a.js": "a.js", "../b/a.js": "../b/a.js",
		"a b/中.js": "a%20b/%E4%B8%AD.js", "c:d/e.js": "c%3Ad/e.js", "50%/x#1.js": "50%25/x%231.js",
		"/tmp/a b.js": "file:///tmp/a%20b.js",
	} {
		if got := URI(file); got != want {
			t.Errorf("URI(%q) = %q, want %q", file, got, want)
		}
	}
}

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"cannot be read": "Cannot be read.", "wx.x reads": "wx.x reads.", "getX reads": "getX reads.", "中文": "中文.", "Done.": "Done.", "": "",
	} {
		if got := sentence(text); got != want {
			t.Errorf("sentence(%q) = %q, want %q", text, got, want)
		}
	}
}
