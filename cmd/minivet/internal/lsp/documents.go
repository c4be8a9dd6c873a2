package lsp

import (
	"context"
	"fmt"
)

// Messages on documents of other schemes than file (untitled, git) are left alone:
// they lie in no folder.

func (s *Server) didOpen(_ context.Context, p *DidOpenParams) (any, error) {
	path, err := pathOf(p.TextDocument.URI)
	if err != nil {
		return nil, nil
	}
	s.mu.Lock()
	s.documents[path] = &document{uri: p.TextDocument.URI, version: p.TextDocument.Version, text: p.TextDocument.Text}
	s.arrange()
	s.markLocked(path)
	s.mu.Unlock()
	s.stir()
	return nil, nil
}

// didChange makes the changes, all or none.
func (s *Server) didChange(_ context.Context, p *DidChangeParams) (any, error) {
	path, err := pathOf(p.TextDocument.URI)
	if err != nil {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.documents[path]
	if d == nil {
		return nil, fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	text := d.text
	for _, c := range p.ContentChanges {
		if text, err = edit(text, s.encoding, c); err != nil {
			return nil, fmt.Errorf("%s: %w; open it anew", p.TextDocument.URI, err)
		}
	}
	s.documents[path] = &document{uri: d.uri, version: p.TextDocument.Version, text: text}
	s.edited(path)
	s.stir()
	return nil, nil
}

func (s *Server) didSave(_ context.Context, p *DidOpenParams) (any, error) {
	return nil, s.mark(p.TextDocument.URI)
}

func (s *Server) didClose(_ context.Context, p *DidOpenParams) (any, error) {
	path, err := pathOf(p.TextDocument.URI)
	if err != nil {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.documents[path] == nil {
		return nil, fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	delete(s.documents, path)
	s.markLocked(path)
	s.arrange()
	s.stir()
	return nil, nil
}

// mark has the folder of a file checked again.
func (s *Server) mark(uri string) error {
	path, err := pathOf(uri)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.markLocked(path)
	s.stir()
	return nil
}
