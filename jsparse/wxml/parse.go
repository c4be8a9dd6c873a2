package wxml

import (
	"fmt"
	"sort"
	"strings"

	"github.com/minivet/minivet/jsparse/dialect"
)

// maxDepth bounds how deep elements nest. What is deeper becomes a child of the
// element at the limit. Real views stay below 40.
const maxDepth = 512

// maxProblems bounds the list of a file: one stray bracket can make thousands.
const maxProblems = 100

// maxPieces bounds the elements, attributes and expressions of a file; each takes up to
// a few kilobytes until its view is analysed. Real views stay below 10 000.
const maxPieces = 100_000

// voidTags rarely have children, and people leave them open as in HTML.
var voidTags = map[string]bool{
	"icon": true, "image": true, "import": true, "include": true,
	"input": true, "progress": true, "slider": true,
	// In single-file components these never have any.
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true,
	"link": true, "meta": true, "source": true, "track": true, "wbr": true,
}

// parser builds the tree in one pass over the text without recursion.
type parser struct {
	f *File
	d *dialect.Dialect // how the view is spelled
	s string
	i int
	// open are the elements whose end tag has not come, flattened ones included;
	// opened counts them by tag, so that a stray end tag is known at once.
	open   []*Element
	opened map[string]int
	deep   bool // the problem of maxDepth was given
	pieces int  // elements, attributes and expressions so far, see maxPieces
	seek   seeker
}

// Parse reads text, the content of the file at path (relative to the program's
// root, slash separated). It always returns a tree; what was wrong is in its Problems.
func Parse(path, text string) *File {
	p := &parser{d: dialectOf(path), f: &File{Path: path, Text: text, Source: path, size: len(text)}, s: text, opened: map[string]int{}}
	p.seek = newSeeker(text)
	if strings.HasPrefix(text, "\ufeff") {
		p.i = len("\ufeff")
	}
	for p.i < len(p.s) && p.pieces <= maxPieces {
		p.next()
	}
	if p.pieces > maxPieces {
		p.tooMany()
	}
	for n := len(p.open); n > 0; n-- {
		p.unclosed(p.open[n-1])
	}
	p.finish()
	return p.f
}

// finish orders the problems, since an unclosed element is known only at its parent's end.
func (p *parser) finish() {
	list := p.f.Problems
	sort.SliceStable(list, func(i, j int) bool { return list[i].Pos < list[j].Pos })
}

// tooMany says that the rest of the file is left out. The other problems mostly follow
// from the same mistake.
func (p *parser) tooMany() {
	const message = "the view has more than %d elements, attributes and expressions; what follows is left out"
	p.f.Problems = p.f.Problems[:min(len(p.f.Problems), maxProblems/2)]
	p.problem(int32(p.i), fmt.Sprintf(message, maxPieces))
}

func (p *parser) problem(pos int32, message string) {
	switch n := len(p.f.Problems); {
	case n == maxProblems-1:
		message = "more problems follow; they are not listed"
	case n >= maxProblems:
		return
	}
	p.f.Problems = append(p.f.Problems, Problem{p.f.Path, pos, message})
}

// next reads one piece: a tag, a comment or a run of text.
func (p *parser) next() {
	rest := p.s[p.i:]
	switch {
	case !startsMarkup(rest):
		p.text()
	case strings.HasPrefix(rest, "<!--"):
		p.comment()
	case rest[1] == '/':
		p.endTag()
	case rest[1] == '!' || rest[1] == '?':
		p.problem(int32(p.i), "a view has no "+rest[:2]+" … > declarations")
		p.skipTo(">")
	default:
		p.startTag()
	}
}

// startsMarkup tells a tag or comment from a bracket in a text.
func startsMarkup(s string) bool {
	return len(s) > 1 && s[0] == '<' &&
		(isLetter(s[1]) || s[1] == '/' || s[1] == '?' || s[1] == '!')
}

// skipTo moves behind the next mark, or to the end.
func (p *parser) skipTo(mark string) (found bool) {
	n := strings.Index(p.s[p.i:], mark)
	if n < 0 {
		p.i = len(p.s)
		return false
	}
	p.i += n + len(mark)
	return true
}

func (p *parser) comment() {
	start := p.i
	p.i += len("<!--")
	if !p.skipTo("-->") {
		p.problem(int32(start), "comment without -->")
	}
}

// add appends a node to the innermost open element.
func (p *parser) add(n Node) *Element {
	if len(p.open) == 0 {
		p.f.Nodes = append(p.f.Nodes, n)
		return nil
	}
	parent := p.open[min(len(p.open), maxDepth)-1]
	parent.Children = append(parent.Children, n)
	return parent
}

// text reads up to the next tag. A lone bracket is text, with a problem.
func (p *parser) text() {
	start := p.i
	var parts []Part
	from := p.i
	constant := func(to int) {
		if to > from {
			parts = append(parts, Part{Text: decode(p.s[from:to]), Pos: int32(from), End: int32(to)})
		}
	}
	for p.i < len(p.s) {
		n := strings.IndexAny(p.s[p.i:], "<{")
		if n < 0 {
			p.i = len(p.s)
			break
		}
		p.i += n
		rest := p.s[p.i:]
		if startsMarkup(rest) {
			break
		}
		if !strings.HasPrefix(rest, "{{") {
			if rest[0] == '<' {
				p.problem(int32(p.i), "stray <; write &lt;")
			}
			p.i++
			continue
		}
		end := p.seek.exprEnd(p.i+2, len(p.s))
		if end < 0 {
			p.problem(int32(p.i), "{{ without }}")
			p.i += 2
			continue
		}
		constant(p.i)
		if p.pieces++; p.pieces > maxPieces {
			break
		}
		parts = append(parts, Part{Expr: true, Text: p.s[p.i+2 : end], Pos: int32(p.i + 2), End: int32(end)})
		p.i = end + 2
		from = p.i
	}
	constant(p.i)
	p.add(&Text{Parts: parts, Pos: int32(start), End: int32(p.i)})
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&nbsp;", "\u00a0", "&amp;", "&")

func decode(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return entities.Replace(s)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }
