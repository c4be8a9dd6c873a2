package catalogue

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// further are the typings of the platforms other than WeChat: set the variable to the
// unpacked npm package.
var further = []struct {
	platform Platform
	variable string
	glob     string // of the files with declarations
	member   *regexp.Regexp
	least    int
}{
	{"alipay", "MINIVET_TYPINGS_ALIPAY", "types/*.d.ts", regexp.MustCompile(`export (?:function|const|namespace) (\w+)`), 250},
	{"douyin", "MINIVET_TYPINGS_DOUYIN", "api/*.d.ts", regexp.MustCompile(`export (?:declare )?(?:function|const) (\w+)`), 150},
}

// TestFurtherTypings compares the rows of those platforms with their typings. Rows that
// were not learnt there say so by their provenance.
func TestFurtherTypings(t *testing.T) {
	for _, x := range further {
		t.Run(string(x.platform), func(t *testing.T) {
			folder := os.Getenv(x.variable)
			if folder == "" {
				t.Skipf("%s does not name a folder with the npm package of typings", x.variable)
			}
			members := declared(t, filepath.Join(folder, x.glob), x.member)
			if len(members) < x.least {
				t.Fatalf("only %d declarations", len(members))
			}
			for _, a := range Default().On(x.platform).APIs() {
				learnt := slices.Contains(strings.Split(a.Provenance, ","), string(x.platform)+"-typings")
				if a.Type() == "" && !a.Forms.Has(Component) && learnt && !members[a.Name] {
					t.Errorf("the typings have no %s", a.Written())
				}
			}
		})
	}
}

func declared(t *testing.T, glob string, member *regexp.Regexp) map[string]bool {
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", glob, err)
	}
	out := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range member.FindAllStringSubmatch(string(text), -1) {
			out[m[1]] = true
		}
	}
	return out
}
