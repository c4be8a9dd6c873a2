package sfc

import (
	"regexp"
	"slices"
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
	Register      = "$component" // options: an object, or an instance of a class
	RegisterSetup = "$setup"     // an object of what the view sees
)

var (
	exportDefault = regexp.MustCompile(`(?m)^[ \t]*(export[ \t]+default\b)[ \t]*(?:(?:abstract[ \t]+)?class[ \t]+([A-Za-z_$][\w$]*))?`)
	importName    = regexp.MustCompile(`(?m)^[ \t]*import[ \t]+([A-Za-z_$][\w$]*)[ \t]*(?:,[^'"\n]*)?from[ \t]*['"]([^'"\n]+)['"]`)
	reexport      = regexp.MustCompile(`export\s*\{\s*default\s*\}\s*from`)
)

// Script returns the code of the file. A module that exports its options gets a
// call of [Register] with them.
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
		tail += registers(b[block.Pos:block.End])
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

// registers replaces `export default` in code by a declaration of the same length
// and returns the call that registers what it declares.
func registers(code []byte) string {
	all := exportDefault.FindAllSubmatchIndex(code, 100)
	if len(all) == 0 {
		if m := reexport.FindIndex(code); m != nil {
			// export {default} from "./x"
			copy(code[m[0]:m[1]], spread("import $default from", m[1]-m[0]))
			return "\n;" + Register + "($default);" + exported
		}
		return ""
	}
	m := all[len(all)-1]
	if m[4] >= 0 && string(code[m[4]:m[5]]) != "extends" {
		blank(code, m[2], m[3])
		name := string(code[m[4]:m[5]])
		return "\n;" + Register + "(new " + name + "());export {" + name + " as default};"
	}
	const decl = "var $default ="
	copy(code[m[2]:m[3]], decl)
	blank(code, m[2]+len(decl), m[3])
	if rest := strings.TrimSpace(string(code[m[3]:min(len(code), m[3]+20)])); strings.HasPrefix(rest, "class") {
		return "\n;" + Register + "(new $default());" + exported
	}
	return "\n;" + Register + "($default);" + exported
}

// exported gives the options to who imports the component as a module: a mixin.
const exported = "export {$default as default};"

// spread pads a text to a length that it is at most as long as.
func spread(s string, n int) string {
	if len(s) >= n {
		return s[:n]
	}
	return s + strings.Repeat(" ", n-len(s))
}

// Bind returns the text with a call of [RegisterSetup] for the names at the top of
// a `<script setup>`.
func (s *Script) Bind(names []string) string {
	names = slices.DeleteFunc(names, func(name string) bool { return name == "$default" })
	return s.Text + "\n;" + RegisterSetup + "({" + strings.Join(names, ", ") + "});"
}
