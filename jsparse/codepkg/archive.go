package codepkg

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/minivet/minivet/jsparse/dialect"
)

// Bounds on archives. A file that hits one is left out and said to be.
const (
	// MaxArchive is the size of an archive file in bytes.
	MaxArchive = 128 << 20
	// maxRatio is how many times larger than packed a file may be: text packs to a tenth.
	maxRatio = 200
	// smallEnough is a size in bytes below which the ratio does not matter.
	smallEnough = 1 << 20
)

// archiveExts are the endings of files that are opened as archives.
var archiveExts = []string{".wxapkg", ".apkg", ".zip", ".tgz", ".tar.gz"}

// IsArchive tells by its name whether a file is opened as an archive.
func IsArchive(name string) bool {
	return slices.ContainsFunc(archiveExts, func(ext string) bool { return strings.HasSuffix(strings.ToLower(name), ext) })
}

// IsCompiledPackage tells by its name a package that may be one part of a program.
func IsCompiledPackage(name string) bool {
	return slices.Contains([]string{".wxapkg", ".apkg"}, strings.ToLower(path.Ext(name)))
}

// isPlatform tells packages of the platform's own library by their names.
func isPlatform(name string) bool { return strings.HasPrefix(path.Base(name), "WA") }

// OpenArchives opens archives whose contents belong together: a main package and its
// subpackages, or one archive by itself. The error is one line, with the file's name.
func OpenArchives(paths ...string) (*Package, error) {
	u := unpacker{m: newMemory()}
	for _, p := range paths {
		if err := u.open(p); err != nil {
			return nil, fmt.Errorf("cannot open %s: %w", p, err)
		}
	}
	u.m.seal()
	name := filepath.Base(paths[0])
	p, err := New(u.m, name)
	if err != nil && u.platform() {
		return nil, fmt.Errorf("%s: this is the platform's own library, which is not checked", paths[0])
	}
	if err != nil && len(u.problems) > 0 { // mostly its cause
		return nil, fmt.Errorf("%s: %w; %s: %s", paths[0], err, u.problems[0].File, u.problems[0].Message)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", paths[0], err)
	}
	p.Problems = append(u.problems, p.Problems...)
	p.archives = u.m.from
	return p, nil
}

// unpacker reads archives into memory.
type unpacker struct {
	m        *memory
	archive  string // the one under way
	total    int64
	problems []Problem
	skipped  int // entries that were said to be bad
}

// platform tells packages of the platform's own library.
func (u *unpacker) platform() bool {
	for name := range u.m.files {
		if !isPlatform(name) {
			return false
		}
	}
	return len(u.m.files) > 0
}

func (u *unpacker) open(file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return reason(err)
	}
	if info.Size() > MaxArchive {
		return fmt.Errorf("it has %d MB; the limit is %d MB", info.Size()>>20, MaxArchive>>20)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return reason(err)
	}
	return u.read(filepath.Base(file), data)
}

// read unpacks an archive; what it is, its first bytes tell.
func (u *unpacker) read(name string, data []byte) error {
	u.archive = name
	switch {
	case bytes.HasPrefix(data, []byte(encryptedMark)):
		return errEncrypted
	case isWxapkg(data):
		return readWxapkg(data, u.add, u.bad)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return u.zip(data)
	case bytes.HasPrefix(data, []byte{0x1F, 0x8B}):
		return u.tar(data)
	case len(data) == 0:
		return errors.New("it is empty")
	}
	return errors.New("it is no archive that is known (.wxapkg, .apkg, .zip, .tar.gz): its first bytes are of none of them")
}

// maxSaid bounds what is said about single entries of archives.
const maxSaid = 20

func (u *unpacker) bad(name, why string) {
	if u.skipped++; u.skipped > maxSaid {
		return
	}
	if u.skipped == maxSaid {
		name, why = "", "more entries are left out, which are not listed"
	}
	if name != "" {
		why = fmt.Sprintf("%q is left out: %s", name, why)
	}
	u.problems = append(u.problems, Problem{File: u.archive, Message: why})
}

// add takes one file; data is kept.
func (u *unpacker) add(name string, data []byte) {
	clean := path.Clean(name)
	switch {
	case !utf8.ValidString(name):
		u.bad(name, "its name is not UTF-8")
	case strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }):
		u.bad(name, "its name has a backslash or a control character")
	case !fs.ValidPath(clean) || clean == "." || strings.Contains(name, ".."+"/"):
		u.bad(name, "its name leads out of the archive")
	case strings.Count(clean, "/") > maxDepth:
		u.bad(name, "its folders nest too deeply")
	case len(u.m.files) >= maxArchived:
		u.bad(name, fmt.Sprintf("there are more than %d files", maxArchived))
	case u.total+int64(len(data)) > MaxTotalSize:
		u.bad(name, fmt.Sprintf("the files have more than %d MB together", MaxTotalSize>>20))
	case !u.m.add(clean, data, u.archive):
		u.bad(name, "the name occurs twice; the first counts")
	default:
		u.total += int64(len(data))
	}
}

// unpack reads a packed file of the archive within bounds.
func (u *unpacker) unpack(name string, r io.Reader, packed int64) {
	if !wanted(name) {
		return
	}
	limit := min(int64(MaxFileSize), MaxTotalSize-u.total)
	if packed >= 0 {
		limit = min(limit, max(smallEnough, packed*maxRatio))
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		u.bad(name, "it cannot be unpacked: "+err.Error())
	case int64(len(data)) > limit:
		u.bad(name, fmt.Sprintf("it unpacks to more than %d MB, %d times its size or what is left of the limit", MaxFileSize>>20, maxRatio))
	default:
		u.add(name, data)
	}
}

// wanted tells the files that hold code or configuration: pictures need not be unpacked.
func wanted(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".js", ".ts", ".mjs", ".cjs", ".jsx", ".tsx", ".json", ".html", ".vue", ".mpx", ".wpy", ".map", ".yaml":
		return true
	}
	return dialect.IsView(name) || dialect.IsScript(name)
}

func (u *unpacker) zip(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fmt.Errorf("the zip archive cannot be read: %w", err)
	}
	if len(z.File) > maxArchived {
		return fmt.Errorf("the zip archive has %d files; the limit is %d", len(z.File), maxArchived)
	}
	for _, f := range z.File {
		switch {
		case f.FileInfo().IsDir():
		case !f.Mode().IsRegular():
			u.bad(f.Name, "it is a link or no plain file")
		case f.Flags&1 != 0:
			u.bad(f.Name, "it is encrypted")
		default:
			r, err := f.Open()
			if err != nil {
				u.bad(f.Name, "it cannot be unpacked: "+err.Error())
				continue
			}
			u.unpack(f.Name, r, int64(f.CompressedSize64))
			r.Close()
		}
	}
	return nil
}

func (u *unpacker) tar(data []byte) error {
	g, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("the archive cannot be unpacked: %w", err)
	}
	// The size of a single file says nothing of how well it was packed: the whole does.
	t := tar.NewReader(io.LimitReader(g, max(smallEnough, min(MaxTotalSize, int64(len(data))*maxRatio))))
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil && n == 0:
			return fmt.Errorf("the tar archive cannot be read: %w", err)
		case err != nil:
			u.bad("", "the archive is cut off, damaged or too large; what follows is left out: "+err.Error())
			return nil
		case n > 4*maxArchived:
			u.bad("", "the archive has too many entries; what follows is left out")
			return nil
		case h.Typeflag == tar.TypeReg:
			u.unpack(strings.TrimPrefix(h.Name, "./"), t, -1)
		case h.Typeflag == tar.TypeLink || h.Typeflag == tar.TypeSymlink:
			u.bad(h.Name, "it is a link")
		}
	}
}
