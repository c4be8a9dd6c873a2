package engine

import (
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/analyzers/rule"
)

// PromptResults turns the prompts of some kinds into results; the kind is the category.
func (p *Program) PromptResults(messages map[interp.PromptKind]string, level rule.Level) rule.Results {
	var out rule.Results
	for _, pr := range p.Prompts {
		message, ok := messages[pr.Kind]
		if !ok {
			continue
		}
		r := rule.Result{Level: level, Steps: p.Steps(pr.Steps), Symbol: pr.API + " " + string(pr.Kind)}
		r.Pos, r.End = p.Range(pr.Unit, pr.Ins.Pos, pr.Ins.End)
		r.Category, r.Message = string(pr.Kind), message
		out = append(out, r)
	}
	return out
}

// CallResult places a result on a sensitive call, with the path that leads there.
func (p *Program) CallResult(call *interp.Call, level rule.Level, category, message string) rule.Result {
	r := rule.Result{Level: level, Steps: p.Steps(call.Steps), Symbol: call.API.Name + " " + category}
	r.Pos, r.End = p.Range(call.Unit, call.Ins.Pos, call.Ins.End)
	r.Category, r.Message = category, message
	r.Data = map[string]string{"api": call.API.Name, "dataCategory": call.API.Category, "scope": call.API.ScopeOn(p.Platform)}
	return r
}
