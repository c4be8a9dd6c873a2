package json

import "github.com/minivet/minivet/cmd/minivet/internal/finding"

func convert(r *finding.Report, opt Options) *Report {
	c := finding.Count(r.Findings)
	doc := &Report{
		Version: Version,
		Tool:    Tool{Name: "minivet", Version: r.Version},
		Summary: Summary{
			Errors: c.Errors, Warnings: c.Warnings, Notes: c.Notes, Suppressed: len(r.Suppressed),
			Complete: !r.Failed(), Coverage: coverage(r.Total()),
		},
		Programs: each(r.Programs, program),
		Findings: each(r.Findings, convertFinding),
		LeftOut:  each(r.LeftOut, leftOut),
		Notices: each(r.Notices, func(n finding.Notice) Notice {
			return Notice{Program: n.Program, Message: n.Message, Fatal: n.Fatal}
		}),
	}
	if opt.Verbose {
		doc.Suppressed = each(r.Suppressed, convertFinding)
	}
	return doc
}

// each converts a list; the result is never nil, so that an empty one is written as [].
func each[A, B any](list []A, convert func(A) B) []B {
	out := make([]B, 0, len(list))
	for _, x := range list {
		out = append(out, convert(x))
	}
	return out
}

func leftOut(l finding.LeftOut) LeftOut { return LeftOut{Path: l.Path, Why: l.Why} }

func coverage(p finding.Program) Coverage {
	return Coverage{
		Pages: p.Pages, Components: p.Components, Views: p.Views, Files: p.Files, Bytes: p.Bytes,
		Functions: p.Functions, Reached: p.Reached, EntryPoints: p.Entries, SensitiveCalls: p.Calls,
	}
}

func program(p finding.Program) Program {
	return Program{
		Root: p.Root, Platform: p.Platform, PlatformWhy: p.PlatformWhy,
		Coverage: coverage(p), LeftOut: each(p.LeftOut, leftOut), Failed: p.Failed,
	}
}

func convertFinding(f finding.Finding) Finding {
	return Finding{
		Rule: f.Rule, Category: f.Category, Level: f.Level.String(), Message: f.Message, Program: f.Program,
		Place: place(f.Place), Original: original(f.Origin), Steps: each(f.Steps, step), Related: each(f.Related, step), Fixes: each(f.Fixes, fix),
		Symbol: f.Symbol, Data: f.Data, Fingerprints: f.Fingerprints, Reason: f.Suppressed, Replay: f.Replay,
	}
}

func step(s finding.Step) Step {
	return Step{Place: place(s.Place), Original: original(s.Origin), Message: s.Message}
}

func fix(f finding.Fix) Fix {
	return Fix{Message: f.Message, Edits: each(f.Edits, func(e finding.Edit) Edit {
		return Edit{Place: place(e.Place), NewText: e.NewText}
	})}
}

func place(p finding.Place) Place {
	return Place{File: p.File, Start: point(p.Start), End: point(p.End)}
}

func original(o *finding.Origin) *Original {
	if o == nil {
		return nil
	}
	return &Original{File: o.File, Line: o.Line, Column: o.Column}
}

func point(p finding.Point) Point { return Point{Line: p.Line, Column: p.Column, Offset: p.Offset} }
