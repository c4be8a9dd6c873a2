package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// lines is a writer that tells when a text has been written to it.
type lines struct {
	mu   sync.Mutex
	all  bytes.Buffer
	wake chan struct{}
}

func newLines() *lines { return &lines{wake: make(chan struct{}, 1)} }

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all.Write(b)
	select {
	case l.wake <- struct{}{}:
	default:
	}
	return len(b), nil
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.String()
}

// await waits until text was written n times.
func (l *lines) await(t *testing.T, text string, n int) {
	t.Helper()
	limit := time.After(30 * time.Second) // of a test that hangs; nothing is timed
	for strings.Count(l.String(), text) < n {
		select {
		case <-l.wake:
		case <-limit:
			t.Fatalf("%q was not written %d times:\n%s", text, n, l)
		}
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("app.json", `{"pages": ["p/p"]}`)
	write("app.js", "App({})")
	write("p/p.wxml", "<view/>")
	write("p/p.js", "Page({ onLoad() { wx.getLocation({}) } })")
	w, err := fsnotify.NewWatcher()
	if err != nil {
		t.Skip("SKIPPED: files can't be watched here: ", err)
	}
	defer w.Close()
	if err := watchBelow(w, dir); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out, notes := newLines(), newLines()
	ended := make(chan Status, 1)
	go func() {
		c := &checkCmd{Paths: []string{dir}, Format: "text", Quiet: true, Rule: []string{"consent"}, setup: setup{NoConfig: true}}
		status, _ := c.watchWith(ctx, streams{out, notes}, w, time.Millisecond)
		ended <- status
	}()
	notes.await(t, "watching for changes", 1)
	if n := strings.Count(out.String(), "consent/unguarded"); n != 1 {
		t.Errorf("%d results at first:\n%s", n, out)
	}
	write("p/p.js", "Page({ onLoad() { wx.getLocation({}); wx.getClipboardData({}) } })")
	out.await(t, "wx.getClipboardData", 1)
	write("p/sub/x.js", "") // a folder that was not there
	notes.await(t, "watching for changes", 3)
	stop()
	if status := <-ended; status != Clean {
		t.Errorf("status %d", status)
	}
}

func TestProgress(t *testing.T) {
	out := newLines()
	p := newProgress(out, 0)
	p.program("shop", 2, 3)
	out.await(t, "checking shop (program 2 of 3)", 1)
	p.stop()
	p.stop()
	if text := out.String(); !strings.HasSuffix(text, "\r\033[K") {
		t.Errorf("the line stays: %q", text)
	}
}
