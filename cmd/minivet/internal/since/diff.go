package since

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"

	"github.com/minivet/minivet/jsparse/codepkg"
)

// maxDiff bounds a diff in bytes.
const maxDiff = 32 << 20

// diffName is what the version before a diff is called.
const diffName = "the diff"

// Diff is a parsed diff and the folder that its paths begin at.
type Diff struct {
	files []*gitdiff.File
	// root is absolute; strip is the number of folders to take off each path.
	root  string
	strip int
}

// ReadDiff parses a unified diff, as git diff or diff -u write it. Its paths may
// begin at dir, the current directory or any folder above up to the top of a work
// tree: the one below which most of the files are. path is for messages.
func ReadDiff(r io.Reader, path, dir string) (*Diff, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxDiff+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read the diff: %w", err)
	}
	if len(text) > maxDiff {
		return nil, fmt.Errorf("%s is larger than %d MB", path, maxDiff>>20)
	}
	files, _, err := gitdiff.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s is no unified diff: %s", path, strings.TrimPrefix(err.Error(), "gitdiff: "))
	}
	if len(files) == 0 && len(bytes.TrimSpace(text)) > 0 {
		return nil, fmt.Errorf("%s is no unified diff: there is no file in it (write it with git diff; a diff with two parents, --cc, cannot be used)", path)
	}
	d := &Diff{files: files}
	return d, d.place(path, dir)
}

// place finds the folder that the paths begin at.
func (d *Diff) place(path, dir string) error {
	if len(d.files) == 0 {
		return nil
	}
	best := 0
	for _, root := range candidates(dir) {
		for _, strip := range []int{0, 1} {
			try := &Diff{files: d.files, root: root, strip: strip}
			if n := try.present(); n > best {
				best, d.root, d.strip = n, root, strip
			}
		}
	}
	if best == 0 {
		return fmt.Errorf("%s: none of its files is here, %s for one; its paths have to begin at the top of the work tree or at the current directory", path, nameOf(d.files[0]))
	}
	return nil
}

// candidates are the current directory and dir with the folders above them.
func candidates(dir string) []string {
	var list []string
	for _, at := range []string{".", dir} {
		for at = folder(at); !slices.Contains(list, at); at = filepath.Dir(at) {
			list = append(list, at)
			if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
				break
			}
		}
	}
	return list
}

// present counts the files that are as the diff says: there, or no more.
func (d *Diff) present() int {
	n := 0
	for _, f := range d.files {
		if now := d.path(f.NewName); now != "" && !f.IsDelete {
			if _, err := os.Stat(now); err == nil {
				n++
			}
		} else if was := d.path(f.OldName); f.IsDelete && was != "" {
			if _, err := os.Stat(filepath.Dir(was)); err == nil {
				n++
			}
		}
	}
	return n
}

// path is the absolute path of a name in the diff; "" for none, or one that leads
// out of the root.
func (d *Diff) path(name string) string {
	for range d.strip {
		_, name, _ = strings.Cut(name, "/")
	}
	if !fs.ValidPath(name) || name == "." {
		return ""
	}
	return filepath.Join(d.root, filepath.FromSlash(name))
}

// Before is the version that the diff was made from: the present files with the
// diff taken back. It fails if the diff does not lead to the present files.
func (d *Diff) Before() (*Version, error) {
	v, err := newVersion(diffName)
	if err != nil {
		return nil, err
	}
	for _, f := range d.files {
		c, err := d.takeBack(f)
		if err != nil {
			return nil, err
		}
		if c.Now != "" || c.Was != "" {
			v.Changes = append(v.Changes, c)
		}
	}
	return v, nil
}

func (d *Diff) takeBack(f *gitdiff.File) (Change, error) {
	c := Change{Now: d.path(f.NewName), Was: d.path(f.OldName)}
	if f.IsBinary {
		return Change{}, nil // no code; its text is not in the diff
	}
	if f.IsNew || f.IsCopy {
		c.Was = ""
	}
	now := ""
	if f.IsDelete {
		c.Now = ""
	} else {
		var err error
		if now, err = readFile(c.Now); err != nil {
			return c, fmt.Errorf("%s: %w", f.NewName, err)
		}
	}
	if f.IsCopy {
		return c, nil
	}
	text, err := reverse(now, f.TextFragments)
	if err != nil {
		return c, fmt.Errorf("%s: %w", nameOf(f), err)
	}
	if f.IsNew && text != "" {
		return c, fmt.Errorf("%s: the file has more than the diff adds", f.NewName)
	}
	c.Text = text
	return c, nil
}

func nameOf(f *gitdiff.File) string {
	if f.NewName != "" {
		return f.NewName
	}
	return f.OldName
}

// readFile reads a file of the program, with the limits that those have.
func readFile(path string) (string, error) {
	if path == "" {
		return "", errors.New("it is no path below the folder")
	}
	return codepkg.ReadText(os.DirFS(filepath.Dir(path)), filepath.Base(path))
}
