package wxml

import (
	"strings"

	"github.com/minivet/minivet/jsparse/dialect"
)

// Views of other platforms are WXML in another spelling. The parser writes what it
// reads as WXML does, so that the rest of the program knows one kind of view: a:if
// is wx:if, onTap an event like bindtap, <import-sjs name from> is <wxs module src>.
// Positions and [Event.Spelling] stay those of the file.

// wxPrefix stands before the directives of a tree.
const wxPrefix = "wx:"

// dialectOf is how the view at path is spelled. What has no ending of its own, such
// as a view in a single-file component, is read as WXML.
func dialectOf(path string) *dialect.Dialect {
	if d := dialect.OfView(path); d != nil {
		return d
	}
	return dialect.Default()
}

// scriptTags are the elements that bring a view's own scripts, by the ending of those.
var scriptTags = map[string]string{".wxs": "wxs", ".sjs": "sjs", ".qs": "qs", ".jds": "jds"}

// importTag brings the default export of a script, or those exports that it names.
const importTag = "import-sjs"

// tag is the name of an element as a tree has it.
func (p *parser) tag(name string) string {
	if name == scriptTags[p.d.Scripts] || name == importTag && p.d.Scripts == ".sjs" {
		return "wxs"
	}
	return name
}

// rename gives an attribute the name that it has in WXML.
func (p *parser) rename(e *Element, a *Attr) {
	if rest, ok := strings.CutPrefix(a.Name, p.d.Prefix); ok {
		a.Name = wxPrefix + rest
	}
	if e.Tag == "wxs" && e.spelled == importTag {
		switch a.Name {
		case "name":
			a.Name = "module"
		case "from":
			a.Name = "src"
		}
	}
}

// The longer prefixes come first, as in eventPrefixes.
var onPrefixes = []struct {
	prefix         string
	catch, capture bool
}{
	{"capture-catch", true, true},
	{"capture-on", false, true},
	{"capture:catch", true, true},
	{"capture:on", false, true},
	{"catch", true, false},
	{"on", false, false},
}

// eventOn reads an attribute such as onTap as an event binding. Attributes such as
// online are none.
func eventOn(a *Attr) (Event, bool) {
	for _, p := range onPrefixes {
		rest, ok := strings.CutPrefix(a.Name, p.prefix)
		rest = strings.TrimPrefix(rest, ":")
		if ok && rest != "" && 'A' <= rest[0] && rest[0] <= 'Z' {
			return Event{
				Name: strings.ToLower(rest), Spelling: a.Name, Handler: a.Value,
				Catch: p.catch, Capture: p.capture, Pos: a.Pos,
			}, true
		}
	}
	return Event{}, false
}

// bind is an event attribute as WXML has it.
func (ev *Event) bind() string {
	prefix := "bind"
	switch {
	case ev.Capture && ev.Catch:
		prefix = "capture-catch"
	case ev.Capture:
		prefix = "capture-bind"
	case ev.Catch:
		prefix = "catch"
	}
	return prefix + ":" + ev.Name
}

// importNames are the names that <import-sjs name="{a, b}"> brings, with the exports
// that they stand for.
func importNames(name string) (names [][2]string) {
	inner, ok := strings.CutPrefix(name, "{")
	if !ok {
		return [][2]string{{name, "default"}}
	}
	for _, part := range strings.Split(strings.TrimSuffix(inner, "}"), ",") {
		from, to, renamed := strings.Cut(part, ":")
		if !renamed {
			to = from
		}
		if from, to = strings.TrimSpace(from), strings.TrimSpace(to); isName(from) && isName(to) {
			names = append(names, [2]string{to, from})
		}
	}
	return names
}
