package lsp

import (
	"context"
	"fmt"
	"slices"

	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// codeAction offers, for each finding that the range touches, its fixes and a
// suppression. Edits fit the texts that were analysed, which are those of now.
func (s *Server) codeAction(ctx context.Context, p *CodeActionParams) (any, error) {
	path, err := pathOf(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	list := []CodeAction{}
	only := p.Context.Only
	if len(only) > 0 && !slices.Contains(only, KindQuickFix) && !slices.Contains(only, "") {
		return list, nil
	}
	found, err := s.upToDate(ctx, path)
	if err != nil || found == nil || found.report == nil {
		return list, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := &actions{results: found, versioned: s.caps.Workspace.WorkspaceEdit.DocumentChanges}
	if f := s.folderOf(path); f != nil {
		a.dir = f.dir
	}
	for i := range found.report.Findings {
		f := &found.report.Findings[i]
		if pathIn(a.dir, f.Place.File) != path || !touches(found.rangeOf(f.Place), p.Range) {
			continue
		}
		list = append(list, a.of(f)...)
	}
	return list, nil
}

// touches tells whether two ranges have a position in common; their ends count.
func touches(a, b Range) bool { return !before(a.End, b.Start) && !before(b.End, a.Start) }

func before(a, b Position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}

// actions makes actions of findings.
type actions struct {
	*results
	dir       string
	versioned bool
}

func (a *actions) of(f *finding.Finding) []CodeAction {
	var list []CodeAction
	about := []Diagnostic{a.diagnostic(a.dir, f)}
	for i, fix := range f.Fixes {
		list = append(list, CodeAction{
			Title: fix.Message, Kind: KindQuickFix, Diagnostics: about, IsPreferred: i == 0, Edit: a.edit(fix.Edits),
		})
	}
	if e, ok := suppression(f, a.sourceOf(f.Place)); ok && f.Rule != check.RuleSuppress {
		list = append(list, CodeAction{
			Title: fmt.Sprintf("Ignore %s here, with a reason", f.Name()), Kind: KindQuickFix, Diagnostics: about, Edit: a.edit([]finding.Edit{e}),
		})
	}
	return list
}

// edit makes one edit of the workspace, file by file in the order of their first edits.
func (a *actions) edit(edits []finding.Edit) WorkspaceEdit {
	var order []string
	byPath := map[string][]TextEdit{}
	for _, e := range edits {
		path := pathIn(a.dir, e.Place.File)
		if byPath[path] == nil {
			order = append(order, path)
		}
		byPath[path] = append(byPath[path], TextEdit{a.rangeOf(e.Place), e.NewText})
	}
	var out WorkspaceEdit
	for _, path := range order {
		if !a.versioned {
			if out.Changes == nil {
				out.Changes = map[string][]TextEdit{}
			}
			out.Changes[a.uri(path)] = byPath[path]
			continue
		}
		doc := VersionedDocument{URI: a.uri(path)}
		if d := a.documents[path]; d != nil {
			doc.Version = &d.version
		}
		out.DocumentChanges = append(out.DocumentChanges, DocumentEdit{doc, byPath[path]})
	}
	return out
}
