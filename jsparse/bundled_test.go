package jsparse

import (
	"strings"
	"testing"
)

func TestBundled(t *testing.T) {
	fill := strings.Repeat("x();", minBundled/4)
	tests := []struct{ text, want string }{
		{"/** @version 1.2 */ var U='https://apis.map.qq.com/ws/'; class QQMapWX{}" + fill, "qqmap-wx-jssdk 1.2"},
		{"var u='https://restapi.amap.com/v3'; function AMapWX(){}" + fill, "amap-wx"},
		{"fetch('https://apis.map.qq.com/ws/')" + fill, ""},
		{"class QQMapWX{} 'apis.map.qq.com/ws/'", ""}, // too small for a library
	}
	for _, tt := range tests {
		if got := bundled(tt.text); got.String() != tt.want || got.Name != "" && !got.Bundled {
			t.Errorf("%.60q: %+v, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSDKTable(t *testing.T) {
	if _, err := parseSDKs(sdkTable); err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]string{"a\tb\n": "sdks.tsv:1: want", "#\na\tb\t(\n": "sdks.tsv:2: version"} {
		if _, err := parseSDKs(table); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", table, err, want)
		}
	}
}
