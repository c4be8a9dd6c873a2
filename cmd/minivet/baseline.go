package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/minivet/minivet/cmd/minivet/internal/config"
)

// baselineCmd is `minivet baseline`.
type baselineCmd struct {
	Write baselineWriteCmd `cmd:"" help:"Write what is found now to a file, for check --baseline."`
}

// baselineWriteCmd is `minivet baseline write`.
type baselineWriteCmd struct {
	Paths  []string `arg:"" optional:"" name:"path" help:"Folders to check. Default: the current folder."`
	Output string   `short:"o" default:"minivet-baseline.json" help:"The file; default ${default}." placeholder:"FILE"`
	setup
	platformFlag
}

func (c *baselineWriteCmd) run(s streams) (Status, error) {
	check := checkCmd{Paths: c.Paths, setup: c.setup, platformFlag: c.platformFlag}
	if err := check.configure(); err != nil {
		return NotRun, err
	}
	report, err := check.check()
	if err != nil {
		return NotRun, err
	}
	for _, n := range report.Notices {
		fmt.Fprintf(s.err, "minivet: %s%s\n", where(n), n.Message)
	}
	if report.Failed() {
		return NotRun, nil
	}
	var buf bytes.Buffer
	if err := config.NewBaseline(report).Write(&buf); err != nil {
		return NotRun, err
	}
	if err := os.WriteFile(c.Output, buf.Bytes(), 0o644); err != nil {
		return NotRun, fmt.Errorf("cannot write the baseline: %w", err)
	}
	fmt.Fprintf(s.out, "%d findings in %s\n", len(report.Findings), c.Output)
	return Clean, nil
}
