package ir

// Tokens counts the tokens of a text as [Parse] does before it looks any further, as far
// as limit: more are limit+1. Names count twice, functions and classes more often, which
// is about how much memory they take. The text need be no valid JavaScript.
func Tokens(text string, opt Options, limit int) int {
	d := newDepthScan(text, opt)
	d.costs.limit = limit
	d.scan()
	return min(d.costs.tokens, limit+1)
}
