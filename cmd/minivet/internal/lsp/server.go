package lsp

import (
	"context"
	"io"
	"log"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/jsparse"
)

// analysis is what finds results in a program.
type analysis func(*jsparse.Program, analyzers.Options) (*analyzers.Report, error)

// Server serves one client.
type Server struct {
	version string
	conn    *jsonrpc2.Conn
	ctx     context.Context
	wake    chan struct{} // has room for one: some folder is marked
	analyse analysis      // analyzers.Run, but in tests

	mu        sync.Mutex // guards what follows
	phase     phase
	caps      ClientCapabilities
	encoding  string
	documents map[string]*document // by path
	roots     []string             // folders that the client has open
	folders   []*folder            // none lies in another
	settings  settings
	running   map[jsonrpc2.ID]context.CancelFunc // requests under way
	published map[string]published               // by path
	told      map[string]bool                    // messages that were shown
	watched   bool                               // the client tells of files that change
	asked     int                                // progress tokens used
	finished  chan struct{}                      // closed and made anew when a run has ended
	clean     bool                               // exit came after shutdown
}

type phase int

const (
	fresh phase = iota // before initialize
	ready
	stopped // after shutdown
)

// document is an open text.
type document struct {
	uri     string // as the client writes it
	version int
	text    string
}

// Serve talks to a client until it leaves. It is true if the client took its leave
// as the protocol wants it, with shutdown before exit.
func Serve(ctx context.Context, stream io.ReadWriteCloser, version string) bool {
	return newServer(version).serve(ctx, stream)
}

func newServer(version string) *Server {
	return &Server{
		version: version, wake: make(chan struct{}, 1), analyse: analyzers.Run, encoding: utf16,
		documents: map[string]*document{}, running: map[jsonrpc2.ID]context.CancelFunc{},
		published: map[string]published{}, told: map[string]bool{}, finished: make(chan struct{}),
	}
}

func (s *Server) serve(ctx context.Context, stream io.ReadWriteCloser) bool {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.ctx = ctx
	// The handler may be called before NewConn returns.
	s.mu.Lock()
	s.conn = jsonrpc2.NewConn(ctx, jsonrpc2.NewBufferedStream(stream, jsonrpc2.VSCodeObjectCodec{}), s,
		jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	s.mu.Unlock()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.loop()
	}()
	<-s.conn.DisconnectNotify()
	cancel()
	<-done
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clean
}

// notify sends a notification; a client that is gone misses nothing.
func (s *Server) notify(method string, params any) { _ = s.conn.Notify(s.ctx, method, params) }

// show shows a message to people, once.
func (s *Server) show(kind int, message string) {
	s.mu.Lock()
	known := s.told[message]
	if len(s.told) < maxTold {
		s.told[message] = true
	}
	s.mu.Unlock()
	if !known {
		s.notify("window/showMessage", MessageParams{kind, "minivet: " + message})
	}
}

// maxTold bounds the messages that are remembered.
const maxTold = 1000

// log writes to the client's log.
func (s *Server) log(kind int, message string) {
	s.notify("window/logMessage", MessageParams{kind, "minivet: " + message})
}
