package wxml_test

import (
	"strings"
	"testing"

	"github.com/minivet/minivet/jsparse/wxml"
)

// FuzzExpr: whatever stands between the braces of a text, an attribute or a directive,
// the view's function parses.
func FuzzExpr(f *testing.F) {
	for _, s := range []string{
		"a", "a ? b : c", "[1, ...a, {b}]", "...a, b: 1", "'x' + \"y\\n\"", "a.b[c](d)", "!a && (b || -c) ?? d", "a >= 1 === 'x'", "/* c */ a // d", "a.true.if", "`x`", "1.5e3.toFixed(2)", "a, b", ") + (", "}, {", "\u2028", "function", "a?.b", "{a: {b: [", "\\u0061", "0x1F + .5", "this", "a = b", "a++", "<b>", "'\xff'",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		for _, view := range []string{"<a>{{%}}</a>", "<a x=\"{{%}}\"/>", "<a x='y{{%}}{{%}}'/>", "<a wx:if=\"{{%}}\"/>", "<a wx:for=\"{{%}}\">{{item}}</a>", "<template is=\"{{%}}\" data=\"{{%}}\"/>", "<a bindtap=\"{{%}}\" model:value=\"{{%}}\"/>"} {
			file := wxml.Parse("x.wxml", strings.ReplaceAll(view, "%", expr))
			parses(t, "x.wxml", wxml.Compile(file, wxml.CompileOptions{Valid: valid}))
		}
	})
}
