// Package srcmap reads source maps. It answers "where was this place of a compiled
// file written"; where maps lie, and how the answer is shown, is for its callers.
// The maps themselves (ECMA-426) are read by esbuild.
package srcmap

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode/utf16"

	js "github.com/evanw/esbuild/minivet"

	"github.com/minivet/minivet/jsparse/appjson"
)

// MaxSize is the size in bytes of a map that is read: the texts in it take some four
// times that while they are.
const MaxSize = 32 << 20

// maxNesting is more than any map has: an index map has its mappings on level 4.
const maxNesting = 16

// maxLine is the length of a line, in UTF-16 code units, up to which it is given: a
// longer one is compiled code itself.
const maxLine = 4096

// Map is a source map.
type Map struct {
	m *js.SourceMap
}

// Position is a place in a source.
type Position struct {
	// Source is the path of the file as the map has it, without the scheme and the
	// query that bundlers add: relative to the map, or to a folder that the bundler
	// took as its root.
	Source string
	// Bundler tells that the path is relative to the bundler's root.
	Bundler      bool
	Line, Column int    // from 1; columns in UTF-16 code units
	Text         string // of the line; "" where the map holds no sources
	Offset       int    // of the place in Text, from 0 in bytes
}

// Parse reads a map. The error is one line without the name of the file.
func Parse(text string) (*Map, error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("the source map is larger than %d MB", MaxSize>>20)
	}
	// A prefix against cross-site inclusion, which the specification allows for.
	if strings.HasPrefix(text, ")]}'") {
		_, text, _ = strings.Cut(text, "\n")
	}
	if appjson.TooDeep(text, maxNesting) >= 0 {
		return nil, errors.New("the source map nests too deep")
	}
	m, messages := js.ParseSourceMap("map", text)
	switch {
	case m == nil && len(messages) > 0:
		return nil, errors.New("the source map is broken: " + strings.Join(strings.Fields(messages[0].Text), " "))
	case m == nil:
		return nil, errors.New("the source map is empty, or not of version 3")
	}
	return &Map{m}, nil
}

// Original is where the place at line and column (from 1, columns in UTF-16 code
// units) was written. It is false where the map knows no place: in what the compiler
// added.
func (m *Map) Original(line, column int) (Position, bool) {
	at := m.m.Find(int32(line-1), int32(column-1))
	if at == nil {
		return Position{}, false
	}
	text := m.line(int(at.SourceIndex), int(at.OriginalLine))
	column = min(int(at.OriginalColumn), len(text))
	p := Position{
		Line: int(at.OriginalLine) + 1, Column: int(at.OriginalColumn) + 1,
		Text: string(utf16.Decode(text)), Offset: len(string(utf16.Decode(text[:column]))),
	}
	p.Source, p.Bundler = clean(m.m.Sources[at.SourceIndex])
	return p, p.Source != ""
}

// line is line n (from 0) of a source, nil where it is not at hand.
func (m *Map) line(source, n int) []uint16 {
	if source >= len(m.m.SourcesContent) {
		return nil
	}
	text := m.m.SourcesContent[source].Value
	for ; n > 0; n-- {
		i := index(text)
		if i < 0 {
			return nil
		}
		text = text[i+1:]
	}
	if i := index(text); i >= 0 {
		text = text[:i]
	}
	if n := len(text); n > 0 && text[n-1] == '\r' {
		text = text[:n-1]
	}
	if len(text) > maxLine {
		return nil
	}
	return text
}

func index(text []uint16) int {
	for i, u := range text {
		if u == '\n' {
			return i
		}
	}
	return -1
}

// clean is the path of a source. Bundlers write it behind a scheme of theirs, some
// with the name of the project before the path, and with a query that tells the parts
// of a single file apart: webpack://shop/./src/pages/a.vue?5f3a.
func clean(source string) (name string, bundler bool) {
	source, _, _ = strings.Cut(source, "?")
	if plain, err := url.PathUnescape(source); err == nil {
		source = plain
	}
	scheme, rest, ok := strings.Cut(source, "://")
	switch {
	case !ok:
	case scheme == "file":
		source = rest
	default:
		_, source, _ = strings.Cut(rest, "/") // the name of the project, mostly empty
		source = strings.TrimLeft(source, "/")
	}
	source = strings.ReplaceAll(source, "\\", "/")
	if source == "" {
		return "", ok
	}
	return path.Clean(source), ok && scheme != "file"
}
