package declaration

import (
	"fmt"
	"path"
	"regexp"
	"slices"

	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/jsparse/appjson"
)

// mode is a value of requiredBackgroundModes.
type mode struct {
	name  string
	doing string   // what it allows, for messages
	apis  []string // the calls that need it
	// methods need it too, but their calls are not seen: their names are enough.
	methods []string
}

var modes = []mode{
	{"audio", "plays sound in the background", []string{"getBackgroundAudioManager", "playBackgroundAudio"}, []string{"requestBackgroundPlayback"}},
	{"location", "takes the location in the background", []string{"startLocationUpdateBackground"}, nil},
}

// backgroundModes compares requiredBackgroundModes, which games don't have.
func (c *checker) backgroundModes() {
	if c.app.Kind != appjson.MiniProgram {
		return
	}
	list := c.app.RequiredBackgroundModes
	for _, m := range modes {
		use := c.firstOf(m.apis)
		i := slices.IndexFunc(list.Items, func(v appjson.Value) bool { return v.Text == m.name })
		switch {
		case i < 0 && use != nil:
			c.report(finding{level: rule.Warning, category: "missing", at: listSpan(list), about: m.name, use: use,
				message: fmt.Sprintf("%s is called, but requiredBackgroundModes does not name %q: add it, or it ends when the program leaves the screen", c.prog.Catalogue.Written(use.Name), m.name)})
		case i >= 0 && use == nil && c.named(m.methods) == "":
			c.needless("requiredBackgroundModes", list.Items[i], m.doing, m.apis)
		}
	}
}

// firstOf is the first call of one of the APIs, nil if there is none.
func (c *checker) firstOf(apis []string) *interp.APIUse {
	for _, name := range apis {
		if use, ok := c.used[name]; ok {
			return &use
		}
	}
	return nil
}

// needless reports an entry of a list that nothing needs. Code of plug-ins is not in
// the package, and an analysis that hit a bound has not seen all code: then nothing
// is known to be needless. Code that names an API may run for a reason that the
// engine does not see, so there the result is only a note.
func (c *checker) needless(list string, item appjson.Value, doing string, apis []string) {
	if len(c.app.Plugins) > 0 || len(c.prog.Bounds) > 0 {
		return
	}
	f := finding{level: rule.Warning, category: "needless", at: valueSpan(item), about: item.Text,
		message: fmt.Sprintf("%s names %q, but no code %s: remove the entry", list, item.Text, doing)}
	if where := c.named(apis); where != "" {
		f.level = rule.Note
		f.message = fmt.Sprintf("%s names %q, but no code that was seen to run %s: remove the entry, and what %s has for it, if that never runs", list, item.Text, doing, where)
	}
	c.report(f)
}

// named finds a script that holds one of the names as a word, "" if none does.
func (c *checker) named(names []string) string {
	for _, name := range names {
		word := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`)
		for _, f := range c.prog.Files {
			if ext := path.Ext(f.Path); (ext == ".js" || ext == ".ts") && word.MatchString(f.Text) {
				return f.Path
			}
		}
	}
	return ""
}
