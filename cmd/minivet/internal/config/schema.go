package config

import _ "embed"

// Schema is the JSON Schema of minivet.yaml, for editors.
//
//go:embed schema.json
var Schema []byte
