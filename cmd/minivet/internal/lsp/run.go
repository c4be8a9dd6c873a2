package lsp

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/jsparse"
)

// job is what one run needs to know.
type job struct {
	folder    *folder
	documents map[string]*document
	settings  settings
	encoding  string
	watched   bool // the client tells of files that change
	run       analysis
}

// jobOf copies the state for a run. The lock is held.
func (s *Server) jobOf(f *folder) job {
	return job{folder: f, documents: maps.Clone(s.documents), settings: s.settings, encoding: s.encoding, watched: s.watched, run: s.analyse}
}

// run checks a folder. Messages are for people: what kept it from being analysed.
func (s *Server) run(ctx context.Context, j job) (found *results, messages []string) {
	found = &results{documents: j.documents, encoding: j.encoding, diagnostics: map[string][]Diagnostic{}, indexes: map[string]*index{}}
	defer func() {
		if p := recover(); p != nil {
			messages = append(messages, s.internal(p, "checking "+j.folder.dir).Error())
		}
	}()
	set, broken := j.settings.with(j.folder.dir, j.documents)
	if broken != nil {
		found.diagnostics[broken.path] = append(found.diagnostics[broken.path], broken.diagnostic(found))
	}
	own, err := set.Tables()
	var at *config.Mistake
	switch {
	case errors.As(err, &at) && at.Path == set.Path:
		_, text := findConfig(j.folder.dir, j.documents)
		broken := newBadConfig(at.Path, string(text), err)
		found.diagnostics[broken.path] = append(found.diagnostics[broken.path], broken.diagnostic(found))
	case err != nil:
		messages = append(messages, err.Error())
	}
	var unopened error
	report, err := check.Run(check.Options{
		Dir: j.folder.dir, Paths: []string{j.folder.dir}, Version: s.version, Consents: true,
		Platform: set.platform(), Levels: set.Rules, Domains: set.Domains,
		Catalogue: own, Exclude: set.Paths.Exclude, ExcludeDir: set.Dir(),
		Open:    func(dir string) (o *jsparse.Opened, err error) { o, unopened = j.open(ctx); return o, unopened },
		Analyse: j.analyse(ctx),
	})
	if err != nil {
		return found, append(messages, err.Error())
	}
	found.report = report
	found.diagnose(j.folder.dir)
	if unopened != nil && ctx.Err() == nil {
		// A folder without a program is no reason to bother anybody.
		s.log(MessageInfo, fmt.Sprintf("%s: %v", j.folder.dir, unopened))
		return found, nil
	}
	for _, n := range report.Notices {
		if n.Fatal && ctx.Err() == nil {
			messages = append(messages, n.Message)
		}
	}
	return found, messages
}

// open reads the programs of the folder, with the open documents in place of files.
func (j *job) open(ctx context.Context) (*jsparse.Opened, error) {
	root, err := os.OpenRoot(j.folder.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	texts := map[string]string{}
	for path, d := range j.documents {
		if rel, ok := within(j.folder.dir, path); ok {
			texts[rel] = d.text
		}
	}
	return jsparse.OpenFS(newOverlay(ctx, root.FS(), j.folder.disk, j.folder.disk.looksFor(j.watched), texts), filepath.Base(j.folder.dir), jsparse.OpenOptions{Cache: j.folder.cache})
}

// kept is what was found in a program, and the sum of all that it depends on.
type kept struct {
	sum    uint64
	report *analyzers.Report
}

var seed = maphash.MakeSeed()

var errOutOfDate = errors.New("the run is out of date")

// analyse is j.run that keeps what it found: of several programs in a
// folder, those that a change does not concern are not analysed again. Positions
// hold as long as the files do, because a file's place in the file set comes from
// their order and lengths.
func (j *job) analyse(ctx context.Context) analysis {
	memo := j.folder.memo
	return func(prog *jsparse.Program, opt analyzers.Options) (*analyzers.Report, error) {
		if ctx.Err() != nil {
			return nil, errOutOfDate
		}
		sum := sumOf(prog, opt)
		if k, ok := memo[prog.Root]; ok && k.sum == sum {
			return k.report, nil
		}
		delete(memo, prog.Root) // it may be large
		report, err := j.run(prog, opt)
		if err == nil && len(memo) < maxKept {
			memo[prog.Root] = kept{sum, report}
		}
		return report, err
	}
}

// maxKept bounds the programs of a folder whose results are kept.
const maxKept = 200

func sumOf(prog *jsparse.Program, opt analyzers.Options) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	word := func(s string) { maphash.WriteComparable(&h, len(s)); h.WriteString(s) }
	word(fmt.Sprintf("%q %d %v", prog.Root, prog.Kind, opt))
	for _, f := range prog.Files {
		word(f.Path)
		word(f.Package.String())
		word(f.Text)
	}
	for _, name := range slices.Sorted(maps.Keys(prog.Modules)) {
		word(name)
	}
	return h.Sum64()
}

// sourceOf is the text that a place lies in; nil if the report has it not.
func (r *results) sourceOf(p finding.Place) *finding.Source { return r.report.Sources[p.File] }
