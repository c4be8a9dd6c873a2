package check

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse/codepkg/codepkgtest"
)

// build writes the source of a program to dir/src, and what a bundler makes of it to
// dir/dist.
func build(t *testing.T, dir string, maps api.SourceMap) {
	t.Helper()
	write(t, dir, map[string]string{
		"src/here.ts":   "// where the user is\nexport const here = () => wx.getLocation({});\n",
		"src/a.ts":      "import { here } from './here';\nPage({ onLoad() { here(); } });\n",
		"dist/app.json": `{"pages":["pages/a"]}`, "dist/app.js": "App({})", "dist/pages/a.wxml": "",
	})
	r := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(dir, "src/a.ts")}, Outfile: filepath.Join(dir, "dist/pages/a.js"),
		Bundle: true, Format: api.FormatCommonJS, MinifyWhitespace: true, Sourcemap: maps, Write: true,
	})
	if len(r.Errors) > 0 {
		t.Fatal(r.Errors)
	}
}

// originOf is where the one result of rule consent was written, and the notices.
func originOf(t *testing.T, opt Options) (origin, notices string) {
	t.Helper()
	opt.Rules = []string{"consent"}
	rep, err := Run(opt)
	if err != nil {
		t.Fatal(err)
	}
	found := slices.DeleteFunc(rep.Findings, func(f finding.Finding) bool { return f.Rule != "consent" })
	if len(found) != 1 {
		t.Fatalf("%d findings, want 1: %+v", len(found), found)
	}
	for _, n := range rep.Notices {
		notices += n.Message + "\n"
	}
	if o := found[0].Origin; o != nil {
		origin = o.String() + ": " + o.Code
	}
	return origin, notices
}

func TestOrigin(t *testing.T) {
	const want = "src/here.ts:2:27: export const here = () => wx.getLocation({});"
	tests := []struct {
		name string
		maps api.SourceMap
		move func(t *testing.T, dir string) Options // what is done with dist
		want string
	}{
		{"beside", api.SourceMapLinked, nil, want},
		{"inline", api.SourceMapInline, nil, want},
		{"not named", api.SourceMapExternal, nil, want},
		{"none", api.SourceMapNone, nil, ""},
		{"given folder", api.SourceMapExternal, func(t *testing.T, dir string) Options {
			os.MkdirAll(filepath.Join(dir, "maps/pages"), 0o755)
			os.Rename(filepath.Join(dir, "dist/pages/a.js.map"), filepath.Join(dir, "maps/pages/a.js.map"))
			return Options{Paths: []string{"dist"}, SourceMaps: filepath.Join(dir, "maps")}
		}, want},
		{"given file", api.SourceMapExternal, func(t *testing.T, dir string) Options {
			os.Rename(filepath.Join(dir, "dist/pages/a.js.map"), filepath.Join(dir, "a.js.map"))
			return Options{Paths: []string{"dist"}, SourceMaps: filepath.Join(dir, "a.js.map")}
		}, want},
		{"in an archive", api.SourceMapLinked, func(t *testing.T, dir string) Options {
			data := codepkgtest.Zip(t, codepkgtest.Folder(t, filepath.Join(dir, "dist"))...)
			write(t, dir, map[string]string{"p.zip": string(data)})
			return Options{Paths: []string{"p.zip"}}
		}, want},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			build(t, dir, tt.maps)
			opt := Options{Paths: []string{"dist"}}
			if tt.move != nil {
				opt = tt.move(t, dir)
			}
			for i, p := range opt.Paths {
				opt.Paths[i] = filepath.Join(dir, p)
			}
			opt.Dir = dir
			got, notices := originOf(t, opt)
			if !strings.HasSuffix(got, tt.want) || (got == "") != (tt.want == "") || notices != "" {
				t.Errorf("origin %q, want %q; notices %q", got, tt.want, notices)
			}
		})
	}
}

// Paths of bundlers are relative to their own root.
func TestOriginOfBundler(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, api.SourceMapExternal)
	text, err := os.ReadFile(filepath.Join(dir, "dist/pages/a.js.map"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{"dist/pages/a.js.map": strings.ReplaceAll(string(text), "../../src/", "webpack://shop/./src/")})
	got, _ := originOf(t, Options{Paths: []string{filepath.Join(dir, "dist")}, Dir: dir})
	if !strings.HasPrefix(got, "src/here.ts:2:27") {
		t.Errorf("origin %q", got)
	}
}

func TestBrokenMap(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, api.SourceMapLinked)
	write(t, dir, map[string]string{"dist/pages/a.js.map": "{"})
	got, notices := originOf(t, Options{Paths: []string{filepath.Join(dir, "dist")}, Dir: dir})
	if got != "" || !strings.Contains(notices, "dist/pages/a.js.map: the source map is broken") {
		t.Errorf("origin %q, notices %q", got, notices)
	}
}

// The platform's console hands out the map of a whole compiled package.
func TestOriginOfPackage(t *testing.T) {
	dir := t.TempDir()
	r := api.Transform(`define("app.js", function (require, module, exports) { App({}) });
define("pages/a.js", function (require, module, exports) { Page({ onLoad() { wx.getLocation({}) } }) });
require("app.js");
`, api.TransformOptions{Sourcemap: api.SourceMapExternal, Sourcefile: "whole.js", MinifyWhitespace: true})
	entries := []codepkgtest.Entry{
		{Name: "app-config.json", Text: `{"pages": ["pages/a"], "page": {"pages/a.html": {"window": {}}}}`},
		{Name: "app-service.js", Text: string(r.Code)},
	}
	write(t, dir, map[string]string{"p.wxapkg": string(codepkgtest.Wxapkg(entries...)), "maps/__APP__/app-service.map.map": string(r.Map)})
	opt := Options{Paths: []string{filepath.Join(dir, "p.wxapkg")}, Dir: dir, SourceMaps: filepath.Join(dir, "maps")}
	if got, notices := originOf(t, opt); !strings.HasPrefix(got, "p.wxapkg!/whole.js:2:78") || notices != "" {
		t.Errorf("origin %q, notices %q", got, notices)
	}
}
