package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/minivet/minivet/jsparse/codepkg"
)

const (
	// calm is how long nothing may change before the programs are checked again.
	calm = 200 * time.Millisecond
	// maxWatched bounds the folders that are watched: systems allow some thousands.
	maxWatched = 4096
)

// watch checks, and again whenever a file changes, until it is interrupted. That is how
// it is meant to end, so its exit status is 0.
func (c *checkCmd) watch(s streams) (Status, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return NotRun, fmt.Errorf("cannot watch files: %w", err)
	}
	defer w.Close()
	paths := c.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	for _, p := range paths {
		if err := watchBelow(w, strings.TrimSuffix(p, "...")); err != nil {
			return NotRun, err
		}
	}
	return c.watchWith(ctx, s, w, calm)
}

// watchWith is watch with the watcher given.
func (c *checkCmd) watchWith(ctx context.Context, s streams, w *fsnotify.Watcher, calm time.Duration) (Status, error) {
	for {
		fresh := *c // the configuration is read anew
		if _, err := fresh.once(s); err != nil {
			fmt.Fprintf(s.err, "minivet: %v\n", err)
		}
		fmt.Fprintln(s.err, "minivet: watching for changes; interrupt to end")
		name, ok := waitForChange(ctx, w, calm)
		if !ok {
			return Clean, nil
		}
		fmt.Fprintf(s.err, "\nminivet: %s changed\n", filepath.ToSlash(name))
	}
}

// watchBelow watches a folder and those in it that programs may lie in.
func watchBelow(w *fsnotify.Watcher, root string) error {
	if root == "" {
		root = "."
	}
	if info, err := os.Stat(root); err != nil {
		return fmt.Errorf("cannot watch %s: %w", root, err)
	} else if !info.IsDir() {
		root = filepath.Dir(root)
	}
	return filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return nil
		case p != root && codepkg.IsSkipped(d.Name()):
			return fs.SkipDir
		case len(w.WatchList()) >= maxWatched:
			return fmt.Errorf("cannot watch %s: there are more than %d folders; watch a smaller one", root, maxWatched)
		}
		if err := w.Add(p); err != nil {
			return fmt.Errorf("cannot watch %s: %w", p, err)
		}
		return nil
	})
}

// waitForChange waits until files have changed and then stayed as they are for a while.
// ok is false when the watching ends.
func waitForChange(ctx context.Context, w *fsnotify.Watcher, calm time.Duration) (name string, ok bool) {
	var quiet <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return "", false
		case e, open := <-w.Events:
			if !open {
				return "", false
			}
			if e.Op == fsnotify.Chmod {
				continue
			}
			if info, err := os.Stat(e.Name); e.Op.Has(fsnotify.Create) && err == nil && info.IsDir() {
				_ = watchBelow(w, e.Name) // what can't be watched is read with the next change
			}
			if name == "" {
				name = e.Name
			}
			quiet = time.After(calm)
		case _, open := <-w.Errors:
			if !open {
				return "", false
			}
			if quiet == nil { // events were lost, so something changed
				name, quiet = "something", time.After(calm)
			}
		case <-quiet:
			return name, true
		}
	}
}
