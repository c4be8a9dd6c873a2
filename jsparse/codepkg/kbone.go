package codepkg

import (
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
)

// A program of kbone is a web project, of which a plug-in of webpack makes a mini program:
// the configuration of the build that names the plug-in declares it.

// maybeKbone tells whether a file of that name may be such a configuration.
func maybeKbone(name string) bool {
	return strings.Contains(name, "config") && (strings.HasSuffix(name, ".js") || strings.HasSuffix(name, ".ts"))
}

// kbonePlugin is how a configuration names the plug-in.
var kbonePlugin = regexp.MustCompile(`(?:require\(\s*|from\s+)['"]mp-webpack-plugin\d*['"]`)

// IsKbonePlugin tells whether a module of that name is the plug-in.
func IsKbonePlugin(name string) bool { return kboneModule.MatchString(name) }

var kboneModule = regexp.MustCompile(`^mp-webpack-plugin\d*$`)

// VueConfig is the configuration of a build by Vue's command line, of which a plug-in makes
// one for kbone.
const VueConfig = "vue.config.js"

// kbone tells whether a file is one.
func (f *finder) kbone(p string) bool {
	text, err := ReadText(f.pkg.FS, p)
	if err != nil || kbonePlugin.MatchString(text) {
		return err == nil
	}
	if path.Base(p) != VueConfig {
		return false
	}
	packages, err := ReadText(f.pkg.FS, path.Join(path.Dir(p), "package.json"))
	root, _ := appjson.Parse(packages)
	return err == nil && root.Find("devDependencies").Find("vue-cli-plugin-kbone") != nil
}

// kboneRoot is the folder of the project that a configuration belongs to: the nearest with
// a package.json.
func (f *finder) kboneRoot(p string) string {
	for dir := path.Dir(p); ; dir = path.Dir(dir) {
		if _, err := fs.Stat(f.pkg.FS, path.Join(dir, "package.json")); err == nil {
			return dir
		}
		if dir == "." || dir == "/" {
			return path.Dir(p)
		}
	}
}
