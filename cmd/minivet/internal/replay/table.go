package replay

import (
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// row is what the host needs of an API of the catalogue.
type row struct {
	Known    bool   `json:"known"` // the catalogue has it
	Source   bool   `json:"source"`
	Consent  string `json:"consent"`
	Scope    string `json:"scope"`
	Prompts  bool   `json:"prompts"`
	Switch   bool   `json:"switch"` // it switches a part of the device on
	Table    bool   `json:"table"`
	Listener bool   `json:"listener"`
	Sync     bool   `json:"sync"`
	Factory  bool   `json:"factory"`
	Returns  string `json:"returns"`
	Via      string `json:"via"`
}

func rowOf(a *catalogue.API, p catalogue.Platform) row {
	r := row{
		Source: a.IsSource(), Switch: a.Role == catalogue.RoleSwitch, Consent: string(a.Consent), Scope: a.ScopeOn(p), Prompts: a.PromptsOn(p), Table: a.PrivacyTable,
		Returns: a.Returns, Via: a.Via,
	}
	r.forms(a.Forms)
	return r
}

func (r *row) forms(f catalogue.Forms) {
	r.Listener, r.Factory = f.Has(catalogue.Listener), f.Has(catalogue.Factory)
	r.Sync = f.Has(catalogue.Sync) && !f.Has(catalogue.Callback) && !f.Has(catalogue.Promise)
}

// rowByName is the row of an API that the catalogue has not.
func rowByName(name string) row {
	var r row
	r.Consent = string(catalogue.ConsentNone)
	r.forms(catalogue.FormsByName(name))
	return r
}

func tableOf(c *catalogue.Catalogue, p catalogue.Platform) map[string]row {
	out := map[string]row{}
	for _, a := range c.APIs() {
		if !strings.HasPrefix(a.Name, "<") {
			out[a.Name] = rowOf(a, p)
		}
	}
	return out
}

// button is the category of what the platform's data button hands over by an event.
func (s *script) button(event string) string {
	for _, a := range s.cat.APIs() {
		if strings.HasPrefix(a.Name, "<") && slices.Contains(a.Events, event) {
			return a.Category
		}
	}
	return ""
}

// others are names that the catalogue has no row of, and programs look for: those that
// wrap all that the platform has find them by listing it.
var others = []string{
	"authorize", "canIUse", "checkSession", "clearStorage", "clearStorageSync", "connectSocket", "createAnimation", "createCanvasContext", "createSelectorQuery", "downloadFile",
	"getImageInfo", "getNetworkType", "getPrivacySetting", "getSetting", "getStorage", "getStorageInfo", "getStorageInfoSync", "getStorageSync", "getUpdateManager", "hideLoading",
	"hideToast", "login", "makePhoneCall", "navigateBack", "navigateTo", "navigateToMiniProgram", "nextTick", "openSetting", "pageScrollTo", "previewImage", "reLaunch", "redirectTo",
	"removeStorage", "removeStorageSync", "request", "requestPayment", "requirePrivacyAuthorize", "setClipboardData", "setNavigationBarTitle", "setStorage", "setStorageSync",
	"showActionSheet", "showLoading", "showModal", "showToast", "stopPullDownRefresh", "switchTab", "uploadFile",
}

// namesOf are the members of wx that can be listed.
func namesOf(table map[string]row) []string {
	out := slices.Clone(others)
	for n := range table {
		if !strings.Contains(n, ".") {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// samples are results with the values that programs test for.
var samples = map[string]string{
	"getLocation":                     `{"latitude":31.23,"longitude":121.47,"accuracy":30,"speed":0,"altitude":0}`,
	"getSystemInfo":                   systemInfo,
	"getSystemInfoSync":               systemInfo,
	"getSystemInfoAsync":              systemInfo,
	"getDeviceInfo":                   systemInfo,
	"getWindowInfo":                   systemInfo,
	"getAppBaseInfo":                  systemInfo,
	"getSystemSetting":                `{"bluetoothEnabled":true,"locationEnabled":true,"wifiEnabled":true}`,
	"getAppAuthorizeSetting":          `{"locationAuthorized":"authorized","bluetoothAuthorized":"authorized"}`,
	"getBluetoothDevices":             `{"devices":[{"deviceId":"d","name":"n","localName":"n","RSSI":-40,"advertisServiceUUIDs":["a"]}]}`,
	"getConnectedBluetoothDevices":    `{"devices":[{"deviceId":"d","name":"n"}]}`,
	"onBluetoothDeviceFound":          `{"devices":[{"deviceId":"d","name":"n","localName":"n","RSSI":-40,"advertisServiceUUIDs":["a"]}]}`,
	"onBluetoothAdapterStateChange":   `{"available":true,"discovering":false}`,
	"getBluetoothAdapterState":        `{"available":true,"discovering":false}`,
	"getWifiList":                     `{}`,
	"onGetWifiList":                   `{"wifiList":[{"SSID":"s","BSSID":"b","signalStrength":90}]}`,
	"getConnectedWifi":                `{"wifi":{"SSID":"s","BSSID":"b","signalStrength":90}}`,
	"onHCEMessage":                    `{"messageType":1,"data":[0,1],"reason":0}`,
	"onNetworkStatusChange":           `{"isConnected":true,"networkType":"wifi"}`,
	"getNetworkType":                  `{"networkType":"wifi"}`,
	"getBeacons":                      `{"beacons":[{"uuid":"u","major":1,"minor":1,"rssi":-40}]}`,
	"onBeaconUpdate":                  `{"beacons":[{"uuid":"u","major":1,"minor":1,"rssi":-40}]}`,
	"chooseMedia":                     `{"tempFiles":[{"tempFilePath":"wxfile://a","size":1}],"type":"image"}`,
	"chooseImage":                     `{"tempFilePaths":["wxfile://a"],"tempFiles":[{"path":"wxfile://a","size":1}]}`,
	"getUserProfile":                  `{"userInfo":{"nickName":"n","avatarUrl":"a"},"rawData":"{}"}`,
	"getUserInfo":                     `{"userInfo":{"nickName":"n","avatarUrl":"a"},"rawData":"{}"}`,
	"getMenuButtonBoundingClientRect": `{"width":80,"height":30,"top":40,"right":360,"bottom":70,"left":280}`,
	"checkSession":                    `{}`,
	"checkIsSupportFacialRecognition": `{}`,
	"NFCAdapter.onDiscovered":         `{"id":[1],"techs":["NFC-A","NDEF"],"messages":[{"records":[{"id":[1],"payload":[1],"type":[1],"tnf":1}]}]}`,
	"getHCEState":                     `{"errCode":0}`,
	"checkIsOpenAccessibility":        `{"open":false}`,
}

const systemInfo = `{"brand":"b","model":"m","platform":"android","system":"Android 12","language":"zh_CN","version":"8.0.40","SDKVersion":"3.5.0",` +
	`"windowWidth":375,"windowHeight":667,"screenWidth":375,"screenHeight":667,"pixelRatio":2,"statusBarHeight":20,"theme":"light",` +
	`"bluetoothEnabled":true,"locationEnabled":true,"wifiEnabled":true,"safeArea":{"top":20,"bottom":667,"left":0,"right":375,"width":375,"height":647}}`

// fill makes a result from the paths of an API's personal fields; [] behind a name
// says that it is a list, which gets one item.
func fill(a *catalogue.API) map[string]any {
	out := map[string]any{}
	if a != nil {
		for _, path := range a.Fields {
			put(out, strings.Split(path, "."))
		}
	}
	return out
}

func put(at map[string]any, keys []string) {
	name, list := strings.CutSuffix(keys[0], "[]")
	if len(keys) == 1 {
		if _, ok := at[name]; !ok {
			at[name] = "1"
			if list {
				at[name] = []any{"1"}
			}
		}
		return
	}
	next := member(at[name])
	put(next, keys[1:])
	at[name] = next
	if list {
		at[name] = []any{next}
	}
}

// member is the object that a value is or holds as its only item; a new one if it is neither.
func member(v any) map[string]any {
	if l, ok := v.([]any); ok {
		v = l[0]
	}
	if m, ok := v.(map[string]any); ok {
		return m
	}
	return map[string]any{}
}
