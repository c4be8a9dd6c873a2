package lsp

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
)

// settings are the editor's; they have the keys of minivet.yaml and win over it.
type settings struct{ config.File }

func ruleNames() []string {
	var names []string
	for _, r := range check.Rules(nil) {
		names = append(names, r.Name)
	}
	return names
}

// read takes settings as JSON, bare or as the section "minivet" of the editor's.
// JSON is YAML, so they are read and checked like the file.
func (s *settings) read(raw json.RawMessage) error {
	*s = settings{}
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return nil
	}
	var section struct {
		Minivet json.RawMessage `json:"minivet"`
	}
	if json.Unmarshal(raw, &section) == nil && section.Minivet != nil {
		return s.read(section.Minivet)
	}
	file, err := config.Parse("settings", raw, ruleNames())
	var at *config.Mistake
	if errors.As(err, &at) {
		return fmt.Errorf("the editor's settings: %s", at.Message) // nobody sees the JSON, so no place in it
	}
	if err != nil {
		return fmt.Errorf("the editor's %w", err)
	}
	s.File = *file
	return nil
}

func (s *settings) platform() string { return cmp.Or(s.Platform, check.Auto) }

// with adds what the configuration that holds for a folder says. If that has a
// mistake, the settings stand alone.
func (s settings) with(dir string, documents map[string]*document) (settings, *badConfig) {
	path, text := findConfig(dir, documents)
	if path == "" {
		return s, nil
	}
	file, err := config.Parse(path, text, ruleNames())
	if err != nil {
		return s, newBadConfig(path, string(text), err)
	}
	out := settings{*file}
	out.Platform = cmp.Or(s.Platform, file.Platform)
	if len(s.Domains) > 0 {
		out.Domains = s.Domains
	}
	out.Guards = append(out.Guards, s.Guards...)
	out.Receivers = append(out.Receivers, s.Receivers...)
	out.Catalogue = append(out.Catalogue, s.Catalogue...)
	out.Paths.Exclude = append(out.Paths.Exclude, s.Paths.Exclude...)
	out.Rules = map[string]string{}
	maps.Copy(out.Rules, file.Rules)
	maps.Copy(out.Rules, s.Rules)
	return out, nil
}

// findConfig looks for the configuration from a folder upwards, in what is open
// and on disk.
func findConfig(dir string, documents map[string]*document) (string, []byte) {
	for range maxUp {
		path := filepath.Join(dir, config.FileName)
		if d := documents[path]; d != nil {
			return path, []byte(d.text)
		}
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() < maxConfig {
			if text, err := os.ReadFile(path); err == nil {
				return path, text
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return "", nil
}

// maxConfig bounds a configuration in bytes.
const maxConfig = 1 << 20

// badConfig is a configuration with a mistake.
type badConfig struct {
	path, text, message string
	line, column        int // from 1; column 0: the whole line
}

func newBadConfig(path, text string, err error) *badConfig {
	var at *config.Mistake
	if errors.As(err, &at) {
		return &badConfig{path, text, at.Message, at.Line, at.Column}
	}
	return &badConfig{path, text, strings.TrimSpace(strings.TrimPrefix(err.Error(), path+":")), 1, 0}
}

// diagnostic shows the mistake from its column to the end of the line.
func (b *badConfig) diagnostic(r *results) Diagnostic {
	x := newIndex(b.text, r.encoding)
	n := min(max(b.line-1, 0), len(x.starts)-1)
	line := strings.TrimRight(x.line(n), "\r\n")
	begin := 0
	for range b.column - 1 { // characters, not bytes
		_, size := utf8.DecodeRuneInString(line[begin:])
		begin += size
	}
	return Diagnostic{
		Range:    Range{x.position(x.starts[n] + begin), x.position(x.starts[n] + len(line))},
		Severity: SeverityError, Code: "config", Source: "minivet",
		Message: b.message + " (this configuration has no effect)",
	}
}

func (s *Server) didChangeConfiguration(_ context.Context, p *DidChangeConfigurationParams) (any, error) {
	s.mu.Lock()
	pull := s.caps.Workspace.Configuration
	s.mu.Unlock()
	if raw := bytes.TrimSpace(p.Settings); pull && (len(raw) == 0 || bytes.Equal(raw, []byte("null"))) {
		go s.pullSettings()
		return nil, nil
	}
	s.use(p.Settings)
	return nil, nil
}

// pullSettings asks the client for its settings.
func (s *Server) pullSettings() {
	var answer []json.RawMessage
	ask := map[string]any{"items": []any{map[string]any{"section": "minivet"}}}
	if err := s.conn.Call(s.ctx, "workspace/configuration", ask, &answer); err != nil || len(answer) == 0 {
		return
	}
	if raw := bytes.TrimSpace(answer[0]); !bytes.Equal(raw, []byte("null")) {
		s.use(raw)
	}
}

// use takes new settings; those with a mistake are left alone.
func (s *Server) use(raw json.RawMessage) {
	var set settings
	if err := set.read(raw); err != nil {
		s.show(MessageError, err.Error())
		return
	}
	s.mu.Lock()
	s.settings = set
	s.markAll()
	s.mu.Unlock()
	s.stir()
}
