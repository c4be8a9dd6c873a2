package wxml

import (
	"path"
	"strings"
)

// linkTo resolves src as a view at from names it: relative to the view's folder, or to
// the program's root with a leading slash. ext is added where src has it not.
// A path can't leave the root, but that of a view beside it, as those of packages are,
// stays outside.
func linkTo(from, src, ext string) string {
	src = strings.TrimSpace(src)
	if strings.HasPrefix(from, "../") && !strings.HasPrefix(src, "/") {
		return strings.TrimSuffix(path.Join(path.Dir(from), src), ext) + ext
	}
	if !strings.HasPrefix(src, "/") {
		src = path.Dir("/"+from) + "/" + src
	}
	out := strings.TrimPrefix(path.Clean(src), "/")
	if !strings.HasSuffix(out, ext) {
		out += ext
	}
	return out
}

// link notes what a finished start tag refers to.
func (p *parser) link(e *Element) {
	switch e.Tag {
	case "import", "include":
		a := e.AttrOf("src")
		if a == nil || strings.TrimSpace(a.Value) == "" {
			p.problem(e.Pos, "<"+e.Tag+"> without src")
			return
		}
		ref := Ref{Src: a.Value, Path: linkTo(p.f.Path, a.Value, p.d.Views), Pos: a.ValuePos, Element: e}
		if e.Tag == "import" {
			p.f.Imports = append(p.f.Imports, ref)
		} else {
			p.f.Includes = append(p.f.Includes, ref)
		}
	}
}

// wxs notes a module; code is the text between the tags, at offset pos.
func (p *parser) wxs(e *Element, code string, pos int32) {
	name, _ := e.Attr("module")
	name = strings.TrimSpace(name)
	if name == "" {
		p.problem(e.Pos, "<"+e.spelled+"> without the name of its module")
		return
	}
	w := Wxs{Module: name, Text: code, Pos: pos, File: p.f.Path, Element: e, ID: p.f.Path + "#" + name}
	if a := e.AttrOf("src"); a != nil && strings.TrimSpace(a.Value) != "" {
		w.Src, w.Pos, w.Text = a.Value, a.ValuePos, ""
		w.ID = linkTo(p.f.Path, a.Value, p.d.Scripts)
	}
	if e.spelled != importTag {
		p.f.Wxs = append(p.f.Wxs, w)
		return
	}
	for _, n := range importNames(name) {
		w.Module, w.Export = n[0], n[1]
		p.f.Wxs = append(p.f.Wxs, w)
	}
}
