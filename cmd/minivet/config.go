package main

import (
	"errors"
	"fmt"

	"github.com/minivet/minivet/cmd/minivet/internal/config"
)

// configCmd is `minivet config`.
type configCmd struct {
	Check configCheckCmd `cmd:"" help:"Check minivet.yaml, and print what holds and where it comes from."`
}

// configCheckCmd is `minivet config check`.
type configCheckCmd struct {
	File string `arg:"" optional:"" help:"The configuration. Default: the minivet.yaml found from the current folder upwards." placeholder:"FILE"`
}

func (c *configCheckCmd) run(s streams) (Status, error) {
	names := ruleNames()
	var file *config.File
	var err error
	if c.File != "" {
		file, err = config.Read(c.File, names)
	} else if file, err = config.Find(".", names); err == nil && file.Path == "" {
		err = errors.New("there is no minivet.yaml in this folder or above it")
	}
	if err != nil {
		return NotRun, err
	}
	if _, err := file.Tables(); err != nil {
		return NotRun, err
	}
	for _, v := range file.Effective() {
		if _, err := fmt.Fprintf(s.out, "%s: %s  # %s\n", v.Key, v.Value, v.From); err != nil {
			return NotRun, fmt.Errorf("cannot write: %w", err)
		}
	}
	return Clean, nil
}
