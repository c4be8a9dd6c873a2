package codepkg

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/dialect"
)

// Open opens the folder at path, or the folder of an app.json or
// project.config.json. It fails when there is nothing to read or no mini program
// in it; the error then says what was looked for.
func Open(path string) (*Package, error) { return OpenThrough(path, nil) }

// OpenThrough is Open with another content of the folder dir: what wrap makes of
// the file system of its present files. nil leaves it as it is.
func OpenThrough(path string, wrap func(dir string, now fs.FS) fs.FS) (*Package, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open %s: %w", path, reason(err))
	}
	dir := path
	if !info.IsDir() {
		if IsArchive(path) {
			return OpenArchives(path)
		}
		switch name := filepath.Base(path); {
		case slices.Contains([]string{"app.json", "game.json", "plugin.json"}, name), dialect.IsProject(name):
			dir = filepath.Dir(path)
		default:
			return nil, fmt.Errorf("cannot open %s: give the folder of a mini program (with app.json or %s) or an archive (%s)", path, projectFile, strings.Join(archiveExts, ", "))
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("cannot open %s: %w", path, reason(err))
	}
	fsys := root.FS()
	if wrap != nil {
		fsys = wrap(dir, fsys)
	}
	p, err := New(fsys, nameOf(dir))
	if err != nil {
		root.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	p.close = root.Close
	return p, nil
}

// nameOf gives a folder a name even if it was called ".".
func nameOf(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return filepath.Base(dir)
}

// reason takes the path out of an error of the file system, which the message has already.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Reason says what went wrong without the path, which messages have already.
func Reason(err error) string { return reason(err).Error() }

// New finds the programs of fsys, whatever it reads from.
func New(fsys fs.FS, name string) (*Package, error) {
	p := &Package{FS: fsys, Name: name}
	f := &finder{pkg: p, roots: map[string]int{}}
	f.walk()
	f.find()
	if len(p.Programs) > 0 {
		return p, nil
	}
	if len(f.projects) > 0 {
		return nil, f.noProgram()
	}
	return nil, fmt.Errorf("%w: there is no app.json with \"pages\", no game.json and no %s in this folder or below; open the folder that holds app.json%s", ErrNoProgram, projectFile, f.hint())
}

// noProgram explains what a project file promises and the folder lacks.
func (f *finder) noProgram() error {
	pr := f.projects[0]
	where := pr.MiniprogramRoot
	if where == "" {
		where = "."
	}
	return fmt.Errorf("%w: %s says that it is in %s, where there is no app.json; build the project first, or open the folder that holds app.json%s", ErrNoProgram, pr.path, where, f.hint())
}

// hint names a framework whose build makes the program.
func (f *finder) hint() string {
	if len(f.frameworks) == 0 {
		return ""
	}
	return " (there is the source of a framework, " + strings.Join(f.frameworks, ", ") + ": build it for mini programs and open its output)"
}
