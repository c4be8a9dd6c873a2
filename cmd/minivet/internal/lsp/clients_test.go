package lsp

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// command builds minivet for clients that start it themselves.
func command(t *testing.T) string {
	t.Helper()
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("skipped: there is no go command to build minivet with")
	}
	out := filepath.Join(t.TempDir(), "minivet")
	if text, err := exec.Command(goTool, "build", "-o", out, "github.com/minivet/minivet/cmd/minivet").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return out
}

// calls writes the program that the clients open.
func calls(t *testing.T) string {
	t.Helper()
	c := &client{t: t, dir: t.TempDir()}
	for name, text := range program() {
		c.write(name, text)
	}
	c.write("pages/a/a.js", calling)
	return c.dir
}

// output runs a client to its end.
func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%v\n%s", err, cmd.Stderr)
	}
	return strings.TrimSpace(strings.ReplaceAll(string(out), "\r", ""))
}

func TestVSCodeLibrary(t *testing.T) {
	node, err := exec.LookPath("node")
	modules := os.Getenv("MINIVET_NODE_MODULES")
	if err != nil || modules == "" {
		t.Skip("skipped: needs node, and in MINIVET_NODE_MODULES a folder with node_modules/vscode-languageserver-protocol")
	}
	script, err := filepath.Abs("testdata/client.mjs")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*patienceOfTests)
	defer cancel()
	cmd := exec.CommandContext(ctx, node, script, command(t), calls(t))
	cmd.Dir = modules
	got := output(t, cmd)
	for _, line := range []string{
		"minivet utf-16", "registers workspace/didChangeWatchedFiles", "2:23 consent/unguarded 2 steps",
		"hover **wx.getClipboardData**: the clipboard (category clipboard)",
		"Ignore consent/unguarded here, with a reason 1", "left 0", "exit 0",
	} {
		if !strings.Contains("\n"+got+"\n", "\n"+line+"\n") {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
}

func TestNeovim(t *testing.T) {
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		t.Skip("skipped: there is no nvim")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*patienceOfTests)
	defer cancel()
	cmd := exec.CommandContext(ctx, nvim, "--headless", "-u", "NONE", "-i", "NONE", "-c", "luafile testdata/client.lua")
	cmd.Env = append(os.Environ(), "MINIVET="+command(t), "FOLDER="+calls(t), "XDG_STATE_HOME="+t.TempDir(), "XDG_CACHE_HOME="+t.TempDir())
	// Neovim counts columns in bytes: it has translated them.
	if got := output(t, cmd); !strings.Contains(got, "2:33 consent/unguarded") || !strings.Contains(got, "left 0") {
		t.Errorf("got %s", got)
	}
}
