// Package json writes a report for scripts, in a shape of minivet's own that is
// easier to read than SARIF. It answers "what can a script rely on": the types
// of this package are the format, schema.json describes it field by field, and
// testdata/report.json is an example.
//
// Fields are added without a change of [Version]; one that is removed or changes
// its meaning raises it. Lines and columns count from 1, columns in UTF-16 code
// units, offsets from 0 in bytes; ends are exclusive. Paths are relative to the
// current directory where they lie below it, with slashes. Lists without entries
// are left out, but for findings and programs.
package json

import (
	_ "embed"
	stdjson "encoding/json"
	"io"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Version is the version of the format.
const Version = 1

// Schema is the JSON Schema (draft 2020-12) of the format.
//
//go:embed schema.json
var Schema []byte

// Options choose what is written.
type Options struct {
	// Verbose adds the suppressed findings, which are otherwise only counted.
	Verbose bool
}

// Report is the whole document.
type Report struct {
	Version  int       `json:"version"`
	Tool     Tool      `json:"tool"`
	Summary  Summary   `json:"summary"`
	Programs []Program `json:"programs"`
	Findings []Finding `json:"findings"`
	// Suppressed is written with --verbose only.
	Suppressed []Finding `json:"suppressed,omitempty"`
	Notices    []Notice  `json:"notices,omitempty"`
	// LeftOut are files and folders of no program; those of a program are there.
	LeftOut []LeftOut `json:"leftOut,omitempty"`
}

// Tool names what wrote the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Summary counts findings, and what was covered in all programs.
type Summary struct {
	Errors     int `json:"errors"`
	Warnings   int `json:"warnings"`
	Notes      int `json:"notes"`
	Suppressed int `json:"suppressed"`
	// Complete is false if something that was asked for could not be analysed at all.
	Complete bool `json:"complete"`
	Coverage
}

// Coverage is what was looked at.
type Coverage struct {
	Pages          int `json:"pages"`
	Components     int `json:"components"`
	Views          int `json:"views"`
	Files          int `json:"files"`
	Bytes          int `json:"bytes"`
	Functions      int `json:"functions"`
	Reached        int `json:"functionsReached"`
	EntryPoints    int `json:"entryPoints"`
	SensitiveCalls int `json:"sensitiveCalls"`
}

// Program is one mini program.
type Program struct {
	Root     string `json:"root"`
	Platform string `json:"platform"`
	// PlatformWhy says how the platform was found out; absent if it was given.
	PlatformWhy string `json:"platformWhy,omitempty"`
	Coverage
	LeftOut []LeftOut `json:"leftOut,omitempty"`
	// Failed says why the program could not be analysed.
	Failed string `json:"failed,omitempty"`
}

// LeftOut is a file or folder that was not analysed on purpose.
type LeftOut struct {
	Path string `json:"path"`
	Why  string `json:"why"`
}

// Notice is something about the run itself. Fatal: what it speaks of was not analysed.
type Notice struct {
	Program string `json:"program,omitempty"`
	Message string `json:"message"`
	Fatal   bool   `json:"fatal,omitempty"`
}

// Finding is one result.
type Finding struct {
	Rule     string `json:"rule"`
	Category string `json:"category,omitempty"`
	Level    string `json:"level"` // error, warning or note
	Message  string `json:"message"`
	Program  string `json:"program,omitempty"` // the root of its program
	Place
	Original *Original `json:"original,omitempty"`
	// Steps are how the program gets there, the entry point first.
	Steps        []Step            `json:"steps,omitempty"`
	Related      []Step            `json:"related,omitempty"`
	Fixes        []Fix             `json:"fixes,omitempty"`
	Symbol       string            `json:"symbol,omitempty"`
	Data         map[string]string `json:"data,omitempty"`
	Fingerprints map[string]string `json:"fingerprints,omitempty"`
	// Replay is what happened up to the call in a run of the program; data.replay is the verdict.
	Replay []string `json:"replay,omitempty"`
	// Reason is that of the comment that suppresses the finding.
	Reason string `json:"reason,omitempty"`
}

// Place is a range in a file.
type Place struct {
	File  string `json:"file"`
	Start Point  `json:"start"`
	End   Point  `json:"end"`
}

// Point is a position in a file.
type Point struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// Step is a place with a remark.
type Step struct {
	Place
	Original *Original `json:"original,omitempty"`
	Message  string    `json:"message"`
}

// Original is where a place of a compiled file was written, as a source map says.
type Original struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// Fix is one way to mend a finding; its edits belong together.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// Edit replaces a range with a text.
type Edit struct {
	Place
	NewText string `json:"newText"`
}

// Write writes the report as one indented document.
func Write(w io.Writer, r *finding.Report, opt Options) error {
	enc := stdjson.NewEncoder(w)
	enc.SetEscapeHTML(false) // WXML in messages stays readable
	enc.SetIndent("", "  ")
	return enc.Encode(convert(r, opt))
}
