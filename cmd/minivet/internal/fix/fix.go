// Package fix applies the fixes that findings carry. It answers "which texts change
// and how"; what a fix is worth is the rules' business.
package fix

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Plan is what would be changed.
type Plan struct {
	Files []File // sorted by path
	// Mended is the number of findings whose fix is in the plan, Left of those whose
	// fix overlaps with one that is: after another run they may be mended too.
	Mended, Left int
}

// File is a file with its text before and after.
type File struct{ Path, Old, New string }

// Make plans the first fix of each finding, in the order of the findings. Findings
// that share a fix share its edits.
func Make(rep *finding.Report) (*Plan, error) {
	plan := &Plan{}
	chosen := map[string][]finding.Edit{} // by file
	for i := range rep.Findings {
		f := &rep.Findings[i]
		if len(f.Fixes) == 0 {
			continue
		}
		if !fits(chosen, f.Fixes[0].Edits) {
			plan.Left++
			continue
		}
		plan.Mended++
		for _, e := range f.Fixes[0].Edits {
			if !slices.Contains(chosen[e.Place.File], e) {
				chosen[e.Place.File] = append(chosen[e.Place.File], e)
			}
		}
	}
	for path, edits := range chosen {
		src := rep.Sources[path]
		if src == nil {
			return nil, fmt.Errorf("%s: the text to edit is not known", path)
		}
		if src.Archived {
			return nil, fmt.Errorf("%s is in an archive, which is not edited: mend the project that it was built from", path)
		}
		text, err := udiff.Apply(src.Text, converted(edits))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		plan.Files = append(plan.Files, File{Path: path, Old: src.Text, New: text})
	}
	slices.SortFunc(plan.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return plan, nil
}

// fits tells whether edits overlap with no other that is chosen.
func fits(chosen map[string][]finding.Edit, edits []finding.Edit) bool {
	for _, e := range edits {
		for _, o := range chosen[e.Place.File] {
			if e != o && e.Place.Start.Offset < o.Place.End.Offset && o.Place.Start.Offset < e.Place.End.Offset {
				return false
			}
		}
	}
	return true
}

func converted(edits []finding.Edit) []udiff.Edit {
	out := make([]udiff.Edit, 0, len(edits))
	for _, e := range edits {
		out = append(out, udiff.Edit{Start: e.Place.Start.Offset, End: e.Place.End.Offset, New: e.NewText})
	}
	slices.SortStableFunc(out, func(a, b udiff.Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return out
}

// Diff writes the plan as a unified diff, with the prefixes a/ and b/ that patch
// programs take off.
func (p *Plan) Diff(w io.Writer) error {
	for _, f := range p.Files {
		if _, err := io.WriteString(w, udiff.Unified("a/"+f.Path, "b/"+f.Path, f.Old, f.New)); err != nil {
			return err
		}
	}
	return nil
}

// Write writes the files. One that is not what was analysed, because it changed
// since or is not in UTF-8, is left alone and named in the error; nothing is then
// written.
func (p *Plan) Write() error {
	var texts [][]byte
	for _, f := range p.Files {
		now, err := os.ReadFile(f.Path)
		if err != nil {
			return fmt.Errorf("cannot mend: %w", err)
		}
		mark := []byte("\ufeff")
		body, marked := bytes.CutPrefix(now, mark)
		if string(body) != f.Old {
			return fmt.Errorf("cannot mend %s: it is not the text that was analysed (changed since, or not in UTF-8); nothing was written", f.Path)
		}
		text := []byte(f.New)
		if marked {
			text = append(mark, text...)
		}
		texts = append(texts, text)
	}
	for i, f := range p.Files {
		if err := os.WriteFile(f.Path, texts[i], 0o644); err != nil {
			return fmt.Errorf("cannot mend: %w", err)
		}
	}
	return nil
}
