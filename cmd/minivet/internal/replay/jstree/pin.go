package jstree

import (
	"slices"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// pinSides hands a variable or member that is tested for equality with a constant to PinName.
func pinSides(n *ast.BinaryExpression) {
	switch n.Operator {
	case token.EQUAL, token.STRICT_EQUAL, token.NOT_EQUAL, token.STRICT_NOT_EQUAL:
	default:
		return
	}
	switch {
	case constant(n.Right) && held(n.Left):
		n.Left = pin(n.Left, n.Right)
	case constant(n.Left) && held(n.Right):
		n.Right = pin(n.Right, n.Left)
	}
}

// troubles are names of members that tell of trouble when they are truthy. A value that
// nobody knows and that has such a name is falsy.
var troubles = []string{"code", "errcode", "errCode", "errno", "error", "err", "fail", "failed"}

// pinOperands looks at the parts of an expression that are compared or tested.
func pinOperands(n ast.Expression) {
	switch n := n.(type) {
	case *ast.BinaryExpression:
		if n.Operator == token.LOGICAL_AND || n.Operator == token.LOGICAL_OR {
			n.Left = pinTest(n.Left)
		}
		pinSides(n)
	case *ast.ConditionalExpression:
		n.Test = pinTest(n.Test)
	case *ast.UnaryExpression:
		if n.Operator == token.NOT {
			n.Operand = pinTest(n.Operand)
		}
	}
}

func pinTest(n ast.Expression) ast.Expression {
	last := ""
	switch n := n.(type) {
	case *ast.Identifier:
		last = n.Name.String()
	case *ast.DotExpression:
		last = n.Identifier.Name.String()
	}
	if !slices.Contains(troubles, last) {
		return n
	}
	return pin(n, &ast.NumberLiteral{Idx: n.Idx0(), Literal: "0", Value: int64(0)})
}

// pinCases does the same with what a switch looks at.
func pinCases(n *ast.SwitchStatement) {
	if !held(n.Discriminant) {
		return
	}
	var list []ast.Expression
	for _, c := range n.Body {
		if c.Test != nil && constant(c.Test) {
			list = append(list, c.Test)
		}
	}
	if len(list) > 0 {
		n.Discriminant = pin(n.Discriminant, list...)
	}
}

func constant(n ast.Expression) bool {
	switch n := n.(type) {
	case *ast.StringLiteral, *ast.NumberLiteral, *ast.BooleanLiteral:
		return true
	case *ast.DotExpression:
		return imported(n, 0)
	}
	return false
}

// imported tells whether an expression is a member of an imported module, as constants
// often are: after lowering, import_name.member. To look at it once more changes nothing.
func imported(n *ast.DotExpression, depth int) bool {
	switch left := n.Left.(type) {
	case *ast.Identifier:
		return strings.HasPrefix(left.Name.String(), "import_")
	case *ast.DotExpression:
		return depth < 3 && imported(left, depth+1)
	}
	return false
}

func held(n ast.Expression) bool {
	switch n := n.(type) {
	case *ast.Identifier, *ast.DotExpression, *ast.BracketExpression:
		return true
	case *ast.ConditionalExpression: // a?.b after lowering
		return held(n.Alternate)
	}
	return false
}

func pin(n ast.Expression, with ...ast.Expression) ast.Expression {
	at := n.Idx0()
	return &ast.CallExpression{Callee: name(PinName, at), ArgumentList: append([]ast.Expression{n}, with...), LeftParenthesis: at, RightParenthesis: at}
}
