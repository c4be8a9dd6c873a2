package ruletest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers"
)

// want is one result that a fixture asks for.
type want struct {
	file    string
	line    int // from 1
	pattern *regexp.Regexp
	met     bool
}

// comment is a want comment of a script or a view, with its expressions.
var comment = regexp.MustCompile(`(?://|<!--) want ((?:(?:"(?:[^"\\]|\\.)*"|` + "`[^`]*`" + `)\s*)+)`)

var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|` + "`[^`]*`")

func wantsIn(archive *txtar.Archive) ([]*want, error) {
	var wants []*want
	for _, file := range archive.Files {
		line := 0
		for text := range strings.Lines(string(file.Data)) {
			line++
			m := comment.FindStringSubmatch(text)
			if m == nil {
				if strings.Contains(text, "// want") || strings.Contains(text, "<!-- want") {
					return nil, fmt.Errorf("%s:%d: a want comment that cannot be read", file.Name, line)
				}
				continue
			}
			for _, q := range quoted.FindAllString(m[1], -1) {
				s, err := strconv.Unquote(q)
				if err != nil {
					return nil, fmt.Errorf("%s:%d: %s: %w", file.Name, line, q, err)
				}
				re, err := regexp.Compile(s)
				if err != nil {
					return nil, fmt.Errorf("%s:%d: %w", file.Name, line, err)
				}
				wants = append(wants, &want{file: file.Name, line: line, pattern: re})
			}
		}
	}
	return wants, nil
}

// compareWants reports what is wanted and not there, and the other way round.
func (f *fixture) compareWants(t *testing.T, findings []analyzers.Finding) {
	t.Helper()
	for _, r := range findings {
		p := f.prog.Fset.Position(r.Pos)
		text := fmt.Sprintf("%s %s: %s", r.Level, r.Category, r.Message)
		if !f.meet(p.Filename, p.Line, text) {
			t.Errorf("%s: %s:%d: unwanted: %s", f.path, p.Filename, p.Line, text)
		}
	}
	for _, w := range f.wants {
		if !w.met {
			t.Errorf("%s: %s:%d: missing: %s", f.path, w.file, w.line, w.pattern)
		}
	}
}

func (f *fixture) meet(file string, line int, text string) bool {
	for _, w := range f.wants {
		if !w.met && w.file == file && w.line == line && w.pattern.MatchString(text) {
			w.met = true
			return true
		}
	}
	return false
}
