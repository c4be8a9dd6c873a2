package config

import (
	"os"
	"path/filepath"
	"testing"
)

func TestParse(t *testing.T) {
	rules := []string{"agegate", "consent", "egress"}
	tests := []struct{ text, want string }{
		{"", ""},
		{"# nothing\n", ""},
		{"platform: tcmpp\nfail-on: error\nrules:\n  agegate: off\n  egress: note\ndomains:\n  - api.shop.test\n  - \"*.shop.test\"\n", ""},
		{"platform: weixin\n", `f:1:11: platform is "weixin"; write one of auto, wechat, tcmpp, alipay, baidu, dingtalk, douyin, jd, kuaishou, qq, xhs`},
		{"receivers: [wxp, app.wx]\n", ""},
		{"receivers: [a.b]\n", `f:1:13: "a.b" is no name of a global; write NAME, or app.NAME for a member of what getApp() returns`},
		{"platfrom: wechat\n", `f:1:1: there is no key "platfrom"; did you mean platform?`},
		{"\nrules:\n  concent: off\n", `f:3:3: there is no rule "concent"; did you mean consent?`},
		{"rules:\n  consent: loud\n", `f:2:12: consent is "loud"; write one of off, note, warning, error`},
		{"domains: [https://a.test]\n", `f:1:11: "https://a.test" is no host; write it without scheme and path: api.shop.test, or *.shop.test`},
		{"guards:\n  - ask\n  - {call: ask, when: later}\n", `f:3:5: when is "later"; write one of success, truthy`},
		{"paths:\n  exclude: [ok, '[']\n", `f:2:17: "[" is no glob; write one like vendor/** or **/*.min.js`},
		{"paths: {include: [a]}\n", `f:1:9: there is no key "include"; did you mean exclude?`},
		{"guards:\n  - call: a\n    gives: everything\n", `f:2:5: gives is "everything"; write one of all, category:NAME, scope:NAME`},
		{"platform: wechat # auto\nrules:\n  auto: off\n", `f:3:3: there is no rule "auto"; write one of agegate, consent, egress`},
	}
	for _, tt := range tests {
		_, err := Parse("f", []byte(tt.text), rules)
		if got := message(err); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.text, got, tt.want)
		}
	}
	for _, broken := range []string{"rules: [", "a: b: c", "domains: 3"} {
		if _, err := Parse("f", []byte(broken), rules); err == nil {
			t.Errorf("%q is taken", broken)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "a/b")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, FileName), []byte("platform: tcmpp"), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := Find(deep, nil)
	if err != nil || f.Platform != "tcmpp" || f.Path != filepath.Join(dir, FileName) {
		t.Errorf("%+v, %v", f, err)
	}
}
