package sfc

import "strings"

// Exts are the endings of single-file components.
var Exts = []string{".vue", ".mpx", ".wpy"}

// Is tells whether a path names a single-file component.
func Is(path string) bool {
	for _, ext := range Exts {
		if strings.HasSuffix(path, ext) {
			return true
		}
	}
	return false
}

// File is a single-file component in its parts.
type File struct {
	Text   string // of the whole file, what is not built for WeChat taken out
	Blocks []Block
}

// Parse splits a file.
func Parse(text string) *File {
	text = Conditionals(text)
	return &File{text, Split(text)}
}

// Template returns the view: the file with all else made white space, "" if
// there is none that is written in markup.
func (f *File) Template() string {
	for _, b := range f.Blocks {
		if lang := b.Attrs["lang"]; b.Tag == "template" && (lang == "" || lang == "html" || lang == "wxml") {
			return Only(f.Text, b.Pos, b.End)
		}
	}
	return ""
}

// Config returns the JSON configuration of a page, component or app: a block
// `<script type="application/json">` or `<config>`, all else made white space. js
// says that it is a module that makes the value. ok: there is one.
func (f *File) Config() (text string, js, ok bool) {
	for _, b := range f.Blocks {
		if b.isJSON() {
			// <config> of WePY 2 is JSON5.
			js = b.Attrs["type"] != "application/json" && b.Attrs["lang"] != "json"
			return Only(f.Text, b.Pos, b.End), js, true
		}
	}
	return "", false, false
}

func (b *Block) isJSON() bool {
	return b.Tag == "config" || b.Tag == "script" && (b.Attrs["type"] == "application/json" || b.Attrs["name"] == "json")
}
