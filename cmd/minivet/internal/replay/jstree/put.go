package jstree

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// Put are the names of members that a program assigns to a global object, one of those
// that has tells of: in `wx.jobs = wx.jobs || []` that is jobs.
func Put(p *ast.Program, has func(global string) bool) []string {
	var out []string
	rewrite(p, &hooks{enter: func(n any) {
		a, ok := n.(*ast.AssignExpression)
		if !ok || a.Operator != token.ASSIGN {
			return
		}
		switch left := a.Left.(type) {
		case *ast.DotExpression:
			if id, ok := left.Left.(*ast.Identifier); ok && has(id.Name.String()) {
				out = append(out, left.Identifier.Name.String())
			}
		case *ast.BracketExpression:
			if id, ok := left.Left.(*ast.Identifier); ok && has(id.Name.String()) {
				if s, ok := left.Member.(*ast.StringLiteral); ok {
					out = append(out, s.Value.String())
				}
			}
		}
	}, leave: func(any) any { return nil }})
	return out
}
