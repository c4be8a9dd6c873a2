package text

import "strings"

// minFold is the narrowest terminal that lines are folded for: below it, folding
// breaks more than it mends.
const minFold = 40

// fold breaks text at blanks so that no line takes more than columns, where used of
// the first line are taken and the others begin with indent blanks. A word that is
// longer than a line, such as a path, has a line of its own. columns 0: nothing is
// folded.
func fold(text string, columns, used, indent int) string {
	if columns < minFold {
		return text
	}
	var b strings.Builder
	at := used
	for i, word := range strings.Split(text, " ") {
		w := columnsOf(word)
		switch {
		case i == 0:
		case at+1+w > columns:
			b.WriteByte('\n')
			b.WriteString(strings.Repeat(" ", indent))
			at = indent
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += w
	}
	return b.String()
}

// columnsOf is how many columns a text takes on a terminal.
func columnsOf(text string) int {
	_, n, _ := head(text, 1<<20)
	return n
}
