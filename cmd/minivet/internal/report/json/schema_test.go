package json

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// full is a report with every field that there may be.
func full() *finding.Report {
	rep := sample()
	rep.Programs[0].Failed = "a rule could not run"
	rep.Findings[0].Suppressed = "agreed on paper"
	rep.Findings[0].Replay = []string{"the call was seen"}
	rep.Suppressed[0].Replay = rep.Findings[0].Replay
	rep.LeftOut = []finding.LeftOut{{Path: "docs", Why: "no mini program"}}
	rep.Notices = []finding.Notice{{Program: "shop", Message: "not analysed", Fatal: true}}
	return rep
}

// strict is the schema as it is, but every field that it does not describe is wrong.
func strict(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	root := doc.(map[string]any)
	closeObjects(root)
	// Those that others are made of are closed where they are used.
	defs := root["$defs"].(map[string]any)
	for _, name := range []string{"coverage", "place"} {
		delete(defs[name].(map[string]any), "unevaluatedProperties")
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("strict.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("strict.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func closeObjects(schema map[string]any) {
	for _, v := range schema {
		if m, ok := v.(map[string]any); ok {
			closeObjects(m)
		}
	}
	if schema["type"] == "object" && schema["properties"] != nil {
		schema["unevaluatedProperties"] = false
	}
}

func validate(t *testing.T, schema *jsonschema.Schema, rep *finding.Report) error {
	t.Helper()
	var buf bytes.Buffer
	if err := Write(&buf, rep, Options{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(&buf)
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(doc)
}

func TestSchema(t *testing.T) {
	schema := strict(t)
	requireAll(t, reflect.ValueOf(*convert(full(), Options{Verbose: true})), "report")
	for name, rep := range map[string]*finding.Report{"full": full(), "sample": sample(), "empty": {Version: "test"}} {
		if err := validate(t, schema, rep); err != nil {
			t.Errorf("%s: %#v", name, err)
		}
	}
	wrong := full()
	wrong.Findings[0].Place.Start.Line = 0
	if validate(t, schema, wrong) == nil {
		t.Error("a line 0 is taken")
	}
}

// requireAll fails for fields that have no value: full must show each at least once.
func requireAll(t *testing.T, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			requireAll(t, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice:
		if v.Len() == 0 {
			t.Errorf("%s is empty", path)
			return
		}
		requireAll(t, v.Index(0), path)
	case reflect.Bool: // false is a value
	default:
		if v.IsZero() && path != "report.Summary.Warnings" && path != "report.Summary.Notes" {
			t.Errorf("%s has no value", path)
		}
	}
}
