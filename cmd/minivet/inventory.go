package main

import (
	"fmt"
	"os"

	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/cmd/minivet/internal/report/inventory"
)

// inventoryCmd is `minivet inventory`.
type inventoryCmd struct {
	List listCmd `cmd:"" default:"withargs" help:"List the personal data that programs use."`
	Diff diffCmd `cmd:"" help:"Say what a new version newly collects, sends, keeps or stopped guarding."`
}

// listCmd is `minivet inventory PATH`.
type listCmd struct {
	Paths  []string `arg:"" optional:"" name:"path" help:"Folders with mini programs. Default: the current folder."`
	Format string   `enum:"text,json,md,csv" default:"text" help:"How to write it: ${enum}." placeholder:"FORMAT"`
	setup
	platformFlag
	Declared string `help:"Compare with what FILE declares (one category in a line, or an inventory in JSON) instead, and say what is missing and what is no longer used; exit status 1 if anything is." placeholder:"FILE"`
}

// Help is shown below the flags.
func (*listCmd) Help() string {
	return `Each row is one API in the program's own code or in one package: the pages that use it, what is read of it, the purpose that app.json tells, the consent that it is called under, where the data goes and where it is kept.

Where minivet.yaml has the key declared, what differs from it is said on standard error, and the exit status is 1.`
}

func (c *listCmd) run(s streams) (Status, error) {
	s.out = &visible{w: s.out}
	report, err := c.take(s, c.Paths, c.Platform)
	if err != nil || report.Failed() {
		return NotRun, err
	}
	if c.Declared != "" {
		return c.compare(s, report)
	}
	if err := inventory.Write(s.out, c.Format, report); err != nil {
		return NotRun, fmt.Errorf("cannot write the inventory: %w", err)
	}
	if c.file.Declared == nil {
		return Clean, nil
	}
	// The table is what was asked for, so standard output holds nothing else.
	lines := inventory.Against(c.file.Declared, report)
	for _, l := range lines {
		fmt.Fprintf(s.err, "minivet: %s (declared in %s)\n", l, c.file.Path)
	}
	if len(lines) > 0 {
		return Found, nil
	}
	return Clean, nil
}

// compare prints how what is collected differs from what a file declares.
func (c *listCmd) compare(s streams, report *finding.Report) (Status, error) {
	text, err := os.ReadFile(c.Declared)
	if err != nil {
		return NotRun, fmt.Errorf("cannot read what is declared: %w", err)
	}
	declared, err := inventory.Declared(c.Declared, text, c.tables)
	if err != nil {
		return NotRun, err
	}
	lines := inventory.Against(declared, report)
	for _, l := range lines {
		fmt.Fprintln(s.out, l)
	}
	if len(lines) > 0 {
		return Found, nil
	}
	fmt.Fprintln(s.out, "what is declared is what is collected")
	return Clean, nil
}

// diffCmd is `minivet inventory diff OLD NEW`.
type diffCmd struct {
	Old string `arg:"" help:"Folder of the old version."`
	New string `arg:"" help:"Folder of the new one."`
	setup
	platformFlag
}

// Help is shown below the flags.
func (*diffCmd) Help() string {
	return `Exit status: 1 if the new version collects, sends, keeps or exposes anything more; 0 if not; 2 if one of them could not be analysed.`
}

func (c *diffCmd) run(s streams) (Status, error) {
	older, err := c.take(s, []string{c.Old}, c.Platform)
	if err != nil || older.Failed() {
		return NotRun, err
	}
	newer, err := c.take(s, []string{c.New}, c.Platform)
	if err != nil || newer.Failed() {
		return NotRun, err
	}
	lines, news := inventory.Diff(older, newer)
	for _, l := range lines {
		fmt.Fprintln(s.out, l)
	}
	if len(lines) == 0 {
		fmt.Fprintln(s.out, "nothing changed")
	}
	if news {
		return Found, nil
	}
	return Clean, nil
}

// take makes the inventory of what lies at paths; what could not be analysed is
// said on standard error.
func (c *setup) take(s streams, paths []string, platform string) (*finding.Report, error) {
	if err := c.read(paths, config.Flags{}); err != nil {
		return nil, err
	}
	opt := c.options(paths, platform)
	opt.Inventory = true
	report, err := check.Run(opt)
	if err != nil {
		return nil, err
	}
	for _, n := range report.Notices {
		fmt.Fprintf(s.err, "minivet: %s%s\n", where(n), n.Message)
	}
	return report, nil
}
