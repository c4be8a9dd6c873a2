package check

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse/codepkg/codepkgtest"
)

// A program packed into an archive has the results of its folder: over the samples, and
// over the benchmark where it lies beside the repository.
func TestRoundTrip(t *testing.T) {
	root := "../../../.."
	dirs, _ := filepath.Glob(filepath.Join(root, "testdata", "*"))
	cases, _ := filepath.Glob(filepath.Join(root, "../shared/bench/cases/*"))
	if len(cases) == 0 {
		t.Log("SKIPPED: the benchmark is not beside the repository; only the samples are packed")
	}
	for _, dir := range append(dirs, cases...) {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		entries := codepkgtest.Folder(t, dir)
		for name, data := range map[string][]byte{"p.wxapkg": codepkgtest.Wxapkg(entries...), "p.zip": codepkgtest.Zip(t, entries...)} {
			file := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
			if got, want := places(t, file, file+"!/"), places(t, dir, filepath.ToSlash(dir)+"/"); got != want {
				t.Errorf("%s as %s:\n%s\nwant\n%s", dir, name, got, want)
			}
		}
	}
}

// places lists the findings of a path, without the beginning of their files' names.
func places(t *testing.T, path, prefix string) string {
	t.Helper()
	rep, err := Run(Options{Paths: []string{path}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	list := func(kind string, fs []finding.Finding) {
		for i := range fs {
			f := &fs[i]
			fmt.Fprintf(&b, "%s %s %s:%d:%d %s\n", kind, f.Name(), strings.TrimPrefix(f.Place.File, prefix), f.Place.Start.Line, f.Place.Start.Column, f.Message)
		}
	}
	list("found", rep.Findings)
	list("suppressed", rep.Suppressed)
	return b.String()
}
