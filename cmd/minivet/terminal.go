package main

import (
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"
)

// colours follows the flags, then NO_COLOR (set to anything), then what w is.
func (c *checkCmd) colours(w io.Writer) bool {
	if c.Color != nil {
		return *c.Color
	}
	f, ok := below(w).(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && !strings.EqualFold(os.Getenv("TERM"), "dumb") && isatty.IsTerminal(f.Fd())
}

const (
	// beside is what the text report puts beside a line of code: the number of the
	// line, and … at both ends of a line that is cut.
	beside  = 10
	minCode = 20
)

// codeWidth is how many columns a line of code may take on w: what COLUMNS or the
// terminal leave, 0 if neither says.
func codeWidth(w io.Writer) int {
	columns, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil || columns <= 0 {
		columns = terminalWidth(w)
	}
	if columns <= 0 {
		return 0
	}
	return max(columns-beside, minCode)
}

// terminalWidth is how many columns the terminal behind w has; 0 if there is none.
func terminalWidth(w io.Writer) int {
	f, ok := below(w).(*os.File)
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return max(columns, 0)
}
