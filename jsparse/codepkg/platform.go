package codepkg

import (
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
)

// Platforms that a program is written for.
const (
	WeChat = "wechat"
	TCMPP  = "tcmpp"
)

// Markers are files that only projects for TCMPP have.
var tcmppMarkers = [...]string{"tcmpp-custom-config.json", "tcmpp.config.js"}

// TCMPP hands out ids such as mp1a2b3c4d5e6f7g; WeChat's start with wx.
var tcmppID = regexp.MustCompile(`^mp[0-9a-z]{14,}$`)

// DetectPlatform says which platform the program in folder root of fsys is
// written for, and by what that is known. It looks at the folder and those
// above it, up to the top of the package.
func DetectPlatform(fsys fs.FS, root string) (platform, why string) {
	for dir := root; ; dir = path.Dir(dir) {
		for _, name := range tcmppMarkers {
			file := path.Join(dir, name)
			if _, err := fs.Stat(fsys, file); err == nil {
				return TCMPP, "there is " + file
			}
		}
		for _, name := range [...]string{projectFile, "project.private.config.json"} {
			if why := projectPlatform(fsys, path.Join(dir, name)); why != "" {
				return TCMPP, why
			}
		}
		if dir == "." {
			return WeChat, "nothing speaks for another platform"
		}
	}
}

// projectPlatform says what in a project file speaks for TCMPP, "" if nothing does.
func projectPlatform(fsys fs.FS, file string) string {
	text, err := ReadText(fsys, file)
	if err != nil {
		return ""
	}
	p, _ := appjson.ParseProject(text)
	switch {
	case len(p.TCMPPKeys) > 0:
		return file + " has " + strings.Join(p.TCMPPKeys, ", ")
	case tcmppID.MatchString(p.AppID):
		return "the appid in " + file + " is one of TCMPP"
	}
	return ""
}
