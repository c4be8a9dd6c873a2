package jsparse

import "strings"

// maxSpec bounds the length of a module's name in bytes.
const maxSpec = 300

// scanRequires returns the names in require('x', …), require.async('x') and in
// require('x') of a function that has require as its parameter. It looks at the
// text alone, so comments and strings count too: the result only decides which
// files are parsed, and one too many does no harm.
func scanRequires(text string) []string {
	const word = "require"
	var specs []string
	for {
		i := strings.Index(text, word)
		if i < 0 {
			return specs
		}
		text = text[i+len(word):]
		rest := strings.TrimPrefix(text, ".async")
		rest = strings.TrimLeft(rest[:min(len(rest), maxSpec)], " \t\r\n")
		rest, ok := strings.CutPrefix(rest, "(")
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " \t\r\n")
		if rest == "" || rest[0] != '\'' && rest[0] != '"' && rest[0] != '`' {
			continue
		}
		if end := strings.IndexByte(rest[1:], rest[0]); end > 0 {
			specs = append(specs, rest[1:1+end])
		}
	}
}
