package check

import (
	"fmt"
	"path"
	"runtime/debug"

	"github.com/minivet/minivet/analyzers"
	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
	"github.com/minivet/minivet/cmd/minivet/internal/replay"
	"github.com/minivet/minivet/jsparse"
)

// replay runs the program and says of each finding of rule consent whether its
// call was seen: the verdict is in Data["replay"], the witness in Replay.
func (r *run) replay(c *converter, prog *jsparse.Program, covered *finding.Program, found []analyzers.Finding, out []*finding.Finding) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = internalError(p, "replaying it")
		}
	}()
	var targets []replay.Target
	var about []*finding.Finding
	for i := range found {
		if f := &found[i]; f.Rule == "consent" && out[i] != nil && f.Pos.IsValid() {
			from, to := prog.Fset.Position(f.Pos), prog.Fset.Position(max(f.Pos, f.End))
			t := replay.Target{API: f.Data["api"], File: from.Filename, Line: from.Line, ToLine: to.Line}
			if len(f.Steps) > 0 {
				from := prog.Fset.Position(f.Steps[0].Pos)
				t.From, t.FromLine = from.Filename, from.Line
			}
			targets = append(targets, t)
			about = append(about, out[i])
		}
	}
	// The machine makes much garbage, and a run is short.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	res := replay.Run(prog, replay.Options{Platform: catalogue.Platform(covered.Platform), Catalogue: r.opt.Catalogue, Targets: targets})
	for i, o := range res.Outcomes {
		data := map[string]string{"replay": string(o.Verdict)}
		for k, v := range about[i].Data {
			data[k] = v
		}
		about[i].Data = data
		about[i].Replay = c.witness(&o)
	}
	for _, calls := range [][]replay.Call{res.Gaps, res.Withdrawn} {
		for i := range calls {
			covered.Gaps = append(covered.Gaps, c.gap(&calls[i]))
		}
	}
	for _, b := range res.Bounds {
		r.rep.Notices = append(r.rep.Notices, finding.Notice{Program: covered.Root, Message: "replay, " + b})
	}
	return nil
}

// gap is a call that no finding is about.
func (c *converter) gap(call *replay.Call) finding.Gap {
	f := call.Frames[0]
	return finding.Gap{API: call.API, File: c.base.display(f.File), Line: f.Line, Column: f.Column, Trace: c.trace(call), Withdrawn: call.Withdrawn}
}

// witness is what is told of an outcome.
func (c *converter) witness(o *replay.Outcome) []string {
	if o.Call == nil {
		return []string{o.Why}
	}
	return c.trace(o.Call)
}

// trace is what happened up to a call.
func (c *converter) trace(call *replay.Call) []string {
	out := []string{"a user who " + call.User}
	for _, s := range call.Steps {
		out = append(out, s.Text)
	}
	at := ""
	if len(call.Frames) > 0 {
		f := call.Frames[0]
		at = fmt.Sprintf(" at %s:%d", c.base.display(path.Clean(f.File)), f.Line)
	}
	return append(out, call.API+" is called"+at)
}
