package since

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// TestReverse: what git writes for all kinds of ends and for no context leads back.
func TestReverse(t *testing.T) {
	tests := []struct{ name, diff, now, want string }{
		{"context", "@@ -1,3 +1,2 @@\n a\n-b\n c\n", "a\nc\n", "a\nb\nc\n"},
		{"carriage returns", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n", "a\r\nc\r\n", "a\r\nb\r\n"},
		{"no end before", "@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n", "a\nb\n", "a"},
		{"no end now", "@@ -1,2 +1 @@\n-a\n-b\n+a\n\\ No newline at end of file\n", "a", "a\nb\n"},
		{"removed, no context", "@@ -2 +1,0 @@\n-b\n", "a\nc\n", "a\nb\nc\n"},
		{"removed at the top, no context", "@@ -1,2 +0,0 @@\n-x\n-y\n", "a\n", "x\ny\na\n"},
		{"added, no context", "@@ -1,0 +2,2 @@\n+b\n+c\n", "a\nb\nc\nd\n", "a\nd\n"},
		{"two", "@@ -1,0 +2 @@\n+b\n@@ -3 +3,0 @@\n-d\n", "a\nb\nc\ne\n", "a\nc\nd\ne\n"},
		{"does not fit", "@@ -1 +1 @@\n-a\n+b\n", "c\n", "line 1"},
		{"too short", "@@ -8 +8 @@\n-a\n+b\n", "c\n", "line 8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files, _, err := gitdiff.Parse(strings.NewReader("diff --git a/x b/x\n--- a/x\n+++ b/x\n" + tt.diff))
			if err != nil {
				t.Fatal(err)
			}
			got, err := reverse(tt.now, files[0].TextFragments)
			if err != nil {
				got, _, _ = strings.Cut(err.Error(), ":")
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMapLines(t *testing.T) {
	tests := []struct{ old, now, want string }{
		{"a\nb\n", "a\nb\n", "[1 2 0]"},
		{"a\nb\nc\n", "x\na\nc\n", "[2 0 3 0]"},
		{"a\nb\n", "a\r\nb\r\n", "[1 2 0]"},
		{"a\nb", "x\na\nb", "[2 3]"},
		{"", "a\n", "[2]"}, // the empty line at the end,
	}
	for _, tt := range tests {
		if got := fmt.Sprint(mapLines(tt.old, tt.now)); got != tt.want {
			t.Errorf("%q to %q: %s, want %s", tt.old, tt.now, got, tt.want)
		}
	}
}

// TestWrap: the folder before reads like any other file system.
func TestWrap(t *testing.T) {
	dir := resolve(t.TempDir())
	now := fstest.MapFS{"kept.js": {Data: []byte("kept")}, "a/changed.js": {Data: []byte("new")}, "a/new.js": {}, "renamed.js": {Data: []byte("r")}}
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	v := &Version{Changes: []Change{
		{Now: at("a/changed.js"), Was: at("a/changed.js"), Text: "old"},
		{Now: at("a/new.js")},
		{Now: at("renamed.js"), Was: at("b/c/before.js"), Text: "r"},
		{Was: at("gone.js"), Text: "gone"},
		{Was: filepath.Join(filepath.Dir(dir), "elsewhere.js"), Text: "no"},
	}}
	var got []string
	before := v.Wrap(dir, now)
	err := fs.WalkDir(before, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, _ := fs.ReadFile(before, name)
			got = append(got, name+"="+string(text))
		}
		return err
	})
	want := "a/changed.js=old b/c/before.js=r gone.js=gone kept.js=kept"
	if s := strings.Join(got, " "); err != nil || s != want {
		t.Errorf("got %s (%v), want %s", s, err, want)
	}
	for _, name := range []string{"a/new.js", "renamed.js", "elsewhere.js"} {
		if _, err := fs.Stat(before, name); err == nil {
			t.Errorf("%s was not there before", name)
		}
	}
}

func TestWithoutGit(t *testing.T) {
	t.Setenv("PATH", "")
	if _, err := FromGit([]string{"."}, "HEAD"); err == nil || !strings.HasPrefix(err.Error(), "--new-from needs git, which is not found on PATH") {
		t.Error(err)
	}
}

func TestNoRepository(t *testing.T) {
	if _, err := git(".", nil, "--version"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	if err := os.Unsetenv("GIT_DIR"); err != nil {
		t.Fatal(err)
	}
	if _, err := FromGit([]string{dir}, "HEAD"); err == nil || !strings.Contains(err.Error(), "lies in no work tree of git") {
		t.Error(err)
	}
}
