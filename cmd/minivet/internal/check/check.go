// Package check is the one way from paths to findings: it opens what lies at the
// paths, has the rules look at each program, and turns what they hand over into
// neutral findings with positions, fingerprints and suppressions applied. It
// answers "what is there to report on these paths"; how that looks, and what the
// exit status is, is for its callers.
package check

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/codepkg"
)

// Auto as a platform means: as each program's files tell.
const Auto = "auto"

// Options say what to check.
type Options struct {
	// Paths are folders; "/..." at the end is accepted and means the same, since
	// everything below a folder is looked at anyway. None means ".".
	Paths []string
	// Platform is that of all programs, or [Auto] (also "").
	Platform string
	// Rules are names of rules; none means all.
	Rules []string
	// Levels by rule take the place of the rules' own; "off" rules are not run.
	Levels map[string]string
	// Domains are the hosts that personal data may go to, see analyzers.Options.
	Domains []string
	// Catalogue is what is known of the platforms; nil: the built-in one.
	Catalogue *catalogue.Catalogue
	// Exclude are globs of files, from the folder ExcludeDir, in which findings are
	// left out.
	Exclude    []string
	ExcludeDir string
	// Inventory asks for the inventory of each program.
	Inventory bool
	// Mentions are APIs whose mentions are wanted, in unused files too.
	Mentions []string
	// Wrap gives another content to the folder dir, whose files are now; nil: none.
	Wrap func(dir string, now fs.FS) fs.FS
	// Consents asks for the sensitive calls of each program with their consent.
	Consents bool
	// Dir is the absolute path of the folder that paths and displayed paths are
	// relative to; "": the current directory.
	Dir string
	// Open stands for opening a folder from disk, for those whose files are elsewhere
	// too; nil: that.
	Open func(dir string) (*jsparse.Opened, error)
	// SourceMaps is a folder with the source maps of compiled programs, or one of them,
	// where they do not lie beside the scripts; "" for none.
	SourceMaps string
	// Replay asks for a run of each program: which findings of rule consent can be seen to happen.
	Replay bool
	// Progress, if any, is told before each program which it is, and how many are known.
	Progress func(root string, n, of int)
	// Version of minivet, for the report.
	Version string
	// Analyse stands for analyzers.Run, in tests or to keep results; nil: that.
	Analyse func(*jsparse.Program, analyzers.Options) (*analyzers.Report, error)
}

// Run checks everything below the paths. It fails only for mistakes in opt, such
// as a rule that does not exist; what could not be opened or analysed is in the
// report's Notices, and the rest is reported all the same.
func Run(opt Options) (*finding.Report, error) {
	began := time.Now()
	cwd := opt.Dir
	if cwd == "" {
		var err error
		if cwd, err = os.Getwd(); err != nil {
			return nil, fmt.Errorf("the current directory is not known: %w", err)
		}
	}
	if err := knownRules(opt.Rules); err != nil {
		return nil, err
	}
	if opt.Analyse == nil {
		opt.Analyse = analyzers.Run
	}
	r := &run{opt: opt, cwd: cwd, seen: map[string]bool{}, rep: &finding.Report{
		Version: opt.Version, Rules: Rules(opt.Rules), Sources: map[string]*finding.Source{},
	}}
	if len(opt.Paths) == 0 {
		opt.Paths = []string{"."}
	}
	for _, group := range codepkg.Group(opt.Paths) {
		r.paths(group)
	}
	r.finish()
	r.rep.Elapsed = time.Since(began)
	return r.rep, nil
}

// run is one run.
type run struct {
	opt  Options
	cwd  string
	rep  *finding.Report
	seen map[string]bool // absolute roots of programs done
	code bool            // some script could be read

	known, begun int // programs that were found, and of those begun
}

// paths checks all programs at a path, or in archives that belong together.
func (r *run) paths(group []string) {
	if codepkg.IsArchive(group[0]) && isFile(group[0]) {
		r.archives(group)
		return
	}
	dir := strings.TrimSuffix(filepath.ToSlash(group[0]), "/...")
	if dir == "..." || dir == "" {
		dir = map[string]string{"...": ".", "": "/"}[dir]
	}
	opened, err := r.open(dir)
	if packages := r.packagesIn(dir, err); len(packages) > 0 {
		for _, group := range codepkg.Group(packages) {
			r.archives(group)
		}
		return
	}
	if err != nil {
		r.fatal("", err.Error())
		return
	}
	defer opened.Close()
	r.opened(r.newBase(dir), opened)
}

// packagesIn are the compiled packages in a folder that holds no program by itself.
func (r *run) packagesIn(dir string, err error) []string {
	if !errors.Is(err, codepkg.ErrNoProgram) || r.opt.Open != nil || isFile(dir) {
		return nil
	}
	return codepkg.FindPackages(dir)
}

// archives checks the programs in archives that belong together.
func (r *run) archives(paths []string) {
	opened, err := openArchives(paths, jsparse.OpenOptions{Unused: len(r.opt.Mentions) > 0})
	if err != nil {
		r.fatal("", err.Error())
		return
	}
	defer opened.Close()
	r.opened(r.archiveBase(paths, opened.Archive), opened)
}

// openArchives is jsparse.OpenArchives that does not panic.
func openArchives(paths []string, opt jsparse.OpenOptions) (o *jsparse.Opened, err error) {
	defer func() {
		if p := recover(); p != nil {
			o, err = nil, internalError(p, "opening "+paths[0])
		}
	}()
	return jsparse.OpenArchives(paths, opt)
}

// opened checks the programs of what was opened.
func (r *run) opened(base *base, opened *jsparse.Opened) {
	for _, p := range opened.Problems {
		r.rep.Findings = append(r.rep.Findings, parseFinding(base.at(p.File, nil), p.Message, ""))
	}
	for _, l := range opened.LeftOut {
		r.rep.LeftOut = append(r.rep.LeftOut, finding.LeftOut{Path: base.display(l.Path), Why: l.Why})
	}
	for _, f := range opened.Failures {
		r.fatal(base.display(f.Root), f.Err.Error())
	}
	base.read = opened.ReadFile
	r.known += len(opened.Programs)
	for i, prog := range opened.Programs {
		opened.Programs[i] = nil // its trees may go when it is done
		if root := filepath.Join(append([]string{base.abs, prog.Root}, base.archives...)...); !r.seen[root] {
			r.seen[root] = true
			r.program(base, prog)
		}
	}
}

// open is opt.Open that does not panic.
func (r *run) open(dir string) (o *jsparse.Opened, err error) {
	defer func() {
		if p := recover(); p != nil {
			o, err = nil, internalError(p, "opening "+dir)
		}
	}()
	if r.opt.Open != nil {
		return r.opt.Open(dir)
	}
	return jsparse.OpenWith(dir, jsparse.OpenOptions{Unused: len(r.opt.Mentions) > 0, Wrap: r.opt.Wrap})
}

// program analyses one program and adds what comes of it to the report.
func (r *run) program(base *base, prog *jsparse.Program) {
	c := newConverter(base, prog)
	covered := c.covered(r.opt.Platform)
	if r.begun++; r.opt.Progress != nil {
		r.opt.Progress(covered.Root, r.begun, r.known)
	}
	for _, m := range prog.Modules {
		r.code = r.code || m.Unit != nil
	}
	r.problems(c, covered.Root, prog.Problems)
	result, err := r.analyse(prog, covered)
	if err != nil {
		covered.Failed = err.Error()
		r.fatal(covered.Root, err.Error())
	} else {
		covered.Entries, covered.Calls, covered.Reached = result.Entries, result.Calls, result.Reached
		out := make([]*finding.Finding, len(result.Findings))
		for i := range result.Findings {
			if f := c.finding(&result.Findings[i]); r.opt.Levels[f.Rule] != "off" {
				f.Level = levelOf(r.opt.Levels[f.Rule], f.Level)
				out[i] = &f
			}
		}
		if r.opt.Replay {
			if err := r.replay(c, prog, &covered, result.Findings, out); err != nil {
				r.fatal(covered.Root, err.Error())
			}
		}
		r.origins(c, covered.Root).fill(out)
		for _, f := range out {
			if f != nil {
				r.rep.Findings = append(r.rep.Findings, *f)
			}
		}
		covered.Mentions = c.mentions(result.Mentions)
		covered.Consents = c.consents(result.Consents)
		covered.Inventory = c.inventory(result.Inventory)
		for _, b := range result.Bounds {
			r.rep.Notices = append(r.rep.Notices, finding.Notice{Program: covered.Root, Message: b})
		}
		r.borrowed(&covered)
	}
	r.suppress(c, covered.Root, err == nil)
	r.exclude(covered.Root)
	for i := range covered.Consents {
		r.keepSource(c, covered.Consents[i].Place.File)
	}
	r.keepSources(c)
	r.rep.Programs = append(r.rep.Programs, covered)
}

// borrowed says that a platform has few rows of its own, or none.
func (r *run) borrowed(covered *finding.Program) {
	known := cmp.Or(r.opt.Catalogue, catalogue.Default())
	row := known.Row(catalogue.Platform(covered.Platform))
	if row != nil && row.Like != "" {
		message := fmt.Sprintf("%s has few rows of its own in the catalogue: its other APIs are taken for those of %s that have the same name, and what has no such name is not known", row.Words, known.Row(catalogue.Platform(row.Like)).Words)
		r.rep.Notices = append(r.rep.Notices, finding.Notice{Program: covered.Root, Message: message})
	}
}

// analyse is opt.Analyse that does not panic.
func (r *run) analyse(prog *jsparse.Program, covered finding.Program) (rep *analyzers.Report, err error) {
	defer func() {
		if p := recover(); p != nil {
			rep, err = nil, internalError(p, "analysing it")
		}
	}()
	rep, err = r.opt.Analyse(prog, analyzers.Options{
		Platform: catalogue.Platform(covered.Platform), Rules: r.opt.Rules, Domains: r.opt.Domains, Catalogue: r.opt.Catalogue, Inventory: r.opt.Inventory, Mentions: r.opt.Mentions, Consents: r.opt.Consents})
	if err == nil && rep == nil {
		rep = &analyzers.Report{}
	}
	return rep, err
}

func (r *run) fatal(program, message string) {
	r.rep.Notices = append(r.rep.Notices, finding.Notice{Program: program, Message: message, Fatal: true})
}

// maxProblems bounds the problems told of one file: a list of pages that is wrong as a
// whole would bury everything else.
const maxProblems = 200

// problems reports what could not be read of a program's files.
func (r *run) problems(c *converter, root string, all []jsparse.Problem) {
	seen := map[string]int{}
	var full []string
	for _, p := range all {
		if seen[p.File]++; seen[p.File] <= maxProblems {
			r.rep.Findings = append(r.rep.Findings, c.problem(p))
		} else if seen[p.File] == maxProblems+1 {
			full = append(full, p.File)
		}
	}
	for _, file := range full {
		r.rep.Notices = append(r.rep.Notices, finding.Notice{
			Program: root, Message: fmt.Sprintf("%s has %d further problems, which are left out", file, seen[file]-maxProblems),
		})
	}
}

func (r *run) keepSource(c *converter, file string) {
	if s := c.byFile[file]; s != nil {
		r.rep.Sources[s.File] = s
	}
}

// keepSources remembers the texts that findings, their steps, related places and
// edits lie in; the others are let go.
func (r *run) keepSources(c *converter) {
	keep := func(fs []finding.Finding) {
		for i := range fs {
			r.keepSource(c, fs[i].Place.File)
			for _, s := range slices.Concat(fs[i].Steps, fs[i].Related) {
				r.keepSource(c, s.Place.File)
			}
			for _, fix := range fs[i].Fixes {
				for _, e := range fix.Edits {
					r.keepSource(c, e.Place.File)
				}
			}
		}
	}
	keep(r.rep.Findings)
	keep(r.rep.Suppressed)
}

// finish puts everything in order, and fails a run that looked at nothing.
func (r *run) finish() {
	rep := r.rep
	if !r.code && !rep.Failed() {
		r.fatal("", "nothing was analysed: there is no script that could be read")
	}
	slices.SortStableFunc(rep.Programs, func(a, b finding.Program) int { return strings.Compare(a.Root, b.Root) })
	finding.Sort(rep.Findings)
	finding.Sort(rep.Suppressed)
	rep.Findings = finding.Merge(rep.Findings)
	finding.SetFingerprints(rep.Findings, rep.Sources)
}

// levelOf is the level of a name; other, if it names none.
func levelOf(name string, other rule.Level) rule.Level {
	for _, l := range []rule.Level{rule.Note, rule.Warning, rule.Error} {
		if l.String() == name {
			return l
		}
	}
	return other
}
