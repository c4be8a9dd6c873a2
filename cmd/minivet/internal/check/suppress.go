package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// suppress moves the findings of a program that its comments answer for to
// rep.Suppressed, and reports comments that have no effect. complete is false if
// the rules did not run: then no comment is known to be unused.
func (r *run) suppress(c *converter, program string, complete bool) {
	comments := c.suppressions()
	if len(comments) == 0 {
		return
	}
	found := r.rep.Findings
	r.rep.Findings = nil
	for _, f := range found {
		r.keep(f, f.Program == program, comments)
	}
	// Comments on other comments come last, when it is known what they are good for.
	for _, onComments := range []bool{false, true} {
		for _, s := range inOrder(comments) {
			if !c.own[s.Place.File] || slices.Contains(s.Rules, RuleSuppress) != onComments {
				continue // third-party code answers to its authors
			}
			if f, ok := r.review(s, complete); ok {
				f.Program = program
				r.keep(f, true, comments)
			}
		}
	}
}

// keep adds f to the findings, or to those that are suppressed.
func (r *run) keep(f finding.Finding, here bool, comments map[string][]*config.Suppression) {
	if here {
		if s := config.Match(comments[f.Place.File], &f); s != nil {
			f.Suppressed = s.Reason
			r.rep.Suppressed = append(r.rep.Suppressed, f)
			return
		}
	}
	r.rep.Findings = append(r.rep.Findings, f)
}

// inOrder lists all comments by file and position.
func inOrder(comments map[string][]*config.Suppression) []*config.Suppression {
	var list []*config.Suppression
	for _, file := range slices.Sorted(maps.Keys(comments)) {
		list = append(list, comments[file]...)
	}
	return list
}

// suppressions are the comments of the program by displayed path.
func (c *converter) suppressions() map[string][]*config.Suppression {
	comments := map[string][]*config.Suppression{}
	for file, src := range c.byFile {
		if ss := config.Suppressions(src); len(ss) > 0 {
			comments[file] = ss
		}
	}
	return comments
}

// review says what is wrong with a suppression; false if nothing is.
func (r *run) review(s *config.Suppression, complete bool) (finding.Finding, bool) {
	f := finding.Finding{Rule: RuleSuppress, Level: rule.Warning, Place: s.Place, Symbol: strings.Join(s.Rules, ",")}
	unknown := slices.DeleteFunc(slices.Clone(s.Rules), func(name string) bool { return isRule(ruleOf(name)) })
	switch {
	case s.Malformed != "":
		f.Category, f.Message = "malformed", "this minivet-ignore has no effect: "+s.Malformed
	case len(unknown) > 0:
		f.Category, f.Message = "unknown", fmt.Sprintf("there is no rule %s to ignore; `minivet explain list` names the rules", strings.Join(unknown, ", "))
	case s.Reason == "":
		f.Category, f.Message = "reason", fmt.Sprintf("this minivet-ignore has no effect: it gives no reason; write `minivet-ignore %s: why this is right`", strings.Join(s.Rules, ","))
	case complete && !s.Used() && r.ranAll(s.Rules):
		f.Level, f.Category = rule.Note, "unused"
		f.Message = fmt.Sprintf("there is no result of %s here to ignore; remove the comment", strings.Join(s.Rules, ", "))
	default:
		return f, false
	}
	return f, true
}

// ruleOf takes the category off consent/unguarded.
func ruleOf(name string) string {
	name, _, _ = strings.Cut(name, "/")
	return name
}

// ranAll tells whether all those rules were run.
func (r *run) ranAll(names []string) bool {
	return len(r.opt.Rules) == 0 || !slices.ContainsFunc(names, func(name string) bool {
		name = ruleOf(name)
		return !slices.Contains(r.opt.Rules, name) && !isBuiltin(name)
	})
}
