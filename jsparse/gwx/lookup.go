package gwx

import (
	"strings"

	js "github.com/evanw/esbuild/minivet"
)

// ref returns the one symbol of a variable that is declared more than once.
func (s *script) ref(r js.Ref) js.Ref {
	for int(r.InnerIndex) < len(s.symbols) {
		link := s.symbols[r.InnerIndex].Link
		if link == js.InvalidRef {
			break
		}
		r = link
	}
	return r
}

// name returns the name of a symbol as written.
func (s *script) name(ref js.Ref) string {
	if int(ref.InnerIndex) < len(s.symbols) {
		return s.symbols[ref.InnerIndex].OriginalName
	}
	return ""
}

// identifier returns the name that e is, "" if it is something else.
func (s *script) identifier(e js.Expr) string {
	if id, ok := e.Data.(*js.EIdentifier); ok {
		return s.name(s.ref(id.Ref))
	}
	return ""
}

// callee returns the name of the function that a call calls.
func (s *script) callee(n *js.ECall) string { return s.identifier(n.Target) }

// function resolves a function or the variable that holds one.
func (s *script) function(e js.Expr) *js.Fn {
	switch n := e.Data.(type) {
	case *js.EFunction:
		return &n.Fn
	case *js.EIdentifier:
		return s.fns[s.ref(n.Ref)]
	}
	return nil
}

// strings returns the elements of an array of constant texts, nil if it is none.
func (s *script) strings(a *js.EArray) []string {
	list := make([]string, 0, len(a.Items))
	for _, item := range a.Items {
		v, ok := str(item)
		if !ok {
			return nil
		}
		list = append(list, v)
	}
	return list
}

// maxPath bounds the length of a path.
const maxPath = 4096

// path resolves x[3], or a text.
func (s *script) path(e js.Expr) (string, bool) {
	if v, ok := str(e); ok {
		return v, len(v) <= maxPath
	}
	ix, ok := e.Data.(*js.EIndex)
	if !ok {
		return "", false
	}
	id, ok := ix.Target.Data.(*js.EIdentifier)
	if !ok {
		return "", false
	}
	i, ok := whole(ix.Index)
	list := s.paths[s.ref(id.Ref)]
	if !ok || i < 0 || i >= len(list) {
		return "", false
	}
	return list[i], len(list[i]) <= maxPath
}

func str(e js.Expr) (string, bool) {
	if v, ok := e.Data.(*js.EString); ok {
		return strings.ToValidUTF8(js.UTF16ToString(v.Value), "\ufffd"), true
	}
	return "", false
}

// whole returns a small whole number.
func whole(e js.Expr) (int, bool) {
	switch n := e.Data.(type) {
	case *js.ENumber:
		if i := int(n.Value); float64(i) == n.Value && -1<<30 < i && i < 1<<30 {
			return i, true
		}
	case *js.EUnary:
		if n.Op == js.UnOpNeg {
			i, ok := whole(n.Value)
			return -i, ok
		}
	}
	return 0, false
}
