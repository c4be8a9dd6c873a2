package codepkg

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// entry is a file of an archive that a test writes.
type entry struct {
	name, text string
}

// wxapkg writes a container. Entries named "@…" reuse the bytes of the one before.
func wxapkg(entries ...entry) []byte {
	index := binary.BigEndian.AppendUint32(nil, uint32(len(entries)))
	size := 4
	for _, e := range entries {
		size += 12 + len(e.name)
	}
	var body []byte
	for _, e := range entries {
		index = binary.BigEndian.AppendUint32(index, uint32(len(e.name)))
		index = append(index, e.name...)
		index = binary.BigEndian.AppendUint32(index, uint32(14+size+len(body)))
		index = binary.BigEndian.AppendUint32(index, uint32(len(e.text)))
		body = append(body, e.text...)
	}
	out := []byte{0xBE, 0, 0, 0, 0}
	out = binary.BigEndian.AppendUint32(out, uint32(len(index)))
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	return slices.Concat(out, []byte{0xED}, index, body)
}

func zipped(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarred(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	g := gzip.NewWriter(&b)
	w := tar.NewWriter(g)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.text)), Typeflag: tar.TypeReg}
		if link, ok := strings.CutPrefix(e.text, "-> "); ok {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, link, 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(e.text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var small = []entry{{"/app.json", `{"pages": ["p/p"]}`}, {"/p/p.js", "Page({})"}}

func TestArchives(t *testing.T) {
	bomb := strings.Repeat("0", 8<<20)
	cut := wxapkg(small...)
	tests := []struct {
		name string
		data []byte
		err  string   // of the whole
		want []string // files; and then the problems
		bad  []string
	}{
		{"x.wxapkg", wxapkg(small...), "", []string{"app.json", "p/p.js"}, nil},
		{"x.apkg", wxapkg(small...), "", []string{"app.json", "p/p.js"}, nil},
		{"a zip.apkg", zipped(t, entry{"app.json", `{"pages": ["p/p"]}`}, entry{"logo.png", "…"}), "", []string{"app.json"}, nil},
		{"x.tar.gz", tarred(t, entry{"./app.json", `{"pages": ["p/p"]}`}, entry{"p.js", "-> /etc/passwd"}), "", []string{"app.json"}, []string{"it is a link"}},
		{"encrypted.wxapkg", []byte("V1MMWX…"), "is encrypted", nil, nil},
		{"empty.zip", nil, "it is empty", nil, nil},
		{"unknown.wxapkg", []byte("hello, I am no package"), "no archive that is known", nil, nil},
		{"cut.wxapkg", cut[:len(cut)-3], "", []string{"app.json"}, []string{`"/p/p.js" is left out: it reaches beyond the end`}},
		{"cut index.wxapkg", cut[:24], "index is cut off or damaged at file 1 of 2", nil, nil},
		{"many.wxapkg", append(slices.Clone(cut[:14]), 0xFF, 0xFF, 0xFF, 0xFF), "speaks of 4294967295 files", nil, nil},
		{"names.wxapkg", wxapkg(slices.Concat(small, []entry{{"/../x.js", "1"}, {"/a/../../x.js", "1"}, {"/a\\b.js", "1"}, {"/\xff.js", "1"}, {"/app.json", "2"}, {"/app.json/x.js", "1"}})...), "",
			[]string{"app.json", "p/p.js"}, []string{"leads out", "leads out", "backslash", "not UTF-8", "occurs twice", "occurs twice"}},
		{"names.zip", zipped(t, entry{"../x.js", "1"}, entry{"/etc/x.js", "1"}, entry{"app.json", `{"pages": []}`}), "", []string{"app.json"}, []string{"leads out", "leads out"}},
		{"bomb.zip", zipped(t, entry{"app.json", `{"pages": []}`}, entry{"x.js", bomb}), "", []string{"app.json"}, []string{"it unpacks to more than"}},
		{"bomb.tar.gz", tarred(t, entry{"app.json", `{"pages": []}`}, entry{"x.js", bomb}), "", []string{"app.json"}, []string{"cannot be unpacked", "what follows is left out"}},
		{"no program.zip", zipped(t, entry{"readme.json", "{}"}), "no mini program found", nil, nil},
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
	f.Add(wxapkg(small...))
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
