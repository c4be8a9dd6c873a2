package text

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// maxReasons bounds the reasons for leaving files out in the short summary.
const maxReasons = 3

// summary says what was found and what was covered. A run that analysed nothing
// has no summary: its error line says it all.
func (t *writer) summary() {
	rep := t.rep
	if len(rep.Programs) == 0 {
		return
	}
	for _, n := range rep.Notices {
		if !n.Fatal {
			t.line("incomplete: ", prefix(n.Program)+clean(n.Message))
		}
	}
	if t.opt.Verbose {
		t.details()
	}
	c := finding.Count(rep.Findings)
	counts := strings.Join([]string{levelCount(c.Errors, rule.Error), levelCount(c.Warnings, rule.Warning), levelCount(c.Notes, rule.Note)}, ", ")
	if n := len(rep.Suppressed); n > 0 && rep.Since != "" {
		counts += fmt.Sprintf(" new since %s; %d known or suppressed by comments", rep.Since, n)
	} else if n > 0 {
		counts += fmt.Sprintf("; %d suppressed by comments", n)
	}
	t.printf("%s\n", t.paint.place.Sprint(counts))
	total := rep.Total()
	t.line("covered: ", fmt.Sprintf("%s, %s, %s, %s, %s (%d reached from %s), %s",
		count(len(rep.Programs), "program"), count(total.Pages, "page"), count(total.Components, "component"),
		count(total.Files, "file"), count(total.Functions, "function"), total.Reached,
		count(total.Entries, "entry point"), count(total.Calls, "sensitive call")))
	t.leftOut(total.LeftOut)
	if t.opt.Verbose {
		t.printf("time: %v\n", rep.Elapsed.Round(time.Millisecond))
	}
}

func prefix(program string) string {
	if program == "" || program == "." {
		return ""
	}
	return clean(program) + ": "
}

// leftOut writes one line with the commonest reasons.
func (t *writer) leftOut(list []finding.LeftOut) {
	if len(list) == 0 {
		return
	}
	reasons := map[string]int{}
	for _, l := range list {
		reasons[l.Why]++
	}
	var names []string
	for why := range reasons {
		names = append(names, why)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(reasons[b]-reasons[a], cmp.Compare(a, b)) })
	var parts []string
	for _, why := range names[:min(len(names), maxReasons)] {
		parts = append(parts, fmt.Sprintf("%d × %s", reasons[why], clean(why)))
	}
	if more := len(names) - maxReasons; more > 0 {
		parts = append(parts, "and "+count(more, "further reason"))
	}
	hint := ""
	if !t.opt.Verbose {
		hint = "; --verbose lists them"
	}
	t.line("left out: ", fmt.Sprintf("%d (%s)%s", len(list), strings.Join(parts, "; "), hint))
}

// details is what --verbose adds.
func (t *writer) details() {
	for i := range t.rep.Suppressed {
		f := &t.rep.Suppressed[i]
		t.printf("suppressed: %s: %s [%s]; reason: %s\n", position(f.Place), clean(f.Message), f.Name(), clean(f.Suppressed))
	}
	for i := range t.rep.Programs {
		p := &t.rep.Programs[i]
		why := p.PlatformWhy
		if why == "" {
			why = "as asked for"
		}
		t.printf("program %s: platform %s (%s); %s, %s, %s, %s, %s of code, %s\n", clean(p.Root), p.Platform, clean(why),
			count(p.Pages, "page"), count(p.Components, "component"), count(p.Views, "view"), count(p.Files, "file"),
			count(p.Bytes, "byte"), count(p.Functions, "function"))
	}
	for _, l := range t.rep.Total().LeftOut {
		t.printf("left out: %s: %s\n", clean(l.Path), clean(l.Why))
	}
}
