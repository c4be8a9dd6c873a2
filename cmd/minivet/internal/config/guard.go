package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
)

// Guard is a function of the program that asks for consent.
type Guard struct {
	// Call is its name, or module#name.
	Call string `yaml:"call"`
	// Gives is all (also ""), category:NAME or scope:NAME.
	Gives string `yaml:"gives"`
	// When it gives that: success (it returns, its promise is fulfilled), truthy (its
	// result is truthy); "": truthy where it answers with a value, else success.
	When string `yaml:"when"`
	// at puts the place in the file, or the flag, before what is wrong.
	at func(error) error
}

// UnmarshalYAML takes a plain name too.
func (g *Guard) UnmarshalYAML(decode func(any) error) error {
	if decode(&g.Call) == nil {
		return nil
	}
	type plain Guard
	return decode((*plain)(g))
}

// outcomes are the words of the catalogue for those of Guard.When.
var outcomes = map[string]string{"": catalogue.Answers, "success": catalogue.Returns, "truthy": catalogue.Truthy}

func (g *Guard) check() error {
	name := g.Call[strings.LastIndexByte(g.Call, '#')+1:]
	switch {
	case name == "" || strings.ContainsAny(g.Call, "\t\r\n ="):
		return fmt.Errorf("%q names no function; write NAME or module#NAME", g.Call)
	case outcomes[g.When] == "":
		return fmt.Errorf("when is %q; %s", g.When, nearest(g.When, []string{"success", "truthy"}))
	}
	kind, rest, _ := strings.Cut(g.Gives, ":")
	if g.Gives == "" || g.Gives == "all" || (kind == "category" || kind == "scope") && rest != "" && !strings.ContainsAny(rest, "\t\r\n") {
		return nil
	}
	return fmt.Errorf("gives is %q; write one of all, category:NAME, scope:NAME", g.Gives)
}

// known checks the names of categories and scopes.
func (g *Guard) known(c *catalogue.Catalogue) error {
	kind, name, _ := strings.Cut(g.Gives, ":")
	var names []string
	switch {
	case kind == "category" && c.Category(name) == nil:
		for _, x := range c.Categories() {
			names = append(names, x.Name)
		}
	case kind == "scope":
		for _, p := range c.Platforms() {
			on := c.On(catalogue.Platform(p.Name))
			if on.Scope(name) != nil {
				return nil
			}
			for _, x := range on.Scopes() {
				names = append(names, x.Name)
			}
		}
	default:
		return nil
	}
	return fmt.Errorf("there is no %s %q; %s", kind, name, nearest(name, names))
}

// maxTables bounds a file of tables in bytes.
const maxTables = 4 << 20

// Tables are the built-in catalogue with the file's own rows and guards.
func (f *File) Tables() (*catalogue.Catalogue, error) {
	c := catalogue.Default()
	for _, name := range f.Catalogue {
		if !filepath.IsAbs(name) {
			name = filepath.Join(f.Dir(), name)
		}
		info, err := os.Stat(name)
		if err == nil && (info.Size() > maxTables || !info.Mode().IsRegular()) {
			err = fmt.Errorf("%s is no file, or too large", name)
		}
		var text []byte
		if err == nil {
			text, err = os.ReadFile(name)
		}
		if err != nil {
			return nil, fmt.Errorf("cannot read the catalogue: %w", err)
		}
		if c, err = c.Merge(catalogue.File{Name: name, Data: text}); err != nil {
			return nil, err
		}
	}
	var err error
	for _, name := range f.Receivers {
		if c, err = c.Merge(catalogue.Receiver(f.Path, name)); err != nil {
			return nil, err
		}
	}
	for i := range f.Guards {
		g := &f.Guards[i]
		err := g.known(c)
		if err == nil {
			covers := g.Gives
			if covers == "" {
				covers = "all"
			}
			c, err = c.Merge(catalogue.OwnGuard(f.Path, g.Call, outcomes[g.When], covers))
		}
		if err != nil {
			return nil, g.at(err)
		}
	}
	return c, f.checkDeclared(c)
}

// checkDeclared checks the names of the declared categories, which own tables may add to.
func (f *File) checkDeclared(c *catalogue.Catalogue) error {
	var names []string
	for _, x := range c.Categories() {
		names = append(names, x.Name)
	}
	for i, name := range f.Declared {
		if !slices.Contains(names, name) {
			return f.place(fmt.Sprintf("there is no category %q; %s", name, nearest(name, names)), "declared", i)
		}
	}
	return nil
}
