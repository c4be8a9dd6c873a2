package finding

import (
	"go/token"
	"sort"
	"strings"
)

// Place is a range in a file.
type Place struct {
	// File is the path for display: relative to the current directory where it lies
	// below it, slash separated.
	File       string
	Start, End Point // End is exclusive; equal to Start where only a point is known
}

// Point is a position in a file.
type Point struct {
	Line   int // from 1; lines end in \n or \r\n
	Column int // from 1, in UTF-16 code units: what SARIF and editors count
	Offset int // from 0, in bytes
}

// Source is the text of a file with an index of its lines, which is made when it
// is first needed: most files have no finding. It is not for concurrent use.
type Source struct {
	File string // as in [Place]
	Text string
	// Archived: the file is in an archive, so that it can't be edited.
	Archived bool

	lines []int // offset of the first byte of each line
	// units is the number of UTF-16 code units in front of each multiple of
	// unitStep bytes: minified files are one line, and counting it from its start
	// for each position would be quadratic.
	units []int
}

const unitStep = 4096

// NewSource makes a source of a text.
func NewSource(file, text string) *Source {
	return &Source{File: file, Text: text}
}

// index finds the starts of lines. Only \n ends a line: that is what SARIF's
// default newlineSequences and the line numbers of editors and git have in
// common. JavaScript's U+2028 ends no line there either.
func (s *Source) index() []int {
	if s.lines != nil {
		return s.lines
	}
	s.lines = make([]int, 1, 1+strings.Count(s.Text, "\n"))
	for at := 0; ; {
		i := strings.IndexByte(s.Text[at:], '\n')
		if i < 0 {
			return s.lines
		}
		at += i + 1
		s.lines = append(s.lines, at)
	}
}

// Lines is the number of lines.
func (s *Source) Lines() int { return len(s.index()) }

// Line is the text of line n (from 1) without its end; "" if there is no such line.
func (s *Source) Line(n int) string {
	lines := s.index()
	if n < 1 || n > len(lines) {
		return ""
	}
	end := len(s.Text)
	if n < len(lines) {
		end = lines[n] - 1
	}
	return strings.TrimSuffix(s.Text[lines[n-1]:end], "\r")
}

// Offset is where line n (from 1) begins, in bytes; -1 if there is no such line.
func (s *Source) Offset(n int) int {
	if lines := s.index(); n >= 1 && n <= len(lines) {
		return lines[n-1]
	}
	return -1
}

// Point works out line and column of a byte offset. Offsets outside the text are
// moved to its ends.
func (s *Source) Point(offset int) Point {
	offset = min(max(offset, 0), len(s.Text))
	line := sort.SearchInts(s.index(), offset+1) - 1
	return Point{line + 1, 1 + s.unitsBefore(offset) - s.unitsBefore(s.lines[line]), offset}
}

func (s *Source) unitsBefore(offset int) int {
	if s.units == nil {
		s.units = make([]int, 1, 1+len(s.Text)/unitStep)
		for at := unitStep; at <= len(s.Text); at += unitStep {
			s.units = append(s.units, s.units[len(s.units)-1]+UTF16Len(s.Text[at-unitStep:at]))
		}
	}
	block := offset / unitStep
	return s.units[block] + UTF16Len(s.Text[block*unitStep:offset])
}

// UTF16Len is the length in UTF-16 code units of s, which is valid UTF-8 or a
// piece of such a text: a character counts where its first byte is.
func UTF16Len(s string) int {
	n := 0
	for i := range len(s) {
		switch b := s[i]; {
		case b >= 0xF0: // four bytes: a surrogate pair
			n += 2
		case b&0xC0 != 0x80:
			n++
		}
	}
	return n
}

// Sources finds the text behind a token.Pos. Positions become lines and columns
// here and nowhere else.
type Sources struct {
	fset   *token.FileSet
	byName map[string]*Source
}

// NewSources makes an empty set for the files of fset.
func NewSources(fset *token.FileSet) *Sources {
	return &Sources{fset: fset, byName: map[string]*Source{}}
}

// Add enters the file that the token.File of this name stands for.
func (ss *Sources) Add(name string, s *Source) { ss.byName[name] = s }

// Place is the range from pos to end. It is false if pos is in no known file. An
// end that is missing, before pos or in another file makes a point.
func (ss *Sources) Place(pos, end token.Pos) (Place, bool) {
	file := ss.fset.File(pos)
	if !pos.IsValid() || file == nil {
		return Place{}, false
	}
	s := ss.byName[file.Name()]
	if s == nil {
		return Place{}, false
	}
	start := file.Offset(pos)
	stop := start
	if end > pos && int(end) <= file.Base()+file.Size() {
		stop = file.Offset(end)
	}
	return Place{s.File, s.Point(start), s.Point(stop)}, true
}
