package codepkg

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// ReadText reads a file of at most [MaxFileSize] bytes. The error has no path in
// it: callers name the file themselves.
func ReadText(fsys fs.FS, path string) (string, error) {
	info, err := fs.Stat(fsys, path) // first, since opening a named pipe would block
	if err != nil {
		return "", reason(err)
	}
	if !info.Mode().IsRegular() {
		return "", errors.New("it is no plain file")
	}
	if info.Size() > MaxFileSize {
		return "", fmt.Errorf("it has %d MB; the limit is %d MB", info.Size()>>20, MaxFileSize>>20)
	}
	f, err := fsys.Open(path)
	if err != nil {
		return "", reason(err)
	}
	defer f.Close()
	var b strings.Builder
	b.Grow(int(info.Size()))
	// The size that Stat gives need not hold: the limit is on what is read.
	n, err := io.Copy(&b, io.LimitReader(f, MaxFileSize+1))
	switch {
	case err != nil:
		return "", reason(err)
	case n > MaxFileSize:
		return "", fmt.Errorf("it is larger than %d MB", MaxFileSize>>20)
	}
	return b.String(), nil
}
