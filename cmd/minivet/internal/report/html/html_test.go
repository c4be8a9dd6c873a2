package html

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata")

func write(t *testing.T, rep *finding.Report) string {
	t.Helper()
	var got bytes.Buffer
	if err := Write(&got, rep); err != nil {
		t.Fatal(err)
	}
	return got.String()
}

// body is the page without style, script and texts, which are files of their own.
func body(page string) string {
	page = strings.Replace(page, style, "", 1)
	page, _, _ = strings.Cut(page, `<script type="application/json"`)
	return regexp.MustCompile(`sha256-[^&]+(&#43;[^&]+)*&#39;`).ReplaceAllString(page, "sha256-…&#39;")
}

func TestWrite(t *testing.T) {
	got := body(write(t, sample("")))
	const golden = "testdata/report.html"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("output differs from %s (run with -update to accept):\n%s", golden, got)
	}
}

func TestDeterministic(t *testing.T) {
	first := write(t, large(60))
	for range 5 {
		if write(t, large(60)) != first {
			t.Fatal("two runs give different bytes")
		}
	}
}

// tags are the tags of a page without the values of their attributes, and without those
// that the page puts behind each slash of a path.
func tags(page string) []string {
	values := regexp.MustCompile(`="[^"]*"`)
	return regexp.MustCompile(`<[a-zA-Z/!][^>]*>`).FindAllString(values.ReplaceAllString(strings.ReplaceAll(page, "/<wbr>", "/"), ""), -1)
}

// What a program says must not add a single tag or attribute, wherever it stands.
func TestEscaping(t *testing.T) {
	tame, wild := write(t, sample("")), write(t, sample(hostile))
	if a, b := tags(body(tame)), tags(body(wild)); !slices.Equal(a, b) {
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("tag %d is %s, want %s", i, b[i], a[i])
			}
		}
		t.Fatalf("%d tags, want %d", len(b), len(a))
	}
	if strings.ContainsAny(wild, "\u202e\x1b") {
		t.Error("characters that change how the page reads come through")
	}
	if n := strings.Count(wild, "<script"); n != 2 {
		t.Errorf("%d scripts, want 2", n)
	}
}

func TestPolicyForbidsNetwork(t *testing.T) {
	page := write(t, sample(""))
	for _, want := range []string{"default-src &#39;none&#39;", "base-uri &#39;none&#39;", "form-action &#39;none&#39;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the policy lacks %s", want)
		}
	}
	if m := regexp.MustCompile(`(?:src|href)="([^#"][^"]*)"`).FindStringSubmatch(page); m != nil {
		t.Errorf("the page refers to %s", m[1])
	}
}

func TestEmpty(t *testing.T) {
	page := write(t, &finding.Report{})
	for _, want := range []string{"Nothing was found.", "No personal data is used"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestBounds(t *testing.T) {
	rep := large(maxFindings + 20)
	minified := finding.NewSource("m.js", strings.Repeat("中", 1<<20)+"wx.x()"+strings.Repeat("b", 1<<20)+strings.Repeat("\n", 50))
	rep.Sources["m.js"] = minified
	rep.Findings[0].Place = place(minified, "wx.x()")
	rep.Findings[0].Level = 2
	rep.Findings[1].Steps = slices.Repeat(rep.Findings[1].Steps, 1000)
	page := write(t, rep)
	if !strings.Contains(page, "20 more findings are not shown") {
		t.Error("nothing says that findings are left out")
	}
	if n := strings.Count(page, `class="card `); n != maxFindings {
		t.Errorf("%d cards, want %d", n, maxFindings)
	}
	if !strings.Contains(page, "中<mark>wx.x()</mark>b") {
		t.Error("the call in the minified file is not shown")
	}
	long := finding.NewSource("long.js", strings.Repeat("x", 2000)+"\n")
	rep.Sources["long.js"] = long
	for i := range rep.Findings {
		rep.Findings[i].Steps = slices.Repeat([]finding.Step{{Place: place(long, long.Text[:2000])}}, 50)
	}
	if n := len(write(t, rep)); n > 4*maxSource {
		t.Errorf("%d bytes of page for at most %d of source", n, maxSource)
	}
	if limit := 16 << 20; len(page) > limit {
		t.Errorf("%d bytes, want at most %d", len(page), limit)
	}
}

// Every text is there in both languages, in the same forms, and every kind of data has one.
func TestTexts(t *testing.T) {
	for key, s := range texts[english] {
		other := texts[chinese][key]
		if other == "" {
			t.Errorf("%s has no Chinese text", key)
		}
		if strings.Contains(s, "{n}") != strings.Contains(other, "{n}") {
			t.Errorf("%s has a number in one language only", key)
		}
	}
	for key := range texts[chinese] {
		if texts[english][key] == "" {
			t.Errorf("%s has no English text", key)
		}
	}
	for _, c := range catalogue.Default().Categories() {
		if texts[english]["kind."+c.Name] == "" {
			t.Errorf("the kind of data %s has no text", c.Name)
		}
	}
	for _, m := range regexp.MustCompile(`text\('([^']+)'`).FindAllStringSubmatch(script, -1) {
		if texts[english][m[1]] == "" {
			t.Errorf("report.js names %q, which texts.json lacks", m[1])
		}
	}
}
