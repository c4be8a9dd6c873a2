package jsparse

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/appservice"
	"github.com/minivet/minivet/jsparse/gwx"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// isFrame tells the page that holds the views of a compiled program.
func isFrame(p string) bool { return path.Base(p) == "page-frame.html" }

// decodeViews finds the views of a compiled program, which stand in scripts. A
// WXML file of the same path wins.
func (l *loader) decodeViews() {
	t := l.tree
	if !gwx.IsCompiled(t.list) {
		return
	}
	views, problems := gwx.Views(t.fsys, t.root, slices.Concat(t.list, t.frames))
	for _, p := range problems {
		l.problem(p.File, p.Pos, oneLine(p.Message))
	}
	t.decoded = views
}

// definition is where a module of a compiled program stands.
type definition struct {
	holder string // the script
	appservice.Module
}

// isCompiled tells a program that a build wrote: its app.json is merged into another file.
func (l *loader) isCompiled() bool {
	_, err := fs.Stat(l.tree.fsys, l.tree.full(appjson.CompiledName))
	return err == nil && l.opt.Kind == appjson.MiniProgram
}

// decodeModules finds the modules of a compiled program and the configuration of its
// pages in its scripts. A file of the same path wins.
func (l *loader) decodeModules() {
	t := l.tree
	if !gwx.IsCompiled(t.list) {
		return
	}
	t.defined = map[string]definition{}
	if t.configs == nil {
		t.configs = map[string]*appjson.Page{}
	}
	for _, p := range t.list {
		if path.Ext(p) != ".js" {
			continue
		}
		f := l.read(p)
		if f == nil {
			continue
		}
		script, problems := appservice.Read(p, f.Text)
		for _, pr := range problems {
			l.problem(p, pr.Pos, "cannot be parsed: "+oneLine(pr.Message)+"; the modules in it are left out")
		}
		if script.Beyond > 0 {
			l.problem(p, script.Beyond, fmt.Sprintf("the script has more than %d modules; those from here on are left out", appservice.MaxModules))
		}
		for _, m := range script.Modules {
			t.defined[m.ID] = definition{p, m}
		}
		for _, j := range script.JSONs {
			if page, _ := appjson.ParsePage(j.Path, f.Text[j.Pos:j.End]); page.Root != nil {
				t.configs[strings.TrimSuffix(j.Path, ".json")] = page
			}
		}
	}
}

// renamedModules asks for every module of a compiled program if in one of them require
// has another name, so that what it names can't be told before it runs.
func (l *loader) renamedModules() {
	ids := sortedKeys(l.tree.defined)
	if !slices.ContainsFunc(ids, func(id string) bool { return !l.tree.defined[id].Body }) {
		return
	}
	for _, id := range ids {
		l.module(id)
	}
}

// source is the text of a module in a script, as a source whose positions are those
// of the script.
func (d definition) source(text string) *ir.Source {
	if d.Body {
		return &ir.Source{Path: d.ID, Text: text[d.Pos:d.End], Map: func(offset int32) int32 { return offset + d.Pos }}
	}
	// Its parameters have other names: it is called with what they stand for.
	return &ir.Source{
		Path: d.ID, Text: "(" + text[d.Pos:d.End] + ")(require, module, exports)",
		Map: func(offset int32) int32 { return min(max(offset-1, 0)+d.Pos, d.End) },
	}
}

// view tells whether there is a view at p, in a file of its own or not.
func (t *tree) view(p string) bool { return t.files[p] || t.decoded[p] != nil }

// holder is the file that the view at p stands in: p itself, or a script.
func (t *tree) holder(p string) string {
	if f := t.decodedAt(p); f != nil {
		return f.Source
	}
	return p
}

// decodedAt returns the view at p if it was decoded from a script.
func (t *tree) decodedAt(p string) *wxml.File {
	if t.files[p] {
		return nil
	}
	return t.decoded[p]
}

// holder is the file that a job reads.
func (l *loader) holder(j *job) string {
	if j.wxs != nil {
		return l.tree.holder(j.wxs.File)
	}
	if d := l.tree.defined[j.path]; d.holder != "" && !l.tree.files[j.path] {
		return d.holder
	}
	return l.tree.holder(j.path)
}

// fromDecoded tells wxs code that came out of a compiled view. The modules that
// it names in turn have no files, so that they are not missed.
func (l *loader) fromDecoded(j *job) bool { return j.wxs != nil && l.tree.decodedAt(j.wxs.File) != nil }
