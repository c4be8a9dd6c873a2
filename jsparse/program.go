// Package jsparse turns the bytes of a code package into a [Program]: modules,
// pages, components and views with the positions of everything, ready for
// analysis. It answers "what is in this package and how do its files hang
// together"; it knows nothing of consent or personal data.
package jsparse

import (
	"go/token"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/ir"
	"github.com/minivet/minivet/jsparse/wxml"
)

// Program is one mini program: an app.json and what hangs below it. It is
// immutable once loaded.
type Program struct {
	// Root is the program's folder relative to what was opened ("." if the same), slash separated.
	Root string
	// Kind tells an app from a game or plugin; App is then game.json or plugin.json,
	// and AppModule game.js or the plugin's main.
	Kind appjson.AppKind
	// Platform is the one that the program is written for, as far as its files tell.
	Platform Platform
	// Framework: the program is the source of that framework (see codepkg.UniApp);
	// "" is a program as the platform takes it.
	Framework string
	// Fset holds one token.File for each file of the program, named by its path
	// relative to what was opened.
	Fset *token.FileSet
	// Files lists every text file that was read, sorted by path.
	Files []*File
	// App is never nil; App.Root is nil if the file does not parse.
	App *appjson.App
	// AppModule is app.js; nil when there is none (then Problems says so).
	AppModule *Module
	// Entries are the modules that the platform starts besides AppModule, pages and
	// components: worker scripts, entry scripts of subpackages, functional pages.
	// Sorted by path.
	Entries []*Module
	// Pages in the order of app.json, subpackages after the main package.
	Pages []*Page
	// Components are all custom components that some page, component or the app
	// names in usingComponents, sorted by path.
	Components []*Component
	// TabBar is custom-tab-bar/index, which the platform shows beside the pages of
	// the tab bar; nil if there is none. It is one of Components.
	TabBar *Component
	// AppUses are the components that app.json names, for the pages whose own JSON
	// does not name the tag; [Page.Uses] has them already.
	AppUses map[string]*Component
	// Modules by path relative to Root, JSON modules included. A wxs module in a view
	// has the key "path/of/view.wxml#name"; its File is the view's.
	Modules map[string]*Module
	// Unnamed are the own scripts that nothing names, sorted by path, where the program
	// computes the name of a module: it may be one of them.
	Unnamed []*Module
	// Unused are the scripts that nothing refers to, sorted by path, if they were
	// asked for: an upload holds them all the same.
	Unused []*Module
	// Problems are files that could not be read or parsed, pages without files
	// and the like, in order of file and position. None is fatal.
	Problems []Problem
	Stats    Stats

	resolver *resolver
}

// Platform says which platform a program is written for ("wechat", "tcmpp"),
// and by what that is known.
type Platform struct{ Name, Why string }

// File is one file of the program.
type File struct {
	// Path is relative to Program.Root. Only files of node_modules beside or above
	// the root have one that starts with "../".
	Path string
	Text string // valid UTF-8
	Tok  *token.File
	// Package is the npm package or bundled SDK that the file belongs to; zero for own code.
	Package PackageRef
}

// PackageRef names third-party code.
type PackageRef struct {
	Name, Version string
	// Bundled: the code was copied among the program's own files, and is known by
	// what it says of itself.
	Bundled bool
}

// String is "name version", "name" where the version is not known, "" for own code.
func (p PackageRef) String() string {
	if p.Version == "" {
		return p.Name
	}
	return p.Name + " " + p.Version
}

// Installed tells a package that a package manager put there.
func (p PackageRef) Installed() bool { return p.Name != "" && !p.Bundled }

// Module is one JavaScript, TypeScript or JSON file.
type Module struct {
	File *File
	// Unit is nil for JSON modules and for files that do not parse.
	Unit *ir.Unit
	// JSON tells a JSON module: File.Text is its value.
	JSON bool
}

// path is what the names of other modules in it are relative to.
func (m *Module) path() string {
	if m.Unit != nil {
		return m.Unit.Source.Path
	}
	return m.File.Path
}

// Page is one entry of app.json.
type Page struct {
	Path   string // as in app.json, subpackage root included: "pages/a/a"
	Module *Module
	// Start is, in the source of kbone, the module whose default export makes the page's app.
	Start *Module
	View  *View // nil if the page has no WXML
	// Config is the page's JSON; never nil.
	Config *appjson.Page
	// Independent: in a subpackage that runs without app.js.
	Independent bool
	// Uses maps a tag to the component that it stands for; tags whose component is
	// not in the package (plugins, ext://) are absent.
	Uses map[string]*Component
}

// Component is a custom component.
type Component struct {
	Path   string // without extension
	Module *Module
	View   *View
	Config *appjson.Page
	Uses   map[string]*Component
}

// View is one WXML file compiled to a render function, so that conditions,
// loops and handlers are analysed like any other code. See package wxml for the
// host object that the function calls.
type View struct {
	// File holds the view: its WXML, or the script that it was compiled into. The
	// view's own path is Tree.Path.
	File *File
	Tree *wxml.File
	// Elements are what the first arguments of $.use, $.on, $.model and $.slot index:
	// those of Tree, then those of imported and included files.
	Elements []*wxml.Element
	// Unit's module body returns the render function: `module.exports = function($, $d) {…}`.
	// Positions of its instructions are offsets into File.Text (already mapped).
	Unit *ir.Unit
}

// Problem is something that kept a part of the program from being analysed.
type Problem struct {
	File    string    // relative to Root
	Pos     token.Pos // NoPos: the whole file
	Message string    // what is wrong and how to mend it, one line; no full stop
}

// Stats say what a run covered.
type Stats struct {
	Files, Bytes             int
	Pages, Components, Views int
	Functions                int // functions in all units
	LeftOut                  []LeftOut
}

// LeftOut is something that was deliberately not analysed.
type LeftOut struct{ Path, Why string }

// Pos converts a byte offset of f to a token.Pos.
func (f *File) Pos(offset int32) token.Pos {
	if n := f.Tok.Size(); int(offset) > n {
		offset = int32(n)
	}
	return f.Tok.Pos(int(max(offset, 0)))
}

// Views returns the views of all pages and components.
func (p *Program) Views() []*View {
	var list []*View
	for _, page := range p.Pages {
		if page.View != nil {
			list = append(list, page.View)
		}
	}
	for _, c := range p.Components {
		if c.View != nil {
			list = append(list, c.View)
		}
	}
	return list
}

// Resolve finds the module that a require or import of spec in from names:
// relative, root-absolute, resolveAlias of app.json, miniprogram_npm walked up
// from the folder of from, with .js, .ts, .json and index added as the platform
// does. It returns nil if there is none in the package.
func (p *Program) Resolve(from *Module, spec string) *Module { return p.resolve(from, spec) }
