package ir

import (
	"fmt"
	"strings"
)

// maxNesting is how deep a text may nest: brackets, prefix operators, chained
// calls and properties, right-associative operators, else-if. esbuild recurses
// for each of these with large frames, and a Go program does not survive an
// exhausted stack. Code that people or bundlers write stays below a few hundred.
const maxNesting = 4000

// checkDepth estimates the depth of the tree before it is built, in one pass
// over the bytes. Where only a parser could tell code from text, it stops to
// trust itself and bounds the rest of the text in the roughest way, see doubt:
// a text that is too deep for the stack must not get past in any disguise.
func checkDepth(text string, opt Options) *Problem {
	d := newDepthScan(text, opt)
	d.scan()
	if d.costs.problem != nil {
		return d.costs.problem
	}
	if d.deepest <= maxNesting {
		return d.checkUnsure()
	}
	return &Problem{
		Pos:     int32(d.first),
		Message: fmt.Sprintf("nested too deeply (%d levels; the limit is %d)", d.deepest, maxNesting),
	}
}

// depthFrame counts what nests between one bracket and its partner.
type depthFrame struct {
	id       int  // numbers the brackets of a text
	open     byte // '(', '[', '{', '$' for ${, 0 outermost
	prefix   int  // unary operators and keywords before an operand
	chain    int  // .name, (…) and […] behind an operand
	right    int  // right-associative operators since the last , or ;
	nest     int  // else if, and statements that are bodies without braces
	operands int  // of the expression under way
	head     bool // '(' behind if, while, for or with: a statement follows the ')'
}

// token is what the last token was, as far as the next one's meaning depends on it.
type token uint8

const (
	tokOperator token = iota
	tokOperand
	tokClose // ) or ]: an operand
	tokHead  // ) of if (…) and the like: a statement follows
	tokBrace // }
	tokSemi
	tokElse
)

type depthScan struct {
	text    string
	i       int
	ts, jsx bool
	newline bool   // a line ended since the last token
	dot     bool   // the last token was a dot: a word is a property's name
	word1   string // the last word, if it was the last token
	word2   string // the word before that, if it was the token before
	prev    byte   // the first byte of the last token
	unsure  int    // offset of the first guess, or -1; see doubt
	frames  []depthFrame
	last    token
	level   int // sum over all frames, one for each bracket included
	deepest int
	first   int // offset where the limit was first exceeded
	costs   costs
	pushed  int // brackets so far
}

func newDepthScan(text string, opt Options) *depthScan {
	return &depthScan{
		text: text, ts: opt.TS, jsx: opt.JSX, frames: make([]depthFrame, 1, 64), first: -1, unsure: -1,
		last: tokSemi, costs: costs{limit: MaxTokens},
	}
}

func (d *depthScan) top() *depthFrame { return &d.frames[len(d.frames)-1] }

// add changes a counter of the current frame and the sum.
func (d *depthScan) add(counter *int, n int) {
	*counter += n
	d.level += n
	if d.level > d.deepest {
		d.deepest = d.level
		if d.deepest > maxNesting && d.first < 0 {
			d.first = d.i
		}
	}
}

func (d *depthScan) clear(counters ...*int) {
	for _, c := range counters {
		d.level -= *c
		*c = 0
	}
}

func (d *depthScan) scan() {
	if strings.HasPrefix(d.text, "#!") {
		d.i = lineEnd(d.text)
	}
	for d.i < len(d.text) && d.costs.problem == nil {
		c := d.text[d.i]
		if n := spaceLen(d.text[d.i:]); n > 0 {
			d.newline = d.newline || c == '\n' || c == '\r' || n == 3 && isLineEnd(d.text[d.i:])
			d.i += n
			continue
		}
		if at := d.i; c == '/' && d.comment() {
			d.costs.token(d.text, at) // the parser keeps its place
			continue
		}
		d.costs.token(d.text, d.i)
		d.token(c)
		d.newline = false
	}
}

func (d *depthScan) token(c byte) {
	start := d.i
	if isWordByte(c) {
		d.costs.text, d.costs.plus = false, false
		d.word()
		d.prev = c
		return
	}
	defer func() { d.costs.scanned(d.text, start, d.i) }()
	switch {
	case c == '"' || c == '\'':
		d.operand()
		d.quoted(c)
	case c == '`':
		if d.last == tokOperand || d.last == tokClose {
			d.add(&d.top().chain, 1) // a tag
		} else {
			d.operand()
		}
		d.i++
		d.template()
	case c == '/' && d.slash():
	default:
		d.punctuation(c)
	}
	d.dot = c == '.' && d.text[d.i-1] == c && (d.i < 2 || d.text[d.i-2] != c) // not a spread
	d.prev = c
	if c != '"' && c != '\'' {
		d.word1, d.word2 = "", ""
	}
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c == '#' || c == '@' || c >= 0x80
}

// operand notes a word or literal; after another operand it starts a statement.
func (d *depthScan) operand() {
	f := d.top()
	switch d.last {
	case tokOperand, tokClose:
		d.clear(&f.prefix, &f.chain, &f.right)
	case tokSemi, tokBrace:
		d.clear(&f.prefix, &f.chain, &f.right, &f.nest)
	}
	d.last = tokOperand
}

func (d *depthScan) word() {
	start := d.i
	if c := d.text[start]; c >= '0' && c <= '9' {
		d.i += numberLen(d.text[start:])
	}
	for d.i < len(d.text) && isWordByte(d.text[d.i]) && spaceLen(d.text[d.i:]) == 0 {
		d.i++
	}
	w := d.text[start:d.i]
	if d.dot {
		d.dot = false
		d.operand()
		d.word1, d.word2 = "", ""
		return
	}
	if d.word1 == "var" || d.word1 == "function" {
		d.costs.declaration(w, d.top().id, start)
	}
	d.keyword(w)
	if w != "await" || d.word1 != "for" { // for await (
		d.word1, d.word2 = w, d.word1
	}
}

func (d *depthScan) keyword(w string) {
	f := d.top()
	switch w {
	case "else":
		d.last = tokElse
	case "if", "for", "while", "with", "do":
		if d.last == tokElse || d.last == tokHead {
			d.add(&f.nest, 1)
			d.last = tokOperator
		} else {
			d.operand()
			d.last = tokOperator
		}
		if w == "do" {
			d.last = tokElse // its body may be a statement, too
		}
	case "typeof", "void", "delete", "await", "yield", "new", "throw", "return", "async":
		d.prefixWord(f)
	case "case":
		d.costs.caseOf(f.id, d.i)
		d.clear(&f.prefix, &f.chain, &f.right)
		d.last = tokOperator
	case "keyof", "readonly", "unique", "infer", "declare", "abstract", "asserts", "is":
		if !d.ts {
			d.operand()
			return
		}
		if w == "is" {
			d.binary()
		}
		d.prefixWord(f)
	case "extends":
		d.binary()
		d.add(&f.right, 1) // class extends class extends …
	case "in", "of", "instanceof", "as", "satisfies":
		d.binary()
	default:
		if d.word1 != "class" && d.word1 != "function" { // else its name: the expression goes on
			d.operand()
		}
	}
}

func (d *depthScan) prefixWord(f *depthFrame) {
	if d.last != tokOperator && d.last != tokElse && d.last != tokHead {
		d.operand()
	}
	d.add(&f.prefix, 1)
	d.last = tokOperator
}

func (d *depthScan) binary() {
	f := d.top()
	d.costs.operand(f, d.i)
	d.clear(&f.prefix, &f.chain)
	d.last = tokOperator
}

func (d *depthScan) quoted(q byte) {
	for d.i++; d.i < len(d.text); d.i++ {
		switch c := d.text[d.i]; c {
		case '\\':
			d.i++
			if strings.HasPrefix(d.text[d.i:], "\r\n") {
				d.i++
			}
		case '\n', '\r':
			return // an apostrophe in JSX text; else esbuild gives up here
		case q:
			d.i++
			return
		}
	}
	d.i = min(d.i, len(d.text))
}

// template skips the text of a template up to its end or the next ${.
func (d *depthScan) template() {
	for ; d.i < len(d.text); d.i++ {
		switch d.text[d.i] {
		case '\\':
			d.i++
		case '`':
			d.i++
			d.last = tokOperand
			return
		case '$':
			if strings.HasPrefix(d.text[d.i:], "${") {
				d.i += 2
				d.push('$')
				return
			}
		}
	}
}

// comment skips a comment; it reports whether there was one.
func (d *depthScan) comment() bool {
	rest := d.text[d.i:]
	switch {
	case strings.HasPrefix(rest, "//"):
		d.i += lineEnd(rest)
		return true
	case strings.HasPrefix(rest, "/*"):
		n := strings.Index(rest[2:], "*/")
		if n >= 0 {
			n += 4
			d.newline = d.newline || strings.ContainsAny(rest[:n], "\n\r\u2028\u2029")
		}
		d.skip(n)
		return true
	}
	return false
}

// slash handles regular expressions; it reports whether it did.
func (d *depthScan) slash() bool {
	if d.slashUnsure() {
		d.doubt()
	}
	if d.last == tokOperand || d.last == tokClose {
		return false
	}
	n := regexpLen(d.text[d.i:])
	if n == 0 {
		return false
	}
	d.operand()
	d.i += n
	return true
}

func (d *depthScan) skip(n int) {
	if n < 0 {
		n = len(d.text) - d.i
	}
	d.i += n
}

// regexpLen is the length of a regular expression at the start of s, 0 if the
// line ends before it does.
func regexpLen(s string) int {
	class := false
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '\n', '\r':
			return 0
		case '[':
			class = true
		case ']':
			class = false
		case '/':
			if !class {
				return i + 1
			}
		}
	}
	return 0
}

func (d *depthScan) push(open byte) {
	one := 0
	d.add(&one, 1)
	d.pushed++
	d.frames = append(d.frames, depthFrame{id: d.pushed, open: open})
	d.last = tokOperator
}

// pop closes the innermost bracket of that kind and what was left open in it.
func (d *depthScan) pop(open, alt byte) {
	for n := len(d.frames) - 1; n > 0; n-- {
		if o := d.frames[n].open; o != open && o != alt {
			continue
		}
		for len(d.frames) > n {
			f := d.top()
			d.clear(&f.prefix, &f.chain, &f.right, &f.nest)
			d.level--
			d.frames = d.frames[:len(d.frames)-1]
		}
		return
	}
}

func (d *depthScan) punctuation(c byte) {
	d.i++
	f := d.top()
	switch c {
	case '(', '[':
		if d.last == tokOperand || d.last == tokClose {
			d.add(&f.chain, 1)
		}
		d.push(c)
		d.top().head = c == '(' && isHead(d.word1)
	case '{':
		d.push(c)
		d.last = tokSemi
	case ')', ']':
		open := byte('(')
		if c == ']' {
			open = '['
		}
		head := c == ')' && f.open == '(' && f.head
		d.pop(open, open)
		d.last = tokClose
		if head {
			d.last = tokHead
		}
	case '}':
		template := d.innermostBrace() == '$'
		d.pop('{', '$')
		d.last = tokBrace
		if template {
			d.template()
		}
	case ';':
		d.clear(&f.prefix, &f.chain, &f.right)
		d.last = tokSemi
		f.operands = 0
	case ',':
		d.clear(&f.prefix, &f.chain, &f.right)
		d.last = tokOperator
		if d.costs.operand(f, d.i); f.open == '[' {
			f.operands = 0
		}
	case '.':
		d.add(&f.chain, 1)
		d.last = tokOperator
	default:
		d.operator(c, f)
	}
}

func (d *depthScan) innermostBrace() byte {
	for n := len(d.frames) - 1; n > 0; n-- {
		if o := d.frames[n].open; o == '{' || o == '$' {
			return o
		}
	}
	return 0
}

func (d *depthScan) peek() byte {
	if d.i < len(d.text) {
		return d.text[d.i]
	}
	return 0
}

func (d *depthScan) operator(c byte, f *depthFrame) {
	next := d.peek()
	operand := d.last == tokOperand || d.last == tokClose
	if d.textFollows(c, operand) {
		d.doubt()
	}
	if d.newline && operand && (c == '!' && next != '=' || (c == '+' || c == '-') && next == c) {
		d.clear(&f.prefix, &f.chain, &f.right) // a new statement
		operand = false
	}
	if !operand {
		switch c {
		case '!', '~', '+', '-':
			d.add(&f.prefix, 1)
		case '=', '?', ':', '<':
			d.add(&f.right, 1)
		}
		d.last = tokOperator
		return
	}
	switch {
	case (c == '+' || c == '-') && next == c:
		d.i++ // a++
		return
	case c == '<' && next == c:
		d.i++ // the second one opens no element
	case c == '!' && next != '=':
		return // a! of TypeScript
	case c == '=' && next == '=', c == '!', c == '?' && next == '?':
		for d.peek() == '=' || d.peek() == '?' {
			d.i++
		}
	case c == '?' && next == '.':
		return // the dot counts
	case c == '=' || c == '?' || c == ':' || c == '*' && next == '*' || c == '<' && (d.ts || d.jsx):
		if next == '>' || next == '*' {
			d.i++
		}
		d.add(&f.right, 1)
	}
	d.binary()
}
