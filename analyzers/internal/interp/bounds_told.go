package interp

import (
	"cmp"
	"fmt"
	"sort"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// hit notes that a bound was reached.
func (in *Interp) hit(what string) { in.bounds[what] = true }

// Bounds lists the bounds that were reached.
func (in *Interp) boundsHit() []string {
	out := append(in.unsettledFiles(), in.partialFiles()...)
	for b := range in.bounds {
		out = append(out, b)
	}
	sort.Strings(out)
	return out
}

// maxUnsettled is how many functions of a file are named.
const maxUnsettled = 3

// unsettledFiles says, in a line for each file, which functions did not settle.
func (in *Interp) unsettledFiles() []string {
	inFile := map[string][]string{}
	for fn := range in.unsettled {
		file := fn.Unit.Source.Path
		inFile[file] = append(inFile[file], cmp.Or(fn.Name, anonymous))
	}
	var out []string
	for file, names := range inFile {
		sort.Strings(names)
		text := "the function " + names[0]
		if n := len(names); n > maxUnsettled {
			text = fmt.Sprintf("%d functions (%s, …)", n, strings.Join(names[:maxUnsettled], ", "))
		} else if n > 1 {
			text = "the functions " + strings.Join(names, ", ")
		}
		out = append(out, "analysed in part, because its values went on changing: "+text+" in "+file)
	}
	return out
}

// maxPartial is how many files that were analysed in part have a line each; of more, so
// many are named in one.
const maxPartial = 5

// inPart notes that a file took more than it may.
func (in *Interp) inPart(u *ir.Unit) { in.partial[u.Source.Path] = in.library(u) }

// partialFiles says which files were analysed in part, the program's own before those of
// libraries.
func (in *Interp) partialFiles() []string {
	const why = "analysed in part, because "
	var names, libraries []string
	for _, name := range sortedKeys(in.partial) {
		if in.partial[name] {
			libraries = append(libraries, name)
		} else {
			names = append(names, name)
		}
	}
	if names = append(names, libraries...); len(names) > maxPartial {
		return []string{fmt.Sprintf(why+"they take very long: %d files (%s, …)", len(names), strings.Join(names[:maxPartial], ", "))}
	}
	for i, name := range names {
		names[i] = why + "it takes very long: the file " + name
	}
	return names
}

// anonymous stands for the name of a function that has none.
const anonymous = "anonymous function"

func (in *Interp) funcName(f *ir.Func) string {
	return fmt.Sprintf("%s in %s", cmp.Or(f.Name, anonymous), f.Unit.Source.Path)
}
