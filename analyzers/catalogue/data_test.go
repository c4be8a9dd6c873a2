package catalogue

import (
	"slices"
	"strings"
	"testing"
)

// TestBuiltIn is the test that Default's doc comment promises.
func TestBuiltIn(t *testing.T) {
	if _, err := builtIn(); err != nil {
		t.Fatal(err)
	}
}

// The tables are kept in the order of their keys, so that a diff shows one row.
func TestFilesAreSorted(t *testing.T) {
	for _, name := range []string{"apis", "sinks"} {
		text, err := data.ReadFile("data/" + name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, line := range strings.Split(string(text), "\n") {
			if line != "" && !strings.HasPrefix(line, "#") {
				key, _, _ := strings.Cut(line, "\t")
				keys = append(keys, key)
			}
		}
		keys = keys[1:] // the header
		for i := 1; i < len(keys); i++ {
			if keys[i] < keys[i-1] {
				t.Errorf("%s.tsv: %s stands after %s", name, keys[i], keys[i-1])
			}
		}
	}
}

// Each platform's rows stand by themselves: the names of its APIs come without its
// namespace, and nothing of another platform is among them.
func TestPlatforms(t *testing.T) {
	for _, tt := range []struct {
		platform             Platform
		written, scope, none string
	}{
		{WeChat, "wx.getLocation", "scope.userLocation", "getOpenUserInfo"},
		{"alipay", "my.getLocation", "location", "getFuzzyLocation"},
		{"douyin", "tt.getLocation", "scope.userLocation", "getOpenUserInfo"},
	} {
		c := Default().On(tt.platform)
		a := c.API("getLocation")
		if a == nil || a.Written() != tt.written || a.ScopeOn(tt.platform) != tt.scope || !a.CoveredBy(tt.scope, tt.platform) {
			t.Errorf("%s: %+v", tt.platform, a)
		}
		if c.API(tt.none) != nil {
			t.Errorf("%s has %s", tt.platform, tt.none)
		}
		for _, s := range c.Scopes() {
			if !slices.ContainsFunc(s.Platforms, func(p Platform) bool { return c.On(p) == c }) {
				t.Errorf("%s has scope %s", tt.platform, s.Name)
			}
		}
		if c.Store("getStorageSync") == nil || c.Sink("request") == nil || len(c.GuardsOf("getSetting")) == 0 {
			t.Errorf("%s lacks storage, sinks or guards", tt.platform)
		}
	}
}

// A global of another platform is undefined, one of a framework is not.
func TestIsNamespace(t *testing.T) {
	for _, tt := range []struct {
		name         string
		platform     Platform
		own, foreign bool
	}{
		{"wx", WeChat, true, false}, {"wx", TCMPP, true, false}, {"my", WeChat, false, true}, {"swan", WeChat, false, true},
		{"my", "alipay", true, false}, {"wx", "alipay", false, true}, {"uni", "alipay", true, false}, {"Taro", WeChat, false, false},
		{"foo", WeChat, false, false},
	} {
		if own, foreign := Default().On(tt.platform).IsNamespace(tt.name); own != tt.own || foreign != tt.foreign {
			t.Errorf("%s on %s: %v, %v", tt.name, tt.platform, own, foreign)
		}
	}
	own, err := Default().Merge(Receiver("minivet.yaml", "wxp"))
	if err != nil {
		t.Fatal(err)
	}
	if is, _ := own.On("douyin").IsNamespace("wxp"); !is {
		t.Error("a receiver of one's own is no namespace")
	}
}

// The vocabulary is that of the rules, word for word.
func TestCategories(t *testing.T) {
	want := strings.Fields("address album bluetooth calendar camera clipboard contacts device-id device-info face health " +
		"invoice license-plate location microphone motion nfc phone-number process-list profile screen-capture user-agent wifi")
	var got, terms []string
	for _, c := range Default().Categories() {
		got = append(got, c.Name)
		if c.Terms {
			terms = append(terms, c.Name)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("categories %v\nwant %v", got, want)
	}
	want = strings.Fields("bluetooth clipboard device-id device-info location nfc process-list profile user-agent")
	if !slices.Equal(terms, want) {
		t.Errorf("terms %v\nwant %v", terms, want)
	}
}

func TestPrivateInfos(t *testing.T) {
	var got []string
	for _, a := range Default().APIs() {
		if a.PrivateInfo {
			got = append(got, a.Name)
		}
	}
	want := strings.Fields("chooseAddress chooseLocation choosePoi getFuzzyLocation getLocation onLocationChange " +
		"startLocationUpdate startLocationUpdateBackground")
	if !slices.Equal(got, want) {
		t.Errorf("private infos %v\nwant %v", got, want)
	}
}

// What is and is not a source is decided in the rules; the names here are those
// that the rules and their decided cases spell out.
func TestSources(t *testing.T) {
	sources := "getLocation getFuzzyLocation startLocationUpdate startLocationUpdateBackground onLocationChange " +
		"openBluetoothAdapter startBluetoothDevicesDiscovery getBluetoothDevices getConnectedBluetoothDevices " +
		"onBluetoothDeviceFound getBeacons onBeaconUpdate startBeaconDiscovery " +
		"startHCE onHCEMessage NFCAdapter.startDiscovery NFCAdapter.onDiscovered startWifi getConnectedWifi " +
		"getWifiList onGetWifiList onWifiConnected getClipboardData getUserInfo getUserProfile getWeRunData " +
		"RecorderManager.start startRecord CameraContext.takePhoto CameraContext.startRecord CameraContext.onCameraFrame " +
		"<camera> createVKSession startAccelerometer onAccelerometerChange startCompass startGyroscope " +
		"startDeviceMotionListening"
	for _, name := range strings.Fields(sources) {
		a := Default().API(name)
		if a == nil || !a.IsSource() || a.Consent != ConsentAlways {
			t.Errorf("%s is not a source that needs consent: %+v", name, a)
		}
	}
	others := "login checkSession getSetting authorize getAccountInfoSync getSystemSetting getAppAuthorizeSetting " +
		"getWindowInfo getAppBaseInfo getNetworkType getLaunchOptionsSync getBatteryInfo getStorageInfo " +
		"getScreenBrightness createBLEConnection notifyBLECharacteristicValueChange getBLEDeviceServices " +
		"setClipboardData saveImageToPhotosAlbum addPhoneContact MapContext.moveToLocation MapContext.getCenterLocation " +
		"createCameraContext getRecorderManager getNFCAdapter startSoterAuthentication stopLocationUpdate " +
		"closeBluetoothAdapter offBluetoothDeviceFound stopHCE stopWifi"
	for _, name := range append(strings.Fields(others), "<map show-location>", `<picker mode="region">`) {
		a := Default().API(name)
		if a == nil || a.IsSource() {
			t.Errorf("%s should be listed, as no source: %+v", name, a)
		}
	}
	pickers := "chooseLocation chooseAddress chooseMedia chooseImage chooseVideo chooseContact scanCode choosePoi " +
		"chooseInvoice chooseInvoiceTitle chooseLicensePlate chooseMessageFile"
	for _, name := range append(strings.Fields(pickers), `<button open-type="getPhoneNumber">`,
		`<button open-type="chooseAvatar">`, `<input type="nickname">`) {
		a := Default().API(name)
		if a == nil || !a.IsSource() || a.Consent != ConsentPicker {
			t.Errorf("%s is no picker: %+v", name, a)
		}
	}
	for _, name := range strings.Fields("getSystemInfo getSystemInfoSync getSystemInfoAsync getDeviceInfo getRendererUserAgent uni.getSystemInfoSync") {
		if a := Default().API(name); a == nil || a.Consent != ConsentIfLeaves {
			t.Errorf("%s needs consent where it leaves: %+v", name, a)
		}
	}
}

func TestDeviceFields(t *testing.T) {
	for _, a := range Default().APIs() {
		if a.Category != "device-info" || a.Name == "getLocalIPAddress" {
			continue
		}
		for _, field := range strings.Fields("language SDKVersion version windowWidth screenWidth safeArea platform pixelRatio") {
			if slices.Contains(a.Fields, field) {
				t.Errorf("%s: %s does not describe the device or its user", a.Name, field)
			}
		}
	}
}

func TestListenersHaveOffs(t *testing.T) {
	// No API takes these back, or nothing comes before the user taps.
	without := strings.Fields("RecorderManager.onFrameRecorded RecorderManager.onStop UserInfoButton.onTap")
	for _, a := range Default().APIs() {
		if a.Role == RoleListener && a.Off == "" && !slices.Contains(without, a.Name) {
			t.Errorf("listener %s has no off", a.Name)
		}
	}
}

func TestSourcesAreCoveredByTheirScope(t *testing.T) {
	for _, a := range Default().APIs() {
		if a.Role == RoleNone || a.Scope == "" {
			continue
		}
		if !slices.Contains(a.Covers, a.Scope) {
			t.Errorf("%s asks for %s, but that does not cover it", a.Name, a.Scope)
		}
		for _, s := range a.Covers {
			if c := Default().Scope(s).Categories; a.Category != "wifi" && !slices.Contains(c, a.Category) {
				t.Errorf("%s is covered by %s, which decides of %v, not %s", a.Name, s, c, a.Category)
			}
		}
	}
}

func TestSinks(t *testing.T) {
	c := Default()
	for _, s := range c.Sinks() {
		if s.Stores && s.Class != "persistence" {
			t.Errorf("%s stores but is of class %s", s.Name, s.Class)
		}
		if (s.Class == "network" || s.Stores) && !s.Leaves {
			t.Errorf("%s is of class %s but nothing leaves", s.Name, s.Class)
		}
		if s.Dest == "" {
			t.Errorf("%s has no destination", s.Name)
		}
		if s.Where == WhereAttr && len(s.Keys) == 0 {
			t.Errorf("%s names no attributes", s.Name)
		}
	}
	if s := c.Sink("Collection.add"); s == nil || s.Class != "persistence" || !s.Stores {
		t.Errorf("a cloud database write is retention: %+v", s)
	}
	if s := c.Sink("reportPerformance"); s == nil || s.Where != WhereAll || s.Arg != 1 {
		t.Errorf("reportPerformance: %+v", s)
	}
}

// Every method is one of an object that some factory returns, or is named here
// with the reason why none does.
func TestMethodsCanBeReached(t *testing.T) {
	reached := map[string]bool{
		"cloud":   true, // wx.cloud itself
		"QQMapWX": true, // classes of bundled SDKs
		"AMapWX":  true,
	}
	for _, a := range Default().APIs() {
		reached[a.Returns] = true
	}
	for _, a := range Default().APIs() {
		if typ := a.Type(); typ != "" && !reached[typ] {
			t.Errorf("nothing returns a %s, so %s is never found", typ, a.Name)
		}
	}
	for _, s := range Default().Sinks() {
		typ, _, ok := strings.Cut(s.Name, ".")
		if ok && typ[0] >= 'A' && typ[0] <= 'Z' && typ != "Page" && !reached[typ] {
			t.Errorf("nothing returns a %s, so %s is never found", typ, s.Name)
		}
	}
}
