package lsp

import (
	"context"
	"strings"
	"testing"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/jsparse"
)

func TestPanicInRun(t *testing.T) {
	s := newServer("test")
	s.analyse = func(p *jsparse.Program, opt analyzers.Options) (*analyzers.Report, error) {
		if strings.Contains(p.Modules["app.js"].File.Text, "boom") {
			panic("no such luck")
		}
		return analyzers.Run(p, opt)
	}
	files := program()
	files["pages/a/a.js"] = calling
	c := startServer(t, s, files, nil)
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
	c.open("app.js", "App({ boom: 1 })\n")
	c.wait("the message", func() bool {
		return strings.Contains(strings.Join(c.messages, "\n"), "internal error while analysing it: no such luck")
	})
	c.edit("app.js", "boom", "calm")
	c.want("pages/a/a.js:2:23-2:87 consent/unguarded")
}

// TestOutOfDate holds a run back while the text changes: what it found is never
// published, and the next run is on the text of then.
func TestOutOfDate(t *testing.T) {
	s := newServer("test")
	running, release := make(chan struct{}), make(chan struct{})
	first := true
	s.analyse = func(p *jsparse.Program, opt analyzers.Options) (*analyzers.Report, error) {
		if strings.Contains(p.Modules["pages/a/a.js"].File.Text, "Clipboard") && first {
			first = false
			close(running)
			<-release
		}
		return analyzers.Run(p, opt)
	}
	c := startServer(t, s, program(), nil)
	c.open("pages/a/a.js", calling)
	<-running
	c.edit("pages/a/a.js", clipboard, "")
	c.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": "file:///elsewhere.js"}}, nil) // the edit has arrived
	close(release)
	c.quiet("pages/a/a.js")
	c.mu.Lock()
	defer c.mu.Unlock()
	if got, ok := c.diags[c.uri("pages/a/a.js")]; ok {
		t.Errorf("published: %+v", got)
	}
}

// TestFolderGone closes a folder while a request waits for its results.
func TestFolderGone(t *testing.T) {
	s := newServer("test")
	running, release := make(chan struct{}), make(chan struct{})
	s.analyse = func(p *jsparse.Program, opt analyzers.Options) (*analyzers.Report, error) {
		close(running)
		<-release
		return analyzers.Run(p, opt)
	}
	c := startServer(t, s, program(), nil)
	<-running
	answered := make(chan error)
	go func() {
		answered <- c.conn.Call(context.Background(), "textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": c.uri("app.js")}}, nil)
	}()
	c.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"removed": []WorkspaceFolder{{c.uri("."), "root"}}}})
	if err := <-answered; err != nil {
		t.Error(err)
	}
	close(release)
}

// TestOtherPrograms: a change in one program of a folder leaves the others alone.
func TestOtherPrograms(t *testing.T) {
	s := newServer("test")
	runs := make(chan string, 100)
	s.analyse = func(p *jsparse.Program, opt analyzers.Options) (*analyzers.Report, error) {
		runs <- p.Root
		return analyzers.Run(p, opt)
	}
	files := map[string]string{}
	for name, text := range program() {
		files["x/"+name], files["y/"+name] = text, text
	}
	files["y/pages/a/a.js"] = calling
	c := startServer(t, s, files, nil)
	c.want("y/pages/a/a.js:2:23-2:87 consent/unguarded")
	c.open("x/pages/a/a.js", calling)
	c.want("x/pages/a/a.js:2:23-2:87 consent/unguarded\ny/pages/a/a.js:2:23-2:87 consent/unguarded")
	close(runs)
	var got []string
	for root := range runs {
		got = append(got, root)
	}
	if want := "x y x"; strings.Join(got, " ") != want {
		t.Errorf("ran %v, want %s", got, want)
	}
}
