package main

import (
	"bytes"
	"errors"
	"testing"
)

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }

// Commands that only print fail where that can't be written, in one line.
func TestFullOutput(t *testing.T) {
	for _, args := range [][]string{{"explain", "list"}, {"explain", "consent"}, {"completion", "bash"}, {"version"}} {
		var notes bytes.Buffer
		if got := run(args, full{}, &notes); got != NotRun || notes.String() != "minivet: cannot write: no room\n" {
			t.Errorf("%q: status %d, %q", args, got, notes.String())
		}
	}
}
