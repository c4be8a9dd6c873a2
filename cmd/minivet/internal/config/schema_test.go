package config

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// sample has every key.
const sample = `
platform: tcmpp
fail-on: error
rules: {consent: off}
domains: ["*.shop.test"]
guards:
  - ensure
  - {call: utils/consent#ask, gives: "category:location", when: truthy}
catalogue: [own.tsv]
paths: {exclude: ["vendor/**"]}
declared: [location]
`

func TestSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("config.json")
	if err != nil {
		t.Fatal(err)
	}
	for text, ok := range map[string]bool{
		sample: true, "{}": true, "domain: []": false, "guards: [{gives: all}]": false, "rules: {consent: loud}": false, "paths: {include: []}": false,
	} {
		raw, err := yaml.YAMLToJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := Parse("f", []byte(sample), []string{"consent"}); err != nil {
		t.Error(err)
	}
}

// The schema and the structs name the same keys, and so do the messages.
func TestSchemaKeys(t *testing.T) {
	type object struct{ Properties map[string]json.RawMessage }
	var top, paths, guard object
	var guards struct{ Items struct{ OneOf []object } }
	read := func(text []byte, into any) {
		t.Helper()
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	read(Schema, &top)
	read(top.Properties["paths"], &paths)
	read(top.Properties["guards"], &guards)
	guard = guards.Items.OneOf[1]
	for _, tt := range []struct {
		in     object
		of     reflect.Type
		listed []string
	}{
		{top, reflect.TypeFor[File](), keys},
		{paths, reflect.TypeFor[Paths](), nil},
		{guard, reflect.TypeFor[Guard](), nil},
	} {
		want := yamlKeys(tt.of)
		if got := slices.Sorted(maps.Keys(tt.in.Properties)); !slices.Equal(got, want) {
			t.Errorf("%s: the schema has %q, the struct %q", tt.of, got, want)
		}
		if tt.listed != nil && !slices.Equal(slices.Sorted(slices.Values(tt.listed)), want) {
			t.Errorf("%s: messages know %q, the struct %q", tt.of, tt.listed, want)
		}
	}
}

func yamlKeys(typ reflect.Type) []string {
	var out []string
	for i := range typ.NumField() {
		if key := typ.Field(i).Tag.Get("yaml"); key != "" && key != "-" {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}
