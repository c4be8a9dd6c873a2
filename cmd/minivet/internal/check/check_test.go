package check

import (
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse"
)

// write makes files in dir.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// calls stands for the rules: every `hit()` is an error of rule parse, since that
// one is known whichever rules there are.
func calls(prog *jsparse.Program, _ analyzers.Options) (*analyzers.Report, error) {
	rep := &analyzers.Report{Entries: 1, Calls: 2, Reached: 3}
	for _, f := range prog.Files {
		for at := 0; ; at += len("hit()") {
			i := strings.Index(f.Text[at:], "hit()")
			if i < 0 {
				break
			}
			at += i
			pos := f.Pos(int32(at))
			step := rule.Step{Pos: pos, End: pos + 3, Message: "entry"}
			rep.Findings = append(rep.Findings, analyzers.Finding{Rule: RuleParse, Result: rule.Result{
				Level: rule.Error, Symbol: "hit", Steps: []rule.Step{step},
				Diagnostic: analysis.Diagnostic{Pos: pos, End: pos + 5, Category: "hit", Message: "a hit",
					Related: []analysis.RelatedInformation{{Pos: pos, End: pos + 3, Message: "entry"}, {Pos: token.NoPos, Message: "the program"}}},
			}})
		}
	}
	return rep, nil
}

// lines prints findings and notices, one a line.
func lines(rep *finding.Report) string {
	var b strings.Builder
	for _, f := range rep.Findings {
		fmt.Fprintf(&b, "%s:%d:%d %s %s\n", f.Place.File, f.Place.Start.Line, f.Place.Start.Column, f.Level, f.Name())
	}
	for _, f := range rep.Suppressed {
		fmt.Fprintf(&b, "suppressed %s:%d: %s\n", f.Place.File, f.Place.Start.Line, f.Suppressed)
	}
	for _, n := range rep.Notices {
		fmt.Fprintf(&b, "notice %q fatal=%v: %s\n", n.Program, n.Fatal, n.Message)
	}
	return b.String()
}

func mustRun(t *testing.T, opt Options) *finding.Report {
	t.Helper()
	if opt.Analyse == nil {
		opt.Analyse = calls
	}
	rep, err := Run(opt)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// program is the least that opens, with one page.
func program(page string) map[string]string {
	return map[string]string{
		"app.json": `{"pages": ["pages/a/a"]}`, "app.js": "App({})\n",
		"pages/a/a.js": page, "pages/a/a.wxml": "<view/>\n",
	}
}

func TestPlaces(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, program("Page({})\n'中'; hit()\n"))
	t.Chdir(dir)
	rep := mustRun(t, Options{})
	if got := lines(rep); got != "pages/a/a.js:2:6 error parse/hit\n" {
		t.Errorf("got %s", got)
	}
	f := rep.Findings[0]
	if len(f.Steps) != 1 || len(f.Related) != 1 || f.Related[0].Place.File != "app.json" {
		t.Errorf("steps %v, related %v: the step is there twice, or the place of the program is lost", f.Steps, f.Related)
	}
	p := rep.Programs[0]
	if p.Root != "." || p.Platform != "wechat" || p.PlatformWhy == "" || p.Pages != 1 || p.Calls != 2 || p.Reached != 3 || p.Entries != 1 {
		t.Errorf("covered: %+v", p)
	}
	if p := mustRun(t, Options{Platform: "tcmpp"}).Programs[0]; p.Platform != "tcmpp" || p.PlatformWhy != "" {
		t.Errorf("platform as asked for: %+v", p)
	}
}

func TestPathsDisplayed(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "shop")
	write(t, dir, program("Page({})\nhit()\n"))
	if err := os.Mkdir(filepath.Join(top, "else"), 0o755); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ cwd, path, want string }{
		{top, "shop", "shop/pages/a/a.js"},
		{top, "./shop/...", "shop/pages/a/a.js"},
		{top, dir, "shop/pages/a/a.js"},
		{top, "...", "shop/pages/a/a.js"},
		{top, "shop/app.json", "shop/pages/a/a.js"},
		{dir, ".", "pages/a/a.js"},
		{filepath.Join(top, "else"), "../shop", "../shop/pages/a/a.js"},
		{filepath.Join(top, "else"), dir, filepath.ToSlash(dir) + "/pages/a/a.js"},
	}
	outside := map[string]bool{}
	for _, tt := range tests {
		t.Chdir(tt.cwd)
		rep := mustRun(t, Options{Paths: []string{tt.path}})
		if len(rep.Findings) != 1 || rep.Findings[0].Place.File != tt.want {
			t.Errorf("%s in %s: %s, want %s", tt.path, tt.cwd, lines(rep), tt.want)
			continue
		}
		if strings.HasSuffix(tt.cwd, "else") {
			outside[rep.Findings[0].Fingerprints[finding.Fingerprint]] = true
		}
	}
	if len(outside) != 1 {
		t.Errorf("fingerprints depend on where the project lies: %v", outside)
	}
}

func TestSeveralPrograms(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a"), program("Page({})\nhit()\n"))
	write(t, filepath.Join(dir, "b"), program("Page({})\nhit()\n"))
	t.Chdir(dir)
	rep := mustRun(t, Options{Paths: []string{"b", "...", "gone"}})
	want := "a/pages/a/a.js:2:1 error parse/hit\nb/pages/a/a.js:2:1 error parse/hit\n"
	got := lines(rep)
	if !strings.HasPrefix(got, want) || strings.Count(got, "\n") != 3 || !strings.Contains(got, "fatal=true: cannot open gone") {
		t.Errorf("got\n%s", got)
	}
	if len(rep.Programs) != 2 || !rep.Failed() {
		t.Errorf("%d programs, failed %v", len(rep.Programs), rep.Failed())
	}
}

func TestFailures(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a"), program("Page({})\nhit()\n"))
	write(t, filepath.Join(dir, "b"), program("Page({})\nhit()\n"))
	t.Chdir(dir)
	tests := []struct {
		name  string
		fail  func() (*analyzers.Report, error)
		wants string
	}{
		{"panic", func() (*analyzers.Report, error) {
			var none []int
			return nil, fmt.Errorf("%d", none[len(os.Args[0])])
		}, "internal error while analysing it: runtime error: index out of range"},
		{"panic of several lines", func() (*analyzers.Report, error) { panic("one\ntwo") }, "one two (check.TestFailures"},
		{"error", func() (*analyzers.Report, error) { return nil, errors.New("too large") }, "too large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rep := mustRun(t, Options{Analyse: func(p *jsparse.Program, opt analyzers.Options) (*analyzers.Report, error) {
				if p.Root == "a" {
					return tt.fail()
				}
				return calls(p, opt)
			}})
			got := lines(rep)
			if !strings.HasPrefix(got, "b/pages/a/a.js:2:1 error parse/hit\nnotice \"a\" fatal=true: ") || !strings.Contains(got, tt.wants) || strings.Count(got, "\n") != 2 {
				t.Errorf("got\n%s", got)
			}
			if rep.Programs[0].Failed == "" {
				t.Error("the program is not marked as failed")
			}
		})
	}
}

func TestNothing(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if rep := mustRun(t, Options{}); !rep.Failed() || len(rep.Notices) != 1 {
		t.Errorf("an empty folder: %s", lines(rep))
	}
	write(t, dir, map[string]string{"app.json": `{"pages": ["a"]}`, "a.wxml": "", "app.js": "App({", "a.js": "Page({"})
	if rep := mustRun(t, Options{}); !rep.Failed() {
		t.Errorf("no code that can be read: %s", lines(rep))
	}
}

func TestUnknownRule(t *testing.T) {
	if _, err := Run(Options{Rules: []string{"nosuchrule"}}); err == nil || !strings.Contains(err.Error(), "parse, suppress") && !strings.Contains(err.Error(), "the rules are") {
		t.Errorf("err = %v", err)
	}
}

func TestSuppress(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, program(`Page({})
// minivet-ignore parse: agreed on paper
hit()
hit() /* minivet-ignore parse/hit: the same */
hit() // minivet-ignore parse/other: another category
hit() // minivet-ignore parse
hit() // minivet-ignore
hit() // minivet-ignore nosuchrule: x
// minivet-ignore suppress: kept for the next release
// minivet-ignore parse: nothing is here
`))
	t.Chdir(dir)
	want := `pages/a/a.js:5:1 error parse/hit
pages/a/a.js:5:7 note suppress/unused
pages/a/a.js:6:1 error parse/hit
pages/a/a.js:6:7 warning suppress/reason
pages/a/a.js:7:1 error parse/hit
pages/a/a.js:7:7 warning suppress/malformed
pages/a/a.js:8:1 error parse/hit
pages/a/a.js:8:7 warning suppress/unknown
suppressed pages/a/a.js:3: agreed on paper
suppressed pages/a/a.js:4: the same
suppressed pages/a/a.js:10: kept for the next release
`
	if got := lines(mustRun(t, Options{})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDescribe(t *testing.T) {
	doc := "# Analyzer consent\n\nconsent: personal data is read\nwithout consent.\n\nProse.\n\n# What to do\n\nAsk first,\nand say why. Then more.\n"
	got := describe("consent", doc)
	if got.Summary != "personal data is read without consent" || got.Advice != "Ask first, and say why" || strings.HasPrefix(got.Doc, "#") {
		t.Errorf("got %+v", got)
	}
	for _, r := range Rules(nil) {
		if r.Summary == "" || r.Doc == "" || r.Advice == "" {
			t.Errorf("rule %s lacks a summary, a page or a section `# What to do`", r.Name)
		}
	}
}

// TestManyProblems: a file that is wrong all over is told of up to a bound.
func TestManyProblems(t *testing.T) {
	dir := t.TempDir()
	var uses strings.Builder
	for i := range maxProblems + 7 {
		fmt.Fprintf(&uses, ", \"c%d\": \"/c/c%d\"", i, i)
	}
	files := program("Page({})\n")
	files["app.json"] = `{"pages": ["pages/a/a"], "usingComponents": {` + uses.String()[2:] + `}}`
	write(t, dir, files)
	t.Chdir(dir)
	rep := mustRun(t, Options{})
	want := "app.json has 7 further problems, which are left out"
	if len(rep.Findings) != maxProblems || len(rep.Notices) != 1 || rep.Notices[0].Message != want {
		t.Errorf("%d findings, notices %v", len(rep.Findings), rep.Notices)
	}
}
