package jsparse

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/jsparse/codepkg"
)

// crashing is a file system that panics where a file named bad.js is read.
type crashing struct{ fstest.MapFS }

func (c crashing) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "bad.js") {
		panic("one\ntwo")
	}
	return c.MapFS.Open(name)
}

func (c crashing) Stat(name string) (fs.FileInfo, error) { return c.MapFS.Stat(name) }

// TestCrash: a panic while one program is read is one line, and the others are read.
func TestCrash(t *testing.T) {
	files := crashing{fstest.MapFS{}}
	for name, text := range map[string]string{
		"a/app.json": `{"pages": ["p"]}`, "a/app.js": "require('./bad')", "a/bad.js": "", "a/p.js": "Page({})", "a/p.wxml": "",
		"b/app.json": `{"pages": ["p"]}`, "b/app.js": "App({})", "b/p.js": "Page({})", "b/p.wxml": "",
	} {
		files.MapFS[name] = &fstest.MapFile{Data: []byte(text)}
	}
	pkg, err := codepkg.New(files, "x")
	if err != nil {
		t.Fatal(err)
	}
	o, err := OpenPackage(pkg)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Programs) != 1 || o.Programs[0].Root != "b" || len(o.Failures) != 1 || o.Failures[0].Root != "a" {
		t.Fatalf("programs %v, failures %v", o.Programs, o.Failures)
	}
	if got := o.Failures[0].Err.Error(); strings.Contains(got, "\n") || !strings.Contains(got, "one two") {
		t.Errorf("not one clear line: %q", got)
	}
}

// TestCrashInGoroutine: what is thrown again is the first by path, whoever was faster.
func TestCrashInGoroutine(t *testing.T) {
	var c crashes
	c.guard("b.js", func() { panic(2) })
	c.guard("a.js", func() { panic(1) })
	c.guard("0.js", func() {})
	defer func() {
		if p := recover(); p != "a.js: 1" {
			t.Errorf("got %v", p)
		}
	}()
	c.rethrow()
}
