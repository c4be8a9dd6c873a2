package catalogue

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTypings compares the tables with the platform's typings: set MINIVET_TYPINGS
// to the unpacked npm package miniprogram-api-typings.
func TestTypings(t *testing.T) {
	folder := os.Getenv("MINIVET_TYPINGS")
	if folder == "" {
		t.Skip("MINIVET_TYPINGS does not name a folder with the npm package miniprogram-api-typings")
	}
	members := typings(t, filepath.Join(folder, "types", "wx", "lib.wx.api.d.ts"))
	if len(members["Wx"]) < 300 {
		t.Fatalf("only %d members of interface Wx", len(members["Wx"]))
	}
	for _, a := range Default().APIs() {
		typ := a.Type()
		if a.Forms.Has(Component) || typ == "cloud" || strings.ContainsAny(a.Name, ":") || elsewhere[a.Name] != "" {
			continue
		}
		name := strings.TrimPrefix(a.Name, typ+".")
		switch {
		case strings.HasPrefix(name, "uni."):
		case typ == "" && !members["Wx"][name]:
			t.Errorf("interface Wx has no %s", name)
		case typ != "" && members[typ] != nil && !members[typ][name]:
			t.Errorf("interface %s has no %s", typ, name)
		}
	}
}

// elsewhere are APIs that the typings leave out, with where they come from.
var elsewhere = map[string]string{
	"invokeNativePlugin":      "TCMPP",
	"searchContacts":          "older typings",
	"getPhoneNumber":          "mini games, TCMPP",
	"createCamera":            "mini games",
	"createUserInfoButton":    "mini games",
	"getFriendCloudStorage":   "mini games",
	"getGroupCloudStorage":    "mini games",
	"getGroupInfo":            "mini games",
	"getPotentialFriendList":  "mini games",
	"getUserCloudStorageKeys": "mini games",
	"getGameClubData":         "mini games",
}

var (
	interfaceLine = regexp.MustCompile(`^    interface (\w+)`)
	memberLine    = regexp.MustCompile(`^        (\w+)(<|\(|\??:)`)
)

// typings are the members of each interface, read line by line: the file is
// formatted by a machine.
func typings(t *testing.T, file string) map[string]map[string]bool {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]bool{}
	current := ""
	for _, line := range strings.Split(string(text), "\n") {
		if m := interfaceLine.FindStringSubmatch(line); m != nil {
			current = m[1]
			if out[current] == nil {
				out[current] = map[string]bool{}
			}
		} else if m := memberLine.FindStringSubmatch(line); m != nil && current != "" {
			out[current][m[1]] = true
		}
	}
	return out
}
