package sfc

import (
	"regexp"
	"strconv"
	"strings"
)

// Script is the code of a component as one module.
type Script struct {
	// Text starts with the file, all but its scripts made white space; what was added
	// stands behind it.
	Text string
	TS   bool
	JSX  bool
	// Setup: the names at the top of the module are what the view sees; see [Script.Register].
	Setup bool
	// Imports are the components that the script imports: name → module.
	Imports map[string]string
}

// Names of the functions by which a module registers what it describes.
const (
	Register      = "$component" // options: an object, or a class that makes it
	RegisterSetup = "$setup"     // an object of what the view sees
)

var importName = regexp.MustCompile(`(?m)^[ \t]*import[ \t]+([A-Za-z_$][\w$]*)[ \t]*(?:,[^'"\n]*)?from[ \t]*['"]([^'"\n]+)['"]`)

// registerDefault registers what a module exports as its default, however it does so.
const registerDefault = "\n;" + Register + "(module.exports.default);"

// Script returns the code of the file, with a call of [Register] with what it exports
// as its default.
func (f *File) Script() *Script {
	s := &Script{Imports: map[string]string{}}
	b := []byte(f.Text)
	at, tail := 0, ""
	for _, block := range f.Blocks {
		if block.Tag != "script" || block.isJSON() || block.isView() {
			continue
		}
		blank(b, at, block.Pos)
		at = block.End
		s.kind(block)
		if src := block.Attrs["src"]; src != "" {
			tail += "\n;import $default from " + strconv.Quote(src) + ";" + Register + "($default);"
		}
		if _, ok := block.Attrs["setup"]; ok {
			s.Setup = true
		}
		if strings.Contains(string(b[block.Pos:block.End]), "default") {
			tail += registerDefault
		}
	}
	blank(b, at, len(b))
	for _, m := range importName.FindAllSubmatch(b, 1000) {
		s.Imports[string(m[1])] = string(m[2])
	}
	s.Text = string(b) + tail
	return s
}

// isView tells scripts that run beside the view, in a language of the platform's.
func (b *Block) isView() bool {
	_, module := b.Attrs["module"]
	return module || b.Attrs["lang"] == "wxs" || b.Attrs["lang"] == "renderjs"
}

func (s *Script) kind(b Block) {
	switch lang := b.Attrs["lang"]; lang {
	case "ts", "typescript", "tsx":
		s.TS, s.JSX = true, lang == "tsx"
	case "jsx":
		s.JSX = true
	}
}

// TS tells whether the code of the file is TypeScript. Its view is then, too.
func (f *File) TS() bool {
	s := &Script{}
	for _, block := range f.Blocks {
		if block.Tag == "script" && !block.isJSON() && !block.isView() {
			s.kind(block)
		}
	}
	return s.TS
}

// Bind returns the text with a call of [RegisterSetup] for the names at the top of
// a `<script setup>`.
func (s *Script) Bind(names []string) string {
	return s.Text + "\n;" + RegisterSetup + "({" + strings.Join(names, ", ") + "});"
}
