package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/cmd/minivet/internal/fix"
	"github.com/minivet/minivet/cmd/minivet/internal/report/checkstyle"
	"github.com/minivet/minivet/cmd/minivet/internal/report/github"
	"github.com/minivet/minivet/cmd/minivet/internal/report/gitlab"
	"github.com/minivet/minivet/cmd/minivet/internal/report/html"
	"github.com/minivet/minivet/cmd/minivet/internal/report/json"
	"github.com/minivet/minivet/cmd/minivet/internal/report/markdown"
	"github.com/minivet/minivet/cmd/minivet/internal/report/rdjson"
	"github.com/minivet/minivet/cmd/minivet/internal/report/sarif"
	"github.com/minivet/minivet/cmd/minivet/internal/report/text"
)

// checkCmd is `minivet check`.
type checkCmd struct {
	Paths []string `arg:"" optional:"" name:"path" help:"Folders to check, each with everything below it (\"folder/...\" means the same), or archives (.wxapkg, .apkg, .zip, .tar.gz). Default: the current folder."`

	Format string   `enum:"text,json,sarif,rdjson,rdjsonl,github,gitlab,checkstyle,markdown,html" default:"text" help:"How to report: text (the default), json, sarif, rdjson, rdjsonl, github, gitlab, checkstyle, markdown, html." placeholder:"FORMAT"`
	Output []string `short:"o" sep:"none" help:"Write the report to FILE instead of standard output; FORMAT=FILE writes that format there, besides. May be repeated." placeholder:"[FORMAT=]FILE"`
	setup
	platformFlag
	Rule    []string `help:"Run this rule only; may be repeated. See minivet explain list." placeholder:"NAME"`
	FailOn  string   `enum:",note,warning,error" default:"" help:"The lowest level that makes the exit status 1: note, warning, error; default warning." placeholder:"LEVEL"`
	Color   *bool    `negatable:"" help:"Colours, or none (also: NO_COLOR). Default: on a terminal."`
	Guard   []string `sep:"none" help:"A function of the program that asks for consent: NAME or module#NAME; it gives all, or category:NAME, or scope:NAME. May be repeated." placeholder:"NAME[=GIVES]"`
	Exclude []string `sep:"none" help:"Leave out findings in files that match GLOB, from the current folder; may be repeated." placeholder:"GLOB"`
	Maps    string   `name:"source-maps" help:"Where the source maps of compiled programs lie, if not beside the scripts: a folder, or one map." placeholder:"PATH"`
	Domain  []string `sep:"none" help:"A host that personal data may go to; may be repeated." placeholder:"HOST"`
	Level   []string `sep:"none" help:"The level of a rule's results: off, note, warning, error; may be repeated." placeholder:"RULE=LEVEL"`

	Baseline string `help:"Leave out what FILE knows already; minivet baseline write makes one." placeholder:"FILE"`
	NewFrom  string `xor:"since" help:"Report only what is new since the commit at which the present branched off from REV of git." placeholder:"REV"`
	Diff     string `xor:"since" help:"Report only what is new by the unified diff in FILE, - for standard input, which led to the present files." placeholder:"FILE"`
	Fix      bool   `help:"Apply the fixes that results carry to the files, then check again."`
	DryRun   bool   `help:"With --fix: print the edits as a unified diff instead, and change nothing."`
	Replay   bool   `help:"Run the programs too, and say which findings of rule consent can be seen to happen."`
	Quiet    bool   `short:"q" xor:"amount" help:"Only one line for each finding."`
	Watch    bool   `help:"Check again whenever a file changes, until interrupted."`
	progress *progress

	Verbose bool `short:"v" xor:"amount" help:"Also list what was suppressed and what was left out."`
}

// Help is shown below the flags.
func (*checkCmd) Help() string {
	return `Exit status: 0 nothing found; 1 findings at or above --fail-on; 2 the run failed: wrong usage, a path that can't be opened, nothing to analyse, or an internal error.

A comment takes a result out of the report, on its line or the line above: // minivet-ignore RULE: reason`
}

func (c *checkCmd) run(s streams) (Status, error) {
	if c.Watch {
		if c.Fix {
			return NotRun, errors.New("--fix changes the files that --watch waits for: leave one of them out")
		}
		return c.watch(s)
	}
	return c.once(s)
}

// once checks one time.
func (c *checkCmd) once(s streams) (Status, error) {
	if err := c.configure(); err != nil {
		return NotRun, err
	}
	c.progress = c.startProgress(s.err)
	defer c.progress.stop()
	change, err := c.change()
	if err != nil {
		return NotRun, err
	}
	report, err := c.check()
	if err != nil {
		return NotRun, err
	}
	if c.DryRun && !c.Fix {
		return NotRun, errors.New("--dry-run goes with --fix")
	}
	if c.Fix {
		if report, err = c.mend(s, report); err != nil || report == nil {
			return failed(err), err
		}
	}
	if err := change.onlyNew(s, report); err != nil {
		return NotRun, err
	}
	if err := c.known(s, report); err != nil {
		return NotRun, err
	}
	c.progress.stop()
	if err := c.write(s, report); err != nil {
		return NotRun, err
	}
	status := c.status(report)
	for _, n := range report.Notices {
		if n.Fatal {
			fmt.Fprintf(s.err, "minivet: %s%s\n", where(n), n.Message)
		}
	}
	return status, nil
}

// known takes out what the baseline knows.
func (c *checkCmd) known(s streams, report *finding.Report) error {
	if c.Baseline == "" {
		return nil
	}
	b, err := config.ReadBaseline(c.Baseline)
	if err != nil {
		return err
	}
	if gone := b.Apply(report, c.Baseline); gone > 0 {
		fmt.Fprintf(s.err, "minivet: %d findings of %s are no more; write it anew to keep them out\n", gone, c.Baseline)
	}
	return nil
}

func failed(err error) Status {
	if err != nil {
		return NotRun
	}
	return Clean
}

func (c *checkCmd) check() (*finding.Report, error) { return check.Run(c.options()) }

func (c *checkCmd) options() check.Options {
	opt := c.setup.options(c.Paths, c.Platform)
	opt.Rules, opt.Replay, opt.Inventory, opt.Progress = c.Rule, c.Replay, c.wants("html"), c.progress.program
	opt.SourceMaps = c.Maps
	return opt
}

// wants tells whether a report in this format is asked for.
func (c *checkCmd) wants(format string) bool {
	return c.Format == format || slices.ContainsFunc(c.Output, func(o string) bool { return strings.HasPrefix(o, format+"=") })
}

// configure reads the configuration; flags win over it.
func (c *checkCmd) configure() error {
	if err := c.read(c.Paths, config.Flags{Guards: c.Guard, Exclude: c.Exclude, Domains: c.Domain, Levels: c.Level}); err != nil {
		return err
	}
	c.FailOn = cmp.Or(c.FailOn, c.file.FailOn, "warning")
	return nil
}

// maxRounds bounds how often fixes are applied: each round mends what overlapped
// with a fix of the one before.
const maxRounds = 5

// mend applies the fixes and returns the report of what is left; nil if the edits
// were only to be shown.
func (c *checkCmd) mend(s streams, report *finding.Report) (*finding.Report, error) {
	for range maxRounds {
		plan, err := fix.Make(report)
		if err != nil {
			return nil, err
		}
		if c.DryRun {
			return nil, plan.Diff(s.out)
		}
		if len(plan.Files) == 0 {
			break
		}
		if err := plan.Write(); err != nil {
			return nil, err
		}
		fmt.Fprintf(s.err, "minivet: mended %d in %d files\n", plan.Mended, len(plan.Files))
		if report, err = c.check(); err != nil {
			return nil, err
		}
	}
	return report, nil
}

// where names the program that a notice is about.
func where(n finding.Notice) string {
	if n.Program == "" {
		return ""
	}
	return n.Program + ": "
}

func (c *checkCmd) status(report *finding.Report) Status {
	switch {
	case report.Failed():
		return NotRun
	case report.AtLeast(level(c.FailOn)):
		return Found
	}
	return Clean
}

func level(name string) rule.Level {
	for _, l := range []rule.Level{rule.Note, rule.Warning} {
		if l.String() == name {
			return l
		}
	}
	return rule.Error
}

// write writes the report to where it is wanted: to the files of --output, and to
// standard output unless one of them stands for that.
func (c *checkCmd) write(s streams, report *finding.Report) error {
	toOut := true
	for _, o := range c.Output {
		format, file, ok := strings.Cut(o, "=")
		if !ok || writers[format] == nil {
			format, file, toOut = c.Format, o, false
		}
		if err := c.writeFile(format, file, report); err != nil {
			return err
		}
	}
	if !toOut {
		return nil
	}
	if err := c.render(s.out, c.Format, report, text.Options{Color: c.colours(s.out), Width: codeWidth(s.out), Fold: terminalWidth(s.out)}); err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("cannot write the report: %w", err)
	}
	return nil
}

// writeFile makes a report whole before the file is touched, so that a failure
// leaves the last one in place.
func (c *checkCmd) writeFile(format, file string, report *finding.Report) error {
	var buf bytes.Buffer
	if err := c.render(&buf, format, report, text.Options{Color: c.Color != nil && *c.Color}); err != nil {
		return err
	}
	if err := os.WriteFile(file, buf.Bytes(), 0o644); err != nil {
		return fmt.Errorf("cannot write the report: %w", err)
	}
	return nil
}

// writers are the formats; text and json have options besides.
var writers = map[string]func(io.Writer, *finding.Report) error{
	"text":       func(w io.Writer, r *finding.Report) error { return text.Write(w, r, text.Options{}) },
	"json":       func(w io.Writer, r *finding.Report) error { return json.Write(w, r, json.Options{}) },
	"sarif":      sarif.Write,
	"rdjson":     rdjson.Write,
	"rdjsonl":    rdjson.WriteLines,
	"github":     func(w io.Writer, r *finding.Report) error { return github.Write(&visible{w: w}, r) },
	"gitlab":     gitlab.Write,
	"checkstyle": checkstyle.Write,
	"markdown":   func(w io.Writer, r *finding.Report) error { return markdown.Write(&visible{w: w}, r) },
	"html":       html.Write,
}

// render writes the report in a format; to is what is known of w for people.
func (c *checkCmd) render(w io.Writer, format string, report *finding.Report, to text.Options) error {
	switch format {
	case "json":
		return json.Write(w, report, json.Options{Verbose: c.Verbose})
	case "text":
		to.Quiet, to.Verbose = c.Quiet, c.Verbose
		return text.Write(w, report, to)
	}
	return writers[format](w, report)
}
