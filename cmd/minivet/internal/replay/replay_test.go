package replay

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/jsparse"
)

var update = flag.Bool("update", false, "write what comes out into the archives")

// TestReplay runs each archive of testdata. Its comment says the platform in a
// line "platform: …"; file "want" is what outcome prints.
func TestReplay(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			prog, want := load(t, ar)
			platform := catalogue.WeChat
			if _, name, ok := strings.Cut(string(ar.Comment), "platform: "); ok {
				platform = catalogue.Platform(strings.Fields(name)[0])
			}
			got := outcome(t, prog, platform)
			if *update {
				renew(t, file, ar, got)
				return
			}
			if got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
			if again := outcome(t, prog, platform); again != got {
				t.Errorf("a second run gives\n%safter\n%s", again, got)
			}
		})
	}
}

func renew(t *testing.T, file string, ar *txtar.Archive, got string) {
	t.Helper()
	files := ar.Files[:0:0]
	for _, f := range ar.Files {
		if f.Name != "want" {
			files = append(files, f)
		}
	}
	ar.Files = append(files, txtar.File{Name: "want", Data: []byte(got)})
	if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, ar *txtar.Archive) (*jsparse.Program, string) {
	t.Helper()
	want := ""
	for i := range ar.Files {
		if ar.Files[i].Name == "want" {
			want = string(ar.Files[i].Data)
		}
	}
	fsys, err := txtar.FS(ar)
	if err == nil && strings.Contains(string(ar.Comment), "framework: sources") {
		return opened(t, fsys), want
	}
	if err != nil {
		t.Fatal(err)
	}
	prog, err := jsparse.Load(fs.FS(fsys), ".", jsparse.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return prog, want
}

// opened is the program in sources that a framework's build reads, found as a user's is.
func opened(t *testing.T, fsys fs.FS) *jsparse.Program {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fsys); err != nil {
		t.Fatal(err)
	}
	o, err := jsparse.Open(dir)
	if err != nil || len(o.Programs) != 1 {
		t.Fatalf("%v, %d programs", err, len(o.Programs))
	}
	return o.Programs[0]
}

// outcome runs the program and writes verdicts and gaps. Targets are the lines
// that say "target API".
func outcome(t *testing.T, prog *jsparse.Program, platform catalogue.Platform) string {
	t.Helper()
	var targets []Target
	for _, f := range prog.Files {
		for i, line := range strings.Split(f.Text, "\n") {
			if _, api, ok := strings.Cut(line, "// target "); ok {
				targets = append(targets, Target{API: strings.TrimSpace(api), File: f.Tok.Name(), Line: i + 1, ToLine: i + 1})
			}
		}
	}
	var b strings.Builder
	res := Run(prog, Options{Platform: platform, Targets: targets})
	for i, o := range res.Outcomes {
		fmt.Fprintf(&b, "%s:%d %s %s\n", targets[i].File, targets[i].Line, targets[i].API, o.Verdict)
		if o.Verdict == Unreached && testing.Verbose() {
			t.Log(o.Why)
		}
		if o.Call != nil && o.Verdict == Confirmed {
			for _, s := range o.Call.Steps {
				fmt.Fprintf(&b, "  %s\n", s.Text)
			}
		}
	}
	for _, g := range res.Gaps {
		fmt.Fprintf(&b, "gap %s:%d %s\n", g.Frames[0].File, g.Frames[0].Line, g.API)
	}
	for _, g := range res.Withdrawn {
		fmt.Fprintf(&b, "withdrawn %s:%d %s\n", g.Frames[0].File, g.Frames[0].Line, g.API)
		for _, s := range g.Steps {
			fmt.Fprintf(&b, "  %s\n", s.Text)
		}
	}
	for _, bound := range res.Bounds {
		fmt.Fprintf(&b, "bound %s\n", bound)
	}
	return b.String()
}
