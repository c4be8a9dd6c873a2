package config

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Baseline is what a project knows of already: findings of a run, by fingerprint.
type Baseline struct {
	Version int     `json:"version"` // of this format: 1
	Known   []Known `json:"known"`
}

// Known is one finding. Only the fingerprint is looked at; the rest is for people
// who read the file's changes in a review.
type Known struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	File        string `json:"file"`
	Message     string `json:"message"`
}

// NewBaseline takes the findings of a report, in their order.
func NewBaseline(rep *finding.Report) *Baseline {
	b := &Baseline{Version: 1, Known: []Known{}}
	for i := range rep.Findings {
		f := &rep.Findings[i]
		b.Known = append(b.Known, Known{f.Fingerprints[finding.Fingerprint], f.Name(), f.Place.File, f.Message})
	}
	return b
}

// Write writes it, one finding after the other, so that changes read well.
func (b *Baseline) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(b)
}

// ReadBaseline reads a file that Write wrote.
func ReadBaseline(path string) (*Baseline, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the baseline: %w; make one with minivet baseline write", err)
	}
	b := &Baseline{}
	if err := json.Unmarshal(text, b); err != nil {
		return nil, fmt.Errorf("%s is no baseline: %w; make one with minivet baseline write", path, err)
	}
	if b.Version != 1 {
		return nil, fmt.Errorf("%s: version %d of the baseline is not known; make a new one with minivet baseline write", path, b.Version)
	}
	return b, nil
}

// Apply moves what is known to the suppressed findings. Gone is the number of known
// findings that are no more: the baseline can be written anew.
func (b *Baseline) Apply(rep *finding.Report, path string) (gone int) {
	known := map[string]bool{}
	for _, k := range b.Known {
		known[k.Fingerprint] = true
	}
	var left []finding.Finding
	for _, f := range rep.Findings {
		print := f.Fingerprints[finding.Fingerprint]
		if !known[print] {
			left = append(left, f)
			continue
		}
		delete(known, print)
		f.Suppressed = "known in " + path
		rep.Suppressed = append(rep.Suppressed, f)
	}
	rep.Findings = slices.Clip(left)
	finding.Sort(rep.Suppressed)
	return len(known)
}
