package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
)

// initCmd is `minivet init`.
type initCmd struct {
	Folder string `arg:"" optional:"" default:"." help:"The folder of the program. Default: the current one."`
	Schema bool   `help:"Also write ${schemaFile} beside it, and name that in the first line, where editors look for it."`
	platformFlag
}

// schemaFile is the name of the schema that init writes.
const schemaFile = "minivet.schema.json"

// Help is shown below the arguments.
func (*initCmd) Help() string {
	return `Writes minivet.yaml for the programs below the folder: the platform and the hosts that personal data is seen to go to, and, as comments, functions whose names speak of consent and the kinds of data that are used. It asks nothing, and never writes over a file.`
}

func (c *initCmd) run(s streams) (Status, error) {
	target := filepath.Join(c.Folder, config.FileName)
	if _, err := os.Lstat(target); err == nil {
		return NotRun, fmt.Errorf("%s is there already: edit it, or remove it first", target)
	}
	draft := config.Draft{}
	report, err := check.Run(check.Options{
		Paths: []string{c.Folder}, Platform: c.Platform, Version: version(), Inventory: true,
		Analyse: func(p *jsparse.Program, opt analyzers.Options) (*analyzers.Report, error) {
			draft.Guards = append(draft.Guards, likelyGuards(p)...)
			return analyzers.Run(p, opt)
		},
	})
	if err != nil {
		return NotRun, err
	}
	for _, n := range report.Notices {
		if n.Fatal {
			fmt.Fprintf(s.err, "minivet: %s%s\n", where(n), n.Message)
		}
	}
	if report.Failed() {
		return NotRun, fmt.Errorf("%s is not written", target)
	}
	describe(&draft, report)
	if c.Schema {
		draft.Schema = schemaFile
		if err := writeNew(filepath.Join(c.Folder, schemaFile), config.Schema); err != nil {
			return NotRun, err
		}
	}
	var text bytes.Buffer
	draft.Write(&text)
	if err := writeNew(target, text.Bytes()); err != nil {
		return NotRun, err
	}
	_, err = fmt.Fprintf(s.out, "%s is written; minivet config check %s says what holds\n", target, target)
	return Clean, err
}

// writeNew writes a file that is not there yet.
func writeNew(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: remove it first", name)
	}
	if err != nil {
		return fmt.Errorf("cannot write the configuration: %w", err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("cannot write the configuration: %w", err)
	}
	return nil
}

// describe takes over what a report says of its programs.
func describe(d *config.Draft, report *finding.Report) {
	for _, p := range report.Programs {
		d.Platforms = append(d.Platforms, p.Platform)
		for _, r := range p.Inventory {
			d.Hosts = append(d.Hosts, r.Hosts...)
			if r.Consent != "not needed" {
				d.Categories = append(d.Categories, r.Category)
			}
		}
	}
}

// likelyGuards are the named functions of a program's own code whose names, taken
// apart into words, speak of privacy or consent (ensurePrivacy, check_permission).
// Values do not tell that a function asks somewhere else, so this is for a person to
// look at, and no guard by itself.
func likelyGuards(p *jsparse.Program) []string {
	called := map[*jsparse.Module]bool{p.AppModule: true}
	for _, page := range p.Pages {
		called[page.Module] = true
	}
	for _, c := range p.Components {
		called[c.Module] = true
	}
	var out []string
	for _, m := range p.Modules {
		if m.Unit == nil || m.File.Package.Name != "" {
			continue
		}
		framed := called[m]
		for _, fn := range m.Unit.Funcs {
			if framed && fn.Flags&ir.Method != 0 {
				continue // the platform calls it, the program does not
			}
			if catalogue.Default().ConsentText(wordsOfName(fn.Name)) {
				file := fn.Unit.Source.Path
				out = append(out, strings.TrimSuffix(file, path.Ext(file))+"#"+fn.Name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// wordsOfName takes a name in camel or snake case apart.
func wordsOfName(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '_' || r == '$':
			r = ' '
		case i > 0 && 'A' <= r && r <= 'Z':
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
