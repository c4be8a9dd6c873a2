package finding

import "fmt"

// Origin is where a place of a compiled file was written, as a source map says.
type Origin struct {
	// File is for display like [Place.File] where there is such a file, and otherwise
	// what the map calls it.
	File         string
	Line, Column int // from 1, columns in UTF-16 code units
	// Code is the text of the line; "" where the map does not hold it.
	Code string
	// At is where the place begins in Code, from 0 in bytes.
	At int
}

// String is `file:line:column`.
func (o *Origin) String() string { return fmt.Sprintf("%s:%d:%d", o.File, o.Line, o.Column) }

// From is " (written in file:line:column)", and "" where that is not known: the end of
// a message in formats that have no field for it.
func (o *Origin) From() string {
	if o == nil {
		return ""
	}
	return " (written in " + o.String() + ")"
}
