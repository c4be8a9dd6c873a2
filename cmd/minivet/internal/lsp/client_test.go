package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// client is an editor: it has folders on disk and texts that are open.
type client struct {
	t    testing.TB
	dir  string
	conn *jsonrpc2.Conn
	left chan bool // what Serve returned
	init InitializeResult

	mu       sync.Mutex
	changed  chan struct{} // closed and made anew with each message
	diags    map[string]PublishDiagnosticsParams
	messages []string
	asked    []string       // methods of the server's requests
	answers  map[string]any // to those
	texts    map[string]string
	versions map[string]int
}

// patienceOfTests is when a test gives up; none depends on how long things take.
const patienceOfTests = 15 * time.Second

// start writes files below a new folder and initializes a server for it.
func start(t testing.TB, files map[string]string, change func(map[string]any)) *client {
	t.Helper()
	return startServer(t, newServer("test"), files, change)
}

func startServer(t testing.TB, s *Server, files map[string]string, change func(map[string]any)) *client {
	t.Helper()
	c := &client{
		t: t, dir: t.TempDir(), left: make(chan bool, 1), changed: make(chan struct{}),
		diags: map[string]PublishDiagnosticsParams{}, answers: map[string]any{}, texts: map[string]string{}, versions: map[string]int{},
	}
	for name, text := range files {
		c.write(name, text)
	}
	here, there := net.Pipe()
	go func() { c.left <- s.serve(context.Background(), there) }()
	c.conn = jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(here, jsonrpc2.VSCodeObjectCodec{}), c, jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	t.Cleanup(func() { c.conn.Close() })
	params := map[string]any{
		"rootUri":          uriOf(c.dir),
		"workspaceFolders": []WorkspaceFolder{{uriOf(c.dir), "root"}},
		// Only the rule consent, so that there is one finding.
		"initializationOptions": map[string]any{"rules": onlyConsent()},
		"capabilities": map[string]any{
			"workspace":    map[string]any{"workspaceEdit": map[string]any{"documentChanges": true}},
			"textDocument": map[string]any{"hover": map[string]any{"contentFormat": []string{"markdown", "plaintext"}}},
		},
	}
	if change != nil {
		change(params)
	}
	c.call("initialize", params, &c.init)
	c.notify("initialized", map[string]any{})
	return c
}

// onlyConsent are settings that turn the other rules off.
func onlyConsent() map[string]string {
	return map[string]string{"agegate": "off", "minimize": "off", "declaration": "off", "egress": "off"}
}

// Handle implements jsonrpc2.Handler for what the server sends.
func (c *client) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch req.Method {
	case "textDocument/publishDiagnostics":
		var p PublishDiagnosticsParams
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			c.t.Error(err)
		}
		c.diags[p.URI] = p
	case "window/showMessage", "window/logMessage":
		var p MessageParams
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			c.t.Error(err)
		}
		c.messages = append(c.messages, p.Message)
	default:
		c.asked = append(c.asked, req.Method)
	}
	if !req.Notif {
		_ = conn.Reply(ctx, req.ID, c.answers[req.Method])
	}
	close(c.changed)
	c.changed = make(chan struct{})
}

func (c *client) path(name string) string { return filepath.Join(c.dir, filepath.FromSlash(name)) }
func (c *client) uri(name string) string  { return uriOf(c.path(name)) }

func (c *client) write(name, text string) {
	c.t.Helper()
	if err := os.MkdirAll(filepath.Dir(c.path(name)), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(c.path(name), []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) call(method string, params, result any) {
	c.t.Helper()
	if err := c.conn.Call(context.Background(), method, params, result); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	if err := c.conn.Notify(context.Background(), method, params); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) open(name, text string) {
	c.t.Helper()
	c.texts[name], c.versions[name] = text, 1
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": c.uri(name), "languageId": "javascript", "version": 1, "text": text}})
}

// edit replaces the one occurrence of old in an open text, as an editor does.
func (c *client) edit(name, old, text string) {
	c.t.Helper()
	before := c.texts[name]
	at := strings.Index(before, old)
	if at < 0 || strings.Count(before, old) != 1 {
		c.t.Fatalf("%s: %q is there %d times", name, old, strings.Count(before, old))
	}
	x := newIndex(before, utf16)
	c.texts[name] = before[:at] + text + before[at+len(old):]
	c.versions[name]++
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": c.uri(name), "version": c.versions[name]},
		"contentChanges": []any{map[string]any{"range": Range{x.position(at), x.position(at + len(old))}, "text": text}},
	})
}

// lines prints the diagnostics of all files, one a line.
func (c *client) lines() string {
	var out []string
	for uri, p := range c.diags {
		path, _ := pathOf(uri)
		name, _ := within(c.dir, path)
		for _, d := range p.Diagnostics {
			out = append(out, fmt.Sprintf("%s:%d:%d-%d:%d %s", name, d.Range.Start.Line, d.Range.Start.Character, d.Range.End.Line, d.Range.End.Character, d.Code))
		}
	}
	return strings.Join(sortedStrings(out), "\n")
}

// wait waits until a condition on what the server said holds.
func (c *client) wait(what string, ok func() bool) {
	c.t.Helper()
	late := time.After(patienceOfTests)
	for {
		c.mu.Lock()
		done, changed, state := ok(), c.changed, c.lines()
		messages := strings.Join(c.messages, "\n")
		c.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-late:
			c.t.Fatalf("waiting for %s; diagnostics:\n%s\nmessages:\n%s", what, state, messages)
		}
	}
}

// want waits until the diagnostics are these.
func (c *client) want(want string) {
	c.t.Helper()
	want = strings.TrimSpace(want)
	c.wait(want, func() bool { return c.lines() == want })
}

// quiet waits until the server has looked at all that it was told.
func (c *client) quiet(name string) {
	c.t.Helper()
	c.actions(name, Range{})
}

func (c *client) actions(name string, r Range) []CodeAction {
	c.t.Helper()
	var list []CodeAction
	c.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}, "range": r, "context": map[string]any{"diagnostics": []any{}}}, &list)
	return list
}

func sortedStrings(list []string) []string {
	set := map[string]bool{}
	for _, x := range list {
		set[x] = true
	}
	return sorted(set)
}
