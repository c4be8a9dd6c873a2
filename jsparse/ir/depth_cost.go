package ir

import "fmt"

// Texts that the parser takes quadratic time or memory for, though they nest nowhere:
//
//	"a"+"a"+"a"+ …        // each + is folded, and copies all that is to its left
//	var a; var a; var a;  // each declaration is compared with those before it
//
// Code that people or bundlers write stays far below the bounds.
const (
	maxFolded    = 1 << 28 // bytes copied by folding sums of constant texts
	maxRedeclare = 5_000   // declarations of one name between the same brackets
	maxNamesakes = 30_000  // declarations of one name in a file: blocks may share a scope
)

// costs counts what a scan has met of such texts.
type costs struct {
	text     bool // the last token is a constant text, or a bracket around one
	plus     bool // the last token is a + behind such a text
	sum      int  // bytes of the sum under way
	folded   int  // bytes that folding has copied
	declared map[declared]int
	problem  *Problem // the first bound that was exceeded
}

// declared is a name, declared between two brackets; frame is its depthFrame.id.
type declared struct {
	name  string
	frame int
}

const anywhereInFile = -1

// scanned tells of a token that is no word: its first byte and its place.
func (c *costs) scanned(text string, start, end int) {
	b := text[start]
	wasText, wasPlus := c.text, c.plus
	if b == '(' || b == ')' {
		return
	}
	c.text, c.plus = false, false
	switch {
	case b == '"' || b == '\'' || b == '`':
		if !wasPlus {
			c.sum = 0
		}
		c.sum += end - start
		c.text = true
		if wasPlus {
			c.folded += c.sum
		}
		if c.folded > maxFolded {
			c.exceeded(start, "a sum of constant texts is too long for the parser; write it as one text")
		}
	case b == '+' && wasText && end == start+1:
		c.plus = end >= len(text) || text[end] != '='
	}
}

// declaration tells of a word behind var or function.
func (c *costs) declaration(name string, frame, at int) {
	if c.declared == nil {
		c.declared = map[declared]int{}
	}
	here, anywhere := declared{name, frame}, declared{name, anywhereInFile}
	c.declared[here]++
	c.declared[anywhere]++
	if c.declared[here] > maxRedeclare || c.declared[anywhere] > maxNamesakes {
		c.exceeded(at, fmt.Sprintf("%s is declared %d times, which takes the parser too long", name, c.declared[here]))
	}
}

func (c *costs) exceeded(at int, message string) {
	if c.problem == nil {
		c.problem = &Problem{Pos: int32(at), Message: message}
	}
}
