package replay

import (
	"errors"
	"math"
	"regexp/syntax"
	"sort"
	"strings"

	"github.com/dop251/goja/parser"
)

// The machine has two matchers of regular expressions. One takes time that is bounded by
// the pattern's size times the text's. The other, for patterns that look around or refer
// back, goes back and tries again. Neither can be stopped from outside, so what they may
// take is counted before.
const (
	shortText    = 20      // for a pattern that goes back and may take exponentially long
	longText     = 4000    // for any other that goes back
	maxWays      = 1 << 26 // ways to match a text, of a pattern that repeats several parts or has alternatives
	maxPattern   = 100_000 // instructions of one that does not go back
	maxBackUnits = 20_000  // units of one that does
)

// Steps of making a pattern and of matching it.
const (
	instructionsPerStep = 8
	foldedPerStep       = 256  // characters of which it is looked up what they are in the other case
	visitsPerStep       = 2048 // of an instruction at a unit of a text
	waysPerStep         = 8192
)

// pattern is what is known of a regular expression without making it.
type pattern struct {
	back     bool    // it goes back and tries again
	explodes bool    // exponentially often
	repeats  int     // parts that are repeated without a fixed end
	choices  float64 // ways to go through all else: alternatives, and what may be missing
	longest  int     // units of a text that it is tried on; -1: any
	size     int     // instructions
	steps    int     // that it takes to make it
	refused  bool    // it is too large to be made
}

// examine looks at a pattern. What is no pattern is left to the machine, which says so.
func examine(source, flags string) pattern {
	if size, ok := compiled(source, flags); ok {
		return pattern{longest: -1, size: size, steps: size / instructionsPerStep, refused: size > maxPattern}
	}
	p := pattern{back: true, explodes: explodes(source), steps: len(source)/instructionsPerStep + folded(source, flags)/foldedPerStep, refused: len(source) > maxBackUnits}
	p.repeats, p.choices = choices(source)
	switch {
	case p.choices > maxWays:
		p.longest = 0
	case p.explodes:
		p.longest = shortText
	default:
		p.longest = sort.Search(longText, func(n int) bool { return p.ways(n+1) > maxWays })
	}
	return p
}

// compiled tells whether the matcher that does not go back takes a pattern, and the number
// of its instructions.
func compiled(source, flags string) (size int, ok bool) {
	unicode := strings.Contains(flags, "u")
	if !unicode && strings.ContainsFunc(source, func(r rune) bool { return r > 0xffff }) {
		return 0, false
	}
	text, err := parser.TransformRegExp(source, strings.Contains(flags, "s"), unicode)
	if err != nil {
		var incompatible parser.RegexpErrorIncompatible
		return 0, !errors.As(err, &incompatible)
	}
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		var e *syntax.Error
		return 0, !errors.As(err, &e) || e.Code != syntax.ErrInvalidRepeatSize
	}
	return instructions(tree), true
}

// instructions is about how many a pattern is compiled to: what is repeated n times stands
// there n times.
func instructions(re *syntax.Regexp) int {
	n := 1 + len(re.Rune)
	if re.Op == syntax.OpCharClass {
		n = 1
	}
	for _, s := range re.Sub {
		n += instructions(s)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min, re.Max, 1)
	}
	return min(n, math.MaxInt32)
}

// folded is about how many characters the classes of a pattern have that ignores case: the
// matcher that goes back looks each up.
func folded(source, flags string) int {
	if !strings.Contains(flags, "i") {
		return 0
	}
	n := 0
	for i := range len(source) - 1 {
		switch {
		case source[i] == '-':
			n += 1 << 16
		case source[i] == '\\' && strings.IndexByte(`SWDPp`, source[i+1]) >= 0:
			n += 1 << 20
		}
	}
	return n
}

// match is the number of steps that it may take to try the pattern on a text of n units.
func (p *pattern) match(n int) int {
	if !p.back {
		return n / visitsPerStep * p.size
	}
	return int(min(p.ways(n), maxWays)) / waysPerStep
}

// ways is how often a pattern that goes back may try a text of n units: as often as its
// parts can share the text.
func (p *pattern) ways(n int) float64 {
	if p.explodes {
		return p.choices * math.Pow(2, float64(n))
	}
	out := p.choices * float64(n+1) // where it starts
	for i := 1; i <= p.repeats && out <= maxWays; i++ {
		out *= float64(n+i) / float64(i)
	}
	return out
}

// choices counts the parts of a pattern that are repeated without a fixed end, each of
// which may end anywhere, and the ways to go through the rest.
func choices(pattern string) (repeated int, ways float64) {
	ways = 1
	open := []float64{1} // by group: its alternatives
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case c == '[':
			i += classEnd(pattern[i:])
		case c == '(':
			open = append(open, 1)
			if strings.HasPrefix(pattern[i:], "(?") {
				i++
			}
		case c == '|':
			open[len(open)-1]++
		case c == ')' && len(open) > 1:
			ways *= open[len(open)-1]
			open = open[:len(open)-1]
		case repeats(pattern[i:]):
			repeated++
			i += lazy(pattern[i:])
		case c == '?':
			ways *= 2
			i += lazy(pattern[i:])
		}
	}
	for _, n := range open {
		ways *= n
	}
	return repeated, ways
}

// classEnd is the place of the bracket that ends a class.
func classEnd(pattern string) int {
	for i := 1; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case ']':
			return i
		}
	}
	return len(pattern)
}

// lazy is 1 for a quantifier that takes as little as it can.
func lazy(pattern string) int {
	if end := strings.IndexByte(pattern, '}'); pattern[0] == '{' && end > 0 {
		pattern = pattern[end:]
	}
	if strings.HasPrefix(pattern[1:], "?") {
		return 1
	}
	return 0
}

// explodes tells whether a group that is repeated holds a repetition or an alternative.
func explodes(pattern string) bool {
	var open []bool // by group: it holds one
	class := false
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			open = append(open, false)
		case c == ')' && len(open) > 0:
			inner := open[len(open)-1]
			open = open[:len(open)-1]
			if inner && repeats(pattern[i+1:]) {
				return true
			}
			if len(open) > 0 && (inner || repeats(pattern[i+1:])) {
				open[len(open)-1] = true
			}
		case len(open) > 0 && (c == '|' || c != '?' && repeats(pattern[i:])):
			open[len(open)-1] = true
		}
	}
	return false
}

// repeats tells whether a pattern starts with a quantifier without a fixed end.
func repeats(pattern string) bool {
	if pattern == "" {
		return false
	}
	if pattern[0] == '{' {
		end := strings.IndexByte(pattern, '}')
		return end > 0 && strings.Contains(pattern[:end], ",")
	}
	return pattern[0] == '*' || pattern[0] == '+'
}
