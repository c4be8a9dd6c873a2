package appjson

// move puts a tree at the places of another text.
func (n *Node) move(at func(int32) int32) {
	if n == nil {
		return
	}
	n.Pos, n.End = at(n.Pos), at(n.End)
	for i := range n.Members {
		m := &n.Members[i]
		m.KeyPos, m.KeyEnd = at(m.KeyPos), at(m.KeyEnd)
		m.Value.move(at)
	}
	for _, e := range n.Elems {
		e.move(at)
	}
}
