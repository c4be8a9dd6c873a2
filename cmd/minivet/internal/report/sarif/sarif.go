// Package sarif writes a report as SARIF 2.1.0. It answers "what do code scanning
// services, editors and review bots read"; how findings look to people is none of
// its business.
//
// What consumers ask for, or trip over, and what is done about it:
//
//   - GitHub code scanning wants `$schema`, `results` even if empty, and of every
//     rule shortDescription, fullDescription and help, none of them empty and the
//     first two of at most 1024 characters.
//   - It wants all four of startLine, startColumn, endLine and endColumn. Columns
//     count UTF-16 code units from 1, as columnKind says; the end is exclusive.
//   - Of partialFingerprints it reads primaryLocationLineHash alone. It and others
//     keep our own beside it: see package finding.
//   - It shows a result only where the URI is relative to the root of the
//     repository, so URIs are relative to the current directory. The base SRCROOT
//     is described and has no URI of its own: it would be a path of this machine.
//   - It ignores `suppressions`, and reviewdog v0.21.0 reports suppressed results:
//     they are left out.
//   - Validators warn of values written out that are defaults (`"index": -1`,
//     empty arrays): all are left out but `results` and each result's level, which
//     readers should not have to look for in the rule.
//   - GitHub takes 25 000 results and keeps 5000 of them, 1000 locations of a
//     thread flow and 100 related ones; a run says so in a notification when it has
//     more results than are kept.
//   - GitHub Advanced Security for Azure DevOps wants the driver's fullName.
//   - Validators want a version that begins with a digit, see [number], and an
//     informationUri, which there is none of to give.
//   - baselineState is written where the run was compared with an older one; it is
//     always "new", as what is unchanged is left out.
//   - reviewdog copies our columns, though those of its own format count bytes.
package sarif

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

const (
	schemaURI = "https://json.schemastore.org/sarif-2.1.0.json"
	baseID    = "SRCROOT"
	maxText   = 1000 // characters of a description
	maxKept   = 5000 // results that GitHub shows
	ruleParse = "parse"
)

// Write writes the report as one SARIF log with one run.
func Write(w io.Writer, rep *finding.Report) error {
	c := &converter{index: map[string]int{}}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false) // WXML in messages stays readable
	return enc.Encode(sarifLog{Schema: schemaURI, Version: "2.1.0", Runs: []run{c.run(rep)}})
}

type converter struct {
	index map[string]int // of a rule in the driver's list
}

func (c *converter) run(rep *finding.Report) run {
	d := driver{Name: "minivet", FullName: "minivet: privacy of mini programs", Version: number(rep.Version)}
	for i := range rep.Rules {
		c.index[rep.Rules[i].Name] = i
		d.Rules = append(d.Rules, reportingRule(&rep.Rules[i]))
	}
	r := run{
		Tool:               tool{d},
		OriginalURIBaseIDs: map[string]artifactLocation{baseID: {Description: &message{Text: "The directory that minivet was started in."}}},
		Invocations:        []invocation{invoked(rep)},
		ColumnKind:         "utf16CodeUnits",
		Results:            []result{},
		Properties:         map[string]any{"coverage": coverage(rep)},
	}
	for i := range rep.Findings {
		r.Results = append(r.Results, c.result(&rep.Findings[i], rep.Since))
	}
	return r
}

// number is a version as validators want it, with a digit first: a release without
// the v of its tag, and 0.0.0 for what is none.
func number(version string) string {
	version = strings.TrimPrefix(version, "v")
	if version != "" && (version[0] < '0' || version[0] > '9') {
		return "0.0.0-" + version
	}
	return version
}

// reportingRule describes a rule. Its page is plain text that reads as Markdown:
// headings with #, indented code, lists with -.
func reportingRule(in *finding.RuleInfo) reportingDescriptor {
	summary := orElse(in.Summary, in.Name)
	return reportingDescriptor{
		ID:                   in.Name,
		ShortDescription:     message{Text: limit(sentence(summary))},
		FullDescription:      message{Text: limit(orElse(lead(in.Doc), sentence(summary)))},
		DefaultConfiguration: configuration{Level: "warning"},
		Help:                 multiformat{Text: orElse(in.Doc, sentence(summary)), Markdown: orElse(in.Doc, sentence(summary))},
		Properties:           ruleProperties{Tags: tags(in), Precision: "high"},
	}
}

func tags(in *finding.RuleInfo) []string {
	if in.Builtin {
		return []string{"maintainability"}
	}
	return []string{"privacy", "security"}
}

// lead is the first paragraph below the summary that is prose.
func lead(doc string) string {
	for _, p := range strings.Split(doc, "\n\n")[1:] {
		if p = strings.TrimRight(p, "\n"); p != "" && !strings.HasPrefix(p, "#") && !strings.HasPrefix(p, "\t") {
			return strings.Join(strings.Fields(p), " ")
		}
	}
	return ""
}

func limit(text string) string {
	if r := []rune(text); len(r) > maxText {
		return string(r[:maxText]) + "…"
	}
	return text
}

// sentence gives text the full stop that SARIF wants, and a capital letter unless
// it begins with a name of the code.
func sentence(text string) string {
	first, _, _ := strings.Cut(text, " ")
	if isWord(first) {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

func isWord(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

func orElse(text, other string) string {
	if strings.TrimSpace(text) == "" {
		return other
	}
	return text
}

func invoked(rep *finding.Report) invocation {
	inv := invocation{ExecutionSuccessful: !rep.Failed()}
	for _, n := range rep.Notices {
		level, text := "warning", n.Message
		if n.Fatal {
			level = "error"
		}
		if n.Program != "" && n.Program != "." {
			text = n.Program + ": " + text
		}
		inv.Notifications = append(inv.Notifications, notification{Level: level, Message: message{Text: text}})
	}
	// What could not be read is a result, and a hole in the run besides.
	for i := range rep.Findings {
		if f := &rep.Findings[i]; f.Rule == ruleParse {
			inv.Notifications = append(inv.Notifications, notification{Level: f.Level.String(),
				Message:   message{Text: sentence(f.Message)},
				Locations: []location{{PhysicalLocation: physical(f.Place)}}})
		}
	}
	if n := len(rep.Findings); n > maxKept {
		inv.Notifications = append(inv.Notifications, notification{Level: "warning",
			Message: message{Text: fmt.Sprintf("there are %d results, of which GitHub keeps %d: check programs or rules one at a time", n, maxKept)}})
	}
	return inv
}

// coverage says what the run looked at, for readers who want to know what a log
// without results is worth.
func coverage(rep *finding.Report) []coveredProgram {
	list := []coveredProgram{}
	for _, p := range rep.Programs {
		list = append(list, coveredProgram{
			Root: p.Root, Platform: p.Platform, Pages: p.Pages, Files: p.Files, Functions: p.Functions,
			Reached: p.Reached, EntryPoints: p.Entries, SensitiveCalls: p.Calls, LeftOut: len(p.LeftOut),
		})
	}
	return list
}

// result converts a finding. Where the run was compared with an older one, only
// what is new is reported, and says so.
func (c *converter) result(f *finding.Finding, since string) result {
	r := result{
		RuleID: f.Rule, Level: f.Level.String(),
		Message:             message{Text: sentence(f.Message)},
		Locations:           []location{{PhysicalLocation: physical(f.Place)}},
		CodeFlows:           append(codeFlows(f.Steps), witness(f)...),
		RelatedLocations:    related(f),
		PartialFingerprints: f.Fingerprints,
		Fixes:               fixes(f.Fixes),
		Properties:          properties(f),
	}
	if since != "" {
		r.BaselineState = "new"
	}
	if i, ok := c.index[f.Rule]; ok {
		r.RuleIndex = &i
	}
	return r
}

func properties(f *finding.Finding) map[string]any {
	p := map[string]any{}
	for k, v := range f.Data {
		p[k] = v
	}
	// Ours win over a rule's data of the same name.
	for k, v := range map[string]string{"category": f.Category, "program": f.Program, "symbol": f.Symbol} {
		if v != "" {
			p[k] = v
		}
	}
	if len(f.Replay) > 0 {
		p["replayTrace"] = f.Replay
	}
	if len(p) == 0 {
		return nil
	}
	return p
}

func codeFlows(steps []finding.Step) []codeFlow {
	if len(steps) == 0 {
		return nil
	}
	var flow threadFlow
	for _, s := range steps {
		flow.Locations = append(flow.Locations, threadFlowLocation{step(s)})
	}
	return []codeFlow{{ThreadFlows: []threadFlow{flow}}}
}

// witness is what happened in a run up to the call, as a second flow: its steps are
// what the user and the platform did, and only the call has a place.
func witness(f *finding.Finding) []codeFlow {
	if v := f.Data["replay"]; len(f.Replay) == 0 || v != "confirmed" && v != "guarded" {
		return nil
	}
	var flow threadFlow
	for i, text := range f.Replay {
		l := location{Message: &message{Text: text}}
		if i == len(f.Replay)-1 {
			l.PhysicalLocation = physical(f.Place)
		}
		flow.Locations = append(flow.Locations, threadFlowLocation{l})
	}
	text := message{Text: "replayed: " + f.Data["replay"]}
	return []codeFlow{{Message: &text, ThreadFlows: []threadFlow{flow}}}
}

// related are the places beside the code flow, led by the entry point: readers
// that show no code flow at least link to where it begins.
func related(f *finding.Finding) []location {
	steps := f.Related
	if len(f.Steps) > 1 {
		steps = append([]finding.Step{f.Steps[0]}, steps...)
	}
	var list []location
	for i, s := range steps {
		l := step(s)
		l.ID = i + 1
		list = append(list, l)
	}
	if o := f.Origin; o != nil {
		at := finding.Point{Line: o.Line, Column: o.Column}
		list = append(list, location{ID: len(list) + 1, Message: &message{Text: "written here, as the source map says"},
			PhysicalLocation: physical(finding.Place{File: o.File, Start: at, End: at})})
	}
	return list
}

func step(s finding.Step) location {
	return location{PhysicalLocation: physical(s.Place), Message: &message{Text: orElse(s.Message, "here") + s.Origin.From()}}
}

// fixes writes each fix with its edits grouped by file, in the order of the files'
// first edit.
func fixes(in []finding.Fix) []fix {
	var list []fix
	for _, f := range in {
		var changes []artifactChange
		for _, e := range f.Edits {
			at := slices.IndexFunc(changes, func(a artifactChange) bool { return a.ArtifactLocation.URI == URI(e.Place.File) })
			if at < 0 {
				at = len(changes)
				changes = append(changes, artifactChange{ArtifactLocation: artifact(e.Place.File)})
			}
			rep := replacement{DeletedRegion: area(e.Place)}
			if e.NewText != "" {
				rep.InsertedContent = &message{Text: e.NewText}
			}
			changes[at].Replacements = append(changes[at].Replacements, rep)
		}
		if len(changes) > 0 {
			list = append(list, fix{Description: message{Text: orElse(f.Message, "mend it")}, ArtifactChanges: changes})
		}
	}
	return list
}

func physical(p finding.Place) *physicalLocation {
	return &physicalLocation{ArtifactLocation: artifact(p.File), Region: area(p)}
}

func area(p finding.Place) region {
	return region{StartLine: p.Start.Line, StartColumn: p.Start.Column, EndLine: p.End.Line, EndColumn: p.End.Column}
}

func artifact(file string) artifactLocation {
	l := artifactLocation{URI: URI(file)}
	if !strings.HasPrefix(l.URI, "file:") {
		l.URIBaseID = baseID
	}
	return l
}

// URI is a displayed path as a URI reference: relative paths stay relative,
// absolute ones get the scheme file.
func URI(file string) string {
	file = path.Clean(file)
	if path.IsAbs(file) {
		return (&url.URL{Scheme: "file", Path: file}).String()
	}
	segments := strings.Split(file, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	// A colon in the first segment would read as a scheme.
	segments[0] = strings.ReplaceAll(segments[0], ":", "%3A")
	return strings.Join(segments, "/")
}
