package catalogue

import (
	"maps"
	"slices"
	"strings"
)

// entries are the decoded rows of a table in the order of their keys.
func (l *loader) entries(table string) []decoder {
	rows := l.rows[table]
	var out []decoder
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		out = append(out, decoder{l, rows[key], table})
	}
	return out
}

// decoder reads the cells of a row.
type decoder struct {
	l     *loader
	row   *row
	table string
}

func (d decoder) key() string               { return d.row.cells[d.table].text }
func (d decoder) text(column string) string { return d.row.cells[column].text }

func (d decoder) fail(column, format string, args ...any) {
	at := d.row.at
	if c, ok := d.row.cells[column]; ok {
		at = c.at
	}
	d.l.fail(at, format, args...)
}

// oneOf is the cell, which must be one of words (an empty word allows an empty cell).
func (d decoder) oneOf(column string, words ...string) string {
	text := d.text(column)
	if !slices.Contains(words, text) {
		d.fail(column, "unknown %s %q (known: %s)", column, text, listed(words))
	}
	return text
}

func listed(words []string) string {
	var shown []string
	for _, w := range words {
		if w != "" {
			shown = append(shown, w)
		}
	}
	return strings.Join(shown, ", ")
}

// inTable is the cell, which must be empty or a key of table.
func (d decoder) inTable(column, table string) string {
	text := d.text(column)
	if text != "" {
		d.check(column, table, text)
	}
	return text
}

func (d decoder) check(column, table, text string) {
	if rows := d.l.rows[table]; rows[text] == nil {
		d.fail(column, "unknown %s %q (known: %s)", table, text, known(rows))
	}
}

func (d decoder) list(column, separator string) []string {
	text := d.text(column)
	if text == "" {
		return nil
	}
	out := strings.Split(text, separator)
	for i, s := range out {
		if s == "" || strings.TrimSpace(s) != s {
			d.fail(column, "%s: empty item or space in %q", column, text)
		}
		if slices.Contains(out[:i], s) {
			d.fail(column, "%s: %q is listed twice", column, s)
		}
	}
	return out
}

func (d decoder) listIn(column, table string) []string {
	out := d.list(column, ",")
	for _, s := range out {
		d.check(column, table, s)
	}
	return out
}

func (d decoder) flags(column string, words ...string) map[string]bool {
	set := map[string]bool{}
	for _, s := range d.list(column, ",") {
		if !slices.Contains(words, s) {
			d.fail(column, "unknown %s %q (known: %s)", column, s, listed(words))
		}
		set[s] = true
	}
	return set
}

func (d decoder) yes(column string) bool { return d.oneOf(column, "", "y", "n") == "y" }

func (d decoder) platform(column string) Platform {
	if d.text(column) == "" {
		return ""
	}
	return d.known(column, d.text(column))
}

// known is a platform's name, which has to be in table platform.
func (d decoder) known(column, name string) Platform {
	if !slices.Contains(d.l.names, name) {
		d.fail(column, "unknown platform %q (known: %s)", name, strings.Join(d.l.names, ", "))
	}
	return Platform(name)
}
