package config

import (
	"fmt"
	"strconv"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Mistake is what is wrong with a configuration, and where: lines and columns
// (characters) count from 1, a column of 0 is not known.
type Mistake struct {
	Path         string
	Line, Column int
	Message      string
}

func (m *Mistake) Error() string {
	at := fmt.Sprintf("%s:%d:", m.Path, m.Line)
	if m.Column > 0 {
		at += strconv.Itoa(m.Column) + ":"
	}
	return at + " " + m.Message
}

// mistakes make [Mistake]s in one file.
type mistakes struct {
	path string
	root ast.Node // nil if it has none
}

func newMistakes(path string, text []byte) *mistakes {
	m := &mistakes{path: path}
	if file, err := parser.ParseBytes(text, 0); err == nil && len(file.Docs) > 0 {
		m.root = file.Docs[0].Body
	}
	return m
}

// at is a mistake in the value that keys (strings) and indexes (ints) lead to.
func (m *mistakes) at(way []any, format string, args ...any) error {
	node := m.root
	for _, step := range way {
		node = child(node, step)
	}
	var tok *token.Token
	if node != nil {
		tok = first(node)
	}
	return m.make(tok, fmt.Sprintf(format, args...))
}

// atKey is a mistake in a key of the mapping that way leads to.
func (m *mistakes) atKey(way []any, key string, format string, args ...any) error {
	node := m.root
	for _, step := range way {
		node = child(node, step)
	}
	for _, pair := range pairs(node) {
		if keyOf(pair) == key {
			return m.make(pair.Key.GetToken(), fmt.Sprintf(format, args...))
		}
	}
	return m.at(way, format, args...)
}

func (m *mistakes) make(tok *token.Token, message string) *Mistake {
	out := &Mistake{Path: m.path, Line: 1, Message: message}
	if tok != nil && tok.Position != nil {
		out.Line, out.Column = tok.Position.Line, tok.Position.Column
	}
	return out
}

// child is the value below a key or at an index; nil if there is none.
func child(node ast.Node, step any) ast.Node {
	switch step := step.(type) {
	case string:
		for _, pair := range pairs(node) {
			if keyOf(pair) == step {
				return pair.Value
			}
		}
	case int:
		if list, ok := node.(*ast.SequenceNode); ok && step < len(list.Values) {
			return list.Values[step]
		}
	}
	return nil
}

func pairs(node ast.Node) []*ast.MappingValueNode {
	switch node := node.(type) {
	case *ast.MappingNode:
		return node.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{node}
	}
	return nil
}

func keyOf(pair *ast.MappingValueNode) string {
	if s, ok := pair.Key.(*ast.StringNode); ok {
		return s.Value
	}
	return pair.Key.String()
}

// first is the token with which a node begins; that of a mapping itself is its colon.
func first(node ast.Node) *token.Token {
	if list := pairs(node); len(list) > 0 {
		if flow, ok := node.(*ast.MappingNode); !ok || !flow.IsFlowStyle {
			return list[0].Key.GetToken()
		}
	}
	return node.GetToken()
}
