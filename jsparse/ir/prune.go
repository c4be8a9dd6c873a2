package ir

import "slices"

// prune drops blocks that nothing reaches and blocks that only jump on, and
// numbers the rest in reverse postorder: a block comes before those it leads to,
// except along back edges, and the true side of a branch before the false side.
func prune(b *Body) {
	shortcut(b)
	kept := reversePostorder(b)
	renumber := make([]int32, len(b.Blocks))
	for i := range renumber {
		renumber[i] = -1
	}
	for i, blk := range kept {
		renumber[blk.ID] = int32(i)
	}
	loops := pruneLoops(b, renumber)
	for i, blk := range kept {
		blk.ID = int32(i)
		for j, s := range blk.Term.Succs {
			if s >= 0 {
				blk.Term.Succs[j] = renumber[s]
			}
		}
		if blk.Handler >= 0 {
			blk.Handler = renumber[blk.Handler]
		}
		if blk.Loop >= 0 {
			blk.Loop = loops[blk.Loop]
		}
	}
	b.Blocks = kept
}

func reversePostorder(b *Body) []*Block {
	type visit struct {
		id   int32
		edge int // the next edge to follow: 0 handler, 1 second, 2 first successor
	}
	seen := make([]bool, len(b.Blocks))
	seen[0] = true
	stack := []visit{{}}
	order := make([]*Block, 0, len(b.Blocks))
	for len(stack) > 0 {
		v := &stack[len(stack)-1]
		blk := b.Blocks[v.id]
		if v.edge == 3 {
			order = append(order, blk)
			stack = stack[:len(stack)-1]
			continue
		}
		next := [3]int32{blk.Handler, blk.Term.Succs[1], blk.Term.Succs[0]}[v.edge]
		v.edge++
		if next >= 0 && !seen[next] {
			seen[next] = true
			stack = append(stack, visit{id: next})
		}
	}
	slices.Reverse(order)
	return order
}

// shortcut leads edges past blocks that hold nothing but a jump.
func shortcut(b *Body) {
	header := make([]bool, len(b.Blocks))
	for _, l := range b.Loops {
		header[l.Header] = true
	}
	skip := func(id int32) int32 {
		for range len(b.Blocks) {
			blk := b.Blocks[id]
			next := blk.Term.Succs[0]
			if id == 0 || len(blk.Instrs) > 0 || blk.Term.Kind != Jump || header[id] || next == id {
				break
			}
			id = next
		}
		return id
	}
	for _, blk := range b.Blocks {
		for j, s := range blk.Term.Succs {
			if s >= 0 {
				blk.Term.Succs[j] = skip(s)
			}
		}
	}
	merge(b, header)
}

// merge joins a block with the one that only it jumps to.
func merge(b *Body, header []bool) {
	preds := make([]int32, len(b.Blocks))
	reached := reachable(b)
	for i, blk := range b.Blocks {
		if !reached[i] {
			continue
		}
		for _, s := range blk.Term.Succs {
			if s >= 0 {
				preds[s]++
			}
		}
		if blk.Handler >= 0 {
			preds[blk.Handler] += 2 // handlers stay apart
		}
	}
	for i, blk := range b.Blocks {
		for reached[i] && blk.Term.Kind == Jump {
			n := b.Blocks[blk.Term.Succs[0]]
			apart := header[n.ID] || header[i] && n.Loop != blk.Loop || n.ID == 0 || n == blk
			if apart || preds[n.ID] != 1 || n.Handler != blk.Handler || n.Loop != blk.Loop || blk.Handler >= 0 && endsThrowing(blk) {
				break
			}
			blk.Instrs = append(blk.Instrs, n.Instrs...)
			blk.Term = n.Term
			reached[n.ID] = false
		}
	}
}

func endsThrowing(b *Block) bool {
	n := len(b.Instrs)
	return n > 0 && canThrow(b.Instrs[n-1].Op)
}

func reachable(b *Body) []bool {
	seen := make([]bool, len(b.Blocks))
	stack := []int32{0}
	seen[0] = true
	push := func(id int32) {
		if id >= 0 && !seen[id] {
			seen[id] = true
			stack = append(stack, id)
		}
	}
	for len(stack) > 0 {
		blk := b.Blocks[stack[len(stack)-1]]
		stack = stack[:len(stack)-1]
		push(blk.Term.Succs[0])
		push(blk.Term.Succs[1])
		push(blk.Handler)
	}
	return seen
}

// pruneLoops drops loops whose header is gone and returns the new numbers.
func pruneLoops(b *Body, blocks []int32) []int32 {
	number := make([]int32, len(b.Loops))
	var kept []Loop
	for i, l := range b.Loops {
		parent := l.Parent
		if parent >= 0 {
			parent = number[parent]
		}
		if blocks[l.Header] < 0 {
			number[i] = parent
			continue
		}
		number[i] = int32(len(kept))
		kept = append(kept, Loop{Parent: parent, Header: blocks[l.Header]})
	}
	b.Loops = kept
	return number
}
