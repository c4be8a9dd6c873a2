package catalogue

import (
	"embed"
	"errors"
	"io/fs"
	"sync"
)

//go:embed data/*.tsv
var data embed.FS

var builtIn = sync.OnceValues(func() (*Catalogue, error) {
	names, err := fs.Glob(data, "data/*.tsv")
	if err != nil {
		return empty(), err
	}
	var files []File
	var errs []error
	for _, name := range names {
		text, err := data.ReadFile(name)
		errs = append(errs, err)
		files = append(files, File{Name: name, Data: text})
	}
	c, err := Load(files...)
	if err = errors.Join(append(errs, err)...); err != nil {
		return empty(), err
	}
	return c, nil
})

// Default is the built-in catalogue, parsed once. A mistake in the built-in
// tables is caught by this package's tests; should one slip through, the
// catalogue is empty rather than half right.
func Default() *Catalogue {
	c, _ := builtIn()
	return c
}
