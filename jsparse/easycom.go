package jsparse

import (
	"path"
	"regexp"
	"strings"

	"github.com/minivet/minivet/jsparse/appjson"
	"github.com/minivet/minivet/jsparse/wxml"
)

// easycom is the rule by which uni-app finds components without an import: by
// where their files are, and by patterns of pages.json.
type easycom struct {
	files    map[string]string // tag → component
	patterns []easyPattern
}

type easyPattern struct {
	tag *regexp.Regexp
	to  string
}

// maxPatterns bounds the patterns of a program.
const maxPatterns = 50

// easyComponents lists the components in components/x/x.vue and
// uni_modules/any/components/x/x.vue, and the patterns in pages.json.
func (l *loader) easyComponents(pages *appjson.Node) *easycom {
	e := &easycom{files: map[string]string{}}
	for _, p := range l.tree.list {
		base, ok := strings.CutSuffix(p, ".vue")
		name := path.Base(base)
		folder := path.Dir(path.Dir(base))
		if !ok || path.Base(path.Dir(base)) != name || path.Base(folder) != "components" {
			continue
		}
		if folder == "components" || strings.HasPrefix(folder, "uni_modules/") && e.files[wxml.Kebab(name)] == "" {
			e.files[wxml.Kebab(name)] = base
		}
	}
	custom := pages.Find("easycom", "custom")
	if custom == nil {
		return e
	}
	for _, m := range custom.Members[:min(len(custom.Members), maxPatterns)] {
		if re, err := regexp.Compile(m.Key); err == nil && m.Value.Text() != "" {
			e.patterns = append(e.patterns, easyPattern{re, m.Value.Text()})
		}
	}
	return e
}

// find returns the component of a tag, "" if there is none.
func (e *easycom) find(l *loader, tag string) string {
	for _, p := range e.patterns {
		m := p.tag.FindStringSubmatch(tag)
		if m == nil {
			continue
		}
		to := p.to
		if len(m) > 1 {
			to = strings.ReplaceAll(to, "$1", m[1])
		}
		if !strings.HasPrefix(to, "@") && !strings.HasPrefix(to, ".") && l.tree.files[path.Clean(to)] {
			to = "/" + to
		}
		if base := l.resolver.componentFrom("pages.json", to); base != "" {
			return base
		}
	}
	return e.files[tag]
}
