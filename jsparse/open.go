package jsparse

import (
	"io/fs"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/codepkg"
)

// Opened is everything that was found at one path.
type Opened struct {
	// Name is the base name of what was opened.
	Name     string
	Programs []*Program // by root
	// Failures are programs that are missing from Programs by a mistake in minivet.
	Failures []Failure
	// Problems and LeftOut are about files that belong to no program; their paths are
	// relative to what was opened. Those of a program are in the program.
	Problems []Problem
	LeftOut  []LeftOut
	// Archive is the base name of the archive that a file (a path relative to what was
	// opened) came out of, "" for files on disk; nil if all are.
	Archive func(file string) string

	pkg *codepkg.Package
}

// ReadFile is the text of a further file, given relative to what was opened, such as
// a source map. The error has no path in it. After Close there is none to read.
func (o *Opened) ReadFile(name string) (string, error) {
	if o.pkg == nil {
		return "", fs.ErrClosed
	}
	return codepkg.ReadText(o.pkg.FS, name)
}

// Close lets go of the files. What was read of them stays.
func (o *Opened) Close() error {
	if o.pkg == nil {
		return nil
	}
	pkg := o.pkg
	o.pkg = nil
	return pkg.Close()
}

// Open reads all programs below a folder; see codepkg.Open for what path may
// be. It fails only when there is nothing that can be analysed; the error is one
// line that says what was looked for.
func Open(path string) (*Opened, error) { return OpenWith(path, OpenOptions{}) }

// OpenOptions choose what is read.
type OpenOptions struct {
	// Unused asks for [Program.Unused] of each program.
	Unused bool
	// Wrap gives the folder dir another content than now, see codepkg.OpenThrough.
	Wrap func(dir string, now fs.FS) fs.FS
	// Cache, if any, spares the parsing of files that did not change since the last
	// package was opened with it.
	Cache *Cache
}

// OpenWith is Open with options.
func OpenWith(path string, opt OpenOptions) (*Opened, error) {
	pkg, err := codepkg.OpenThrough(path, opt.Wrap)
	if err != nil {
		return nil, err
	}
	o, err := openPackage(pkg, opt)
	if err != nil {
		pkg.Close()
	}
	return o, err
}

// OpenArchives is OpenWith for archives that belong together, see codepkg.OpenArchives.
func OpenArchives(paths []string, opt OpenOptions) (*Opened, error) {
	pkg, err := codepkg.OpenArchives(paths...)
	if err != nil {
		return nil, err
	}
	return openPackage(pkg, opt)
}

// OpenPackage reads all programs of a package. A program that can't be loaded is
// a problem as long as another one can.
func OpenPackage(pkg *codepkg.Package) (*Opened, error) { return openPackage(pkg, OpenOptions{}) }

// OpenFS reads all programs of a file system; name is what the package is called.
func OpenFS(fsys fs.FS, name string, opt OpenOptions) (*Opened, error) {
	pkg, err := codepkg.New(fsys, name)
	if err != nil {
		return nil, err
	}
	return openPackage(pkg, opt)
}

func openPackage(pkg *codepkg.Package, opt OpenOptions) (*Opened, error) {
	o := &Opened{Name: pkg.Name, pkg: pkg}
	if pkg.Archived() {
		o.Archive = pkg.Archive
	}
	opt.Cache.begin()
	defer opt.Cache.end()
	for _, p := range pkg.Problems {
		o.Problems = append(o.Problems, Problem{File: p.File, Message: p.Message})
	}
	for _, l := range pkg.LeftOut {
		o.LeftOut = append(o.LeftOut, LeftOut(l))
	}
	var first error
	for _, root := range pkg.Programs {
		p, crashed, err := loadSafely(func() (*Program, error) { return Load(pkg.FS, root.Dir, optionsFor(root, opt)) })
		if crashed {
			o.Failures = append(o.Failures, Failure{root.Dir, err})
			continue
		}
		if err != nil {
			if first == nil {
				first = err
			}
			o.Problems = append(o.Problems, Problem{File: root.Dir, Message: err.Error()})
			continue
		}
		o.Programs = append(o.Programs, p)
	}
	if len(o.Programs) == 0 && len(o.Failures) == 0 {
		return nil, first
	}
	return o, nil
}

func optionsFor(root codepkg.Root, how OpenOptions) LoadOptions {
	opt := LoadOptions{Kind: root.Kind, Unused: how.Unused, Cache: how.Cache, Framework: root.Framework, Config: root.Config}
	for _, x := range root.Exclude {
		opt.Exclude = append(opt.Exclude, LeftOut(x))
	}
	if root.Project != nil {
		opt.TypeScript = root.Project.TypeScript
	}
	return opt
}

// LoadOptions say what is known of a program besides its files.
type LoadOptions struct {
	Kind appjson.AppKind
	// TypeScript: of x.ts and x.js the first is the source. Otherwise .ts counts only
	// where there is no .js.
	TypeScript bool
	// Exclude lists folders, relative to the file system, that belong to something
	// else. Their files are read where the program names them, and are otherwise not
	// missed.
	Exclude []LeftOut
	// Unused asks for [Program.Unused].
	Unused bool
	// Cache of an earlier load of the same file system; may be nil.
	Cache *Cache
	// Framework: root holds the source of a program in that framework (see
	// codepkg.UniApp), declared by the file Config.
	Framework, Config string
}

// Load reads the program in folder root of fsys ("." for the top). It fails only
// when there is no app.json (or what opt.Kind wants); everything else that is
// wrong is in [Program.Problems].
func Load(fsys fs.FS, root string, opt LoadOptions) (*Program, error) {
	l := newLoader(fsys, root, opt)
	if err := l.config(); err != nil {
		return nil, err
	}
	l.closedContext()
	l.structure()
	l.renamedModules()
	l.parseAll()
	l.parseComputed()
	l.reportLeftOut()
	if opt.Unused {
		l.parseUnused()
	}
	return l.finish(), nil
}
