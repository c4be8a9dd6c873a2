package replay

import (
	"math"
	"regexp"
	"strings"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// The machine matches patterns that look around or refer back with a matcher that goes
// back and tries again, which can't be stopped from outside. So such a pattern is
// tried only on what is short enough.
const (
	shortText = 20      // for a pattern that may take exponentially long
	longText  = 4000    // for any other
	maxWays   = 1 << 24 // ways to match a text, of a pattern that repeats several parts
)

const whyClock = "a regular expression was stopped by the clock; it was taken not to match, and what would have come of it is not known"

const whyPattern = "a regular expression that may take very long was not tried on a long text; it is taken not to match"

const matchTime = 2 * time.Second

func init() { regexp2.DefaultMatchTimeout = matchTime } // the last line

var goesBack = regexp.MustCompile(`\(\?(?:[=!]|<[=!])|\\[1-9]|\\k<`)

// tried is the length of the longest text that a pattern is tried on, -1 for any.
func tried(pattern string) int {
	switch {
	case !goesBack.MatchString(pattern):
		return -1
	case explodes(pattern):
		return shortText
	}
	// Each part that is repeated may end anywhere.
	n := 0
	for i := range pattern {
		if repeats(pattern[i:]) {
			n++
		}
	}
	if n < 2 {
		return longText
	}
	return max(shortText, min(longText, int(math.Pow(maxWays, 1/float64(n)))))
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

// tested is RegExp.prototype.test within those bounds.
func (w *world) tested(f goja.Callable) func(goja.FunctionCall) goja.Value {
	exec := w.matched(f)
	return func(call goja.FunctionCall) goja.Value {
		if v := exec(call); v != goja.Null() {
			return v
		}
		return w.vm.ToValue(false)
	}
}

// matched is RegExp.prototype.exec within those bounds.
func (w *world) matched(f goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		if o, ok := call.This.(*goja.Object); ok && o.ClassName() == "RegExp" {
			text := call.Argument(0).ToString()
			call.Arguments = []goja.Value{text}
			w.charge(call)
			source := o.Get("source").String()
			limit, ok := w.s.patterns.Load(source)
			if !ok {
				limit = tried(source)
				w.s.patterns.Store(source, limit)
			}
			if n := limit.(int); n >= 0 && length(text) > n {
				w.note(whyPattern)
				return goja.Null()
			}
			defer func(start time.Time) {
				if time.Since(start) >= matchTime {
					w.note(whyClock)
				}
			}(time.Now())
		}
		return w.through(f, call)
	}
}
