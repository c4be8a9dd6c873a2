package lsp

import (
	"context"
	"encoding/json"
	"slices"
)

// none are the parameters of messages that have none.
type none struct{}

func (s *Server) initialize(_ context.Context, p *InitializeParams) (any, error) {
	var set settings
	if err := set.read(p.InitializationOptions); err != nil {
		s.show(MessageError, err.Error())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phase, s.caps, s.settings = ready, p.Capabilities, set
	if offered := p.Capabilities.General.PositionEncodings; slices.Contains(offered, utf8s) {
		s.encoding = utf8s // that is what texts are in here
	}
	for _, uri := range rootsOf(p) {
		if dir, err := pathOf(uri); err == nil {
			s.roots = append(s.roots, dir)
		}
	}
	s.arrange()
	return InitializeResult{
		Capabilities: map[string]any{
			"positionEncoding": s.encoding,
			"textDocumentSync": map[string]any{"openClose": true, "change": 2, "save": map[string]any{}},
			"codeActionProvider": map[string]any{
				"codeActionKinds": []string{KindQuickFix},
			},
			"hoverProvider": true,
			"workspace": map[string]any{
				"workspaceFolders": map[string]any{"supported": true, "changeNotifications": true},
			},
		},
		ServerInfo: ServerInfo{Name: "minivet", Version: s.version},
	}, nil
}

// rootsOf are the URIs of the folders that the client has open, as older clients
// say it too.
func rootsOf(p *InitializeParams) []string {
	var uris []string
	for _, f := range p.WorkspaceFolders {
		uris = append(uris, f.URI)
	}
	switch {
	case len(uris) > 0:
	case p.RootURI != "":
		uris = []string{p.RootURI}
	case p.RootPath != "":
		uris = []string{uriOf(p.RootPath)}
	}
	return uris
}

func (s *Server) initialized(context.Context, *none) (any, error) {
	s.mu.Lock()
	caps := s.caps
	s.mu.Unlock()
	go func() {
		if caps.Workspace.DidChangeWatchedFiles.DynamicRegistration {
			s.watch()
		}
		if caps.Workspace.Configuration {
			s.pullSettings()
		}
	}()
	s.stir()
	return nil, nil
}

func (s *Server) shutdown(context.Context, *none) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phase = stopped
	for _, f := range s.folders {
		f.stop()
	}
	return json.RawMessage("null"), nil
}

func (s *Server) exit(context.Context, *none) (any, error) {
	s.mu.Lock()
	s.clean = s.phase == stopped
	s.mu.Unlock()
	return nil, s.conn.Close()
}
