package decoder

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// The names of the meter's two functions, which no source can spell.
const (
	tickName = "minivet tick" // called with a cost at each entry of a function and round of a loop
	sizeName = "minivet size" // called with what may be large; returns it
)

// bytesPerStep are those of a function or the body of a loop.
const bytesPerStep = 64

// meter makes a program count its steps: functions and the bodies of loops begin with a
// tick, and what an operation puts together or has to go through is handed to size.
func meter(p *ast.Program) { rewrite(reflect.ValueOf(p)) }

// visit calls f with every node.
func visit(p *ast.Program, f func(any)) { walk(reflect.ValueOf(p), f, func(reflect.Value) {}) }

func rewrite(v reflect.Value) { walk(v, count, replace) }

// walk goes through all nodes below v, the innermost first: done is called with each
// node, and place with what holds an expression.
func walk(v reflect.Value, done func(any), place func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), done, place)
			if v.Type() == reflect.TypeFor[ast.Expression]() {
				place(v)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct {
			walk(v.Elem(), done, place)
			done(v.Interface())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			// DeclarationList holds nodes a second time, the value of a literal is none.
			if f.IsExported() && !slices.Contains([]string{"DeclarationList", "File"}, f.Name) && f.Type != reflect.TypeFor[any]() {
				walk(v.Field(i), done, place)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), done, place)
		}
	}
}

// replace hands what takes memory to size.
func replace(v reflect.Value) {
	if e := v.Interface().(ast.Expression); grows(e) {
		v.Set(reflect.ValueOf(sized(e)))
	}
}

// count puts a tick in front of what may run again, and has what an operation goes
// through counted.
func count(n any) {
	switch n := n.(type) {
	case *ast.FunctionLiteral:
		n.Body.List = ticked(n.Body.List, cost(n))
	case *ast.ArrowFunctionLiteral:
		switch b := n.Body.(type) {
		case *ast.BlockStatement:
			b.List = ticked(b.List, cost(n))
		case *ast.ExpressionBody:
			b.Expression = &ast.SequenceExpression{Sequence: []ast.Expression{tick(b.Expression.Idx0(), cost(n)), b.Expression}}
		}
	case *ast.ForStatement:
		n.Body = round(n.Body, cost(n))
	case *ast.ForInStatement:
		n.Body, n.Source = round(n.Body, cost(n)), sized(n.Source)
	case *ast.ForOfStatement:
		n.Body, n.Source = round(n.Body, cost(n)), sized(n.Source)
	case *ast.WhileStatement:
		n.Body = round(n.Body, cost(n))
	case *ast.DoWhileStatement:
		n.Body = round(n.Body, cost(n))
	case *ast.SwitchStatement:
		n.Discriminant = sized(n.Discriminant)
	case *ast.SpreadElement:
		n.Expression = sized(n.Expression)
	case *ast.BracketExpression:
		if !constant(n.Member) {
			n.Member = sized(n.Member) // as a key it is gone through
		}
	case *ast.BinaryExpression:
		if n.Comparison && !constant(n.Left) && !constant(n.Right) {
			n.Left = sized(n.Left)
		}
	}
}

func constant(n ast.Expression) bool {
	switch n.(type) {
	case *ast.NumberLiteral, *ast.StringLiteral, *ast.BooleanLiteral, *ast.NullLiteral:
		return true
	}
	return false
}

// cost is that of the body of a function or loop, in steps, calls and loops in it left out.
func cost(n ast.Node) int { return 1 + int(n.Idx1()-n.Idx0())/bytesPerStep }

// grows tells whether evaluating n takes memory.
func grows(n ast.Expression) bool {
	switch n := n.(type) {
	case *ast.BinaryExpression:
		return n.Operator == token.PLUS
	case *ast.AssignExpression:
		return n.Operator == token.PLUS
	case *ast.TemplateLiteral, *ast.ArrayLiteral, *ast.ObjectLiteral:
		return true
	}
	return false
}

func call(name string, at file.Idx, arg ast.Expression) ast.Expression {
	return &ast.CallExpression{
		Callee:       &ast.Identifier{Name: unistring.NewFromString(name), Idx: at},
		ArgumentList: []ast.Expression{arg}, LeftParenthesis: at, RightParenthesis: at,
	}
}

func sized(n ast.Expression) ast.Expression { return call(sizeName, n.Idx0(), n) }

func tick(at file.Idx, cost int) ast.Expression {
	return call(tickName, at, &ast.NumberLiteral{Idx: at, Literal: strconv.Itoa(cost), Value: int64(cost)})
}

// ticked puts a tick behind the directives of a list, which are texts.
func ticked(list []ast.Statement, cost int) []ast.Statement {
	at, n := file.Idx(1), 0
	for n < len(list) && directive(list[n]) {
		n++
	}
	if len(list) > 0 {
		at = list[0].Idx0()
	}
	return slices.Insert(slices.Clone(list), n, ast.Statement(&ast.ExpressionStatement{Expression: tick(at, cost)}))
}

func directive(s ast.Statement) bool {
	e, ok := s.(*ast.ExpressionStatement)
	if !ok {
		return false
	}
	_, ok = e.Expression.(*ast.StringLiteral)
	return ok
}

// round is the body of a loop with a tick.
func round(body ast.Statement, cost int) ast.Statement {
	if b, ok := body.(*ast.BlockStatement); ok {
		b.List = ticked(b.List, cost)
		return body
	}
	at := body.Idx0()
	return &ast.BlockStatement{LeftBrace: at, RightBrace: at, List: []ast.Statement{&ast.ExpressionStatement{Expression: tick(at, cost)}, body}}
}
