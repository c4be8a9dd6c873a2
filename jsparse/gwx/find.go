package gwx

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/minivet/minivet/jsparse/codepkg"
	"github.com/minivet/minivet/jsparse/wxml"
)

// maxScripts bounds the script elements of an HTML file that are read one by one,
// where they can't be read together.
const maxScripts = 8

// FileProblem is a problem of a file of the program.
type FileProblem struct {
	File string
	Problem
}

// IsCompiled tells whether a program with these files (relative to its root) was
// compiled: then its views are to be looked for in scripts.
func IsCompiled(files []string) bool {
	return slices.Contains(files, "app-config.json") || slices.Contains(files, "app-service.js")
}

// Views finds the views of a compiled program. files are those of the program,
// relative to root, a folder of fsys; scripts and HTML files among them are read.
// Of a view that several files hold the one with the most elements counts: the
// logic layer has all of them too, without what shows nothing but constants.
func Views(fsys fs.FS, root string, files []string) (map[string]*wxml.File, []FileProblem) {
	views := map[string]*wxml.File{}
	var problems []FileProblem
	files = slices.Clone(files)
	slices.Sort(files)
	for _, name := range files {
		if !mayHold(name) {
			continue
		}
		text, err := codepkg.ReadText(fsys, path.Join(root, name))
		if err != nil {
			problems = append(problems, FileProblem{name, Problem{Message: "cannot be read: " + err.Error()}})
			continue
		}
		found, bad := DecodeFile(name, text)
		for _, p := range bad {
			problems = append(problems, FileProblem{name, p})
		}
		for p, f := range found {
			if old := views[p]; old == nil || len(f.Elements) > len(old.Elements) {
				views[p] = f
			}
		}
	}
	return views, problems
}

func mayHold(name string) bool {
	ext := path.Ext(name)
	return ext == ".js" || ext == ".html"
}

// DecodeFile is [Decode] for a file that is a script or, by its ending, an HTML
// page with script elements. Texts that mention no views are not parsed.
func DecodeFile(name, text string) (map[string]*wxml.File, []Problem) {
	text = strings.ToValidUTF8(text, "\ufffd")
	if !strings.Contains(text, mention) {
		return map[string]*wxml.File{}, nil
	}
	if !strings.HasSuffix(name, ".html") {
		return Decode(name, text)
	}
	views, problems := decode(name, text, scripts(text, -1))
	if len(problems) == 0 {
		return views, nil
	}
	// One script that is broken does not spoil the others.
	problems = nil
	for i := range maxScripts {
		code := scripts(text, i)
		if code == "" {
			break
		}
		found, bad := decode(name, text, code)
		problems = append(problems, bad...)
		for p, f := range found {
			if old := views[p]; old == nil || len(f.Elements) > len(old.Elements) {
				views[p] = f
			}
		}
	}
	return views, problems
}

// mention is in every script with views.
const mention = "$gwx"

// scripts returns the code of the script elements of a page that mention views,
// all or only the n-th; "" if there is none. The rest is blanked, so that offsets stay.
func scripts(text string, n int) string {
	var b strings.Builder
	i := 0
	for at := 0; ; {
		open := indexFold(text, "<script", at)
		if open < 0 {
			break
		}
		start := strings.IndexByte(text[open:], '>')
		if start < 0 {
			break
		}
		start += open + 1
		end := indexFold(text, "</script", start)
		if end < 0 {
			end = len(text)
		}
		if strings.Contains(text[start:end], mention) {
			if n < 0 || i == n {
				b.WriteString(strings.Repeat("\n", start-b.Len()) + text[start:end])
			}
			i++
		}
		at = end
	}
	return b.String()
}

// indexFold finds an HTML tag, in either case.
func indexFold(text, tag string, from int) int {
	for i := from; ; i++ {
		n := strings.IndexByte(text[i:], '<')
		if n < 0 {
			return -1
		}
		i += n
		if len(text)-i >= len(tag) && strings.EqualFold(text[i:i+len(tag)], tag) {
			return i
		}
	}
}
