package jstree

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// View makes the code of a compiled view mean what it means there: names that are
// not declared are members of the data, whose name is data, save those of except;
// and a member of what is not there is undefined.
func View(p *ast.Program, data string, except []string) {
	v := &viewer{data: data, scopes: []map[string]bool{{}}}
	for _, n := range append(except, data, "module") {
		v.scopes[0][n] = true
	}
	rewrite(p, &hooks{enter: v.enter, leave: v.leave})
}

type viewer struct {
	data   string
	scopes []map[string]bool // names declared, innermost last
}

func (v *viewer) enter(n any) {
	switch n := n.(type) {
	case *ast.FunctionLiteral:
		v.push()
		for _, b := range n.ParameterList.List {
			v.declare(b.Target)
		}
	case *ast.ArrowFunctionLiteral:
		v.push()
		for _, b := range n.ParameterList.List {
			v.declare(b.Target)
		}
	case *ast.BlockStatement:
		v.push()
		for _, s := range n.List {
			if d, ok := s.(*ast.LexicalDeclaration); ok {
				for _, b := range d.List {
					v.declare(b.Target)
				}
			}
		}
	case *ast.ForOfStatement:
		v.push()
		if d, ok := n.Into.(*ast.ForDeclaration); ok {
			v.declare(d.Target)
		}
	}
}

func (v *viewer) push() { v.scopes = append(v.scopes, map[string]bool{}) }

func (v *viewer) declare(t any) {
	if id, ok := t.(*ast.Identifier); ok {
		v.scopes[len(v.scopes)-1][id.Name.String()] = true
	}
}

func (v *viewer) leave(n any) any {
	switch n := n.(type) {
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral, *ast.BlockStatement, *ast.ForOfStatement:
		v.scopes = v.scopes[:len(v.scopes)-1]
	case *ast.Identifier:
		return v.free(n)
	case *ast.PropertyShort:
		if f := v.free(&n.Name); f != nil {
			key := &ast.StringLiteral{Idx: n.Name.Idx, Literal: n.Name.Name.String(), Value: n.Name.Name}
			return &ast.PropertyKeyed{Key: key, Kind: ast.PropertyKindValue, Value: f.(ast.Expression)}
		}
	case *ast.DotExpression:
		if !v.own(n.Left) {
			n.Left = &ast.Optional{Expression: n.Left}
			return &ast.OptionalChain{Expression: n}
		}
	case *ast.BracketExpression:
		if !v.own(n.Left) {
			n.Left = &ast.Optional{Expression: n.Left}
			return &ast.OptionalChain{Expression: n}
		}
	case *ast.AssignExpression:
		n.Left = target(n.Left)
	case *ast.UnaryExpression:
		if n.Operator == token.INCREMENT || n.Operator == token.DECREMENT {
			n.Operand = target(n.Operand)
		}
	case *ast.CallExpression:
		// A method keeps its object, and a call of what is not there is not made.
		if c, ok := n.Callee.(*ast.OptionalChain); ok {
			n.Callee = c.Expression
			return &ast.OptionalChain{Expression: n}
		}
	}
	return nil
}

// target is what can be assigned to: the outermost member is there no matter what.
func target(n ast.Expression) ast.Expression {
	c, ok := n.(*ast.OptionalChain)
	if !ok {
		return n
	}
	switch m := c.Expression.(type) {
	case *ast.DotExpression:
		if o, ok := m.Left.(*ast.Optional); ok {
			m.Left = o.Expression
		}
		return m
	case *ast.BracketExpression:
		if o, ok := m.Left.(*ast.Optional); ok {
			m.Left = o.Expression
		}
		return m
	}
	return n
}

// own tells whether an object is one of the compiled text's own.
func (v *viewer) own(n ast.Expression) bool {
	id, ok := n.(*ast.Identifier)
	return ok && id.Name.String() != v.data && (id.Name == "module" || strings.HasPrefix(id.Name.String(), "$"))
}

// free is the member of the data that a name stands for, nil if it is declared.
func (v *viewer) free(id *ast.Identifier) any {
	name := id.Name.String()
	for _, s := range v.scopes {
		if s[name] {
			return nil
		}
	}
	at := id.Idx
	return &ast.OptionalChain{Expression: &ast.DotExpression{
		Left:       &ast.Optional{Expression: &ast.Identifier{Name: unistring.NewFromString(v.data), Idx: at}},
		Identifier: ast.Identifier{Name: id.Name, Idx: at},
	}}
}
