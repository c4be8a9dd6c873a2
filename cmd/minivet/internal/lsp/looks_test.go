package lsp

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/minivet/minivet/jsparse/codepkg"
)

// TestLooks: what a run saw holds for the next one only where files are watched, and
// until something on the disk is said to have changed.
func TestLooks(t *testing.T) {
	dir := t.TempDir()
	add := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("text"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	known := newDisk()
	count := func(watched bool) int {
		t.Helper()
		o := newOverlay(context.Background(), os.DirFS(dir), known, known.looksFor(watched), map[string]string{"open.js": "new"})
		list, err := o.ReadDir(".")
		if err != nil {
			t.Fatal(err)
		}
		if text, err := codepkg.ReadText(o, "open.js"); err != nil || text != "new" {
			t.Errorf("open text: %q, %v", text, err)
		}
		return len(list)
	}
	add("a.js")
	for i, tt := range []struct {
		add            string
		watched, again bool
		want           int
	}{
		{"", true, false, 2},
		{"b.js", true, false, 2},
		{"c.js", true, true, 4},
		{"d.js", false, false, 5},
		{"e.js", true, false, 5}, // as the run before saw it
	} {
		if tt.add != "" {
			add(tt.add)
		}
		if tt.again {
			known.lookAgain()
		}
		if got := count(tt.watched); got != tt.want {
			t.Errorf("%d: %d entries, want %d", i, got, tt.want)
		}
	}
}
