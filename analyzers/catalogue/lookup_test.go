package catalogue

import (
	"slices"
	"strings"
	"testing"
)

func attrs(pairs ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		i := slices.Index(pairs, name)
		if i < 0 {
			return "", false
		}
		return pairs[i+1], true
	}
}

func TestComponents(t *testing.T) {
	tests := []struct {
		tag   string
		attrs []string
		want  string
	}{
		{"button", []string{"open-type", "getPhoneNumber"}, `<button open-type="getPhoneNumber">`},
		{"button", []string{"open-type", "getPhoneNumber|agreePrivacyAuthorization"}, `<button open-type="getPhoneNumber">`},
		{"button", []string{"open-type", "getRealtimePhoneNumber"}, `<button open-type="getRealtimePhoneNumber">`},
		{"button", nil, ""},
		{"map", []string{"show-location", ""}, "<map show-location>"},
		{"map", nil, ""},
		{"camera", nil, "<camera>"},
		{"view", nil, ""},
	}
	for _, test := range tests {
		var got []string
		for _, a := range Default().Components(test.tag, attrs(test.attrs...)) {
			got = append(got, a.Name)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("<%s %v>: %s, want %s", test.tag, test.attrs, s, test.want)
		}
	}
	if s := Default().ElementSinks("web-view", attrs("src", "x")); len(s) != 1 || s[0].URLKey != "src" {
		t.Errorf("web-view: %v", s)
	}
	if s := Default().ElementSinks("navigator", attrs("url", "/a")); len(s) != 0 {
		t.Errorf("a navigator inside the program is no sink: %v", s)
	}
}

func TestObjects(t *testing.T) {
	c := Default()
	// Each line is a chain of calls from wx and the type it ends with.
	tests := []struct{ chain, want string }{
		{"getNFCAdapter getNdef", "Ndef"},
		{"cloud.database collection where limit", "Collection"},
		{"cloud.database collection doc", "Document"},
		{"getFileSystemManager", "FileSystemManager"},
		{"createBLEPeripheralServer", "BLEPeripheralServer"},
		{"getRealtimeLogManager tag", "RealtimeTagLogManager"},
		{"connectSocket", "SocketTask"},
	}
	for _, test := range tests {
		typ := ""
		for i, name := range strings.Fields(test.chain) {
			a := c.API(name)
			if i > 0 {
				a = c.Method(typ, name)
			}
			if a == nil {
				t.Fatalf("%s: no %s", test.chain, name)
			}
			typ = a.Returns
		}
		if typ != test.want || !slices.Contains(c.Types(), typ) {
			t.Errorf("%s: %s, want %s", test.chain, typ, test.want)
		}
	}
	if via := c.API("createBLEPeripheralServer").Via; via != "success.server" {
		t.Errorf("via %q", via)
	}
}

func TestScopes(t *testing.T) {
	c := Default()
	tests := []struct {
		api, scope string
		platform   Platform
		want       bool
	}{
		{"getFuzzyLocation", "scope.userFuzzyLocation", WeChat, true},
		{"getFuzzyLocation", "scope.userLocation", WeChat, true},
		{"getLocation", "scope.userFuzzyLocation", WeChat, false},
		{"getLocation", "scope.userLocation", TCMPP, true},
		{"startLocationUpdateBackground", "scope.userLocation", WeChat, false},
		{"startLocationUpdateBackground", "scope.userLocation", TCMPP, true},
		{"onLocationChange", "scope.userLocationBackground", WeChat, true},
		{"onBluetoothDeviceFound", "scope.bluetooth", WeChat, true},
		{"getBeacons", "scope.bluetooth", WeChat, true},
		{"getClipboardData", "scope.userLocation", WeChat, false},
		{"NFCAdapter.onDiscovered", "scope.nfc", TCMPP, false},
		{"getClipboardData", "", WeChat, false},
	}
	for _, test := range tests {
		if got := c.API(test.api).CoveredBy(test.scope, test.platform); got != test.want {
			t.Errorf("%s by %s on %s: %v", test.api, test.scope, test.platform, got)
		}
	}
}

func TestPrompts(t *testing.T) {
	tests := []struct {
		api           string
		wechat, tcmpp bool
	}{
		{"getLocation", true, true},
		{"getClipboardData", true, false}, // only on WeChat's privacy table
		{"NFCAdapter.startDiscovery", false, false},
		{"getDeviceInfo", false, false},
		{"getUserInfo", true, true},
		{"getBluetoothDevices", true, true},
		{"getConnectedWifi", false, false},
	}
	for _, test := range tests {
		a := Default().API(test.api)
		if a.PromptsOn(WeChat) != test.wechat || a.PromptsOn(TCMPP) != test.tcmpp {
			t.Errorf("%s: wechat %v, tcmpp %v", test.api, a.PromptsOn(WeChat), a.PromptsOn(TCMPP))
		}
	}
}

func TestGuards(t *testing.T) {
	c := Default()
	for call, covers := range map[string]string{
		"authorize": "scope-argument", "getSetting": "scope-key", "openSetting": "scope-key", "requirePrivacyAuthorize": "all",
		"getPrivacySetting": "all", "showModal": "all-if-consent-text",
	} {
		if g := c.GuardsOf(call); len(g) == 0 || g[0].Covers != covers {
			t.Errorf("%s: %+v", call, g)
		}
	}
	for event, covers := range map[string]string{
		"agreeprivacyauthorization": "all", "getphonenumber": "category:phone-number", "chooseavatar": "category:profile",
		"opensetting": "scope-key", "onNeedPrivacyAuthorization": "privacy-table",
	} {
		if g := c.EventGuard(event); len(g) != 1 || g[0].Covers != covers {
			t.Errorf("%s: %+v", event, g)
		}
	}
	if g := c.EventGuard("onNeedPrivacyAuthorization")[0]; g.On(TCMPP) || !g.On(WeChat) {
		t.Errorf("%+v", g)
	}
	if g := c.GuardsOf("login"); len(g) != 0 {
		t.Errorf("login: %+v", g)
	}
}

func TestResolve(t *testing.T) {
	tests := []struct{ global, name, want string }{
		{"wx", "getLocation", "getLocation"},
		{"uni", "getLocation", "getLocation"},
		{"uni", "getSystemInfoSync", "uni.getSystemInfoSync"},
		{"Taro", "getLocation", "getLocation"},
		{"my", "getLocation", ""},
		{"wx", "nothing", ""},
	}
	for _, test := range tests {
		got := ""
		if a := Default().Resolve(test.global, test.name); a != nil {
			got = a.Name
		}
		if got != test.want {
			t.Errorf("%s.%s: %q", test.global, test.name, got)
		}
	}
	if s := Default().ResolveSink("uniCloud", "callFunction"); s == nil || s.Name != "cloud.callFunction" {
		t.Errorf("uniCloud.callFunction: %v", s)
	}
}

func TestNarrower(t *testing.T) {
	tests := []struct{ fields, want string }{
		{"platform system", "getDeviceInfo"},
		{"windowHeight safeArea.top", "getWindowInfo"},
		{"screenHeight SDKVersion", ""},
		{"pixelRatio platform benchmarkLevel", ""},
		{"", ""},
	}
	for _, test := range tests {
		got := strings.Join(Default().Narrower("getSystemInfo", strings.Fields(test.fields)), " ")
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.fields, got, test.want)
		}
	}
	if got := Default().Narrower("getDeviceInfo", []string{"model"}); got != nil {
		t.Errorf("getDeviceInfo is narrow: %v", got)
	}
}

func TestFormsByName(t *testing.T) {
	tests := []struct {
		name string
		want Forms
	}{
		{"getStorageSync", Sync},
		{"onSocketOpen", Listener},
		{"offSocketOpen", Listener},
		{"openDocument", Callback | Promise},
		{"once", Callback | Promise},
		{"createAudioContext", Factory},
		{"getUpdateManager", Factory},
		{"getNFCAdapter", Factory},
		{"cloud.callFunction", Callback | Promise},
		{"", Callback | Promise},
	}
	for _, test := range tests {
		if got := FormsByName(test.name); got != test.want {
			t.Errorf("%s: %b, want %b", test.name, got, test.want)
		}
	}
}

func TestLifecycles(t *testing.T) {
	c := Default()
	for key, phase := range map[string]string{
		"page onLoad": "start", "page onPullDownRefresh": "user", "app onLaunch": "start", "component attached": "start",
		"pageLifetimes show": "start", "page onUnload": "end", "app onError": "event",
	} {
		kind, name, _ := strings.Cut(key, " ")
		if l := c.Lifecycle(kind, name); l == nil || l.Phase != phase {
			t.Errorf("%s: %+v", key, l)
		}
	}
	if c.Lifecycle("page", "onTap") != nil {
		t.Error("onTap is no life-cycle method")
	}
}
