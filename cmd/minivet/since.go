package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/cmd/minivet/internal/since"
)

// change is what --new-from or --diff name; the zero value is none.
type change struct {
	before *since.Version
	// diff stands in where the version before a diff could not be had.
	diff *since.Diff
	why  error // why it could not
	opt  check.Options
}

// change finds the version before, while the files are as they are.
func (c *checkCmd) change() (ch change, err error) {
	ch.opt = c.options()
	switch {
	case c.NewFrom == "" && c.Diff == "":
		return ch, nil
	case c.Fix:
		return ch, errors.New("--fix mends everything: leave --new-from or --diff out")
	case c.NewFrom != "":
		ch.before, err = since.FromGit(c.Paths, c.NewFrom)
		return ch, err
	}
	if ch.diff, err = c.readDiff(); err == nil {
		ch.before, ch.why = ch.diff.Before()
	}
	return ch, err
}

func (c *checkCmd) readDiff() (*since.Diff, error) {
	dir := "."
	if len(c.Paths) > 0 {
		dir = c.Paths[0]
	}
	var in io.Reader = os.Stdin
	if c.Diff != "-" {
		f, err := os.Open(c.Diff)
		if err != nil {
			return nil, fmt.Errorf("cannot read the diff: %w", err)
		}
		defer f.Close()
		in = f
	}
	return since.ReadDiff(in, c.Diff, dir)
}

// onlyNew takes out of the report what the version before has too.
func (ch *change) onlyNew(s streams, report *finding.Report) error {
	switch {
	case ch.before == nil && ch.diff == nil:
		return nil
	case ch.before == nil:
		fmt.Fprintf(s.err, "minivet: the diff does not lead to the present files (%v), so what is new is judged by the lines that it touches\n", ch.why)
		return ch.diff.Touched(report)
	case !ch.before.Touches(ch.opt.Paths):
		ch.before.ApplyTo(report)
		return nil
	}
	opt := ch.opt
	opt.Wrap = ch.before.Wrap
	before, err := check.Run(opt)
	if err != nil {
		return err
	}
	for _, n := range before.Notices {
		if n.Fatal { // a program that is new altogether, for one
			fmt.Fprintf(s.err, "minivet: before %s: %s%s; what is found there counts as new\n", ch.before.Name, where(n), n.Message)
		}
	}
	ch.before.Apply(report, before)
	return nil
}
