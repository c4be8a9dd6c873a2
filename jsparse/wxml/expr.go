package wxml

import "strings"

// maxExprLevel bounds how deep the tree of one expression gets by brackets,
// conditionals, prefix operators and chains of properties, and maxExprBytes its
// length: parsers recurse for each level.
const (
	maxExprLevel = 500
	maxExprBytes = 64 << 10
)

// want is what the grammar allows next.
type want uint8

const (
	wantOperand want = iota
	wantOperator
	wantKey   // in an object literal: key, ...spread or }
	wantName  // behind a dot
	wantColon // behind a key that is no name
)

// context is an open bracket or conditional.
type context byte

const (
	inGroup   context = '('
	inArgs    context = 'a'
	inArray   context = '['
	inIndex   context = 'i'
	inObject  context = '{'
	inFields  context = 'f' // the outside of template data: fields without braces
	inTernary context = '?' // between ? and :
)

// frame is an open context with what makes the tree deeper in it.
type frame struct {
	in    context
	chain int // .name, [index] and (arguments) since the last operator
	nest  int // conditionals and prefix operators since the last comma
}

// exprReader checks one expression of a view and writes it as JavaScript. The
// grammar is small enough for a state and a stack, so nothing recurses, and
// what passes here can be pasted into a text without upsetting what is around it.
type exprReader struct {
	src   string
	pos   int32 // of src in the file
	scope *scope
	out   *jsText
	want  want
	stack []frame // the outermost has context 0 or inFields
	level int     // sum over the stack
	// empty: nothing since the last opening bracket; comma: the last token was one.
	empty, comma bool
	i            int
	copied       int // src[:copied] is in out
}

// rewrite translates src. fields: it is the inside of an object literal. err is
// what is wrong with it, at offset errPos of the file.
func rewrite(src string, pos int32, sc *scope, fields bool) (out *jsText, err string, errPos int32) {
	r := &exprReader{src: src, pos: pos, scope: sc, out: &jsText{}, empty: true, stack: make([]frame, 1, 8)}
	if len(src) > maxExprBytes {
		return nil, "expression is too long", pos
	}
	if fields {
		r.stack[0].in, r.want = inFields, wantKey
	}
	r.out.mark(pos, true)
	for {
		tok, next := nextToken(src, r.i)
		r.i = next
		if tok.kind == tokEnd {
			break
		}
		if msg := r.step(tok); msg != "" {
			return nil, msg, pos + int32(tok.pos)
		}
	}
	if msg := r.end(fields); msg != "" {
		return nil, msg, pos + int32(len(src))
	}
	r.flush(len(src))
	return r.out, "", 0
}

func (r *exprReader) end(fields bool) string {
	if len(r.stack) > 1 || r.want != wantOperator && !(fields && r.want == wantKey) {
		return "expression is incomplete"
	}
	return ""
}

// flush copies src up to offset to.
func (r *exprReader) flush(to int) {
	r.out.add(r.src[r.copied:to])
	r.copied = to
}

// replace writes with instead of the token.
func (r *exprReader) replace(tok token, with string) {
	r.flush(tok.pos)
	r.out.mark(r.pos+int32(tok.pos), false)
	r.out.add(with)
	r.copied = tok.pos + len(tok.text)
	r.out.mark(r.pos+int32(r.copied), true)
}

func (r *exprReader) top() *frame { return &r.stack[len(r.stack)-1] }

const tooDeep = "expression nests too deeply"

// deeper adds one to a counter of the current frame.
func (r *exprReader) deeper(counter *int) string {
	*counter++
	if r.level++; r.level > maxExprLevel {
		return tooDeep
	}
	return ""
}

func (r *exprReader) clear(counter *int) {
	r.level -= *counter
	*counter = 0
}

func (r *exprReader) push(c context) string {
	if r.level++; r.level > maxExprLevel {
		return tooDeep
	}
	r.stack = append(r.stack, frame{in: c})
	r.empty, r.comma = true, false
	return ""
}

func (r *exprReader) pop() {
	top := r.top()
	r.level -= 1 + top.chain + top.nest
	r.stack = r.stack[:len(r.stack)-1]
}

// oneLine makes a string literal of several lines one that JavaScript takes.
var oneLine = strings.NewReplacer("\\\r\n", "", "\\\n", "", "\\\r", "", "\r", `\r`, "\n", `\n`)

func (r *exprReader) step(tok token) string {
	if tok.kind == tokBad {
		return tok.text
	}
	if tok.kind == tokString && strings.ContainsAny(tok.text, "\r\n") { // legal in WXML
		r.replace(tok, oneLine.Replace(tok.text))
	}
	switch r.want {
	case wantOperand:
		return r.operand(tok)
	case wantOperator:
		return r.operator(tok)
	case wantKey:
		return r.key(tok)
	case wantName:
		if tok.kind != tokName {
			return "expected a name"
		}
	case wantColon:
		if tok.kind != tokColon {
			return "expected a colon"
		}
		r.want = wantOperand
		return ""
	}
	r.want = wantOperator
	return ""
}

func (r *exprReader) operand(tok token) string {
	if tok.kind == tokClose {
		return r.close(tok)
	}
	first := r.empty || r.comma
	r.empty, r.comma = false, false
	switch tok.kind {
	case tokName:
		if tok.text == "typeof" || tok.text == "void" {
			return r.deeper(&r.top().nest)
		}
		if !literals[tok.text] {
			if js := r.scope.spell(tok.text); js != tok.text {
				r.replace(tok, js)
			}
		}
		r.want = wantOperator
		return ""
	case tokNumber, tokString:
		r.want = wantOperator
		return ""
	case tokSign, tokPrefix:
		// "- -a": two signs that touch are no token, so this can't become "--".
		return r.deeper(&r.top().nest)
	case tokDots:
		if first && (r.top().in == inArray || r.top().in == inArgs) {
			return ""
		}
	case tokOpen:
		return r.open(tok)
	}
	return unexpected(tok)
}

func (r *exprReader) open(tok token) string {
	if tok.text == "{" {
		r.want = wantKey
	}
	return r.push(context(tok.text[0]))
}

func (r *exprReader) operator(tok token) string {
	r.empty, r.comma = false, false
	switch tok.kind {
	case tokClose:
		return r.close(tok)
	case tokDot, tokOptDot, tokOpen:
		return r.postfix(tok)
	}
	r.want = wantOperand
	r.clear(&r.top().chain)
	switch tok.kind {
	case tokBinary, tokSign:
		return ""
	case tokName:
		if tok.text == "in" || tok.text == "instanceof" {
			return ""
		}
	case tokIf:
		if msg := r.deeper(&r.top().nest); msg != "" {
			return msg
		}
		return r.push(inTernary)
	case tokColon:
		if r.top().in == inTernary {
			r.pop()
			return ""
		}
	case tokComma:
		return r.next(tok)
	}
	return unexpected(tok)
}

// postfix reads what follows an operand: .name, ?.name, [index], (arguments).
func (r *exprReader) postfix(tok token) string {
	if msg := r.deeper(&r.top().chain); msg != "" {
		return msg
	}
	switch {
	case tok.kind == tokDot:
		r.want = wantName
		return ""
	case tok.kind == tokOptDot:
		return r.optional()
	case tok.text == "(":
		r.want = wantOperand
		return r.push(inArgs)
	case tok.text == "[":
		r.want = wantOperand
		return r.push(inIndex)
	}
	return unexpected(tok)
}

// optional is behind ?. of which a name, an index or arguments may follow.
func (r *exprReader) optional() string {
	tok, next := nextToken(r.src, r.i)
	r.want = wantOperand
	switch {
	case tok.kind == tokName:
		r.want = wantName
		return ""
	case tok.text == "[":
		r.i = next
		return r.push(inIndex)
	case tok.text == "(":
		r.i = next
		return r.push(inArgs)
	}
	return "expected a name"
}

// next goes to the next element, argument or field.
func (r *exprReader) next(tok token) string {
	top := r.top()
	r.clear(&top.nest)
	switch top.in {
	case inArgs, inArray:
		r.comma = true
		return ""
	case inObject, inFields:
		r.want = wantKey
		return ""
	}
	return unexpected(tok)
}

// close ends a bracket. Elements may be missing only in an array or behind the last comma.
func (r *exprReader) close(tok token) string {
	atEnd := r.want == wantOperator || r.empty || r.comma
	ok := false
	switch r.top().in {
	case inGroup, inIndex:
		ok = r.want == wantOperator
	case inArgs, inArray:
		ok = atEnd
	case inObject:
		ok = r.want == wantOperator || r.want == wantKey
	}
	if !ok || closing(r.top().in) != tok.text {
		return unexpected(tok)
	}
	r.pop()
	r.want, r.empty, r.comma = wantOperator, false, false
	return ""
}

func closing(c context) string {
	switch c {
	case inGroup, inArgs:
		return ")"
	case inArray, inIndex:
		return "]"
	}
	return "}"
}

// key reads the start of a field: name: value, "name": value, name alone or ...value.
func (r *exprReader) key(tok token) string {
	switch tok.kind {
	case tokDots:
		r.want, r.empty = wantOperand, false
		return ""
	case tokString, tokNumber:
		r.want = wantColon
		return ""
	case tokClose:
		return r.close(tok)
	case tokName:
		return r.nameKey(tok)
	}
	return unexpected(tok)
}

// nameKey tells a key from a name that is its own value.
func (r *exprReader) nameKey(tok token) string {
	next, _ := nextToken(r.src, r.i)
	if next.kind == tokColon {
		r.want = wantColon
		return ""
	}
	r.want = wantOperator
	if next.kind != tokComma && next.kind != tokEnd && next.text != "}" {
		return "expected a colon"
	}
	js := r.scope.spell(tok.text)
	if literals[tok.text] {
		js = tok.text
	}
	if js != tok.text || literals[tok.text] {
		r.replace(tok, quote(tok.text)+": "+js)
	}
	return ""
}

func unexpected(tok token) string {
	if tok.kind == tokString {
		return "unexpected string"
	}
	return "unexpected " + clip(tok.text)
}
