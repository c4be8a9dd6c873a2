package jstree

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// Put are the names of members of a global object, one of those that has tells of, that a
// program puts there if they are not there yet, as a list or an object: in
// `wx.jobs = wx.jobs || []` that is jobs.
func Put(p *ast.Program, has func(global string) bool) []string {
	var out []string
	rewrite(p, &hooks{enter: func(n any) {
		a, ok := n.(*ast.AssignExpression)
		if !ok || a.Operator != token.ASSIGN {
			return
		}
		either, ok := a.Right.(*ast.BinaryExpression)
		if !ok || either.Operator != token.LOGICAL_OR {
			return
		}
		switch either.Right.(type) {
		case *ast.ArrayLiteral, *ast.ObjectLiteral:
			if name := memberOf(a.Left, has); name != "" && name == memberOf(either.Left, has) {
				out = append(out, name)
			}
		}
	}, leave: func(any) any { return nil }})
	return out
}

// memberOf is the name of a member of such an object, "" if an expression is none.
func memberOf(e ast.Expression, has func(global string) bool) string {
	switch e := e.(type) {
	case *ast.DotExpression:
		if id, ok := e.Left.(*ast.Identifier); ok && has(id.Name.String()) {
			return e.Identifier.Name.String()
		}
	case *ast.BracketExpression:
		id, ok := e.Left.(*ast.Identifier)
		if s, text := e.Member.(*ast.StringLiteral); ok && text && has(id.Name.String()) {
			return s.Value.String()
		}
	}
	return ""
}
