package appjson

import (
	"fmt"
	"strings"
)

// AppKind tells which file declares a program.
type AppKind uint8

const (
	MiniProgram AppKind = iota // app.json
	Game                       // game.json
	Plugin                     // plugin.json
)

// FileName returns the name of the file that declares a program of this kind.
func (k AppKind) FileName() string { return [...]string{"app.json", "game.json", "plugin.json"}[k] }

// App is what app.json, game.json or plugin.json declares.
type App struct {
	Kind AppKind
	// Path of the file relative to the program's root; Text is its content.
	Path, Text string
	// Root is the whole file; nil if there is none or it does not parse.
	Root *Node
	// Pages of the main package as written, or those of a plugin: path without extension.
	Pages       []Value
	SubPackages []SubPackage
	// Main is the entry module of a plugin.
	Main             Value
	PublicComponents []Entry // of a plugin: name → path
	EntryPagePath    Value
	UsingComponents  []Entry // tag → path
	// Permission has one entry for each scope: {"scope.userLocation": {"desc": …}}.
	Permission              []Permission
	PermissionKey           Key
	RequiredPrivateInfos    List
	RequiredBackgroundModes List
	Plugins                 []PluginRef // those of subpackages included
	TabBar                  TabBar
	// Workers is the folder of worker scripts.
	Workers Value
	// OpenDataContext is the folder of the scripts of a game that see the players' relations.
	OpenDataContext Value
	ResolveAlias    []Entry // "@/*" → "/*"
	// FunctionalPages: the program offers functional pages to plugins.
	FunctionalPages bool
	// UsePrivacyCheck is __usePrivacyCheck__: the platform asks for the privacy
	// agreement before calls of its privacy table.
	UsePrivacyCheck bool
}

// Key is a key of the file; the zero Key is absent.
type Key struct {
	Declared bool
	Pos, End int32 // quotes included
}

// SubPackage is one entry of subPackages (or subpackages).
type SubPackage struct {
	Root        Value // folder, without slashes at its ends
	Name        string
	Pages       []Value // relative to Root
	Independent bool
	Entry       Value // a script that runs when the package is loaded
	Pos, End    int32
}

// Permission is one entry of permission.
type Permission struct {
	Scope          string // "scope.userLocation"
	KeyPos, KeyEnd int32
	Desc           Value // zero if absent
	HasDesc        bool
}

// PluginRef is one plugin that the program uses.
type PluginRef struct {
	Alias, Version, Provider, Export string
	KeyPos, KeyEnd                   int32
}

// TabBar is the tabBar of app.json.
type TabBar struct {
	Custom bool    // drawn by the component custom-tab-bar/index
	List   []Value // pagePath of each tab
}

// ParseApp reads the text of app.json, game.json or plugin.json. The result is
// never nil.
func ParseApp(kind AppKind, path, text string) (*App, []Problem) {
	return ParseAppAt(kind, path, text, nil)
}

// ParseAppAt is ParseApp for a text that stands for another one: at gives the place
// there of each place here. nil: they are the same.
func ParseAppAt(kind AppKind, path, text string, at func(int32) int32) (*App, []Problem) {
	a := &App{Kind: kind, Path: path, Text: text}
	root, problems := Parse(text)
	if at != nil {
		root.move(at)
	}
	a.Root = root
	d := &decoder{problems: problems}
	switch {
	case root == nil:
	case root.Kind != Object:
		d.problems = append(d.problems, Problem{root.Pos, "the file has to hold an object: { … }"})
	default:
		a.decode(d)
	}
	return a, d.problems
}

func (a *App) decode(d *decoder) {
	n := a.Root
	a.pages(d)
	a.subPackages(d)
	a.Main = d.text(n, "main")
	a.EntryPagePath = d.text(n, "entryPagePath")
	a.UsingComponents = d.entries(n, "usingComponents")
	a.permission(d)
	a.RequiredPrivateInfos = d.list(n, "requiredPrivateInfos")
	a.RequiredBackgroundModes = d.list(n, "requiredBackgroundModes")
	a.plugins(d, n)
	a.tabBar(d)
	a.Workers = folder(d, n, "workers")
	a.OpenDataContext = folder(d, n, "openDataContext")
	a.ResolveAlias = d.entries(n, "resolveAlias")
	// Either true or {"invoiceTitle": …}.
	f := n.Find("functionalPages")
	a.FunctionalPages = f.Bool() || f != nil && f.Kind == Object
	a.UsePrivacyCheck = n.Find("__usePrivacyCheck__").Bool()
}

func (a *App) pages(d *decoder) {
	m := a.Root.Member("pages")
	switch {
	case a.Kind == Plugin:
		a.PublicComponents = d.entries(a.Root, "publicComponents")
		if m != nil && m.Value.Kind == Array {
			a.Pages = d.strings(m.Value, "pages")
			return
		}
		for _, e := range d.entries(a.Root, "pages") {
			a.Pages = append(a.Pages, e.Value)
		}
	case m != nil:
		a.Pages = d.strings(m.Value, "pages")
	case a.Kind == MiniProgram:
		d.problems = append(d.problems, Problem{a.Root.Pos, `"pages" is missing: list the pages of the program in it`})
	}
	for i := range a.Pages {
		a.Pages[i].Text = trim(a.Pages[i].Text)
	}
}

// trim takes off what some write around a path: "/pages/a/a.html" for "pages/a/a".
func trim(page string) string {
	page, _, _ = strings.Cut(page, "?")
	page = strings.TrimSuffix(strings.Trim(strings.TrimSpace(page), "/"), ".html")
	return strings.TrimPrefix(page, "./")
}

func (a *App) subPackages(d *decoder) {
	for _, key := range [...]string{"subPackages", "subpackages"} {
		list := a.Root.Find(key)
		if list == nil || list.Kind == Null {
			continue
		}
		if list.Kind != Array {
			d.wrong(list, key, "a list")
			continue
		}
		for _, e := range list.Elems {
			if e.Kind != Object {
				d.wrong(e, "an element of "+key, "an object")
				continue
			}
			a.subPackage(d, e)
		}
	}
}

func (a *App) subPackage(d *decoder, e *Node) {
	s := SubPackage{Root: d.text(e, "root"), Pos: e.Pos, End: e.End, Entry: d.text(e, "entry")}
	s.Root.Text = strings.TrimPrefix(strings.Trim(s.Root.Text, "/"), "./")
	s.Name = e.Find("name").Text()
	s.Independent = e.Find("independent").Bool()
	if s.Root.Text == "" {
		d.problems = append(d.problems, Problem{e.Pos, `the subpackage has no "root": name its folder`})
	}
	s.Pages = d.list(e, "pages").Items
	for i := range s.Pages {
		s.Pages[i].Text = trim(s.Pages[i].Text)
	}
	a.plugins(d, e)
	a.SubPackages = append(a.SubPackages, s)
}

func (a *App) permission(d *decoder) {
	m := a.Root.Member("permission")
	if m == nil {
		return
	}
	a.PermissionKey = Key{true, m.KeyPos, m.KeyEnd}
	obj := d.object(a.Root, "permission")
	if obj == nil {
		return
	}
	for i := range obj.Members {
		m := &obj.Members[i]
		if obj.Member(m.Key) != m {
			continue
		}
		p := Permission{Scope: m.Key, KeyPos: m.KeyPos, KeyEnd: m.KeyEnd}
		if m.Value.Kind != Object {
			d.wrong(m.Value, m.Key, `an object with "desc"`)
		} else {
			p.HasDesc = m.Value.Member("desc") != nil
			p.Desc = d.text(m.Value, "desc")
		}
		a.Permission = append(a.Permission, p)
	}
}

func (a *App) plugins(d *decoder, n *Node) {
	obj := d.object(n, "plugins")
	if obj == nil {
		return
	}
	for i := range obj.Members {
		m := &obj.Members[i]
		a.Plugins = append(a.Plugins, PluginRef{
			Alias: m.Key, KeyPos: m.KeyPos, KeyEnd: m.KeyEnd,
			Version: m.Value.Find("version").Text(), Provider: m.Value.Find("provider").Text(),
			Export: m.Value.Find("export").Text(),
		})
	}
}

func (a *App) tabBar(d *decoder) {
	obj := d.object(a.Root, "tabBar")
	if obj == nil {
		return
	}
	a.TabBar.Custom = obj.Find("custom").Bool()
	list := obj.Find("list")
	if list == nil || list.Kind != Array {
		return
	}
	for _, e := range list.Elems {
		if v := d.text(e, "pagePath"); v.Text != "" {
			v.Text = trim(v.Text)
			a.TabBar.List = append(a.TabBar.List, v)
		}
	}
}

// folder is a folder of the program, or an object with the folder as its path.
func folder(d *decoder, n *Node, key string) Value {
	w := n.Find(key)
	v := Value{}
	if w != nil && w.Kind == Object {
		v = d.text(w, "path")
	} else {
		v = d.text(n, key)
	}
	v.Text = strings.TrimPrefix(strings.Trim(v.Text, "/"), "./")
	return v
}

// PageRef is a page that app.json names.
type PageRef struct {
	Path        string // subpackage root included, without extension
	Pos, End    int32  // of the string that names it
	Independent bool
}

// AllPages lists the pages of the main package, then those of the subpackages.
// A page named twice is listed once; problems names the others.
func (a *App) AllPages() (pages []PageRef, problems []Problem) {
	seen := map[string]bool{}
	add := func(path string, v Value, independent bool) {
		switch {
		case v.Text == "":
			problems = append(problems, Problem{v.Pos, "the page has an empty name; remove the entry"})
		case seen[path]:
			problems = append(problems, Problem{v.Pos, fmt.Sprintf("the page %s is listed twice; remove one", clip(path))})
		default:
			pages = append(pages, PageRef{path, v.Pos, v.End, independent})
		}
		seen[path] = true
	}
	for _, p := range a.Pages {
		add(p.Text, p, false)
	}
	for _, s := range a.SubPackages {
		for _, p := range s.Pages {
			path := p.Text
			if s.Root.Text != "" {
				path = s.Root.Text + "/" + p.Text
			}
			add(path, p, s.Independent)
		}
	}
	return pages, problems
}
