package jsparse_test

import (
	"slices"
	"testing"
)

// TestMissingModules: a missing module is one problem however often it is imported, and so
// is a folder that a build would fill.
func TestMissingModules(t *testing.T) {
	p := load(t, map[string]string{
		"app.js":   "import './once'; import './env'; import day from './libs/day/day.min'; import './libs/day/plugin/iso'",
		"p.js":     "import './env'; import { a } from './libs/other'; import '/sub/gone'",
		"sub/x.js": "",
	})
	var got []string
	for _, problem := range p.Problems {
		got = append(got, problem.File+" "+problem.Message)
	}
	want := []string{
		"app.js there is no folder libs, of which 3 modules are imported, in 3 places; where a build puts them there, open what it makes",
		"app.js there is no module ./env, which is imported in 2 places; correct the path or add the file",
		"app.js there is no module ./once; correct the path or add the file",
		"p.js there is no module /sub/gone; correct the path or add the file",
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("problems are\n%q\nwant\n%q", got, want)
	}
}
