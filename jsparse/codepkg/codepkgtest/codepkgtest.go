// Package codepkgtest writes archives for tests of what reads them.
package codepkgtest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// Fataler is what of a test is needed here.
type Fataler interface {
	Fatal(args ...any)
	Helper()
}

// Entry is a file of an archive. In a tar archive a text "-> name" makes a link.
type Entry struct{ Name, Text string }

// Folder reads the files of a folder, in the order of their names.
func Folder(t Fataler, dir string) []Entry {
	t.Helper()
	var entries []Entry
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, p)
		entries = append(entries, Entry{p, string(text)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// Wxapkg writes the container of compiled packages; its names begin with a slash.
func Wxapkg(entries ...Entry) []byte {
	index := binary.BigEndian.AppendUint32(nil, uint32(len(entries)))
	size := 4
	for _, e := range entries {
		size += 12 + len(rooted(e.Name))
	}
	var body []byte
	for _, e := range entries {
		name := rooted(e.Name)
		index = binary.BigEndian.AppendUint32(index, uint32(len(name)))
		index = append(index, name...)
		index = binary.BigEndian.AppendUint32(index, uint32(14+size+len(body)))
		index = binary.BigEndian.AppendUint32(index, uint32(len(e.Text)))
		body = append(body, e.Text...)
	}
	out := []byte{0xBE, 0, 0, 0, 0}
	out = binary.BigEndian.AppendUint32(out, uint32(len(index)))
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	return slices.Concat(out, []byte{0xED}, index, body)
}

func rooted(name string) string { return "/" + strings.TrimPrefix(name, "/") }

// Zip writes a zip archive.
func Zip(t Fataler, entries ...Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.Create(e.Name)
		if err == nil {
			_, err = w.Write([]byte(e.Text))
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

// TarGz writes a packed tar archive.
func TarGz(t Fataler, entries ...Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	g := gzip.NewWriter(&b)
	w := tar.NewWriter(g)
	for _, e := range entries {
		h := &tar.Header{Name: e.Name, Mode: 0o644, Size: int64(len(e.Text)), Typeflag: tar.TypeReg}
		if link, ok := strings.CutPrefix(e.Text, "-> "); ok {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, link, 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(e.Text)); err != nil {
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
