package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/sourcegraph/jsonrpc2"
)

// Codes of errors that the protocol adds to those of JSON-RPC.
const (
	codeNotInitialized = -32002
	codeCancelled      = -32800
)

// method is what the server does on a message; the result is for requests.
type method func(s *Server, ctx context.Context, params json.RawMessage) (any, error)

// methods are answered before the next message is read, since most change the state.
var methods = map[string]method{
	"initialize":                          typed((*Server).initialize),
	"initialized":                         typed((*Server).initialized),
	"shutdown":                            typed((*Server).shutdown),
	"exit":                                typed((*Server).exit),
	"$/cancelRequest":                     typed((*Server).cancelRequest),
	"textDocument/didOpen":                typed((*Server).didOpen),
	"textDocument/didChange":              typed((*Server).didChange),
	"textDocument/didSave":                typed((*Server).didSave),
	"textDocument/didClose":               typed((*Server).didClose),
	"workspace/didChangeWorkspaceFolders": typed((*Server).didChangeFolders),
	"workspace/didChangeWatchedFiles":     typed((*Server).didChangeFiles),
	"workspace/didChangeConfiguration":    typed((*Server).didChangeConfiguration),
}

// slow requests may wait for results, and are answered when they are there.
var slow = map[string]method{
	"textDocument/codeAction": typed((*Server).codeAction),
	"textDocument/hover":      typed((*Server).hover),
}

// typed makes a method of a function that takes the message's parameters.
func typed[P any](f func(*Server, context.Context, *P) (any, error)) method {
	return func(s *Server, ctx context.Context, raw json.RawMessage) (any, error) {
		params := new(P)
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, params); err != nil {
				return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
			}
		}
		return f(s, ctx, params)
	}
}

// Handle implements jsonrpc2.Handler.
func (s *Server) Handle(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	if m := slow[req.Method]; m != nil && !req.Notif {
		ctx, cancel := context.WithCancel(ctx)
		s.mu.Lock()
		s.running[req.ID] = cancel
		s.mu.Unlock()
		go func() {
			s.answer(ctx, req, m)
			cancel()
			s.mu.Lock()
			delete(s.running, req.ID)
			s.mu.Unlock()
		}()
		return
	}
	s.answer(ctx, req, methods[req.Method])
}

// answer does what a message asks for, and sends the result of a request. Methods
// that are not known are an error, but for notifications, which may be left alone.
func (s *Server) answer(ctx context.Context, req *jsonrpc2.Request, m method) {
	result, err := s.call(ctx, req, m)
	if ctx.Err() != nil && s.ctx.Err() == nil {
		err = &jsonrpc2.Error{Code: codeCancelled, Message: "the request was cancelled"}
	}
	if req.Notif {
		if err != nil {
			s.log(MessageWarning, req.Method+": "+err.Error())
		}
		return
	}
	res := &jsonrpc2.Response{ID: req.ID}
	if err == nil {
		err = res.SetResult(result)
	}
	if err != nil {
		var coded *jsonrpc2.Error
		if !errors.As(err, &coded) {
			coded = &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
		}
		res.Error = coded
	}
	_ = s.conn.SendResponse(s.ctx, res)
}

// call is m that does not panic, and that is only called when it may be.
func (s *Server) call(ctx context.Context, req *jsonrpc2.Request, m method) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			result, err = nil, s.internal(p, "answering "+req.Method)
		}
	}()
	s.mu.Lock()
	phase := s.phase
	s.mu.Unlock()
	switch {
	case req.Method == "exit":
	case phase == fresh && req.Method != "initialize":
		return nil, &jsonrpc2.Error{Code: codeNotInitialized, Message: "initialize comes first"}
	case phase != fresh && req.Method == "initialize":
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "initialize comes once"}
	case phase == stopped:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server was shut down"}
	case m == nil && req.Notif:
		return nil, nil
	case m == nil:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: req.Method + " is not supported"}
	}
	var raw json.RawMessage
	if req.Params != nil {
		raw = *req.Params
	}
	return m(s, ctx, raw)
}

// internal makes an error of a panic; where it happened goes to the client's log.
func (s *Server) internal(p any, doing string) error {
	s.log(MessageError, fmt.Sprintf("internal error while %s: %v\n%s", doing, p, debug.Stack()))
	return &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: fmt.Sprintf("internal error while %s: %v", doing, p)}
}

// cancelParams name a request.
type cancelParams struct {
	ID jsonrpc2.ID `json:"id"`
}

func (s *Server) cancelRequest(_ context.Context, p *cancelParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.running[p.ID]; cancel != nil {
		cancel()
	}
	return nil, nil
}
