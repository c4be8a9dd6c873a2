package lsp

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/minivet/minivet/jsparse/codepkg"
)

// TestDisk reads a file again when it changed, also where that does not show.
func TestDisk(t *testing.T) {
	dir := t.TempDir()
	known := newDisk()
	now := time.Now()
	write := func(text string, age time.Duration) {
		t.Helper()
		name := filepath.Join(dir, "a.js")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, now, now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	read := func() string {
		t.Helper()
		text, err := codepkg.ReadText(newOverlay(context.Background(), os.DirFS(dir), known, known.looksFor(false), nil), "a.js")
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	tests := []struct {
		text   string
		age    time.Duration
		forget bool
		want   string
	}{
		{"one", time.Hour, false, "one"},
		{"two", time.Hour, false, "one"}, // what nobody can see
		{"two", time.Hour, true, "two"},
		{"six", time.Minute, false, "six"},
		{"three", time.Minute, false, "three"},
		{"12345", 0, false, "12345"},
		{"54321", 0, false, "54321"},
	}
	for _, tt := range tests {
		if write(tt.text, tt.age); tt.forget {
			known.forget("a.js")
		}
		if got := read(); got != tt.want {
			t.Errorf("%s: read %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestOverlay(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.js"), []byte("disk"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o := newOverlay(ctx, os.DirFS(dir), newDisk(), newLooks(), map[string]string{"a.js": "open", "new/b/c.js": "new"})
	var walked []string
	err := fs.WalkDir(o, ".", func(path string, _ fs.DirEntry, err error) error {
		walked = append(walked, path)
		return err
	})
	if err != nil || len(walked) != 5 || walked[4] != "new/b/c.js" {
		t.Errorf("walked %v, %v", walked, err)
	}
	for name, want := range map[string]string{"a.js": "open", "new/b/c.js": "new"} {
		if text, err := codepkg.ReadText(o, name); err != nil || text != want {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	cancel()
	if _, err := codepkg.ReadText(o, "a.js"); err == nil {
		t.Error("a run that is out of date reads on")
	}
}
