package config

import (
	"bytes"
	"strings"
	"testing"

	"github.com/minivet/minivet/cmd/minivet/internal/finding"
)

// FuzzConfig: a configuration is read, or the error is one line.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{
		"", "version: 1\nplatform: tcmpp\nrules:\n  consent: error\n  egress: 'off'\n", "fail-on: note\nexclude: [\"a/**\", b]\ndomains:\n  - a.example\n",
		"guards:\n  - call: ask\n    covers: [scope.userLocation]\n", "a: &a [*a]", "a: &a {b: &b {c: [*a, *b]}}", "<<: *x", "? [a]\n: b", "- - - -", "rules: {consent: {level: 1}}\n...\n---\nx", "\ufeffa: \xff", "declared: [location, 1, null]", "declared: !0 000000",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Parse("minivet.yaml", []byte(text), []string{"consent", "egress"})
		if (file == nil) != (err != nil) {
			t.Fatalf("file %v, error %v", file, err)
		}
		if err != nil && strings.Contains(err.Error(), "\n\n") {
			t.Errorf("%q", err.Error())
		}
	})
}

// FuzzSuppressions: comments are found where they are.
func FuzzSuppressions(f *testing.F) {
	for _, s := range []string{
		"// minivet-ignore consent: why\nf()", "f() /* minivet-ignore consent/unguarded, egress：why */", "<!-- minivet-ignore consentui: why -->\r\n<a/>",
		"// minivet-ignore\n// minivet-ignore consent\n// minivet-ignore x: ", "https://minivet-ignore a: b", "{/* minivet-ignore a:b */}\u2028f()\ufeff\xff",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\ufffd")
		src := finding.NewSource("a.js", text)
		for _, s := range Suppressions(src) {
			if s.Place.Start.Line < 1 || s.Place.Start.Line > src.Lines() || s.Place.Start.Column < 1 {
				t.Errorf("%+v in %d lines", s.Place, src.Lines())
			}
			Match([]*Suppression{s}, &finding.Finding{Rule: "consent", Place: s.Place})
		}
	})
}

// FuzzBaseline: a baseline is read and applied, and what was written is read again.
func FuzzBaseline(f *testing.F) {
	for _, s := range []string{
		`{"version": 1, "known": [{"fingerprint": "a:1", "rule": "consent", "file": "a.js", "message": "m"}]}`, `{"version": 2}`, `{"version": 1, "known": [{}, {"fingerprint": ":"}]}`, `[]`, `{"version": 1, "known": null}`, "\ufeff{}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, err := parseBaseline("b.json", []byte(text))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("%q", err.Error())
			}
			return
		}
		var out bytes.Buffer
		if err := b.Write(&out); err != nil {
			t.Fatal(err)
		}
		if again, err := parseBaseline("b.json", out.Bytes()); err != nil || len(again.Known) != len(b.Known) {
			t.Errorf("read again: %v", err)
		}
		known := len(b.Known)
		rep := &finding.Report{Findings: []finding.Finding{{Rule: "consent", Place: finding.Place{File: "a.js"}, Fingerprints: map[string]string{finding.Fingerprint: "a:1"}}}}
		if gone := b.Apply(rep, "b.json"); gone+len(rep.Suppressed) != known || len(rep.Findings)+len(rep.Suppressed) != 1 {
			t.Errorf("%d of %d gone, %d known", gone, known, len(rep.Suppressed))
		}
	})
}
