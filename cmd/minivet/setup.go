package main

import (
	"cmp"
	"strings"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
)

// setup are the flags by which a command finds its configuration; flags win over the
// file.
type setup struct {
	Config    string   `help:"Read the configuration from FILE instead of the minivet.yaml found from the first folder upwards." placeholder:"FILE"`
	NoConfig  bool     `help:"Read no configuration."`
	Receiver  []string `sep:"none" help:"A further name under which the programs reach the platform: a global, or app.NAME for a member of what getApp() returns. May be repeated." placeholder:"NAME"`
	Catalogue []string `sep:"none" help:"Add the tables in FILE to the catalogue; may be repeated." placeholder:"FILE"`

	file   *config.File
	tables *catalogue.Catalogue
}

// platformFlag is the flag --platform of a command; "" leaves it to the configuration.
type platformFlag struct {
	Platform string `enum:",${platforms}" default:"" help:"The platform that the programs are for: ${platforms} (auto, the default: by their files)." placeholder:"NAME"`
}

// read reads the configuration that holds for paths, and adds what flags say.
func (c *setup) read(paths []string, flags config.Flags) (err error) {
	names := ruleNames()
	switch {
	case c.NoConfig:
		c.file = &config.File{}
	case c.Config != "":
		c.file, err = config.Read(c.Config, names)
	default:
		dir := "."
		if len(paths) > 0 {
			dir = strings.TrimSuffix(paths[0], "...")
		}
		c.file, err = config.Find(dir, names)
	}
	if err != nil {
		return err
	}
	flags.Catalogue, flags.Receivers = c.Catalogue, c.Receiver
	if err = c.file.Add(flags, names); err != nil {
		return err
	}
	c.tables, err = c.file.Tables()
	return err
}

// options are what a check of paths has from the configuration.
func (c *setup) options(paths []string, platform string) check.Options {
	return check.Options{
		Paths: paths, Version: version(), Platform: cmp.Or(platform, c.file.Platform, check.Auto),
		Domains: c.file.Domains, Levels: c.file.Rules, Catalogue: c.tables,
		Exclude: c.file.Paths.Exclude, ExcludeDir: c.file.Dir(),
	}
}

func ruleNames() []string {
	var names []string
	for _, r := range check.Rules(nil) {
		names = append(names, r.Name)
	}
	return names
}
