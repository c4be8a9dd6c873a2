package since

import (
	"path/filepath"

	"github.com/bluekeyes/go-gitdiff/gitdiff"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// near is how many lines from a removed one count as touched: a guard stands
// close above what it guards.
const near = 3

// Touched leaves the findings in the report whose place, path or related places
// touch the lines of the diff. It stands in where the version before cannot be
// had: a finding counts as new too if its path only passes through a changed line.
func (d *Diff) Touched(rep *finding.Report) error {
	v, err := newVersion(diffName)
	if err != nil {
		return err
	}
	t := touched{}
	for _, f := range d.files {
		if path := d.path(f.NewName); path != "" && !f.IsDelete {
			t[path] = append(t[path], spans(f)...)
		}
	}
	v.keep(rep, func(i int) bool { return t.finding(v, &rep.Findings[i]) })
	return nil
}

// span is a range of lines, both ends included.
type span struct{ first, last int }

// touched are the changed lines by absolute path.
type touched map[string][]span

// spans are the lines that were added, and those around where some were removed.
func spans(f *gitdiff.File) []span {
	if f.IsNew || f.IsCopy {
		return []span{{1, 1 << 30}}
	}
	var list []span
	for _, fragment := range f.TextFragments {
		line := int(fragment.NewPosition)
		if fragment.NewLines == 0 {
			line++
		}
		for _, l := range fragment.Lines {
			switch l.Op {
			case gitdiff.OpAdd:
				list = append(list, span{line, line})
			case gitdiff.OpDelete:
				list = append(list, span{line - near, line - 1 + near})
			}
			if l.New() {
				line++
			}
		}
	}
	return list
}

func (t touched) finding(v *Version, f *finding.Finding) bool {
	if t.place(v, f.Place, f.Place) {
		return true
	}
	// What lies between two steps in one file is, as a rule, the function that the
	// path passes through.
	for i, s := range f.Steps {
		from := s.Place
		if i > 0 && f.Steps[i-1].Place.File == s.Place.File && f.Steps[i-1].Place.Start.Line < s.Place.Start.Line {
			from = f.Steps[i-1].Place
		}
		if t.place(v, from, s.Place) {
			return true
		}
	}
	for _, s := range f.Related {
		if t.place(v, s.Place, s.Place) {
			return true
		}
	}
	return false
}

// place tells whether a line from the begin of one place to the end of another one
// in the same file is touched.
func (t touched) place(v *Version, from, to finding.Place) bool {
	for _, s := range t[filepath.Clean(v.abs(to.File))] {
		if s.first <= to.End.Line && s.last >= from.Start.Line {
			return true
		}
	}
	return false
}
