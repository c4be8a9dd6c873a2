package jsparse

import (
	"go/token"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/wxml"
)

// source is a file being read; safe for concurrent use after once.
type source struct {
	once sync.Once
	file *File // nil: could not be read
	view *wxml.File
	tree sync.Once // guards view
}

// issue is a Problem whose token.Pos is not known yet.
type issue struct {
	file    string
	pos     int32 // -1: the whole file
	message string
}

// source returns the entry of a path; there is one for each.
func (l *loader) source(p string) *source {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.sources[p]
	if s == nil {
		s = &source{}
		l.sources[p] = s
	}
	return s
}

// read returns the file at p, nil if it can't be read; the problem is noted.
func (l *loader) read(p string) *File {
	s := l.source(p)
	s.once.Do(func() { s.file = l.load(p) })
	return s.file
}

func (l *loader) load(p string) *File {
	text, err := codepkg.ReadText(l.tree.fsys, l.tree.full(p))
	if err != nil {
		l.fileProblem(p, "cannot be read: "+err.Error()+"; the file is left out")
		return nil
	}
	if !l.affords(len(text)) {
		l.fileProblem(p, "the program's files are too large together; this one is left out")
		return nil
	}
	if !utf8.ValidString(text) {
		l.problem(p, invalidAt(text), "the text is not UTF-8; save the file as UTF-8 (the bad bytes are read as U+FFFD)")
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	ref := l.packages.of(p)
	if ref.Name == "" && !strings.HasSuffix(p, ".json") {
		ref = bundled(text)
	}
	return &File{Path: p, Text: text, Package: ref}
}

// affords counts bytes against codepkg.MaxTotalSize.
func (l *loader) affords(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.total+n > codepkg.MaxTotalSize {
		return false
	}
	l.total += n
	return true
}

// invalidAt returns the offset of the first byte that is no UTF-8.
func invalidAt(text string) int32 {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return int32(i)
			}
		}
	}
	return 0
}

// wxml returns the parsed view at p, nil if there is none.
func (l *loader) wxml(p string) *wxml.File {
	if f := l.tree.decodedAt(p); f != nil {
		return f
	}
	if !l.tree.files[p] {
		return nil
	}
	f := l.read(p)
	if f == nil {
		return nil
	}
	s := l.source(p)
	s.tree.Do(func() { s.view = l.parseWXML(f) })
	return s.view
}

func (l *loader) problem(file string, pos int32, message string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.issues = append(l.issues, issue{file, pos, message})
}

func (l *loader) fileProblem(file, message string) { l.problem(file, -1, message) }

func (l *loader) leaveOut(path, why string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.leftOut[LeftOut{path, why}] = true
}

// addFiles gives every file that was read its place in the Fset. Positions of two
// files compare like their paths.
func (l *loader) addFiles(p *Program) map[string]*File {
	files := map[string]*File{}
	for _, s := range l.sources {
		if s.file != nil {
			files[s.file.Path] = s.file
			p.Files = append(p.Files, s.file)
		}
	}
	sort.Slice(p.Files, func(i, j int) bool { return p.Files[i].Path < p.Files[j].Path })
	p.Fset = token.NewFileSet()
	for _, f := range p.Files {
		f.Tok = p.Fset.AddFile(l.tree.full(f.Path), -1, len(f.Text))
		f.Tok.SetLines(lines(f.Text))
		p.Stats.Bytes += len(f.Text)
	}
	p.Stats.Files = len(p.Files)
	return files
}

// lines returns the offsets of the starts of lines.
func lines(text string) []int {
	list := make([]int, 1, 1+strings.Count(text, "\n"))
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		list = append(list, i)
	}
	// A file set wants each line to start inside the file.
	if n := len(list); n > 1 && list[n-1] == len(text) {
		list = list[:n-1]
	}
	return list
}
