package jsparse

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

//go:embed sdks.tsv
var sdkTable string

// sdk is a row of sdks.tsv.
type sdk struct {
	name    string
	marks   []string
	version *regexp.Regexp // nil: not known
}

var sdks = sync.OnceValue(func() []sdk {
	list, err := parseSDKs(sdkTable)
	if err != nil {
		panic(err) // the table is compiled in, and tested
	}
	return list
})

func parseSDKs(table string) ([]sdk, error) {
	var list []sdk
	n := 0
	for line := range strings.Lines(table) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' || strings.HasPrefix(line, "name\t") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 || cells[0] == "" || cells[1] == "" {
			return nil, fmt.Errorf("sdks.tsv:%d: want name, marks and version, separated by tabs", n)
		}
		s := sdk{name: cells[0], marks: strings.Split(cells[1], " & ")}
		if cells[2] != "" {
			re, err := regexp.Compile(cells[2])
			if err != nil || re.NumSubexp() != 1 {
				return nil, fmt.Errorf("sdks.tsv:%d: version has to be a regular expression with one group", n)
			}
			s.version = re
		}
		list = append(list, s)
	}
	return list, nil
}

// minBundled is the size in bytes from which a script may be a copied library.
const minBundled = 4000

// versionHead is how far into a file the version is looked for.
const versionHead = 4000

// bundled finds out which library a script of the program's own folders is a copy of.
func bundled(text string) PackageRef {
	if len(text) < minBundled {
		return PackageRef{}
	}
next:
	for _, s := range sdks() {
		for _, mark := range s.marks {
			if !strings.Contains(text, mark) {
				continue next
			}
		}
		ref := PackageRef{Name: s.name, Bundled: true}
		if s.version != nil {
			if m := s.version.FindStringSubmatch(text[:min(len(text), versionHead)]); m != nil {
				ref.Version = m[1]
			}
		}
		return ref
	}
	return PackageRef{}
}
