package jsparse

import (
	"fmt"
	"strings"
	"sync"
)

// crashes keeps panics of goroutines for the one that started them: a panic that is
// not recovered from where it happens ends the process, whatever else was to be read.
type crashes struct {
	mu   sync.Mutex
	path string // the first in the order of paths, so that the message does not depend on timing
	what any
}

// guard calls f, which works on the file at path.
func (c *crashes) guard(path string, f func()) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.what == nil || path < c.path {
			c.path, c.what = path, p
		}
	}()
	f()
}

// rethrow panics if a call of guard did.
func (c *crashes) rethrow() {
	if c.what != nil {
		panic(fmt.Sprintf("%s: %v", c.path, c.what))
	}
}

// Failure is a program that could not be loaded because of a mistake in this package.
type Failure struct {
	Root string // relative to what was opened
	Err  error  // one line
}

// loadSafely is Load whose panics are errors; crashed tells them from others.
func loadSafely(load func() (*Program, error)) (p *Program, crashed bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			text := strings.Join(strings.Fields(fmt.Sprint(r)), " ")
			p, err, crashed = nil, fmt.Errorf("internal error while reading it: %.300s; this is a mistake in minivet, not in the program", text), true
		}
	}()
	p, err = load()
	return p, false, err
}
