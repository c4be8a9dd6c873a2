package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/report/json"
)

// schemas are the JSON Schemas of what minivet writes and reads.
var schemas = map[string][]byte{
	"config": config.Schema, // minivet.yaml
	"report": json.Schema,   // check --format json
}

// schemaCmd is `minivet schema`.
type schemaCmd struct {
	Name string `arg:"" help:"Which: config (minivet.yaml), report (what check --format json prints)."`
}

func (c *schemaCmd) run(s streams) (Status, error) {
	text, ok := schemas[c.Name]
	if !ok {
		return NotRun, fmt.Errorf("there is no schema %q; the schemas are %s", c.Name, strings.Join(slices.Sorted(maps.Keys(schemas)), ", "))
	}
	if _, err := s.out.Write(text); err != nil {
		return NotRun, fmt.Errorf("cannot write the schema: %w", err)
	}
	return Clean, nil
}
