package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/minivet/minivet/cmd/minivet/internal/check"
	"github.com/minivet/minivet/cmd/minivet/internal/config"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// replayCmd is `minivet replay`.
type replayCmd struct {
	Path    string `arg:"" optional:"" default:"." help:"A folder with mini programs. Default: the current folder."`
	Finding string `help:"Only the finding with this fingerprint (or its beginning)." placeholder:"FINGERPRINT"`
	setup
	platformFlag
}

// Help is shown below the flags.
func (*replayCmd) Help() string {
	return `Runs the program in a host of its own with users who refuse everything (also at a second launch, and with a server that answers or can't be reached), close every dialogue, grant one thing only, agree to everything, or agree and take it back, and says of each finding of rule consent: confirmed (the call happened although the user refused; the trace is the witness), guarded (it was seen only after agreement: look whether the finding is right), unreached (no run came there, and what is known of why). A trace starts with the user, then says what was asked and answered, and ends with the call. Then come the gaps: calls under refusal that no finding is about; and calls after the user took consent back, of which the rules say nothing.

Exit status: 0 nothing was confirmed and there is no gap; 1 something was; 2 the run failed.`
}

func (c *replayCmd) run(s streams) (Status, error) {
	if err := c.read([]string{c.Path}, config.Flags{}); err != nil {
		return NotRun, err
	}
	opt := c.options([]string{c.Path}, c.Platform)
	opt.Rules, opt.Replay = []string{"consent"}, true
	report, err := check.Run(opt)
	if err != nil {
		return NotRun, err
	}
	for _, n := range report.Notices {
		fmt.Fprintf(s.err, "minivet: %s%s\n", where(n), n.Message)
	}
	if report.Failed() {
		return NotRun, nil
	}
	return c.print(&visible{w: s.out}, report)
}

// print writes verdicts, gaps and a line that sums up.
func (c *replayCmd) print(w io.Writer, report *finding.Report) (Status, error) {
	count, known, gaps, withdrawn := map[string]int{}, c.Finding == "", 0, 0
	for i := range report.Findings {
		f := &report.Findings[i]
		print := f.Fingerprints[finding.Fingerprint]
		if f.Data["replay"] == "" || !strings.HasPrefix(print, c.Finding) {
			continue
		}
		known = true
		count[f.Data["replay"]]++
		fmt.Fprintf(w, "%s:%d:%d: %s: %s [%s] %s\n", f.Place.File, f.Place.Start.Line, f.Place.Start.Column, f.Data["replay"], f.Data["api"], f.Name(), print)
		trace(w, f.Replay)
	}
	if !known {
		return NotRun, fmt.Errorf("there is no finding of rule consent with the fingerprint %q; minivet replay %s lists them all", c.Finding, c.Path)
	}
	if c.Finding == "" {
		for i := range report.Programs {
			for _, g := range report.Programs[i].Gaps {
				what := "gap: %s is called although the user refused, and no finding is about it"
				if g.Withdrawn {
					withdrawn++
					what = "withdrawn: %s is called after the user took consent back; the rules hold consent for the rest of a run, so no finding is about it"
				} else {
					gaps++
				}
				fmt.Fprintf(w, "%s:%d:%d: "+what+"\n", g.File, g.Line, g.Column, g.API)
				trace(w, g.Trace)
			}
		}
	}
	fmt.Fprintf(w, "%d confirmed, %d guarded, %d unreached, %d gaps", count["confirmed"], count["guarded"], count["unreached"], gaps)
	if withdrawn > 0 {
		fmt.Fprintf(w, ", %d after consent was taken back", withdrawn)
	}
	fmt.Fprintln(w)
	if count["confirmed"]+gaps > 0 {
		return Found, nil
	}
	return Clean, nil
}

func trace(w io.Writer, steps []string) {
	for i, s := range steps {
		fmt.Fprintf(w, "    %d. %s\n", i+1, s)
	}
	fmt.Fprintln(w)
}
