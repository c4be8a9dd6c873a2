package appservice

import (
	"fmt"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"modules", `define("a.js", function(require, module, exports, window){"use strict"; exports.a = 1}, {isPage:false}); require("a.js")`,
			`a.js body "use strict"; exports.a = 1`},
		{"minified names", `define("/p/a.js",function(e,t,n){n.a=e("./b")});`, `p/a.js function function(e,t,n){n.a=e("./b")}`},
		{"inside functions", `(function(){ if (x) { define("a.js", function(require){ f() }) } })()`, `a.js body  f() `},
		{"json", `__wxAppCode__['p/a.json'] = {"usingComponents":{}}; __wxAppCode__['p/a.wxml'] = $gwx('./p/a.wxml');`,
			`p/a.json json {"usingComponents":{}}`},
		{"leads out", `define("../../etc/a.js", function(require){})`, ``},
		{"own define", `function define(a, b) {} define("a.js", function(require){})`, ``},
		{"no function", `define("a.js", 1); define(x, function(){})`, ``},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, problems := Read("app-service.js", test.text)
			if problems != nil {
				t.Fatal(problems)
			}
			got := ""
			for _, m := range s.Modules {
				got += fmt.Sprintf("%s %s %s", m.ID, map[bool]string{true: "body", false: "function"}[m.Body], test.text[m.Pos:m.End])
			}
			for _, j := range s.JSONs {
				got += fmt.Sprintf("%s json %s", j.Path, test.text[j.Pos:j.End])
			}
			if got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`define("a.js", function(require, module, exports){})`)
	f.Add(`__wxAppCode__['p/a.json'] = {}`)
	f.Fuzz(func(t *testing.T, text string) {
		s, _ := Read("a.js", text)
		for _, m := range s.Modules {
			_ = text[m.Pos:m.End]
		}
		for _, j := range s.JSONs {
			_ = text[j.Pos:j.End]
		}
	})
}

// What is beyond the bound is said, not dropped in silence.
func TestTooManyModules(t *testing.T) {
	one := `define("a.js",function(require,module,exports){});`
	s, problems := Read("app-service.js", strings.Repeat(one, MaxModules+2))
	if len(s.Modules) != MaxModules || int(s.Beyond) != len(one)*MaxModules || problems != nil {
		t.Errorf("%d modules, beyond from %d, problems %v", len(s.Modules), s.Beyond, problems)
	}
	if s, _ = Read("app-service.js", one); s.Beyond != 0 {
		t.Errorf("one module is beyond the bound from %d", s.Beyond)
	}
}
