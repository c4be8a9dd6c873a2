package jsparse

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// Bounds on what the files of one program may hold together: their trees are all in
// memory while it is analysed. The largest programs known have 2 million tokens.
const (
	maxTokens   = ir.MaxTokens // of scripts: one file may take it all
	maxMarkup   = 600_000      // of views: tags and expressions
	maxJSONMark = 2_000_000    // of JSON files: brackets, colons and commas
)

// budget is what a program's files have taken of the bounds so far.
type budget struct{ tokens, markup, json int }

// charge takes the files of a round off the budget, in the order of their paths, and
// returns those that can be afforded. Which these are must not depend on how many
// are parsed at once.
func (l *loader) charge(round []*job) []*job {
	slices.SortFunc(round, func(a, b *job) int { return cmp.Compare(a.path, b.path) })
	afforded := round[:0:0]
	var first [3]*job
	var more [3]int
	for _, j := range round {
		f := l.read(l.holder(j))
		if f == nil {
			continue
		}
		kind := j.kind()
		if l.affordsJob(kind, j, f) {
			afforded = append(afforded, j)
			continue
		}
		l.giveUp(j, f)
		if more[kind]++; first[kind] == nil {
			first[kind] = j
		}
	}
	for kind, j := range first {
		if j != nil {
			l.fileProblem(l.holder(j), exceeded[kind]+"; this file is left out"+others(more[kind]-1))
		}
	}
	return afforded
}

func others(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %d more", n)
}

// The kinds of files that have bounds of their own.
const (
	ofScripts = iota
	ofViews
	ofJSON
)

var exceeded = [3]string{
	fmt.Sprintf("the program's scripts have more than %d names, operators and constants together (names count twice)", maxTokens),
	fmt.Sprintf("the program's views have more than %d tags and expressions together", maxMarkup),
	fmt.Sprintf("the program's JSON files have more than %d values together", maxJSONMark),
}

func (j *job) kind() int {
	switch {
	case j.view != nil:
		return ofViews
	case j.module.JSON:
		return ofJSON
	}
	return ofScripts
}

// textOf is the part of a file that a job is about.
func (l *loader) textOf(j *job, f *File) string {
	if j.wxs != nil {
		return j.wxs.Text
	}
	if d := l.tree.defined[j.path]; f.Path != j.path && d.holder == f.Path {
		return f.Text[d.Pos:d.End]
	}
	return f.Text
}

func (l *loader) affordsJob(kind int, j *job, f *File) bool {
	b, text := &l.spent, l.textOf(j, f)
	switch kind {
	case ofViews:
		if view := l.tree.decodedAt(j.path); view != nil {
			return take(&b.markup, maxMarkup, 2*len(view.Elements))
		}
		return take(&b.markup, maxMarkup, strings.Count(text, "<")+strings.Count(text, "{{"))
	case ofJSON:
		return take(&b.json, maxJSONMark, strings.Count(text, ",")+strings.Count(text, ":")+strings.Count(text, "[")+strings.Count(text, "{"))
	}
	return take(&b.tokens, maxTokens, ir.Tokens(text, scriptOptions(j.path), min(maxTokens-b.tokens, ir.MaxTokens)))
}

func take(sum *int, limit, n int) bool {
	if *sum+n > limit {
		return false
	}
	*sum += n
	return true
}

// giveUp leaves a file out: it is there, and nothing is known of what is in it.
func (l *loader) giveUp(j *job, f *File) {
	l.leaveOut(j.path, "the program is too large")
	if j.module != nil {
		j.module.File = f
	} else {
		j.view.File, j.view.Tree = f, wxml.Parse(j.path, "")
	}
}
