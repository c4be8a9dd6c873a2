package main

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What check prints of the sample programs is as the schema that schema prints says.
func TestReportSchema(t *testing.T) {
	var text, report, messages bytes.Buffer
	if status := run([]string{"schema", "report"}, &text, &messages); status != Clean {
		t.Fatalf("schema: status %d: %s", status, messages.String())
	}
	doc, err := jsonschema.UnmarshalJSON(&text)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"check", "--no-config", "--format", "json", "--verbose", filepath.Join(repository, "testdata"), "testdata/no such folder"}
	if status := run(args, &report, &messages); status != NotRun { // because of the folder
		t.Fatalf("check: status %d: %s", status, messages.String())
	}
	got, err := jsonschema.UnmarshalJSON(&report)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(got); err != nil {
		t.Errorf("%#v", err)
	}
}
