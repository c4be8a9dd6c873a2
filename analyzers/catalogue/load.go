package catalogue

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// File is a file of tables.
type File struct {
	Name string // for error messages
	Data []byte
}

// maxErrors bounds what Load reports: a file of another kind is wrong on every line.
const maxErrors = 20

// maxFile bounds a file of tables, in bytes.
const maxFile = 4 << 20

// Load reads tables that are complete in themselves. The error joins one error a
// mistake, each `file:line: what`.
func Load(files ...File) (*Catalogue, error) { return empty().Merge(files...) }

// Merge is c with the rows of files added; later files change earlier rows. c
// itself stays as it is, also when there is an error, and the result is then nil.
func (c *Catalogue) Merge(files ...File) (*Catalogue, error) {
	l := loader{rows: map[string]map[string]*row{}}
	for table, rows := range c.rows {
		l.rows[table] = maps.Clone(rows)
	}
	for _, f := range files {
		l.file(f)
	}
	if err := l.err(); err != nil {
		return nil, err
	}
	out := l.decode()
	if err := l.err(); err != nil {
		return nil, err
	}
	return out, nil
}

// row is a row of a table, not yet decoded.
type row struct {
	at    place
	cells map[string]cell // by column
}

type cell struct {
	text string
	at   place
}

type place struct {
	file string
	line int
}

// problem is one mistake; problems are reported in the order of their places.
type problem struct {
	at   place
	text string
}

func (p problem) Error() string {
	if p.at.line == 0 {
		return p.at.file + ": " + p.text
	}
	return fmt.Sprintf("%s:%d: %s", p.at.file, p.at.line, p.text)
}

type loader struct {
	rows     map[string]map[string]*row
	problems []problem
	names    []string // of the platforms
	// wordLists are decoded once.
	wordLists map[wordList]matcher
	// prompting is the platform whose scopes tell whether a call asks by itself.
	prompting Platform
	group     []Platform // those whose rows are decoded
}

func (l *loader) fail(at place, format string, args ...any) {
	l.problems = append(l.problems, problem{at, fmt.Sprintf(format, args...)})
}

func (l *loader) err() error {
	slices.SortStableFunc(l.problems, func(a, b problem) int {
		if c := strings.Compare(a.at.file, b.at.file); c != 0 {
			return c
		}
		return a.at.line - b.at.line
	})
	// Rows that all platforms share are decoded for each.
	l.problems = slices.Compact(l.problems)
	var errs []error
	for i, p := range l.problems {
		if i == maxErrors {
			errs = append(errs, fmt.Errorf("%d more mistakes", len(l.problems)-i))
			break
		}
		errs = append(errs, p)
	}
	return errors.Join(errs...)
}

// file reads the tables of one file into l.rows.
func (l *loader) file(f File) {
	text := bytes.TrimPrefix(f.Data, []byte("\uFEFF"))
	at := place{file: f.Name}
	if len(text) > maxFile {
		l.fail(at, "file is larger than %d bytes", maxFile)
		return
	}
	if !utf8.Valid(text) {
		l.fail(at, "file is not UTF-8 text")
		return
	}
	var t *reader
	for i, line := range strings.Split(string(text), "\n") {
		at.line = i + 1
		line = strings.TrimSuffix(line, "\r")
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.TrimSpace(line) == "":
			t = nil
		case t == nil:
			t = l.header(at, line)
		default:
			t.row(at, line)
		}
	}
}

// reader reads the rows below one header; after a broken header it skips them.
type reader struct {
	l       *loader
	schema  *schema // nil: skip
	table   string
	columns []string
	seen    map[string]int // key to line, over this table of this file
}

func (l *loader) header(at place, line string) *reader {
	columns := strings.Split(line, "\t")
	t := &reader{l: l, table: columns[0], columns: columns, seen: map[string]int{}}
	s := schemas[columns[0]]
	if s == nil {
		l.fail(at, "unknown table %q (known: %s); the first column of a header names the table", columns[0], known(schemas))
		return t
	}
	ok := true
	for i, column := range columns {
		switch {
		case !slices.Contains(s.columns, column):
			l.fail(at, "table %s has no column %q (known: %s)", columns[0], column, strings.Join(s.columns, ", "))
			ok = false
		case slices.Contains(columns[:i], column):
			l.fail(at, "column %q is given twice", column)
			ok = false
		}
	}
	for _, column := range s.key {
		if !slices.Contains(columns, column) {
			l.fail(at, "table %s needs column %q: it is part of the key", columns[0], column)
			ok = false
		}
	}
	if ok {
		t.schema = s
	}
	return t
}

func (t *reader) row(at place, line string) {
	if t.schema == nil {
		return
	}
	texts := strings.Split(line, "\t")
	if len(texts) > len(t.columns) {
		t.l.fail(at, "%d cells, but table %s has %d columns here", len(texts), t.table, len(t.columns))
		return
	}
	cells := map[string]cell{}
	for i, column := range t.columns {
		text := ""
		if i < len(texts) {
			text = texts[i]
		}
		if strings.TrimSpace(text) != text {
			t.l.fail(at, "column %s: %q begins or ends with a space", column, text)
			return
		}
		cells[column] = cell{text, at}
	}
	if cells[t.table].text == "" {
		t.l.fail(at, "the first cell is empty: it is the row's key")
		return
	}
	t.add(at, cells)
}

// add stores a row, over the row of an earlier file with the same key.
func (t *reader) add(at place, cells map[string]cell) {
	var parts []string
	for _, column := range t.schema.key {
		parts = append(parts, cells[column].text)
	}
	key := strings.Join(parts, "\t")
	if line, ok := t.seen[key]; ok {
		t.l.fail(at, "%s %q is given twice (first on line %d)", t.table, strings.ReplaceAll(key, "\t", " "), line)
		return
	}
	t.seen[key] = at.line
	rows := t.l.rows[t.table]
	if rows == nil {
		rows = map[string]*row{}
		t.l.rows[t.table] = rows
	}
	if old := rows[key]; old != nil {
		merged := maps.Clone(old.cells)
		maps.Copy(merged, cells)
		rows[key] = &row{old.at, merged}
		return
	}
	rows[key] = &row{at, cells}
}

// schema is the form of a table: its columns, and those that make the key.
type schema struct{ columns, key []string }

func table(columns string, key ...string) *schema {
	s := &schema{columns: strings.Fields(columns), key: key}
	if len(key) == 0 {
		s.key = s.columns[:1]
	}
	return s
}

// schemas are the tables by the name of their first column.
var schemas = map[string]*schema{
	"api": table("api forms category role consent scope tcmpp_scope covers fields payload events off needs " +
		"flags since tcmpp provenance notes"),
	"type":       table("type returns via provenance notes"),
	"category":   table("category words data terms notes"),
	"scope":      table("scope categories platforms flags provenance notes"),
	"provenance": table("provenance words"),
	"guard":      table("guard call outcome path accept covers platform notes", "guard", "call", "outcome", "path", "platform"),
	"sink":       table("sink class subclass place keys url dest leaves stores notes"),
	"word":       table("word list match notes", "word", "list"),
	"lifecycle":  table("lifecycle phase words notes"),
	"getter":     table("getter narrows fields notes"),
	"global":     table("global platforms module prefix notes"),
	"platform":   table("platform namespace words props like without constants notes"),
	"storage":    table("storage does key value result notes"),
	"export":     table("export does notes"),
}

// known lists what a word could have been.
func known[V any](m map[string]V) string {
	return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
}
