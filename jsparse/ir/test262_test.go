package ir

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTest262 parses and lowers the programs of the npm package test262-parser-tests,
// whose folder MINIVET_TEST262 names. All of pass and pass-explicit must be lowered. What
// stands in fail and early may be taken for a program: it must do no harm.
func TestTest262(t *testing.T) {
	root := os.Getenv("MINIVET_TEST262")
	if root == "" {
		t.Skip("MINIVET_TEST262 does not name a folder with the npm package test262-parser-tests")
	}
	for folder, valid := range map[string]bool{"pass": true, "pass-explicit": true, "fail": false, "early": false} {
		t.Run(folder, func(t *testing.T) {
			files, err := filepath.Glob(filepath.Join(root, folder, "*.js"))
			if err != nil || len(files) == 0 {
				t.Fatalf("no programs: %v", err)
			}
			lowered := 0
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				lowerAll(t, string(text), Options{})
				u, problems := Parse(&Source{Path: filepath.Base(file), Text: string(text)}, Options{})
				if u != nil {
					lowered++
				} else if why := known262[filepath.Base(file)]; valid && why == "" {
					t.Errorf("%s is refused: %s", filepath.Base(file), strings.TrimSpace(fmt.Sprint(problems)))
				}
			}
			t.Logf("%d programs, %d lowered", len(files), lowered)
		})
	}
}

// known262 are programs of pass that esbuild refuses: an escape in a directive makes it
// none, and continue may name any of several labels in a row.
var known262 = map[string]string{
	"06f0deb843fbf358.js": "with behind 'use\\x20strict'",
	"855b8dea36c841ed.js": "with behind 'use\\x20strict'",
	"ac73bc36bbc48890.js": "with behind 'use\\x20strict'",
	"cb625ce2970fe52a.js": "with behind 'use\\x20strict'",
	"1f3808cbdfab97e4.js": "continue to the first of several labels",
	"7a405ea1fdb6a26e.js": "continue to the first of several labels",
}
