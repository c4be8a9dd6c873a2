package replay

import (
	"fmt"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/wxml"
)

// touch notes that something is done with an element of the view of a page or component.
func (w *world) touch(owner string, e *wxml.Element) {
	v := w.s.views[owner]
	if v == nil || e.File != v.of.File.Path {
		return // it came from another file
	}
	if w.touched == nil {
		w.touched = map[place]bool{}
	}
	at := w.s.prog.Fset.Position(v.of.File.Pos(e.Pos))
	w.touched[place{at.Filename, at.Line}] = true
}

// blocked says what is known of why a target was not seen.
func (e *explorer) blocked(t *Target) string {
	var holds []string
	for _, p := range e.s.prog.Pages {
		if e.plan.files[p.Path][t.File] {
			holds = append(holds, p.Path)
		}
	}
	why := []string{"no run came there"}
	for _, say := range []func(*Target, []string) string{e.notRun, e.notLoaded, e.notEnded, e.notTouched, e.failed} {
		if text := say(t, holds); text != "" {
			why = append(why, text)
		}
	}
	return strings.Join(why, "; ")
}

// notRun says which pages that may lead to a target were not run.
func (e *explorer) notRun(_ *Target, holds []string) string {
	left := slices.DeleteFunc(slices.Clone(holds), func(page string) bool { return e.ran[page] })
	switch {
	case len(holds) == 0:
		return "no page requires its file"
	case len(left) == len(holds):
		return fmt.Sprintf("none of the %d pages that may lead there was run within %d steps: %s", len(holds), maxSpent, some(left))
	case len(left) > 0 && e.short:
		return fmt.Sprintf("%d of the %d pages that may lead there were run within %d steps, not %s", len(holds)-len(left), len(holds), maxSpent, some(left))
	}
	return ""
}

// some are the first of a list, in words.
func some(list []string) string {
	if len(list) > 3 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:3], ", "), len(list)-3)
	}
	return strings.Join(list, ", ")
}

// notLoaded names the module that stopped when it was loaded: the target's, that of its
// entry point, the app's, or one of all pages that lead there.
func (e *explorer) notLoaded(t *Target, holds []string) string {
	files := []string{t.File, t.From}
	if app := e.s.prog.AppModule; app != nil {
		files = append(files, app.File.Tok.Name())
	}
	var others []string
	if len(holds) > 0 {
		for f := range e.plan.files[holds[0]] {
			if !slices.ContainsFunc(holds, func(page string) bool { return !e.plan.files[page][f] }) {
				others = append(others, f)
			}
		}
	}
	slices.Sort(others)
	for _, file := range append(files, others...) {
		if file == "" {
			continue
		}
		if f, ok := e.fault(func(f fault) bool { return f.load == file }); ok {
			return file + " stopped when it was loaded: " + f.String()
		}
	}
	return ""
}

// fault is the first of the errors, in the order of their texts, that is one of those.
func (e *explorer) fault(is func(fault) bool) (out fault, found bool) {
	for f := range e.thrown {
		if is(f) && (!found || f.String() < out.String()) {
			out, found = f, true
		}
	}
	return out, found
}

// notEnded says which page that may lead to a target was stopped, and why, if no run of
// any of them came to an end.
func (e *explorer) notEnded(_ *Target, holds []string) string {
	var first string
	for _, p := range holds {
		switch why := e.halted[p]; {
		case why != "" && first == "":
			first = "the run of " + p + " was stopped: " + why
		case why == "" && e.ran[p]:
			return ""
		}
	}
	return first
}

// notTouched tells, of a target behind an element of a view, whether that was touched.
func (e *explorer) notTouched(t *Target, _ []string) string {
	at, ok := e.s.element(t.From, t.FromLine)
	switch {
	case !ok || e.s.react:
		return ""
	case e.touched[at]:
		return fmt.Sprintf("what it is behind (%s:%d) was touched, and did not lead there", at.file, at.line)
	}
	return fmt.Sprintf("what it is behind (%s:%d) was not shown, or is nothing that a user who refuses touches", at.file, at.line)
}

// element is the place of the element whose start tag is on a line, among others.
func (s *script) element(file string, line int) (place, bool) {
	for _, v := range s.views {
		if v.of.File.Tok.Name() != file {
			continue
		}
		for _, e := range v.elements {
			from, to := s.prog.Fset.Position(v.of.File.Pos(e.Pos)).Line, s.prog.Fset.Position(v.of.File.Pos(e.End)).Line
			if e.File == v.of.File.Path && from <= line && line <= to {
				return place{file, from}, true
			}
		}
	}
	return place{}, false
}

// failed says what error stopped code near a target.
func (e *explorer) failed(t *Target, _ []string) string {
	near := func(f fault) bool { return f.load == "" && f.file != "" && (f.file == t.File || f.file == t.From) }
	n := 0
	for f := range e.thrown {
		if near(f) {
			n++
		}
	}
	if first, ok := e.fault(near); ok {
		return fmt.Sprintf("code near it stopped with an error (%d), the first: %s", n, first)
	}
	return ""
}
