package since

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzReadDiff: a diff is read and taken back, or the error is one line; no path of it
// leads out of the folder.
func FuzzReadDiff(f *testing.F) {
	for _, s := range []string{
		"--- a/a.js\n+++ b/a.js\n@@ -1 +1 @@\n-a\n+b\n", "diff --git a/a.js b/c.js\nsimilarity index 90%\nrename from a.js\nrename to c.js\n", "diff --git a/a.js b/a.js\nnew file mode 100644\n--- /dev/null\n+++ b/a.js\n@@ -0,0 +1 @@\n+b\n\\ No newline at end of file\n",
		"--- a/../../x\n+++ b//etc/passwd\n@@ -1,9 +1 @@\n", "diff --git a/a.js b/a.js\nGIT binary patch\nliteral 3\nKcmZ\n", "@@@ -1 -1 +1 @@@", "--- a.js\t2020-01-01\n+++ a.js\n@@ -1,2 +1,99999999999 @@\n x\n",
	} {
		f.Add(s)
	}
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.js"), []byte("b\n"), 0o644); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ReadDiff(strings.NewReader(text), "x.diff", dir)
		if err == nil {
			_, err = d.Before()
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%q", err.Error())
		}
	})
}
