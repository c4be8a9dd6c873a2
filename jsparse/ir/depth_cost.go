package ir

import (
	"fmt"
	"strings"
)

// Texts that the parser takes quadratic time or memory for, though they nest nowhere:
//
//	"a"+"a"+"a"+ …        // each + is folded, and copies all that is to its left
//	var a; var a; var a;  // each declaration is compared with those before it
//	case 1: case 2: …     // each case is compared with those before it
//
// and texts of which there is too much: a token takes some hundred bytes once it is
// part of a tree, and of a function's instructions. Code that people or bundlers write stays far below the bounds.
const (
	maxFolded    = 1 << 28 // bytes copied by folding sums of constant texts
	maxRedeclare = 5_000   // declarations of one name between the same brackets
	maxNamesakes = 30_000  // declarations of one name in a file: blocks may share a scope
	maxCases     = 50_000  // of one switch
	maxOperands  = 250_000 // of one expression: the parser recurses for each once more
	// MaxTokens is how many tokens a text may have, as [Tokens] counts. A bundle of 2 MB
	// without white space has 1.5 million.
	MaxTokens = 5_500_000
)

// costs counts what a scan has met of such texts.
type costs struct {
	text     bool // the last token is a constant text, or a bracket around one
	plus     bool // the last token is a + behind such a text
	sum      int  // bytes of the sum under way
	folded   int  // bytes that folding has copied
	declared map[declared]int
	cases    map[int]int // by depthFrame.id
	tokens   int
	limit    int      // of tokens
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
		c.exceeded(at, fmt.Sprintf("%s is declared %d times, which takes the parser too long", name, c.declared[anywhere]))
	}
}

// What the tree of a token takes more than that of an operator: a name may be a new one,
// and a function has scopes of its own.
const (
	tokensOfName     = 2
	tokensOfFunction = 8
	tokensOfClass    = 16
)

// token counts a token, or a piece of one.
func (c *costs) token(text string, at int) {
	n := 1
	if b := text[at]; isWordByte(b) && (b < '0' || b > '9') {
		n = tokensOfName
		switch rest := text[at:]; {
		case strings.HasPrefix(rest, "function"):
			n = tokensOfFunction
		case strings.HasPrefix(rest, "class"):
			n = tokensOfClass
		}
	}
	if c.tokens += n; c.tokens > c.limit {
		c.exceeded(at, fmt.Sprintf("it has more than %d names, operators and constants (names count twice)", MaxTokens))
	}
}

// operand counts one more operand of the expression between the brackets of f.
func (c *costs) operand(f *depthFrame, at int) {
	if f.operands++; f.operands > maxOperands {
		c.exceeded(at, fmt.Sprintf("an expression has more than %d operands", maxOperands))
	}
}

// caseOf tells of a case between the brackets of frame.
func (c *costs) caseOf(frame, at int) {
	if c.cases == nil {
		c.cases = map[int]int{}
	}
	if c.cases[frame]++; c.cases[frame] > maxCases {
		c.exceeded(at, fmt.Sprintf("a switch has more than %d cases, which takes the parser too long", maxCases))
	}
}

func (c *costs) exceeded(at int, message string) {
	if c.problem == nil {
		c.problem = &Problem{Pos: int32(at), Message: message}
	}
}
