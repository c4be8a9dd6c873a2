package fuzzylocation

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/minivet/minivet/analyzers/catalogue"
	"github.com/minivet/minivet/analyzers/internal/engine"
	"github.com/minivet/minivet/analyzers/internal/interp"
	"github.com/minivet/minivet/jsparse"
	"github.com/minivet/minivet/jsparse/ir"
)

const (
	precise      = "getLocation"
	fuzzy        = "getFuzzyLocation"
	preciseScope = "scope.userLocation"
	fuzzyScope   = "scope.userFuzzyLocation"
)

// preciseOptions are those of getLocation that getFuzzyLocation does not take.
var preciseOptions = []string{"altitude", "isHighAccuracy", "highAccuracyExpireTime"}

// fix moves the whole program to getFuzzyLocation: the platform takes one kind
// only. There is none if some place cannot be edited.
func fix(prog *engine.Program) (analysis.SuggestedFix, bool) {
	fix := analysis.SuggestedFix{Message: "take the approximate position in the whole program"}
	for _, call := range prog.Calls {
		if call.API.Name != precise {
			continue
		}
		edits, ok := callEdits(prog, call)
		if !ok {
			return fix, false
		}
		fix.TextEdits = append(fix.TextEdits, edits...)
	}
	for _, m := range prog.OwnScripts() {
		if !strings.Contains(m.File.Text, preciseScope) {
			continue
		}
		words, complete := m.Unit.Words(preciseScope)
		if !complete {
			return fix, false
		}
		for _, w := range words {
			fix.TextEdits = append(fix.TextEdits, engine.Rename(m.File, w, preciseScope, fuzzyScope))
		}
	}
	fix.TextEdits = append(fix.TextEdits, appEdits(prog)...)
	slices.SortStableFunc(fix.TextEdits, func(a, b analysis.TextEdit) int { return int(a.Pos - b.Pos) })
	// A wrapper's call is reported at each of its callers, and written once.
	fix.TextEdits = slices.CompactFunc(fix.TextEdits, func(a, b analysis.TextEdit) bool {
		return a.Pos == b.Pos && a.End == b.End && string(a.NewText) == string(b.NewText)
	})
	return fix, true
}

// callEdits rename the API, drop the options that it does not know, and give it
// callbacks where the program waits for a promise, which it does not return.
func callEdits(prog *engine.Program, call *interp.Call) ([]analysis.TextEdit, bool) {
	f, site, ok := prog.Site(call)
	if !ok {
		return references(prog)
	}
	edits := []analysis.TextEdit{engine.Rename(f, site.Names[0], precise, fuzzy)}
	if site.Options == nil && site.Args > 0 && !site.Method {
		return edits, true // through a wrapper
	}
	promise := site.Method && !site.Statement
	if site.Options != nil {
		for _, m := range site.Options.Members {
			promise = promise && !slices.Contains([]string{"success", "fail", "complete", ""}, m.Name)
			if slices.Contains(preciseOptions, m.Name) {
				edits = append(edits, engine.Edit(f, m.Pos, m.End, ""))
			}
		}
	} else if site.Args > 0 {
		promise = false // what is in the options is not known here
	}
	if promise {
		edits = append(edits, promised(f, site)...)
	}
	return edits, true
}

// references are for calls through a variable, `const locate = promisify(wx.getLocation)`:
// every mention of the API itself is renamed.
func references(prog *engine.Program) (edits []analysis.TextEdit, ok bool) {
	for _, m := range prog.OwnScripts() {
		for _, w := range m.Unit.Members("wx", precise) {
			edits = append(edits, engine.Rename(m.File, w, precise, fuzzy))
		}
	}
	return edits, len(edits) > 0
}

// promised wraps `wx.getLocation({ … })` into a promise.
func promised(f *jsparse.File, site ir.CallSite) []analysis.TextEdit {
	edits := []analysis.TextEdit{
		engine.Edit(f, site.Pos, site.Pos, "new Promise((success, fail) => "),
		engine.Edit(f, site.End, site.End, ")"),
	}
	const callbacks = "success, fail"
	if site.Options == nil {
		return append(edits, engine.Edit(f, site.End-1, site.End-1, "{ "+callbacks+" }"))
	}
	at, text := site.Options.End-1, " "+callbacks+" "
	if n := len(site.Options.Members); n > 0 {
		last := site.Options.Members[n-1]
		if written := strings.TrimRight(f.Text[last.Pos:last.End], " \t\r\n"); !slices.Contains(preciseOptions, last.Name) {
			at, text = last.Pos+int32(len(written)), " "+callbacks
			if !strings.HasSuffix(written, ",") {
				text = "," + text
			}
		}
	}
	return append(edits, engine.Edit(f, at, at, text))
}

// appEdits change what app.json declares.
func appEdits(prog *engine.Program) []analysis.TextEdit {
	f := prog.Path(prog.App.Path)
	if f == nil || prog.App.Root == nil {
		return nil
	}
	edits := permissionEdits(prog, f)
	if prog.Platform == catalogue.WeChat {
		edits = append(edits, infoEdits(prog, f)...)
	}
	return edits
}

func permissionEdits(prog *engine.Program, f *jsparse.File) []analysis.TextEdit {
	for _, p := range prog.App.Permission {
		if p.Scope == fuzzyScope {
			return nil // the text is there; the other one does no harm
		}
	}
	for _, p := range prog.App.Permission {
		if p.Scope == preciseScope {
			return []analysis.TextEdit{engine.Edit(f, p.KeyPos, p.KeyEnd, `"`+fuzzyScope+`"`)}
		}
	}
	return nil
}

// infoEdits put getFuzzyLocation in place of the precise APIs, which exclude it.
func infoEdits(prog *engine.Program, f *jsparse.File) []analysis.TextEdit {
	list := prog.App.Root.Find("requiredPrivateInfos")
	if list == nil {
		at := prog.App.Root.Pos + 1
		return []analysis.TextEdit{engine.Edit(f, at, at, "\n  \"requiredPrivateInfos\": [\""+fuzzy+"\"],")}
	}
	var names []string
	for _, item := range prog.App.RequiredPrivateInfos.Items {
		api := prog.Catalogue.API(item.Text)
		if item.Text != fuzzy && !(api != nil && api.Precise && api.PrivateInfo && api.Consent != catalogue.ConsentPicker) {
			names = append(names, item.Text)
		}
	}
	if items := prog.App.RequiredPrivateInfos.Items; len(names) == 0 && len(items) == 1 {
		return []analysis.TextEdit{engine.Edit(f, items[0].Pos, items[0].End, `"`+fuzzy+`"`)}
	}
	names = append([]string{fuzzy}, names...)
	return []analysis.TextEdit{engine.Edit(f, list.Pos, list.End, `["`+strings.Join(names, `", "`)+`"]`)}
}
