// Package dialect knows what the programs of each platform look like on disk: how
// their views end and spell conditions and events, and which files and ids give a
// project away. It answers "whose file is this", from the table dialects.tsv, which
// it checks when it is first used; it reads no program.
package dialect

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Dialect is one platform's row.
type Dialect struct {
	// Platform is its name ("wechat"), Words that for people.
	Platform, Words string
	Views, Scripts  string // endings, with the dot
	// Prefix stands before if, elif, else, for and key: "wx:".
	Prefix string
	// Bare: without a colon in the prefix, conditions and lists need no braces, as in
	// Vue: s-if="open", s-for="item in list".
	Bare bool
	// On: handlers are bound by attributes such as onTap and catchTap, not bindtap.
	On bool
	// Projects are the names of files that describe a project, Markers those of other
	// files that only this platform has, and Keys the keys of the former that only
	// its tools write.
	Projects, Markers, Keys []string
	AppID                   *regexp.Regexp // nil: ids tell nothing
}

//go:embed dialects.tsv
var table string

// All are the dialects in the order of the table.
var All = sync.OnceValue(func() []*Dialect {
	list, err := parse(table)
	if err != nil {
		panic(err) // a test parses the table
	}
	return list
})

// columns of the table, in this order.
const columns = "platform\twords\tviews\tscripts\tprefix\tevents\tprojects\tmarkers\tkeys\tappid"

func parse(text string) ([]*Dialect, error) {
	var out []*Dialect
	header := false
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		switch {
		case line == "" || line[0] == '#':
		case !header:
			if header = line == columns; !header {
				return nil, fmt.Errorf("dialects.tsv:%d: the columns have to be %s", i+1, strings.ReplaceAll(columns, "\t", ", "))
			}
		default:
			d, err := parseRow(line)
			if err != nil {
				return nil, fmt.Errorf("dialects.tsv:%d: %w", i+1, err)
			}
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("dialects.tsv: there is no row")
	}
	return out, nil
}

func parseRow(line string) (*Dialect, error) {
	cells := strings.Split(line, "\t")
	if want := strings.Count(columns, "\t") + 1; len(cells) > want {
		return nil, fmt.Errorf("%d cells, but there are %d columns", len(cells), want)
	}
	cell := func(i int) string {
		if i < len(cells) {
			return cells[i]
		}
		return ""
	}
	list := func(i int) []string {
		if cell(i) == "" {
			return nil
		}
		return strings.Split(cell(i), ",")
	}
	d := &Dialect{
		Platform: cell(0), Words: cell(1), Views: cell(2), Scripts: cell(3), Prefix: cell(4), On: cell(5) == "on",
		Bare: cell(4) != "" && !strings.HasSuffix(cell(4), ":"), Projects: list(6), Markers: list(7), Keys: list(8),
	}
	switch {
	case d.Platform == "" || d.Words == "":
		return nil, fmt.Errorf("platform and words are needed")
	case !strings.HasPrefix(d.Views, ".") || !strings.HasPrefix(d.Scripts, "."):
		return nil, fmt.Errorf("views and scripts are endings such as .wxml")
	case cell(5) != "on" && cell(5) != "bind":
		return nil, fmt.Errorf("events are bound by bind or on, not %q", cell(5))
	}
	if cell(9) != "" {
		var err error
		if d.AppID, err = regexp.Compile(cell(9)); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Default is the dialect of programs that nothing tells apart.
func Default() *Dialect { return All()[0] }

// Of is the dialect of a platform, nil if there is none of that name.
func Of(platform string) *Dialect {
	for _, d := range All() {
		if d.Platform == platform {
			return d
		}
	}
	return nil
}

// OfView is the dialect that a view at that path is written in, nil if it is none.
func OfView(path string) *Dialect {
	return first(path, func(d *Dialect) string { return d.Views })
}

// OfScript is that of a view's own script.
func OfScript(path string) *Dialect {
	return first(path, func(d *Dialect) string { return d.Scripts })
}

func first(path string, ending func(*Dialect) string) *Dialect {
	for _, d := range All() {
		if strings.HasSuffix(path, ending(d)) {
			return d
		}
	}
	return nil
}

// IsView tells a view by its path, IsScript a view's own script.
func IsView(path string) bool { return OfView(path) != nil }

// IsScript tells a view's own script by its path.
func IsScript(path string) bool { return OfScript(path) != nil }

// IsProject tells by its name a file that describes a project.
func IsProject(name string) bool {
	return slices.ContainsFunc(All(), func(d *Dialect) bool { return slices.Contains(d.Projects, name) })
}

// Platforms are the names of all platforms, in the order of the table.
func Platforms() []string {
	var out []string
	for _, d := range All() {
		out = append(out, d.Platform)
	}
	return out
}
