package since

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// Apply moves the findings to the suppressed ones that the version before has too.
// One with the same category, text and symbol is the same: best on the line that
// the old one has become, else in the same file (renamed or not), else anywhere.
// So of two equal calls the one that lost its guard is new.
func (v *Version) Apply(rep, before *finding.Report) {
	m := &matcher{version: v, known: make([]bool, len(rep.Findings)), used: make([]bool, len(before.Findings))}
	for _, id := range []identity{m.place, m.file, content} {
		m.pass(rep, before, id)
	}
	v.keep(rep, func(i int) bool { return !m.known[i] })
}

// ApplyTo is Apply where nothing has changed: all is known.
func (v *Version) ApplyTo(rep *finding.Report) {
	v.keep(rep, func(int) bool { return false })
}

// keep leaves the findings in the report that are new.
func (v *Version) keep(rep *finding.Report, isNew func(i int) bool) {
	var left []finding.Finding
	for i, f := range rep.Findings {
		if isNew(i) {
			left = append(left, f)
			continue
		}
		f.Suppressed = "known before " + v.Name
		rep.Suppressed = append(rep.Suppressed, f)
	}
	rep.Findings = slices.Clip(left)
	finding.Sort(rep.Suppressed)
	rep.Since = v.Name
}

// identity names a finding; old tells that it is one of the version before. "" is
// no name.
type identity func(f *finding.Finding, rep *finding.Report, old bool) string

type matcher struct {
	version     *Version
	known, used []bool
	maps        map[string]lineMap // by path before
}

// pass matches what is left by an identity, equal ones in their order.
func (m *matcher) pass(rep, before *finding.Report, id identity) {
	index := map[string][]int{}
	for i := range before.Findings {
		if name := id(&before.Findings[i], before, true); !m.used[i] && name != "" {
			index[name] = append(index[name], i)
		}
	}
	for i := range rep.Findings {
		if m.known[i] {
			continue
		}
		name := id(&rep.Findings[i], rep, false)
		if list := index[name]; name != "" && len(list) > 0 {
			m.known[i], m.used[list[0]], index[name] = true, true, list[1:]
		}
	}
}

func content(f *finding.Finding, _ *finding.Report, _ bool) string {
	return f.Name() + " " + finding.Content(f)
}

func (m *matcher) file(f *finding.Finding, rep *finding.Report, old bool) string {
	path := m.version.abs(f.Place.File)
	if c := m.version.was(path); old && c != nil {
		path = c.Now
	}
	return content(f, rep, old) + " " + path
}

func (m *matcher) place(f *finding.Finding, rep *finding.Report, old bool) string {
	line := f.Place.Start.Line
	if path := m.version.abs(f.Place.File); old {
		if c := m.version.was(path); c != nil {
			line = m.lines(c).line(line)
		}
	}
	if line == 0 {
		return ""
	}
	return m.file(f, rep, old) + " " + strconv.Itoa(line)
}

// abs is the absolute path of a displayed one.
func (v *Version) abs(file string) string {
	path := filepath.FromSlash(file)
	if !filepath.IsAbs(path) {
		path = filepath.Join(v.cwd, path)
	}
	return resolve(path)
}

// was is the change of the file that had this path.
func (v *Version) was(path string) *Change {
	i := slices.IndexFunc(v.Changes, func(c Change) bool { return c.Was == path })
	if i < 0 {
		return nil
	}
	return &v.Changes[i]
}

func (m *matcher) lines(c *Change) lineMap {
	if m.maps == nil {
		m.maps = map[string]lineMap{}
	}
	got, ok := m.maps[c.Was]
	if !ok {
		if text, err := readFile(c.Now); err == nil {
			got = mapLines(c.Text, text)
		}
		m.maps[c.Was] = got
	}
	return got
}

// lineMap says what the lines of a text have become: entry n-1 is the line that
// line n is now, 0 if it is no more.
type lineMap []int

func (m lineMap) line(n int) int {
	if n < 1 || n > len(m) {
		return 0
	}
	return m[n-1]
}

func mapLines(old, now string) lineMap {
	old, now = strings.ReplaceAll(old, "\r\n", "\n"), strings.ReplaceAll(now, "\r\n", "\n")
	m := make(lineMap, 1+strings.Count(old, "\n"))
	at, line, moved := 0, 1, 0 // in old; how far its lines have moved
	copyTo := func(end int) {
		for n := strings.Count(old[at:end], "\n"); n > 0; n-- {
			m[line-1] = line + moved
			line++
		}
		at = end
	}
	for _, e := range udiff.Lines(old, now) {
		copyTo(e.Start)
		lost := strings.Count(old[e.Start:e.End], "\n")
		line, at = line+lost, e.End
		moved += strings.Count(e.New, "\n") - lost
	}
	copyTo(len(old))
	if line <= len(m) && !strings.HasSuffix(old, "\n") && strings.HasSuffix(now, old[strings.LastIndex(old, "\n")+1:]) {
		m[line-1] = line + moved
	}
	return m
}
