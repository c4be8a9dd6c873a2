package lsp

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/jsparse/dialect"
)

func (s *Server) didChangeFolders(_ context.Context, p *DidChangeFoldersParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range p.Event.Removed {
		if dir, err := pathOf(f.URI); err == nil {
			s.roots = slices.DeleteFunc(s.roots, func(x string) bool { return x == dir })
		}
	}
	for _, f := range p.Event.Added {
		if dir, err := pathOf(f.URI); err == nil && !slices.Contains(s.roots, dir) {
			s.roots = append(s.roots, dir)
		}
	}
	s.arrange()
	s.stir()
	return nil, nil
}

func (s *Server) didChangeFiles(_ context.Context, p *DidChangeFilesParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range p.Changes {
		if path, err := pathOf(c.URI); err == nil {
			s.markLocked(path)
		}
	}
	s.arrange() // an app.json may have come or gone
	s.stir()
	return nil, nil
}

// watched are the endings of files that a program consists of.
func watched() []string {
	list := []string{"js", "ts", "jsx", "tsx", "mjs", "cjs", "json"}
	for _, d := range dialect.All() {
		for _, ending := range []string{d.Views, d.Scripts} {
			if ending = ending[1:]; !slices.Contains(list, ending) {
				list = append(list, ending)
			}
		}
	}
	return list
}

// watch asks the client to tell of files that change on disk.
func (s *Server) watch() {
	type watcher struct {
		GlobPattern string `json:"globPattern"`
	}
	registration := map[string]any{"registrations": []any{map[string]any{
		"id": "files", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": map[string]any{"watchers": []watcher{
			{"**/*.{" + strings.Join(watched(), ",") + "}"}, {"**/" + config.FileName},
		}},
	}}}
	err := s.conn.Call(s.ctx, "client/registerCapability", registration, nil)
	if err != nil && s.ctx.Err() == nil {
		s.log(MessageInfo, "the client does not watch files: "+err.Error())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watched = err == nil
	for _, f := range s.folders {
		f.disk.lookAgain() // what changed before is not told
	}
}

// patience is how long a run may take before the client shows that it is under way.
const patience = 400 * time.Millisecond

// progress shows a run that takes long; call the result when it has ended.
func (s *Server) progress(ctx context.Context, f *folder) (done func()) {
	s.mu.Lock()
	can := s.caps.Window.WorkDoneProgress
	s.asked++
	token := "minivet-" + strconv.Itoa(s.asked)
	s.mu.Unlock()
	if !can {
		return func() {}
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-ended:
			return
		case <-ctx.Done():
			return
		case <-time.After(patience):
		}
		type params struct {
			Token string         `json:"token"`
			Value map[string]any `json:"value"`
		}
		if s.conn.Call(ctx, "window/workDoneProgress/create", map[string]any{"token": token}, nil) != nil {
			return
		}
		s.notify("$/progress", params{token, map[string]any{"kind": "begin", "title": "minivet", "message": "checking " + filepath.Base(f.dir)}})
		select {
		case <-ended:
		case <-ctx.Done():
		}
		s.notify("$/progress", params{token, map[string]any{"kind": "end"}})
	}()
	return func() { close(ended) }
}
