package gwx_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/minivet/minivet/jsparse/gwx"
)

// script puts a pool and a building function together.
func script(pool, body string) string {
	var b strings.Builder
	b.WriteString("$gwx=function(path){var e_={},d_={};function gz$gwx_1(){(function(z){var a=11;function Z(ops){z.push(ops)}\n")
	for _, op := range strings.Split(pool, ";") {
		if op != "" {
			b.WriteString("Z(" + op + ")\n")
		}
	}
	b.WriteString("})(c)}\nvar x=['./p.wxml','./q.wxml'];d_[x[0]]={}\nvar m0=function(e,s,r,gg){\nvar z=gz$gwx_1()\n" + body + "\nreturn r\n}\ne_[x[0]]={f:m0,j:[],i:[],ti:[],ic:[]}\n}")
	return b.String()
}

// view makes an element with one attribute from each entry of a pool.
const oneView = "var a=_n('view')\n_rz(z,a,'x',0,e,s,gg)\n_(r,a)"

// TestExpressions decodes expressions that today's compiler does not make, or
// not from one spelling alone.
func TestExpressions(t *testing.T) {
	for _, tt := range []struct{ pool, want string }{
		{`[[2,'??'],[[7],[3,'a']],[[2,'||'],[[7],[3,'b']],[1,1]]]`, `{{a ?? (b || 1)}}`},
		{`[[2,'typeof'],[[7],[3,'a']]]`, `{{typeof a}}`},
		{`[[6],[[2,'||'],[[7],[3,'a']],[[7],[3,'b']]],[3,'c']]`, `{{(a || b).c}}`},
		{`[[6],[1,5],[3,'c']]`, `{{(5).c}}`},
		{`[[2,'-'],[1,-5]]`, `{{-(-5)}}`},
		{`[[2,'-'],[[2,'-'],[[7],[3,'a']]]]`, `{{- -a}}`},
		{`[1,!0]`, `{{true}}`},
		{`[1,1e30]`, `{{1e+30}}`},
		{`[1,'it\'s\n']`, `{{'it\'s\n'}}`},
		{`[11,[3,'a'],[[7],[3,'b']]]`, `a{{b}}`},
		{`[[2,'+'],[a,[[7],[3,'b']],[3,'c']],[1,1]]`, `{{'' + b + 'c' + 1}}`},
		{`['11182016',[[7],[3,'a']],['./p.wxml',1,2]]`, `{{a}}`},
		{`[[8],'a-b',[1,1]]`, `{{{'a-b': 1}}}`},
		{`[[9],[[10],[[7],[3,'a']]],[[8],'b',[[4],[[5]]]]]`, `{{{...a, b: []}}}`},
		{`z[1][1];[[2,'!'],[[7],[3,'a']]]`, `{{a}}`},
		{`z[1];z[2];[3,'t']`, `t`},
		{`[[7],[3,'名']]`, `{{名}}`},
	} {
		views, problems := gwx.Decode("f.js", script(tt.pool, oneView))
		v := views["p.wxml"]
		if v == nil || len(problems) > 0 || len(v.Problems) > 0 || len(v.Elements) != 1 {
			t.Errorf("%s: %v %v", tt.pool, problems, v)
			continue
		}
		if got, _ := v.Elements[0].Attr("x"); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.pool, got, tt.want)
		}
	}
}

var manyRefs = func() string {
	list := []string{"[3,'xxxxxxxxxxxxxxxxxxxxxxxx']"}
	for i := range 60 {
		list = append(list, fmt.Sprintf("[[2,'+'],z[%d],z[%d]]", i, i))
	}
	return strings.Join(list, ";")
}()

// hostile are scripts that are wrong, and the problem of the view that says so.
var hostile = []struct{ name, script, problem string }{
	{"doubling", script(manyRefs, strings.ReplaceAll(oneView, "0,e", "60,e")), "an expression is too long; its value is taken to be unknown"},
	{"circle", script("z[0]", oneView), "an expression has an operation that is not known; its value is taken to be unknown"},
	{"circle of items", script("z[0][0]", oneView), "an expression has an operation that is not known; its value is taken to be unknown"},
	{"circle of operations", script("[[2,'!'],z[0]]", oneView), "an expression is too large; its value is taken to be unknown"},
	{"operator", script("[[2,'=>'],[1,1],[1,2]]", oneView), "an expression has the operator =>, which is not known; its value is taken to be unknown"},
	{"code", script("[[99],[1,1]]", oneView), "an expression has an operation that is not known; its value is taken to be unknown"},
	{"name", script("[[7],[3,'a b']]", oneView), "an expression has a variable that is not understood; its value is taken to be unknown"},
	{"no entry", script("", oneView), "the pool of constants and expressions has no such entry; what uses it is left out"},
	{"call", script("[3,'a']", oneView+"\n_new(a,1)"), "calls of _new are not understood; what they add to the view is left out"},
	{"node in itself", script("", "var a=_n('view'),b=_n('view')\n_(a,b)\n_(b,a)\n_(a,a)\n_(r,a)"), ""},
	{"loop in itself", script("[1,1]", "var v=_v()\n_(r,v)\nvar f=function(e,s,r,gg){var w=_v()\n_(r,w)\n_2z(z,0,f,e,s,gg,w,'item','index','')\nreturn r}\n_2z(z,0,f,e,s,gg,v,'item','index','')"), "functions call each other in a circle, too deep or too often"},
	{"condition", script("[1,1]", "if(now){\nvar a=_n('view')\n_(r,a)\n}"), "a condition is not understood; what depends on it is taken to be always there"},
	{"template", script("[3,'t']", "var v=_v()\nvar n=_oz(z,0,e,s,gg)\nvar f=_gd(x[0],n,e_,d_)\nif(f){f(d,d,r,gg)}"), "the use of a template is not understood; it is left out"},
}

// TestHostile checks that what is wrong is said, once, and the rest is kept.
func TestHostile(t *testing.T) {
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) {
			views, problems := gwx.Decode("f.js", tt.script)
			v := views["p.wxml"]
			if v == nil || len(problems) > 0 {
				t.Fatal(views, problems)
			}
			got := ""
			for _, p := range v.Problems {
				got += p.Message
			}
			if got != tt.problem {
				t.Errorf("problem %q, want %q", got, tt.problem)
			}
			if tt.name != "loop in itself" && tt.name != "template" && (len(v.Elements) == 0 || v.Elements[0].Tag != "view") && tt.name != "node in itself" {
				t.Errorf("the element is lost:\n%s", v)
			}
		})
	}
}

// TestTwice: a variable may be declared again.
func TestTwice(t *testing.T) {
	views, _ := gwx.Decode("f.js", script("", "var a=_n('view')\n_(r,a)\nvar b=a\nvar a=_n('text')\n_(b,a)\nb=a\nvar a=_n('image')\n_(b,a)"))
	if got, want := outline(views["p.wxml"]), "<view>\n  <text>\n    <image>\n"; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestNoScript: what is no script with views is no view, and no mystery.
func TestNoScript(t *testing.T) {
	views, problems := gwx.Decode("f.js", "var a = 1")
	if len(views) != 0 || len(problems) != 0 {
		t.Error(views, problems)
	}
	views, problems = gwx.Decode("f.js", "$gwx = (")
	if len(views) != 0 || len(problems) != 1 || !strings.HasPrefix(problems[0].Message, "the script cannot be parsed: ") {
		t.Error(views, problems)
	}
	deep := "$gwx=" + strings.Repeat("[", 1e5)
	if views, problems = gwx.Decode("f.js", deep); len(views) != 0 || len(problems) != 1 {
		t.Error(views, problems)
	}
}

// TestShapes decodes one view from the shapes that other compilers and tools give it.
func TestShapes(t *testing.T) {
	const want = `<view>
  bindtap="onTap" event tap to "onTap", catch false, capture false
  class="row"
  <text>
    wx:if="{{shown}}"
    text "on"
  <text>
    wx:else
    text "off"
  <image>
    src="{{item}}"
    wx:for="{{list}}"
    wx:for-item="it"
    wx:key="id"
`
	pool := "Z([3,'row']);Z([3,'onTap']);Z([[7],[3,'shown']]);Z([3,'on']);Z([3,'off']);Z([[7],[3,'list']]);Z([[7],[3,'item']]);"
	for name, script := range map[string]string{
		// Before 2018: one pool, calls without it, nodes appended when they are done.
		"old": `var $gwx=function(path,global){var e_={},d_={},z=[];
			(function(z){var a=11;function Z(ops){z.push(ops)};` + pool + `})(z);d_["./p.wxml"] = {};
			var m0=function(e,s,r,gg){
			var o = _m( "view", ["bindtap", 1,"class", -1], e, s, gg);_r(o, 'class', 0, e, s, gg);
			var v = _v();
			if (_o(2, e, s, gg)) { v.wxVkey = 1;var a = _n("text");var b = _o(3, e, s, gg);_(a,b);_(v, a); }
			else { v.wxVkey = 2;var c = _n("text");var d = _o(4, e, s, gg);_(c,d);_(v, c); } _(o,v);
			var l = _v();var f = function(e1,s1,r1,gg){var i = _n("image");_r(i, 'src', 6, e1, s1, gg);_(r1,i);return r1;};
			_2(5, f, e, s, gg, l, "it", "index", 'id');_(o,l);_(r,o);return r;};
			e_["./p.wxml"]={f:m0,j:[],i:[],ti:[],ic:[]};}`,
		"minified": `$gwx_XC_3=function(_,_v,_n){return function(p,q){function gz$gwx_XC_3_1(){return c||(c=[],
			function(z){function Z(o){z.push(o)}` + strings.ReplaceAll(strings.TrimSuffix(pool, ";"), ";", ",") + `}(c),c)}
			var c,x=["p"];d_[x[0]]={};var m0=function(e,s,r,gg){var z=gz$gwx_XC_3_1(),o=_mz(z,"view",["class",0,"bindtap",1],[],e,s,gg),v=_v();
			_(o,v),_oz(z,2,e,s,gg)?(v.wxVkey=1,a=_n("text"),_(a,_oz(z,3,e,s,gg)),_(v,a)):(v.wxVkey=2,a=_n("text"),_(a,_oz(z,4,e,s,gg)),_(v,a));
			var a,l=_v();return _(o,l),_2z(z,5,function(e,s,r,gg){var i=_n("image");return _rz(z,i,"src",6,e,s,gg),_(r,i),r},e,s,gg,l,"it","index","id"),_(r,o),r};
			e_[x[0]]=e_[x[0]]||{f:m0,j:[],i:[],ti:[],ic:[]}}}(__g.a)`,
	} {
		views, problems := gwx.Decode("f.js", script)
		v := views["p.wxml"]
		if v == nil || len(problems) > 0 {
			t.Errorf("%s: %v %v", name, views, problems)
			continue
		}
		if got := outline(v); got != want {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", name, got, want)
		}
	}
}
