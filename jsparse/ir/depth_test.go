package ir

import (
	"strings"
	"testing"
)

// shapes nest n levels in the ways that a parser recurses on.
var shapes = []struct {
	name string
	text func(n int) string
}{
	{"parens", around("(", "1", ")")},
	{"brackets", around("[", "", "]")},
	{"braces", around("{", "", "}")},
	{"calls", around("f(", "", ")")},
	{"suffix calls", around("f", "", "()")},
	{"properties", around("x", "", ".a")},
	{"methods", around("x", "", ".a()")},
	{"optional", around("x", "", "?.a")},
	{"not", around("!", "x", "")},
	{"minus", around("- ", "x", "")},
	{"typeof", around("typeof ", "x", "")},
	{"new", around("new ", "x", "")},
	{"assign", around("a=", "1", "")},
	{"power", around("a**", "1", "")},
	{"ternary", around("a?b:", "1", "")},
	{"ternary inside", around("a?", "1", ":b")},
	{"arrows", around("a=>", "1", "")},
	{"functions", around("(function(){", "", "})()")},
	{"else if", around("if(a){}else ", "{}", "")},
	{"else if;", around("if(a)b;else ", "{}", "")},
	{"if", around("if(a)", "b", "")},
	{"for", around("for(;;)", "b", "")},
	{"label", func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString("l" + numberName(float64(i)) + ":")
		}
		return b.String() + "x"
	}},
	{"template", around("`${", "1", "}`")},
	{"template text", around("`a${", "1", "}b`")},
	{"patterns", around("[", "a", "]=b")},
	{"mixed", around("!!(a?[f.b.c({x:", "1", "})]:0)")},
	{"classes", around("(class{a=", "1", "})")},
	{"spread", around("[...", "a", "]")},
	{"keyword run", around("void delete ", "x", "")},
	{"tags", around("x", "", "``")},
	{"tags with values", around("x", "", "`${a}`")},
	{"superclasses", around("(class extends ", "a", "{})")},
	{"named superclasses", around("class A extends ", "a", "{}")},
	{"own names", around("a=a=function f(){", "", "}")},
	{"lines of !", around("!\n", "x", "")},
}

func around(open, middle, shut string) func(int) string {
	return func(n int) string {
		if open == "f" || open == "x" {
			return open + strings.Repeat(shut, n)
		}
		return strings.Repeat(open, n) + middle + strings.Repeat(shut, n)
	}
}

func TestDeepNesting(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			for _, n := range []int{900, 20000} {
				u, problems := Parse(&Source{Path: "a.js", Text: s.text(n)}, Options{})
				if u != nil {
					if n == 20000 {
						t.Errorf("%d levels: parsed", n)
					}
					for _, f := range u.Funcs {
						u.Body(f)
					}
					continue
				}
				if len(problems) == 0 {
					t.Fatalf("%d levels: neither unit nor problem", n)
				}
				if n == 20000 && !strings.HasPrefix(problems[0].Message, "nested too deeply (") {
					t.Errorf("%d levels: %q", n, problems[0].Message)
				}
			}
		})
	}
}

func TestNestingMessage(t *testing.T) {
	_, problems := Parse(&Source{Text: around("(", "1", ")")(10000)}, Options{})
	want := Problem{Pos: 4001, Message: "nested too deeply (10000 levels; the limit is 4000)"}
	if len(problems) != 1 || problems[0] != want {
		t.Errorf("got %v, want %v", problems, want)
	}
}

// TestLongChains: what the parser handles without recursion must get through.
func TestLongChains(t *testing.T) {
	const n = 50000
	for name, text := range map[string]string{
		"sum":        "x=a" + strings.Repeat("+a", n),
		"and":        "x=a" + strings.Repeat("&&a", n),
		"or":         "if(a" + strings.Repeat("||a", n) + ")b",
		"comma":      "a" + strings.Repeat(",a", n),
		"statements": strings.Repeat("a.b(c)\n", n),
		"no breaks":  strings.Repeat("a=b;", n),
		"blocks":     strings.Repeat("if(a){b}else{c}", n),
		"array":      "[" + strings.Repeat("-1,", n) + "]",
	} {
		u, problems := Parse(&Source{Path: "a.js", Text: text}, Options{})
		if u == nil {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		u.Body(u.Main())
	}
}

// disguises are texts behind which a scan that reads one character wrong takes
// code for a string, a comment or a regular expression.
var disguises = []string{
	"if(x)/'/;", "while(0)/\"/;", "with(a)/'/;", "for await(a of b)/'/;", "do;while(0)/'/;", "if(a)/`/;", "if(x)/[/*]/;",
	"if(a){}else/'/;", "{}/'/;", "(class{if(a){}/'/})", "x=function(){}/'/;'", "a={}/'/;'", "a=>{}\n/`/;", "x=`${/'/}`;",
	"/[/']/;", "a=/[']/;", "return/'/;", "label:/'/;", "switch(a){case/'/:}", "switch(a){default:/'/}", "export default /'/;",
	"yield/'/;'", "of/'/;'", "async/'/;'", "for(a of/'/);", "a.if(x)/'/;'", "a?.if(b)/'/;'", "a=[...b]/'/;'", "x=a`b`/'/;'",
	"x=1./'/;'", "x=08./'/;'", "x=017.a/'/;'", "let y=1/2/3;/`/;", "x=y\n/'/;'",
	"for(;;){break\n/'/;}", "a:{break a\n/'/;}", "debugger\n/'/;", "import 'x'\n/'/;", "import a from 'x'\n/'/;", "export * from 'x'\n/`/;",
	"a\n++/'/;", "a\n!/'/;", "a='\\\n';", "a='\\\r\n';", "//\r", "//\u2028", "<!--`\n", "<!--/*\n", "a\n--> /*\n", "#!`\n", "#!/*\n",
	"a=\u00a0/'/;", "a=\ufeff/'/;", "a=\v/'/;", "<a>'</a>;", "<a>`</a>;",
}

func TestDisguisedNesting(t *testing.T) {
	for _, d := range disguises {
		for _, deep := range []string{"(", "!", "[", "a=>", "if(a)b;else ", "typeof ", "(/*)*/"} {
			text := d + ";" + strings.Repeat(deep, maxUnsure+100) + "x"
			for _, opt := range []Options{{}, {JSX: true}} {
				if checkDepth(text, opt) == nil {
					t.Errorf("%q then %q… with %v gets past", d, deep, opt)
				}
			}
		}
	}
}

// TestNotTooDeep: long flat texts that look deep to a hasty reader.
func TestNotTooDeep(t *testing.T) {
	const n = 20000
	for name, text := range map[string]string{
		"cases":           "switch(a){" + strings.Repeat("case 1:", n) + "}",
		"no semicolons":   strings.Repeat("!function(){}()\n", n),
		"data":            "x='" + strings.Repeat("({[", n) + "'",
		"comments":        strings.Repeat("// don't (\n/* ({[ */", n),
		"regexps":         "x=[" + strings.Repeat(`/[(]'\(/,`, n) + "]",
		"divisions":       strings.Repeat("x=(a+b)/2/c[1]/d;", n),
		"strict sections": strings.Repeat("a=1./2+.5/3.\n", n),
		"methods":         strings.Repeat("m.delete(a)\nm.new(b)\n", n),
	} {
		if p := checkDepth(text, Options{}); p != nil {
			t.Errorf("%s: %v", name, p)
		}
	}
}
