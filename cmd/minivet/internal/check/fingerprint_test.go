package check

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// TestFingerprints: each archive of testdata/fingerprint holds a program before and
// after a change that makes no finding new. All rules run. The fingerprints are the
// same, also with the other ends of lines, and no two of one version are.
func TestFingerprints(t *testing.T) {
	archives, err := filepath.Glob("testdata/fingerprint/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			before := fingerprints(t, ar, "before/", "\n")
			if len(before) < 3 {
				t.Fatalf("only %d findings", len(before))
			}
			for _, v := range []struct{ folder, end string }{{"after/", "\n"}, {"after/", "\r\n"}, {"before/", "\r\n"}} {
				if after := fingerprints(t, ar, v.folder, v.end); !slices.Equal(before, after) {
					t.Errorf("%s with %q:\n%s\nbefore:\n%s", v.folder, v.end, strings.Join(after, "\n"), strings.Join(before, "\n"))
				}
			}
		})
	}
}

// fingerprints checks the files of the archive below folder; what it returns is
// sorted, with the rule for people to read.
func fingerprints(t *testing.T, ar *txtar.Archive, folder, end string) []string {
	t.Helper()
	files := map[string]string{}
	for _, f := range ar.Files {
		if name, ok := strings.CutPrefix(f.Name, folder); ok {
			files[name] = strings.ReplaceAll(string(f.Data), "\n", end)
		}
	}
	dir := t.TempDir()
	write(t, dir, files)
	rep, err := Run(Options{Paths: []string{dir}})
	if err != nil || rep.Failed() {
		t.Fatal(err, lines(rep))
	}
	var list []string
	for i := range rep.Findings {
		f := &rep.Findings[i]
		list = append(list, f.Fingerprints[finding.Fingerprint]+" "+f.Name())
	}
	slices.Sort(list)
	if n := len(slices.Compact(slices.Clone(list))); n != len(list) {
		t.Errorf("%d of %d fingerprints are not unique:\n%s", len(list)-n, len(list), strings.Join(list, "\n"))
	}
	return list
}
