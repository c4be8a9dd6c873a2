package replay

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// TestUsers: each kind of user by itself. want are those in whose runs the clipboard is
// read without consent, with the way of the launch.
func TestUsers(t *testing.T) {
	const modal = "wx.showModal({ content: '需要读取剪贴板，是否同意？', success(res) { "
	for name, test := range map[string]struct{ code, want string }{
		"asks": {modal + "if (res.confirm) wx.getClipboardData({}) } })", ""},
		"not cancelled": { // closing it is no consent
			modal + "if (!res.cancel) wx.getClipboardData({}) } })", "closes 0, closes 2"},
		"asked once": { // what was asked at the first launch is taken as agreed at the second
			"if (getApp().asked) wx.getClipboardData({}); else { wx.setStorageSync('asked', 1); " + modal + "if (res.confirm) wx.getClipboardData({}) } }) }", "refuses 1"},
		"agreed once": {
			"if (wx.getStorageSync('agreed')) wx.getClipboardData({}); else { " + modal + "if (res.confirm) { wx.setStorageSync('agreed', 1); wx.getClipboardData({}) } } }) }", ""},
		"platform": { // the second time it is not asked
			"if (getApp().known) wx.getClipboardData({}); else wx.requirePrivacyAuthorize({ success() { getApp().known = true } })", "revokes 0, revokes 2"},
		"always": {"wx.getClipboardData({})", "refuses 0, refuses 1, refuses 2, closes 0, closes 2"},
	} {
		t.Run(name, func(t *testing.T) {
			prog, _ := load(t, &txtar.Archive{Files: []txtar.File{
				{Name: "app.json", Data: []byte(`{"pages": ["a/a"]}`)}, {Name: "app.js", Data: []byte("App({ onLaunch() { this.asked = wx.getStorageSync('asked') } })")},
				{Name: "a/a.js", Data: []byte("Page({ read() { " + test.code + " } })")},
				{Name: "a/a.wxml", Data: []byte(`<button bindtap="read">read</button>`)},
			}})
			s := newScript(prog, catalogue.TCMPP, nil)
			list := users()
			var seen []string
			for _, u := range []user{list[0], list[1], fickle()} {
				var kept map[string]string
				for _, l := range launches(&u) {
					w := s.visit(&u, "a/a", l, kept, maxWork)
					if l == forward {
						kept = w.kept()
					}
					if slices.ContainsFunc(w.calls, func(c Call) bool { return c.API == "getClipboardData" && (s.refused(&c) || c.Withdrawn) }) {
						short := map[bool]string{true: "revokes", false: strings.Fields(u.Name)[0]}[u.Revokes]
						seen = append(seen, short+" "+string('0'+rune(l)))
					}
				}
			}
			if got := strings.Join(seen, ", "); got != test.want {
				t.Errorf("without consent for %q, want %q", got, test.want)
			}
		})
	}
}
