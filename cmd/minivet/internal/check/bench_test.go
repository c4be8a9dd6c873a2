package check

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	js "github.com/evanw/esbuild/minivet"
)

// BenchmarkCheck times a whole check against parsing the scripts of the same program
// with esbuild alone, on 1, 2, 4 and 8 copies of the sample programs in one program.
// MINIVET_BENCH names a folder with another program to be timed as it is.
//
//	go test ./cmd/minivet/internal/check -run '^$' -bench Check
//
// The metrics are the bytes of all files, milliseconds of parsing alone, and how many
// times longer the check takes.
func BenchmarkCheck(b *testing.B) {
	if dir := os.Getenv("MINIVET_BENCH"); dir != "" {
		b.Run(filepath.Base(dir), func(b *testing.B) { benchmark(b, dir) })
		return
	}
	for _, n := range []int{1, 2, 4, 8} {
		b.Run(fmt.Sprintf("%dx", n), func(b *testing.B) { benchmark(b, copies(b, n)) })
	}
}

func benchmark(b *testing.B, dir string) {
	bytes := 0
	var parsing, checking time.Duration
	for b.Loop() {
		began := time.Now()
		bytes = parseAlone(b, dir)
		parsed := time.Now()
		rep, err := Run(Options{Paths: []string{dir}})
		if err != nil || rep.Failed() {
			b.Fatal(err, rep)
		}
		parsing += parsed.Sub(began)
		checking += time.Since(parsed)
	}
	n := float64(b.N)
	b.ReportMetric(float64(bytes), "bytes")
	b.ReportMetric(parsing.Seconds()*1000/n, "parse-ms")
	b.ReportMetric(checking.Seconds()*1000/n, "check-ms")
	b.ReportMetric(checking.Seconds()/parsing.Seconds(), "check/parse")
	b.ReportMetric(0, "ns/op")
}

// parseAlone parses the scripts below dir one after another and returns the bytes of
// all files that a program is made of.
func parseAlone(b *testing.B, dir string) (bytes int) {
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		ext := path.Ext(name)
		if !strings.Contains(".js.ts.wxml.wxs.json", ext) || ext == "" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		bytes += len(text)
		if ext == ".js" || ext == ".ts" {
			js.Parse(name, string(text), js.Options{TS: ext == ".ts"})
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return bytes
}

// copies makes a program of n copies of the pages of all samples.
func copies(b *testing.B, n int) string {
	dir := b.TempDir()
	samples, err := filepath.Glob("../../../../testdata/*")
	if err != nil || len(samples) == 0 {
		b.Fatal("no samples", err)
	}
	var pages []string
	for i := range n {
		for _, sample := range samples {
			pages = append(pages, copySample(b, sample, dir, fmt.Sprintf("c%d/%s", i, filepath.Base(sample)))...)
		}
	}
	app, err := json.Marshal(map[string]any{"pages": pages})
	if err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string]string{"app.json": string(app), "app.js": "App({ globalData: {} })"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// copySample copies a sample into a folder of dir and returns its pages there.
func copySample(b *testing.B, sample, dir, folder string) (pages []string) {
	root := sample
	if _, err := os.Stat(filepath.Join(root, "miniprogram")); err == nil {
		root = filepath.Join(root, "miniprogram")
	}
	if err := os.CopyFS(filepath.Join(dir, filepath.FromSlash(folder)), os.DirFS(root)); err != nil {
		b.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "app.json"))
	if err != nil {
		b.Fatal(err)
	}
	var app struct{ Pages []string }
	if err := json.Unmarshal(text, &app); err != nil {
		b.Fatal(err)
	}
	for _, p := range app.Pages {
		pages = append(pages, folder+"/"+p)
	}
	for _, name := range []string{"app.json", "app.js"} {
		os.Remove(filepath.Join(dir, filepath.FromSlash(folder), name))
	}
	return pages
}
