package interp

import (
	"regexp"
	"strings"

	"github.com/minivet/minivet/jsparse/ir"
)

// expression is a regular expression of the language that Go's read the same way.
type expression struct {
	re  *regexp.Regexp
	all bool // flag g
}

// expression is the literal that an argument of a call is; nil where it is none, or one
// that is not known to mean the same in Go.
func (c *nativeCall) expression(arg int) *expression {
	ins := c.inv.ins
	if ins.Op != ir.OpCall || ins.X == nil || len(ins.X.Args) <= arg {
		return nil
	}
	def := defining(c.body.Blocks[c.at.block], ins.X.Args[arg].Reg)
	if def == nil || def.Op != ir.OpRegExp {
		return nil
	}
	return c.in.compiled(def.Name)
}

// compiled reads the text of a literal: /expression/flags.
func (in *Interp) compiled(text string) *expression {
	return remembered(&in.patterns, text, func() *expression {
		end := strings.LastIndexByte(text, '/')
		if end < 1 || strings.Trim(text[end+1:], "gi") != "" {
			return nil
		}
		e := &expression{all: strings.Contains(text[end:], "g")}
		source := text[1:end]
		if strings.Contains(text[end:], "i") {
			source = "(?i)" + source
		}
		re, err := regexp.Compile(source)
		if err != nil {
			return nil
		}
		e.re = re
		return e
	})
}

// replacer puts a text, without references, in place of what matches.
func (e *expression) replacer(with string) func(string) string {
	return func(s string) string {
		if e.all {
			return e.re.ReplaceAllLiteralString(s, with)
		}
		if at := e.re.FindStringIndex(s); at != nil {
			return s[:at[0]] + with + s[at[1]:]
		}
		return s
	}
}
