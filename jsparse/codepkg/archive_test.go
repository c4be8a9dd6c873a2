package codepkg

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/minivet/minivet/jsparse/codepkg/codepkgtest"
)

var small = []codepkgtest.Entry{{Name: "/app.json", Text: `{"pages": ["p/p"]}`}, {Name: "/p/p.js", Text: "Page({})"}}

func TestArchives(t *testing.T) {
	bomb := strings.Repeat("0", 8<<20)
	cut := codepkgtest.Wxapkg(small...)
	zipped, packed := codepkgtest.Zip(t, small...), codepkgtest.TarGz(t, small...)
	tests := []struct {
		name string
		data []byte
		err  string   // of the whole
		want []string // files; and then the problems
		bad  []string
	}{
		{"x.wxapkg", codepkgtest.Wxapkg(small...), "", []string{"app.json", "p/p.js"}, nil},
		{"x.apkg", codepkgtest.Wxapkg(small...), "", []string{"app.json", "p/p.js"}, nil},
		{"a zip.apkg", codepkgtest.Zip(t, codepkgtest.Entry{Name: "app.json", Text: `{"pages": ["p/p"]}`}, codepkgtest.Entry{Name: "logo.png", Text: "…"}), "", []string{"app.json"}, nil},
		{"x.tar.gz", codepkgtest.TarGz(t, codepkgtest.Entry{Name: "./app.json", Text: `{"pages": ["p/p"]}`}, codepkgtest.Entry{Name: "p.js", Text: "-> /etc/passwd"}), "", []string{"app.json"}, []string{"it is a link"}},
		{"encrypted.wxapkg", []byte("V1MMWX…"), "is encrypted", nil, nil},
		{"empty.zip", nil, "it is empty", nil, nil},
		{"unknown.wxapkg", []byte("hello, I am no package"), "no archive that is known", nil, nil},
		{"cut.wxapkg", cut[:len(cut)-3], "", []string{"app.json"}, []string{`"/p/p.js" is left out: it reaches beyond the end`}},
		{"cut index.wxapkg", cut[:24], "index is cut off or damaged at file 1 of 2", nil, nil},
		{"many.wxapkg", append(slices.Clone(cut[:14]), 0xFF, 0xFF, 0xFF, 0xFF), "speaks of 4294967295 files", nil, nil},
		{"names.wxapkg", codepkgtest.Wxapkg(slices.Concat(small, []codepkgtest.Entry{{Name: "/../x.js", Text: "1"}, {Name: "/a/../../x.js", Text: "1"}, {Name: "/a\\b.js", Text: "1"}, {Name: "/\xff.js", Text: "1"}, {Name: "/app.json", Text: "2"}, {Name: "/app.json/x.js", Text: "1"}})...), "",
			[]string{"app.json", "p/p.js"}, []string{"leads out", "leads out", "backslash", "not UTF-8", "occurs twice", "occurs twice"}},
		{"names.zip", codepkgtest.Zip(t, codepkgtest.Entry{Name: "../x.js", Text: "1"}, codepkgtest.Entry{Name: "/etc/x.js", Text: "1"}, codepkgtest.Entry{Name: "app.json", Text: `{"pages": []}`}), "", []string{"app.json"}, []string{"leads out", "leads out"}},
		{"bomb.zip", codepkgtest.Zip(t, codepkgtest.Entry{Name: "app.json", Text: `{"pages": []}`}, codepkgtest.Entry{Name: "x.js", Text: bomb}), "", []string{"app.json"}, []string{"it unpacks to more than"}},
		{"bomb.tar.gz", codepkgtest.TarGz(t, codepkgtest.Entry{Name: "app.json", Text: `{"pages": []}`}, codepkgtest.Entry{Name: "x.js", Text: bomb}), "", []string{"app.json"}, []string{"cannot be unpacked", "what follows is left out"}},
		{"control.zip", codepkgtest.Zip(t, codepkgtest.Entry{Name: "app.json", Text: `{"pages": []}`}, codepkgtest.Entry{Name: "a\x1b[31m.js"}, codepkgtest.Entry{Name: "a\n.js"}, codepkgtest.Entry{Name: "a\u009b.js"}, codepkgtest.Entry{Name: "a\x00.js"}), "", []string{"app.json"}, []string{"control character", "control character", "control character", "control character"}},
		{"surrogate.zip", codepkgtest.Zip(t, codepkgtest.Entry{Name: "app.json", Text: `{"pages": []}`}, codepkgtest.Entry{Name: "a\xed\xa0\x80.js"}), "", []string{"app.json"}, []string{"not UTF-8"}},
		{"overlap.wxapkg", overlapping(1), "", []string{"app.json"}, []string{"shares bytes with another file"}},
		{"same bytes.wxapkg", overlapping(0), "", []string{"app.json", "p/p.js"}, nil},
		{"in index.wxapkg", overlapping(-40), "", []string{"app.json"}, []string{"lies in the package's index"}},
		{"nested.zip", codepkgtest.Zip(t, codepkgtest.Entry{Name: "app.json", Text: `{"pages": []}`}, codepkgtest.Entry{Name: "inner.zip", Text: string(codepkgtest.Zip(t, small...))}, codepkgtest.Entry{Name: "inner.wxapkg", Text: string(cut)}), "", []string{"app.json"}, nil},
		{"link.zip", zipOfLink(t), "", []string{"app.json"}, []string{"it is a link"}},
		{"cut.zip", zipped[:len(zipped)-10], "zip archive cannot be read", nil, nil},
		{"cut.tar.gz", packed[:len(packed)/2], "cannot be unpacked: unexpected EOF", nil, nil},
		{"deep.zip", codepkgtest.Zip(t, codepkgtest.Entry{Name: "app.json", Text: `{"pages": []}`}, codepkgtest.Entry{Name: strings.Repeat("a/", 100) + "x.js"}), "", []string{"app.json"}, []string{"nest too deeply"}},
		{"cycle.tar.gz", codepkgtest.TarGz(t, codepkgtest.Entry{Name: "app.json", Text: `{"pages": []}`}, codepkgtest.Entry{Name: "a", Text: "-> b"}, codepkgtest.Entry{Name: "b", Text: "-> a"}, codepkgtest.Entry{Name: "a/x.js", Text: "1"}), "", []string{"a/x.js", "app.json"}, []string{"it is a link", "it is a link"}},
		{"library.wxapkg", codepkgtest.Wxapkg(codepkgtest.Entry{Name: "/WAService.js", Text: "1"}, codepkgtest.Entry{Name: "/WAWebview.js", Text: "1"}), "platform's own library", nil, nil},
		{"no program.zip", codepkgtest.Zip(t, codepkgtest.Entry{Name: "readme.json", Text: "{}"}), "no mini program found", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), test.name)
			if err := os.WriteFile(file, test.data, 0o644); err != nil {
				t.Fatal(err)
			}
			p, err := Open(file)
			if err != nil {
				if test.err == "" || !strings.Contains(err.Error(), test.err) || strings.Contains(err.Error(), "\n") {
					t.Fatal(err)
				}
				return
			}
			if test.err != "" {
				t.Fatalf("no error; want %s", test.err)
			}
			checkArchive(t, p, test.name, test.want, test.bad)
		})
	}
}

// overlapping is a package whose second file begins so many bytes behind the first, and
// ends with it.
func overlapping(by int) []byte {
	data := codepkgtest.Wxapkg(small...)
	second := wxapkgHeader + 4 + len("/app.json") + 8 + 4 + len("/p/p.js")
	offset := binary.BigEndian.Uint32(data[second-4-len("/p/p.js")-8:])
	binary.BigEndian.PutUint32(data[second:], uint32(int(offset)+by))
	binary.BigEndian.PutUint32(data[second+4:], uint32(len(small[0].Text)-by))
	return data
}

func zipOfLink(t *testing.T) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"app.json", "link.js"} {
		h := &zip.FileHeader{Name: name}
		h.SetMode(0o644)
		if name == "link.js" {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write([]byte(`{"pages": []}`))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func checkArchive(t *testing.T, p *Package, name string, want, bad []string) {
	t.Helper()
	var got []string
	err := fs.WalkDir(p.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			got = append(got, path)
			if p.Archive(path) != name {
				t.Errorf("%s comes from %q", path, p.Archive(path))
			}
		}
		return err
	})
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	if len(p.Problems) != len(bad) {
		t.Fatalf("problems %v; want %q", p.Problems, bad)
	}
	for i, b := range bad {
		if !strings.Contains(p.Problems[i].Message, b) {
			t.Errorf("problem %q; want %q", p.Problems[i].Message, b)
		}
	}
}

func TestMemory(t *testing.T) {
	m := newMemory()
	m.add("a/b/c.js", []byte("c"), "x")
	m.add("a/d.js", []byte("d"), "x")
	m.add("e.js", nil, "x")
	m.seal()
	if err := fstest.TestFS(m, "a/b/c.js", "a/d.js", "e.js"); err != nil {
		t.Error(err)
	}
}

func FuzzArchive(f *testing.F) {
	f.Add(codepkgtest.Wxapkg(small...))
	f.Add([]byte("V1MMWX"))
	f.Add([]byte{0x1F, 0x8B})
	f.Fuzz(func(t *testing.T, data []byte) {
		u := unpacker{m: newMemory()}
		if err := u.read("x", data); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("more than one line: %v", err)
		}
		u.m.seal()
		for name := range u.m.files {
			if !fs.ValidPath(name) {
				t.Errorf("%q", name)
			}
		}
		if len(u.m.files) < 100 {
			if p, err := New(u.m, "x"); err == nil && p == nil {
				t.Error("nothing")
			}
		}
	})
}
