package config

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Baseline is what a project knows of already: findings of a run, by fingerprint.
type Baseline struct {
	Version int     `json:"version"` // of this format: 1
	Known   []Known `json:"known"`
}

// Known is one finding. The fingerprint is what counts, and the file where several
// have the same; the rest is for people who read the file's changes in a review.
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
	return parseBaseline(path, text)
}

func parseBaseline(path string, text []byte) (*Baseline, error) {
	b := &Baseline{}
	if err := json.Unmarshal(text, b); err != nil {
		return nil, fmt.Errorf("%s is no baseline: %w; make one with minivet baseline write", path, err)
	}
	if b.Version != 1 {
		return nil, fmt.Errorf("%s: version %d of the baseline is not known; make a new one with minivet baseline write", path, b.Version)
	}
	return b, nil
}

// Apply moves what is known to the suppressed findings. Equal findings are matched
// in the file where they were known first, then anywhere: a file may have been
// renamed, and of two copies the new one is news. Gone is the number of known
// findings that are no more: the baseline can be written anew.
func (b *Baseline) Apply(rep *finding.Report, path string) (gone int) {
	known := make([]bool, len(rep.Findings))
	for _, same := range []func(*Known, *finding.Finding) bool{
		func(k *Known, f *finding.Finding) bool { return k.File == f.Place.File },
		func(*Known, *finding.Finding) bool { return true },
	} {
		b.match(rep, known, same)
	}
	var left []finding.Finding
	for i, f := range rep.Findings {
		if !known[i] {
			left = append(left, f)
			continue
		}
		f.Suppressed = "known in " + path
		rep.Suppressed = append(rep.Suppressed, f)
	}
	rep.Findings = slices.Clip(left)
	finding.Sort(rep.Suppressed)
	rep.Since = path
	return len(b.Known)
}

// match marks the findings that are known, and takes what knew them out of b.
func (b *Baseline) match(rep *finding.Report, known []bool, same func(*Known, *finding.Finding) bool) {
	index := map[string][]int{} // findings that may be known, by content
	for i := range rep.Findings {
		if !known[i] {
			content := finding.Content(&rep.Findings[i])
			index[content] = append(index[content], i)
		}
	}
	b.Known = slices.DeleteFunc(b.Known, func(k Known) bool {
		content, _, _ := strings.Cut(k.Fingerprint, ":")
		at := slices.IndexFunc(index[content], func(i int) bool { return same(&k, &rep.Findings[i]) })
		if at < 0 {
			return false
		}
		known[index[content][at]] = true
		index[content] = slices.Delete(index[content], at, at+1)
		return true
	})
}
