package ir

import (
	"os"
	"regexp"
	"testing"

	js "github.com/evanw/esbuild/minivet"
)

// TestVersions: the bridge describes the syntax tree of one release of esbuild,
// and both modules must ask for that one.
func TestVersions(t *testing.T) {
	required := regexp.MustCompile(`(?m)^\s*(?:require\s+)?github\.com/evanw/esbuild\s+(v\S+)`)
	for _, file := range []string{"../../go.mod", "../esbuild/go.mod"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m := required.FindSubmatch(data)
		if m == nil {
			t.Errorf("%s does not require github.com/evanw/esbuild", file)
			continue
		}
		if got := string(m[1]); got != js.Version {
			t.Errorf("%s requires esbuild %s, but jsparse/esbuild was written for %s.\n"+
				"After checking esbuild's internal/js_ast for changes, set the same version in go.mod, "+
				"jsparse/esbuild/go.mod and the constant Version in jsparse/esbuild/bridge.go.", file, got, js.Version)
		}
	}
}
