package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/goccy/go-yaml"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// FileName is the name of a project's configuration, which is looked for from the
// first checked folder upwards.
const FileName = "minivet.yaml"

// File is what minivet.yaml holds.
type File struct {
	// Path of the file; "" if there is none.
	Path string `yaml:"-"`
	// Platform is auto or one of the catalogue's.
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
	// Receivers are further names under which the program reaches the platform: a
	// global, or a member of the app object as app.NAME.
	Receivers []string `yaml:"receivers"`
	// Catalogue are files of tables that add to the catalogue, see package catalogue.
	Catalogue []string `yaml:"catalogue"`
	// Paths say which files count.
	Paths Paths `yaml:"paths"`
	// Declared are the categories of personal data that the owner tells users of; nil:
	// the file does not say.
	Declared []string `yaml:"declared"`

	// place makes a mistake at a key or item of the file; nil if there is no file.
	place func(message string, way ...any) error
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
	platforms = Platforms()
	levels    = []string{"note", "warning", "error"}
	settings  = []string{"off", "note", "warning", "error"}
	keys      = []string{"platform", "fail-on", "rules", "domains", "guards", "receivers", "catalogue", "paths", "declared"}
)

// Platforms are the values of platform: auto, and those of the catalogue.
func Platforms() []string {
	list := []string{"auto"}
	for _, p := range catalogue.Default().Platforms() {
		list = append(list, p.Name)
	}
	return list
}

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
	if err := decode(dec, out); err != nil && !errors.Is(err, io.EOF) {
		return nil, explain(path, err)
	}
	m := newMistakes(path, text)
	if err := out.checkValues(m, rules); err != nil {
		return nil, err
	}
	if err := out.checkLists(m); err != nil {
		return nil, err
	}
	return out, nil
}

// decode is dec.Decode that does not panic, as it does on tags of no type.
func decode(dec *yaml.Decoder, out *File) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("this YAML cannot be read; write plain keys, lists and texts, without tags")
		}
	}()
	return dec.Decode(out)
}

// checkValues checks the keys that take one of a few words.
func (f *File) checkValues(m *mistakes, rules []string) error {
	for _, c := range []struct {
		key, value string
		allowed    []string
	}{{"platform", f.Platform, platforms}, {"fail-on", f.FailOn, levels}} {
		if c.value != "" && !slices.Contains(c.allowed, c.value) {
			return m.at([]any{c.key}, "%s is %q; write one of %s", c.key, c.value, strings.Join(c.allowed, ", "))
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(f.Rules)) {
		if !slices.Contains(rules, rule) {
			return m.atKey([]any{"rules"}, rule, "there is no rule %q; %s", rule, nearest(rule, rules))
		}
		if level := f.Rules[rule]; !slices.Contains(settings, level) {
			return m.at([]any{"rules", rule}, "%s is %q; write one of %s", rule, level, strings.Join(settings, ", "))
		}
	}
	return nil
}

// checkLists checks the items of lists, as far as that needs no catalogue; what does
// (see [File.Tables]) keeps its place.
func (f *File) checkLists(m *mistakes) error {
	for i, d := range f.Domains {
		if !isHost(d) {
			return m.at([]any{"domains", i}, "%v", noHost(d))
		}
	}
	for i, name := range f.Receivers {
		if !isReceiver(name) {
			return m.at([]any{"receivers", i}, "%v", noReceiver(name))
		}
	}
	for i, glob := range f.Paths.Exclude {
		if glob == "" || !doublestar.ValidatePattern(glob) {
			return m.at([]any{"paths", "exclude", i}, "%q is no glob; write one like vendor/** or **/*.min.js", glob)
		}
	}
	for i := range f.Guards {
		g := &f.Guards[i]
		g.at = func(err error) error { return m.at([]any{"guards", i}, "%v", err) }
		if err := g.check(); err != nil {
			return g.at(err)
		}
	}
	f.place = func(message string, way ...any) error { return m.at(way, "%s", message) }
	return nil
}

// explain makes one line of a decoder's error.
func explain(path string, err error) error {
	m := &mistakes{path: path}
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) && unknown.Token != nil {
		name := unknown.Token.Value
		return m.make(unknown.Token, fmt.Sprintf("there is no key %q; %s", name, nearest(name, append(slices.Clone(keys), nested...))))
	}
	var plain yaml.Error
	if errors.As(err, &plain) {
		return m.make(plain.GetToken(), strings.Join(strings.Fields(plain.GetMessage()), " "))
	}
	return fmt.Errorf("%s: %s", path, strings.Join(strings.Fields(err.Error()), " "))
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
