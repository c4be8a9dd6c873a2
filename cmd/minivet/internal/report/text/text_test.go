package text

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	home := finding.NewSource("shop/pages/home/home.js", "Page({\n\tonLoad() {\n\t\twx.getLocation({\n\t\t\tsuccess: this.show,\n\t\t})\n\t},\n\tshow(定位结果) { log(定位结果.latitude, '附近的花店'); wx.getClipboardData({}) },\n})\n")
	min := finding.NewSource("bus/app.js", strings.Repeat("var 变量=1;", 50)+"wx.getClipboardData({success:f})"+strings.Repeat(";x()", 5000)+"\n")
	bad := finding.NewSource("bus/bad.js", "let \x1b[31mx\u202e = ;\n")
	return &finding.Report{
		Version: "test",
		Programs: []finding.Program{
			{Root: "bus", Platform: "tcmpp", PlatformWhy: "the appid in project.config.json is one of TCMPP", Files: 3, Functions: 4, Reached: 2, Entries: 1, Calls: 1,
				LeftOut: []finding.LeftOut{{Path: "old.js", Why: "nothing refers to it"}, {Path: "older.js", Why: "nothing refers to it"}}},
			{Root: "shop", Platform: "wechat", Pages: 1, Files: 4, Functions: 3, Reached: 3, Entries: 2, Calls: 2},
		},
		Findings: []finding.Finding{
			{Rule: "consent", Category: "unguarded", Level: rule.Error, Program: "bus", Place: place(min, "wx.getClipboardData({success:f})"), Origin: &finding.Origin{File: "src/a\x1b.ts", Line: 7, Column: 4, Code: "  /* 花 */ wx.x()", At: 12},
				Message: "wx.getClipboardData reads the clipboard and nothing asks before", Data: map[string]string{"advice": "ask first"}},
			{Rule: "parse", Level: rule.Warning, Program: "bus", Place: finding.Place{File: "bus/bad.js", Start: bad.Point(14), End: bad.Point(14)}, Message: "unexpected \x1b ;"},
			{Rule: "parse", Level: rule.Warning, Program: "bus", Place: finding.Place{File: "bus/gone.js", Start: finding.Point{Line: 1, Column: 1}}, Message: "cannot be read"},
			{Rule: "consent", Category: "unguarded", Level: rule.Warning, Program: "shop", Place: place(home, "wx.getLocation({\n\t\t\tsuccess: this.show,\n\t\t})"),
				Message: "wx.getLocation reads the location and nothing asks before",
				Steps: []finding.Step{
					{Place: place(home, "onLoad"), Origin: &finding.Origin{File: "src/home.vue", Line: 3, Column: 1}, Message: "entry: page life-cycle onLoad"},
					{Place: place(home, "wx.getLocation"), Message: "calls wx.getLocation"}},
				Related: []finding.Step{{Place: place(home, "show("), Message: "the location goes here"}}},
			{Rule: "consent", Category: "partial", Level: rule.Note, Program: "shop", Place: place(home, "wx.getClipboardData({})"), Message: "wide characters in front"},
		},
		Suppressed: []finding.Finding{{Rule: "consent", Level: rule.Error, Program: "shop", Place: place(home, "log"), Message: "a", Suppressed: "b"}},
		Notices:    []finding.Notice{{Program: "bus", Message: "more than 10 contexts"}, {Message: "fatal ones are not written here", Fatal: true}},
		Rules:      []finding.RuleInfo{{Name: "consent", Advice: "ask before, and say why"}, {Name: "parse", Builtin: true}},
		Sources:    map[string]*finding.Source{home.File: home, min.File: min, bad.File: bad},
		Elapsed:    1500 * time.Millisecond,
	}
}

func TestWrite(t *testing.T) {
	tests := []struct {
		name string
		opt  Options
	}{
		{"default", Options{}},
		{"quiet", Options{Quiet: true}},
		{"verbose", Options{Verbose: true}},
		{"color", Options{Color: true}},
		{"narrow", Options{Width: 50, Fold: 60}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got bytes.Buffer
			if err := Write(&got, sample(), tt.opt); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", tt.name+".txt")
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
		})
	}
}

// No result, whatever its place, may break the writer.
func TestFrameBounds(t *testing.T) {
	for _, text := range []string{"", "\n", "a", "a\r\n", "中", "\t\t", strings.Repeat("x", 1<<20)} {
		src := finding.NewSource("a.js", text)
		for _, at := range []int{0, 1, len(text), len(text) + 5} {
			f := finding.Finding{Place: finding.Place{File: "a.js", Start: src.Point(at), End: src.Point(at + 3)}}
			var out bytes.Buffer
			r := &finding.Report{Findings: []finding.Finding{f}, Sources: map[string]*finding.Source{"a.js": src}}
			if err := Write(&out, r, Options{}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(out.String()) {
				if _, n, _ := head(line, 1<<20); n > defaultWidth+20 {
					t.Errorf("text of %d bytes, offset %d: a line of %d columns", len(text), at, n)
				}
			}
		}
	}
}

// TestFrameAccents: what takes no room is bounded too.
func TestFrameAccents(t *testing.T) {
	accents := strings.Repeat("\u0301", 250_000)
	line := "a" + accents + "f" + accents
	code, indent, marked := frame(line, 1+len(accents), 2+len(accents), 20)
	if len(code) > 500 || indent != 1 || marked != 1 {
		t.Errorf("%d bytes, %d and %d columns", len(code), indent, marked)
	}
}

func TestFrame(t *testing.T) {
	long := strings.Repeat("0123456789", 20)
	wide, smile := strings.Repeat("文中", 80_000), strings.Repeat("😀", 120_000)
	tabs := strings.Repeat("\t", 500_000)
	tests := []struct {
		name, line, mark string
		limit            int
		want             string // code, a line break, blanks and carets
	}{
		{"indented", "\t\tf(x)", "x", 40, "f(x)\n  ^"},
		{"tab before", "a\tf(x)", "x", 40, "a    f(x)\n       ^"},
		{"wide characters", "f('中文', x)", "x", 40, "f('中文', x)\n          ^"},
		{"wide mark", "f(中文)", "中文", 40, "f(中文)\n  ^^^^"},
		{"combining marks", "e\u0301 = x", "x", 40, "e\u0301 = x\n    ^"},
		{"control characters", "a\x1b[31m = x", "x", 40, "a·[31m = x\n         ^"},
		{"cut right", "f(x)" + long, "x", 20, "f(x)0123456789012345…\n  ^"},
		{"cut left", long + "f(x)", "x", 20, "…4567890123456789f(x)\n                   ^"},
		{"cut on both sides", long + "f(x)" + long, "x", 20, "…3456789f(x)012345678…\n          ^"},
		{"long mark", "f(" + long + ")", long, 20, "f(0123456789012…\n  ^^^^^^^^^^^^^^"},
		{"point at the end", "abc", "", 20, "abc\n   ^"},
		{"half a megabyte of wide characters", wide + "f(x)" + wide, "f(x)", 20, "…文中文中f(x)文中文中…\n         ^^^^"},
		{"of emoji", smile + "f(x)" + smile, "f(x)", 20, "…😀😀😀😀f(x)😀😀😀😀…\n         ^^^^"},
		{"of tabs", "a" + tabs + "f(x)" + tabs, "f(x)", 20, "…        f(x)        …\n         ^^^^"},
		{"a wide mark that is too long", "f(" + wide + ")", wide, 20, "f(文中文中文中…\n  ^^^^^^^^^^^^^"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from := strings.Index(tt.line, tt.mark)
			if tt.mark == "" {
				from = len(tt.line)
			}
			code, indent, marked := frame(tt.line, from, from+len(tt.mark), tt.limit)
			got := code + "\n" + strings.Repeat(" ", indent) + strings.Repeat("^", marked)
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
