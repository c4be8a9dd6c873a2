package gwx

import js "github.com/evanw/esbuild/minivet"

// assign notes assignments that define something: a view, a template, a module,
// a variable.
func (s *script) assign(left, right js.Expr) {
	if id, ok := left.Data.(*js.EIdentifier); ok {
		s.declare(s.ref(id.Ref), right)
		return
	}
	target, name := member(left)
	switch s.identifier(target) {
	case "e_":
		s.entry(name, right)
		return
	case "f_": // a file of wxs code: its module is found by its key
		return
	}
	table, file := member(target)
	key, constant := str(name)
	switch s.identifier(table) {
	case "d_":
		fn, isFn := right.Data.(*js.EFunction)
		p, ok := s.path(file)
		if ok && isFn && constant {
			s.templates = append(s.templates, definition{p, key, &fn.Fn, s.pool, left.Loc.Start})
			return
		}
	case "f_":
		p, ok := s.path(file)
		if ok && constant {
			if module := s.requireKey(right); module != "" {
				s.wxs = append(s.wxs, wxsUse{p, key, module, left.Loc.Start})
			}
			return
		}
	}
	s.expr(right)
}

// member takes a[b], a.b apart.
func member(e js.Expr) (target, name js.Expr) {
	switch n := e.Data.(type) {
	case *js.EIndex:
		return n.Target, n.Index
	case *js.EDot:
		return n.Target, js.Expr{Data: &js.EString{Value: utf16(n.Name)}, Loc: n.NameLoc}
	}
	return js.Expr{}, js.Expr{}
}

func utf16(s string) []uint16 {
	out := make([]uint16, 0, len(s))
	for _, r := range s {
		out = append(out, uint16(r)) // names that matter here are ASCII
	}
	return out
}

// entry notes e_[x[0]] = {…} or e_[x[0]] = e_[x[0]] || {…}.
func (s *script) entry(name, value js.Expr) {
	if b, ok := value.Data.(*js.EBinary); ok && b.Op == js.BinOpLogicalOr {
		value = b.Right
	}
	o, ok := value.Data.(*js.EObject)
	p, named := s.path(name)
	if !ok || !named {
		return
	}
	e := entry{path: p, pos: name.Loc.Start, pool: s.pool}
	for _, prop := range o.Properties {
		switch key, _ := str(prop.Key); key {
		case "f":
			e.fn = prop.ValueOrNil
		case "ti":
			if list, ok := prop.ValueOrNil.Data.(*js.EArray); ok {
				for _, item := range list.Items {
					if src, ok := s.path(item); ok {
						e.imports = append(e.imports, src)
					}
				}
			}
		}
	}
	s.entries = append(s.entries, e)
}

// requireKey finds the key in nv_require("m_a.wxml:m"), also behind f_['a.wxs'] ||.
func (s *script) requireKey(e js.Expr) string {
	if b, ok := e.Data.(*js.EBinary); ok && b.Op == js.BinOpLogicalOr {
		e = b.Right
	}
	n, ok := e.Data.(*js.ECall)
	if !ok || len(n.Args) != 1 || s.callee(n) != "nv_require" {
		return ""
	}
	key, _ := str(n.Args[0])
	return key
}
