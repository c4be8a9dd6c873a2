package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/goccy/go-yaml"
)

// FileName is the name of a project's configuration, which is looked for from the
// first checked folder upwards.
const FileName = "minivet.yaml"

// File is what minivet.yaml holds.
type File struct {
	// Path of the file; "" if there is none.
	Path string `yaml:"-"`
	// Platform is auto, wechat or tcmpp.
	Platform string `yaml:"platform"`
	// FailOn is the lowest level that makes the exit status 1.
	FailOn string `yaml:"fail-on"`
	// Rules by name: off, note, warning or error; a level takes the place of the
	// rule's own.
	Rules map[string]string `yaml:"rules"`
	// Domains are the hosts that personal data may go to: "api.shop.test", or
	// "*.shop.test" for all below. None: no list, every host is as good.
	Domains []string `yaml:"domains"`
	// Guards are functions of the program that ask for consent.
	Guards []Guard `yaml:"guards"`
	// Catalogue are files of tables that add to the catalogue, see package catalogue.
	Catalogue []string `yaml:"catalogue"`
	// Paths say which files count.
	Paths Paths `yaml:"paths"`
}

// Paths are globs relative to the folder of the configuration; ** is any folders.
type Paths struct {
	// Exclude are files in which findings are not reported.
	Exclude []string `yaml:"exclude"`
}

// Dir is the folder that paths in the file are relative to.
func (f *File) Dir() string { return filepath.Dir(f.Path) }

// values that keys take; the empty one means that the key is absent.
var (
	platforms = []string{"auto", "wechat", "tcmpp"}
	levels    = []string{"note", "warning", "error"}
	settings  = []string{"off", "note", "warning", "error"}
	keys      = []string{"platform", "fail-on", "rules", "domains", "guards", "catalogue", "paths"}
)

// nested are the keys of guards and paths.
var nested = []string{"call", "gives", "when", "exclude"}

// Find reads the configuration that holds for dir; the zero File if there is none.
// An error names file, line and what to write instead.
func Find(dir string, rules []string) (*File, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for {
		path := filepath.Join(dir, FileName)
		if _, err := os.Stat(path); err == nil {
			return Read(path, rules)
		}
		up := filepath.Dir(dir)
		if up == dir {
			return &File{}, nil
		}
		dir = up
	}
}

// maxFile bounds a configuration in bytes.
const maxFile = 1 << 20

// Read reads one file; rules are the names that it may speak of.
func Read(path string, rules []string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the configuration: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, fmt.Errorf("cannot read the configuration: %w", err)
	}
	return Parse(path, text, rules)
}

// Parse reads the text of a configuration.
func Parse(path string, text []byte, rules []string) (*File, error) {
	out := &File{Path: path}
	dec := yaml.NewDecoder(bytes.NewReader(text), yaml.DisallowUnknownField())
	if err := dec.Decode(out); err != nil && !errors.Is(err, io.EOF) {
		return nil, explain(path, err)
	}
	for _, c := range []struct {
		key, value string
		allowed    []string
	}{{"platform", out.Platform, platforms}, {"fail-on", out.FailOn, levels}} {
		if c.value != "" && !slices.Contains(c.allowed, c.value) {
			return nil, fmt.Errorf("%s:%d: %s is %q; write one of %s", path, lineOf(text, c.key), c.key, c.value, strings.Join(c.allowed, ", "))
		}
	}
	for rule, level := range out.Rules {
		if !slices.Contains(rules, rule) {
			return nil, fmt.Errorf("%s:%d: there is no rule %q; %s", path, lineOf(text, rule), rule, nearest(rule, rules))
		}
		if !slices.Contains(settings, level) {
			return nil, fmt.Errorf("%s:%d: %s is %q; write one of %s", path, lineOf(text, rule), rule, level, strings.Join(settings, ", "))
		}
	}
	for _, d := range out.Domains {
		if !isHost(d) {
			return nil, fmt.Errorf("%s:%d: %w", path, lineOf(text, d), noHost(d))
		}
	}
	if err := out.checkGlobs(text); err != nil {
		return nil, err
	}
	for i := range out.Guards {
		g := &out.Guards[i]
		g.at = fmt.Sprintf("%s:%d", path, lineOf(text, g.Call))
		if err := g.check(); err != nil {
			return nil, fmt.Errorf("%s: %w", g.at, err)
		}
	}
	return out, nil
}

func (f *File) checkGlobs(text []byte) error {
	for _, glob := range f.Paths.Exclude {
		if glob == "" || !doublestar.ValidatePattern(glob) {
			return fmt.Errorf("%s:%d: %q is no glob; write one like vendor/** or **/*.min.js", f.Path, lineOf(text, glob), glob)
		}
	}
	return nil
}

// explain makes one line of a decoder's error.
func explain(path string, err error) error {
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) && unknown.Token != nil {
		name := unknown.Token.Value
		return fmt.Errorf("%s:%d: there is no key %q; %s", path, unknown.Token.Position.Line, name, nearest(name, append(slices.Clone(keys), nested...)))
	}
	var plain yaml.Error
	if errors.As(err, &plain) {
		line := 1
		if t := plain.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
		return fmt.Errorf("%s:%d: %s", path, line, strings.Join(strings.Fields(plain.GetMessage()), " "))
	}
	return fmt.Errorf("%s: %s", path, strings.Join(strings.Fields(err.Error()), " "))
}

// lineOf finds the line that mentions a word, for messages.
func lineOf(text []byte, word string) int {
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if bytes.Contains(line, []byte(word)) {
			return n
		}
	}
	return 1
}

// nearest says which name may have been meant.
func nearest(name string, names []string) string {
	best, least := "", 4
	for _, n := range names {
		if d := distance(name, n); d < least {
			best, least = n, d
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %s?", best)
	}
	return "write one of " + strings.Join(names, ", ")
}

// distance is the edit distance of Levenshtein (1966).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost = 1 + min(last, row[j], row[j+1])
			}
			last, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
