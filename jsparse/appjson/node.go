package appjson

import "strconv"

// Kind is the type of a JSON value.
type Kind uint8

const (
	Null Kind = iota
	False
	True
	Number
	String
	Array
	Object
)

func (k Kind) String() string {
	return [...]string{"null", "false", "true", "a number", "a string", "a list", "an object"}[k]
}

// Node is one JSON value. Positions are byte offsets into the text.
type Node struct {
	Kind     Kind
	Str      string // the value of a string, the text of a number
	Pos, End int32  // [Pos,End), quotes and brackets included
	Members  []Member
	Elems    []*Node
}

// Member is one key of an object with its value.
type Member struct {
	Key            string
	KeyPos, KeyEnd int32 // quotes included
	Value          *Node
}

// Member returns the member of an object with that key, nil if there is none or
// n is no object. Of two with the same key the last counts, as in JavaScript.
func (n *Node) Member(key string) *Member {
	if n == nil {
		return nil
	}
	for i := len(n.Members) - 1; i >= 0; i-- {
		if n.Members[i].Key == key {
			return &n.Members[i]
		}
	}
	return nil
}

// Find follows keys, and for lists indices written as numbers, from n. It
// returns nil where the path leads nowhere; a nil n leads nowhere.
func (n *Node) Find(path ...string) *Node {
	for _, step := range path {
		if n == nil {
			return nil
		}
		next := (*Node)(nil)
		if n.Kind == Array {
			if i, err := strconv.Atoi(step); err == nil && 0 <= i && i < len(n.Elems) {
				next = n.Elems[i]
			}
		} else if m := n.Member(step); m != nil {
			next = m.Value
		}
		n = next
	}
	return n
}

// Text returns the value of a string, "" of anything else.
func (n *Node) Text() string {
	if n == nil || n.Kind != String {
		return ""
	}
	return n.Str
}

// Bool tells whether n is true.
func (n *Node) Bool() bool { return n != nil && n.Kind == True }
