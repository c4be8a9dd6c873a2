package html

import (
	"fmt"
	"strings"

	"github.com/minivet/minivet/analyzers/inventory"
	"github.com/minivet/minivet/analyzers/rule"
	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// hostile is what a program's author may try: markup, a script, the end of an
// attribute, a character that turns the direction of text, and a control character.
const hostile = `</script><script>document.title='owned'</script>"'><img src=x onerror=alert(1)>` + "\u202e\x1b[31m"

// place is the range of what in src.
func place(src *finding.Source, what string) finding.Place {
	at := strings.Index(src.Text, what)
	return finding.Place{File: src.File, Start: src.Point(at), End: src.Point(at + len(what))}
}

// sample has everything that the writer can be given, with extra in every text.
func sample(extra string) *finding.Report {
	home := finding.NewSource("shop/页/home"+extra+".js", "Page({\n\tonLoad() {\n\t\t/* 😀 "+strings.ReplaceAll(extra, "\n", "")+" */ wx.getLocation({\n\t\t\tsuccess: f\n\t\t})\n\t},\n})\n")
	json := finding.NewSource("shop/app.json", "{}\n")
	call := place(home, "wx.getLocation({\n\t\t\tsuccess: f\n\t\t})")
	f := finding.Finding{
		Rule: "consent", Category: "unguarded", Level: rule.Error, Program: "shop" + extra, Place: call, Origin: &finding.Origin{File: "src/home.ts" + extra, Line: 7, Column: 4, Code: "  wx.x()" + extra, At: 2},
		Message: "wx.getLocation touches the location before the user has agreed" + extra,
		Data:    map[string]string{"api": "getLocation", "dataCategory": "location", "advice": "ask first" + extra},
		Steps: []finding.Step{
			{Place: place(home, "onLoad"), Message: "entry: page life-cycle onLoad" + extra},
			{Place: call, Message: "wx.getLocation is called"}},
		Related: []finding.Step{{Place: place(json, "{}"), Message: "no purpose is declared here" + extra}},
		Fixes: []finding.Fix{{Message: "declare it" + extra, Edits: []finding.Edit{
			{Place: place(json, "{}"), NewText: "{ \"permission\": {} }" + extra}}}},
	}
	hidden := f
	hidden.Suppressed = "agreed on paper" + extra
	return &finding.Report{
		Version: "test",
		Programs: []finding.Program{
			{Root: "shop" + extra, Platform: "wechat", Pages: 1, Components: 2, Files: 3, Functions: 4, Reached: 3, Entries: 2, Calls: 1,
				LeftOut: []finding.LeftOut{{Path: "shop/old.js" + extra, Why: "nothing refers to it"}},
				Inventory: []inventory.Row{{Category: "location", Words: "the location", Terms: true, API: "wx.getLocation", Pages: []string{"pages/a" + extra},
					Purpose: "to find shops" + extra, Goes: []string{"shop.test" + extra}, Consent: "guarded", Guards: []string{"scope.userLocation"},
					Package: "maps 1.0" + extra, Places: []string{"shop/app.js:3"}}}},
			{Root: "broken", Platform: "tcmpp", Failed: "a rule could not run" + extra}},
		Findings: []finding.Finding{f,
			{Rule: "parse", Level: rule.Warning, Place: finding.Place{File: "gone.js" + extra, Start: finding.Point{Line: 1, Column: 1}, End: finding.Point{Line: 1, Column: 1}}, Message: "cannot be read" + extra},
			{Rule: "minimize" + extra, Category: "own" + extra, Level: rule.Note, Place: call, Message: "a note", Data: map[string]string{"dataCategory": "odd" + extra}}},
		Suppressed: []finding.Finding{hidden},
		Notices:    []finding.Notice{{Program: "shop", Message: "a bound was hit" + extra}, {Message: "cannot open gone" + extra, Fatal: true}},
		Rules: []finding.RuleInfo{{Name: "consent", Summary: "personal data is read without consent", Doc: "consent: of <tags>\n\n# What to do\n\nAsk." + extra},
			{Name: "minimize" + extra, Summary: "less would do" + extra}, {Name: "parse", Advice: "mend the file" + extra}},
		Sources: map[string]*finding.Source{home.File: home, json.File: json},
	}
}

// large is a report with n findings, in files of twenty calls.
func large(n int) *finding.Report {
	rep := &finding.Report{Version: "test", Sources: map[string]*finding.Source{},
		Programs: []finding.Program{{Root: "mall", Platform: "wechat", Pages: n / 20, Files: n / 20, Calls: n}},
		Rules:    []finding.RuleInfo{{Name: "consent", Summary: "s", Advice: "ask first", Doc: "doc"}, {Name: "egress", Summary: "s", Doc: "doc"}}}
	apis := []struct{ name, kind string }{{"getLocation", "location"}, {"getClipboardData", "clipboard"}, {"chooseContact", "contacts"}, {"getWeRunData", "health"}}
	for i := range n {
		file := fmt.Sprintf("mall/pages/p%02d/p%02d.js", i/20, i/20)
		src := rep.Sources[file]
		if src == nil {
			var text strings.Builder
			for k := range 20 {
				fmt.Fprintf(&text, "function tap%d() {\n\tconst shop = 'No. %x'\n\twx.%s({\n\t\tsuccess: (res) => send(shop, res),\n\t})\n}\n\n", k, 0xa000+i+k, apis[(i+k)%len(apis)].name)
			}
			src = finding.NewSource(file, text.String())
			rep.Sources[file] = src
		}
		api, line := apis[i%len(apis)], 7*(i%20)+3
		at := finding.Place{File: file, Start: src.Point(src.Offset(line) + 1), End: src.Point(src.Offset(line+2) + 3)}
		entry := finding.Place{File: file, Start: src.Point(src.Offset(line - 2)), End: src.Point(src.Offset(line-2) + 8)}
		f := finding.Finding{Rule: "consent", Category: "unguarded", Level: rule.Level(i % 3), Program: "mall", Place: at,
			Message: fmt.Sprintf("wx.%s is used before the user has agreed, case %d", api.name, i+1),
			Data:    map[string]string{"dataCategory": api.kind},
			Steps:   []finding.Step{{Place: entry, Message: "entry: tap on <button>"}, {Place: entry, Message: "calls send"}, {Place: at, Message: "wx." + api.name + " is called"}}}
		if i%5 == 0 {
			f.Rule, f.Category = "egress", "unconsented"
		}
		rep.Findings = append(rep.Findings, f)
	}
	finding.Sort(rep.Findings)
	return rep
}
