package ir

import (
	"strings"
	"testing"
)

// TestCostly: texts that would take the parser quadratic time are refused, and what people
// and bundlers write is not.
func TestCostly(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"short texts summed", "var x=" + strings.Repeat(`"a"+`, 60_000) + `"a"`, "a sum of constant texts"},
		{"in brackets", "var x=" + strings.Repeat(`("a")+`, 60_000) + `"a"`, "a sum of constant texts"},
		{"var", strings.Repeat("var a=1;", 6_000), "a is declared 5001 times"},
		{"function", strings.Repeat("function a(){}", 6_000), "a is declared 5001 times"},
		{"var in blocks", strings.Repeat("{var a=1}", 31_000), "a is declared"},
		{"a long text on many lines", "var x=" + strings.Repeat(`"`+strings.Repeat("c", 76)+"\"+\n", 1_000) + `"a"`, ""},
		{"sums apart", strings.Repeat(`f("a"+"b"+c);`, 20_000), ""},
		{"numbers and texts", "var x=" + strings.Repeat(`"a"+b+`, 20_000) + "1", ""},
		{"minified functions", strings.Repeat("(function(){var e=1;var t=2;return e+t})();", 10_000), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := checkDepth(tt.text, Options{})
			switch {
			case tt.want == "" && p != nil:
				t.Errorf("refused: %s", p.Message)
			case tt.want != "" && (p == nil || !strings.HasPrefix(p.Message, tt.want)):
				t.Errorf("got %v, want %s", p, tt.want)
			}
		})
	}
}
