package since

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/minivet/minivet/jsparse/codepkg"
)

// FromGit is the version of the folders at the commit where the present branched
// off from rev. What has happened since counts whether it is committed or not, and
// so do files that git does not know and is not told to ignore. The error is one
// line: no git, no work tree, no such revision, a clone without the history.
func FromGit(dirs []string, rev string) (*Version, error) {
	v, err := newVersion(rev)
	if err != nil {
		return nil, err
	}
	done := map[string]bool{}
	for _, dir := range orHere(dirs) {
		top, err := repository(folder(dir))
		if err != nil {
			return nil, err
		}
		if done[top] {
			continue
		}
		done[top] = true
		if err := v.fromRepository(top, rev); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (v *Version) fromRepository(top, rev string) error {
	commit, err := base(top, rev)
	if err != nil {
		return err
	}
	raw, err := git(top, nil, "diff", "--raw", "-z", "--no-abbrev", "--find-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules", commit)
	if err != nil {
		return err
	}
	entries, err := parseRaw(raw)
	if err != nil {
		return err
	}
	texts, err := blobs(top, entries)
	if err != nil {
		return err
	}
	before := map[string]bool{}
	for _, e := range entries {
		c := Change{Now: under(top, e.now), Was: under(top, e.was)}
		var ok bool
		if c.Text, ok = texts[e.blob]; !ok {
			c.Was = "" // no plain file, or one that is too large to be read
		}
		before[c.Was] = true
		v.Changes = append(v.Changes, c)
	}
	others, err := git(top, nil, "ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return err
	}
	for _, name := range split(others) {
		if path := under(top, name); !before[path] { // else git was told to forget it
			v.Changes = append(v.Changes, Change{Now: path})
		}
	}
	return nil
}

func under(top, name string) string {
	if name == "" {
		return ""
	}
	return filepath.Join(top, filepath.FromSlash(name))
}

// split takes a list apart whose items end in NUL.
func split(list []byte) []string {
	return strings.FieldsFunc(string(list), func(r rune) bool { return r == 0 })
}

// entry is a line of git diff --raw.
type entry struct{ was, now, blob string }

// parseRaw reads `:MODE MODE BLOB BLOB STATUS`, then one path, or two for a rename.
func parseRaw(raw []byte) ([]entry, error) {
	var list []entry
	for fields := split(raw); len(fields) > 0; {
		head := strings.Fields(strings.TrimPrefix(fields[0], ":"))
		if len(head) != 5 || len(fields) < 2 {
			return nil, fmt.Errorf("git diff answers in an unknown form: %q", fields[0])
		}
		e := entry{was: fields[1], now: fields[1], blob: head[2]}
		size := 2
		switch head[4][0] {
		case 'A':
			e.was, e.blob = "", ""
		case 'D':
			e.now = ""
		case 'R', 'C':
			if len(fields) < 3 {
				return nil, fmt.Errorf("git diff answers in an unknown form: %q", fields[0])
			}
			e.now, size = fields[2], 3
			if head[4][0] == 'C' {
				e.was, e.blob = "", ""
			}
		}
		if !strings.HasPrefix(head[0], "100") { // a link or a submodule
			e.blob = ""
		}
		list = append(list, e)
		fields = fields[size:]
	}
	return list, nil
}

// blobs reads the old texts.
func blobs(top string, entries []entry) (map[string]string, error) {
	texts := map[string]string{}
	var ask bytes.Buffer
	for _, e := range entries {
		if _, asked := texts[e.blob]; e.blob != "" && !asked {
			texts[e.blob] = ""
			ask.WriteString(e.blob + "\n")
		}
	}
	if ask.Len() == 0 {
		return texts, nil
	}
	out, err := git(top, ask.Bytes(), "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	for len(out) > 0 { // BLOB blob SIZE \n TEXT \n
		head, rest, _ := bytes.Cut(out, []byte("\n"))
		f := strings.Fields(string(head))
		if len(f) != 3 {
			return nil, fmt.Errorf("git cannot read what the change began from: %s", head)
		}
		size, err := strconv.Atoi(f[2])
		if err != nil || size < 0 || size >= len(rest) {
			return nil, fmt.Errorf("git cat-file answers in an unknown form: %s", head)
		}
		if size <= codepkg.MaxFileSize {
			texts[f[0]] = string(rest[:size])
		} else {
			delete(texts, f[0])
		}
		out = rest[size+1:]
	}
	return texts, nil
}
