package jstree

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// The names of the meter's functions. No source can spell them.
const (
	TickName   = "minivet tick"   // called without arguments at each entry and round, with one where an error is caught
	SizeName   = "minivet size"   // called with what was put together; returns it
	SpreadName = "minivet spread" // called with what is spread over arguments; returns it
	PinName    = "minivet pin"    // called with a value and the constants that it is compared with; returns it
	RegexpName = "minivet regexp" // called with the source and the flags of a regular expression; returns a new one
)

// Names are the parameters that the code of a program gets besides its own.
var Names = []string{TickName, SizeName, PinName, SpreadName, RegexpName}

// Meter puts a call of TickName at the start of every function and loop body, hands
// what an expression puts together of several parts to SizeName, and what is compared
// with constants to PinName: a value that nobody knows can be what is asked for. Regular
// expressions that dear tells of are made by RegexpName, when they are needed.
func Meter(p *ast.Program, dear func(source, flags string) bool) {
	rewrite(p, &hooks{enter: func(any) {}, leave: func(n any) any {
		if r, ok := n.(*ast.RegExpLiteral); ok && dear(r.Pattern, r.Flags) {
			return &ast.CallExpression{Callee: name(RegexpName, r.Idx), ArgumentList: []ast.Expression{text(r.Pattern, r.Idx), text(r.Flags, r.Idx)}, LeftParenthesis: r.Idx, RightParenthesis: r.Idx}
		}
		return meter(n)
	}})
}

func meter(n any) any {
	switch n := n.(type) {
	case *ast.FunctionLiteral:
		n.Body.List = ticked(n.Body.List)
	case *ast.ArrowFunctionLiteral:
		switch b := n.Body.(type) {
		case *ast.BlockStatement:
			b.List = ticked(b.List)
		case *ast.ExpressionBody:
			b.Expression = &ast.SequenceExpression{Sequence: []ast.Expression{tick(b.Expression.Idx0()), b.Expression}}
		}
	case *ast.ForStatement:
		n.Body = round(n.Body)
	case *ast.ForInStatement:
		n.Body = round(n.Body)
	case *ast.ForOfStatement:
		n.Body = round(n.Body)
	case *ast.WhileStatement:
		n.Body = round(n.Body)
	case *ast.DoWhileStatement:
		n.Body = round(n.Body)
	case *ast.CatchStatement:
		at := n.Body.Idx0()
		call := &ast.CallExpression{Callee: name(TickName, at), ArgumentList: []ast.Expression{&ast.NullLiteral{Idx: at, Literal: "null"}}, LeftParenthesis: at, RightParenthesis: at}
		n.Body.List = append([]ast.Statement{&ast.ExpressionStatement{Expression: call}}, n.Body.List...)
	case *ast.SwitchStatement:
		pinCases(n)
	case *ast.IfStatement:
		n.Test = pinTest(n.Test)
	case *ast.CallExpression:
		spread(n.ArgumentList)
	case *ast.NewExpression:
		spread(n.ArgumentList)
	case ast.Expression:
		spreadItems(n)
		pinOperands(n)
		if grows(n) {
			return sized(n)
		}
	}
	return nil
}

// spread hands what is spread over the arguments of a call to SpreadName.
func spread(list []ast.Expression) {
	for _, a := range list {
		if s, ok := a.(*ast.SpreadElement); ok {
			at := s.Expression.Idx0()
			s.Expression = &ast.CallExpression{Callee: name(SpreadName, at), ArgumentList: []ast.Expression{s.Expression}, LeftParenthesis: at, RightParenthesis: at}
		}
	}
}

// spreadItems hands what is spread over a list to SizeName before that is made.
func spreadItems(n ast.Expression) {
	list, ok := n.(*ast.ArrayLiteral)
	if !ok {
		return
	}
	for _, e := range list.Value {
		if s, ok := e.(*ast.SpreadElement); ok {
			s.Expression = sized(s.Expression)
		}
	}
}

// grows tells whether the value of n may be twice as large as each of its parts.
func grows(n ast.Expression) bool {
	switch n := n.(type) {
	case *ast.BinaryExpression:
		return n.Operator == token.PLUS && !small(n.Left) && !small(n.Right)
	case *ast.AssignExpression:
		return n.Operator == token.PLUS && !small(n.Right)
	case *ast.TemplateLiteral:
		return n.Tag == nil && len(n.Expressions) > 1
	case *ast.ArrayLiteral:
		for _, e := range n.Value {
			if _, ok := e.(*ast.SpreadElement); ok {
				return true
			}
		}
	}
	return false
}

// smallText is the length up to which a constant counts as no growth.
const smallText = 200

func small(n ast.Expression) bool {
	switch n := n.(type) {
	case *ast.StringLiteral:
		return len(n.Literal) < smallText
	case *ast.NumberLiteral, *ast.BooleanLiteral, *ast.NullLiteral:
		return true
	case *ast.TemplateLiteral:
		return n.Tag == nil && len(n.Expressions) == 0 && int(n.CloseQuote-n.OpenQuote) < smallText
	}
	return false
}

func text(s string, at file.Idx) *ast.StringLiteral {
	return &ast.StringLiteral{Idx: at, Literal: s, Value: unistring.NewFromString(s)}
}

func name(text string, at file.Idx) *ast.Identifier {
	return &ast.Identifier{Name: unistring.NewFromString(text), Idx: at}
}

func tick(at file.Idx) ast.Expression {
	return &ast.CallExpression{Callee: name(TickName, at), LeftParenthesis: at, RightParenthesis: at}
}

func sized(n ast.Expression) ast.Expression {
	return &ast.CallExpression{Callee: name(SizeName, n.Idx0()), ArgumentList: []ast.Expression{n}, LeftParenthesis: n.Idx0(), RightParenthesis: n.Idx0()}
}

// ticked puts a tick behind the directives of a list.
func ticked(list []ast.Statement) []ast.Statement {
	if len(list) == 0 {
		return []ast.Statement{&ast.ExpressionStatement{Expression: tick(1)}}
	}
	n := 0
	for n < len(list) && directive(list[n]) {
		n++
	}
	at := list[0].Idx0()
	out := append(make([]ast.Statement, 0, len(list)+1), list[:n]...)
	return append(append(out, &ast.ExpressionStatement{Expression: tick(at)}), list[n:]...)
}

func directive(s ast.Statement) bool {
	e, ok := s.(*ast.ExpressionStatement)
	if !ok {
		return false
	}
	_, ok = e.Expression.(*ast.StringLiteral)
	return ok
}

// round is a loop's body with a tick.
func round(body ast.Statement) ast.Statement {
	if b, ok := body.(*ast.BlockStatement); ok {
		b.List = ticked(b.List)
		return body
	}
	at := body.Idx0()
	return &ast.BlockStatement{LeftBrace: at, RightBrace: at, List: []ast.Statement{&ast.ExpressionStatement{Expression: tick(at)}, body}}
}
