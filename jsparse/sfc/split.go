// Package sfc reads single-file components: the .vue files of uni-app, the .mpx
// files of mpx and the .wpy files of WePY. It answers "which part of the file is
// the script, which the view and which the configuration", and turns the script
// into one that any parser of JavaScript takes. Whatever it returns has the length
// and the lines of the file, so that offsets are those of the file.
//
// It runs nothing and reads no file. Any text gives a result, in time proportional
// to its length.
package sfc

import "strings"

// maxBlocks bounds the top-level blocks of a file; real ones have five.
const maxBlocks = 64

// Block is one top-level element of a file.
type Block struct {
	Tag   string // in lower case
	Attrs map[string]string
	// The content is at [Pos,End), in bytes.
	Pos, End int
}

// Split finds the top-level blocks of a file in the order of the text.
func Split(text string) []Block {
	var blocks []Block
	for i := 0; i < len(text) && len(blocks) < maxBlocks; {
		n := strings.IndexByte(text[i:], '<')
		if n < 0 {
			break
		}
		i += n
		if strings.HasPrefix(text[i:], "<!--") {
			i = skipPast(text, i+4, "-->")
			continue
		}
		b, closed, ok := startTag(text, i)
		if !ok {
			i++
			continue
		}
		b.End = b.Pos
		i = b.Pos
		if !closed {
			b.End, i = content(text, b)
		}
		blocks = append(blocks, b)
	}
	return blocks
}

func skipPast(text string, i int, mark string) int {
	n := strings.Index(text[min(i, len(text)):], mark)
	if n < 0 {
		return len(text)
	}
	return i + n + len(mark)
}

// startTag reads <name attr="value" …> at i; Pos of the block is behind it.
func startTag(text string, i int) (b Block, closed, ok bool) {
	j := i + 1
	for j < len(text) && isNameByte(text[j]) {
		j++
	}
	if j == i+1 {
		return b, false, false
	}
	b.Tag, b.Attrs = strings.ToLower(text[i+1:j]), map[string]string{}
	for j < len(text) {
		switch c := text[j]; {
		case c == '>':
			b.Pos = j + 1
			return b, closed, true
		case isNameByte(c):
			var name, value string
			name, value, j = attribute(text, j)
			b.Attrs[name] = value
			closed = false
		default:
			closed = c == '/'
			j++
		}
	}
	return b, false, false
}

func attribute(text string, j int) (name, value string, next int) {
	start := j
	for j < len(text) && isNameByte(text[j]) {
		j++
	}
	name = strings.ToLower(text[start:j])
	if j+1 >= len(text) || text[j] != '=' {
		return name, "", j
	}
	j++
	if q := text[j]; q == '"' || q == '\'' {
		n := strings.IndexByte(text[j+1:], q)
		if n < 0 {
			return name, "", len(text)
		}
		return name, text[j+1 : j+1+n], j + n + 2
	}
	start = j
	for j < len(text) && text[j] != '>' && text[j] > ' ' {
		j++
	}
	return name, text[start:j], j
}

func isNameByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-_:.@", c) >= 0
}

// content finds the end of a block's content, and where the text goes on. A
// template may hold templates; everything else ends at the first end tag.
func content(text string, b Block) (end, next int) {
	depth, i := 1, b.Pos
	open, stop := "<"+b.Tag, "</"+b.Tag
	for {
		n := strings.IndexByte(text[i:], '<')
		if n < 0 {
			return len(text), len(text)
		}
		i += n
		switch rest := text[i:]; {
		case b.Tag == "template" && strings.HasPrefix(rest, "<!--"):
			i = skipPast(text, i+4, "-->")
			continue
		case hasTag(rest, stop):
			if depth--; depth == 0 {
				return i, skipPast(text, i, ">")
			}
		case b.Tag == "template" && hasTag(rest, open):
			if _, closed, ok := startTag(text, i); ok && !closed {
				depth++
			}
		}
		i++
	}
}

func hasTag(s, tag string) bool {
	return len(s) > len(tag) && strings.EqualFold(s[:len(tag)], tag) && !isNameByte(s[len(tag)])
}
