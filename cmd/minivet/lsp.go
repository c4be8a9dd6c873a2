package main

import (
	"context"
	"io"
	"os"

	"github.com/minivet/minivet/cmd/minivet/internal/lsp"
)

// lspCmd is `minivet lsp`.
type lspCmd struct {
	Stdio bool `help:"Talk over standard input and output; that is so anyway, clients like to say it."`
}

// Help is shown below the flags.
func (*lspCmd) Help() string {
	return `Speaks the language server protocol over standard input and output: an editor starts it. Findings are shown while you type, with the path to each as related information, the fixes and a suppression as code actions, and the consent of a sensitive call when you point at it. Settings have the keys of minivet.yaml and win over it.

Exit status: 0 the client shut it down; 2 it went away without.`
}

// stdio is both standard streams.
type stdio struct {
	io.Reader
	io.Writer
}

func (stdio) Close() error { return os.Stdin.Close() }

func (c *lspCmd) run(s streams) (Status, error) {
	if lsp.Serve(context.Background(), stdio{os.Stdin, s.out}, version()) {
		return Clean, nil
	}
	return NotRun, nil
}
