package codepkg

import (
	"path"
	"regexp"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
)

// taro tells whether a file declares a program of Taro or of Remax, whose sources look
// alike: app.config.ts, or in Taro 1 and 2 the class of the app. The packages that the
// project is built with say which it is.
func (f *finder) taro(p string) string {
	framework := f.builtWith(path.Dir(p))
	if framework == "" || framework == Mpvue {
		return ""
	}
	if strings.HasPrefix(path.Base(p), "app.config.") {
		return framework
	}
	for _, s := range f.sources {
		if path.Dir(s.path) == path.Dir(p) && strings.HasPrefix(path.Base(s.path), "app.config.") {
			return "" // that one is what declares it
		}
	}
	if text, ok := f.read(p); !ok || !declaresPages.MatchString(text) {
		return ""
	}
	return framework
}

// declaresPages is the configuration that is a member of the class of an app.
var declaresPages = regexp.MustCompile(`\bconfig\s*(?::\s*[\w.]+\s*)?=\s*\{\s*(?:[^{}]*,\s*)?['"]?pages\b`)

// builtWith is the framework whose packages the nearest package.json names.
func (f *finder) builtWith(dir string) string {
	for {
		if text, err := ReadText(f.pkg.FS, path.Join(dir, "package.json")); err == nil {
			root, _ := appjson.Parse(text)
			for _, key := range [...]string{"dependencies", "devDependencies"} {
				list := root.Find(key)
				if list == nil {
					continue
				}
				for i := range list.Members {
					switch name := list.Members[i].Key; {
					case strings.HasPrefix(name, "@tarojs/"):
						return Taro
					case name == "remax":
						return Remax
					case name == "mpvue":
						return Mpvue
					}
				}
			}
			return ""
		}
		if dir == "." || dir == "/" {
			return ""
		}
		dir = path.Dir(dir)
	}
}
