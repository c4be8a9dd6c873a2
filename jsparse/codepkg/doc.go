// Package codepkg opens a code package: what a developer has on disk, a folder or
// archives, as an fs.FS, with the folders of the mini programs in it. It answers "which files
// are there to read, and where does each program begin"; it reads none of the
// code.
//
// Everything is read through [Package.FS], which never leads out of what was
// opened: symbolic links to the outside are not followed, so that a package from
// elsewhere can't make the command read a user's files.
package codepkg

import "io/fs"

// Package is an opened code package.
type Package struct {
	// FS holds the files; paths are slash separated and relative to what was opened.
	FS fs.FS
	// Name is what to call it: the base name of the folder or file.
	Name     string
	Programs []Root // by folder
	Problems []Problem
	LeftOut  []LeftOut
	close    func() error
	archives map[string]string // see Archive
}

// Archived tells whether the files came out of archives.
func (p *Package) Archived() bool { return p.archives != nil }

// Archive is the base name of the archive that a file came out of, "" for files on disk.
func (p *Package) Archive(file string) string { return p.archives[file] }

// Close lets go of the files. FS can't be used any more.
func (p *Package) Close() error {
	if p.close == nil {
		return nil
	}
	return p.close()
}

// Problem is something that could not be read.
type Problem struct {
	File    string // relative to FS
	Pos     int32  // byte offset; 0 also where the whole file is meant
	Message string // what is wrong and how to mend it, one line
}

// LeftOut is something that is not part of any program.
type LeftOut struct{ Path, Why string }

// Bounds on what a package may hold. They keep hostile or mistaken input (a home
// folder, a disk image) from taking all memory; a bound that is hit is reported.
const (
	// MaxFileSize is the size of one text file in bytes. The platforms refuse
	// packages above 30 MB, so what is larger is no source.
	MaxFileSize = 50 << 20
	// MaxTotalSize is the size in bytes of all texts of one program that are read.
	MaxTotalSize = 128 << 20
	// MaxEntries is the number of files and folders looked at in one package,
	// node_modules not counted. Large monorepos have some 50 000.
	MaxEntries = 300_000
	// maxDepth is how deep folders nest.
	maxDepth = 64
)
