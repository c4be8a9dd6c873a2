package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
)

// progress is one line on a terminal that is written over while a run lasts, from its
// second second on.
type progress struct {
	w    io.Writer
	mu   sync.Mutex
	text string
	end  chan struct{}
	done sync.WaitGroup
}

// patience is how long a run may last before anything is said.
const patience = time.Second

// startProgress shows what is under way on w, if that is a terminal and nobody asked for
// quiet. The result is never nil.
func (c *checkCmd) startProgress(w io.Writer) *progress {
	f, ok := below(w).(*os.File)
	if !ok || c.Quiet || os.Getenv("CI") != "" || !isatty.IsTerminal(f.Fd()) {
		return &progress{}
	}
	return newProgress(f, patience)
}

func newProgress(w io.Writer, wait time.Duration) *progress {
	p := &progress{w: w, text: "opening", end: make(chan struct{})}
	began := time.Now()
	p.done.Go(func() {
		select {
		case <-p.end:
			return
		case <-time.After(wait):
		}
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			p.mu.Lock()
			fmt.Fprintf(p.w, "\r\033[Kminivet: %s, %d s", p.text, int(time.Since(began).Seconds()))
			p.mu.Unlock()
			select {
			case <-p.end:
				fmt.Fprint(p.w, "\r\033[K")
				return
			case <-tick.C:
			}
		}
	})
	return p
}

// program says which program is being analysed, the n-th of all that are known so far.
func (p *progress) program(root string, n, of int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = fmt.Sprintf("checking %s (program %d of %d)", strings.Map(shown, root), n, of)
}

// stop takes the line away.
func (p *progress) stop() {
	if p.end != nil {
		close(p.end)
		p.done.Wait()
		p.end = nil
	}
}
