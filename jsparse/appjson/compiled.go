package appjson

import "slices"

// CompiledName is the file that a build merges app.json and the JSON of all pages into.
const CompiledName = "app-config.json"

// ParseCompiled reads app-config.json. Beside what [ParseApp] yields it returns the
// configuration of pages, by their paths. A build lists the pages of subpackages twice;
// they are taken once.
func ParseCompiled(path, text string) (*App, map[string]*Page, []Problem) {
	a, problems := ParseApp(MiniProgram, path, text)
	if a.Root == nil || a.Root.Kind != Object {
		return a, nil, problems
	}
	listed := map[string]bool{}
	for i := range a.SubPackages {
		s := &a.SubPackages[i]
		for _, p := range s.Pages {
			listed[joined(s.Root.Text, p.Text)] = true
		}
	}
	a.Pages = slices.DeleteFunc(a.Pages, func(v Value) bool { return listed[v.Text] })
	pages := map[string]*Page{}
	if list := a.Root.Find("page"); list != nil && list.Kind == Object {
		for i := range list.Members {
			m := &list.Members[i]
			if window := m.Value.Find("window"); window != nil && window.Kind == Object {
				page := &Page{Path: path, Text: text, Root: window}
				d := &decoder{}
				page.decode(d)
				pages[trim(m.Key)] = page
				problems = append(problems, d.problems...)
			}
		}
	}
	return a, pages, problems
}

func joined(root, page string) string {
	if root == "" {
		return page
	}
	return root + "/" + page
}
