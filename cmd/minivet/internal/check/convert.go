package check

import (
	"cmp"
	"fmt"
	"go/token"
	"os"
	"path"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/consents"
	"github.com/minivet/minivet/analyzers/inventory"
	"github.com/minivet/minivet/analyzers/mentions"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse"
)

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// converter turns what concerns one program into neutral form.
type converter struct {
	base    *base
	prog    *jsparse.Program
	root    string // as displayed
	sources *finding.Sources
	byFile  map[string]*finding.Source // by displayed path
	own     map[string]bool            // displayed paths of the program's own code
}

func newConverter(b *base, prog *jsparse.Program) *converter {
	c := &converter{base: b, prog: prog, root: b.display(prog.Root),
		sources: finding.NewSources(prog.Fset), byFile: map[string]*finding.Source{}, own: map[string]bool{}}
	for _, f := range prog.Files {
		name := f.Tok.Name() // relative to what was opened
		src := finding.NewSource(b.display(name), f.Text)
		src.Archived = b.archive != nil
		c.sources.Add(name, src)
		c.byFile[src.File] = src
		c.own[src.File] = f.Package.Name == ""
	}
	return c
}

// covered says what is known of the program before it is analysed.
func (c *converter) covered(platform string) finding.Program {
	s := &c.prog.Stats
	p := finding.Program{
		Root: c.root, Platform: platform,
		Pages: s.Pages, Components: s.Components, Views: s.Views,
		Files: s.Files, Bytes: s.Bytes, Functions: s.Functions,
	}
	if platform == "" || platform == Auto {
		p.Platform, p.PlatformWhy = cmp.Or(c.prog.Platform.Name, "wechat"), c.prog.Platform.Why
	}
	for _, l := range s.LeftOut {
		p.LeftOut = append(p.LeftOut, finding.LeftOut{Path: c.display(l.Path), Why: l.Why})
	}
	return p
}

// display is the path for people of a file, given relative to the program's root.
func (c *converter) display(name string) string {
	return c.base.display(path.Join(c.prog.Root, name))
}

// problem makes a finding of something that could not be read.
func (c *converter) problem(p jsparse.Problem) finding.Finding {
	place, ok := c.sources.Place(p.Pos, p.Pos)
	if !ok {
		place = c.base.at(path.Join(c.prog.Root, p.File), c.byFile[c.display(p.File)])
	}
	return parseFinding(place, p.Message, c.root)
}

func parseFinding(place finding.Place, message, program string) finding.Finding {
	return finding.Finding{Rule: RuleParse, Level: rule.Warning, Place: place, Message: message, Program: program}
}

// finding converts one result of a rule.
func (c *converter) finding(in *analyzers.Finding) finding.Finding {
	out := finding.Finding{
		Rule: in.Rule, Category: in.Category, Level: in.Level, Message: in.Message,
		Place: c.place(in.Pos, in.End), Symbol: in.Symbol, Data: in.Data, Program: c.root,
	}
	steps := map[rule.Step]bool{}
	for _, s := range in.Steps {
		steps[s] = true
		out.Steps = append(out.Steps, finding.Step{Place: c.place(s.Pos, s.End), Message: s.Message})
	}
	for _, r := range in.Related {
		// rule.Report has added the steps here for other drivers.
		if !steps[rule.Step{Pos: r.Pos, End: r.End, Message: r.Message}] {
			out.Related = append(out.Related, finding.Step{Place: c.place(r.Pos, r.End), Message: r.Message})
		}
	}
	for i := range in.SuggestedFixes {
		out.Fixes = append(out.Fixes, c.fix(&in.SuggestedFixes[i]))
	}
	return out
}

func (c *converter) fix(in *analysis.SuggestedFix) finding.Fix {
	out := finding.Fix{Message: in.Message}
	for _, e := range in.TextEdits {
		out.Edits = append(out.Edits, finding.Edit{Place: c.place(e.Pos, e.End), NewText: string(e.NewText)})
	}
	return out
}

// place is the range from pos to end. A result without a place is one on the
// whole program and stands on app.json.
func (c *converter) place(pos, end token.Pos) finding.Place {
	if p, ok := c.sources.Place(pos, end); ok {
		return p
	}
	name := path.Join(c.prog.Root, c.prog.Kind.FileName())
	return c.base.at(name, c.byFile[c.base.display(name)])
}

// inventory says of each row where its calls are.
func (c *converter) inventory(t *inventory.Table) []inventory.Row {
	if t == nil {
		return nil
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		for _, pos := range row.Calls {
			p := c.place(pos, pos)
			row.Places = append(row.Places, fmt.Sprintf("%s:%d", p.File, p.Start.Line))
		}
	}
	return t.Rows
}

func (c *converter) mentions(list mentions.List) []finding.Mention {
	var out []finding.Mention
	for i := range list {
		m := &list[i]
		x := finding.Mention{API: m.API, Place: c.place(m.Pos, m.End), Package: m.Package, State: string(m.State)}
		for _, s := range m.Steps {
			x.Steps = append(x.Steps, finding.Step{Place: c.place(s.Pos, s.End), Message: s.Message})
		}
		out = append(out, x)
	}
	return out
}

func (c *converter) consents(list consents.List) []finding.Consent {
	var out []finding.Consent
	for i := range list {
		x := &list[i]
		y := finding.Consent{API: x.API, Category: x.Category, Words: x.Words, State: x.State, Guards: x.Guards, Place: c.place(x.Pos, x.End)}
		for _, s := range x.Steps {
			y.Steps = append(y.Steps, finding.Step{Place: c.place(s.Pos, s.End), Message: s.Message})
		}
		out = append(out, y)
	}
	return out
}
