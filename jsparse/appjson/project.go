package appjson

import "strings"

// Project is project.config.json, or what another platform has in its place.
type Project struct {
	Root *Node
	// The folders are relative to that of the file, "" if not set, and end without a slash.
	MiniprogramRoot, SrcMiniprogramRoot, PluginRoot, CloudfunctionRoot string
	CompileType                                                        string // "miniprogram", "plugin", "game", …
	AppID                                                              string
	// TypeScript: the project's own compiler reads .ts files.
	TypeScript bool
}

// ParseProject reads a project file. The result is never nil.
func ParseProject(text string) (*Project, []Problem) {
	p := &Project{}
	root, problems := Parse(text)
	if root == nil || root.Kind != Object {
		return p, problems
	}
	p.Root = root
	d := &decoder{problems: problems}
	folder := func(key string) string { return cleanFolder(d.text(root, key).Text) }
	p.MiniprogramRoot = folder("miniprogramRoot")
	p.SrcMiniprogramRoot = folder("srcMiniprogramRoot")
	p.PluginRoot = folder("pluginRoot")
	p.CloudfunctionRoot = folder("cloudfunctionRoot")
	p.CompileType = d.text(root, "compileType").Text
	p.AppID = d.text(root, "appid").Text
	if list := root.Find("setting", "useCompilerPlugins"); list != nil {
		for _, e := range list.Elems {
			p.TypeScript = p.TypeScript || e.Text() == "typescript"
		}
	}
	return p, d.problems
}

// cleanFolder makes "./dist/" dist. Windows users write backslashes.
func cleanFolder(s string) string {
	s = strings.Trim(strings.ReplaceAll(strings.TrimSpace(s), `\`, "/"), "/")
	for strings.HasPrefix(s, "./") {
		s = strings.TrimLeft(s[2:], "/")
	}
	if s == "." {
		return ""
	}
	return s
}
