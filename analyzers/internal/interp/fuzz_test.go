package interp_test

import (
	"testing"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/interp"
)

// FuzzPageScript is [FuzzRun] on the other platform, with seeds that ask, refuse and
// show, and a view that is bound to what scripts may set. (Its name does not hold that
// of the other, which -fuzz takes as an expression.)
func FuzzPageScript(f *testing.F) {
	const view = `<view wx:if="{{ok}}"><button bindtap="go" data-x="{{list[0].x}}">Agree</button><button bindtap="no">Disagree</button>privacy policy</view>
<checkbox-group bindchange="tick"><checkbox wx:for="{{list}}" checked="{{item.on}}"/>I agree to the privacy policy</checkbox-group>
<button open-type="agreePrivacyAuthorization" bindagreeprivacyauthorization="go">Agree</button>`
	for _, seed := range []string{
		"Page({ data: { ok: true, list: [{ x: 1, on: true }] }, go(e) { wx.authorize({ scope: 'scope.userLocation', success: () => wx.getLocation({}), fail: () => this.go(e) }) } })",
		"Page({ async no() { const { confirm } = await wx.showModal({ content: 'privacy', showCancel: false }); if (confirm) return wx.getClipboardData(); wx.exitMiniProgram() } })",
		"Page({ onLoad({ id = 1, ...rest }) { wx.getSetting({ success: ({ authSetting: s }) => s['scope.record'] ?? this.tick(rest) }) }, tick(e) { this.setData({ ['list[' + e.id + '].on']: e.detail?.value }) } })",
		"const b = Behavior({ methods: { go() { this.triggerEvent('x', this) } } }); Component({ behaviors: [b, b], observers: { '**'(v) { this.setData(v) } }, lifetimes: { attached() { this.go() } } })",
		"wx.onNeedPrivacyAuthorization((resolve) => { this.r = resolve; resolve({ event: 'agree', buttonId: 'a' }) }); Page({ go: () => this.r?.({ event: 'disagree' }) })",
		"const a = getApp(); a.globalData = a; setInterval(function f() { wx.request({ data: a.globalData.x.y, success: f, complete: f.call.bind(f) }) }, 10); Page(new Proxy(a, {}))",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, script []byte) {
		if len(script) > 5000 {
			t.Skip("the work is bounded, and what is left is slow under the fuzzer")
		}
		interp.Run(program(t, string(script), map[string]string{"pages/a/a.wxml": view}), catalogue.Default(), catalogue.WeChat)
	})
}
