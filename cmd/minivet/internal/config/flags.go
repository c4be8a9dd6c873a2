package config

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Flags are what the command line adds to the file, as given.
type Flags struct{ Guards, Receivers, Catalogue, Exclude, Domains, Levels []string }

// Add adds flags, whose paths are relative to the current folder.
func (f *File) Add(flags Flags, rules []string) error {
	for _, text := range flags.Guards {
		g := Guard{at: func(err error) error { return fmt.Errorf("--guard %s: %w", text, err) }}
		g.Call, g.Gives, _ = strings.Cut(text, "=")
		if err := g.check(); err != nil {
			return g.at(err)
		}
		f.Guards = append(f.Guards, g)
	}
	for _, name := range flags.Receivers {
		if !isReceiver(name) {
			return fmt.Errorf("--receiver: %w", noReceiver(name))
		}
		f.Receivers = append(f.Receivers, name)
	}
	for _, name := range flags.Catalogue {
		abs, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		f.Catalogue = append(f.Catalogue, abs)
	}
	for _, glob := range flags.Exclude {
		if glob == "" || !doublestar.ValidatePattern(glob) {
			return fmt.Errorf("--exclude: %q is no glob; write one like vendor/** or **/*.min.js", glob)
		}
		abs, err := filepath.Abs(glob)
		if err != nil {
			return err
		}
		f.Paths.Exclude = append(f.Paths.Exclude, filepath.ToSlash(abs))
	}
	for _, d := range flags.Domains {
		if !isHost(d) {
			return fmt.Errorf("--domain: %w", noHost(d))
		}
		f.Domains = append(f.Domains, d)
	}
	return f.addLevels(flags.Levels, rules)
}

func (f *File) addLevels(list, rules []string) error {
	f.Rules = maps.Clone(f.Rules)
	for _, text := range list {
		rule, level, _ := strings.Cut(text, "=")
		switch {
		case !slices.Contains(rules, rule):
			return fmt.Errorf("--level: there is no rule %q; %s", rule, nearest(rule, rules))
		case !slices.Contains(settings, level):
			return fmt.Errorf("--level: %s is %q; write one of %s", rule, level, strings.Join(settings, ", "))
		case f.Rules == nil:
			f.Rules = map[string]string{}
		}
		f.Rules[rule] = level
	}
	return nil
}

func isHost(d string) bool { return d != "" && !strings.Contains(d, "/") }

func noHost(d string) error {
	return fmt.Errorf("%q is no host; write it without scheme and path: api.shop.test, or *.shop.test", d)
}
