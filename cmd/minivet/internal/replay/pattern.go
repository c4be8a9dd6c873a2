package replay

import (
	"errors"
	"math"
	"regexp/syntax"
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
	maxWays      = 1 << 24 // ways to match a text, of a pattern that repeats several parts
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
	back     bool // it goes back and tries again
	explodes bool // exponentially often
	repeats  int  // parts that are repeated without a fixed end
	longest  int  // units of a text that it is tried on; -1: any
	size     int  // instructions
	steps    int  // that it takes to make it
	refused  bool // it is too large to be made
}

// examine looks at a pattern. What is no pattern is left to the machine, which says so.
func examine(source, flags string) pattern {
	if size, ok := compiled(source, flags); ok {
		return pattern{longest: -1, size: size, steps: size / instructionsPerStep, refused: size > maxPattern}
	}
	p := pattern{back: true, explodes: explodes(source), steps: len(source)/instructionsPerStep + folded(source, flags)/foldedPerStep, refused: len(source) > maxBackUnits}
	for i := range source {
		if repeats(source[i:]) { // it may end anywhere
			p.repeats++
		}
	}
	switch {
	case p.explodes:
		p.longest = shortText
	case p.repeats < 2:
		p.longest = longText
	default:
		p.longest = max(shortText, min(longText, int(math.Pow(maxWays, 1/float64(p.repeats)))))
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
	switch {
	case !p.back:
		return n / visitsPerStep * p.size
	case p.explodes:
		return 1 << min(n, shortText) / waysPerStep
	}
	return int(min(math.Pow(float64(n), float64(max(p.repeats, 1))), maxWays)) / waysPerStep
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
