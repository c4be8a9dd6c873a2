package ir

import js "github.com/evanw/esbuild/minivet"

// hoistImports lowers import and export-from statements, which run before the
// rest of a module.
func (l *lowerer) hoistImports(list []js.Stmt) {
	for _, s := range list {
		pos := s.Loc.Start
		switch d := s.Data.(type) {
		case *js.SImport:
			l.write(d.NamespaceRef, l.importModule(d.ImportRecordIndex), true, pos)
		case *js.SExportFrom:
			l.exportFrom(d, pos)
		case *js.SExportStar:
			ns := l.importModule(d.ImportRecordIndex)
			exports := l.loadGlobal("exports", pos)
			if d.Alias != nil {
				l.setProp(exports, d.Alias.OriginalName, ns, pos)
				continue
			}
			l.emit(Instr{Op: OpExportAll, Dst: None, A: exports, B: ns, C: None, Pos: pos})
		}
	}
	for _, s := range list {
		if d, ok := s.Data.(*js.SExportClause); ok {
			l.exportImported(d)
		}
	}
}

func (l *lowerer) importModule(record uint32) Reg {
	rec := &l.u.tree.ImportRecords[record]
	dst := l.temp()
	l.emit(Instr{
		Op: OpImport, Dst: dst, A: None, B: None, C: None, Name: rec.Path.Text,
		Pos: rec.Range.Loc.Start, End: rec.Range.Loc.Start + rec.Range.Len,
	})
	return dst
}

func (l *lowerer) exportFrom(d *js.SExportFrom, pos int32) {
	ns := l.importModule(d.ImportRecordIndex)
	exports := l.loadGlobal("exports", pos)
	for _, it := range d.Items {
		v := l.temp()
		at := it.Name.Loc.Start
		l.emit(Instr{Op: OpImportGet, Dst: v, A: ns, B: None, C: None, Name: it.OriginalName, Pos: at})
		l.setProp(exports, it.Alias, v, it.AliasLoc.Start)
	}
}

// exportImported exports names that are imports themselves; variables are
// exported where they are assigned.
func (l *lowerer) exportImported(d *js.SExportClause) {
	for _, it := range d.Items {
		if s, _ := l.sym(it.Name.Ref); s.kind == importVar {
			pos := it.AliasLoc.Start
			l.setProp(l.loadGlobal("exports", pos), it.Alias, l.importGet(s, pos), pos)
		}
	}
}

func (l *lowerer) exportStmt(s js.S, pos int32) {
	switch d := s.(type) {
	case *js.SExportDefault:
		switch v := d.Value.Data.(type) {
		case *js.SExpr:
			l.setProp(l.loadGlobal("exports", pos), "default", l.expr(v.Value), pos)
		case *js.SClass:
			r := l.class(&v.Class, d.Value.Loc.Start)
			if v.Class.Name != nil {
				return // its name is in Unit.export
			}
			l.setProp(l.loadGlobal("exports", pos), "default", r, pos)
		}
	case *js.SExportEquals:
		l.setProp(l.loadGlobal("module", pos), "exports", l.expr(d.Value), pos)
	}
}

// defaultFunction is hoisted like any declaration, and exported at once.
func (l *lowerer) defaultFunction(fn *js.Fn, pos int32) {
	if fn.Name != nil {
		l.functionDecl(fn, pos) // the name is in Unit.export
		return
	}
	l.setProp(l.loadGlobal("exports", pos), "default", l.closure(fn, pos), pos)
}
